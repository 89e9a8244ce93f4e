"""What higher apps may want to know. A receiver returns notes for the instructor who made the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from django.dispatch import Signal

from courses.models import Course, Lesson

# Sent after a save in the admin, with `course`, and with `lesson` where one was saved. Receivers return a list of `Note`.
lessons_changed = Signal()


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the instructor."""

    level: Literal["info", "warning"]
    text: str


def announce_change(sender: type, course: Course, lesson: Lesson | None = None) -> list[Note]:
    """Tell the receivers that lessons of `course` changed, and return their notes.

    Args:
        lesson: the one that was saved; None where it was something else of the course.
    """
    answers = lessons_changed.send(sender, course=course, lesson=lesson)
    return [note for _, notes in answers for note in cast("list[Note]", notes)]
