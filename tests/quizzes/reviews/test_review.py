"""The page of reviews: what is due, one button, a daily limit, and a calm end."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import services
from quizzes.models import Attempt, Card, Question, Response
from quizzes.reviews.due import due_facts, reviews_left
from quizzes.reviews.outlook import outlook_of
from quizzes.reviews.services import NothingDue, start_review
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    CardFactory,
    CourseFactory,
    EnrolmentFactory,
    FactFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    ResponseFactory,
    UserFactory,
)
from tests.progress.worlds import answer, ask, know

URL = reverse("quizzes:review")
NOW = MONDAY + timedelta(days=1)


@pytest.fixture
def course(db):
    return CourseFactory.create(title="Botany")


@pytest.fixture
def lesson(course):
    return LessonFactory.create(module=ModuleFactory.create(course=course))


def make_due(student, lesson, count, *, ago=1, **fields):
    """Give a lesson facts of which the person has cards that are due; return the facts."""
    facts = ask(lesson, count=count)
    for fact in facts:
        CardFactory.create(
            user=student,
            fact=fact,
            last_answered_at=MONDAY - timedelta(days=9),
            due_at=MONDAY - timedelta(days=ago),
            **({"stability": 5.0} | fields),
        )
    return facts


def start(student, course, *, seed=1, now=NOW):
    return start_review(user=student, course=course, seed=seed, now=now)


def asked(attempt):
    return [item.version.question for item in attempt.items.select_related("version__question")]


def answer_all(attempt, *, now=NOW, confidence=""):
    for number, item in enumerate(attempt.items.select_related("version__question")):
        services.record_response(
            item=item,
            chosen=list(item.version.key_positions),
            sent_key=UUID(int=number + 1),
            now=now,
            confidence=confidence,
        )


def test_a_review_asks_each_due_fact_once(student, course, lesson):
    facts = make_due(student, lesson, 4)
    know(student, ask(lesson, count=3))

    attempt = start(student, course)

    assert attempt.mode == Attempt.Mode.REVIEW
    assert attempt.tells_at_once
    assert {fact for one in asked(attempt) for fact in one.facts.all()} == set(facts)
    assert len(asked(attempt)) == 4


def test_what_is_least_surely_recalled_comes_first(student, course, lesson):
    firm = make_due(student, lesson, 1, stability=50.0, ago=8)
    weak = make_due(student, lesson, 1, stability=1.0)

    assert [fact for one in asked(start(student, course)) for fact in one.facts.all()] == [
        *weak,
        *firm,
    ]


def test_starting_twice_gives_the_open_review(student, course, lesson):
    make_due(student, lesson, 3)

    first = start(student, course)

    assert start(student, course, seed=2, now=NOW + timedelta(days=9)) == first
    assert Attempt.objects.count() == 1


def test_a_review_has_twenty_questions_at_most(student, course, lesson):
    make_due(student, lesson, 23)

    assert start(student, course).items.count() == 20


def test_a_plan_may_want_fewer_than_a_review_has(student, course, lesson):
    make_due(student, lesson, 9)

    attempt = start_review(user=student, course=course, seed=1, now=NOW, most=4)

    assert attempt.items.count() == 4


def test_the_page_offers_what_the_plan_said_first(student_client, student, course, lesson):
    make_due(student, lesson, 9)

    page = student_client.get(URL, {"course": course.slug, "count": "4"}).content.decode()
    student_client.post(URL, {"course": course.slug, "count": "4"})

    assert page.index("Review 4 facts") < page.index("Review 9 instead")
    assert page.count("btn-primary") == 1
    assert "Today&#x27;s plan has room for 4" in page or "Today's plan has room for 4" in page
    assert Attempt.objects.get().items.count() == 4


def test_a_plan_for_more_than_one_review_says_so(student_client, student, course, lesson):
    make_due(student, lesson, 25)

    page = student_client.get(URL, {"course": course.slug, "count": "24"}).content.decode()

    assert "Review 20 facts" in page
    assert "plan has room for 24: these first, then go on." in page


@pytest.mark.parametrize("count", ["", "0", "-3", "x", "9" * 30, "9"])
def test_a_count_that_makes_no_sense_offers_the_usual(
    student_client, student, course, lesson, count
):
    make_due(student, lesson, 9)

    page = student_client.get(URL, {"course": course.slug, "count": count}).content.decode()

    assert "Review 9 facts" in page
    assert "plan has room" not in page


def test_the_daily_limit_counts_the_reviews_of_today_only(student, course, lesson):
    EnrolmentFactory.create(user=student, course=course, reviews_a_day=5)
    make_due(student, lesson, 9)
    question = QuestionFactory.create(lesson=lesson)
    review = AttemptFactory.create(
        user=student, course=course, mode=Attempt.Mode.REVIEW, finished=True
    )
    for at in (NOW - timedelta(days=1), NOW, NOW):
        answer(student, question, attempt=review, at=at)
    answer(student, question, at=NOW)  # practice
    answer(UserFactory.create(), question, at=NOW)

    assert reviews_left(student, course, now=NOW) == 3
    assert start(student, course).items.count() == 3


def test_when_the_days_reviews_are_done_none_is_started(student, course, lesson):
    EnrolmentFactory.create(user=student, course=course, reviews_a_day=5)
    make_due(student, lesson, 9)
    answer_all(start(student, course))

    with pytest.raises(NothingDue):
        start(student, course)
    assert start(student, course, now=NOW + timedelta(days=1)).items.count() == 4


def test_nothing_due_starts_nothing(student, course, lesson):
    know(student, ask(lesson, count=2))

    with pytest.raises(NothingDue):
        start(student, course)
    assert not Attempt.objects.exists()


def test_what_cannot_be_asked_is_not_due(student, course, lesson):
    facts = make_due(student, lesson, 4)
    facts[0].questions.update(status=Question.Status.RETIRED)
    facts[1].questions.update(current=None)
    facts[2].status = "retired"
    facts[2].save()

    assert [one.key for one in due_facts(student, course, now=NOW, count=20)] == [facts[3].key]


def test_facts_of_others_and_of_other_courses_are_not_asked(student, course, lesson):
    make_due(UserFactory.create(), lesson, 1)
    make_due(student, LessonFactory.create(), 1)

    with pytest.raises(NothingDue):
        start(student, course)


def test_a_wording_is_seen_only_by_who_answered_it(student, course, lesson):
    (fact,) = make_due(student, lesson, 1)
    one = fact.questions.get()
    other = QuestionFactory.create(lesson=lesson, facts=[fact])
    answer(student, one, at=MONDAY)
    answer(UserFactory.create(), other, at=MONDAY)

    (due,) = due_facts(student, course, now=NOW, count=1)

    seen = {way.question: way.seen_at for way in due.ways}
    assert seen == {one.pk: MONDAY, other.pk: None}
    assert due.last_question == one.pk


def test_each_review_asks_in_another_way(student, course, lesson):
    """Eight reviews of one fact: all its questions are used, none twice in a row, half of them recall."""
    (fact,) = make_due(student, lesson, 1)
    for kind in ("single", "cloze", "short_answer"):
        QuestionFactory.create(lesson=lesson, facts=[fact], kind=kind)
    asked_kinds, asked_ones, now = [], [], NOW
    for seed in range(8):
        attempt = start(student, course, seed=seed, now=now)
        item = attempt.items.select_related("version__question").get()
        scheme = ResponseFactory.build(item=item)
        services.record_response(item=item, chosen=scheme.chosen, sent_key=scheme.sent_key, now=now)
        asked_ones.append(item.version.question_id)
        asked_kinds.append(item.version.question.kind)
        now = Card.objects.get(fact=fact).due_at

    assert len(set(asked_ones)) == 4
    assert all(one != other for one, other in pairwise(asked_ones))
    assert [kind in {"cloze", "short_answer"} for kind in asked_kinds] == [True, False] * 4


def test_an_answer_in_a_review_moves_the_next_one_away(student, course, lesson):
    make_due(student, lesson, 1)
    answer_all(start(student, course))

    assert Card.objects.get().due_at > NOW + timedelta(days=1)
    assert Attempt.objects.get().finished_at == NOW


def test_the_same_seed_draws_the_same_review(student, course, lesson):
    make_due(student, lesson, 5)
    for fact in lesson.facts.all():
        QuestionFactory.create(lesson=lesson, facts=[fact])
    first = start(student, course, seed=5)
    code, questions = first.form_code, asked(first)
    Attempt.objects.all().delete()

    second = start(student, course, seed=5)

    assert (second.form_code, asked(second)) == (code, questions)


@pytest.mark.parametrize("size", [1, 15])
def test_the_queries_of_a_start_do_not_grow(
    student, course, lesson, django_assert_num_queries, size
):
    for fact in make_due(student, lesson, size):
        answer(student, fact.questions.get())

    with django_assert_num_queries(15):
        start(student, course)


def test_facts_that_one_question_asks_already_are_made_up_for_by_later_ones(
    student, course, lesson
):
    EnrolmentFactory.create(user=student, course=course, reviews_a_day=5)
    facts = make_due(student, lesson, 4, stability=1.0)
    for fact in facts:
        fact.questions.update(status=Question.Status.RETIRED)
    QuestionFactory.create(lesson=lesson, facts=facts)
    make_due(student, lesson, 6)

    assert start(student, course).items.count() == 5


# The page


def page_of(client, query=""):
    return client.get(URL + query).content.decode()


def test_one_button_starts_what_is_due(student_client, student, course, lesson):
    make_due(student, lesson, 12)

    page = page_of(student_client)

    assert "12 facts are due" in page
    assert page.count("btn-primary") == 1
    assert "Review 12 facts" in page
    response = student_client.post(URL, {"course": course.slug})
    attempt = Attempt.objects.get()
    assert response.url == reverse("quizzes:question_answer", args=(attempt.pk, 1))


def test_more_than_a_sitting_comes_in_batches(student_client, student, lesson):
    make_due(student, lesson, 25)

    page = page_of(student_client)

    assert "25 facts are due" in page
    assert "Review 20 facts" in page
    assert "The others come after these." in page


def test_the_daily_limit_is_told(student_client, student, course, lesson):
    EnrolmentFactory.create(user=student, course=course, reviews_a_day=5)
    make_due(student, lesson, 9)

    page = page_of(student_client)

    assert "Review 5 facts" in page
    assert "You want 5 more today; the others wait." in page
    answer_all(start(student, course, now=timezone.now()), now=timezone.now())
    page = page_of(student_client)
    assert "Enough for today" in page
    assert "4 facts wait until tomorrow" in page
    assert "btn-primary" not in page


def test_an_open_review_is_gone_on_with(student_client, student, course, lesson):
    make_due(student, lesson, 3)
    attempt = start(student, course)
    ResponseFactory.create(item=attempt.items.get(position=1))

    page = page_of(student_client)

    assert "1 of 3 answered" in page
    assert "Go on: 2 left" in page
    assert reverse("quizzes:question_answer", args=(attempt.pk, 2)) in page
    response = student_client.post(URL, {"course": course.slug})
    assert response.url == reverse("quizzes:question_answer", args=(attempt.pk, 2))


def test_when_nothing_is_due_the_page_says_what_comes_and_what_else_to_do(
    student_client, student, course, lesson
):
    facts = ask(lesson, count=3)
    know(student, facts)
    Card.objects.update(due_at=timezone.now() + timedelta(days=3))

    page = page_of(student_client)

    assert "Nothing is due" in page
    assert "Next: 3 facts on " in page
    assert reverse("progress:plan", args=(course.slug,)) in page
    assert f"{reverse('quizzes:practice')}?course={course.slug}" in page


def test_before_the_first_answer_the_page_explains_itself(student_client, student, course):
    assert "See the courses" in page_of(student_client)
    EnrolmentFactory.create(user=student, course=course)

    assert "Nothing to review yet" in page_of(student_client)


def test_a_start_with_nothing_due_says_so(student_client, student, course, lesson):
    know(student, ask(lesson, count=1))

    response = student_client.post(URL, {"course": course.slug}, follow=True)

    assert "Nothing is left to review in Botany" in response.content.decode()
    assert not Attempt.objects.exists()


def test_of_several_courses_the_one_asked_for_is_shown(student_client, student, course, lesson):
    make_due(student, lesson, 2)
    other = LessonFactory.create()
    make_due(student, other, 1)

    page = page_of(student_client, f"?course={other.module.course.slug}")

    assert "1 fact is due" in page
    assert f"{URL}?course={course.slug}" in page
    assert "2 facts are due" in page_of(student_client)
    assert "2 facts are due" in page_of(student_client, "?course=nonsense")


@pytest.mark.parametrize("slug", ["nowhere", "", "a b\x00c"])
def test_a_course_that_is_not_there_is_not_found(student_client, slug):
    assert student_client.post(URL, {"course": slug}).status_code == 404


def test_a_course_that_is_not_published_is_not_shown(student_client, student, course, lesson):
    make_due(student, lesson, 2)
    course.published = False
    course.save()

    assert "Botany" not in page_of(student_client)
    assert student_client.post(URL, {"course": course.slug}).status_code == 404


def test_a_guest_is_sent_to_log_in_and_a_wrong_method_refused(client, student_client):
    assert student_client.put(URL).status_code == 405
    client.logout()
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("size", [1, 30])
def test_the_queries_of_the_page_do_not_grow(
    student_client, student, lesson, django_assert_num_queries, size
):
    make_due(student, lesson, size)
    for _ in range(size % 7):
        make_due(student, LessonFactory.create(), 1)

    with django_assert_num_queries(7):
        student_client.get(URL)


# The end


def test_the_end_is_calm(student_client, student, course, lesson):
    make_due(student, lesson, 2)
    answer_all(start(student, course, now=timezone.now()), now=timezone.now())

    page = student_client.get(Attempt.objects.get().get_absolute_url()).content.decode()

    assert "Done for today" in page
    assert re.search(r"Next: \d facts? (tomorrow|on )", page)
    assert "Practise again" not in page


def test_the_end_offers_what_is_still_due(student_client, student, course, lesson):
    make_due(student, lesson, 22)
    answer_all(start(student, course, now=timezone.now()), now=timezone.now())

    page = student_client.get(Attempt.objects.get().get_absolute_url()).content.decode()

    assert "2 facts are still due" in page
    assert "Review 2 facts" in page


def test_guessed_right_is_not_known(student_client, student, course, lesson):
    make_due(student, lesson, 2)
    now = timezone.now()
    answer_all(start(student, course, now=now), now=now, confidence=Response.Confidence.GUESSING)

    page = student_client.get(Attempt.objects.get().get_absolute_url()).content.decode()

    assert "2 of your right answers were guesses. Guessed right is not known" in page


def test_other_attempts_end_as_before(student_client, student):
    attempt = AttemptFactory.create(user=student, finished=True)
    AttemptItemFactory.create(attempt=attempt)

    page = student_client.get(attempt.get_absolute_url()).content.decode()

    assert "Practise again" in page
    assert "Done for today" not in page


# The outlook


def at(day, hour=12):
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_the_outlook_counts_by_day():
    outlook = outlook_of([at(1), at(2, 8), at(2, 20), at(3), at(3), at(9), at(30)], now=at(2, 9))

    assert outlook.now == 2
    assert outlook.today == 1
    assert outlook.tomorrow == 2
    assert outlook.week == 3
    assert [day.facts for day in outlook.days] == [3, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert outlook.words == "Next: 2 facts tomorrow, 3 within a week."


def test_the_outlook_names_the_next_day_however_far():
    assert outlook_of([at(30)], now=at(2)).words == "Next: 1 fact on Monday 30 November."
    assert outlook_of([], now=at(2)).words == "Nothing else comes due yet."


def test_the_tallest_bar_fills_the_drawing():
    bars = outlook_of([at(2), at(3), at(3)], now=at(2, 13)).bars

    assert [bar.height for bar in bars[:3]] == [32, 64, 0]
    assert all(bar.y + bar.height == 64 for bar in bars)


def test_the_drawing_has_a_table_with_the_same_numbers(student_client, student, lesson):
    make_due(student, lesson, 3)

    page = page_of(student_client)

    assert '<th scope="row">Today</th><td>3</td>' in page
    assert page.count('<th scope="row">') == 14


def test_facts_are_counted_on_the_day_of_the_reader(student, lesson):
    with timezone.override("Pacific/Auckland"):
        outlook = outlook_of([at(2, 12)], now=at(2, 9))

    assert outlook.days[0].date.day == 2
    assert outlook.days[1].facts == 1


def test_a_fact_that_no_lesson_says_any_more_is_not_counted(student_client, student, lesson):
    make_due(student, lesson, 1)
    fact = FactFactory.create(lesson=lesson)  # no question asks it
    CardFactory.create(user=student, fact=fact, due_at=MONDAY)

    assert "1 fact is due" in page_of(student_client)
