"""Indexes: what is looked up instead of searched for, so that a longer course costs each question the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from quizzes.generation.facts import Fact, LessonSource
from quizzes.generation.words import normal

K = TypeVar("K")
V = TypeVar("V")

REACH = 40  # facts of one sort looked at for one question: the nearest before it in the course
CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+")


def grouped(values: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """Return the values by their key, each list in the order given."""
    found: dict[K, list[V]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return found


def neighbours_of(
    by_subject: Mapping[str, Sequence[Fact]], by_group: Mapping[str, Sequence[Fact]]
) -> dict[str, frozenset[str]]:
    """Return for each thing all that stand in a table or list with it, itself included."""
    members = {group: frozenset(f.subject for f in facts) for group, facts in by_group.items()}
    found = {}
    for name, facts in by_subject.items():
        tables = {members[fact.group] for fact in facts if fact.group}
        # Things of one table share one set, or a long table would fill the memory.
        found[name] = tables.pop() if len(tables) == 1 else frozenset().union(*tables)
    return found


def steps_of(
    processes: Iterable[tuple[Fact, ...]],
) -> dict[str, list[tuple[Fact, ...]]]:
    """Return the processes in which a step stands, by the step as `words.normal` gives it."""
    found: dict[str, list[tuple[Fact, ...]]] = {}
    for process in processes:
        for value in dict.fromkeys(normal(step.value) for step in process):
            found.setdefault(value, []).append(process)
    return found


def introduced_in(lessons: Iterable[LessonSource]) -> dict[str, int]:
    """Return the first place in the course of all that a run of capitals begins with."""
    found: dict[str, int] = {}
    for lesson in lessons:
        for start in _starts(lesson.body):
            found[start] = min(found.get(start, lesson.position), lesson.position)
    return found


@lru_cache(maxsize=256)
def _starts(body: str) -> frozenset[str]:
    """Return "KM" and "KMS" for a body with "KMS" in it."""
    runs = set(CAPITALS.findall(body))
    return frozenset(run[:length] for run in runs for length in range(2, len(run) + 1))


class Earlier(Mapping[tuple[K, int], Sequence[Fact]]):
    """For a key and a place in the course, the last facts of that key up to there, `REACH` at most.

    The nearest are also the most plausible; the limit keeps a question of lesson 800 from looking
    at all that 799 lessons say.
    """

    def __init__(
        self, facts: Iterable[Fact], key: Callable[[Fact], K], position: Callable[[Fact], int]
    ) -> None:
        """Take facts in the order of the course."""
        self._facts, self._position = grouped(facts, key), position

    def __getitem__(self, wanted: tuple[K, int]) -> Sequence[Fact]:
        key, until = wanted
        facts = self._facts.get(key, [])
        end = bisect_right(facts, until, key=self._position)
        return facts[max(0, end - REACH) : end]

    def __iter__(self) -> Iterator[tuple[K, int]]:
        return ((key, self._position(facts[-1])) for key, facts in self._facts.items())

    def __len__(self) -> int:
        return len(self._facts)
