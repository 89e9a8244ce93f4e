"""The result of a mock exam: a range on the scale of its exam, and the chance of passing such a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from quizzes.answers import kind_of
from quizzes.measurement.ability import log_likelihood
from quizzes.measurement.scaling import (
    Mark,
    chance_share,
    expected_share,
    interval,
    pass_chance,
    posterior,
)
from quizzes.models import AttemptItem, Response
from quizzes.papers.exams import Exam

STEP = 10  # points to which the range is rounded, outwards


@dataclass(frozen=True, slots=True)
class Result:
    """What the scored answers say.

    Attributes:
        right, scored, needed: scored questions answered rightly, all of them, and how many pass.
        low, high: points between which the person stands with a chance of nine in ten.
        chance: of passing another form of this kind, 0 to 1.
    """

    exam: Exam
    right: int
    scored: int
    needed: int
    low: int
    high: int
    chance: float

    @property
    def passed(self) -> bool:
        return self.right >= self.needed

    @property
    def chance_words(self) -> str:
        """Return for example "about 6 times in 10"."""
        if self.chance < 0.05:
            return "less than once in 20 times"
        if self.chance > 0.95:
            return "more than 19 times in 20"
        times = max(1, min(9, round(10 * self.chance)))
        return f"about {'once' if times == 1 else f'{times} times'} in 10"

    @property
    def line(self) -> Line:
        scale = self.exam
        place = Placing(scale.low, scale.high)
        return Line(
            start=place.percent(self.low),
            width=max(1.0, place.percent(self.high) - place.percent(self.low)),
            middle=place.percent((self.low + self.high) / 2),
            pass_mark=place.percent(scale.pass_mark),
        )


@dataclass(frozen=True, slots=True)
class Placing:
    """A scale laid along a line."""

    low: int
    high: int

    def percent(self, points: float) -> float:
        """Return how far along the line some points stand, 0 to 100."""
        return round(100 * (points - self.low) / (self.high - self.low), 2)


@dataclass(frozen=True, slots=True)
class Line:
    """The measures of the drawing, in percent of its width."""

    start: float
    width: float
    middle: float
    pass_mark: float

    @property
    def anchor(self) -> str:
        """Return how the words over the band are set, so that they do not run out of the drawing."""
        return anchor_at(self.middle)

    @property
    def pass_anchor(self) -> str:
        return anchor_at(self.pass_mark)


def anchor_at(percent: float) -> str:
    if percent < 20:
        return "start"
    return "end" if percent > 80 else "middle"


def result_of(
    exam: Exam, items: Sequence[AttemptItem], finals: dict[int, Response | None]
) -> Result:
    """Return what the scored answers say, a blank one counting as wrong."""
    scored = [item for item in items if item.scored]
    form = [Mark(item.difficulty, kind_of(item.version).guess) for item in scored]
    rights = [is_right(finals[item.pk]) for item in scored]
    logs = [
        log_likelihood(right=right, difficulty=mark.difficulty, guess=mark.guess)
        for right, mark in zip(rights, form, strict=True)
    ]
    chances = posterior([sum(column) for column in zip(*logs, strict=True)])
    least, most = interval(chances)
    chance = chance_share(form)
    low, high = (
        exam.scale.points(expected_share(ability, form), chance=chance) for ability in (least, most)
    )
    return Result(
        exam=exam,
        right=sum(rights),
        scored=len(scored),
        needed=exam.needed,
        low=max(exam.low, STEP * floor(low / STEP)),
        high=min(exam.high, STEP * ceil(high / STEP)),
        chance=pass_chance(chances, form, cut=exam.cut),
    )


def is_right(final: Response | None) -> bool:
    return final is not None and final.points == 1
