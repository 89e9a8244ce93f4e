"""Importing: files of notes become a draft course, again and again, and no decision is lost.

Nothing that learners see changes here. Lessons that are published follow when they are published again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from courses.loading import LoadReport, Row, load_rows
from courses.models import Course
from quizzes.bank.building import generator_digest
from quizzes.generation.chance import digest
from quizzes.generation.importing.types import NotesDraft
from quizzes.notes.changes import Changes, bring_askings, bring_proposals
from quizzes.notes.drafts import decided_files, draft_of
from quizzes.notes.files import BadNotes, Source
from quizzes.notes.gains import measure_askings
from quizzes.notes.lessons import (
    bring_lessons,
    forget,
    lessons_by_slug,
    seen_lessons,
    waiting_lessons,
    withdraw,
)
from quizzes.notes.models import NotesFile
from quizzes.notes.slugs import allot, taken_slugs


@dataclass(slots=True)
class FileReport:
    """What the import of one file did; `read` where its text or the reader was new."""

    file: NotesFile
    read: bool = False
    changes: Changes = field(default_factory=Changes)
    new_askings: int = 0
    load: LoadReport = field(default_factory=LoadReport)

    @property
    def draft(self) -> NotesDraft:
        return draft_of(self.file)


@dataclass(slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        created: the course is new.
        missing: files imported before that did not come this time.
        withdrawn, kept: names of lessons that the notes no longer make.
        waiting: slugs of published lessons that differ from the notes; publishing brings them.
    """

    course: Course
    created: bool
    files: list[FileReport]
    missing: list[str]
    withdrawn: list[str]
    kept: list[str]
    waiting: list[str]


@transaction.atomic
def import_notes(
    *, slug: str, sources: Sequence[Source], title: str, now: datetime
) -> ImportReport:
    """Make or renew a draft course from files of notes.

    Twice in a row the second changes nothing.

    Args:
        sources: one at least.
        title: of the course if it is new.

    Raises:
        BadNotes: the course was not made from notes.
        BadFixture: the course cannot be called so, or a lesson cannot be saved; names file and line.
    """
    course, created = _course_for(slug, title, sources[0].path)
    files = _files_for(course, sources)
    reports = [_read_file(file, source, now) for file, source in zip(files, sources, strict=True)]
    loads = bring_lessons(course, decided_files(course), leave=seen_lessons(course), whole=True)
    for report in reports:
        report.load = loads.get(report.file.path, report.load)
        _keep_conflicts(report)
    withdrawn, kept = withdraw(course, published=False)
    if any(report.read for report in reports):
        measure_askings(course, now=now)
    others = course.notes_files.exclude(pk__in=[file.pk for file in files])
    return ImportReport(
        course=course,
        created=created,
        files=reports,
        missing=list(others.values_list("path", flat=True)),
        withdrawn=withdrawn,
        kept=kept,
        waiting=waiting_lessons(course),
    )


def refresh(course: Course) -> None:
    """Read the files anew whose reader has changed since, so that proposals and drafts agree."""
    for file in course.notes_files.all():
        if file.state != state_of(file):
            report = FileReport(file)
            _bring(report, reread=True)
            _keep_conflicts(report)


def state_of(file: NotesFile) -> str:
    """Return a digest of all that the proposals of a file depend on, the reader's code included."""
    return digest(file.digest, generator_digest(), length=24)


def _course_for(slug: str, title: str, path: str) -> tuple[Course, bool]:
    """Return the course that was made from notes under this slug, or a new one."""
    course = Course.objects.select_for_update().filter(slug=slug).first()
    if course is None:
        forget(slug)
        load_rows([Row(path, 1, "courses.course", {"slug": slug, "title": title})])
        return Course.objects.get(slug=slug), True
    if not course.notes_files.exists():
        raise BadNotes(
            f"{path}:1: the course “{slug}” was not made from notes, so it stays as it is. Choose "
            "another slug."
        )
    return course, False


def _files_for(course: Course, sources: Sequence[Source]) -> list[NotesFile]:
    """Return for each source the file it was before, also under another name, or a new one."""
    stored = {file.path: file for file in course.notes_files.all()}
    absent = {path: file for path, file in stored.items() if path not in {s.path for s in sources}}
    last = max((file.position for file in stored.values()), default=0)
    files = []
    for source in sources:
        same = (path for path, file in absent.items() if file.digest == source.digest)
        file = stored.get(source.path) or absent.pop(next(same, ""), None)
        if file is None:
            last += 1
            file = NotesFile(course=course, position=last)
        files.append(file)
    return files


def _read_file(file: NotesFile, source: Source, now: datetime) -> FileReport:
    """Store what came; bring proposals and askings in step where the text or its reader changed."""
    report = FileReport(file)
    before = draft_of(file) if file.pk else None
    file.path = source.path
    reread = file.digest == source.digest
    if not reread:
        file.raw, file.digest, file.imported_at = source.text, source.digest, now
    if file.state == state_of(file):
        file.save()
    else:
        _bring(report, before, reread=reread)
    return report


def _bring(report: FileReport, before: NotesDraft | None = None, *, reread: bool = False) -> None:
    """Write what follows from the text of a file.

    Args:
        before: its draft as it was, by which a section is known under another heading.
        reread: the text is the same as the last time.
    """
    file, draft = report.file, report.draft
    report.read = True
    file.slugs = allot(file, before, draft, taken_slugs(file))
    file.state = state_of(file)
    file.save()
    report.changes = bring_proposals(file, draft, lessons_by_slug(file), reread=reread)
    report.new_askings = bring_askings(file, draft)


def _keep_conflicts(report: FileReport) -> None:
    """Keep the conflicts of the last change of the notes, since the next import tells them no more."""
    found = [*report.changes.conflicts, *report.load.conflicts]
    if found:
        report.file.conflicts = found
        report.file.save(update_fields=["conflicts"])
