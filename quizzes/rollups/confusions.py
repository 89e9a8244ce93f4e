"""Which thing a person takes for which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from quizzes.models import Confusion
from quizzes.rollups.base import Key, Rollup
from quizzes.rollups.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Mistakes:
    """How often, and when last."""

    times: int
    last_at: datetime


class Confusions(Rollup):
    """One row for each thing and the one that was chosen in its place."""

    model = Confusion
    key = ("course_id", "thing", "taken_for")
    value = Mistakes
    word = "confusion"

    def touched(self, evidence: Evidence) -> Collection[Key]:
        return sorted({(evidence.course, *pair) for pair in evidence.mistaken})

    def carried(self, before: Mistakes | None, key: Key, evidence: Evidence) -> Mistakes:
        times = evidence.mistaken.count((key[1], key[2]))
        if before is None:
            return Mistakes(times, evidence.answered_at)
        return Mistakes(before.times + times, max(before.last_at, evidence.answered_at))
