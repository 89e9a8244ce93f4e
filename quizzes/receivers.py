"""The bank follows the lessons: what an instructor saves is read anew at once."""

from __future__ import annotations

from typing import Any

from courses.models import Course
from courses.signals import Note
from quizzes.bank import SyncReport, sync_course

SHOWN_PROBLEMS = 8


def follow_lessons(sender: object, course: Course, **_: Any) -> list[Note]:
    """Bring the bank of the course in step and return what the instructor should know."""
    return notes_of(sync_course(course))


def notes_of(report: SyncReport) -> list[Note]:
    notes = [Note("info", f"Questions: {report}.")]
    notes += [
        Note(
            "warning",
            f"“{slug}” yields no question yet. Under a heading that names a thing, write for "
            "example “- **Purpose:** find known weaknesses in software”, and what it does not do as "
            "“- **Not:** remove the weaknesses”; or compare two things in a table.",
        )
        for slug in report.silent_lessons
    ]
    notes += [
        Note(
            "info",
            f"{doubt.lesson}, line {doubt.line}: “{doubt.statement}” counts as a new fact; it is "
            f"perhaps the same as “{doubt.lost}”, which no lesson says any more.",
        )
        for doubt in report.doubts[:SHOWN_PROBLEMS]
    ]
    notes += [
        Note("warning", f"{p.lesson}, line {p.line}: {p.text} {p.cure}")
        for p in report.problems[:SHOWN_PROBLEMS]
    ]
    if len(report.problems) > SHOWN_PROBLEMS:
        left = len(report.problems) - SHOWN_PROBLEMS
        notes.append(Note("warning", f"{left} more lines cannot be read: see audit_bank."))
    return notes
