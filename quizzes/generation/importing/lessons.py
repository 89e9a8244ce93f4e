"""Lessons: what a person approved of a draft, written in the convention of the lessons.

What nobody approved as a fact is kept as prose, so nothing of the notes is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from lemminflect import getAllLemmas

from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import LessonSource
from quizzes.generation.importing.types import (
    Decisions,
    Entity,
    LessonDraft,
    NotesDraft,
    OutlineLesson,
    OutlineSection,
    Piece,
    Proposal,
)
from quizzes.generation.phrases import base_of
from quizzes.generation.things import HEAD_END, is_plural, lowered
from quizzes.generation.words import capitalise, normal, squash

PURPOSE = "Purpose"
NO_PURPOSE = frozenset(
    {"be", "have", "include", "contain", "let", "mean", "get", "lead", "stand", "cost"}
)
NOT = "Not"
LEAST_STEPS = 3  # the reader of lessons takes no shorter list for a process


def lessons_of(
    draft: NotesDraft, decisions: Decisions, *, pending: bool = False
) -> tuple[LessonDraft, ...]:
    """Return the lessons that follow from what was decided.

    Args:
        pending: write the proposals that nobody has judged too, for a preview.
    """
    written = list(approved(draft, decisions, pending=pending))
    corrections = {s.word: s.suggestion for s in draft.spellings if s.word in decisions.spellings}
    lessons: list[LessonDraft] = []
    for module in draft.outline.modules:
        for lesson in module.lessons:
            body = _Writer(draft, lesson, written, decisions).body()
            position = len(lessons) + 1
            lessons.append(
                LessonDraft(
                    lesson.slug, lesson.title, module.title, position, corrected(body, corrections)
                )
            )
    return tuple(lessons)


def in_context(draft: NotesDraft) -> NotesDraft:
    """Return the draft with each statement as the whole lesson makes it.

    The reader learns from the rest of a lesson whether a name is a common noun: "Hub repeats …"
    becomes "A hub repeats …".
    """
    told: dict[tuple[str, str], str] = {}
    for lesson in lessons_of(draft, Decisions(), pending=True):
        for fact in read_lesson(LessonSource(lesson.slug, lesson.body)).facts:
            told.setdefault((lesson.slug, normal(fact.statement)), fact.statement)
    return replace(
        draft,
        proposals=tuple(
            replace(p, statement=told.get((p.lesson, normal(p.statement)), p.statement))
            for p in draft.proposals
        ),
    )


def approved(
    draft: NotesDraft, decisions: Decisions, *, pending: bool = False
) -> Iterator[Proposal]:
    """Yield the proposals that stand, edited and answered as the person wished."""
    dropped = {
        key
        for asking in draft.askings
        if asking.kind == "joint" and decisions.answers.get(asking.key) == "no"
        for key in asking.proposals
    }
    answered = _answers_by_proposal(draft, decisions)
    for proposal in draft.proposals:
        verdict = decisions.verdicts.get(proposal.key)
        state = verdict.state if verdict else ("approved" if pending else "rejected")
        if state == "rejected" or proposal.key in dropped:
            continue
        for kind, answer in answered.get(proposal.key, ()):
            proposal = _answered(proposal, kind, answer)
        if verdict and state == "edited":
            proposal = replace(
                proposal,
                subject=verdict.subject or proposal.subject,
                label=verdict.label or proposal.label,
                value=verdict.value or proposal.value,
                statement=verdict.statement or proposal.statement,
            )
        yield proposal


def _answers_by_proposal(
    draft: NotesDraft, decisions: Decisions
) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for asking in draft.askings:
        if answer := decisions.answers.get(asking.key):
            for key in asking.proposals:
                found.setdefault(key, []).append((asking.kind, answer))
    return found


def _answered(proposal: Proposal, kind: str, answer: str) -> Proposal:
    if kind == "closure" and answer == "yes" and not proposal.closed:
        return replace(proposal, closed="complete")
    if kind == "identity" and answer == "yes":
        return as_purpose(proposal) or proposal
    if kind == "subject":
        return replace(proposal, subject=answer)
    if kind == "order" and answer == "no" and proposal.shape == "step":
        return replace(proposal, shape="member", label="Includes")
    if kind == "date" and answer != "no":
        return replace(proposal, value=f"{proposal.value} (as of {answer})")
    return proposal


def as_purpose(proposal: Proposal) -> Proposal | None:
    """Return a proposal that says what its subject does as its purpose; None where it cannot be one."""
    if proposal.negative or proposal.shape != "bullet":
        return None
    if proposal.label == "Can":
        return replace(proposal, label=PURPOSE)
    verb, _, rest = proposal.label.partition(" ")
    base = base_of(verb.lower())
    if not base or base == verb.lower() or base in NO_PURPOSE:
        return None
    return replace(proposal, label=PURPOSE, value=squash(f"{base} {rest} {proposal.value}"))


def needs_lead(name: str) -> bool:
    """Tell a plural of one word ("Enzymes"), which only running text shows to be no name."""
    head = HEAD_END.split(name)[0]
    is_word = " " not in head and name[:1].isupper() and name[1:2].islower()
    return is_word and is_plural(lowered(name)) and bool(getAllLemmas(head.lower()))


def corrected(text: str, corrections: Mapping[str, str]) -> str:
    """Return the text with each accepted correction, whole words only, capital kept."""
    for word, suggestion in sorted(corrections.items()):
        for wrong, right in ((word, suggestion), (capitalise(word), capitalise(suggestion))):
            text = _replace_word(text, wrong, right)
    return text


def _replace_word(text: str, wrong: str, right: str) -> str:
    parts = text.split(wrong)
    whole = parts[0]
    for part in parts[1:]:
        inside = whole[-1:].isalnum() or part[:1].isalnum()
        whole += (wrong if inside else right) + part
    return whole


@dataclass(slots=True)
class _Writer:
    """Writes one lesson."""

    draft: NotesDraft
    lesson: OutlineLesson
    written: Iterable[Proposal]
    decisions: Decisions
    entities: dict[str, Entity] = field(init=False)
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.entities = {entity.name: entity for entity in self.draft.entities}
        self.written = [p for p in self.written if p.lesson == self.lesson.slug]
        self.keys = frozenset(proposal.key for proposal in self.written)

    def body(self) -> str:
        homes = self._homes()
        blocks: list[str] = []
        for section in self.lesson.sections:
            blocks += self._section(section, homes)
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _homes(self) -> dict[str, str]:
        """Return for each subject the section that it is written in: its own, else the first."""
        homes = {s.entity: s.slug for s in reversed(self.lesson.sections) if s.entity}
        for proposal in self.written:
            homes.setdefault(proposal.subject, proposal.section)
        return homes

    def _section(self, section: OutlineSection, homes: dict[str, str]) -> Iterator[str]:
        here = [p for p in self.written if p.shape not in {"cell", "step"}]
        own = [p for p in here if p.subject == section.entity and homes[p.subject] == section.slug]
        pieces = [piece for piece in self.draft.pieces if piece.section == section.slug]
        yield f"## {self._heading(section.entity) if section.entity else section.title}"
        yield from self._prose(section.entity, pieces, own)
        yield self._bullets(section.entity, own)
        cells = [p for p in self.written if p.shape == "cell" and p.section == section.slug]
        for _, table in groupby(cells, key=lambda p: p.group):
            yield _table(list(table), self.entities)
        steps = [p for p in self.written if p.shape == "step" and p.section == section.slug]
        for title, process in groupby(steps, key=lambda p: p.subject):
            yield from self._process(section, title, list(process))
        guests = {p.subject: None for p in here if homes[p.subject] == section.slug}
        for subject in guests:
            if subject != section.entity:
                said = [p for p in here if p.subject == subject]
                yield f"### {self._heading(subject)}"
                yield said[0].statement
                yield self._bullets(subject, said)
        examples = [p for p in pieces if p.kind == "example" and not set(p.proposals) & self.keys]
        yield "\n".join(f"- **Example:** {piece.text}" for piece in examples)

    def _heading(self, name: str) -> str:
        entity = self.entities.get(name)
        if entity is None:
            return name
        known, shown = {squash(name).lower()}, []
        for other in (entity.expansion, *entity.aliases):
            is_told = bool(other) and not set(other) & set("(),|") and other.lower() not in known
            if is_told and (other == entity.expansion or other.isupper()):
                shown.append(other)
                known.add(other.lower())
        return f"{name} ({', '.join(shown)})" if shown else name

    def _prose(self, entity: str, pieces: list[Piece], own: list[Proposal]) -> Iterator[str]:
        left = [p for p in pieces if p.kind != "example" and not set(p.proposals) & self.keys]
        first = next((p for p in own if p.label in {"Is a", PURPOSE}), next(iter(own), None))
        if first and (needs_lead(entity) or not (left and left[0].kind == "paragraph")):
            yield first.statement
        for kind, run in groupby(left, key=lambda piece: piece.kind):
            texts = [piece.text for piece in run]
            if kind == "paragraph":
                yield from texts
            else:
                yield "\n".join(f"- {text}" for text in texts)

    def _bullets(self, subject: str, proposals: list[Proposal]) -> str:
        lines: list[str] = []
        done: set[tuple[str, str]] = set()
        for proposal in proposals:
            mark = (proposal.group, proposal.label)
            if proposal.shape != "member":
                lines.append(f"- **{_label(proposal)}:** {proposal.value}")
            elif mark not in done:
                done.add(mark)
                members = [
                    p for p in proposals if (p.group, p.label) == mark and p.shape == "member"
                ]
                lines.append(_list(proposal, members))
        denied = [
            asking.value
            for asking in self.draft.askings
            if asking.kind == "negation"
            and asking.subject == subject
            and self.decisions.answers.get(asking.key) == "yes"
        ]
        lines += [f"- **{NOT}:** {value}" for value in denied]
        return "\n".join(lines)

    def _process(self, section: OutlineSection, title: str, steps: list[Proposal]) -> Iterator[str]:
        if title not in {section.title, section.entity}:
            yield f"### {title}"
        mark = "." if len(steps) >= LEAST_STEPS else ")"
        yield "\n".join(f"{number}{mark} {step.value}" for number, step in enumerate(steps, 1))


def _label(proposal: Proposal) -> str:
    if proposal.closed == "only":
        return f"Only {proposal.label[:1].lower()}{proposal.label[1:]}"
    return f"{proposal.label} (complete list)" if proposal.closed else proposal.label


def _list(first: Proposal, members: list[Proposal]) -> str:
    values = [member.value for member in members]
    if any(";" in value for value in values):
        return "\n".join([f"- **{_label(first)}:**", *(f"  - {value}" for value in values)])
    return f"- **{_label(first)}:** {'; '.join(values)}"


def _table(cells: list[Proposal], entities: Mapping[str, Entity]) -> str:
    """Return the cells as a table with the things down; what is not approved stays blank."""
    things = list(dict.fromkeys(cell.subject for cell in cells))
    labels = list(dict.fromkeys(cell.label for cell in cells))
    said = {(cell.subject, cell.label): cell.value for cell in cells}
    kinds = [entities[thing].kind for thing in things if thing in entities]
    corner = capitalise(next(filter(None, kinds), "Name"))
    rows = [[corner, *labels], ["---"] * (len(labels) + 1)]
    rows += [[thing, *(said.get((thing, label), "") for label in labels)] for thing in things]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
