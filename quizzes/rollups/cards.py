"""What a person remembers of each fact."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import TypeVar

from django.db.models import QuerySet

from quizzes.memory import Glance, Memory, confuse, remember
from quizzes.models import Card
from quizzes.rollups.base import Key, Rollup
from quizzes.rollups.evidence import Evidence

G = TypeVar("G", bound=Glance)


class Cards(Rollup):
    """One row for each fact that an answer was evidence about."""

    model = Card
    key = ("fact_id",)
    value = Memory
    word = "card of fact"

    def touched(self, evidence: Evidence) -> Collection[Key]:
        return [(fact,) for fact in sorted({*evidence.facts, *evidence.behind})]

    def carried(self, before: Memory | None, key: Key, evidence: Evidence) -> Memory | None:
        (fact,) = key
        if fact in evidence.facts:
            return remember(before, evidence.showing(fact))
        # A fact that was never asked is not forgotten because its thing was chosen in error.
        return confuse(before, at=evidence.answered_at) if before else None


CARDS = Cards()


def memory_of(card: Card) -> Memory:
    """Return what a row says, as a value."""
    memory: Memory = CARDS.value_of(card)
    return memory


def glances_at(cards: QuerySet[Card]) -> dict[int, Glance]:
    """Return what a page tells of rows, by the id of the fact. One query, and no row for each."""
    return values_of(cards, Glance)


def memories_of(cards: QuerySet[Card]) -> dict[int, Memory]:
    """Return all that rows say, by the id of the fact. One query, and no row for each."""
    return values_of(cards, Memory)


def values_of(cards: QuerySet[Card], value: type[G]) -> dict[int, G]:
    columns = [field.name for field in fields(value)]
    kinds = columns.index("kinds")
    found = {}
    for fact, *row in cards.values_list("fact_id", *columns):
        row[kinds] = tuple(row[kinds])
        found[fact] = value(*row)
    return found
