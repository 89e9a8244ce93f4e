"""Guessing: questions as a guesser sees them, what a guess is worth, and banks with keys by lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm, sqrt
from statistics import fmean, pvariance

from quizzes.generation.chance import Chance

Keys = frozenset[int]


@dataclass(frozen=True, slots=True)
class Guessable:
    """A question with options to choose from, as a guesser sees it, and where its keys are.

    Attributes:
        keys: places of the right options, from 0.
        facts: keys of the facts asked, the first one leading; questions on one lead are alike.
    """

    stem: str
    options: tuple[str, ...]
    keys: Keys
    facts: tuple[str, ...] = ()


def credits_of(scores: Sequence[float], picks: int) -> list[float]:
    """Return for each option the chance of being among the `picks` with the highest scores.

    Options with equal scores share the picks that are left for them.
    """
    threshold = sorted(scores, reverse=True)[picks - 1]
    sure = sum(score > threshold for score in scores)
    tied = sum(score == threshold for score in scores)
    share = (picks - sure) / tied
    return [1.0 if s > threshold else share if s == threshold else 0.0 for s in scores]


def worth_of(chances: Sequence[float], keys: Keys) -> float:
    """Return the share of the keys that a guesser finds, 0 to 1."""
    return sum(chances[key] for key in keys) / len(keys)


def share_of(table: Sequence[Sequence[float]], keys: Sequence[Keys]) -> float:
    return fmean(worth_of(chances, own) for chances, own in zip(table, keys, strict=True))


class Lot:
    """Banks with the same questions and the keys drawn by lot.

    Questions on one lead fact are turned together: in alphabetical order of their options the keys
    move on by the same number, so that what was the key of several stays the key of several.
    """

    def __init__(self, questions: Sequence[Guessable], *, seed: int = 0) -> None:
        self._questions = questions
        self._seed = seed
        self.turned = [_turns_of(question) for question in questions]

    @cached_property
    def clusters(self) -> list[list[int]]:
        """Return the places of the questions that are turned together."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, question in enumerate(self._questions):
            found[question.facts[0] if question.facts else f"\x1f{place}"].append(place)
        return list(found.values())

    def draw(self, number: int) -> list[Keys]:
        """Return the keys of one bank."""
        chance = Chance(self._seed, "keys by lot", number)
        keys: list[Keys] = [frozenset()] * len(self._questions)
        for cluster in self.clusters:
            turn = chance.below(self._period(cluster))
            for place in cluster:
                turns = self.turned[place]
                keys[place] = turns[turn % len(turns)]
        return keys

    def mean_and_spread(self, table: Sequence[Sequence[float]]) -> tuple[float, float]:
        """Return mean and standard deviation of a guesser's share over all such banks, exactly."""
        mean = variance = 0.0
        for cluster in self.clusters:
            worths = [[worth_of(table[p], keys) for keys in self.turned[p]] for p in cluster]
            sums = [
                sum(own[turn % len(own)] for own in worths) for turn in range(self._period(cluster))
            ]
            mean += fmean(sums)
            variance += pvariance(sums)
        count = len(self._questions)
        return mean / count, sqrt(variance) / count

    def _period(self, cluster: Sequence[int]) -> int:
        return lcm(*(len(self.turned[place]) for place in cluster))


def _turns_of(question: Guessable) -> list[Keys]:
    """Return the keys after each number of turns."""
    count = len(question.options)
    order = sorted(range(count), key=lambda place: (question.options[place], place))
    ranks = [order.index(key) for key in question.keys]
    return [frozenset(order[(rank + turn) % count] for rank in ranks) for turn in range(count)]
