"""The bank follows the lessons: what an instructor saves is read anew at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courses.models import Course, Lesson
from courses.signals import Note
from quizzes.bank.building import sync_course
from quizzes.bank.linting import told
from quizzes.bank.sync_report import SyncReport
from quizzes.generation.lint import Finding, lint
from quizzes.generation.survey import survey

SHOWN_FINDINGS = 8


def follow_lessons(
    sender: object, course: Course, lesson: Lesson | None = None, **_: Any
) -> list[Note]:
    """Bring the bank of the course in step and return what the instructor should know."""
    return notes_of(sync_course(course), lesson.slug if lesson else "")


def notes_of(report: SyncReport, lesson: str = "") -> list[Note]:
    """Return what to tell after a sync.

    Args:
        lesson: the slug of the one that was saved; advice on others is left out.
    """
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
        for doubt in report.doubts[:SHOWN_FINDINGS]
    ]
    idle = [p for p in report.problems if p.rule == "idle-denial"]
    notes += [Note("warning", f"{p.text} {p.cure}") for p in idle[:SHOWN_FINDINGS]]
    findings = list(_findings(report, lesson))
    notes += [
        Note("warning" if found.severity == "error" else "info", told(found))
        for found in findings[:SHOWN_FINDINGS]
    ]
    if len(findings) > SHOWN_FINDINGS:
        notes.append(Note("info", f"And {len(findings) - SHOWN_FINDINGS} more: run lint_lessons."))
    return notes


def _findings(report: SyncReport, lesson: str) -> Iterator[Finding]:
    """Yield the errors of the course and the advice on one lesson, that lesson's first."""
    if report.base is None or report.bank is None:
        return
    found = lint(survey(report.base, report.bank))
    found.sort(key=lambda one: (one.lesson != lesson, one.severity != "error"))
    yield from (
        one for one in found if one.severity == "error" or not lesson or one.lesson == lesson
    )
