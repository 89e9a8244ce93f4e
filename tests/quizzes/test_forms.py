from uuid import uuid4

import pytest
from django.http import QueryDict

from quizzes.answers.choice import Choice
from quizzes.forms import ResponseForm, TryForm
from tests.factories import option

ORDER = [2, 0, 3, 1]


def sent(chosen, **fields):
    data = QueryDict(mutable=True)
    data.setlist("chosen", chosen)
    data.update({"sent_key": str(uuid4())} | fields)
    return data


def rows(picks=1):
    return Choice("Which?", [option(f"row {n}", correct=n < picks) for n in range(4)])


def response_form(chosen, *, picks=1, **fields):
    return ResponseForm(sent(chosen, **fields), kind=rows(picks), order=ORDER)


@pytest.mark.parametrize(
    ("picks", "chosen", "read"),
    [
        (1, ["A"], [2]),
        (1, ["D"], [1]),
        (2, ["A", "D"], [1, 2]),
        (2, ["D", "A"], [1, 2]),
        (1, ["A", "A"], [2]),
    ],
)
def test_the_right_number_of_rows_is_an_answer(picks, chosen, read):
    form = response_form(chosen, picks=picks)

    assert form.is_valid()
    assert form.cleaned_data["chosen"] == read


@pytest.mark.parametrize(
    ("picks", "chosen", "words"),
    [
        (1, [], "Choose a row first"),
        (1, ["A", "B"], "asks for 1, and you chose 2"),
        (2, ["A"], "asks for 2, and you chose 1"),
        (2, ["A", "B", "C"], "asks for 2, and you chose 3"),
        (1, ["E"], "no such row"),
        (1, ["0"], "no such row"),
        (1, ["a\x00"], "no such row"),
    ],
)
def test_another_number_or_another_row_is_refused_in_words(picks, chosen, words):
    form = response_form(chosen, picks=picks)

    assert not form.is_valid()
    assert words in form.error
    assert form.sent.getlist("chosen") == chosen


@pytest.mark.parametrize("key", ["", "not a key", "0" * 500])
def test_an_answer_needs_its_key(key):
    form = response_form(["A"], sent_key=key)

    assert not form.is_valid()
    assert "send it again" in form.error


@pytest.mark.parametrize(
    ("seconds", "kept"),
    [("12.5", 12.5), ("0", 0), ("", None), ("-1", None), ("nan", None), ("1e9", None), ("x", None)],
)
def test_odd_seconds_count_as_unknown_and_cost_no_answer(seconds, kept):
    form = response_form(["A"], seconds=seconds)

    assert form.is_valid()
    assert form.cleaned_data["seconds"] == kept


def test_a_guest_needs_no_key():
    assert TryForm(QueryDict("chosen=A"), kind=rows(), order=ORDER).is_valid()
    assert not TryForm(QueryDict("chosen=E"), kind=rows(), order=ORDER).is_valid()
