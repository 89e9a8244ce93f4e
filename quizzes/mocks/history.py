"""The history of mock exams: those that are finished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from courses.models import Course
from quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class PastMock:
    """A finished mock in the history."""

    attempt: Attempt
    right: int
    scored: int

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.scored) if self.scored else 0


def past_mocks_of(user: User, course: Course) -> tuple[PastMock, ...]:
    """Return the finished mocks of a person, newest first. One query."""
    return tuple(past_mocks(finished_mocks().filter(user=user, course=course)))


def finished_mocks() -> QuerySet[Attempt]:
    counts = Q(items__scored=True)
    right = counts & Q(items__responses__final=True, items__responses__points=1)
    return (
        Attempt.objects.filter(mode=Attempt.Mode.MOCK, finished_at__isnull=False)
        .annotate(
            scored_items=Count("items", filter=counts, distinct=True),
            right_items=Count("items", filter=right, distinct=True),
        )
        .order_by("-started_at", "-pk")
    )


def past_mocks(attempts: Iterable[Attempt]) -> Iterable[PastMock]:
    for attempt in attempts:
        yield PastMock(attempt, attempt.right_items, attempt.scored_items)  # type: ignore[attr-defined]
