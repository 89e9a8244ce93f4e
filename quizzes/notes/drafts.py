"""The bridge from what an import keeps to the importer's values, and from its lessons to rows of a course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from courses.loading import Row
from courses.models import Course
from quizzes.generation.importing.lessons import lessons_of
from quizzes.generation.importing.notes import read_notes
from quizzes.generation.importing.types import (
    Decisions,
    LessonDraft,
    NotesDraft,
    OutlineLesson,
    OutlineModule,
    State,
    Verdict,
)
from quizzes.generation.importing.types import Proposal as ProposalValue
from quizzes.notes.files import title_of
from quizzes.notes.models import WORDS, Asking, NotesFile, Proposal

TITLE = 160  # longest title of a module or lesson
WORDS_A_MINUTE = 200  # a careful reader of notes


@lru_cache(maxsize=64)
def _read(raw: str, source: str) -> NotesDraft:
    return read_notes(raw, source=source)


def draft_of(file: NotesFile) -> NotesDraft:
    """Return what the reader of notes makes of a file; reading it twice costs nothing."""
    return _read(file.raw, title_of(Path(file.path).stem))


@dataclass(frozen=True, slots=True)
class DecidedFile:
    """A file with its draft and what was decided about it.

    Attributes:
        proposals, askings: all rows of the file.
    """

    file: NotesFile
    proposals: Sequence[Proposal]
    askings: Sequence[Asking]

    @property
    def draft(self) -> NotesDraft:
        """Return the draft, with the edited proposals that the notes no longer make."""
        draft = draft_of(self.file)
        known = {proposal.key for proposal in draft.proposals}
        kept = [
            value_of(row, *home)
            for row in self.proposals
            if row.gone and row.status == Proposal.Status.EDITED and row.key not in known
            if (home := self._home(row))
        ]
        return replace(draft, proposals=(*draft.proposals, *kept)) if kept else draft

    def _home(self, row: Proposal) -> tuple[str, str] | None:
        """Return the slugs of lesson and section in the draft where a row belongs, if there is one.

        Its own section, else the first one of its lesson.
        """
        lessons = draft_of(self.file).outline.lessons
        slugs = self.file.slugs.get("lessons", {})
        for lesson in lessons:
            if row.section in {section.slug for section in lesson.sections}:
                return lesson.slug, row.section
        for lesson in lessons:
            if row.lesson and slugs.get(lesson.slug) == row.lesson.slug and lesson.sections:
                return lesson.slug, lesson.sections[0].slug
        return None

    @property
    def decisions(self) -> Decisions:
        said = [asking for asking in self.askings if asking.answer]
        return Decisions(
            verdicts={
                row.key: verdict_of(row)
                for row in self.proposals
                if row.status != Proposal.Status.PROPOSED
            },
            answers={a.key: a.answer for a in said if a.kind != Asking.SPELLING},
            spellings=frozenset(
                a.subject for a in said if a.kind == Asking.SPELLING and a.answer == "yes"
            ),
        )

    def lessons(self, *, pending: bool = False) -> tuple[LessonDraft, ...]:
        """Return the lessons that follow; with `pending` undecided proposals are written too."""
        return lessons_of(self.draft, self.decisions, pending=pending)


def decided_files(course: Course) -> list[DecidedFile]:
    """Return the files of a course with all that was decided about them. Four queries."""
    files = course.notes_files.prefetch_related("proposals__lesson", "askings")
    return [DecidedFile(f, list(f.proposals.all()), list(f.askings.all())) for f in files]


def verdict_of(row: Proposal) -> Verdict:
    state = cast("State", row.status)
    if row.status != Proposal.Status.EDITED:
        return Verdict(state)
    return Verdict(state, **row.words, statement=row.statement)


def value_of(row: Proposal, lesson: str, section: str) -> ProposalValue:
    """Return a stored proposal as the importer's value, to stand at these slugs of the draft."""
    return ProposalValue(
        key=row.key,
        subject=row.subject,
        label=row.label,
        value=row.value,
        statement=row.statement,
        lesson=lesson,
        section=section,
        lines=tuple(row.lines),
        quote=row.quote,
        rule=row.rule,
        confidence=row.confidence,
        order=row.order,
        **row.traits,
    )


def traits_of(proposal: ProposalValue) -> dict[str, str | bool]:
    """Return what is stored of a proposal without a column of its own."""
    return {
        "negative": proposal.negative,
        "closed": proposal.closed,
        "shape": proposal.shape,
        "group": proposal.group,
        "volatile": proposal.volatile,
    }


def words_of(proposal: ProposalValue) -> dict[str, str]:
    """Return subject, label and value."""
    return {name: getattr(proposal, name) for name in WORDS}


def rows_of(course: Course, files: Iterable[DecidedFile], *, pending: bool = False) -> list[Row]:
    """Return the modules and lessons of the draft as rows that the loader of courses takes."""
    rows: list[Row] = []
    for file in files:
        modules = len([row for row in rows if row.label == "courses.module"])
        rows += _rows_of_file(course, file, modules, pending=pending)
    return rows


def _rows_of_file(
    course: Course, decided: DecidedFile, modules: int, *, pending: bool
) -> Iterator[Row]:
    file, written = (
        decided.file,
        {lesson.slug: lesson for lesson in decided.lessons(pending=pending)},
    )
    for place, module in enumerate(draft_of(file).outline.modules, start=modules + 1):
        slug = file.slugs["modules"][module.slug]
        fields = {"course": [course.slug], "position": place, "slug": slug}
        yield _row(file, module, "courses.module", fields)
        for number, lesson in enumerate(module.lessons, start=1):
            body = written[lesson.slug].body
            fields = {
                "module": [course.slug, slug],
                "position": number,
                "slug": file.slugs["lessons"][lesson.slug],
                "body": body,
                "minutes": max(1, round(len(body.split()) / WORDS_A_MINUTE)),
            }
            yield _row(file, lesson, "courses.lesson", fields)


def _row(
    file: NotesFile, part: OutlineModule | OutlineLesson, label: str, fields: Mapping[str, object]
) -> Row:
    title = part.title.strip() or title_of(Path(file.path).stem) or "Notes"
    if len(title) > TITLE:
        title = f"{title[: TITLE - 1].rstrip()}…"
    return Row(file.path, min(part.lines, default=1), label, {**fields, "title": title})
