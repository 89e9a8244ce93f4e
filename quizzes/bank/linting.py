"""Linting a course of the database: the survey of its published lessons, and findings as text."""

from __future__ import annotations

from courses.models import Course
from quizzes.bank.lessons import published_lessons, read_base
from quizzes.generation.bank import build_bank
from quizzes.generation.lint import Finding
from quizzes.generation.survey import Survey, survey


def survey_course(course: Course) -> Survey:
    """Return the survey of a course as it stands, without changing its stored bank."""
    base = read_base(course, list(published_lessons(course)))
    return survey(base, build_bank(base))


def told(finding: Finding) -> str:
    """Return a finding as one line: where, what, cure, and what the cure would unlock."""
    return f"{finding.lesson}, {told_here(finding, line='line')}"


def told_here(finding: Finding, *, line: str = "Line") -> str:
    """Return a finding as one line, for a place where it is clear which lesson is meant."""
    return f"{line} {finding.line}: {finding.what} {finding.cure}{gain_of(finding)}"


def gain_of(finding: Finding) -> str:
    """Return what a cure would unlock, in brackets; where that is nothing, nothing."""
    return f" ({counted(finding.unlocks, exactly=finding.counted)})" if finding.unlocks else ""


def counted(questions: int, *, exactly: bool) -> str:
    """Return "+1 question", or of an estimate "about +3 questions"."""
    noun = "question" if questions == 1 else "questions"
    return f"{'' if exactly else 'about '}+{questions} {noun}"
