"""Notes: raw Markdown of any quality to a draft of a course."""

from __future__ import annotations

from dataclasses import replace

from quizzes.generation.importing.askings import Hints, askings_of
from quizzes.generation.importing.blocks import read_blocks
from quizzes.generation.importing.names import Names
from quizzes.generation.importing.outline import outline_of
from quizzes.generation.importing.proposing import proposals_of
from quizzes.generation.importing.reader import Draft, Reader, parts_of
from quizzes.generation.importing.repair import repair
from quizzes.generation.importing.spelling import spellings_of
from quizzes.generation.importing.types import NotesDraft, Outline, Piece, Proposal


def read_notes(text: str, *, source: str) -> NotesDraft:
    """Return the draft that follows from notes; nothing is refused, whatever the text.

    Args:
        source: what the notes are called, such as the name of the file; titles the module where no
            heading does.
    """
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    repaired = repair(raw)
    blocks = read_blocks(repaired.lines)
    parts = parts_of(blocks)
    names = Names(raw)
    drafts = Reader(parts, names).run()
    places = {id(part): place for place, part in enumerate(parts)}
    sizes: dict[int, int] = {}
    for draft in drafts:
        place = places[id(draft.part)]
        sizes[place] = sizes.get(place, 0) + 1
    outline, sections = outline_of(parts, sizes, source)
    section_of = {id(part): slug for part, slug in zip(parts, sections, strict=True)}
    pieces, proposals, hints = _proposed(drafts, section_of, outline, raw)
    return NotesDraft(
        source=source,
        raw=raw,
        repaired=repaired.text,
        repairs=tuple(repaired.repairs),
        outline=outline,
        entities=names.entities(),
        pieces=pieces,
        proposals=proposals,
        spellings=spellings_of(blocks, names),
        askings=askings_of(proposals, hints),
    )


def _proposed(
    drafts: list[Draft], section_of: dict[int, str], outline: Outline, raw: str
) -> tuple[tuple[Piece, ...], tuple[Proposal, ...], Hints]:
    """Return the pieces and the proposals, each content once, where the notes first say it."""
    lines = raw.split("\n")
    lesson_of = {s.slug: lesson.slug for lesson in outline.lessons for s in lesson.sections}
    found: dict[str, Proposal] = {}
    joint: set[str] = set()
    doubts: dict[str, str] = {}
    pieces = []
    for draft in drafts:
        section = section_of[id(draft.part)]
        keys = []
        made = proposals_of(
            draft.claims, lesson=lesson_of[section], section=section, raw=lines, order=1
        )
        for claim, proposal in made:
            if claim.joint:
                joint.add(proposal.key)
            if claim.doubt:
                doubts.setdefault(proposal.key, claim.doubt)
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
    claims = {id(claim): claim for draft in drafts for claim in draft.claims}.values()
    hints = Hints(
        open=frozenset(claim.group for claim in claims if claim.open),
        counted=frozenset(claim.group for claim in claims if claim.counted),
        joint=frozenset(joint),
        doubts=doubts,
    )
    return tuple(pieces), tuple(ordered), hints
