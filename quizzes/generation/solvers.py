"""Solvers that know nothing: what can be guessed from the look of a bank, and whether it is too much.

Each solver scores the options of a question; the option with the highest score is its answer, and
ties share the point. What it gets is held against banks with the same options and keys drawn by
lot, by a normal approximation (generation rubric, the no-knowledge gate).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from statistics import fmean, pstdev

from quizzes.generation.chance import Chance
from quizzes.generation.gates import cue
from quizzes.generation.words import content_words

ROUNDS = 100  # banks with keys drawn by lot, from which the key-frequency solver's spread is taken
PRIOR = "key frequency"
ALPHA = 0.01  # Holm-adjusted p-value below which a bank can be guessed


@dataclass(frozen=True, slots=True)
class Guessable:
    """A question as a guesser sees it, with the place of its one key (from 0)."""

    stem: str
    options: tuple[str, ...]
    key: int


@dataclass(frozen=True, slots=True)
class Finding:
    """How a solver did.

    Attributes:
        share: of the questions it answered right, 0 to 1.
        chance: what guessing by lot would get.
        p_value: Holm-adjusted over all solvers.
    """

    solver: str
    share: float
    chance: float
    p_value: float

    @property
    def fails(self) -> bool:
        return self.p_value < ALPHA


Solver = Callable[[Guessable], Sequence[float]]


def by_length(question: Guessable) -> list[float]:
    return [len(option) for option in question.options]


def by_shortness(question: Guessable) -> list[float]:
    return [-len(option) for option in question.options]


def by_overlap(question: Guessable) -> list[float]:
    """Score the words that an option shares with the stem."""
    stem = content_words(question.stem)
    return [len(content_words(option) & stem) for option in question.options]


def by_own_overlap(question: Guessable) -> list[float]:
    """Score the words that an option shares with the stem and with no other option."""
    stem = content_words(question.stem)
    words = [content_words(option) for option in question.options]
    return [len((mine & stem) - _others(words, i)) for i, mine in enumerate(words)]


def by_convergence(question: Guessable) -> list[float]:
    """Score the words that an option shares with the others."""
    words = [content_words(option) for option in question.options]
    return [
        sum(len(mine & other) for j, other in enumerate(words) if j != i)
        for i, mine in enumerate(words)
    ]


def by_divergence(question: Guessable) -> list[float]:
    return [-score for score in by_convergence(question)]


def by_moderation(question: Guessable) -> list[float]:
    """Score the absence of absolute words."""
    return [-len(cue("absolute").findall(option)) for option in question.options]


def at(place: int) -> Solver:
    """Return the solver that always takes one place."""

    def solve(question: Guessable) -> list[float]:
        return [float(i == place) for i in range(len(question.options))]

    return solve


def _others(words: list[frozenset[str]], place: int) -> frozenset[str]:
    return frozenset().union(*(other for j, other in enumerate(words) if j != place))


SOLVERS: dict[str, Solver] = {
    "longest": by_length,
    "shortest": by_shortness,
    "stem overlap": by_overlap,
    "exclusive overlap": by_own_overlap,
    "convergence": by_convergence,
    "divergence": by_divergence,
    "fewest absolutes": by_moderation,
    "always first": at(0),
    "always second": at(1),
    "always third": at(2),
    "always fourth": at(3),
}


def judge(questions: Sequence[Guessable], *, seed: int = 0) -> list[Finding]:
    """Return how each solver does on a bank, the key-frequency solver last.

    Args:
        seed: fixes the keys drawn by lot for the key-frequency solver.
    """
    if not questions:
        return []
    chance = fmean(1 / len(question.options) for question in questions)
    keys = [question.key for question in questions]
    shares, p_values = {}, {}
    for name, solver in SOLVERS.items():
        table = [_points(solver(question)) for question in questions]
        shares[name] = _mean(table, keys)
        p_values[name] = _upper_tail(shares[name], fmean(map(fmean, table)), _spread(table))
    drawn = [_prior_share(questions, _keys_by_lot(questions, seed, n)) for n in range(ROUNDS)]
    shares[PRIOR] = _prior_share(questions, keys)
    p_values[PRIOR] = _upper_tail(shares[PRIOR], fmean(drawn), pstdev(drawn))
    return [
        Finding(name, shares[name], chance, adjusted) for name, adjusted in _holm(p_values).items()
    ]


def _keys_by_lot(questions: Sequence[Guessable], seed: int, number: int) -> list[int]:
    lot = Chance(seed, "keys by lot", number)
    return [lot.below(len(question.options)) for question in questions]


def _spread(table: list[list[float]]) -> float:
    """Return the standard deviation of a solver's share when each key stands anywhere by lot."""
    return sqrt(sum(pstdev(points) ** 2 for points in table)) / len(table)


def _upper_tail(value: float, mean: float, spread: float) -> float:
    """Return the chance of a normal value this high or higher."""
    if spread == 0:
        return 1.0
    return 0.5 * erfc((value - mean) / spread / sqrt(2))


def _points(scores: Sequence[float]) -> list[float]:
    best = max(scores)
    ties = sum(score == best for score in scores)
    return [1 / ties if score == best else 0.0 for score in scores]


def _mean(table: list[list[float]], keys: list[int]) -> float:
    return sum(points[key] for points, key in zip(table, keys, strict=True)) / len(keys)


def _prior_share(questions: Sequence[Guessable], keys: list[int]) -> float:
    """Return the share that the famous answers get: each text by how often it is a key elsewhere."""
    used: Counter[str] = Counter(option for q in questions for option in q.options)
    right: Counter[str] = Counter(q.options[key] for q, key in zip(questions, keys, strict=True))
    total = 0.0
    for question, key in zip(questions, keys, strict=True):
        prior = 1 / len(question.options)
        scores = [
            (right[option] - (i == key) + 2 * prior) / (used[option] - 1 + 2)
            for i, option in enumerate(question.options)
        ]
        total += _points(scores)[key]
    return total / len(questions)


def _holm(raw: dict[str, float]) -> dict[str, float]:
    """Return p-values adjusted for their number (Holm 1979), in the order given."""
    adjusted, highest = {}, 0.0
    for rank, (name, value) in enumerate(sorted(raw.items(), key=lambda pair: (pair[1], pair[0]))):
        highest = max(highest, min(1.0, (len(raw) - rank) * value))
        adjusted[name] = highest
    return {name: adjusted[name] for name in raw}
