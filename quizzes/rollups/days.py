"""How much a person answered on each day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from quizzes.models import Day
from quizzes.rollups.base import Key, Rollup
from quizzes.rollups.evidence import Evidence


@dataclass(frozen=True, slots=True)
class DayCount:
    """The answers of a day; `seconds` is the time spent on them, as far as it is known."""

    answers: int
    right: int
    seconds: float


class Days(Rollup):
    """One row for each course and day, as the site's clock has it."""

    model = Day
    key = ("course_id", "date")
    value = DayCount
    word = "day"

    def touched(self, evidence: Evidence) -> Collection[Key]:
        day = timezone.localdate(evidence.answered_at, timezone.get_default_timezone())
        return [(evidence.course, day)]

    def carried(self, before: DayCount | None, key: Key, evidence: Evidence) -> DayCount:
        sofar = before or DayCount(0, 0, 0.0)
        return DayCount(
            sofar.answers + 1, sofar.right + evidence.right, sofar.seconds + evidence.seconds
        )
