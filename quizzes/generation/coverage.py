"""Coverage: in how many ways each fact is asked, whether that is enough, and why not.

A way is a kind of question in one direction, not another wording of it. What a fact needs goes by
its importance; bars and numbers are those of the coverage rule (docs/lesson-convention.md).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from quizzes.generation.bank import Bank, Gap
from quizzes.generation.base import FactBase
from quizzes.generation.facts import Fact, Importance
from quizzes.generation.items import Level
from quizzes.generation.words import content_words

WANTED: dict[Importance, int] = {"A": 4, "B": 2, "C": 1}  # ways in which a fact is to be asked
BARS: dict[Importance, float] = {"A": 0.95, "B": 0.90, "C": 0.75}  # share of facts that are
DEEP: frozenset[Level] = frozenset({"compare", "apply"})  # one of the ways of an important fact


class Way(NamedTuple):
    """A kind of question in one direction: "T1", "purpose>name"."""

    model: str
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """A fact in the matrix of facts and ways.

    Attributes:
        ways: how it is asked, sorted.
        levels: the levels of those questions.
        gaps: questions on it that could not be made.
        doubtful: another line says the opposite, so it is set aside.
    """

    fact: Fact
    ways: tuple[Way, ...] = ()
    levels: frozenset[Level] = frozenset()
    gaps: tuple[Gap, ...] = ()
    doubtful: bool = False

    @property
    def is_counted(self) -> bool:
        return self.fact.scored

    @property
    def missing(self) -> int:
        """Return how many more ways the fact needs; 1 where only a deeper one is missing."""
        if not self.is_counted:
            return 0
        short = max(0, WANTED[self.fact.importance] - len(self.ways))
        return short or int(self.fact.importance == "A" and not self.levels & DEEP)

    @property
    def is_met(self) -> bool:
        return not self.missing

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why the fact is asked in too few ways, as codes; of a fact that is met, none.

        Those of `bank.Gap`, and: NO_KEY, it is marked not to decide a question; UNAPPROVED, another
        line says the opposite; LOW_VALUE, it says no more than what it speaks of; NO_MODEL, no
        other kind of question asks a line of its shape.
        """
        if not self.is_counted:
            return ("NO_KEY",)
        if self.is_met:
            return ()
        if self.doubtful:
            return ("UNAPPROVED",)
        found = {gap.reason for gap in self.gaps}
        failed = {(gap.model, gap.direction) for gap in self.gaps}
        if len(failed) < self.missing:
            found.add(
                "NO_MODEL" if self.ways or failed or _says_something(self.fact) else "LOW_VALUE"
            )
        return tuple(sorted(found))


def _says_something(fact: Fact) -> bool:
    """Tell a line that says more than its own label and the kind of thing it is on."""
    own = content_words(f"{fact.slot} {fact.kind} {fact.subject}")
    return bool(content_words(fact.value) - own) or any(map(str.isdigit, fact.value))


@dataclass(frozen=True, slots=True)
class Share:
    """How many facts of one importance are asked, in any way and in ways enough."""

    facts: int
    asked: int
    met: int
    bar: float

    @property
    def share(self) -> float:
        """Return the part of the facts that is asked in ways enough, 0 to 1; of none, 1."""
        return self.met / self.facts if self.facts else 1.0

    @property
    def is_reached(self) -> bool:
        return self.share >= self.bar


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: one row for each positive fact of the course, in its order."""

    rows: tuple[Row, ...]

    @property
    def shares(self) -> dict[Importance, Share]:
        return {importance: self._share(importance, bar) for importance, bar in BARS.items()}

    def _share(self, importance: Importance, bar: float) -> Share:
        rows = [row for row in self.rows if row.is_counted and row.fact.importance == importance]
        asked, met = sum(bool(row.ways) for row in rows), sum(row.is_met for row in rows)
        return Share(len(rows), asked, met, bar)

    @property
    def unmet(self) -> list[Row]:
        return [row for row in self.rows if not row.is_met]

    @property
    def unasked(self) -> list[Row]:
        """Return the rows of facts that no question asks, those marked so included."""
        return [row for row in self.rows if not row.ways]


def cover(base: FactBase, bank: Bank) -> Coverage:
    """Return how the positive facts of a course are asked by its bank."""
    ways: dict[str, set[Way]] = defaultdict(set)
    levels: dict[str, set[Level]] = defaultdict(set)
    for item in bank.items:
        for fact in item.asked:
            ways[fact.key].add(Way(item.model, item.direction))
            levels[fact.key].add(item.level)
    gaps: dict[str, list[Gap]] = defaultdict(list)
    for gap in bank.gaps:
        gaps[gap.fact.key].append(gap)
    rows = [
        Row(f, tuple(sorted(ways[f.key])), frozenset(levels[f.key]), tuple(gaps[f.key]))
        for f in base.facts
        if f.polarity
    ]
    rows += [Row(fact, doubtful=True) for fact in base.doubtful if fact.polarity]
    return Coverage(tuple(rows))
