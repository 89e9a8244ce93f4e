"""How sure we are that a person knows a fact: a two-state Bayesian update for each answer.

Source: generation.md of the design, section 4.2 (Bayesian knowledge tracing with fixed parameters).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PRIOR = 0.35  # the chance that a fact is known before the first answer
SLIP = 0.08  # the chance that one who knows it answers wrongly
LEARNING = 0.10  # the chance that the feedback teaches it
KNOWN = 0.95


class FactState(StrEnum):
    """What a learner is told about a fact."""

    NOT_MET = "not met"
    LEARNING = "learning"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the answers so far say of one fact and one person."""

    mastery: float
    right: int
    wrong: int
    last_answered_at: datetime
    fact_version: int = 1


def remember(
    memory: Memory | None,
    *,
    right: bool,
    guess: float,
    answered_at: datetime,
    fact_version: int = 1,
) -> Memory:
    """Return the memory after one more answer; `None` means that the fact was not met before.

    Who is asked another version of the fact than last time begins anew: knowing what the lesson
    said before is no evidence of knowing what it says now.

    Args:
        guess: the chance that one who knows nothing of the fact answers rightly.
    """
    before = memory or Memory(PRIOR, right=0, wrong=0, last_answered_at=answered_at)
    known = before.mastery if before.fact_version == fact_version else PRIOR
    return Memory(
        mastery=mastery_after(known, right=right, guess=guess),
        right=before.right + right,
        wrong=before.wrong + (not right),
        last_answered_at=max(before.last_answered_at, answered_at),
        fact_version=fact_version,
    )


def mastery_after(mastery: float, *, right: bool, guess: float) -> float:
    """Return the chance, 0 to 1, that the fact is known after an answer and its feedback."""
    if right:
        known, unknown = mastery * (1 - SLIP), (1 - mastery) * guess
    else:
        known, unknown = mastery * SLIP, (1 - mastery) * (1 - guess)
    shown = known / (known + unknown)
    return shown + (1 - shown) * LEARNING


def state_of(mastery: float | None) -> FactState:
    """Return the word for a fact; `None` means that there is no card."""
    if mastery is None:
        return FactState.NOT_MET
    return FactState.KNOWN if mastery >= KNOWN else FactState.LEARNING
