"""What a page may show of a question. Templates get these values and never a version.

An open question carries no verdict at all, so a template cannot give the key away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse

from courses.rendering import anchor_for

LETTERS = "ABCDEFGHIJ"
GAP = "____"  # how a stem marks the words to be filled in
NO_SUCH_ROW = "This question has no such row. Choose again."


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a lesson that settle an option, and where they stand."""

    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a part of an answer turned out to be.

    Args:
        chosen: whether the learner had a hand in it; what was left alone is shown more quietly.
        word: the verdict in a word.
        tag: a word or two beside it.
        remark: what the learner said of it, where that is longer.
    """

    right: bool
    chosen: bool
    word: str
    tag: str
    remark: str
    explanation: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """A part of an answered question: its letter or number, its words, what belongs to it."""

    mark: str
    text: str
    verdict: Verdict
    belongs: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it stands on the page, open or answered."""

    answered: ClassVar[bool]
    template: ClassVar[str]

    stem: str

    @property
    def stem_parts(self) -> tuple[str, ...]:
        """Return the stem cut at its gaps."""
        return tuple(self.stem.split(GAP))


@dataclass(frozen=True, slots=True)
class Open(Shown):
    """A question to be answered. Each kind of answer adds what its fields need."""

    answered: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Answered(Shown):
    """A question with its verdicts; `filling` is what belongs into the gaps of the stem.

    What is partly right is not right, and is told apart from what is wrong.
    """

    answered: ClassVar[bool] = True
    template: ClassVar[str] = "quizzes/_verdicts.html"

    rows: tuple[OpenedRow, ...]
    right: bool
    summary: str
    partly: bool = False
    mark_shape: str = "radio"
    filling: str = ""

    @property
    def state(self) -> str:
        """Return right, partly or wrong."""
        return "right" if self.right else "partly" if self.partly else "wrong"


def verdict_on(
    option: Mapping[str, Any],
    *,
    right: bool,
    course: str,
    chosen: bool = True,
    word: str = "",
    tag: str = "",
    remark: str = "",
) -> Verdict:
    """Return the verdict with the reason and the sources that the bank gives for an option."""
    return Verdict(
        right=right,
        chosen=chosen,
        word=word or ("Right" if right else "Wrong"),
        tag=tag,
        remark=remark,
        explanation=option["explanation"],
        sources=tuple(source_of(citation, course) for citation in option["citations"]),
    )


def source_of(citation: Mapping[str, str], course: str) -> Source:
    lesson = reverse("progress:lesson", args=(course, citation["lesson"]))
    passage = citation.get("passage") or citation["quote"]
    return Source(quote=citation["quote"], url=f"{lesson}#{anchor_for(passage)}")
