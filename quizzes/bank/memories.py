"""Memories: what this process made of a course last, so that a save makes anew only what it changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from quizzes.generation.bank import Memory

COURSES = 2  # courses remembered; the shipped one takes some twenty megabytes


class Memories:
    """The memories of the courses synced last, in this process alone.

    A memory is lent to one thread at a time: another one that syncs the same course meanwhile
    starts without. What it makes is the same, since a memory changes nothing but the time.
    """

    def __init__(self, courses: int = COURSES) -> None:
        self._courses = courses
        self._kept: OrderedDict[int, Memory] = OrderedDict()

    @contextmanager
    def of(self, course: int) -> Iterator[Memory]:
        """Lend the memory of a course, by its primary key. After an error it is forgotten."""
        memory = self._kept.pop(course, None) or Memory()
        yield memory
        self._kept[course] = memory
        while len(self._kept) > self._courses:
            self._kept.popitem(last=False)


MEMORIES = Memories()
