"""Solvers that know nothing: what can be guessed from the look of a bank, and whether it is too much.

Each solver scores the options of a question and takes as many as are right, those with the highest
scores first; ties share. From 1,000 questions on none may find more than chance and .04. From 400
questions on none may do better than banks with keys by lot explain, questions on one fact turned
together. Below that nothing can be told (quality rubric, the no-knowledge gate).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Literal

from quizzes.generation import looks
from quizzes.generation.fame import fame_elsewhere
from quizzes.generation.guessing import Guessable, Keys, Lot, credits_of, share_of
from quizzes.generation.learned import learned_scores
from quizzes.generation.tails import holm, normal_tail

FEW, MANY = 400, 1_000  # questions, between which the rules change
MARGIN = 0.04  # above chance, allowed in a large bank
ALPHA = 0.01  # Holm-adjusted p-value below which a middling bank can be guessed
ROUNDS = 100  # banks with keys by lot, from which the key-frequency solver's spread is taken

PRIOR, LEARNED = "key frequency", "learned"

Rule = Literal["too few to judge", "keys by lot", "margin over chance"]

SOLVERS: dict[str, looks.Look] = {
    "longest": looks.by_length,
    "shortest": looks.least(looks.by_length),
    "stem overlap": looks.by_overlap,
    "exclusive overlap": looks.by_own_overlap,
    "convergence": looks.by_convergence,
    "divergence": looks.least(looks.by_convergence),
    "fewest absolutes": looks.least(looks.by_absolutes),
    "always first": looks.at(0),
    "always second": looks.at(1),
    "always third": looks.at(2),
    "always fourth": looks.at(3),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """How a solver did.

    Attributes:
        share: of the right options that it found, 0 to 1.
        chance: what guessing by lot would find.
        p_value: of doing so well by lot, Holm-adjusted over all solvers.
        fails: whether the bank can be guessed by it, by the rule for banks of this size.
    """

    solver: str
    share: float
    chance: float
    p_value: float
    fails: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    rule: Rule
    questions: int
    findings: tuple[Finding, ...]

    @property
    def failures(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.fails)


def judge(questions: Sequence[Guessable], *, seed: int = 0) -> Judgement:
    """Return how each solver does on a bank: those with one look, key frequency, the learned one.

    Args:
        seed: fixes the keys drawn by lot for the key-frequency solver.
    """
    rule = rule_for(len(questions))
    if not questions:
        return Judgement(rule, 0, ())
    keys = [question.keys for question in questions]
    chance = fmean(len(question.keys) / len(question.options) for question in questions)
    lot = Lot(questions, seed=seed)
    shares, p_values = {}, {}
    scored: dict[str, list[Sequence[float]]] = {
        name: [look(one) for one in questions] for name, look in SOLVERS.items()
    }
    scored[LEARNED] = [*learned_scores(questions)]
    for name, scores in scored.items():
        table = _credits(scores, questions)
        shares[name] = share_of(table, keys)
        p_values[name] = normal_tail(shares[name], *lot.mean_and_spread(table))
    drawn = [_share_by_fame(questions, lot.draw(number)) for number in range(ROUNDS)]
    shares[PRIOR] = _share_by_fame(questions, keys)
    p_values[PRIOR] = normal_tail(shares[PRIOR], fmean(drawn), pstdev(drawn))
    findings = (
        Finding(name, shares[name], chance, p, _fails(rule, shares[name] - chance, p))
        for name, p in holm(p_values).items()
    )
    return Judgement(rule, len(questions), tuple(findings))


def rule_for(count: int) -> Rule:
    """Return by which rule a bank of so many questions is judged."""
    if count < FEW:
        return "too few to judge"
    return "keys by lot" if count < MANY else "margin over chance"


def _fails(rule: Rule, gain: float, p_value: float) -> bool:
    if rule == "margin over chance":
        return gain > MARGIN
    return rule == "keys by lot" and p_value < ALPHA


def _credits(
    scores: Sequence[Sequence[float]], questions: Sequence[Guessable]
) -> list[list[float]]:
    return [credits_of(own, len(one.keys)) for own, one in zip(scores, questions, strict=True)]


def _share_by_fame(questions: Sequence[Guessable], keys: Sequence[Keys]) -> float:
    """Return what the famous answers find: each text by how often it is a key elsewhere."""
    return share_of(_credits(fame_elsewhere(questions, keys), questions), keys)
