"""Linking: which new sentence is which old fact, so that a key survives rewording and moving."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.generation.facts import Fact
from quizzes.generation.words import likeness

SURE = 0.85  # from this score on, a rewording keeps its key without asking
SAME_MATTER = 0.6  # likeness of what is said, below which it is another fact


@dataclass(frozen=True, slots=True)
class StoredFact:
    """What the bank remembers of a fact."""

    key: str
    fingerprint: str
    subject: str
    slot: str
    statement: str
    section: str
    polarity: bool


def link(new: Iterable[Fact], lost: Iterable[StoredFact]) -> dict[str, str]:
    """Return stored keys by fingerprint for new facts that are rewordings of lost ones.

    One to one, the best pair first. The score is .35 subject + .20 slot + .30 statement + .15
    heading, each 0 to 1; below `SURE` a fact counts as new.
    """
    olds = list(lost)
    pairs = sorted(
        (
            (-score, fact.fingerprint, old.key)
            for fact in new
            for old in olds
            if old.polarity == fact.polarity and (score := _score(fact, old)) >= SURE
        ),
    )
    linked: dict[str, str] = {}
    for _, fingerprint, key in pairs:
        if fingerprint not in linked and key not in linked.values():
            linked[fingerprint] = key
    return linked


def _score(fact: Fact, old: StoredFact) -> float:
    said = likeness(
        _predicate(fact.statement, fact.subject), _predicate(old.statement, old.subject)
    )
    if said < SAME_MATTER:
        return 0.0
    return (
        0.35 * (fact.subject == old.subject)
        + 0.20 * (fact.slot == old.slot)
        + 0.30 * said
        + 0.15 * likeness(fact.passage.section or "-", old.section or "-")
    )


def _predicate(statement: str, subject: str) -> str:
    """Return the statement without its subject, which would make any two facts of one thing alike."""
    return statement.lower().replace(subject.lower(), "")
