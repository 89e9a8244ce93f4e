"""Forecasts: how a person would do on a new form of an exam, and whether enough is known to say so.

Pure. The pool of questions is reduced to a profile, so that a forecast costs the same for everyone.
It speaks of our own forms only: whoever owns the real exam publishes neither its questions nor its
scale.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor

from quizzes.measurement.ability import ABILITIES, Standing, chance_of_right, fading
from quizzes.measurement.scaling import (
    Mark,
    Scale,
    interval,
    mean_ability,
    posterior,
    right_needed,
    score_chances,
)
from quizzes.papers.aims import entries_of, weights_of
from quizzes.papers.candidates import Candidate
from quizzes.papers.plans import Plan, shared_out

ANSWERS = 30  # to wordings not seen before, without which nothing is foretold
COVERED = 0.6  # of the exam's weight in lessons that were asked about
STEP = 10  # points to which the range is rounded, outwards
FRESH = 15.0  # what the answers must still be worth today, in answers of today


@dataclass(frozen=True, slots=True)
class Profile:
    """What forms of a plan do with people of each of `ABILITIES`.

    Attributes:
        scored: questions that count on a form.
        chance: share of right answers that a guesser gets, 0 to 1.
        shares: expected share of right answers, 0 to 1.
        passing: chance of reaching the cut, 0 to 1.
        lessons: slug -> its share of the plan; they sum to 1.
    """

    scored: int
    scale: Scale
    chance: float
    shares: tuple[float, ...]
    passing: tuple[float, ...]
    lessons: Mapping[str, float]

    def points(self, ability: float) -> int:
        """Return the expected score of an ability on the scale."""
        return self.scale.points(between(ability, self.shares), chance=self.chance)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is foretold of a new form.

    Attributes:
        pass_chance: 0 to 1.
        low, score, high: points; the true score lies between low and high nine times in ten.
        answers: to wordings not seen before, on which it rests.
    """

    pass_chance: float
    low: int
    score: int
    high: int
    answers: int

    def as_json(self) -> dict[str, float]:
        """Return what an attempt keeps of it."""
        return {
            "pass_chance": round(self.pass_chance, 4),
            "low": self.low,
            "score": self.score,
            "high": self.high,
            "answers": self.answers,
        }


@dataclass(frozen=True, slots=True)
class Lack:
    """Why nothing is foretold yet.

    Attributes:
        answers: how many more are needed, to wordings not seen before.
        lessons: slugs of those that were asked about least for their share, the first the largest.
        covered: share of the exam's weight that was asked about, 0 to 1.
        faded: whether there were answers enough once, long ago.
    """

    answers: int
    lessons: tuple[str, ...]
    covered: float
    faded: bool


def foretell(standing: Standing | None, profile: Profile, *, now: datetime) -> Forecast | Lack:
    """Return the forecast for a new form, or what it lacks."""
    lack = lack_of(standing, profile.lessons, now=now)
    if lack or standing is None:
        return lack or Lack(ANSWERS, tuple(profile.lessons), 0.0, faded=False)
    left = fading(standing.last_at, now)
    chances = posterior([left * one for one in standing.likelihood])
    low, high = interval(chances)
    passing = sum(chance * one for chance, one in zip(chances, profile.passing, strict=True))
    return Forecast(
        pass_chance=min(1.0, passing),
        low=max(profile.scale.low, STEP * floor(profile.points(low) / STEP)),
        score=profile.points(mean_ability(chances)),
        high=min(profile.scale.high, STEP * ceil(profile.points(high) / STEP)),
        answers=standing.unseen,
    )


