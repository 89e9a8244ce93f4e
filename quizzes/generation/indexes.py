"""Indexes: what is looked up instead of searched for, so that a longer course costs each question the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from quizzes.generation.facts import Fact, LessonSource
from quizzes.generation.things import Thing

K = TypeVar("K")
V = TypeVar("V")

REACH = 40  # facts of one sort looked at for one question: the nearest before it in the course
NEAR = 3  # letters; what is nearer to another name is no slip of this one
LONG_ENOUGH = 6  # letters of a name in which a slip may be forgiven
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


def named(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """Return the names of the things that facts call by a noun, by that noun."""
    found: dict[str, dict[str, None]] = {}
    for fact in facts:
        found.setdefault(fact.kind, {})[fact.subject] = None
    return {kind: list(names) for kind, names in found.items()}


def table_of(fact: Fact) -> str:
    """Return the table of a fact: each column of answers is a group of its own."""
    return ":".join(fact.group.split(":")[:2])


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

    def __init__(self, facts: Mapping[K, Sequence[Fact]], position: Callable[[Fact], int]) -> None:
        """Take facts by key, each list in the order of the course."""
        self._facts, self._position = facts, position

    def __getitem__(self, wanted: tuple[K, int]) -> Sequence[Fact]:
        key, until = wanted
        facts = self._facts.get(key, [])
        end = bisect_right(facts, until, key=self._position)
        return facts[max(0, end - REACH) : end]

    def __iter__(self) -> Iterator[tuple[K, int]]:
        return ((key, self._position(facts[-1])) for key, facts in self._facts.items())

    def __len__(self) -> int:
        return len(self._facts)


class Lookalikes(Mapping[str, tuple[str, ...]]):
    """For a thing, the names of other things that are a few letters from one of its own.

    In a short name no slip is forgiven, so nothing can be taken for one.
    """

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = things
        self._found: dict[str, tuple[str, ...]] = {}
        self._by_length: dict[int, list[tuple[str, str]]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self._found:
            thing = self._things[name]
            own = [one for one in (thing.name, *thing.aliases) if len(one) >= LONG_ENOUGH]
            near = (other for one in own for other in self._near(one.lower(), name))
            self._found[name] = tuple(sorted(set(near)))
        return self._found[name]

    def _near(self, text: str, owner: str) -> Iterator[str]:
        if not self._by_length:
            pairs = [(t.name, name) for t in self._things.values() for name in (t.name, *t.aliases)]
            self._by_length = grouped(pairs, lambda pair: len(pair[1]))
        for length in range(len(text) - NEAR, len(text) + NEAR + 1):
            for thing, other in self._by_length.get(length, ()):
                apart = Levenshtein.distance(other.lower(), text, score_cutoff=NEAR)
                if thing != owner and apart <= NEAR:
                    yield other

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)
