"""The lessons of a draft as rows of the course: brought in step, held back, published, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Count, F, Q

from courses.loading import LoadReport, Row, load_rows
from courses.models import Course, Lesson, LessonQuerySet, LoadedRow
from quizzes.notes.drafts import DecidedFile, decided_files, draft_of, rows_of
from quizzes.notes.models import NotesFile, Proposal

LESSON, MODULE = "courses.lesson", "courses.module"


def bring_lessons(
    course: Course,
    files: Sequence[DecidedFile],
    *,
    leave: Iterable[str] = (),
    pending: bool = False,
    whole: bool = False,
) -> dict[str, LoadReport]:
    """Bring the lessons in step with notes and decisions; return what that did, by path of the file.

    Edits in the admin stay (courses.loading). A lesson or module that was deleted there stays deleted.

    Args:
        leave: slugs of lessons that are not touched.
        whole: load also what follows from notes and decisions as it did the last time, so that the
            report tells what is kept as edited.
    """
    memory, left = _memory(course), set(leave)
    rows = rows_of(course, files, pending=pending)
    lessons = [row for row in rows if row.label == LESSON and row.fields["slug"] not in left]
    deleted = _deleted(course, lessons, memory)
    lessons = [row for row in lessons if row.fields["slug"] not in deleted]
    homes = {row.fields["module"][1] for row in lessons} - _seen_modules(course, left)
    modules = [row for row in rows if row.label == MODULE and row.fields["slug"] in homes]
    reports: dict[str, LoadReport] = {}
    for path in dict.fromkeys(row.file for row in rows):
        wanted = [row for row in (*modules, *lessons) if row.file == path]
        changed = [row for row in wanted if whole or memory.get(_mark(course, row)) != row.fields]
        reports[path] = load_rows(changed)
    for path, slug in ((row.file, row.fields["slug"]) for row in rows if row.label == LESSON):
        if slug in deleted:
            reports[path].kept.append(f"{course.slug} / {slug}: deleted here")
    _house(files)
    return reports


def _seen_modules(course: Course, lessons: Iterable[str]) -> set[str]:
    """Return the slugs of modules that learners see by one of these lessons."""
    seen = Lesson.objects.filter(module__course=course, slug__in=lessons, published=True)
    return set(seen.values_list("module__slug", flat=True))


def seen_lessons(course: Course) -> set[str]:
    """Return the slugs of the lessons that are published: these change only by publishing again."""
    lessons = Lesson.objects.filter(module__course=course, published=True)
    return set(lessons.values_list("slug", flat=True))


def waiting_lessons(course: Course) -> list[str]:
    """Return the slugs of published lessons that notes and decisions have left behind, sorted."""
    memory, seen = _memory(course), seen_lessons(course)
    rows = [row for row in rows_of(course, decided_files(course)) if row.label == LESSON]
    behind = {row.fields["slug"] for row in rows if memory.get(_mark(course, row)) != row.fields}
    gone = lessons_of_notes(course, gone=True).values_list("slug", flat=True)
    return sorted((behind | set(gone)) & seen)


def forget(course: str) -> None:
    """Forget what was once loaded into a course of this slug that is no more."""
    stale = Q(natural_key=course) | Q(natural_key__startswith=f"{course} / ")
    LoadedRow.objects.filter(stale).delete()


Mark = tuple[str, str]


def _mark(course: Course, row: Row) -> Mark:
    return row.label, f"{course.slug} / {row.fields['slug']}"


def _memory(course: Course) -> dict[Mark, dict[str, object]]:
    """Return what was last said of each module and lesson."""
    rows = LoadedRow.objects.filter(
        label__in=(LESSON, MODULE), natural_key__startswith=f"{course.slug} / "
    )
    return {(row.label, row.natural_key): row.fields for row in rows}


def _deleted(
    course: Course, rows: Iterable[Row], memory: dict[Mark, dict[str, object]]
) -> set[str]:
    """Return the slugs of lessons that were loaded once and deleted since."""
    present = set(Lesson.objects.filter(module__course=course).values_list("slug", flat=True))
    slugs = {row.fields["slug"] for row in rows if _mark(course, row) in memory}
    return slugs - present


def _house(files: Iterable[DecidedFile]) -> None:
    """Tie proposals to the lessons that they are in."""
    for file in (decided.file for decided in files):
        keys: dict[str, list[str]] = {}
        for proposal in draft_of(file).proposals:
            keys.setdefault(file.slugs["lessons"][proposal.lesson], []).append(proposal.key)
        lessons = Lesson.objects.filter(module__course=file.course_id, slug__in=keys)
        for lesson in lessons:
            there = file.proposals.filter(key__in=keys[lesson.slug])
            there.exclude(lesson=lesson).update(lesson=lesson)


def lessons_by_slug(file: NotesFile) -> dict[str, Lesson]:
    """Return the lessons of a file by their slugs in the draft."""
    rows = Lesson.objects.filter(module__course=file.course_id)
    by_slug = {lesson.slug: lesson for lesson in rows}
    slugs = file.slugs.get("lessons", {})
    return {draft: by_slug[slug] for draft, slug in slugs.items() if slug in by_slug}


def lessons_of_notes(course: Course, *, gone: bool = False) -> LessonQuerySet:
    """Return the lessons that the notes make, or those that they made and no longer do."""
    slugs: set[str] = set()
    for file in course.notes_files.all():
        current = {lesson.slug for lesson in draft_of(file).outline.lessons}
        allotted = file.slugs.get("lessons", {})
        slugs |= {slug for draft, slug in allotted.items() if (draft in current) != gone}
    return Lesson.objects.filter(module__course=course, slug__in=slugs)


def held_back(course: Course) -> list[Lesson]:
    """Return the lessons from which something was proposed and nothing is decided yet, in order."""
    standing = Q(proposals__gone=False)
    pending = standing & Q(proposals__status=Proposal.Status.PROPOSED)
    lessons = lessons_of_notes(course).annotate(
        standing=Count("proposals", filter=standing),
        undecided=Count("proposals", filter=pending),
    )
    return list(lessons.filter(standing__gt=0, standing=F("undecided")).in_order())


def withdraw(course: Course, *, published: bool) -> tuple[list[str], list[str]]:
    """Take out the lessons that the notes no longer make and nobody edited.

    What was never asked is deleted; what was, is unpublished, since answers point at it.

    Args:
        published: take out those that learners see too.

    Returns:
        the names of lessons withdrawn, and of those kept because they were edited here.
    """
    memory = _memory(course)
    withdrawn, kept = [], []
    lessons = lessons_of_notes(course, gone=True).select_related("module__course")
    for lesson in lessons if published else lessons.filter(published=False):
        name = " / ".join(lesson.natural_key())
        said = memory.get((LESSON, name), {})
        if any(said.get(field) != getattr(lesson, field) for field in ("title", "body")):
            kept.append(name)
        elif not lesson.facts.exists():
            lesson.delete()
            LoadedRow.objects.filter(label=LESSON, natural_key=name).delete()
            withdrawn.append(name)
        elif lesson.published:
            Lesson.objects.filter(pk=lesson.pk).update(published=False)
            withdrawn.append(name)
    _drop_empty_modules(course, memory)
    return withdrawn, kept


def _drop_empty_modules(course: Course, memory: dict[Mark, dict[str, object]]) -> None:
    for module in course.modules.filter(lessons=None):
        name = " / ".join(module.natural_key())
        if memory.get((MODULE, name), {}).get("title") == module.title:
            module.delete()
            LoadedRow.objects.filter(label=MODULE, natural_key=name).delete()
