"""The shelf: what was read of lessons not long ago, so that an edit of one does not read the others again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import LessonFacts, LessonSource

LIMIT = (
    4_000_000  # characters of lessons kept; what is read of them takes some ten times as many bytes
)


class Shelf:
    """The lessons read last, up to `limit` characters in all. Their place in the course is left out."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit, self._size = limit, 0
        self._read: OrderedDict[LessonSource, LessonFacts] = OrderedDict()
        self._lock = Lock()

    def read(self, source: LessonSource) -> LessonFacts:
        """Return what `read_lesson` returns, which must not be changed.

        Raises:
            LessonTooLong: the body is over the reader's limit.
        """
        mark = replace(source, position=0)
        with self._lock:
            found = self._read.get(mark)
            if found:
                self._read.move_to_end(mark)
        return replace(found or self._keep(mark), source=source)

    def _keep(self, mark: LessonSource) -> LessonFacts:
        read = read_lesson(mark)
        with self._lock:
            if mark not in self._read:
                self._read[mark] = read
                self._size += len(mark.body)
            while self._size > self._limit:
                dropped, _ = self._read.popitem(last=False)
                self._size -= len(dropped.body)
        return read


SHELF = Shelf()
