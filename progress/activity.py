"""What a person did on each day, as the rollup of days tells it, and how long they kept at it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from accounts.models import User
from progress import charts
from quizzes.models import Day as DayRow

WEEKS = 26
LOOKED_BACK = timedelta(days=400)  # for the streak
FORGIVEN = 1  # days missed in a row that do not end a streak
STEP = 14  # units of the drawing from one day to the next


@dataclass(frozen=True, slots=True)
class Day:
    """The answers of one day. `base` is where answers are listed."""

    date: date
    answers: int
    right: int
    seconds: float
    base: str

    @property
    def url(self) -> str:
        return f"{self.base}?day={self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Week:
    """The days from a Monday on, Sunday or today being the last."""

    days: tuple[Day, ...]

    @property
    def monday(self) -> date:
        return self.days[0].date

    @property
    def right(self) -> int:
        return sum(day.right for day in self.days)

    @property
    def minutes(self) -> int:
        return round(sum(day.seconds for day in self.days) / 60)

    @property
    def url(self) -> str:
        since, until = self.monday.isoformat(), self.days[-1].date.isoformat()
        return f"{self.days[0].base}?since={since}&until={until}"


@dataclass(frozen=True, slots=True)
class Streak:
    """Days on which questions were answered, with no more than one missed between two of them.

    Attributes:
        days: with answers.
        since: the first of them.
        is_safe: whether a day without answers today would not end it.
    """

    days: int
    since: date | None
    is_safe: bool

    @property
    def url(self) -> str:
        """Return where the answers of the streak are listed."""
        base = reverse("progress:responses")
        return f"{base}?since={self.since.isoformat()}" if self.since else base


@dataclass(frozen=True, slots=True)
class Activity:
    """The last weeks, oldest day first; days without answers are there too."""

    days: tuple[Day, ...]
    streak: Streak

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
    def weeks(self) -> tuple[Week, ...]:
        """Return the weeks, the latest first."""
        starts = range(0, len(self.days), 7)
        return tuple(Week(self.days[start : start + 7]) for start in reversed(starts))

    @property
    def days_to_come(self) -> range:
        """Return the days of this week that are not there yet."""
        return range(self.today.date.weekday() + 1, 7)

    @property
    def today(self) -> Day:
        return self.days[-1]

    @property
    def url(self) -> str:
        """Return where the answers of all these days are listed."""
        return f"{self.today.base}?since={self.days[0].date.isoformat()}"

    @property
    def calendar(self) -> charts.Calendar:
        return charts.calendar(
            {day.date: day.answers for day in self.days},
            today=self.today.date,
            weeks=WEEKS,
            step=STEP,
            name=month_name,
        )


def read_activity(user: User, *, now: datetime) -> Activity:
    """Return the answers of the last `WEEKS` weeks up to the day of `now`. One query."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    first = today - timedelta(days=today.weekday()) - timedelta(weeks=WEEKS - 1)
    base = reverse("progress:responses")
    rows = DayRow.objects.filter(user=user, date__gte=today - LOOKED_BACK, date__lte=today)
    totals = rows.order_by("date").values("date")
    counted = totals.annotate(all=Sum("answers"), well=Sum("right"), spent=Sum("seconds"))
    found = {
        day: Day(day, answers, right, seconds, base)
        for day, answers, right, seconds in counted.values_list("date", "all", "well", "spent")
    }
    days = (first + timedelta(days=place) for place in range((today - first).days + 1))
    return Activity(
        days=tuple(found.get(day) or Day(day, 0, 0, 0.0, base) for day in days),
        streak=streak_of(found, today=today),
    )


def streak_of(active: Collection[date], *, today: date) -> Streak:
    """Return the streak that has not ended yet.

    One missed day is forgiven, two in a row end it. Today is not missed before it is over.
    """
    days, since, missed = 0, None, 0
    day = today
    while missed <= FORGIVEN:
        if day in active:
            days, since, missed = days + 1, day, 0
        elif day != today:
            missed += 1
        day -= timedelta(days=1)
    yesterday = today - timedelta(days=1)
    return Streak(days, since, is_safe=today in active or yesterday in active)


def month_name(day: date) -> str:
    return format_date(day, "M")
