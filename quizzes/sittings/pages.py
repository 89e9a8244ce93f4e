"""What the pages of an open sitting show: the time that is left, and how each question stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from quizzes.answers import kind_of
from quizzes.answers.base import Chosen, is_blank
from quizzes.models import Attempt, AttemptItem, Response

WORDS = {
    "answered": "answered",
    "incomplete": "answered in part",
    "open": "not answered",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """How much time is left by the clock of the server. Without a deadline there is no limit."""

    now: datetime
    deadline: datetime | None
    whole: timedelta | None

    @classmethod
    def of(cls, attempt: Attempt, now: datetime) -> Clock:
        whole = attempt.deadline - attempt.started_at if attempt.deadline else None
        return cls(now, attempt.deadline, whole)

    @property
    def left(self) -> timedelta:
        return max(timedelta(), self.deadline - self.now) if self.deadline else timedelta()

    @property
    def is_up(self) -> bool:
        return self.deadline is not None and self.now >= self.deadline

    @property
    def now_milliseconds(self) -> int:
        return round(self.now.timestamp() * 1000)

    @property
    def left_milliseconds(self) -> int:
        return round(self.left / timedelta(milliseconds=1))

    @property
    def whole_milliseconds(self) -> int:
        return round((self.whole or timedelta()) / timedelta(milliseconds=1))

    @property
    def words(self) -> str:
        """Return for example "12:05", or "1:02:05" from an hour on."""
        return clock_words(self.left)


def clock_words(span: timedelta) -> str:
    """Return a span of time as a clock writes it, in whole seconds."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class Square:
    """A question in the palette. It says nothing of what is right, nor of what counts.

    Attributes:
        state: answered, incomplete, or open.
    """

    position: int
    state: str
    flagged: bool
    url: str

    @property
    def words(self) -> str:
        flag = ", flagged" if self.flagged else ""
        return f"Question {self.position}: {WORDS[self.state]}{flag}"


@dataclass(frozen=True, slots=True)
class Palette:
    """All questions of a sitting, in order."""

    squares: tuple[Square, ...]

    @property
    def total(self) -> int:
        return len(self.squares)

    @property
    def answered(self) -> int:
        return len(self.of("answered"))

    @property
    def incomplete(self) -> list[Square]:
        return self.of("incomplete")

    @property
    def blank(self) -> list[Square]:
        return self.of("open")

    @property
    def flagged(self) -> list[Square]:
        return [square for square in self.squares if square.flagged]

    def of(self, state: str) -> list[Square]:
        return [square for square in self.squares if square.state == state]

    @property
    def resume_at(self) -> int:
        """Return the first position (from 1) that is not answered, or the first of all."""
        waiting = (square.position for square in self.squares if square.state != "answered")
        return next(waiting, 1)


def palette_of(attempt: Attempt) -> Palette:
    """Return how each question of a sitting stands. One query, however much was clicked."""
    newest = Response.objects.filter(item=OuterRef("pk")).order_by("-number")
    items = (
        attempt.items.order_by("position")
        .select_related("version__question")
        .annotate(last_chosen=Subquery(newest.values("chosen")[:1]))
    )
    return Palette(tuple(square_of(item, item.last_chosen) for item in items))


def square_of(item: AttemptItem, chosen: Chosen | None) -> Square:
    return Square(item.position, state_of(item, chosen), item.flagged, item.get_absolute_url())


def state_of(item: AttemptItem, chosen: Chosen | None) -> str:
    if chosen is None or is_blank(chosen):
        return "open"
    return "answered" if kind_of(item.version).is_complete(chosen) else "incomplete"
