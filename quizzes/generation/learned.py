"""The learned solver: all looks together, weighted by what gave the key away in other questions.

A logistic choice model (McFadden 1974) with an L2 penalty: the chance of an option grows with the
exponential of its weighted looks. Weights are learned on nine tenths of the bank and tried on the
rest, and no fact is asked in both. Pure Python and nothing drawn, so it is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import exp, sqrt
from operator import mul
from statistics import fmean, pstdev

from quizzes.generation import looks
from quizzes.generation.chance import digest
from quizzes.generation.fame import Fame
from quizzes.generation.guessing import Guessable

FOLDS = 10
PENALTY = 2.0  # on the squared weights, of looks with a spread of one
STEPS = 10  # each halves the way that is left, at least

FEATURES: tuple[looks.Look, ...] = (
    *(looks.at(place) for place in range(4)),
    looks.by_length_rank,
    looks.by_being_longest,
    looks.by_being_shortest,
    looks.by_word_count,
    looks.by_overlap,
    looks.by_own_overlap,
    looks.by_convergence,
    looks.by_absolutes,
    looks.by_capitals,
    looks.by_digits,
    looks.by_gerund,
    looks.by_commas,
)

Column = list[float]


def learned_scores(questions: Sequence[Guessable]) -> list[list[float]]:
    """Return the scores of all options, each question's learned from others that share no fact."""
    rows = [_scaled([list(look(one)) for one in questions]) for look in FEATURES]
    folds = [fold_of(question, place) for place, question in enumerate(questions)]
    scores: list[list[float]] = [[] for _ in questions]
    for fold in range(FOLDS):
        tried = [place for place, own in enumerate(folds) if own == fold]
        facts = {fact for place in tried for fact in questions[place].facts}
        known = [
            place
            for place, question in enumerate(questions)
            if folds[place] != fold and facts.isdisjoint(question.facts)
        ]
        if tried and known:
            found = _learn_and_try(questions, rows, known, tried)
            for place, own in zip(tried, found, strict=True):
                scores[place] = own
    blank = ([0.0] * len(question.options) for question in questions)
    return [own or none for own, none in zip(scores, blank, strict=True)]


def fold_of(question: Guessable, place: int) -> int:
    """Return the tenth that a question is tried in, by its lead fact."""
    lead = question.facts[0] if question.facts else place
    return int(digest("fold", lead), 16) % FOLDS


def _learn_and_try(
    questions: Sequence[Guessable],
    rows: Sequence[Sequence[Column]],
    known: Sequence[int],
    tried: Sequence[int],
) -> list[list[float]]:
    """Return the scores of the questions tried, by weights learned on those known."""
    fame = Fame.of(
        (questions[place] for place in known), (questions[place].keys for place in known)
    )
    learning = [questions[place] for place in known]
    trying = [questions[place] for place in tried]
    told = [fame.scores(question, question.keys) for question in learning]
    untold = [fame.scores(question) for question in trying]
    columns = [_flat(row[place] for place in known) for row in rows]
    columns.append(_flat(_scaled(told)))
    weights = learn(columns, learning)
    columns = [_flat(row[place] for place in tried) for row in rows]
    columns.append(_flat(_scaled(untold)))
    return _split(_weighted(columns, weights), trying)


def learn(columns: Sequence[Column], questions: Sequence[Guessable]) -> list[float]:
    """Return the weights of the columns that make the keys likeliest.

    Each step goes to the top of a parabola that lies below the likelihood (Böhning 1992), so every
    step is uphill and no length of step is to be chosen.

    Args:
        columns: one value for each option of each question, centred within the question.
    """
    wanted = _flat(
        [(place in one.keys) / len(one.keys) for place in range(len(one.options))]
        for one in questions
    )
    root = cholesky(
        [
            [sum(map(mul, one, other)) / 2 + PENALTY * (one is other) for other in columns]
            for one in columns
        ]
    )
    weights = [0.0] * len(columns)
    for _ in range(STEPS):
        likely = chain.from_iterable(map(softmax, _split(_weighted(columns, weights), questions)))
        missed = [want - have for want, have in zip(wanted, likely, strict=True)]
        slope = [
            sum(map(mul, column, missed)) - PENALTY * weight
            for column, weight in zip(columns, weights, strict=True)
        ]
        step = solved(root, slope)
        weights = [weight + by for weight, by in zip(weights, step, strict=True)]
    return weights


def softmax(scores: Sequence[float]) -> list[float]:
    """Return chances that add up to 1 and grow with the exponentials of the scores."""
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the lower triangle whose product with its mirror image is a positive definite matrix."""
    root: list[list[float]] = []
    for i, line in enumerate(matrix):
        own: list[float] = []
        for j in range(i):
            own.append((line[j] - sum(map(mul, own, root[j]))) / root[j][j])
        own.append(sqrt(line[i] - sum(x * x for x in own)))
        root.append(own)
    return root


def solved(root: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return the solution of the linear equations whose matrix has this Cholesky root."""
    forward: list[float] = []
    for line, value in zip(root, right, strict=True):
        forward.append((value - sum(map(mul, forward, line))) / line[-1])
    found = [0.0] * len(forward)
    for i in reversed(range(len(forward))):
        later = sum(root[j][i] * found[j] for j in range(i + 1, len(forward)))
        found[i] = (forward[i] - later) / root[i][i]
    return found


def _scaled(rows: Sequence[Column]) -> list[Column]:
    """Return the scores centred within each question, with a spread of one over the bank."""
    centred = [[score - fmean(row) for score in row] for row in rows]
    spread = pstdev(_flat(centred)) or 1.0
    return [[score / spread for score in row] for row in centred]


def _weighted(columns: Sequence[Column], weights: Sequence[float]) -> Column:
    total = [0.0] * len(columns[0])
    for column, weight in zip(columns, weights, strict=True):
        total = [have + weight * value for have, value in zip(total, column, strict=True)]
    return total


def _flat(rows: Iterable[Column]) -> Column:
    return list(chain.from_iterable(rows))


def _split(flat: Column, questions: Sequence[Guessable]) -> list[Column]:
    """Return the values of each question by itself."""
    found, start = [], 0
    for question in questions:
        found.append(flat[start : start + len(question.options)])
        start += len(question.options)
    return found
