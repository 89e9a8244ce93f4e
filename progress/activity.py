"""Answers by day, counted in the reader's time zone, and the measures of their chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from quizzes.models import Response

DAYS = 28
STEP, BAR, HEIGHT = 24, 16, 96  # units of the drawing: from bar to bar, a bar, the tallest bar


@dataclass(frozen=True, slots=True)
class Day:
    """The answers of one day."""

    date: date
    right: int
    wrong: int

    @property
    def answers(self) -> int:
        return self.right + self.wrong

    @property
    def url(self) -> str:
        return f"{reverse('progress:responses')}?day={self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A day as a bar: what was right stands on the ground, the rest on top of it."""

    day: Day
    x: int
    right_height: float
    wrong_height: float

    @property
    def right_y(self) -> float:
        return HEIGHT - self.right_height

    @property
    def wrong_y(self) -> float:
        return self.right_y - self.wrong_height


@dataclass(frozen=True, slots=True)
class Activity:
    """The last days, oldest first; days without answers are there too."""

    days: tuple[Day, ...]

    @property
    def answers(self) -> int:
        return sum(day.answers for day in self.days)

    @property
    def right(self) -> int:
        return sum(day.right for day in self.days)

    @property
    def active_days(self) -> tuple[Day, ...]:
        """Return the days with answers, latest first."""
        return tuple(day for day in reversed(self.days) if day.answers)

    @property
    def most(self) -> int:
        return max(day.answers for day in self.days)

    @property
    def today(self) -> Day:
        return self.days[-1]

    @property
    def url(self) -> str:
        """Return where the answers of all these days are listed."""
        return f"{reverse('progress:responses')}?since={self.days[0].date.isoformat()}"

    @property
    def width(self) -> int:
        return STEP * len(self.days)

    @property
    def bars(self) -> tuple[Bar, ...]:
        unit = HEIGHT / max(self.most, 1)
        return tuple(
            Bar(day, STEP * place + (STEP - BAR) // 2, unit * day.right, unit * day.wrong)
            for place, day in enumerate(self.days)
        )


def read_activity(user: User, *, now: datetime) -> Activity:
    """Return the answers of the last `DAYS` days up to the day of `now`. One query."""
    today = timezone.localdate(now)
    first = today - timedelta(days=DAYS - 1)
    rows = (
        Response.objects.final()
        .filter(item__attempt__user=user, created_at__gte=start_of(first))
        .annotate(day=TruncDate("created_at"))
        .values("day")
        .order_by("day")
        .annotate(answers=Count("pk"), right=Count("pk", filter=Q(points__gte=1)))
        .values_list("day", "answers", "right")
    )
    counts = {day: (answers, right) for day, answers, right in rows}
    days = []
    for place in range(DAYS):
        day = first + timedelta(days=place)
        answers, right = counts.get(day, (0, 0))
        days.append(Day(day, right, answers - right))
    return Activity(tuple(days))


def start_of(day: date) -> datetime:
    """Return the midnight at which `day` begins in the current time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
