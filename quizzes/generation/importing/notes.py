"""Notes: raw Markdown of any quality to a draft of a course."""

from __future__ import annotations

from dataclasses import replace

from quizzes.generation.importing.blocks import read_blocks
from quizzes.generation.importing.names import Names
from quizzes.generation.importing.outline import outline_of
from quizzes.generation.importing.proposing import proposals_of
from quizzes.generation.importing.reader import Draft, Reader, parts_of
from quizzes.generation.importing.repair import repair
from quizzes.generation.importing.types import NotesDraft, Outline, Piece, Proposal


def read_notes(text: str, *, source: str) -> NotesDraft:
    """Return the draft that follows from notes; nothing is refused, whatever the text.

    Args:
        source: what the notes are called, such as the name of the file; titles the module where no
            heading does.
    """
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    repaired = repair(raw)
    parts = parts_of(read_blocks(repaired.lines))
    names = Names(raw)
    drafts = Reader(parts, names).run()
    places = {id(part): place for place, part in enumerate(parts)}
    sizes: dict[int, int] = {}
    for draft in drafts:
        place = places[id(draft.part)]
        sizes[place] = sizes.get(place, 0) + 1
    outline, sections = outline_of(parts, sizes, source)
    section_of = {id(part): slug for part, slug in zip(parts, sections, strict=True)}
    pieces, proposals = _proposed(drafts, section_of, outline, raw)
    return NotesDraft(
        source=source,
        raw=raw,
        repaired=repaired.text,
        repairs=tuple(repaired.repairs),
        outline=outline,
        entities=names.entities(),
        pieces=pieces,
        proposals=proposals,
        spellings=(),
        askings=(),
    )


def _proposed(
    drafts: list[Draft], section_of: dict[int, str], outline: Outline, raw: str
) -> tuple[tuple[Piece, ...], tuple[Proposal, ...]]:
    """Return the pieces and the proposals, each content once, where the notes first say it."""
    lines = raw.split("\n")
    lesson_of = {s.slug: lesson.slug for lesson in outline.lessons for s in lesson.sections}
    found: dict[str, Proposal] = {}
    pieces = []
    for draft in drafts:
        section = section_of[id(draft.part)]
        keys = []
        for proposal in proposals_of(
            draft.claims,
            lesson=lesson_of[section],
            section=section,
            raw=lines,
            order=len(found) + 1,
        ):
            known = found.get(proposal.key)
            again = (
                replace(known, lines=tuple(sorted({*known.lines, *proposal.lines})))
                if known
                else proposal
            )
            found[proposal.key] = again
            keys.append(proposal.key)
        pieces.append(
            Piece(draft.text, draft.kind, section, draft.numbers, tuple(dict.fromkeys(keys)))
        )
    ordered = [replace(p, order=number) for number, p in enumerate(found.values(), start=1)]
    return tuple(pieces), tuple(ordered)
