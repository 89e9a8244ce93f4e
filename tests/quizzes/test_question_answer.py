import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Card, Response
from quizzes.services import finish_attempt
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    CourseFactory,
    QuestionFactory,
    ResponseFactory,
    VersionFactory,
)

HTMX = {"HX-Request": "true"}
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]*')  # another one for each page


@pytest.mark.parametrize("sheet", ["_keys", "_sitting_keys"])
def test_the_sheet_of_keys_says_what_a_key_does_for_each_kind_of_answer(sheet):
    page = render_to_string(f"quizzes/{sheet}.html")

    assert "where one is right, in place of the one chosen before" in page
    assert "where several are, the same key takes it back" in page
    assert "where things are matched or put in order" in page
    assert "where an answer is written" in page


@pytest.fixture
def attempt(student):
    return AttemptFactory.create(user=student)


@pytest.fixture
def item(attempt):
    """The first of three items; the options stand in stored order, so A is right."""
    first, *_ = [AttemptItemFactory.create(attempt=attempt) for _ in range(3)]
    return first


def two_of_five(attempt):
    question = QuestionFactory.create(two=True, lesson__module__course=attempt.course)
    return AttemptItemFactory.create(attempt=attempt, version=question.current)


def answer(*letters, **fields):
    return {"chosen": letters, "sent_key": str(uuid4())} | fields


def read(response):
    return response.content.decode()


# Works


def test_an_open_question_shows_its_rows(student_client, item):
    page = read(student_client.get(item.get_absolute_url()))

    assert item.version.stem in page
    assert page.count('type="radio"') == 4
    assert "Question 1 of 3" in page


def test_the_rows_stand_in_the_drawn_order(student_client, item):
    item.option_order = [2, 0, 3, 1]
    item.save()

    page = read(student_client.get(item.get_absolute_url()))

    texts = [item.version.options[index]["text"] for index in (2, 0, 3, 1)]
    places = [page.index(text) for text in texts]
    assert places == sorted(places)


def test_the_letter_is_read_in_the_drawn_order(student_client, item):
    item.option_order = [2, 0, 3, 1]
    item.save()

    student_client.post(item.get_absolute_url(), answer("B"))

    response = Response.objects.get()
    assert (response.chosen, response.points) == ([0], 1)


def test_an_answer_is_stored_and_then_shown(student_client, item):
    response = student_client.post(item.get_absolute_url(), answer("A", seconds="3.5"), follow=True)

    assert response.redirect_chain == [(item.get_absolute_url(), 302)]
    page = read(response)
    assert "Right." in page
    for option in item.version.options:
        assert option["explanation"] in page
    assert "Next question" in page
    assert Response.objects.get().seconds == 3.5


def test_a_wrong_answer_is_told_plainly(student_client, item):
    page = read(student_client.post(item.get_absolute_url(), answer("C"), follow=True))

    assert "Not this one." in page
    assert "your choice" in page
    assert Response.objects.get().points == 0


def test_each_option_links_to_the_sentence_in_the_lesson(student_client, item):
    ResponseFactory.create(item=item)

    page = read(student_client.get(item.get_absolute_url()))

    lesson = reverse(
        "progress:lesson", args=(item.attempt.course.slug, item.version.question.lesson.slug)
    )
    assert page.count(f'href="{lesson}#p-') == 4 + 1  # and the fact behind it


def test_htmx_gets_the_part_and_no_redirect(student_client, item):
    response = student_client.post(item.get_absolute_url(), answer("A"), headers=HTMX)

    page = read(response)
    assert response.status_code == 200
    assert page.lstrip().startswith("<section")
    assert "<html" not in page
    assert "Right." in page
    assert "HX-Request" in response["Vary"]


def test_the_browser_is_told_when_it_may_let_an_answer_go(student_client, item):
    address = item.get_absolute_url()

    looked = student_client.get(address, headers=HTMX)
    refused = student_client.post(address, answer(), headers=HTMX)
    stored = student_client.post(address, answer("A"), headers=HTMX)
    again = student_client.post(address, answer("B"), headers=HTMX)

    assert "Outbox" not in looked.headers
    assert refused.headers["Outbox"] == "refused"
    assert stored.headers["Outbox"] == again.headers["Outbox"] == "stored"


def test_how_sure_a_person_is_goes_with_the_answer(student_client, attempt):
    wanted = ["guessing", "unsure", "sure", ""]
    items = [AttemptItemFactory.create(attempt=attempt) for _ in wanted]
    for item, confidence in zip(items, wanted, strict=True):
        student_client.post(item.get_absolute_url(), answer("A", confidence=confidence))

    said = Response.objects.order_by("item").values_list("confidence", flat=True)
    assert list(said) == wanted


