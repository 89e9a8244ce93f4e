"""Difficulty predicted from how a question is made, before anybody has answered it.

Weights set by hand in logits, after the features of the literature on predicted difficulty (Alsubait,
Parsia and Sattler: closer wrong options are harder; Benedetto et al. 2023: text alone predicts
modestly). They are a prior mean with its spread, to be corrected by answers, and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean

from quizzes.generation.amounts import amounts_of
from quizzes.generation.base import FactBase
from quizzes.generation.facts import Fact
from quizzes.generation.gates import cue
from quizzes.generation.items import CHOICE_KINDS, Item, Option
from quizzes.generation.siblings import features
from quizzes.generation.words import content_words, likeness

BOUND = 3.0  # logits; nothing is predicted to be harder or easier
BASE = -0.8  # a plain question after reading: about seven of ten are right
SPREAD_OF_CHOICE, SPREAD_OF_OTHERS = 0.7, 0.8  # logits, standard deviation of the prior

LEVELS = {"recall": 0.0, "compare": 0.35, "apply": 0.5}
KINDS = {
    "single": 0.0,
    "true_false": 0.2,
    "multiple": 0.6,
    "matching": 0.4,
    "ordering": 0.4,
    "cloze": 0.6,
    "short_answer": 0.8,
    "numeric": 0.6,
}
USUAL_LIKENESS = 0.4  # of a wrong option to the key; what lies above is harder
LIKENESS, SHARED_FEATURES, JOINED_FACT = 1.5, 1.0, 0.3
MOST_JOINED = 2  # facts beyond the first that count
TRANSPARENT, PURPOSE, TABLE_CELL, LIST_MEMBER = -0.6, -0.3, 0.15, 0.2
EXCEPTION, EXACT_NUMBER = 0.3, 0.3


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to the prediction, in logits, and the feature in words."""

    feature: str
    logits: float


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A prediction: the mean lies in -3 to 3 logits, higher is harder.

    Attributes:
        mean: where a learner of average ability has even odds, guessing aside.
        sd: how far the truth may well lie from it, one standard deviation.
        reasons: what the mean is the sum of, before it is bounded.
    """

    mean: float
    sd: float
    reasons: tuple[Contribution, ...]


def predict(item: Item, base: FactBase) -> Difficulty:
    """Return how hard a question is predicted to be, with the reasons."""
    found = ((feature, round(measure(item, base), 2)) for feature, measure in FEATURES.items())
    reasons = (
        Contribution("any question", BASE),
        *(Contribution(feature, logits) for feature, logits in found if logits),
    )
    mean = sum(reason.logits for reason in reasons)
    return Difficulty(
        mean=round(max(-BOUND, min(BOUND, mean)), 2),
        sd=spread_of(item.kind),
        reasons=reasons,
    )


def spread_of(kind: str) -> float:
    """Return the standard deviation of the prediction, in logits."""
    return SPREAD_OF_CHOICE if kind in CHOICE_KINDS else SPREAD_OF_OTHERS


def by_level(item: Item, base: FactBase) -> float:
    return LEVELS[item.level]


def by_kind(item: Item, base: FactBase) -> float:
    return KINDS[item.kind]


def by_likeness(item: Item, base: FactBase) -> float:
    """Measure how like the key the wrong options read, on average."""
    if item.kind not in CHOICE_KINDS or not item.wrong:
        return 0.0
    nearest = (max(likeness(wrong.text, key.text) for key in item.right) for wrong in item.wrong)
    return LIKENESS * (fmean(nearest) - USUAL_LIKENESS)


def by_shared_features(item: Item, base: FactBase) -> float:
    """Measure how much the things behind the wrong options have in common with the one asked about."""
    asked = {fact.subject for fact in item.asked}
    own = frozenset().union(*(features(base, name) for name in asked))
    shares = [
        max((_jaccard(own, features(base, name)) for name in things_of(option) - asked), default=0)
        for option in item.wrong
    ]
    return SHARED_FEATURES * fmean(shares) if shares else 0.0


def by_joined_facts(item: Item, base: FactBase) -> float:
    if item.kind not in CHOICE_KINDS:
        return 0.0  # matching and ordering always join facts; their kind says so
    return JOINED_FACT * min(len({fact.key for fact in item.asked}) - 1, MOST_JOINED)


def by_transparency(item: Item, base: FactBase) -> float:
    """Measure which part of the words asked stands in the thing's own name."""
    asked = content_words(item.predicate, base.stop_words)
    named = content_words(item.hints, base.stop_words)
    return TRANSPARENT * len(asked & named) / len(asked) if asked else 0.0


def by_prominence(item: Item, base: FactBase) -> float:
    """What stands under the heading itself is easier than a table cell or a line of a list."""
    return fmean(_prominence(fact) for fact in item.asked)


def by_exception(item: Item, base: FactBase) -> float:
    texts = (item.predicate, *(option.text for option in item.right))
    return EXCEPTION if any(cue("exception").search(text) for text in texts) else 0.0


def by_exactness(item: Item, base: FactBase) -> float:
    """A number among other numbers of its unit must be known exactly."""
    return EXACT_NUMBER if amounts_of([option.text for option in item.options]) else 0.0


FEATURES: dict[str, Callable[[Item, FactBase], float]] = {
    "level": by_level,
    "kind of question": by_kind,
    "wrong options that read like the key": by_likeness,
    "features that the neighbours share": by_shared_features,
    "facts to be joined": by_joined_facts,
    "a name that explains itself": by_transparency,
    "where the lesson says it": by_prominence,
    "an exception": by_exception,
    "an exact number": by_exactness,
}


def things_of(option: Option) -> set[str]:
    """Return the things that an option or its explanation speaks of."""
    return {option.subject, *(fact.subject for fact in (*option.facts, *option.aside))} - {""}


def _prominence(fact: Fact) -> float:
    if fact.slot == "purpose":
        return PURPOSE
    if fact.closed:
        return LIST_MEMBER
    return TABLE_CELL if fact.in_table else 0.0


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
