"""The search index follows the lessons, the facts and people's notes."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db import transaction
from django.utils.html import strip_tags

from courses.models import Course, Lesson
from courses.rendering import BodyRefused, anchor_for, render
from progress.models import SearchEntry
from quizzes.models import Fact, Note


@transaction.atomic
def index_course(course: Course) -> None:
    """Make the entries of a course anew. Notes are entered when they are written."""
    SearchEntry.objects.filter(course=course, user__isnull=True).delete()
    SearchEntry.objects.bulk_create(entries_of(course), batch_size=500)


def entries_of(course: Course) -> Iterator[SearchEntry]:
    for lesson in Lesson.objects.filter(module__course=course).in_order():
        yield from entries_of_lesson(course, lesson)
    facts = Fact.objects.filter(course=course, status=Fact.Status.APPROVED)
    for fact in facts.order_by("lesson", "position", "key"):
        yield SearchEntry(
            course=course,
            lesson_id=fact.lesson_id,
            kind=SearchEntry.Kind.FACT,
            title=fact.statement,
            anchor=anchor_for(fact.passage),
        )


def entries_of_lesson(course: Course, lesson: Lesson) -> Iterator[SearchEntry]:
    """Yield an entry for each section of a lesson; none where it cannot be shown."""
    try:
        sections = render(lesson.body).sections
    except BodyRefused:
        return
    for section in sections:
        text = unescape(strip_tags(" ".join(piece.html for piece in section.pieces)))
        yield SearchEntry(
            course=course,
            lesson=lesson,
            kind=SearchEntry.Kind.LESSON,
            title=f"{lesson.title}: {section.title}" if section.title else lesson.title,
            text=" ".join(text.split()),
            anchor=section.anchor,
        )


def follow_bank(sender: object, course: Course, changed: bool, **_: Any) -> None:
    """Index a course after its lessons were read anew, or where it never was."""
    if changed or not SearchEntry.objects.filter(course=course, user__isnull=True).exists():
        index_course(course)


def follow_note(sender: object, instance: Note, **_: Any) -> None:
    fact = instance.fact
    SearchEntry.objects.update_or_create(
        note_id=instance.pk,
        defaults={
            "user_id": instance.user_id,
            "course_id": fact.course_id,
            "lesson_id": fact.lesson_id,
            "kind": SearchEntry.Kind.NOTE,
            "title": fact.statement,
            "text": instance.text,
            "anchor": anchor_for(fact.passage),
        },
    )


def forget_note(sender: object, instance: Note, **_: Any) -> None:
    SearchEntry.objects.filter(note_id=instance.pk).delete()
