"""The values that importing hands out: a draft of a course, what is doubtful in it, and what a person decided.

Nothing here is believed: a proposal becomes a fact only when a person approves it. Lines are counted from 1
in the raw notes, always; the raw text is what citations quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Literal

Shape = Literal["bullet", "member", "cell", "step"]
PieceKind = Literal["paragraph", "bullet", "example"]
AskingKind = Literal["closure", "identity", "negation", "subject", "joint", "order", "date"]
State = Literal["approved", "edited", "rejected"]


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing mended before the notes are read.

    Attributes:
        lines: of the raw notes, ascending.
        before, after: the raw text and what it became; both may hold line breaks, `after` may be empty.
        rule: id of the rule, such as "bullet without a space".
    """

    lines: tuple[int, ...]
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading of a lesson: a thing, or a topic that is none.

    Attributes:
        slug: unique in the draft.
        entity: name of the `Entity` it is about; empty for a topic.
        lines: of the heading and of all that stands under it, ascending.
    """

    title: str
    slug: str
    entity: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    """A lesson to be: `slug` is unique in the draft; `lines` as in a section."""

    title: str
    slug: str
    lines: tuple[int, ...]
    sections: tuple[OutlineSection, ...]


@dataclass(frozen=True, slots=True)
class OutlineModule:
    """A part of the course to be: `slug` is unique in the draft; `lines` as in a section."""

    title: str
    slug: str
    lines: tuple[int, ...]
    lessons: tuple[OutlineLesson, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    modules: tuple[OutlineModule, ...]

    @property
    def lessons(self) -> tuple[OutlineLesson, ...]:
        """Return the lessons of all modules in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that the notes speak of.

    Attributes:
        name: the one name that proposals use as their subject.
        aliases: other ways in which the notes write it, sorted; the acronym is one.
        expansion: the words that an acronym among its names stands for; may be empty.
        kind: the noun for what it is ("firewall"), lower case; may be empty.
        lines: where it is named, ascending.
    """

    name: str
    aliases: tuple[str, ...] = ()
    expansion: str = ""
    kind: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that the notes seem to state.

    Attributes:
        key: digest of subject, label, value and polarity: the same wherever the line stands.
        subject: name of an `Entity`; of a step the title of the process.
        label, value: the bullet it becomes in a lesson: "**Label:** value", one idea.
        statement: the sentence that the reader of lessons makes of it.
        negative: the notes say that it is not so.
        closed: "only" or "complete" where the notes' own words close the list; else empty.
        lesson: slug of its lesson in the outline.
        section: slug of its section.
        lines: of the raw notes, ascending.
        quote: the raw line that says it, verbatim.
        rule: id of the rule that read it.
        confidence: 0 to 1: how likely the rule is right, as measured on notes of several styles.
        shape: how the lesson writes it: a bullet of its own, a member of a list, a table cell, a step.
        group: the list, table or process that it shares with others; empty for a lone bullet.
        order: place in the notes, from 1; of steps also their order.
        volatile: a price, a trial or another value that ages: it needs a month before an exam asks it.
    """

    key: str
    subject: str
    label: str
    value: str
    statement: str
    lesson: str
    section: str
    lines: tuple[int, ...]
    quote: str
    rule: str
    confidence: float
    negative: bool = False
    closed: Literal["", "only", "complete"] = ""
    shape: Shape = "bullet"
    group: str = ""
    order: int = 0
    volatile: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the notes in reading order: what remains prose when no proposal of it is approved.

    Attributes:
        text: one paragraph or list item, inline Markdown kept.
        section: slug of its section.
        proposals: keys of what was proposed from it, in order.
    """

    text: str
    kind: PieceKind
    section: str
    lines: tuple[int, ...]
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that may be misspelt; never corrected unless a person says so.

    Attributes:
        word: as written, lower case.
        suggestion: what may be meant, lower case.
        lines: where it stands, ascending.
    """

    word: str
    suggestion: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to the instructor that one click answers.

    Attributes:
        key: digest of its kind and the proposals it concerns.
        text: the question in plain words.
        answers: what may be answered; `Decisions.answers` holds one of these, or for "month" any month
            ("2026-11"). The first is the one whose gain `unlocks` tells.
        proposals: keys it concerns, in order.
        line: where to look in the raw notes.
        unlocks: number of questions that the answer adds to the bank, from 0.
        measured: whether `unlocks` comes from building the bank both ways; else it is an estimate.
        subject: of a negation the thing that would not do it; else empty.
        value: of a negation what it would not do, as a verb phrase in its base form; else empty.
    """

    key: str
    kind: AskingKind
    text: str
    answers: tuple[str, ...]
    proposals: tuple[str, ...]
    line: int
    unlocks: int = 0
    measured: bool = False
    subject: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided about a proposal; an empty word leaves what was proposed.

    Attributes:
        statement: the sentence that the words make, where they were edited.
    """

    state: State
    subject: str = ""
    label: str = ""
    value: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that a person decided about a draft.

    Attributes:
        verdicts: by proposal key; a proposal without one is pending.
        answers: by asking key, one of its answers.
        spellings: words whose suggestion was accepted.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    spellings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """A lesson in the convention of the lessons, ready to be edited and published.

    Attributes:
        module: title of its module.
        position: place in the draft, from 1.
        body: Markdown.
    """

    slug: str
    title: str
    module: str
    position: int
    body: str


@dataclass(frozen=True, slots=True)
class NotesDraft:
    """Everything read from one file of notes; equal texts give equal drafts.

    Attributes:
        source: what the notes are called, such as the name of the file.
        raw: the notes as they came, with line feeds at the ends of lines.
        repaired: the notes as they were read.
        proposals: in the order of the notes.
        askings: most questions unlocked first.
    """

    source: str
    raw: str
    repaired: str
    repairs: tuple[Repair, ...]
    outline: Outline
    entities: tuple[Entity, ...]
    pieces: tuple[Piece, ...]
    proposals: tuple[Proposal, ...]
    spellings: tuple[Spelling, ...]
    askings: tuple[Asking, ...]

    def diff(self) -> str:
        """Return the repairs as a unified diff from the raw to the repaired text; "" if there are none."""
        return "\n".join(
            unified_diff(
                self.raw.splitlines(),
                self.repaired.splitlines(),
                self.source,
                f"{self.source} (repaired)",
                lineterm="",
            )
        )
