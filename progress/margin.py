"""The margin of a lesson: its text cut into runs, each with the marks of the facts it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from courses.rendering import Rendering
from progress.mastery import FactMark
from quizzes.memory import FactState


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the lesson and the marks that stand beside its end.

    `notes` are the person's own words on the fact of each mark, or "".
    """

    html: SafeString
    marks: tuple[FactMark, ...]
    notes: tuple[str, ...]

    @property
    def entries(self) -> tuple[tuple[FactMark, str], ...]:
        return tuple(zip(self.marks, self.notes, strict=True))

    @property
    def has_note(self) -> bool:
        return any(self.notes)

    @property
    def tally(self) -> str:
        """Say in words what the dots say, for those who do not see them."""
        return tally_of(self.marks)


@dataclass(frozen=True, slots=True)
class MarginSection:
    """A section with its margin. `check` is the name under which its facts can be asked."""

    title: str
    anchor: str
    level: int
    kind: str
    runs: tuple[Run, ...]

    @property
    def marks(self) -> tuple[FactMark, ...]:
        return tuple(mark for run in self.runs for mark in run.marks)

    @property
    def check(self) -> str:
        return self.marks[0].section if self.marks else ""

    @property
    def tally(self) -> str:
        return tally_of(self.marks)

    @property
    def changed(self) -> int:
        """Return how many of its facts have changed since the person was asked about them."""
        return sum(mark.has_changed for mark in self.marks)


def set_margin(
    rendering: Rendering, facts: Sequence[FactMark], notes: Mapping[str, str] | None = None
) -> tuple[MarginSection, ...]:
    """Return the lesson with each fact beside the passage that says it.

    Args:
        notes: the person's own words on facts, by the key of the fact.
    """
    written = notes or {}
    marks: defaultdict[str, tuple[FactMark, ...]] = defaultdict(tuple)
    for fact in facts:
        marks[fact.anchor] += (fact,)
    return tuple(
        MarginSection(
            title=section.title,
            anchor=section.anchor,
            level=section.level,
            kind=section.kind,
            runs=tuple(
                run_of(piece.html, marks.get(piece.anchor, ()), written) for piece in section.pieces
            ),
        )
        for section in rendering.sections
    )


def run_of(html: SafeString, marks: tuple[FactMark, ...], notes: Mapping[str, str]) -> Run:
    return Run(html, marks, tuple(notes.get(mark.key, "") for mark in marks))


def tally_of(marks: Sequence[FactMark]) -> str:
    """Return for example "3 facts: 1 known, 2 not met"."""
    counts = Counter(mark.state for mark in marks)
    words = [f"{counts[state]} {state}" for state in reversed(FactState) if counts[state]]
    if changed := sum(mark.has_changed for mark in marks):
        words.append(f"{changed} changed since you were asked")
    return f"{len(marks)} fact{'' if len(marks) == 1 else 's'}: {', '.join(words)}"
