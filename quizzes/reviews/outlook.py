"""The outlook: how many facts come due on each of the next days, and the measures of its drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

DAYS = 14  # today and the thirteen days after it
WEEK = 7
STEP, BAR, HEIGHT = 24, 16, 64  # units of the drawing: from bar to bar, a bar, the tallest bar


@dataclass(frozen=True, slots=True)
class DueDay:
    """How many facts come due on a day; today, with those that are due already."""

    date: date
    facts: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A day as a bar on the ground."""

    day: DueDay
    x: int
    height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height

    @property
    def middle(self) -> int:
        return self.x + BAR // 2

    @property
    def label_y(self) -> float:
        """Return where the number stands: above the bar."""
        return self.y - 4


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes due, for a person and a course.

    Attributes:
        now: facts that are due already.
        days: today first.
        next_day: the first day after today on which a fact comes due, with their number.
    """

    now: int
    days: tuple[DueDay, ...]
    next_day: DueDay | None

    @property
    def today(self) -> int:
        """Return how many come due later today."""
        return self.days[0].facts - self.now

    @property
    def tomorrow(self) -> int:
        return self.days[1].facts

    @property
    def week(self) -> int:
        """Return how many come due on the seven days after today."""
        return sum(day.facts for day in self.days[1 : WEEK + 1])

    @property
    def words(self) -> str:
        """Say what comes next, such as "Next: 8 facts tomorrow, 23 this week."."""
        if self.next_day is None:
            return "Nothing else comes due yet."
        following = self.next_day.date - self.days[0].date
        when = (
            "tomorrow" if following.days == 1 else f"on {date_format(self.next_day.date, 'l j F')}"
        )
        week = f", {self.week} within a week" if self.week > self.next_day.facts else ""
        return f"Next: {facts_word(self.next_day.facts)} {when}{week}."

    @property
    def most(self) -> int:
        return max(day.facts for day in self.days)

    @property
    def width(self) -> int:
        return STEP * len(self.days)

    @property
    def bars(self) -> tuple[Bar, ...]:
        unit = HEIGHT / max(self.most, 1)
        return tuple(
            Bar(day, STEP * place + (STEP - BAR) // 2, unit * day.facts)
            for place, day in enumerate(self.days)
        )


def outlook_of(due: Iterable[datetime], *, now: datetime) -> Outlook:
    """Return the outlook from the times at which facts come due, in the current time zone."""
    times = list(due)
    today = timezone.localdate(now)
    counts = Counter(max(timezone.localdate(one), today) for one in times)
    days = tuple(
        DueDay(day, counts[day]) for day in (today + timedelta(days=n) for n in range(DAYS))
    )
    later = min((day for day in counts if day > today), default=None)
    return Outlook(
        now=sum(one <= now for one in times),
        days=days,
        next_day=DueDay(later, counts[later]) if later else None,
    )


def facts_word(count: int) -> str:
    return f"{count} fact{'' if count == 1 else 's'}"
