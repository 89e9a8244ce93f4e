"""Questions as values: options with their proofs, drafts of item models, the finished item."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from quizzes.generation.facts import Fact

Kind = Literal["single", "multiple", "true_false"]
Level = Literal["recall", "compare", "apply"]
Form = Literal["name", "noun", "gerund", "clause", "verdict"]


class NotAnItem(ValueError):
    """An item that breaks the shape of a question: keys, options, explanations."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a lesson says it: verbatim words and the plain text of the block they stand in."""

    lesson: str
    quote: str
    passage: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option with why it is right or wrong.

    Attributes:
        form: the grammatical form, the same for all options of an item.
        proof: "TRUE" or a class of `proofs`.
        facts: what the proof stands on.
        subject: the thing the option names or speaks of.
        verdict: for true/false items, what the option says of the statement.
    """

    text: str
    correct: bool
    explanation: str
    proof: str
    facts: tuple[Fact, ...]
    form: Form
    subject: str = ""
    verdict: bool | None = None
    aside: tuple[Fact, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return one citation for each passage that the proof or the explanation rests on."""
        found: dict[tuple[str, int, str], Citation] = {}
        for fact in (*self.facts, *self.aside):
            passage = fact.passage
            found.setdefault(
                (passage.lesson, passage.line, fact.quote),
                Citation(passage.lesson, fact.quote, passage.text),
            )
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Stem:
    """A wording of the question.

    Attributes:
        asks_for: the noun that the stem asks for, as it stands in the stem.
        setting: the scene-setting words, if any.
        frame: the name of the frame, for counting how often it is used.
    """

    text: str
    asks_for: str
    frame: str
    level: Level
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an item model proposes: wordings, keys and a pool of proved distractors.

    Attributes:
        model: "T1" …
        direction: the slot asked, for instance "purpose>name"; part of the question's identity.
        asked: the facts that the question asks; answering it right credits them.
        size: number of options wanted; a pool too small makes three, never fewer.
        pool: distractors, best first.
        hints: names that the stem must not give away (all names of the key).
        predicate: the words asked, for leak checks.
    """

    model: str
    direction: str
    kind: Kind
    lesson: str
    asked: tuple[Fact, ...]
    stems: tuple[Stem, ...]
    keys: tuple[Option, ...]
    pool: tuple[Option, ...]
    size: int = 4
    hints: str = ""
    predicate: str = ""
    sets: tuple[tuple[Option, ...], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Item:
    """A finished question. Checks its own shape on creation.

    Raises:
        NotAnItem: no key, too few options, equal options, an option without explanation or facts.
    """

    key: str
    model: str
    direction: str
    kind: Kind
    level: Level
    lesson: str
    stem: Stem
    options: tuple[Option, ...]
    asked: tuple[Fact, ...]
    hints: str = ""
    predicate: str = ""
    scored: bool = True

    def __post_init__(self) -> None:
        keys = [option for option in self.options if option.correct]
        if len(keys) != (2 if self.kind == "multiple" else 1):
            raise NotAnItem(f"{self.stem.text}: {len(keys)} right options")
        if len(self.options) < 3:
            raise NotAnItem(f"{self.stem.text}: fewer than three options")
        if len({option.text.lower() for option in self.options}) < len(self.options):
            raise NotAnItem(f"{self.stem.text}: two options are equal")
        if not all(option.explanation and option.facts for option in self.options):
            raise NotAnItem(f"{self.stem.text}: an option without explanation or evidence")

    @property
    def right(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.correct)

    @property
    def wrong(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if not option.correct)
