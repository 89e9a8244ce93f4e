"""The measures of charts: ticks, places on an axis, squares of a calendar. Pure; units of the drawing.

Templates draw with attributes only, since the content policy allows no style in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10

WEEK = timedelta(days=7)
NICE = (1, 2, 5, 10)  # what a tick may count in, times a power of ten


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` on a line from `start` to `end`, in units of the drawing.

    `end` may lie before `start`, as on an axis that goes up.
    """

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return where a value stands; what lies beyond the axis stands at its end."""
        whole = self.high - self.low
        part = min(max((value - self.low) / whole, 0.0), 1.0) if whole > 0 else 0.0
        return round(self.start + part * (self.end - self.start), 2)

    def length(self, low: float, high: float) -> float:
        """Return the distance of two values."""
        return round(abs(self.place(high) - self.place(low)), 2)

    def ticks(self, most: int = 6) -> tuple[Tick, ...]:
        """Return at most `most` (2 or more) ticks at round values within the axis."""
        return tuple(Tick(value, self.place(value)) for value in nice(self.low, self.high, most))


@dataclass(frozen=True, slots=True)
class Tick:
    value: float
    at: float

    @property
    def word(self) -> str:
        return f"{self.value:g}"


def nice(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return evenly spaced round values from `low` to `high`, at most `most` of them."""
    if high <= low:
        return (low,)
    unit = 10.0 ** floor(log10((high - low) / most))
    steps = (unit * times * ten for ten in (1, 10) for times in NICE)
    for step in steps:
        first = -floor(-low / step + 1e-9)
        last = floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return tuple(round(step * n, 10) for n in range(first, last + 1))
    raise AssertionError("the last step is as long as the axis")


@dataclass(frozen=True, slots=True)
class Band:
    """A range on a horizontal axis, with the mark that it is held against.

    Attributes:
        x, width: of the range.
        point: the value within it.
        mark: of the pass mark.
    """

    axis: Axis
    x: float
    width: float
    point: float
    mark: float

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return self.axis.ticks()


def band(low: float, value: float, high: float, mark: float, axis: Axis) -> Band:
    return Band(
        axis, axis.place(low), max(axis.length(low, high), 2.0), axis.place(value), axis.place(mark)
    )


@dataclass(frozen=True, slots=True)
class Square:
    """A day of a calendar. `level` is 0 for nothing, then 1 to 4 by how much."""

    date: date
    count: int
    level: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class MonthName:
    word: str
    x: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weeks as columns, Monday to Sunday downwards, the last one with today."""

    squares: tuple[Square, ...]
    months: tuple[MonthName, ...]
    step: int

    @property
    def weeks(self) -> int:
        return max(square.x for square in self.squares) // self.step + 1

    @property
    def width(self) -> int:
        return self.step * self.weeks

    @property
    def height(self) -> int:
        return 7 * self.step


def calendar(
    counts: Mapping[date, int], *, today: date, weeks: int, step: int, name: Callable[[date], str]
) -> Calendar:
    """Return the calendar of the last weeks.

    Args:
        counts: days with something on them; others may be missing.
        weeks: how many, this one included.
        step: from one square to the next.
        name: of the month of a day, in a few letters.
    """
    first = today - timedelta(days=today.weekday()) - (weeks - 1) * WEEK
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    bounds = levels([counts.get(day, 0) for day in days])
    squares = [
        Square(
            date=day,
            count=counts.get(day, 0),
            level=level_of(counts.get(day, 0), bounds),
            x=(day - first).days // 7 * step,
            y=day.weekday() * step,
        )
        for day in days
    ]
    return Calendar(tuple(squares), tuple(month_names(squares, step, name)), step)


def month_names(
    squares: Sequence[Square], step: int, name: Callable[[date], str]
) -> list[MonthName]:
    """Return a name over the first whole week of each month, where there is room for it."""
    mondays = [square for square in squares if square.date.weekday() == 0]
    starts = [square for square in mondays if square.date.day <= 7]
    last = max(square.x for square in squares)
    return [MonthName(name(one.date), one.x) for one in starts if one.x <= last - step]


def levels(counts: Sequence[int]) -> tuple[int, int, int]:
    """Return the counts from which the second, third and fourth level begin: quarters of the most."""
    most = max(counts, default=0)
    return (most // 4 + 1, most // 2 + 1, 3 * most // 4 + 1)


def level_of(count: int, bounds: Sequence[int]) -> int:
    return 0 if count <= 0 else 1 + sum(count >= bound for bound in bounds)
