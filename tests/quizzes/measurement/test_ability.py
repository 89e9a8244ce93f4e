from datetime import timedelta
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.measurement.ability import (
    ABILITIES,
    HALF_LIFE,
    chance_of_right,
    log_likelihood,
    with_answer,
)
from tests.factories import MONDAY

logits = st.floats(min_value=-4, max_value=4)


def answered(standing=None, *, right=True, fresh=True, at=MONDAY, lesson="leaf"):
    return with_answer(
        standing, lesson=lesson, right=right, fresh=fresh, difficulty=0.5, guess=0.25, at=at
    )


def best(standing):
    """Return the ability at which the answers are likeliest."""
    return max(zip(standing.likelihood, ABILITIES, strict=True))[1]


def test_known_chances():
    assert chance_of_right(0, difficulty=0, guess=0.25) == 0.625
    assert chance_of_right(1, difficulty=0, guess=0) == pytest.approx(1 / (1 + exp(-1)))


@given(logits, logits, st.floats(min_value=0, max_value=0.9))
def test_chances_lie_between_a_guess_and_certainty(ability, difficulty, guess):
    assert guess <= chance_of_right(ability, difficulty=difficulty, guess=guess) <= 1


def test_the_likelihood_of_an_answer_is_its_chance_at_each_ability():
    right = log_likelihood(right=True, difficulty=0.5, guess=0.25)
    wrong = log_likelihood(right=False, difficulty=0.5, guess=0.25)

    assert len(right) == len(ABILITIES)
    assert list(right) == sorted(right)
    assert list(wrong) == sorted(wrong, reverse=True)
    assert right[20] == pytest.approx(log(chance_of_right(0, difficulty=0.5, guess=0.25)))


def test_right_answers_speak_for_a_higher_ability_than_wrong_ones():
    able = unable = None
    for place in range(20):
        able = answered(able, right=place % 5 > 0)
        unable = answered(unable, right=place % 5 == 0)

    assert best(able) > best(unable)
    assert (able.unseen, able.unseen_right, able.lessons) == (20, 16, {"leaf": [20, 16]})


def test_an_answer_says_half_as_much_after_its_half_life():
    first = answered()
    later = answered(first, right=False, at=MONDAY + HALF_LIFE)
    news = log_likelihood(right=False, difficulty=0.5, guess=0.25)

    assert later.weight == 1.5
    assert later.likelihood == tuple(
        0.5 * old + new for old, new in zip(first.likelihood, news, strict=True)
    )


def test_a_clock_that_went_back_costs_nothing():
    later = answered(answered(), at=MONDAY - timedelta(days=40))

    assert (later.weight, later.last_at) == (2, MONDAY)


def test_words_seen_before_are_only_counted():
    first = answered()
    again = answered(first, fresh=False, at=MONDAY + timedelta(days=9))

    assert (again.seen, again.seen_right) == (1, 1)
    assert (again.likelihood, again.weight, again.last_at) == (
        first.likelihood,
        first.weight,
        first.last_at,
    )
