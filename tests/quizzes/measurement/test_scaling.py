from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.measurement.ability import ABILITIES, log_likelihood
from quizzes.measurement.scaling import (
    Mark,
    Scale,
    chance_share,
    expected_share,
    interval,
    mean_ability,
    pass_chance,
    posterior,
    quantile,
    right_needed,
    score_chances,
)

EXAM = Scale(low=100, pass_mark=700, high=1000, cut=0.7)
EVEN = [Mark(0.0, 0.0)] * 10
forms = st.lists(st.builds(Mark, st.floats(-3, 3), st.floats(0, 0.5)), min_size=1, max_size=20)
shares = st.floats(0, 1)


def after(*answers, difficulty=0.0, guess=0.25):
    """Return the posterior after answers, right or not."""
    logs = [log_likelihood(right=r, difficulty=difficulty, guess=guess) for r in answers]
    return posterior([sum(column) for column in zip(*logs, strict=True)] if logs else [])


@pytest.mark.parametrize(
    ("share", "points"),
    [(0, 100), (0.25, 100), (0.7, 700), (1, 1000), (0.85, 850), (0.475, 400)],
)
def test_the_scale_is_linear_from_a_guess_to_the_cut_and_from_there_to_all(share, points):
    assert EXAM.points(share, chance=0.25) == points


@given(shares, shares)
def test_more_right_answers_are_never_worth_less(one, other):
    low, high = sorted((one, other))
    assert EXAM.points(low, chance=0.25) <= EXAM.points(high, chance=0.25)


@given(shares)
def test_the_pass_mark_is_reached_exactly_from_the_cut_on(share):
    assert (EXAM.points(share, chance=0.25) >= 700) == (share >= 0.7)


def test_without_answers_the_ability_is_anybodys():
    chances = posterior([])

    assert sum(chances) == pytest.approx(1)
    assert mean_ability(chances) == pytest.approx(0)
    low, high = interval(chances)
    assert (low, high) == (pytest.approx(-1.645, abs=0.03), pytest.approx(1.645, abs=0.03))


def test_answers_move_the_ability_and_narrow_its_interval():
    able, unable = after(*[True] * 20), after(*[False] * 20)
    few, many = after(True, False), after(*[True, False] * 20)

    assert mean_ability(unable) < -0.5 < 0.5 < mean_ability(able)
    width = [high - low for low, high in map(interval, (few, many))]
    assert width[1] < width[0]


@given(st.lists(st.booleans(), max_size=30), st.floats(0.01, 0.98), st.floats(0.01, 0.98))
def test_quantiles_rise_within_the_grid(answers, one, other):
    low, high = sorted((one, other))
    chances = after(*answers)

    assert ABILITIES[0] <= quantile(chances, low) <= quantile(chances, high) <= ABILITIES[-1]


def test_the_number_of_right_answers_is_binomial_where_all_questions_are_alike():
    # Every question is a toss: chance .5 at ability 0.
    expected = [comb(10, n) / 2**10 for n in range(11)]

    assert score_chances(0.0, EVEN) == pytest.approx(expected)
    assert expected_share(0.0, EVEN) == 0.5


@given(st.sampled_from(ABILITIES), forms)
def test_chances_of_scores_sum_to_one_and_agree_with_the_expected_share(ability, form):
    chances = score_chances(ability, form)

    assert sum(chances) == pytest.approx(1)
    mean = sum(n * chance for n, chance in enumerate(chances)) / len(form)
    assert mean == pytest.approx(expected_share(ability, form))
    assert expected_share(ability, form) >= chance_share(form) - 1e-9


@pytest.mark.parametrize(("cut", "needed"), [(0.7, 7), (0.71, 8), (0, 0), (1, 10)])
def test_how_many_right_answers_are_needed(cut, needed):
    assert right_needed(EVEN, cut) == needed


def test_the_chance_of_passing_follows_the_ability():
    form = [Mark(0.0, 0.25)] * 15
    hopeless, even, sure = after(*[False] * 30), after(), after(*[True] * 30)

    chances = [pass_chance(one, form, cut=0.7) for one in (hopeless, even, sure)]

    assert chances == sorted(chances)
    assert chances[0] < 0.05 < 0.9 < chances[2]


def test_who_is_at_one_ability_passes_as_often_as_the_binomial_says():
    certain = tuple(1.0 if ability == 0 else 0.0 for ability in ABILITIES)

    assert pass_chance(certain, EVEN, cut=0.5) == pytest.approx(
        sum(comb(10, n) for n in range(5, 11)) / 2**10
    )
