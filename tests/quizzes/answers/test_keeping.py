"""Answers that are kept before they are complete, of every kind but choices."""

import pytest
from django.http import QueryDict

from quizzes.answers import kind_of
from quizzes.answers.base import NotAnAnswer, is_blank
from quizzes.models import Question
from tests.factories import QuestionFactory

KIND = Question.Kind
PARTS = [
    (KIND.MATCHING, {}, True, False),
    (KIND.MATCHING, {"match-2": "B"}, False, False),
    (KIND.MATCHING, {f"match-{n}": "ABCD"[n - 1] for n in range(1, 5)}, False, True),
    (KIND.ORDERING, {}, True, False),
    (KIND.ORDERING, {"place-3": "1", "place-1": "4"}, False, False),
    (KIND.ORDERING, {f"place-{n}": str(n) for n in range(1, 5)}, False, True),
    (KIND.CLOZE, {}, True, False),
    (KIND.SHORT_ANSWER, {"written": " ... "}, True, False),
    (KIND.SHORT_ANSWER, {"written": "leaf green"}, False, True),
    (KIND.NUMERIC, {"written": ""}, True, False),
    (KIND.NUMERIC, {"written": "31"}, False, True),
]


def made(kind):
    version = QuestionFactory.create(kind=kind).current
    return kind_of(version), list(range(len(version.options)))[::-1]


def query(fields):
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


@pytest.mark.parametrize(("kind", "fields", "blank", "complete"), PARTS)
def test_what_is_not_complete_is_kept_and_comes_back(db, kind, fields, blank, complete):
    answer, order = made(kind)

    kept = answer.keep(answer.read(query(fields), order))

    assert (is_blank(kept), answer.is_complete(kept)) == (blank, complete)
    assert answer.keep(answer.read(answer.sent(kept, order), order)) == kept
    assert 0 <= answer.points(kept) <= 1
    assert blank <= (answer.points(kept) == 0)


@pytest.mark.parametrize(("kind", "fields", "blank", "complete"), PARTS)
def test_what_is_not_complete_can_be_told_and_opened(db, kind, fields, blank, complete):
    answer, order = made(kind)
    kept = answer.keep(answer.read(query(fields), order))

    shown = answer.show_answered(order, kept, course="plants")

    assert "None" not in answer.told(kept)
    assert shown.rows
    assert complete or not shown.right


def test_what_was_left_open_is_said_to_be(db):
    matching, order = made(KIND.MATCHING)
    ordering, steps = made(KIND.ORDERING)

    pairs = matching.show_answered(order, [0, None, None, None], course="plants")
    placed = ordering.show_answered(steps, [0, None, None, None], course="plants")

    assert [row.verdict.remark for row in pairs.rows[:2]] == ["", "You left this open."]
    assert [row.verdict.remark for row in placed.rows[:2]] == ["", "You gave it no place."]
    assert "premise 1: left open" in matching.told([0, None, None, None])
    assert ordering.told([None, 2, None, 0]) == "Your order: 2. step 3; 4. step 1"


@pytest.mark.parametrize(
    ("kind", "chosen"),
    [
        (KIND.MATCHING, [0]),
        (KIND.MATCHING, [0, None, None, "B"]),
        (KIND.ORDERING, [0, 0, None, None]),
        (KIND.ORDERING, [0, 9, None, None]),
        (KIND.CLOZE, ["x" * 101]),
        (KIND.NUMERIC, ["many"]),
    ],
)
def test_what_the_wording_cannot_have_is_not_kept(db, kind, chosen):
    answer, _ = made(kind)

    with pytest.raises(NotAnAnswer):
        answer.keep(chosen)
