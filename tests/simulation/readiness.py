"""The chance of passing a form and the score on the scale, against forms that are really taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb, log
from random import Random
from statistics import fmean, pstdev

from quizzes.forecasts.forecasts import Forecast, Profile, foretell, profile_of
from quizzes.measurement.ability import ABILITIES, chance_of_right, with_answer
from quizzes.measurement.scaling import (
    Mark,
    Scale,
    expected_share,
    mean_ability,
    posterior,
    score_chances,
)
from quizzes.papers.assembly import assemble
from quizzes.papers.candidates import Candidate
from quizzes.papers.plans import Part, Plan
from tests.simulation.figures import Figure
from tests.simulation.scheduling import START

SCALE = Scale(100, 700, 1000, cut=0.67)
LESSONS = ("boats", "signals", "cargo", "crew")
POOL, ANSWERS, BINS = 320, 50, 10
ECE, BRIER, POINTS, COVERED = 0.03, 0.005, 10.0, 0.85


@cache
def pool() -> tuple[Candidate, ...]:
    """Return questions of two domains, of the difficulties that banks of ours have."""
    chance = Random("pool")
    return tuple(
        Candidate(
            version_id=n,
            lesson=LESSONS[n % 4],
            key=f"q{n}",
            number=1,
            option_count=4,
            facts=frozenset({f"f{n}"}),
            stem=f"Question {n}",
            domain=str(1 + n % 4 // 2),
            level=("recall", "compare", "apply")[n % 3],
            keys=(n % 4,),
            key_texts=(f"key {n}",),
            guess=0.1 if n % 8 == 0 else 0.25,
            difficulty=round(chance.gauss(0.0, 0.8), 2),
        )
        for n in range(POOL)
    )


@cache
def easy_pool() -> tuple[Candidate, ...]:
    """Return the pool without its hardest questions: half a logit easier in the mean."""
    ranked = sorted(pool(), key=lambda one: (one.difficulty, one.key))
    return tuple(ranked[: round(0.6 * POOL)])


@cache
def plan() -> Plan:
    halves = (("boats", 1), ("signals", 1)), (("cargo", 1), ("crew", 1))
    parts = tuple(Part(str(n), f"Domain {n}", 50, lessons) for n, lessons in enumerate(halves, 1))
    return Plan("Harbour pilot", parts, items=20, scored=15, minutes=28)


@cache
def profile() -> Profile:
    found = profile_of(pool(), plan(), SCALE)
    assert found is not None
    return found


@cache
def form(seed: int) -> tuple[Mark, ...]:
    """Return the scored questions of a form as the program draws it."""
    places = assemble(pool(), plan(), seed=seed)
    return tuple(
        Mark(place.candidate.difficulty, place.candidate.guess) for place in places if place.scored
    )


def needed() -> int:
    return next(n for n in range(16) if n / 15 >= SCALE.cut)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was foretold, by us and by the share of right answers alone, and what came of it."""

    ours: float
    naive: float
    passed: bool
    in_range: bool


def sit(chance: Random, *, forms: int, easier: bool) -> Sitting:
    """Let one person practise, with easier questions than the exam's if asked, and take a form."""
    ability = chance.gauss(0.0, 1.0)
    standing, rights = None, 0
    for question in chance.sample(easy_pool() if easier else pool(), ANSWERS):
        chance_right = chance_of_right(
            ability, difficulty=question.difficulty, guess=question.guess
        )
        right = chance.random() < chance_right
        rights += right
        standing = with_answer(
            standing,
            lesson=question.lesson,
            right=right,
            fresh=True,
            difficulty=question.difficulty,
            guess=question.guess,
            at=START,
        )
    foretold = foretell(standing, profile(), now=START)
    assert isinstance(foretold, Forecast)
    taken = form(chance.randrange(forms))
    score = sum(
        chance.random() < chance_of_right(ability, difficulty=mark.difficulty, guess=mark.guess)
        for mark in taken
    )
    truth = profile().points(ability)
    return Sitting(
        ours=foretold.pass_chance,
        naive=naive_chance((rights + 1) / (ANSWERS + 2)),
        passed=score >= needed(),
        in_range=foretold.low <= truth <= foretold.high,
    )


