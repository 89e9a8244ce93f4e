"""The page of mistakes and its retries."""

import html

import pytest
from django.core.management import call_command
from django.urls import reverse

from quizzes.models import Attempt
from quizzes.practice.retries import start_retry
from quizzes.practice.services import start_attempt
from quizzes.services import BankTooSmall
from tests.factories import (
    MONDAY,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
)
from tests.quizzes.practice.test_filters import answer, days

URL = reverse("quizzes:mistake_list")
RETRY = reverse("quizzes:mistake_retry")


@pytest.fixture
def lesson(db):
    return LessonFactory.create(title="Leaves")


@pytest.fixture
def course(lesson):
    return lesson.module.course


def miss(user, lesson, *, ways=3, at=MONDAY, statement=""):
    """Miss a fact in the first of some ways to ask it; return the fact."""
    said = {"statement": statement} if statement else {}
    fact = FactFactory.create(lesson=lesson, **said)
    questions = QuestionFactory.create_batch(ways, lesson=lesson, facts=[fact])
    answer(user, questions[0], right=False, at=at)
    return fact


def page_of(client, **query):
    return html.unescape(client.get(URL, query).content.decode())


def retry(client, course, /, **fields):
    return client.post(RETRY, {"course": course.slug, **fields})


def versions_of(attempt):
    return [item.version for item in attempt.items.select_related("version__question")]


def retried():
    return Attempt.objects.get(mode=Attempt.Mode.PRACTICE)


# The page


def test_a_mistake_is_told_with_its_fact_its_question_and_its_answer(
    student_client, student, lesson
):
    fact = miss(student, lesson, statement="A leaf captures sunlight.")
    question = fact.questions.order_by("pk")[0]

    page = page_of(student_client)

    assert "1 fact is still open." in page
    assert "A leaf captures sunlight." in page
    assert question.current.stem in page
    assert "You chose: " in page
    assert "Missed once, on 2 November 2026" in page
    item = student.attempts.get().items.get()
    assert f'href="/attempts/{item.attempt_id}/#q{item.position}"' in page
    report = student_client.get(f"/attempts/{item.attempt_id}/").content.decode()
    assert f'id="q{item.position}"' in report


def test_mistakes_stand_by_lesson(student_client, student, lesson):
    other = LessonFactory.create(module=lesson.module, title="Roots")
    for place in (other, lesson, lesson):
        miss(student, place)

    page = page_of(student_client)

    assert page.index(">Leaves</a></h3>") < page.index(">Roots</a></h3>")
    assert page.count("</h3>") == 2
    assert "Retry all 3" in page


def test_what_is_recovered_is_gone(student_client, student, lesson):
    fact = miss(student, lesson, statement="A leaf captures sunlight.")
    answer(student, fact.questions.order_by("pk")[1], at=days(1))

    page = page_of(student_client)

    assert "A leaf captures sunlight." not in page
    assert "Nothing is open" in page
    assert "/practice/?only=unseen" in page


def test_an_empty_page_says_why_and_what_comes_next(student_client, student, lesson):
    assert "Nothing here yet" in page_of(student_client)

    answer(student, QuestionFactory.create(lesson=lesson))
    assert "Nothing missed so far" in page_of(student_client)


def test_where_only_seen_words_are_left_it_is_said(student_client, student, lesson):
    miss(student, lesson)
    assert "You have seen all questions" not in page_of(student_client)

    fact = miss(student, lesson, ways=2)
    answer(student, fact.questions.order_by("pk")[1], confidence="guessing")
    assert "You have seen all questions on this" in page_of(student_client)


def test_where_there_is_one_question_it_is_said_how_to_recover(student_client, student, lesson):
    miss(student, lesson, ways=1)

    assert "There is no other question on this." in page_of(student_client)


def test_twenty_stand_on_a_page(student_client, student, lesson):
    for _ in range(21):
        miss(student, lesson, ways=1)

    first, second = page_of(student_client), page_of(student_client, page=2)

    assert (first.count('class="mistake"'), second.count('class="mistake"')) == (20, 1)
    assert "21 facts are still open" in second
    assert "Retry the last 20" in first


def test_the_mistakes_of_another_person_are_theirs(student_client, lesson):
    miss(UserFactory.create(), lesson)

    assert "Nothing here yet" in page_of(student_client)


@pytest.mark.parametrize("rows", [1, 8])
def test_the_queries_do_not_grow(student_client, student, django_assert_num_queries, rows):
    for _ in range(rows):
        lesson = LessonFactory.create()
        for _ in range(2):
            miss(student, lesson)

    # session, user, overdue, cards, wrong answers, wordings, right answers, words seen
    with django_assert_num_queries(8):
        student_client.get(URL)


# Retries


def test_a_fact_is_asked_again_in_new_words(student_client, student, lesson, course):
    fact = miss(student, lesson, ways=2)
    miss(student, lesson)

    response = retry(student_client, course, fact=fact.key)

    attempt = retried()
    assert response.url == f"/attempts/{attempt.pk}/1/"
    assert versions_of(attempt) == [fact.questions.order_by("pk")[1].current]