def lack_of(
    standing: Standing | None, lessons: Mapping[str, float], *, now: datetime
) -> Lack | None:
    """Return what the answers lack for a forecast, or nothing."""
    asked = {slug for slug, (answers, _) in standing.lessons.items() if answers} if standing else {}
    missing = sorted((slug for slug in lessons if slug not in asked), key=lambda s: -lessons[s])
    covered = sum(share for slug, share in lessons.items() if slug in asked)
    unseen = standing.unseen if standing else 0
    worth = standing.weight * fading(standing.last_at, now) if standing else 0.0
    uncovered = lessons_to_cover(covered, [lessons[slug] for slug in missing])
    faded = unseen >= ANSWERS and worth < FRESH
    wanted = max(ANSWERS - unseen, uncovered, ceil(FRESH - worth) if faded else 0)
    if wanted <= 0:
        return None
    return Lack(wanted, tuple(missing), covered, faded=faded)


def lessons_to_cover(covered: float, shares: Sequence[float]) -> int:
    """Return how many more lessons must be asked about, of those with these shares, largest first."""
    for count, share in enumerate(shares):
        if covered >= COVERED - 1e-9:
            return count
        covered += share
    return len(shares)


def profile_of(candidates: Collection[Candidate], plan: Plan, scale: Scale) -> Profile | None:
    """Return the profile of a plan's forms; `None` where nothing can stand on one."""
    entries = entries_of(candidates, plan)
    weights = weights_of(entries, plan)
    whole = sum(weights)
    if whole <= 0:
        return None
    pool = [
        (Mark(entry.candidate.difficulty, entry.candidate.guess), weight / whole, entry.part)
        for entry, weight in zip(entries, weights, strict=True)
        if weight
    ]
    form = typical_form(pool, plan)
    needed = right_needed(form, scale.cut)
    return Profile(
        scored=len(form),
        scale=scale,
        chance=sum(weight * mark.guess for mark, weight, _ in pool),
        shares=tuple(
            sum(
                weight * chance_of_right(one, difficulty=mark.difficulty, guess=mark.guess)
                for mark, weight, _ in pool
            )
            for one in ABILITIES
        ),
        passing=tuple(min(1.0, sum(score_chances(one, form)[needed:])) for one in ABILITIES),
        lessons=lesson_shares(plan, {entry.candidate.lesson for entry in entries}),
    )


def typical_form(pool: Sequence[tuple[Mark, float, str]], plan: Plan) -> list[Mark]:
    """Return the questions of a form on which each part is spread over its difficulties evenly.

    Args:
        pool: questions, each with its weight and the code of its part.
    """
    present = {part for _, weight, part in pool if weight}
    weights = {part.code: part.weight for part in plan.parts if part.code in present}
    form: list[Mark] = []
    for code, count in shared_out(plan.scored, weights).items():
        ranked = sorted(
            ((mark, weight) for mark, weight, part in pool if part == code),
            key=lambda pair: (pair[0].difficulty, pair[0].guess),
        )
        whole, passed, places = sum(weight for _, weight in ranked), 0.0, 0
        for mark, weight in ranked:
            passed += weight
            while places < count and passed >= whole * (places + 0.5) / count - 1e-12:
                form.append(mark)
                places += 1
    return form


def lesson_shares(plan: Plan, asking: Collection[str]) -> dict[str, float]:
    """Return for each lesson its share of the plan, 0 to 1, largest first.

    Lessons of a part share its weight by their own; without any they share alike.

    Args:
        asking: slugs of the lessons that have questions; the others have no share.
    """
    shares: dict[str, float] = {}
    for part in plan.parts:
        lessons = [(slug, weight) for slug, weight in part.lessons if slug in asking]
        of_part = sum(weight for _, weight in lessons)
        for slug, weight in lessons:
            shares[slug] = part.weight * (weight / of_part if of_part else 1 / len(lessons))
    whole = sum(shares.values()) or 1.0
    ranked = sorted(shares.items(), key=lambda pair: -pair[1])
    return {slug: share / whole for slug, share in ranked}


def between(ability: float, values: Sequence[float]) -> float:
    """Return the value at an ability, linear between those at the points of the grid."""
    step = ABILITIES[1] - ABILITIES[0]
    place = min(max((ability - ABILITIES[0]) / step, 0.0), len(values) - 1.0)
    low = min(int(place), len(values) - 2)
    return values[low] + (place - low) * (values[low + 1] - values[low])
