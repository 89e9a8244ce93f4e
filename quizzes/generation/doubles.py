"""Doubles: questions that ask the same in other words; a bank keeps one of them (row 43 of the rubric)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from quizzes.generation.balance import ask_the_same
from quizzes.generation.items import Draft, Item, Level
from quizzes.generation.words import content_words

DEPTH: tuple[Level, ...] = ("apply", "compare", "recall")  # which of two that ask the same stays


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all its wordings: which of them was drawn must not decide what is asked.

    Attributes:
        words: content words of each wording.
    """

    item: Item
    facts: frozenset[str]
    stems: tuple[str, ...]
    words: frozenset[frozenset[str]]

    @classmethod
    def by(cls, draft: Draft, item: Item) -> Asked:
        facts = frozenset(fact.key for fact in draft.asked)
        stems = tuple(stem.text for stem in draft.stems)
        return cls(item, facts, stems, frozenset(map(content_words, stems)))

    @property
    def answers(self) -> tuple[str, ...]:
        """Return what questions that ask the same have in common: the kind and the right answers.

        Matchings of a lesson are held against each other whatever their answers.
        """
        if self.item.kind == "matching":
            return (self.item.kind, self.item.lesson)
        right = (f"{option.premise}: {option.text}".lower() for option in self.item.right)
        return (self.item.kind, *sorted(right))

    def is_like(self, other: Asked) -> bool:
        """Tell whether some wording asks the same as one of the other's.

        Two matchings do when they share more than half of their pairs.
        """
        if self.item.kind == "matching":
            return 2 * len(self.facts & other.facts) > min(len(self.facts), len(other.facts))
        if self.facts != other.facts:  # as `ask_the_same` has it, for all pairs at once
            return not self.words.isdisjoint(other.words)
        pairs = product(self.stems, other.stems)
        return any(ask_the_same(stem, rival, same_facts=True) for stem, rival in pairs)


def without_doubles(finished: Iterable[Asked]) -> Iterator[Item]:
    """Yield one of the questions with one key, and of those that ask the same the deepest."""
    seen: set[str] = set()
    kept: dict[tuple[str, ...], list[Asked]] = defaultdict(list)
    for asked in sorted(finished, key=lambda one: DEPTH.index(one.item.level)):
        rivals = kept[asked.answers]
        if asked.item.key not in seen and not any(map(asked.is_like, rivals)):
            seen.add(asked.item.key)
            rivals.append(asked)
            yield asked.item
