import pytest

from quizzes.answers.base import NotAnAnswer
from quizzes.answers.choice import Choice
from quizzes.papers.candidates import Arrangement
from tests.factories import option

ABC = "abcde"


def rows(right, total):
    return Choice("Which?", [option(f"row {ABC[n]}", correct=n in right) for n in range(total)])


TWO_OF_FIVE = rows({1, 3}, 5)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [([1, 3], 1), ([3, 1], 1), ([1], 0), ([1, 2], 0), ([0, 2], 0), ([], 0), ([1, 3, 4], 0)],
)
def test_only_exactly_the_right_options_earn_the_point(chosen, points):
    assert TWO_OF_FIVE.points(chosen) == points


@pytest.mark.parametrize(
    ("kind", "chance"), [(rows({0}, 4), 0.25), (rows({0}, 5), 0.2), (TWO_OF_FIVE, 0.1)]
)
def test_a_lucky_guess_is_one_of_all_choices(kind, chance):
    assert kind.guess == chance


@pytest.mark.parametrize("chosen", [[], [1], [1, 2, 3], [1, 5], [-1, 1], ["1", "3"], [None, 1]])
def test_what_is_no_choice_of_two_rows_is_refused(chosen):
    with pytest.raises(NotAnAnswer):
        TWO_OF_FIVE.accept(chosen)


def test_amounts_stay_in_order_and_words_do_not():
    amounts = Choice("How long?", [option(f"{n} days") for n in (1, 3, 7)])

    assert amounts.arrangement is Arrangement.AS_STORED
    assert TWO_OF_FIVE.arrangement is Arrangement.SHUFFLED


def test_an_answer_is_told_in_words():
    assert TWO_OF_FIVE.told([1, 3]) == "You chose: row b; row d"
