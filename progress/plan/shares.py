"""Shares: what part of the exam each lesson stands for. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.papers.plans import Plan


def shares_of(plan: Plan | None, lessons: Sequence[str]) -> dict[str, float]:
    """Return the share of the exam of each lesson, by slug; together at most 1.

    Within a domain the lessons share its weight as they share the bank. Where none has a share, and
    in a course without an exam plan, they share alike.
    """
    if plan is None:
        return {lesson: 1 / len(lessons) for lesson in lessons}
    shares = dict.fromkeys(lessons, 0.0)
    whole = sum(part.weight for part in plan.parts)
    for part in plan.parts:
        together = sum(weight for _, weight in part.lessons)
        for lesson, weight in part.lessons:
            own = weight / together if together else 1 / len(part.lessons)
            shares[lesson] = part.weight / whole * own
    return shares
