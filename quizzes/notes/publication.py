"""From the draft to learners: what questions it would make, and publishing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from courses.loading import LoadReport
from courses.models import Course, Lesson
from quizzes.bank.building import sync_course
from quizzes.bank.lessons import read_base
from quizzes.bank.sync_report import SyncReport
from quizzes.generation.bank import Bank, build_bank
from quizzes.generation.base import FactBase
from quizzes.notes.drafts import decided_files
from quizzes.notes.imports import refresh
from quizzes.notes.lessons import bring_lessons, held_back, lessons_of_notes, withdraw
from quizzes.notes.models import Proposal


class NothingApproved(ValueError):
    """A draft without an approved fact is not published."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The bank that a draft would make; nothing of it is stored."""

    base: FactBase
    bank: Bank


@dataclass(slots=True)
class PublishReport:
    """What publishing did, by slugs and names of lessons.

    Attributes:
        held_back: nobody has decided anything of them yet.
        withdrawn, kept: no longer in the notes; kept are those that were edited here.
    """

    published: list[str]
    held_back: list[str]
    withdrawn: list[str]
    kept: list[str]
    loads: list[LoadReport]
    sync: SyncReport


def preview_notes(*, course: Course, pending: bool = False, seed: int = 0) -> Preview:
    """Return the bank as publishing would make it. The database stays as it is.

    Args:
        pending: take undecided proposals for approved.
    """
    with transaction.atomic():
        refresh(course)
        leave = [] if pending else [lesson.slug for lesson in held_back(course)]
        bring_lessons(course, decided_files(course), leave=leave, pending=pending)
        base = read_base(course, _shown_lessons(course, pending=pending))
        transaction.set_rollback(True)
    return Preview(base, build_bank(base, seed=seed))


@transaction.atomic
def publish_notes(*, course: Course, seed: int = 0) -> PublishReport:
    """Publish the lessons of which something was decided, with their bank.

    A lesson from which nothing was proposed is plain reading and is published too. Twice in a row
    the second changes nothing.

    Raises:
        NothingApproved: no proposal of the course is approved; nothing is changed.
    """
    locked = Course.objects.select_for_update().get(pk=course.pk)
    refresh(locked)
    if not Proposal.objects.of(locked).accepted().exists():
        raise NothingApproved(
            f"{locked}: no fact is approved yet, so there is nothing to ask. See “approve_notes "
            f"--course {locked.slug} --list”."
        )
    held = [lesson.slug for lesson in held_back(locked)]
    loads = bring_lessons(locked, decided_files(locked), leave=held)
    withdrawn, kept = withdraw(locked, published=True)
    ready = lessons_of_notes(locked).exclude(slug__in=held)
    ready.update(published=True)
    Course.objects.filter(pk=locked.pk).update(published=True)
    return PublishReport(
        published=list(ready.in_order().values_list("slug", flat=True)),
        held_back=held,
        withdrawn=withdrawn,
        kept=kept,
        loads=list(loads.values()),
        sync=sync_course(locked, seed=seed),
    )


def _shown_lessons(course: Course, *, pending: bool) -> Sequence[Lesson]:
    """Return the lessons that learners would see, in order: the notes' own and those made by hand."""
    held = set() if pending else {lesson.pk for lesson in held_back(course)}
    shown = {lesson.pk for lesson in lessons_of_notes(course)} - held
    lessons = Lesson.objects.filter(module__course=course).in_order().select_related("module")
    return [
        lesson
        for lesson in lessons.prefetch_related("prerequisites")
        if lesson.pk in shown or lesson.published
    ]
