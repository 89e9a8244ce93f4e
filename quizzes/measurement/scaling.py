"""From answers to a score on the exam's scale, and to the chance of passing a form. Pure.

The ability is a posterior on the grid of `quizzes/measurement/ability.py`; a form turns it into scores. Sources:
Lord 1980 (true-score equating through ability), Lord and Wingersky 1984 (the distribution of the
number of right answers, by recursion). The exam's owner does not publish its own conversion, so
this is a practice scale and must be called so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp

from quizzes.measurement.ability import ABILITIES, chance_of_right

SPREAD = 1.0  # standard deviation of abilities before anything was answered, in logits


@dataclass(frozen=True, slots=True)
class Mark:
    """A question as a form counts it.

    Attributes:
        difficulty: logits.
        guess: chance of one who knows nothing, 0 to 1.
    """

    difficulty: float
    guess: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale on which an exam reports scores.

    Attributes:
        low, pass_mark, high: points, in rising order.
        cut: share of right answers that passes, 0 to 1.
    """

    low: int
    pass_mark: int
    high: int
    cut: float

    def points(self, share: float, *, chance: float) -> int:
        """Return the points of a share of right answers: linear on both sides of the cut.

        Args:
            share: 0 to 1.
            chance: the share that a guesser gets; it and less are worth the lowest points.
        """
        if share >= self.cut:
            part = (share - self.cut) / (1 - self.cut) if self.cut < 1 else 1.0
            return round(self.pass_mark + part * (self.high - self.pass_mark))
        part = max(0.0, share - chance) / (self.cut - chance) if self.cut > chance else 0.0
        # Never the pass mark itself: who is below the cut must not read that it was reached.
        return min(self.pass_mark - 1, round(self.low + part * (self.pass_mark - self.low)))


def posterior(likelihood: Sequence[float]) -> tuple[float, ...]:
    """Return the chance of each of `ABILITIES` after the answers; the chances sum to 1.

    Args:
        likelihood: logarithm of the likelihood at each of them; empty for no answers.
    """
    logs = list(likelihood) or [0.0] * len(ABILITIES)
    weighed = [
        one - (ability / SPREAD) ** 2 / 2 for one, ability in zip(logs, ABILITIES, strict=True)
    ]
    most = max(weighed)
    raw = [exp(one - most) for one in weighed]
    whole = sum(raw)
    return tuple(one / whole for one in raw)


def mean_ability(chances: Sequence[float]) -> float:
    """Return the expected ability (EAP), in logits."""
    return sum(chance * ability for chance, ability in zip(chances, ABILITIES, strict=True))


def interval(chances: Sequence[float], *, level: float = 0.9) -> tuple[float, float]:
    """Return the abilities between which the true one lies with the chance `level`, in logits."""
    return quantile(chances, (1 - level) / 2), quantile(chances, (1 + level) / 2)


def quantile(chances: Sequence[float], share: float) -> float:
    """Return the ability below which `share` of the chances lie, linear between the grid's points."""
    sums = list(accumulate(chances))
    middles = [total - chance / 2 for total, chance in zip(sums, chances, strict=True)]
    if share <= middles[0]:
        return ABILITIES[0]
    for place in range(1, len(middles)):
        if share <= middles[place]:
            low, high = middles[place - 1], middles[place]
            part = (share - low) / (high - low) if high > low else 0.0
            step = ABILITIES[place] - ABILITIES[place - 1]
            return ABILITIES[place - 1] + part * step
    return ABILITIES[-1]


def expected_share(ability: float, form: Sequence[Mark]) -> float:
    """Return the share of right answers, 0 to 1, that a person of an ability gets on a form."""
    return sum(chances_on(ability, form)) / len(form)


def chance_share(form: Sequence[Mark]) -> float:
    """Return the share of right answers, 0 to 1, that a guesser gets on a form."""
    return sum(mark.guess for mark in form) / len(form)


def chances_on(ability: float, form: Sequence[Mark]) -> list[float]:
    return [chance_of_right(ability, difficulty=mark.difficulty, guess=mark.guess) for mark in form]


def right_needed(form: Sequence[Mark], cut: float) -> int:
    """Return the least number of right answers whose share reaches the cut."""
    return right_of(len(form), cut)


def right_of(questions: int, cut: float) -> int:
    """Return the least number of right answers to so many questions whose share reaches the cut."""
    return next(n for n in range(questions + 1) if n / questions >= cut - 1e-9)


def score_chances(ability: float, form: Sequence[Mark]) -> list[float]:
    """Return the chance of each number of right answers, from none to all."""
    spread = [1.0]
    for right in chances_on(ability, form):
        with_it = [0.0, *(one * right for one in spread)]
        without = [*(one * (1 - right) for one in spread), 0.0]
        spread = [one + other for one, other in zip(with_it, without, strict=True)]
    return spread


def pass_chance(chances: Sequence[float], form: Sequence[Mark], *, cut: float) -> float:
    """Return the chance, 0 to 1, of reaching the cut on a form of such questions.

    Args:
        chances: of each of `ABILITIES`.
        form: the questions that count.
    """
    needed = right_needed(form, cut)
    passing = (sum(score_chances(ability, form)[needed:]) for ability in ABILITIES)
    total = sum(chance * passes for chance, passes in zip(chances, passing, strict=True))
    return min(1.0, total)
