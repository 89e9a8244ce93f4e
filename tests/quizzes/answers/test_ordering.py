from itertools import permutations

import pytest
from django.http import QueryDict

from quizzes.answers.base import NotAnAnswer
from quizzes.answers.ordering import Ordering
from quizzes.papers.candidates import Arrangement
from tests.factories import option

STEPS = Ordering(
    "Order them.",
    [option(t, correct=True) | {"place": n} for n, t in enumerate("abcd", start=1)],
)
ORDER = [2, 0, 3, 1]  # drawn: c, a, d, b


def sent(*places):
    data = QueryDict(mutable=True)
    data.update({f"place-{n}": place for n, place in enumerate(places, start=1)})
    return data


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        ([0, 1, 2, 3], 1),
        ([1, 0, 2, 3], 5 / 6),
        ([3, 0, 1, 2], 3 / 6),
        ([3, 2, 1, 0], 0),
        ([], 0),
        ([0, 0, 1, 2], 0),
        (["a"], 0),
    ],
)
def test_points_are_the_share_of_pairs_the_right_way_round(chosen, points):
    assert STEPS.points(chosen) == pytest.approx(points)


def test_places_are_read_in_the_drawn_order():
    assert STEPS.accept(STEPS.read(sent("3", "1", "4", "2"), ORDER)) == [0, 1, 2, 3]
    assert STEPS.read(sent("1", "2", "3", "4"), ORDER) == ORDER


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([], "into their order first"),
        (["", "", "", ""], "into their order first"),
        (["1", "", "3", ""], "2 of 4 have no place yet"),
        (["1", "2", "3", ""], "1 of 4 has no place yet"),
        (["1", "2", "2", "3"], "Place 2 is given more than once"),
        (["0", "1", "2", "3"], "no such row"),
        (["1", "2", "3", "5"], "no such row"),
        (["1", "2", "3", "\x00"], "no such row"),
    ],
)
def test_what_is_no_order_is_refused_in_words_and_kept(places, words):
    data = sent(*places)

    with pytest.raises(NotAnAnswer, match=words):
        STEPS.accept(STEPS.read(data, ORDER))

    kept = [step.place for step in STEPS.show_open(ORDER, data).steps]
    assert kept == (places or ["", "", "", ""])


@pytest.mark.parametrize(
    "chosen", [[], [0, 1, 2], [0, 1, 2, 2], [0, 1, 2, 4], [0, 1, 2, "3"], [0, 1, 2, None]]
)
def test_what_the_page_cannot_send_is_refused(chosen):
    with pytest.raises(NotAnAnswer):
        STEPS.accept(chosen)


def test_the_steps_are_never_laid_out_as_stored_and_guessed_one_time_in_all_orders():
    assert STEPS.arrangement is Arrangement.UNSOLVED
    assert STEPS.guess == 1 / 24


def test_the_opened_question_shows_the_right_order_and_where_each_step_was_put():
    shown = STEPS.show_answered(ORDER, [0, 3, 1, 2], course="plants")

    assert [(row.mark, row.text) for row in shown.rows] == [
        ("1", "a"),
        ("2", "b"),
        ("3", "c"),
        ("4", "d"),
    ]
    assert [row.verdict.remark for row in shown.rows] == [
        "",
        "You put it third.",
        "You put it fourth.",
        "You put it second.",
    ]
    assert (shown.right, shown.summary) == (
        False,
        "Not quite: 1 of 4 is in place; 4 of 6 pairs in order.",
    )


@pytest.mark.parametrize(
    ("chosen", "state", "summary"),
    [
        ([0, 1, 2, 3], "right", "Right."),
        ([0, 2, 1, 3], "partly", "Not quite: 2 of 4 are in place; 5 of 6 pairs in order."),
        ([1, 2, 3, 0], "partly", "Not this order: no step is in place; 3 of 6 pairs in order."),
        ([3, 2, 1, 0], "wrong", "Not this order: no step is in place; 0 of 6 pairs in order."),
    ],
)
def test_the_outcome_in_a_few_words(chosen, state, summary):
    shown = STEPS.show_answered(ORDER, chosen, course="plants")

    assert (shown.state, shown.summary) == (state, summary)


def test_the_tally_counts_what_the_points_count():
    for chosen in permutations(range(4)):
        hits, pairs = map(int, STEPS.tally(chosen).removesuffix(" pairs in order").split(" of "))
        assert hits / pairs == STEPS.points(chosen)


def test_steps_tell_one_ordering_from_another_in_their_right_order():
    assert STEPS.parts == ("a", "b", "c", "d")


def test_an_answer_is_told_in_words():
    assert STEPS.told([1, 0, 2, 3]) == "Your order: 1. b; 2. a; 3. c; 4. d"
