"""When a fact should be asked again: FSRS-6 with its default parameters, and nothing by chance.

Source: the package `fsrs` (open-spaced-repetition). There are no learning steps, so every answer
schedules the next one in whole days. Who prepares for an exam needs a fact on one day, not for life,
so no fact waits for longer than `LONGEST_WAIT` (docs/decisions/0024).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Final

import fsrs

DESIRED_RECALL: Final = 0.9  # the chance of recall at which a fact is due
# Days from an answer to the next at the most. For a test a year away recall was best with two studies
# 5 to 10 % of that year apart, 18 to 36 days, and for an earlier test with less (Cepeda et al. 2008,
# "Spacing effects in learning: a temporal ridgeline of optimal retention"). Whole weeks, so that who
# learns at weekends is asked at one.
LONGEST_WAIT: Final = 28


def scheduler_for(recall: float) -> fsrs.Scheduler:
    """Return our FSRS for facts that are due when the chance of recall is `recall`, 0 to 1."""
    return fsrs.Scheduler(
        desired_retention=recall,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_WAIT,
        enable_fuzzing=False,
    )


SCHEDULER: Final = scheduler_for(DESIRED_RECALL)
# The curve of forgetting: a power law that passes through DESIRED_RECALL after `stability` days.
DECAY: Final = -SCHEDULER.parameters[20]
FACTOR: Final = 0.9 ** (1 / DECAY) - 1
ANY_CARD: Final = 1  # fsrs would otherwise number cards by the clock


class Grade(Enum):
    """How well an answer shows that a fact is remembered."""

    AGAIN = fsrs.Rating.Again
    HARD = fsrs.Rating.Hard
    GOOD = fsrs.Rating.Good


@dataclass(frozen=True, slots=True)
class Trace:
    """How firmly a fact is remembered.

    Attributes:
        stability: days until the chance of recall falls to `DESIRED_RECALL`.
        difficulty: how hard it sticks, 1 to 10.
        reviewed_at: the last answer.
        due_at: when it should be asked again, 1 to `LONGEST_WAIT` days after.
    """

    stability: float
    difficulty: float
    reviewed_at: datetime
    due_at: datetime


def reviewed(trace: Trace | None, grade: Grade, *, at: datetime) -> Trace:
    """Return the trace after one more answer; `None` means that the fact was never answered.

    Args:
        at: an aware time. One before the last answer, of a clock that went back, counts as that.
    """
    card = fsrs.Card(card_id=ANY_CARD, due=at)
    if trace:
        at = max(at, trace.reviewed_at)
        card = _card_of(trace)
    after, _ = SCHEDULER.review_card(card, grade.value, _in_utc(at))
    return Trace(
        stability=_known(after.stability),
        difficulty=_known(after.difficulty),
        reviewed_at=at,
        due_at=after.due,
    )


def recall_chance(trace: Trace, *, now: datetime) -> float:
    """Return the chance, 0 to 1, that the fact is recalled now."""
    return recall_after(trace.stability, since=trace.reviewed_at, now=now)


def recall_after(stability: float, *, since: datetime, now: datetime) -> float:
    """Return the chance, 0 to 1, that a fact is recalled now, by whole days since its last answer.

    The same as `fsrs` says, without a card of its own for each of the hundreds on a page.
    """
    days = max(0, (now - since).days)
    return float((1 + FACTOR * days / stability) ** DECAY)


def _card_of(trace: Trace) -> fsrs.Card:
    return fsrs.Card(
        card_id=ANY_CARD,
        state=fsrs.State.Review,
        stability=trace.stability,
        difficulty=trace.difficulty,
        due=_in_utc(trace.due_at),
        last_review=_in_utc(trace.reviewed_at),
    )


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _known(number: float | None) -> float:
    if number is None:
        raise ValueError("fsrs sets stability and difficulty with the first review")
    return number
