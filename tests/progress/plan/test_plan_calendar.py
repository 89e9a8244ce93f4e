"""The calendar of the plan, read back as a calendar program would."""

from datetime import UTC, date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from courses.models import Enrolment
from progress.plan import views as plan_views
from tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    ReadingFactory,
    UserFactory,
)
from tests.progress.worlds import answer, ask, know

KEY = UUID("6f9619ff-8b86-4011-b42d-00c04fc964ff")
NASTY = "Leaves; roots, and\\stems\r\nBEGIN:VEVENT " + "ä" * 120


@pytest.fixture
def course(db):
    return CourseFactory.create(title="Botany")


@pytest.fixture
def enrolment(student, course):
    return EnrolmentFactory.create(
        user=student, course=course, feed_key=KEY, minutes_a_day=10, exam_date=in_days(9)
    )


@pytest.fixture
def lesson(student, course):
    lesson = LessonFactory.create(module=ModuleFactory.create(course=course), minutes=25)
    ask(lesson, count=30)
    return lesson


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def fetch(key=KEY):
    return Client().get(reverse("progress:plan_calendar", args=(key,)))


def read(response):
    return Calendar.from_ical(response.content)


def events_of(response):
    return list(read(response).walk("VEVENT"))


def test_the_calendar_needs_no_log_in_and_can_be_read_back(enrolment, lesson):
    response = fetch()

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = read(response)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert "Botany" in str(calendar.get("X-WR-CALNAME") or calendar["NAME"])


def test_each_day_with_something_to_do_is_an_event_and_so_is_the_exam(enrolment, lesson):
    events = events_of(fetch())

    days = [event.decoded("DTSTART") for event in events]
    assert days == sorted(days)
    assert days[0] == in_days(0)
    assert days[-1] == in_days(9)
    assert str(events[-1]["SUMMARY"]) == "Exam: Botany"
    assert str(events[0]["SUMMARY"]) == "Botany, 10 minutes"
    assert f"Begin {lesson.title}" in str(events[0]["DESCRIPTION"])
    for event in events:
        assert type(event.decoded("DTSTART")) is date
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["URL"] == f"http://testserver/plans/{enrolment.course.slug}/"


def test_events_have_identities_of_their_own_that_stay(enrolment, lesson, student):
    before = {event.decoded("DTSTART"): str(event["UID"]) for event in events_of(fetch())}
    know(student, lesson.facts.all()[:3])
    after = {event.decoded("DTSTART"): str(event["UID"]) for event in events_of(fetch())}

    assert len(set(before.values())) == len(before)
    assert all(before[day] == uid for day, uid in after.items() if day in before)
    assert not any(str(KEY) in uid or str(KEY.hex) in uid for uid in before.values())


def test_the_same_state_gives_the_same_bytes(enrolment, lesson):
    assert fetch().content == fetch().content


def test_the_stamp_is_when_something_changed_last(enrolment, lesson, student):
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    stamps = {event.decoded("DTSTAMP") for event in events_of(fetch())}
    assert stamps == {midnight}
    read_at = timezone.now().replace(microsecond=0)
    ReadingFactory.create(user=student, lesson=lesson, first_opened=read_at, finished_at=None)

    stamps = {event.decoded("DTSTAMP") for event in events_of(fetch())}

    assert stamps == {read_at}
    assert all(stamp.tzinfo == UTC or stamp.utcoffset() == timedelta(0) for stamp in stamps)


def test_a_title_cannot_break_out_of_its_line(enrolment, lesson):
    enrolment.course.title = NASTY[:160]
    enrolment.course.save()
    lesson.title = NASTY[:160]
    lesson.save()

    response = fetch()

    for line in response.content.split(b"\r\n"):
        assert len(line) <= 75
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    events = events_of(response)
    assert len(events) == 10
    plain = " ".join(NASTY[:160].split())
    assert str(events[-1]["SUMMARY"]) == f"Exam: {plain}"
    assert plain in str(events[0]["DESCRIPTION"])


def test_the_calendar_is_kept_out_of_shared_caches_and_sends_no_referrer(enrolment, lesson):
    response = fetch()

    assert response["Cache-Control"] == "private, max-age=900"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_an_unknown_key_is_not_found(enrolment):
    assert fetch(uuid4()).status_code == 404
    assert Client().get("/calendar/none.ics").status_code == 404


def test_the_calendar_of_one_who_may_not_log_in_or_of_a_hidden_course_is_not_found(
    enrolment, student
):
    student.is_active = False
    student.save()
    assert fetch().status_code == 404
    student.is_active = True
    student.save()
    enrolment.course.published = False
    enrolment.course.save()

    assert fetch().status_code == 404


