"""What a page may show of a question. Templates get these values and never a version.

An open question carries no verdict at all, so a template cannot give the key away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from courses.rendering import anchor_for
from quizzes.models import Version

LETTERS = "ABCDEFGHIJ"
NUMBER_WORDS = ("none", "one", "two", "three", "four", "five")


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a lesson that settle an option, and where they stand."""

    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an option turned out to be."""

    right: bool
    chosen: bool
    word: str
    explanation: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One option as it stands on the page."""

    letter: str
    text: str
    checked: bool
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it stands on the page, open or answered."""

    stem: str
    picks: int
    rows: tuple[Row, ...]
    right: bool | None = None
    summary: str = ""

    @property
    def answered(self) -> bool:
        return self.right is not None

    @property
    def input_type(self) -> str:
        return "radio" if self.picks == 1 else "checkbox"

    @property
    def picks_word(self) -> str:
        return NUMBER_WORDS[self.picks] if self.picks < len(NUMBER_WORDS) else str(self.picks)


def show_open(version: Version, order: Sequence[int], *, checked: Collection[str] = ()) -> Shown:
    """Return the question without a word about what is right; `checked` are letters."""
    return Shown(
        stem=version.stem,
        picks=len(version.key_positions),
        rows=tuple(
            Row(letter, version.options[index]["text"], letter in checked)
            for letter, index in zip(LETTERS, order, strict=False)
        ),
    )


def show_answered(
    version: Version, order: Sequence[int], *, chosen: Collection[int], course: str
) -> Shown:
    """Return the question opened: for each option the verdict, the reason and the source.

    Args:
        chosen: indexes into the version's options.
        course: slug, for the links to its lessons.
    """
    keys = set(version.key_positions)
    hits = len(keys & set(chosen))
    return Shown(
        stem=version.stem,
        picks=len(keys),
        rows=tuple(
            Row(
                letter,
                version.options[index]["text"],
                index in chosen,
                verdict_on(version.options[index], chosen=index in chosen, course=course),
            )
            for letter, index in zip(LETTERS, order, strict=False)
        ),
        right=keys == set(chosen),
        summary=summary_of(hits, len(keys)),
    )


def summary_of(hits: int, picks: int) -> str:
    """Say in a few words how the answer went: `hits` right options of `picks` were chosen."""
    if hits == picks:
        return "Right."
    if hits == 0:
        return "Not this one." if picks == 1 else "Not these."
    return (
        f"Not quite: {hits} of your {picks} is right."
        if hits == 1
        else (f"Not quite: {hits} of your {picks} are right.")
    )


def verdict_on(option: Mapping[str, Any], *, chosen: bool, course: str) -> Verdict:
    return Verdict(
        right=option["correct"],
        chosen=chosen,
        word="Right" if option["correct"] else "Wrong",
        explanation=option["explanation"],
        sources=tuple(source_of(citation, course) for citation in option["citations"]),
    )


def source_of(citation: Mapping[str, str], course: str) -> Source:
    lesson = reverse("progress:lesson", args=(course, citation["lesson"]))
    passage = citation.get("passage") or citation["quote"]
    return Source(quote=citation["quote"], url=f"{lesson}#{anchor_for(passage)}")


def indexes_of(letters: Collection[str], order: Sequence[int]) -> list[int]:
    """Return the options behind the letters, as sorted indexes into the version's options."""
    return sorted(order[LETTERS.index(letter)] for letter in letters)
