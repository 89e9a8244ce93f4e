"""The values that cross the border: lessons, things, facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from quizzes.generation.chance import digest
from quizzes.generation.phrases import Phrase
from quizzes.generation.reading import Passage
from quizzes.generation.things import Thing
from quizzes.generation.words import normal

Importance = Literal["A", "B", "C"]
Closure = Literal["", "only", "complete"]
IDENTITY = "is the"  # the slot of a definition that fits one thing alone
STEP = "step "  # the slot of a step of a process, with its number behind


class NounFact(ValueError):
    """The fact fills a noun slot ("cost"), where a verb phrase was wanted."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A syllabus entry that a lesson carries.

    Attributes:
        reference: its id in the syllabus.
        weight: how much it matters for the exam.
        scored: whether it may decide which option is right.
        quotes: the words of the lesson that carry it.
    """

    reference: str
    weight: Importance = "B"
    scored: bool = True
    quotes: tuple[str, ...] = ()


def claims_of(carries: dict[str, dict[str, Any]]) -> tuple[Claim, ...]:
    """Return the syllabus entries of a lesson's `carries` field, in the order of their ids."""
    return tuple(
        Claim(
            reference=reference,
            weight=entry.get("weight", "B"),
            scored=entry.get("scored", True),
            quotes=tuple(entry.get("quotes", ())),
        )
        for reference, entry in sorted(carries.items())
    )


@dataclass(frozen=True, slots=True)
class LessonSource:
    """One lesson as the generator sees it.

    Attributes:
        position: place in the course, from 1.
        prerequisites: slugs of the lessons to read before.
    """

    slug: str
    body: str
    title: str = ""
    position: int = 1
    claims: tuple[Claim, ...] = ()
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence that can be asked, or (polarity False) one that the lesson says is not so.

    Attributes:
        key: permanent; minted from the content at first sight, kept by the bank afterwards.
        subject: name of a `Thing`.
        slot: "purpose", "is a", "is the", "cost", the verb of a label, or "table" for a yes/no cell.
        value: what fills the slot, in the lesson's words.
        phrase: the predicate as a verb phrase; None where the slot is a noun ("cost").
        closed: "only" or "complete" for a member of a list that the lesson closes.
        group: the table, list or set that it shares with its siblings, with the aspect asked.
        quote: verbatim words of the passage.
        kind: the noun for the subject in this fact's table, when it differs from the thing's own.
        as_of: month of validity of what ages, first day.
        references: syllabus ids.
    """

    subject: str
    slot: str
    value: str
    phrase: Phrase | None
    statement: str
    passage: Passage
    quote: str
    polarity: bool = True
    closed: Closure = ""
    group: str = ""
    kind: str = ""
    importance: Importance = "B"
    scored: bool = True
    as_of: date | None = None
    references: tuple[str, ...] = ()
    key: str = ""

    @property
    def does(self) -> Phrase:
        """Return the verb phrase of a fact that has one.

        Raises:
            NounFact: the slot is a noun, so there is no verb phrase.
        """
        if self.phrase is None:
            raise NounFact(self.statement)
        return self.phrase

    @property
    def in_table(self) -> bool:
        """Tell a yes/no cell, also where the purpose of the thing is such a cell."""
        return bool(self.group) and not self.closed and self.slot in {"table", "purpose"}

    @property
    def definition(self) -> str:
        """Return a definition without its noun: "that records API calls"; "" where there is none."""
        value = self.value
        is_one = self.slot == IDENTITY and value.lower().startswith(f"{self.kind.lower()} ")
        return value[len(self.kind) :].strip() if is_one else ""

    @property
    def is_step(self) -> bool:
        """Tell a step of a numbered process."""
        return self.slot.startswith(STEP)

    @property
    def place(self) -> int:
        """Return the place of a step in its process, from 1."""
        return int(self.slot.removeprefix(STEP))

    @property
    def predicate(self) -> str:
        """Return what is said of the subject, the same for every subject and wording of one form."""
        if self.phrase is None:
            return f"{self.slot}: {normal(self.value)}"
        return normal(f"{self.phrase.modal} {self.phrase.base}")

    @property
    def says(self) -> str:
        """Return what is said of the subject, in the lesson's words: "can hold keys", "cost: 3 euro"."""
        if self.phrase is None:
            return f"{self.slot}: {self.value}"
        return f"{self.phrase.modal} {self.phrase.base}".strip()

    @property
    def identity(self) -> tuple[str, str, bool]:
        return (normal(self.subject), self.predicate, self.polarity)

    @property
    def fingerprint(self) -> str:
        """Return a digest of the identity, by which a stored fact is found again."""
        return _fingerprint(self.identity)


@lru_cache(maxsize=100_000)
def _fingerprint(identity: tuple[str, str, bool]) -> str:
    return digest("identity", *identity, length=24)


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a line of a lesson from being asked, and the cure.

    Attributes:
        rule: "unreadable"; "contradiction" where two lines say opposite things; "idle-denial" where
            an instructor denies what no lesson says.
    """

    lesson: str
    line: int
    text: str
    cure: str
    rule: str = "unreadable"


@dataclass(slots=True)
class LessonFacts:
    """All that a lesson says.

    Attributes:
        silences: subject and words of what a table leaves open ("depends"): never proved false.
    """

    source: LessonSource
    facts: list[Fact] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    processes: list[tuple[Fact, ...]] = field(default_factory=list)
    silences: list[tuple[str, str]] = field(default_factory=list)
