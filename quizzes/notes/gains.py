"""Gains: how many questions for learners the answer to an asking adds, counted by building the bank both ways."""

from __future__ import annotations

from datetime import datetime

from courses.models import Course
from quizzes.generation.importing.askings import measure
from quizzes.notes.drafts import DecidedFile, decided_files
from quizzes.notes.models import Asking

MOST_PROPOSALS = 400  # of a file: beyond, some twenty banks take too long and estimates stand


def measure_askings(course: Course, *, now: datetime) -> None:
    """Count anew what the open askings unlock, given what is decided; the best estimates are counted."""
    for decided in decided_files(course):
        if len(decided.draft.proposals) <= MOST_PROPOSALS:
            _measure_file(decided, month=f"{now:%Y-%m}")


def _measure_file(decided: DecidedFile, *, month: str) -> None:
    rows = {row.key: row for row in decided.askings if not row.answer}
    changed = []
    for asking in measure(decided.draft, decided.decisions, month=month).askings:
        row = rows.get(asking.key)
        gain = (asking.unlocks, asking.measured)
        if row is not None and (row.unlocks, row.measured) != gain:
            row.unlocks, row.measured = gain
            changed.append(row)
    Asking.objects.bulk_update(changed, ["unlocks", "measured"], batch_size=500)
