"""Proofs: whether a thing does what a fact says, answered true, false or unknown.

Absence is not falsehood: a wrong option needs a proof of one of six classes.

P1  the lesson says no: a "no" cell, a "Not" line, a list that begins with "only", or a definition
    that begins with "the", which fits one thing alone
P2  another value in a slot that holds one value, or a purpose that belongs to another thing alone
P3  outside a list that the lesson marks complete
P4  on the other side of a partition: a table column that sorts things into a few groups
P5  another step of a numbered process
P6  an instructor approved that it is not so
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from quizzes.generation.amounts import amount_of, are_disjoint
from quizzes.generation.base import Denial, FactBase, remembered
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.words import content_words, likeness, normal

TOO_ALIKE = 0.55  # likeness from which two predicates may mean the same (rubric row 2)
LETTER = re.compile(r"[^\W\d_]")


class Truth(Enum):
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a claim, with the class of the proof and the facts it stands on."""

    truth: Truth
    proof: str = ""
    facts: tuple[Fact, ...] = ()


UNKNOWN = Verdict(Truth.UNKNOWN)


@remembered
def evaluate(base: FactBase, subject: str, asked: Fact) -> Verdict:
    """Return whether `subject` does what `asked` says of its own subject.

    Args:
        subject: name of a thing of the base.
        asked: any fact; its polarity is not looked at.
    """
    if fact := base.by_claim.get((subject, asked.predicate)):
        if fact.polarity:
            return Verdict(Truth.TRUE, "TRUE", (fact,))
        return Verdict(Truth.FALSE, "P1", (fact,))
    if only := _outside_list(base, subject, asked, "only"):
        return Verdict(Truth.FALSE, "P1", only)
    if asked.slot == IDENTITY and subject != asked.subject:
        return Verdict(Truth.FALSE, "P1", (asked,))
    if base.denials and Denial.of(subject, asked.statement) in base.denials:
        return Verdict(Truth.FALSE, "P6", (asked,))
    if _may_mean_the_same(base, subject, asked):
        return UNKNOWN
    for proof, prove in (
        ("P4", _other_side),
        ("P2", _other_value),
        ("P3", _outside_complete_list),
    ):
        if facts := prove(base, subject, asked):
            return Verdict(Truth.FALSE, proof, facts)
    return UNKNOWN


def _may_mean_the_same(base: FactBase, subject: str, asked: Fact) -> bool:
    """Tell whether something said of the subject, or left open about it, is like what is asked."""
    said = (f for f in base.by_subject.get(subject, ()) if f.polarity and f.slot != "is a")
    if any(_are_alike(fact, asked) for fact in said):
        return True
    wanted = predicate_text(asked)
    return any(likeness(wanted, words) >= TOO_ALIKE for words in base.silences.get(subject, ()))


def _are_alike(fact: Fact, asked: Fact) -> bool:
    """Compare what two facts say; within a slot of one value or a complete list, by the values."""
    if fact.slot == asked.slot and (is_single_valued(asked) or fact.closed == "complete"):
        return overlap(fact.value, asked.value)
    return likeness(predicate_text(asked), predicate_text(fact)) >= TOO_ALIKE


def predicate_text(fact: Fact) -> str:
    """Return what the fact says of its subject, as words."""
    return f"{fact.slot} {fact.value}" if fact.phrase is None else fact.phrase.base


def _outside_list(base: FactBase, subject: str, asked: Fact, closure: str) -> tuple[Fact, ...]:
    members = tuple(
        fact
        for fact in base.by_subject.get(subject, ())
        if fact.closed == closure and fact.slot == asked.slot and fact.polarity
    )
    if not members or any(overlap(asked.value, member.value) for member in members):
        return ()
    return members


def _outside_complete_list(base: FactBase, subject: str, asked: Fact) -> tuple[Fact, ...]:
    return _outside_list(base, subject, asked, "complete")


def _other_side(base: FactBase, subject: str, asked: Fact) -> tuple[Fact, ...]:
    if not asked.group or not _is_partition(base, asked.group):
        return ()
    return tuple(
        fact
        for fact in base.by_group[asked.group]
        if fact.subject == subject and normal(fact.value) != normal(asked.value)
    )


@remembered
def _is_partition(base: FactBase, group: str) -> bool:
    """Tell a column that sorts its things into a few groups from one with a value for each."""
    facts = [f for f in base.by_group[group] if f.slot != "table" and not f.closed]
    sides = Counter(normal(fact.value) for fact in facts)
    return len(facts) >= 3 and 2 <= len(sides) <= 4 and max(sides.values()) >= 2


def _other_value(base: FactBase, subject: str, asked: Fact) -> tuple[Fact, ...]:
    if not is_single_valued(asked):
        return ()
    own = [f for f in base.by_subject.get(subject, ()) if f.slot == asked.slot and f.polarity]
    if not own or any(overlap(fact.value, asked.value) for fact in own):
        return ()
    return tuple(own)


def is_single_valued(fact: Fact) -> bool:
    """Tell slots that hold one value: a purpose, a noun label, a value column of a table."""
    if fact.slot == "purpose" or (fact.phrase is None and not fact.is_step):
        return True
    return bool(fact.group) and fact.slot != "table" and not fact.closed


def other_step(asked: Fact, step: Fact) -> Verdict:
    """Return whether `step` of the same process stands where `asked` stands."""
    if asked.subject != step.subject or not (asked.is_step and step.is_step):
        return UNKNOWN
    if asked.place == step.place:
        return Verdict(Truth.TRUE, "TRUE", (asked,))
    return Verdict(Truth.FALSE, "P5", (step,))


@lru_cache(maxsize=100_000)
def overlap(one: str, other: str) -> bool:
    """Tell whether two values may be one, or one part of the other (rubric rows 2 and 16)."""
    if amount_of(one) and amount_of(other):
        return not are_disjoint(one, other)
    left, right = content_words(one), content_words(other)
    nested = bool(left and right) and (left <= right or right <= left)
    if nested or normal(one) == normal(other):
        return True
    has_words = LETTER.search(one + other)  # digits alone are alike by chance
    return bool(has_words) and likeness(one, other) >= TOO_ALIKE