def test_the_page_holds_the_very_part_that_htmx_gets(student_client, item):
    ResponseFactory.create(item=item)

    page = read(student_client.get(item.get_absolute_url()))
    part = read(student_client.get(item.get_absolute_url(), headers=HTMX))

    assert TOKEN.sub("", part.strip()) in TOKEN.sub("", page)


def test_select_two_shows_boxes_and_says_how_many(student_client, attempt):
    page = read(student_client.get(two_of_five(attempt).get_absolute_url()))

    assert page.count('type="checkbox" name="chosen"') == 5
    assert "Choose two." in page


def test_select_two_takes_two(student_client, attempt):
    item = two_of_five(attempt)

    page = read(student_client.post(item.get_absolute_url(), answer("B", "C"), follow=True))

    assert Response.objects.get().chosen == [1, 2]
    assert "1 of your 2 is right" in page


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("letters", [(), ("A",), ("A", "B", "E")])
def test_a_wrong_count_is_refused_and_loses_nothing(student_client, attempt, letters, htmx):
    item = two_of_five(attempt)
    headers = HTMX if htmx else {}

    response = student_client.post(item.get_absolute_url(), answer(*letters), headers=headers)

    page = read(response)
    assert response.status_code == 200
    assert "question-error" in page
    assert page.count(" checked>") - page.count('data-keys="single" checked>') == len(letters)
    assert not Response.objects.exists()
    assert not Card.objects.exists()


def test_the_last_answer_leads_to_the_report(student_client, attempt, item):
    others = attempt.items.exclude(pk=item.pk)
    for other in others:
        ResponseFactory.create(item=other)

    page = read(student_client.post(item.get_absolute_url(), answer("A"), follow=True))

    assert "See how it went" in page
    attempt.refresh_from_db()
    assert attempt.finished_at is not None


def test_next_is_the_next_open_question_going_round(student_client, attempt, item):
    second, third = attempt.items.order_by("position")[1:]
    ResponseFactory.create(item=second)

    page = read(student_client.post(third.get_absolute_url(), answer("A"), follow=True))

    assert f'href="{item.get_absolute_url()}"' in page


def test_the_wording_that_was_shown_is_the_one_answered(student_client, item):
    question = item.version.question
    question.current = VersionFactory.create(question=question, stem="A newer wording?")
    question.save()

    page = read(student_client.post(item.get_absolute_url(), answer("A"), follow=True))

    assert item.version.stem in page
    assert "A newer wording?" not in page


# Twice is harmless


@pytest.mark.parametrize("same_key", [True, False])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_second_answer_shows_the_stored_one(student_client, item, same_key, htmx):
    first = answer("A")
    student_client.post(item.get_absolute_url(), first)

    again = answer("B", **({"sent_key": first["sent_key"]} if same_key else {}))
    headers = HTMX if htmx else {}
    response = student_client.post(item.get_absolute_url(), again, headers=headers, follow=True)

    assert "Right." in read(response)
    assert Response.objects.get().chosen == [0]


def test_a_broken_second_answer_shows_the_stored_one_too(student_client, item):
    ResponseFactory.create(item=item)

    response = student_client.post(item.get_absolute_url(), {"chosen": "Z"}, follow=True)

    assert "Right." in read(response)


def test_the_question_behind_the_back_button_shows_its_verdict(student_client, item):
    student_client.post(item.get_absolute_url(), answer("A"))

    page = read(student_client.get(item.get_absolute_url()))

    assert "Right." in page
    assert "question-form" not in page


# Refused


@pytest.mark.parametrize("htmx", [False, True])
def test_an_answer_after_the_end_is_refused_politely(student_client, attempt, item, htmx):
    finish_attempt(attempt=attempt, now=MONDAY)

    headers = HTMX if htmx else {}
    response = student_client.post(
        item.get_absolute_url(), answer("A"), headers=headers, follow=True
    )

    page = read(response)
    assert response.status_code == 200
    assert "was not counted" in page
    assert item.version.options[0]["explanation"] not in page
    assert not Response.objects.exists()


def test_an_unanswered_question_of_a_finished_attempt_keeps_its_secret(
    student_client, attempt, item
):
    finish_attempt(attempt=attempt, now=MONDAY)

    page = read(student_client.get(item.get_absolute_url()))

    assert "without answering" in page
    assert "disabled" in page
    assert item.version.options[0]["explanation"] not in page


