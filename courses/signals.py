"""What higher apps may want to know. A receiver returns notes for the instructor who made the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from django.dispatch import Signal

from courses.models import Course

# Sent after a save in the admin, with `course`. Receivers return a list of `Note`.
lessons_changed = Signal()


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the instructor."""

    level: Literal["info", "warning"]
    text: str


def announce_change(sender: type, course: Course) -> list[Note]:
    """Tell the receivers that lessons of `course` changed, and return their notes."""
    answers = lessons_changed.send(sender, course=course)
    return [note for _, notes in answers for note in cast("list[Note]", notes)]
