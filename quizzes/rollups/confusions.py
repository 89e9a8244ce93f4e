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
    """In how many answers, and when last."""

    times: int
    last_at: datetime


class Confusions(Rollup):
    """One row for each thing and the one that was chosen in its place."""

    model = Confusion
    key = ("course_id", "thing", "taken_for")
    value = Mistakes
    word = "confusion"

    def touched(self, evidence: Evidence) -> Collection[Key]:
        return [(evidence.course, *pair) for pair in evidence.mistaken]

    def carried(self, before: Mistakes | None, key: Key, evidence: Evidence) -> Mistakes:
        if before is None:
            return Mistakes(1, evidence.answered_at)
        return Mistakes(before.times + 1, max(before.last_at, evidence.answered_at))
