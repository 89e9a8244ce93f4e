"""Every kind of question, from the page to the log and back: what holds for all of them alike."""

import re
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Course
from quizzes.answers import KINDS, kind_of
from quizzes.answers.base import is_blank
from quizzes.bank.export import exported_bank
from quizzes.models import Card, Question, Response, Version
from quizzes.services import finish_attempt, record_response
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    QuestionFactory,
    ResponseFactory,
    choice_for,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
# For each kind what a page sends: a right answer, a wrong one, and one that is refused, with words.
# The options stand in stored order, but for the steps, which stand the other way round.
SENT = {
    "single": ({"chosen": "A"}, {"chosen": "B"}, {}, "Choose a row"),
    "multiple": ({"chosen": ["A", "B"]}, {"chosen": ["A", "C"]}, {"chosen": "A"}, "asks for 2"),
    "true_false": ({"chosen": "A"}, {"chosen": "D"}, {"chosen": ["A", "B"]}, "asks for 1"),
    "matching": (
        {"match-1": "A", "match-2": "B", "match-3": "C", "match-4": "D"},
        {"match-1": "A", "match-2": "B", "match-3": "D", "match-4": "E"},
        {"match-1": "A", "match-2": "B", "match-4": "E"},
        "1 of 4 is still open",
    ),
    "ordering": (
        {"place-1": "4", "place-2": "3", "place-3": "2", "place-4": "1"},
        {"place-1": "1", "place-2": "3", "place-3": "2", "place-4": "4"},
        {"place-1": "1", "place-2": "3", "place-4": "4"},
        "1 of 4 has no place",
    ),
    "cloze": ({"written": "Chlorophyl"}, {"written": "carotene"}, {"written": " "}, "first"),
    "short_answer": ({"written": "leaf green"}, {"written": "sap"}, {}, "first"),
    "numeric": ({"written": "30 days"}, {"written": "31"}, {"written": "soon"}, "not a number"),
}
POINTS_OF_WRONG = {"matching": 0.5, "ordering": 1 / 6}
every_kind = pytest.mark.parametrize("kind", SENT)
by_both_ways = pytest.mark.parametrize("headers", [{}, HTMX])


@pytest.fixture
def item_of(student):
    """Return the first of two open questions of a kind: item_of("matching")."""

    def item_of(kind):
        question = QuestionFactory.create(kind=kind, version__right=2 if kind == "multiple" else 1)
        attempt = AttemptFactory.create(user=student, course=question.lesson.module.course)
        order = list(range(len(question.current.options)))
        item = AttemptItemFactory.create(
            attempt=attempt,
            version=question.current,
            option_order=order[::-1] if kind == "ordering" else order,
        )
        AttemptItemFactory.create(attempt=attempt)
        return item

    return item_of


def sent(fields):
    return {"sent_key": str(uuid4())} | fields


def read(response):
    return response.content.decode()


def test_every_kind_of_question_has_a_kind_of_answer():
    assert set(SENT) == set(KINDS) == set(Question.Kind.values)


@every_kind
@by_both_ways
def test_an_open_question_has_labelled_fields_and_no_verdict(
    student_client, item_of, kind, headers
):
    page = read(student_client.get(item_of(kind).get_absolute_url(), headers=headers))

    assert "question-form" in page
    assert "<label" in page
    assert "verdict" not in page
    assert "{#" not in page


@every_kind
@by_both_ways
@pytest.mark.parametrize("right", [True, False])
def test_an_answer_is_stored_marked_and_shown(student_client, item_of, kind, headers, right):
    item = item_of(kind)
    fields = SENT[kind][0 if right else 1]

    response = student_client.post(
        item.get_absolute_url(), sent(fields), headers=headers, follow=True
    )

    page = read(response)
    stored = Response.objects.get()
    assert stored.points == pytest.approx(1 if right else POINTS_OF_WRONG.get(kind, 0))
    state = "right" if right else "partly" if kind in POINTS_OF_WRONG else "wrong"
    assert re.findall(r'class="summary is-(\w+)"', page) == [state]
    key = item.version.options[0]
    assert key["explanation"] in page
    assert key["citations"][0]["quote"] in page
    assert "{#" not in page


@every_kind
@by_both_ways
def test_a_refused_answer_says_what_to_mend_and_loses_nothing(
    student_client, item_of, kind, headers
):
    *_, fields, words = SENT[kind]

    page = read(
        student_client.post(item_of(kind).get_absolute_url(), sent(fields), headers=headers)
    )

    assert "question-error" in page
    assert words in page
    values = [value for field in fields.values() for value in field if value.strip()]
    if "written" in fields:
        values = [fields["written"].strip()]
    for value in values:
        assert re.search(rf'value="{value}"[^>]* (selected|checked|maxlength=)', page)
    assert not Response.objects.exists()
    assert not Card.objects.exists()


