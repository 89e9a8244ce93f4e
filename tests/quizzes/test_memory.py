from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory import FactState, Memory, mastery_after, remember, state_of
from tests.factories import MONDAY

chances = st.floats(min_value=0, max_value=1)
guesses = st.floats(min_value=0.01, max_value=0.9)


def test_known_answers_of_the_update():
    # By hand: .35*.92 / (.35*.92 + .65*.25) = .66460, then a tenth of the rest is learned.
    assert mastery_after(0.35, right=True, guess=0.25) == pytest.approx(0.69814, abs=1e-5)
    # By hand: .35*.08 / (.35*.08 + .65*.75) = .05432, then a tenth of the rest is learned.
    assert mastery_after(0.35, right=False, guess=0.25) == pytest.approx(0.14889, abs=1e-5)


@given(chances, guesses, st.booleans())
def test_mastery_stays_a_chance(mastery, guess, right):
    assert 0 <= mastery_after(mastery, right=right, guess=guess) <= 1


@given(chances, guesses)
def test_a_right_answer_never_leaves_less_than_a_wrong_one(mastery, guess):
    right = mastery_after(mastery, right=True, guess=guess)
    wrong = mastery_after(mastery, right=False, guess=guess)

    assert right >= wrong - 1e-12 or guess > 0.92


def test_answers_are_counted_and_the_last_one_is_dated():
    first = remember(None, right=True, guess=0.25, answered_at=MONDAY)
    second = remember(first, right=False, guess=0.25, answered_at=MONDAY + timedelta(hours=1))

    assert (second.right, second.wrong) == (1, 1)
    assert second.last_answered_at == MONDAY + timedelta(hours=1)
    assert second.mastery < first.mastery


def test_a_clock_that_went_back_does_not_move_the_last_answer():
    memory = Memory(0.5, 1, 0, MONDAY)

    after = remember(memory, right=True, guess=0.25, answered_at=MONDAY - timedelta(days=1))

    assert after.last_answered_at == MONDAY


def test_three_right_single_choices_in_a_row_make_a_fact_known():
    memory = None
    states = []
    for _ in range(3):
        memory = remember(memory, right=True, guess=0.25, answered_at=MONDAY)
        states.append(state_of(memory.mastery))

    assert states == [FactState.LEARNING, FactState.LEARNING, FactState.KNOWN]


@pytest.mark.parametrize(
    ("mastery", "word"),
    [(None, "not met"), (0.0, "learning"), (0.9499, "learning"), (0.95, "known"), (1, "known")],
)
def test_states_in_words(mastery, word):
    assert state_of(mastery) == word
