"""Notes: raw Markdown of any quality to a draft of a course."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from quizzes.generation.importing.askings import Hints, askings_of
from quizzes.generation.importing.blocks import read_blocks
from quizzes.generation.importing.lessons import in_context
from quizzes.generation.importing.names import Names
from quizzes.generation.importing.outline import outline_of
from quizzes.generation.importing.parts import Draft, parts_of
from quizzes.generation.importing.proposing import proposals_of
from quizzes.generation.importing.reader import Reader
from quizzes.generation.importing.repair import repair
from quizzes.generation.importing.spelling import spellings_of
from quizzes.generation.importing.types import Entity, NotesDraft, Outline, Piece, Proposal


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
    read = NotesDraft(
        source=source,
        raw=raw,
        repaired=repaired.text,
        repairs=tuple(repaired.repairs),
        outline=outline,
        entities=_entities(names, proposals),
        pieces=pieces,
        proposals=proposals,
        spellings=spellings_of(blocks, names),
        askings=(),
    )
    told = in_context(read)
    return replace(told, askings=askings_of(told.proposals, hints))


def _entities(names: Names, proposals: tuple[Proposal, ...]) -> tuple[Entity, ...]:
    """Return the things, those too that only a proposal names."""
    for proposal in proposals:
        if proposal.shape != "step" and proposal.subject not in names.lines:
            names.lines[proposal.subject].update(proposal.lines)
    return names.entities()


@dataclass(slots=True)
class _Collector:
    """Collects proposals, each content once, where the notes first say it."""

    raw: list[str]
    found: dict[str, Proposal] = field(default_factory=dict)
    keys: dict[int, list[str]] = field(default_factory=dict)
    joint: set[str] = field(default_factory=set)
    doubts: dict[str, str] = field(default_factory=dict)

    def collect(self, draft: Draft, lesson: str, section: str) -> None:
        keys = self.keys.setdefault(id(draft), [])
        for claim, proposal in proposals_of(
            draft.claims, lesson=lesson, section=section, raw=self.raw
        ):
            known = self.found.get(proposal.key, proposal)
            lines = tuple(sorted({*known.lines, *proposal.lines}))
            self.found[proposal.key] = replace(known, lines=lines)
            keys.append(proposal.key)
            if claim.joint:
                self.joint.add(proposal.key)
            if claim.doubt:
                self.doubts.setdefault(proposal.key, claim.doubt)

    def keys_of(self, draft: Draft) -> tuple[str, ...]:
        """Return the keys of a draft; the words before a list have those of its members."""
        own = self.keys[id(draft)]
        below = [key for member in draft.members for key in self.keys[id(member)]]
        return tuple(dict.fromkeys((*own, *below)))


def _proposed(
    drafts: list[Draft], section_of: dict[int, str], outline: Outline, raw: str
) -> tuple[tuple[Piece, ...], tuple[Proposal, ...], Hints]:
    lesson_of = {s.slug: lesson.slug for lesson in outline.lessons for s in lesson.sections}
    collector = _Collector(raw.split("\n"))
    for draft in drafts:
        section = section_of[id(draft.part)]
        collector.collect(draft, lesson_of[section], section)
    pieces = tuple(
        Piece(d.text, d.kind, section_of[id(d.part)], d.numbers, collector.keys_of(d))
        for d in drafts
        if d.text
    )
    ordered = (replace(p, order=n) for n, p in enumerate(collector.found.values(), start=1))
    claims = [claim for draft in drafts for claim in draft.claims]
    hints = Hints(
        open=frozenset(claim.group for claim in claims if claim.open),
        counted=frozenset(claim.group for claim in claims if claim.counted),
        joint=frozenset(collector.joint),
        doubts=collector.doubts,
    )
    return pieces, tuple(ordered), hints
