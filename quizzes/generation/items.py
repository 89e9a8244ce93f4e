"""Questions as values: options with their proofs, drafts of item models, the finished item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from quizzes.generation.facts import Fact
from quizzes.generation.proofs import Truth

Kind = Literal[
    "single", "multiple", "true_false", "matching", "ordering", "cloze", "short_answer", "numeric"
]
Level = Literal["recall", "compare", "apply"]
Form = Literal["name", "noun", "gerund", "clause", "verdict", "step", "typed"]

BLANK = "____"  # stands for what is asked in a cloze
CHOICE_KINDS: frozenset[Kind] = frozenset({"single", "multiple", "true_false"})
TYPED_KINDS: frozenset[Kind] = frozenset({"cloze", "short_answer", "numeric"})


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
        premise: for matching, what the text is the right response to; empty for an extra response.
        place: for ordering, the place of the step, from 1.
        accepted: for typed answers, other writings that count as right.
        lookalikes: for typed answers, what may not be taken for a slip of the right one.
        unit: for numbers, what they count; stands in the stem as well.
        tolerance: for numbers, how far from the text an answer may lie.
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
    premise: str = ""
    place: int = 0
    accepted: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    unit: str = ""
    tolerance: float = 0.0

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
class Clause:
    """One line of the clause table: a demand of a scenario, and which things it rules out.

    Attributes:
        fact: what the key is said to do, and the demand with it.
        rules_out: names of things of which it is proved false, in alphabetical order.
    """

    fact: Fact
    rules_out: tuple[str, ...]


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
        seeks: FALSE where the right option is what is proved not to hold, and the wrong ones hold.
        clauses: the clause table of a scenario with several demands.
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
    seeks: Truth = Truth.TRUE
    clauses: tuple[Clause, ...] = ()


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
    seeks: Truth = Truth.TRUE
    clauses: tuple[Clause, ...] = ()

    def __post_init__(self) -> None:
        if trouble := _SHAPES.get(self.kind, _choice_trouble)(self):
            raise NotAnItem(f"{self.stem.text}: {trouble}")
        if not all(option.explanation and option.facts for option in self.options):
            raise NotAnItem(f"{self.stem.text}: an option without explanation or evidence")

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return all facts that the item depends on, by key: asked, proving or told in an explanation.

        An edit of any other fact leaves the item as it is.
        """
        told = (fact for option in self.options for fact in (*option.facts, *option.aside))
        found = {fact.key: fact for fact in (*self.asked, *told) if fact.key}
        return tuple(found[key] for key in sorted(found))

    @property
    def right(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.correct)

    @property
    def wrong(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if not option.correct)


def _choice_trouble(item: Item) -> str:
    if len(item.right) != (2 if item.kind == "multiple" else 1):
        return f"{len(item.right)} right options"
    if len(item.options) < 3:
        return "fewer than three options"
    return "" if _all_differ(item.options) else "two options are equal"


def _matching_trouble(item: Item) -> str:
    premises = [option.premise for option in item.options if option.premise]
    if not 3 <= len(premises) <= 6:
        return f"{len(premises)} premises"
    if len(set(premises)) < len(premises):
        return "two premises are equal"
    if any(bool(option.premise) != option.correct for option in item.options):
        return "a premise without its response"
    return ""


def _ordering_trouble(item: Item) -> str:
    places = [option.place for option in item.options]
    if not 3 <= len(places) <= 5:
        return f"{len(places)} steps"
    if places != list(range(1, len(places) + 1)) or item.wrong:
        return "steps out of order"
    return "" if _all_differ(item.options) else "two steps are equal"


def _typed_trouble(item: Item) -> str:
    if len(item.right) != 1 or not item.options[0].correct:
        return "the right answer must come first"
    return "" if _all_differ(item.options) else "two answers are equal"


def _all_differ(options: tuple[Option, ...]) -> bool:
    return len({option.text.lower() for option in options}) == len(options)


_SHAPES: dict[Kind, Callable[[Item], str]] = {
    "matching": _matching_trouble,
    "ordering": _ordering_trouble,
    "cloze": _typed_trouble,
    "short_answer": _typed_trouble,
    "numeric": _typed_trouble,
}