@every_kind
def test_a_stored_answer_fills_the_fields_that_it_was_read_from(item_of, kind):
    item = item_of(kind)
    answers = kind_of(item.version)

    for fields in SENT[kind][:2]:
        query = QueryDict(mutable=True)
        for name, value in fields.items():
            query.setlist(name, value if isinstance(value, list) else [value])
        chosen = answers.accept(answers.read(query, item.option_order))
        filled = answers.sent(chosen, item.option_order)

        assert answers.accept(answers.read(filled, item.option_order)) == chosen
        assert answers.show_open(item.option_order, filled) != answers.show_open(item.option_order)


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false"])
def test_rows_that_were_all_taken_back_are_blank(item_of, kind):
    answers = kind_of(item_of(kind).version)

    kept = answers.keep([])
    assert is_blank(kept)
    assert not answers.is_complete(kept)
    assert answers.is_complete(answers.keys)
    assert not answers.sent(kept, range(5)).getlist("chosen")


@every_kind
@by_both_ways
def test_a_second_answer_shows_the_stored_one(student_client, item_of, kind, headers):
    item = item_of(kind)
    right, wrong, *_ = SENT[kind]
    student_client.post(item.get_absolute_url(), sent(right))
    before = list(Card.objects.values())

    for again in (wrong, right, {}):
        page = read(
            student_client.post(item.get_absolute_url(), sent(again), headers=headers, follow=True)
        )
        assert "summary is-right" in page

    assert Response.objects.get().points == 1
    assert list(Card.objects.values()) == before


@every_kind
def test_a_question_that_was_left_open_is_shown_locked(student_client, item_of, kind):
    item = item_of(kind)
    finish_attempt(attempt=item.attempt, now=MONDAY)

    page = read(student_client.get(item.get_absolute_url()))

    assert "without answering" in page
    assert " disabled>" in page
    assert "data-move=" not in page
    assert item.version.options[0]["explanation"] not in page


ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from("ABE149")


@every_kind
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=st.lists(ODD, min_size=6, max_size=6))
def test_whatever_is_sent_nothing_breaks(student_client, item_of, kind, values):
    first, *others = values
    fields = {"chosen": values, "written": first}
    for number, value in enumerate(others, start=1):
        fields |= {f"match-{number}": value, f"place-{number}": value}
    item = item_of(kind)

    response = student_client.post(item.get_absolute_url(), sent(fields), follow=True)

    assert response.status_code == 200
    for stored in Response.objects.filter(item=item):
        assert 0 <= stored.points <= 1
    finish_attempt(attempt=item.attempt, now=MONDAY)


@every_kind
@pytest.mark.parametrize("wrong", [True, False])
def test_what_was_answered_is_told_in_the_report_and_in_the_list(
    student_client, item_of, kind, wrong
):
    item = item_of(kind)
    response = ResponseFactory.create(item=item, wrong=wrong)
    told = kind_of(item.version).told(response.chosen)

    for url in (item.attempt.get_absolute_url(), reverse("progress:responses")):
        assert told in read(student_client.get(url))


@every_kind
def test_cards_of_every_kind_equal_a_rebuild_from_the_log(student, item_of, kind):
    for wrong in (True, False, True):
        item = item_of(kind)
        record_response(item=item, chosen=choice_for(item, wrong), sent_key=uuid4(), now=MONDAY)
        finish_attempt(attempt=item.attempt, now=MONDAY)

    out = StringIO()
    call_command("rebuild", "--check", stdout=out)

    assert "3 answers, 9 rows: all as the log says." in out.getvalue()


@every_kind
def test_a_mark_that_was_tampered_with_is_found(student, item_of, kind):
    item = item_of(kind)
    record_response(item=item, chosen=choice_for(item, True), sent_key=uuid4(), now=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE quizzes_response SET points = 1")

    with pytest.raises(CommandError):
        call_command("rebuild", "--check", stdout=StringIO(), stderr=StringIO())


@every_kind
def test_instructors_see_the_key_in_the_admin(instructor_client, item_of, kind):
    version = item_of(kind).version

    page = read(
        instructor_client.get(reverse("admin:quizzes_question_change", args=(version.question_id,)))
    )

    for option in version.options:
        assert kind_of(version).listed(option) in page
        assert option["explanation"] in page


@every_kind
def test_the_export_holds_all_that_decides(item_of, kind):
    version = item_of(kind).version

    exported = exported_bank(Course.objects.filter(pk=version.question.lesson.module.course_id))

    (question,) = [one for one in exported if one["id"] == version.question.key]
    assert question["options"] == Version.objects.get(pk=version.pk).options


@every_kind
def test_answering_takes_as_many_queries_for_every_kind(
    student_client, item_of, django_assert_num_queries, kind
):
    item = item_of(kind)

    with django_assert_num_queries(27):
        student_client.post(item.get_absolute_url(), sent(SENT[kind][0]), headers=HTMX)
