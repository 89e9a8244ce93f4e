"""The page of the plan: today, the days to come, the forecast, the settings."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrolment
from progress.plan import read_plan
from tests.factories import (
    MONDAY,
    BlueprintFactory,
    CourseFactory,
    DomainFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    ReadingFactory,
)
from tests.progress.worlds import answer, ask, know

NOW = MONDAY + timedelta(days=1)
WISHES = {"exam_date": "", "minutes_a_day": "25", "reviews_a_day": "30", "time_factor": "150"}


@pytest.fixture
def course(db):
    return CourseFactory.create(title="Botany")


@pytest.fixture
def module(course):
    return ModuleFactory.create(course=course)


def url_of(course, page="plan"):
    return reverse(f"progress:{page}", args=(course.slug,))


def get(client, course):
    return client.get(url_of(course)).content.decode()


def teach(student, module, *, facts, read=True, **fields):
    lesson = LessonFactory.create(module=module, **({"minutes": 6} | fields))
    ask(lesson, count=facts)
    if read:
        ReadingFactory.create(user=student, lesson=lesson, finished=True)
    return lesson


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_today_stands_on_top_with_one_button_for_each_part(student_client, student, course, module):
    teach(student, module, facts=4)
    unread = teach(student, module, facts=2, read=False)

    page = get(student_client, course)

    assert re.search(r"<h1>Today, \d+ minutes</h1>", page)
    assert "6 new facts" in page
    assert "first, then from 1 more lesson" in page
    assert page.index("<h1>") < page.index(unread.title) < page.index("The next two weeks")
    assert page.index(unread.title) < page.index("6 new facts")
    head = page[: page.index("days-title")]
    assert head.count("btn-primary") == 1


def test_without_an_exam_two_weeks_are_planned(student_client, student, course, module):
    teach(student, module, facts=4)

    plan = read_plan(student, course, now=NOW)

    assert len(plan.days) == 14
    assert plan.missing is None
    assert "Set your exam date" in get(student_client, course)


def test_until_an_exam_each_day_is_planned_and_the_exam_stands_last(student, course, module):
    EnrolmentFactory.create(user=student, course=course, exam_date=date(2026, 12, 1))
    teach(student, module, facts=4)

    plan = read_plan(student, course, now=NOW)

    assert [plan.days[0].date, plan.days[-1].date] == [date(2026, 11, 3), date(2026, 12, 1)]
    assert [day.is_exam for day in plan.days] == [False] * 28 + [True]
    assert plan.forecast.date == date(2026, 12, 1)
    assert plan.days_left == 28


def test_the_weeks_begin_on_monday_and_lose_no_day(student, course, module):
    EnrolmentFactory.create(user=student, course=course, exam_date=date(2026, 12, 31))
    teach(student, module, facts=4)

    plan = read_plan(student, course, now=NOW)

    shown = [day for week in plan.weeks for day in week.days if day]
    assert shown == list(plan.days)
    assert all(len(week.days) == 7 for week in plan.weeks)
    for week in plan.weeks:
        assert all(day is None or day.date.weekday() == at for at, day in enumerate(week.days))
    assert (*plan.next_weeks, *plan.later_weeks) == plan.weeks


def test_an_honest_word_where_the_time_does_not_suffice(student_client, student, course, module):
    EnrolmentFactory.create(
        user=student, course=course, minutes_a_day=5, exam_date=in_days(3), reviews_a_day=500
    )
    teach(student, module, facts=40, read=False, minutes=20)

    page = get(student_client, course)

    assert "The time does not suffice" in page
    enough = int(re.search(r"<strong>(\d+) minutes a day would do", page)[1])
    Enrolment.objects.update(minutes_a_day=enough)
    assert "does not suffice" not in get(student_client, course)
    Enrolment.objects.update(minutes_a_day=enough - 5)
    assert "does not suffice" in get(student_client, course)


def test_where_no_day_is_long_enough_a_later_date_is_offered(
    student_client, student, course, module
):
    EnrolmentFactory.create(user=student, course=course, exam_date=in_days(1))
    teach(student, module, facts=3, read=False, minutes=300)

    page = get(student_client, course)

    assert "A later date would help" in page
    assert "would do.</strong>" not in page


def test_the_forecast_weighs_facts_as_the_exam_does(student, course, module):
    exam = BlueprintFactory.create(course=course)
    DomainFactory.create(blueprint=exam, number=1, weight=25)
    DomainFactory.create(blueprint=exam, number=2, weight=75)
    minor = teach(student, module, facts=5, exam_tasks=["1.1"], bank_share=10)
    teach(student, module, facts=15, exam_tasks=["2.1"], bank_share=10)
    know(student, minor.facts.all(), mastery=0.96)

    forecast = read_plan(student, course, now=NOW).forecast

    assert forecast.now == 24
    assert forecast.left_alone == 24
    assert forecast.followed > 50


def test_what_fades_is_foretold_to_fade(student, course, module):
    EnrolmentFactory.create(user=student, course=course, exam_date=date(2027, 3, 1))
    lesson = teach(student, module, facts=5)
    know(student, lesson.facts.all(), mastery=0.96)
    student.cards.update(stability=3.0, due_at=MONDAY)

    forecast = read_plan(student, course, now=NOW).forecast

    assert forecast.left_alone < forecast.now < forecast.followed


def test_skipping_today_is_told_its_price(student_client, student, course, module):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=5, exam_date=in_days(3))
    teach(student, module, facts=40)

    assert re.search(r"Skip today, and \d+ new facts? will not fit", get(student_client, course))


def test_the_mock_that_is_longer_than_a_day_is_told(student_client, student, course, module):
    EnrolmentFactory.create(user=student, course=course, exam_date=in_days(6))
    teach(student, module, facts=30)

    page = get(student_client, course)

    assert "A mock exam takes you 30 minutes in one piece" in page
    assert "Mock exam, if you have the time" in page


def test_the_day_of_the_exam_and_the_day_after(student_client, student, course, module):
    enrolment = EnrolmentFactory.create(user=student, course=course, exam_date=in_days(0))
    teach(student, module, facts=4)

    calm = get(student_client, course)
    assert "Your exam is today" in calm
    for said in ("does not suffice", "A later date", "in all", "Until the exam", "With the plan"):
        assert said not in calm
    assert "Change them" in calm
    enrolment.exam_date = in_days(-1)
    enrolment.save()
    page = get(student_client, course)
    assert "The day of your exam has passed" in page
    assert "4 new facts" in page


def test_what_stays_due_says_what_keeps_it_and_leads_to_the_setting(
    student_client, student, course, module
):
    EnrolmentFactory.create(
        user=student, course=course, minutes_a_day=240, reviews_a_day=5, exam_date=in_days(1)
    )
    lesson = teach(student, module, facts=30)
    know(student, lesson.facts.all())
    student.cards.update(due_at=MONDAY)

    limited = get(student_client, course)
    Enrolment.objects.update(minutes_a_day=5, reviews_a_day=100)
    full = get(student_client, course)

    assert "you want 5 reviews a day at most" in limited
    assert f"{url_of(course, 'plan_settings')}#id_reviews_a_day" in limited
    assert "the days are full" not in limited
    assert "the days are full" in full
    assert f"{url_of(course, 'plan_settings')}#id_minutes_a_day" in full
    assert "reviews a day at most. <a" not in full
    settings = student_client.get(url_of(course, "plan_settings")).content.decode()
    assert 'id="id_reviews_a_day"' in settings
    assert 'id="id_minutes_a_day"' in settings


def test_a_mock_longer_than_the_day_heads_it_and_the_rest_stands_in_its_place(
    student_client, student, course, module
):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=10, exam_date=in_days(1))
    teach(student, module, facts=30)

    page = get(student_client, course)

    head = page[: page.index("days-title")]
    assert "<h1>Today, a mock exam</h1>" in head
    assert "If you have no time for it, 10 minutes of this:" in head
    assert "Today, 10 minutes" not in head
    assert head.count("btn-primary") == 1


def test_a_skip_is_not_said_to_cost_what_the_forecast_does_not_show(student, course, module):
    EnrolmentFactory.create(
        user=student, course=course, minutes_a_day=5, exam_date=date(2026, 11, 4)
    )
    known = teach(student, module, facts=60)
    teach(student, module, facts=440)
    know(student, known.facts.all()[:11], mastery=0.96)

    plan = read_plan(student, course, now=NOW)

    told = plan.forecast.followed - plan.forecast.left_alone
    assert plan.skip.percent == told
    assert ("less" in plan.skip.words) == (told > 0)


def test_today_has_the_same_minutes_everywhere(student_client, student, course, module):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=7)
    teach(student, module, facts=40, minutes=9)
    student.days.create(course=course, date=NOW.date(), answers=2, right=2, seconds=45)

    plan = read_plan(student, course, now=NOW)

    assert plan.days[0].minutes == plan.today.minutes == 6
    assert plan.skip.minutes == plan.today.minutes


def test_with_everything_done_the_page_says_so(student_client, student, course, module):
    lesson = teach(student, module, facts=2)
    know(student, lesson.facts.all())

    page = get(student_client, course)

    assert "Nothing to do today" in page
    assert "Skip today" not in page


def test_a_course_without_lessons_has_a_plan_too(student_client, course):
    assert "Nothing to do today" in get(student_client, course)


def test_the_own_pace_is_told(student_client, student, course, module):
    lesson = teach(student, module, facts=1)
    assert "until there are enough answers of your own" in get(student_client, course)
    for day in range(1, 5):
        for _ in range(10):
            at = timezone.now() - timedelta(days=day)
            answer(student, lesson.questions.get(), at=at, seconds=20)
        student.days.create(course=course, date=in_days(-day), answers=10, right=10, seconds=200)

    page = get(student_client, course)

    assert "It counts 32 seconds for a review and 50 for a new fact" in page
    assert "as measured from your own answers" in page


def test_looking_changes_nothing(student_client, course, module, student):
    teach(student, module, facts=2)

    get(student_client, course)
    student_client.get(url_of(course, "plan_settings"))

    assert not Enrolment.objects.exists()


def test_a_hidden_course_has_no_plan(student_client):
    hidden = CourseFactory.create(published=False)

    for page in ("plan", "plan_settings", "plan_feed"):
        assert student_client.get(url_of(hidden, page)).status_code == 404


@pytest.mark.parametrize("page", ["plan", "plan_settings", "plan_feed"])
def test_a_guest_is_sent_to_log_in_and_a_wrong_method_refused(client, student_client, course, page):
    assert student_client.put(url_of(course, page)).status_code == 405
    client.logout()
    assert client.get(url_of(course, page)).status_code == 302


@pytest.mark.parametrize("size", [1, 9])
def test_the_queries_do_not_grow(student_client, student, course, django_assert_num_queries, size):
    exam = BlueprintFactory.create(course=course)
    DomainFactory.create(blueprint=exam)
    EnrolmentFactory.create(user=student, course=course, exam_date=in_days(30))
    for _ in range(size):
        lesson = teach(student, ModuleFactory.create(course=course), facts=3)
        know(student, lesson.facts.all()[:2])
        answer(student, lesson.questions.first())

    with django_assert_num_queries(15):
        student_client.get(url_of(course))


# The settings


def post(client, course, **wishes):
    return client.post(url_of(course, "plan_settings"), WISHES | wishes, follow=True)


def test_saving_joins_the_course(student_client, student, course):
    page = post(student_client, course, exam_date=str(in_days(40)))

    enrolment = Enrolment.objects.get(user=student, course=course)
    assert enrolment.exam_date == in_days(40)
    assert (enrolment.minutes_a_day, enrolment.reviews_a_day) == (25, 30)
    assert enrolment.time_factor == 150
    assert page.redirect_chain[-1][0] == url_of(course)
    assert "Saved" in page.content.decode()


def test_saving_changes_what_was_there(student_client, student, course):
    enrolment = EnrolmentFactory.create(user=student, course=course, exam_date=in_days(9))
    other = EnrolmentFactory.create(course=course)

    post(student_client, course)

    enrolment.refresh_from_db()
    assert enrolment.exam_date is None
    assert enrolment.minutes_a_day == 25
    other.refresh_from_db()
    assert other.minutes_a_day == 20


@pytest.mark.parametrize(
    "wishes",
    [
        {"exam_date": "2020-01-01"},
        {"exam_date": "9999-01-01"},
        {"exam_date": "soon"},
        {"minutes_a_day": "4"},
        {"minutes_a_day": "241"},
        {"minutes_a_day": ""},
        {"minutes_a_day": "1e9"},
        {"reviews_a_day": "0"},
        {"reviews_a_day": "501"},
        {"time_factor": "7"},
        {"time_factor": ""},
    ],
)
def test_nonsense_changes_nothing_and_says_what_to_do(student_client, student, course, wishes):
    enrolment = EnrolmentFactory.create(user=student, course=course)

    response = post(student_client, course, **wishes)

    enrolment.refresh_from_db()
    assert enrolment.minutes_a_day == 20
    assert response.status_code == 200
    assert "Please look at this again" in response.content.decode()


@pytest.mark.parametrize("number", ["-5", "0", "4", "-99999"])
@pytest.mark.parametrize("field", ["minutes", "reviews"])
def test_all_numbers_that_are_too_small_are_told_the_least(student_client, course, field, number):
    page = post(student_client, course, **{f"{field}_a_day": number}).content.decode()

    assert f"Give 5 {field} or more." in page
    assert "greater than or equal" not in page


def test_today_is_too_late_for_an_exam(student_client, course):
    page = post(student_client, course, exam_date=str(in_days(0))).content.decode()

    assert "Choose a day after today, or leave it empty." in page
    assert not Enrolment.objects.exists()


def test_an_exam_that_has_passed_may_stay_as_it_is(student_client, student, course):
    EnrolmentFactory.create(user=student, course=course, exam_date=in_days(-3))

    post(student_client, course, exam_date=str(in_days(-3)))

    assert Enrolment.objects.get().minutes_a_day == 25


def test_nobody_sets_what_is_not_theirs(student_client, student, course):
    enrolment = EnrolmentFactory.create(user=student, course=course)
    key = "00000000-0000-0000-0000-000000000001"

    sent = WISHES | {"user": "1", "course": "1", "feed_key": key, "created_at": "2020-01-01"}
    student_client.post(url_of(course, "plan_settings"), sent)

    enrolment.refresh_from_db()
    assert enrolment.feed_key is None
    assert enrolment.user == student
    assert enrolment.created_at == MONDAY
