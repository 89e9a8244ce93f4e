"""Notes: raw Markdown of any quality to a draft of a course."""

from __future__ import annotations

import re

from quizzes.generation.chance import digest
from quizzes.generation.importing.types import (
    Entity,
    NotesDraft,
    Outline,
    OutlineLesson,
    OutlineModule,
    OutlineSection,
    Piece,
    Proposal,
)
from quizzes.generation.words import normal, squash

HEADING = re.compile(r"^\s*#{1,6}\s*(.+?)\s*#*$")
LABELLED = re.compile(r"^\s*[-*+]\s+(?:\*\*)?([^:*]{2,50}?)(?:\*\*)?:(?:\*\*)?\s+(.+)$")


def read_notes(text: str, *, source: str) -> NotesDraft:
    """Return the draft that follows from notes; nothing is refused, whatever the text.

    Args:
        source: what the notes are called, such as the name of the file; titles the one module.
    """
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    lessons: list[OutlineLesson] = []
    pieces: list[Piece] = []
    proposals: list[Proposal] = []
    title, slug = source, "notes"
    for number, line in enumerate(raw.split("\n"), start=1):
        if heading := HEADING.match(line):
            title = heading[1]
            slug = f"{_slug(title)}-{len(lessons) + 1}"
        if heading or not lessons:
            section = OutlineSection(title, slug, title if heading else "", (number,))
            lessons.append(OutlineLesson(title, slug, (number,), (section,)))
        if heading or not line.strip():
            continue
        found = LABELLED.match(line)
        keys: tuple[str, ...] = ()
        if found and lessons[-1].sections[0].entity:
            label, value = squash(found[1]), squash(found[2])
            key = digest("proposal", normal(title), normal(label), normal(value), False)
            statement = f"The {label.lower()} of {title} is {value}."
            proposal = Proposal(
                key, title, label, value, statement, slug, slug, (number,), line,
                "label and value", 0.5, order=len(proposals) + 1,
            )  # fmt: skip
            proposals.append(proposal)
            keys = (key,)
        pieces.append(Piece(squash(line.lstrip("-*+ ")), "bullet", slug, (number,), keys))
    module = OutlineModule(source, _slug(source) or "notes", (1,), tuple(lessons))
    entities = tuple(
        Entity(lesson.title, lines=lesson.lines)
        for lesson in {
            lesson.title: lesson for lesson in lessons if lesson.sections[0].entity
        }.values()
    )
    return NotesDraft(
        source, raw, raw, (), Outline((module,)), entities, tuple(pieces), tuple(proposals), (), ()
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
