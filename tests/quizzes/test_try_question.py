from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from quizzes.models import Attempt, Card, Question, Response
from quizzes.sample import order_of, sample_version, show_sample
from quizzes.showing import LETTERS
from tests.factories import QuestionFactory

URL = reverse("quizzes:try_question")
HTMX = {"HX-Request": "true"}
TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(datetime(2026, 11, 2, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def questions(db):
    return QuestionFactory.create_batch(5)


def letter_of(right):
    """Return the letter of a right or a wrong row of today's question."""
    version = sample_version(TODAY)
    keys = version.key_positions
    order = order_of(version, TODAY)
    return next(
        letter for letter, index in zip(LETTERS, order, strict=False) if (index in keys) == right
    )


def read(response):
    return response.content.decode()


def test_a_guest_sees_a_real_question(client, questions):
    page = read(client.get(URL))

    version = sample_version(TODAY)
    assert version.stem in page
    assert page.count('type="radio"') == 4
    assert not any(option["explanation"] in page for option in version.options)


@pytest.mark.parametrize(("right", "words"), [(True, "Right."), (False, "Not this one.")])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_guest_sees_the_verdict_with_every_reason(client, questions, right, words, htmx):
    headers = HTMX if htmx else {}

    response = client.post(
        URL, {"chosen": letter_of(right), "day": TODAY.isoformat()}, headers=headers
    )

    page = read(response)
    assert words in page
    assert ("<html" in page) != htmx
    for option in sample_version(TODAY).options:
        assert option["explanation"] in page


def test_nothing_of_a_guest_is_stored(client, questions):
    client.post(URL, {"chosen": letter_of(True), "day": TODAY.isoformat()})

    assert not any(model.objects.exists() for model in (Attempt, Response, Card))
    assert "sessionid" not in client.cookies


def test_a_person_with_an_account_may_try_too(student_client, questions):
    page = read(student_client.post(URL, {"chosen": letter_of(True), "day": TODAY.isoformat()}))

    assert "Right." in page
    assert not Response.objects.exists()


def test_the_question_of_yesterday_can_still_be_answered(client, questions):
    yesterday = TODAY - timedelta(days=1)

    page = read(client.post(URL, {"chosen": "A", "day": yesterday.isoformat()}))

    assert sample_version(yesterday).options[0]["explanation"] in page


@pytest.mark.parametrize("day", ["2026-10-31", "2026-11-03", "2036-01-01", "1900-01-01"])
def test_other_days_tell_nothing(client, questions, day):
    page = read(client.post(URL, {"chosen": "A", "day": day}))

    assert "changed since" in page
    for question in Question.objects.select_related("current"):
        assert not any(option["explanation"] in page for option in question.current.options)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"chosen": "A"},
        {"day": "2026-11-02"},
        {"chosen": "E", "day": "2026-11-02"},
        {"chosen": "Z", "day": "2026-11-02"},
        {"chosen": ["A", "B"], "day": "2026-11-02"},
        {"chosen": "A", "day": "soon"},
        {"chosen": "A", "day": "\x00"},
    ],
)
def test_bad_input_is_told_in_words_and_tells_nothing(client, questions, data):
    response = client.post(URL, data)

    page = read(response)
    assert response.status_code == 200
    assert "question-error" in page
    assert not any(option["explanation"] in page for option in sample_version(TODAY).options)


def test_an_empty_bank_shows_a_quiet_page(client, db):
    assert "no question to try yet" in read(client.get(URL))
    assert client.post(URL, {"chosen": "A", "day": TODAY.isoformat()}).status_code == 200
    assert sample_version(TODAY) is None
    assert show_sample(TODAY) is None


def test_one_day_has_one_question_and_days_differ(questions):
    days = [TODAY + timedelta(days=n) for n in range(40)]

    assert sample_version(TODAY) == sample_version(TODAY)
    assert {sample_version(day).question for day in days} == set(questions)


@pytest.mark.parametrize(
    "fields",
    [
        {"two": True},
        {"kind": Question.Kind.TRUE_FALSE},
        {"level": Question.Level.APPLY},
        {"status": Question.Status.REJECTED},
        {"lesson__published": False},
        {"lesson__module__course__published": False},
        {"version": False},
        {"version__scored": False},
    ],
)
@pytest.mark.django_db
def test_only_simple_published_questions_are_tried(fields):
    QuestionFactory.create(**fields)

    assert sample_version(TODAY) is None


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_turned_away(client, questions, method):
    assert getattr(client, method)(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, rows):
    QuestionFactory.create_batch(rows)

    with django_assert_num_queries(2):  # how many, which
        client.get(URL)