def test_a_calendar_is_not_fetched_too_often(enrolment, lesson, monkeypatch):
    other = EnrolmentFactory.create(feed_key=uuid4())
    codes = [fetch().status_code for _ in range(plan_views.FETCHES + 1)]

    assert codes == [200] * plan_views.FETCHES + [429]
    assert int(fetch()["Retry-After"]) > 0
    assert fetch(other.feed_key).status_code == 200


def test_only_reading_is_allowed(enrolment):
    url = reverse("progress:plan_calendar", args=(KEY,))

    assert Client().post(url).status_code == 405
    assert Client().head(url).status_code == 200


def test_nobody_elses_days_are_in_it(enrolment, lesson):
    stranger = UserFactory.create()
    EnrolmentFactory.create(user=stranger, course=enrolment.course, exam_date=in_days(3))
    before = fetch().content
    answer(stranger, lesson.questions.first())

    assert fetch().content == before


# Making, replacing, switching off


def feed_page(course):
    return reverse("progress:plan_feed", args=(course.slug,))


def settings_page(client, course):
    return client.get(reverse("progress:plan_settings", args=(course.slug,))).content.decode()


def test_without_a_calendar_one_can_be_made(student_client, student, course):
    assert "Make an address" in settings_page(student_client, course)

    student_client.post(feed_page(course), {"act": "make"})

    key = Enrolment.objects.get(user=student, course=course).feed_key
    page = settings_page(student_client, course)
    assert f"http://testserver/calendar/{key}.ics" in page
    assert fetch(key).status_code == 200


def test_making_twice_keeps_the_first(student_client, enrolment, course):
    student_client.post(feed_page(course), {"act": "make"})

    enrolment.refresh_from_db()
    assert enrolment.feed_key == KEY


@pytest.mark.parametrize(
    ("act", "question"), [("replace", "Replace the address?"), ("off", "Switch the calendar off?")]
)
def test_what_ends_an_address_is_asked_before(student_client, enrolment, course, act, question):
    page = student_client.get(feed_page(course), {"act": act}).content.decode()

    assert question in page
    assert f'name="feed_key" value="{KEY}"' in page
    enrolment.refresh_from_db()
    assert enrolment.feed_key == KEY


def test_a_replaced_address_shows_nothing_any_more(student_client, enrolment, course):
    for _ in range(2):  # a double click replaces once
        student_client.post(feed_page(course), {"act": "replace", "feed_key": str(KEY)})
        if Enrolment.objects.get().feed_key != KEY:
            first = Enrolment.objects.get().feed_key

    assert Enrolment.objects.get().feed_key == first
    assert fetch(KEY).status_code == 404
    assert fetch(first).status_code == 200


def test_a_calendar_switched_off_shows_nothing_any_more(student_client, enrolment, course):
    student_client.post(feed_page(course), {"act": "off", "feed_key": str(KEY)})

    enrolment.refresh_from_db()
    assert enrolment.feed_key is None
    assert fetch(KEY).status_code == 404
    assert "Make an address" in settings_page(student_client, course)


@pytest.mark.parametrize("key", ["", "nonsense", str(UUID(int=7))])
def test_an_address_is_not_ended_by_who_has_not_seen_it(student_client, enrolment, course, key):
    for act in ("replace", "off"):
        student_client.post(feed_page(course), {"act": act, "feed_key": key})

    enrolment.refresh_from_db()
    assert enrolment.feed_key == KEY


def test_an_act_that_is_none_changes_nothing(student_client, enrolment, course):
    response = student_client.post(feed_page(course), {"act": "explode"}, follow=True)

    assert "Nothing was changed" in response.content.decode()
    enrolment.refresh_from_db()
    assert enrolment.feed_key == KEY


def test_without_a_calendar_there_is_nothing_to_ask_about(student_client, course):
    response = student_client.get(feed_page(course))

    assert response.url == reverse("progress:plan_settings", args=(course.slug,))


def test_the_calendar_of_another_person_stays(client, enrolment, course):
    client.force_login(UserFactory.create())
    client.post(feed_page(course), {"act": "off", "feed_key": str(KEY)})

    enrolment.refresh_from_db()
    assert enrolment.feed_key == KEY


@pytest.mark.parametrize("size", [1, 8])
def test_the_queries_do_not_grow(
    enrolment, student, course, django_assert_num_queries, client, size
):
    for _ in range(size):
        lesson = LessonFactory.create(module=ModuleFactory.create(course=course))
        know(student, ask(lesson, count=3))
    fetch()  # so that the counts of its limits are there

    with django_assert_num_queries(14):
        fetch()