def test_an_answer_after_the_deadline_is_refused_politely(student_client, attempt, item):
    attempt.deadline = MONDAY + timedelta(minutes=1)
    attempt.save()

    response = student_client.post(item.get_absolute_url(), answer("A"), follow=True)

    assert response.status_code == 200
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"chosen": "A"},
        {"chosen": "A", "sent_key": "x"},
        {"chosen": "F", "sent_key": str(uuid4())},
        {"chosen": "\x00", "sent_key": str(uuid4())},
        {"chosen": "A" * 10_000, "sent_key": str(uuid4())},
        {"chosen": ["A", "B"], "sent_key": str(uuid4())},
    ],
)
def test_bad_input_changes_nothing(student_client, item, data):
    response = student_client.post(item.get_absolute_url(), data)

    assert response.status_code == 200
    assert "question-error" in read(response)
    assert not Response.objects.exists()
    assert not Card.objects.exists()


ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=st.lists(ODD, max_size=4), sent_key=ODD, seconds=ODD)
def test_whatever_is_sent_nothing_breaks(student_client, item, chosen, sent_key, seconds):
    data = {"chosen": chosen, "sent_key": sent_key, "seconds": seconds}

    response = student_client.post(item.get_absolute_url(), data, follow=True)

    assert response.status_code == 200
    assert Response.objects.count() <= 1


def test_what_belongs_to_the_server_cannot_be_sent(student_client, item):
    extra = {"points": 1, "number": 5, "user": 1, "created_at": "2000-01-01", "confidence": "high"}

    student_client.post(item.get_absolute_url(), answer("B", **extra))

    response = Response.objects.get()
    assert (response.points, response.number, response.confidence) == (0, 1, "")
    assert response.created_at.year > 2000


@pytest.mark.parametrize("position", [0, 4, 40_000, 10**30])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_position_out_of_range_is_not_found(student_client, attempt, item, position, method):
    url = f"/attempts/{attempt.pk}/{position}/"

    assert getattr(student_client, method)(url, answer("A")).status_code == 404
    assert not Response.objects.exists()


@pytest.mark.parametrize("attempt_id", [0, 10**6, 10**30])
def test_an_attempt_that_is_not_there_is_not_found(student_client, attempt_id):
    assert student_client.get(f"/attempts/{attempt_id}/1/").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(student_client, method):
    theirs = AttemptItemFactory.create()

    response = getattr(student_client, method)(theirs.get_absolute_url(), answer("A"))

    assert response.status_code == 404
    assert theirs.version.stem not in read(response)
    assert not Response.objects.exists()


def test_an_instructor_is_a_stranger_too(instructor_client):
    assert instructor_client.get(AttemptItemFactory.create().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_guest_is_sent_to_log_in(client, item, method):
    response = getattr(client, method)(item.get_absolute_url(), answer("A"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert not Response.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_turned_away(student_client, item, method):
    assert getattr(student_client, method)(item.get_absolute_url()).status_code == 405


def test_an_answer_needs_the_token_of_its_form(student, item, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(student)

    assert client.post(item.get_absolute_url(), answer("A")).status_code == 403
    assert not Response.objects.exists()


def test_looking_at_a_question_changes_nothing(student_client, item):
    student_client.get(item.get_absolute_url())

    assert not Response.objects.exists()
    item.attempt.refresh_from_db()
    assert item.attempt.finished_at is None


# Cost


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("items", [1, 15])
def test_the_number_of_queries_does_not_grow(
    student_client, student, django_assert_num_queries, items, answered
):
    for _ in range(items):
        attempt = AttemptFactory.create(user=student, course=CourseFactory.create())
        shown = [AttemptItemFactory.create(attempt=attempt) for _ in range(items)]
        if answered:
            for one in shown:
                ResponseFactory.create(item=one)

    # session, user, item, response, place; then facts, cards, notes, bookmark, reports
    with django_assert_num_queries(10 if answered else 5):
        student_client.get(shown[0].get_absolute_url())


@pytest.mark.parametrize("items", [2, 15])
def test_answering_takes_as_many_queries_in_a_long_attempt(
    student_client, attempt, django_assert_num_queries, items
):
    shown = [AttemptItemFactory.create(attempt=attempt) for _ in range(items)]

    with django_assert_num_queries(27):
        student_client.post(shown[0].get_absolute_url(), answer("A"), headers=HTMX)
