"""Views: a fact base asked about one lesson, and the notes of what was looked up to answer.

A question depends on nothing but its lesson's facts and what it looked up. So what was made of a
lesson stands as long as the same look-ups find the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any, TypeVar

from quizzes.generation.base import FactBase

K = TypeVar("K")
V = TypeVar("V")

# Every look-up of a base that an item model or a check may use. Not `positions`: they are asked for
# all the time and change together, so they are compared as a whole.
LOOKUPS = (
    "lessons",
    "things",
    "silences",
    "by_subject",
    "by_group",
    "by_predicate",
    "slot_until",
    "noun_until",
    "named_until",
    "by_kind",
    "by_table",
    "lookalikes",
    "by_claim",
    "doing",
    "sharers",
    "introduced",
    "neighbours",
)

Notes = dict[tuple[str, Any], Any]


class Noted(Mapping[K, V]):
    """A look-up that notes each key asked for and what was found.

    It cannot be walked: what is asked of all things would depend on the whole course.
    """

    def __init__(self, name: str, index: Mapping[K, V], notes: Notes) -> None:
        self._name, self._index, self._notes = name, index, notes

    def __getitem__(self, key: K) -> V:
        found = self._notes[self._name, key] = self._index.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[K]:
        raise TypeError(f"Walk the facts of a view and look up in {self._name}.")

    def __len__(self) -> int:
        return len(self._index)


def about(base: FactBase, lesson: str) -> FactBase:
    """Return a view of the base: its facts are those of the lesson, its look-ups hold the whole course."""
    view = copy(base)
    view.facts = tuple(base.by_lesson.get(lesson, ()))
    view.known = {}
    return view


def noted(view: FactBase) -> Notes:
    """Let a view note what it is asked, and return the notes, which fill from now on."""
    notes = Notes()
    for name in LOOKUPS:
        setattr(view, name, Noted(name, getattr(view, name), notes))
    return notes


def still_holds(notes: Notes, base: FactBase) -> bool:
    """Tell whether every look-up noted finds the same in another base."""
    return all(getattr(base, name).get(key) == found for (name, key), found in notes.items())
