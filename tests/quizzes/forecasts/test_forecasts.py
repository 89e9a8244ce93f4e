from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.forecasts.forecasts import (
    ANSWERS,
    FRESH,
    Forecast,
    Lack,
    between,
    foretell,
    lack_of,
    lesson_shares,
    profile_of,
    typical_form,
)
from quizzes.measurement.ability import ABILITIES, HALF_LIFE, with_answer
from quizzes.measurement.scaling import Mark, Scale, expected_share
from quizzes.papers.candidates import Candidate
from quizzes.papers.plans import Part, Plan
from tests.factories import MONDAY

DAY = timedelta(days=1)
SCALE = Scale(100, 700, 1000, cut=0.67)
LESSONS = {"leaf": 0.5, "root": 0.3, "stem": 0.15, "bark": 0.05}


def plan_of(**fields):
    parts = (
        Part("1", "Leaves", 60, (("leaf", 3), ("root", 1))),
        Part("2", "Stems", 40, (("stem", 0), ("bark", 0))),
    )
    return Plan("Botany", parts, **({"items": 20, "scored": 15, "minutes": 30} | fields))


def candidates(count=60):
    """Return questions of both parts, half of them easy and half of them hard."""
    homes = {"leaf": "1", "root": "1", "stem": "2", "bark": "2"}
    return [
        Candidate(
            version_id=n,
            lesson=lesson,
            key=f"{lesson}{n}",
            number=1,
            option_count=4,
            facts=frozenset({f"{lesson}{n}"}),
            stem=f"{lesson} {n}",
            domain=domain,
            level=("recall", "compare", "apply")[n % 3],
            difficulty=(n % 9 - 4) / 2,
        )
        for lesson, domain in homes.items()
        for n in range(count // 4)
    ]


@pytest.fixture(scope="module")
def profile():
    return profile_of(candidates(), plan_of(), SCALE)


def standing_of(count, *, lessons=tuple(LESSONS), right=lambda n: True, at=MONDAY, difficulty=0.0):
    standing = None
    for n in range(count):
        standing = with_answer(
            standing,
            lesson=lessons[n % len(lessons)],
            right=right(n),
            fresh=True,
            difficulty=difficulty,
            guess=0.25,
            at=at,
        )
    return standing


def test_a_profile_tells_what_forms_do_with_every_ability(profile):
    assert profile.scored == 15
    assert profile.chance == pytest.approx(0.25)
    assert list(profile.shares) == sorted(profile.shares)
    assert list(profile.passing) == sorted(profile.passing)
    assert profile.shares[0] == pytest.approx(0.28, abs=0.03)
    assert profile.passing[0] < 0.01 < 0.99 < profile.passing[-1]


def test_a_typical_form_is_as_hard_as_its_pool(profile):
    pool = [(Mark(one.difficulty, one.guess), 1.0, one.domain) for one in candidates()]

    form = typical_form(pool, plan_of())

    assert len(form) == 15
    for ability in (-2, 0, 2):
        assert expected_share(ability, form) == pytest.approx(
            expected_share(ability, [mark for mark, _, _ in pool]), abs=0.01
        )


def test_where_nothing_can_be_asked_there_is_no_profile():
    assert profile_of([], plan_of(), SCALE) is None


def test_lessons_share_their_part_by_weight_and_without_questions_not_at_all():
    shares = lesson_shares(plan_of(), {"leaf", "root", "stem"})

    assert shares == pytest.approx({"leaf": 0.45, "root": 0.15, "stem": 0.4})
    assert list(shares) == ["leaf", "stem", "root"]


def test_who_knows_much_will_pass_and_who_knows_nothing_will_not(profile):
    able = foretell(standing_of(60), profile, now=MONDAY)
    unable = foretell(standing_of(60, right=lambda n: n % 4 == 0), profile, now=MONDAY)

    assert isinstance(able, Forecast)
    assert able.pass_chance > 0.95
    assert unable.pass_chance < 0.05
    assert 100 <= unable.low <= unable.score <= unable.high < able.low <= able.score <= able.high
    assert able.answers == 60
    assert set(able.as_json()) == {"pass_chance", "low", "score", "high", "answers"}


def test_more_answers_narrow_the_range(profile):
    few = foretell(standing_of(32, right=lambda n: n % 3 > 0), profile, now=MONDAY)
    many = foretell(standing_of(320, right=lambda n: n % 3 > 0), profile, now=MONDAY)

    assert many.high - many.low < few.high - few.low


def test_time_widens_the_range(profile):
    standing = standing_of(100, right=lambda n: n % 3 > 0)

    early, late = (foretell(standing, profile, now=MONDAY + n * DAY) for n in (0, 45))

    assert early.high - early.low < late.high - late.low


def test_without_answers_all_that_is_wanted_is_named(profile):
    lack = foretell(None, profile, now=MONDAY)

    assert isinstance(lack, Lack)
    assert (lack.answers, lack.covered, lack.faded) == (ANSWERS, 0, False)
    assert set(lack.lessons) == set(LESSONS)


@pytest.mark.parametrize(("answers", "more"), [(29, 1), (18, 12), (30, None), (31, None)])
def test_it_takes_thirty_answers(answers, more):
    lack = lack_of(standing_of(answers), LESSONS, now=MONDAY)

    assert (lack.answers if lack else None) == more


@pytest.mark.parametrize(
    ("lessons", "more", "missing"),
    [
        (("leaf",), 1, ("root", "stem", "bark")),
        (("root", "bark"), 1, ("leaf", "stem")),
        (("stem", "bark"), 1, ("leaf", "root")),
        (("bark",), 2, ("leaf", "root", "stem")),
        (("leaf", "root"), None, None),
    ],
)
def test_they_must_speak_of_sixty_percent_of_the_exam(lessons, more, missing):
    lack = lack_of(standing_of(40, lessons=lessons), LESSONS, now=MONDAY)

    assert (lack.answers if lack else None) == more
    assert (lack.lessons if lack else None) == missing


def test_answers_of_long_ago_are_answers_no_more():
    lack = lack_of(standing_of(40), LESSONS, now=MONDAY + 2 * HALF_LIFE)

    assert lack.faded
    assert lack.answers == FRESH - 10


def test_answers_about_lessons_that_are_gone_cover_nothing():
    lack = lack_of(standing_of(40, lessons=("moss",)), LESSONS, now=MONDAY)

    assert lack.covered == 0


@given(st.floats(-6, 6))
def test_between_the_points_of_the_grid_values_are_linear(ability):
    value = between(ability, [2 * one for one in ABILITIES])

    assert value == pytest.approx(2 * min(max(ability, ABILITIES[0]), ABILITIES[-1]))


@given(st.integers(30, 60), st.integers(0, 60), st.integers(0, 90))
def test_a_forecast_is_always_on_the_scale_and_in_order(answers, right, days):
    profile = PROFILE
    standing = standing_of(answers, right=lambda n: n < right)

    foretold = foretell(standing, profile, now=MONDAY + days * DAY)

    if isinstance(foretold, Forecast):
        assert 0 <= foretold.pass_chance <= 1
        assert 100 <= foretold.low <= foretold.score <= foretold.high <= 1000
    else:
        assert foretold.answers > 0


PROFILE = profile_of(candidates(), plan_of(), SCALE)


def test_a_scale_gives_points_by_the_expected_share(profile):
    easier = replace(profile, shares=tuple(min(1.0, one + 0.1) for one in profile.shares))

    assert easier.points(0.0) > profile.points(0.0)