@cache
def naive_chance(share: float) -> float:
    """Return the chance of passing for who is right in this share of all questions, whatever they are."""
    return sum(comb(15, n) * share**n * (1 - share) ** (15 - n) for n in range(needed(), 16))


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the mean squared difference of chances and what happened."""
    return fmean((chance - happened) ** 2 for chance, happened in pairs)


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return how far chances are off, by tenths of all people, weighted alike."""
    ranked = sorted(pairs, key=lambda pair: pair[0])  # of equal chances, as they came
    size = max(1, len(ranked) // BINS)
    groups = [ranked[start : start + size] for start in range(0, size * BINS, size)]
    return fmean(
        abs(fmean(one for one, _ in group) - fmean(happened for _, happened in group))
        for group in groups
        if group
    )


def form_spread(ability: float, forms: int) -> float:
    """Return the standard deviation of the expected scaled score of one ability over forms."""
    return pstdev(expected_points(ability, form(seed)) for seed in range(forms))


def expected_points(ability: float, marks: Sequence[Mark]) -> float:
    """Return the scaled score that a person of an ability may expect on a form.

    The number of right answers gives a posterior of the ability, and that the points.
    """
    chances = score_chances(ability, marks)
    return sum(
        chance * points
        for chance, points in zip(chances, points_by_score(tuple(marks)), strict=True)
    )


@cache
def points_by_score(marks: tuple[Mark, ...]) -> tuple[float, ...]:
    by_ability = [score_chances(one, marks) for one in ABILITIES]
    logs = [[log(max(chances[n], 1e-300)) for chances in by_ability] for n in range(len(marks) + 1)]
    return tuple(profile().points(mean_ability(posterior(row))) for row in logs)


def raw_spread(ability: float, forms: int) -> float:
    """Return the same where the share of right answers is taken as it is, without equating."""
    points = [
        SCALE.points(expected_share(ability, form(seed)), chance=profile().chance)
        for seed in range(forms)
    ]
    return pstdev(points)


def figures(*, learners: int, forms: int, noise: float = 0.0) -> Iterator[Figure]:
    """Yield how good forecasts are, and how far a score depends on the form.

    Args:
        noise: what chance may add with so few learners.
    """
    for easier in (False, True):
        chance = Random(f"sitting {easier}")
        sittings = [sit(chance, forms=forms, easier=easier) for _ in range(learners)]
        ours = [(one.ours, one.passed) for one in sittings]
        naive = [(one.naive, one.passed) for one in sittings]
        name = "easier practice" if easier else "practice like the exam"
        yield Figure(
            f"pass chance, calibration error: {name}",
            calibration_error(ours),
            ECE + noise,
            note=f"by share of right answers alone {calibration_error(naive):.3f}",
        )
        yield Figure(
            f"pass chance, Brier score above the naive one: {name}",
            brier(ours) - brier(naive),
            noise + (0.0 if easier else BRIER),
            note=f"{brier(ours):.4f} against {brier(naive):.4f}",
        )
        yield Figure(
            f"true score within the range of nine in ten: {name}",
            fmean(one.in_range for one in sittings),
            COVERED - noise,
            at_least=True,
        )
    abilities = [step / 2 for step in range(-4, 5)]
    spreads = {ability: form_spread(ability, forms) for ability in abilities}
    worst = max(spreads, key=lambda ability: spreads[ability])
    raw = max(raw_spread(ability, forms) for ability in abilities)
    yield Figure(
        f"scaled score, spread over {forms} forms (points)",
        spreads[worst],
        POINTS,
        note=f"the worst: ability {worst:g}; without equating {raw:.1f}",
    )