def test_the_title_over_a_retried_fact_gives_no_answer_away(
    student_client, student, lesson, course
):
    fact = miss(student, lesson, statement="A leaf captures sunlight.")

    response = retry(student_client, course, fact=fact.key)

    assert retried().title == "Leaves: one fact missed"
    assert fact.statement not in student_client.get(response.url).content.decode()


def test_a_lesson_is_retried_with_one_question_for_each_fact(
    student_client, student, lesson, course
):
    facts = {miss(student, lesson) for _ in range(3)}
    miss(student, LessonFactory.create(module=lesson.module))

    retry(student_client, course, lesson=lesson.slug)

    attempt = retried()
    assert {one.question.facts.get() for one in versions_of(attempt)} == facts
    assert attempt.items.count() == 3
    assert attempt.title == "Leaves: missed"


def test_all_is_retried_up_to_twenty_the_last_missed_first(student_client, student, lesson, course):
    facts = [miss(student, lesson, ways=2, at=days(n)) for n in range(22)]
    miss(student, LessonFactory.create())  # in another course

    retry(student_client, course)

    asked = {version.question.facts.get() for version in versions_of(retried())}
    assert asked == set(facts[2:])


def test_new_words_come_before_words_seen(student, lesson):
    fact = miss(student, lesson, ways=3)
    _, seen, new = fact.questions.order_by("pk")
    answer(student, seen, confidence="guessing", at=days(1))

    attempt = start_retry(user=student, scope=fact, seed=1, now=days(2))

    assert versions_of(attempt) == [new.current]


def test_of_words_seen_the_missed_ones_come_last(student, lesson):
    fact = miss(student, lesson, ways=2)
    _, seen = fact.questions.order_by("pk")
    answer(student, seen, confidence="guessing", at=days(1))

    attempt = start_retry(user=student, scope=fact, seed=1, now=days(2))

    assert versions_of(attempt) == [seen.current]


def test_the_only_words_are_asked_again(student, lesson):
    fact = miss(student, lesson, ways=1)

    attempt = start_retry(user=student, scope=fact, seed=1, now=MONDAY)

    assert versions_of(attempt) == [fact.questions.get().current]


def test_a_double_click_starts_one_retry(student_client, student, lesson, course):
    fact = miss(student, lesson)

    urls = {retry(student_client, course, fact=fact.key).url for _ in range(2)}

    assert len(urls) == 1
    assert retried().items.count() == 1


def test_an_open_practice_of_something_else_is_asked_about(student_client, student, lesson, course):
    fact = miss(student, lesson)
    opened = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    page = html.unescape(retry(student_client, course, fact=fact.key).content.decode())

    assert "in the middle of “Leaves”" in page
    assert f'name="fact" value="{fact.key}"' in page
    retry(student_client, course, fact=fact.key, replacing=opened.pk)
    opened.refresh_from_db()
    assert opened.finished_at is not None
    assert student.attempts.get(title="Leaves: one fact missed").finished_at is None


def test_what_is_recovered_meanwhile_starts_nothing(student_client, student, lesson, course):
    fact = miss(student, lesson)
    answer(student, fact.questions.order_by("pk")[1], at=days(1))

    response = retry(student_client, course, fact=fact.key)

    assert response.url == URL
    assert "Nothing of this is open any more" in page_of(student_client)
    with pytest.raises(BankTooSmall):
        start_retry(user=student, scope=course, seed=1, now=MONDAY)


def test_a_retry_that_goes_well_empties_the_page(student_client, student, lesson, course):
    for _ in range(3):
        miss(student, lesson)
    retry(student_client, course)
    item = retried().items.order_by("position").select_related("version")[0]
    right = next(i for i, one in enumerate(item.version.options) if one["correct"])

    student_client.post(
        item.get_absolute_url(),
        {
            "chosen": "ABCDE"[item.option_order.index(right)],
            "sent_key": "00000000-0000-4000-8000-000000000001",
        },
    )

    assert "2 facts are still open" in page_of(student_client)
    call_command("rebuild", check=True)


def test_the_report_of_a_retry_leads_to_what_is_missed_still(
    student_client, student, lesson, course
):
    fact = miss(student, lesson)
    retry(student_client, course, fact=fact.key)
    attempt = retried()
    student_client.post(reverse("quizzes:attempt_finish", args=(attempt.pk,)))

    page = student_client.get(attempt.get_absolute_url()).content.decode()

    assert f"lesson={lesson.slug}&amp;only=missed" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"course": "nowhere"},
        {"course": ""},
        {"lesson": "nowhere"},
        {"fact": "nowhere"},
        {"fact": "\x00"},
        {"replacing": "x"},
    ],
)
def test_what_does_not_exist_is_not_found_and_starts_nothing(
    student_client, student, lesson, course, fields
):
    miss(student, lesson)

    assert retry(student_client, course, **fields).status_code == 404
    assert not Attempt.objects.filter(mode=Attempt.Mode.PRACTICE).exists()


def test_guests_are_sent_to_log_in_and_other_methods_turned_away(client, student_client, lesson):
    assert student_client.get(RETRY).status_code == 405
    assert student_client.post(URL).status_code == 405
    client.logout()
    assert client.get(URL).url.startswith(reverse("account_login"))
    assert client.post(RETRY).url.startswith(reverse("account_login"))
