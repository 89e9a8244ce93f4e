"""The search index follows the lessons, the facts and people's notes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.models import Course, Lesson
from courses.rendering import BodyRefused, anchor_for, render, split_at_headings
from passages import parse
from progress.models import SearchEntry, SearchIndex
from progress.search.lines import lines_of
from quizzes.generation.chance import digest
from quizzes.models import Fact, Note


@transaction.atomic
def index_course(course: Course) -> None:
    """Make the entries of a course anew. Notes are entered when they are written."""
    SearchEntry.objects.filter(course=course, user__isnull=True).delete()
    SearchEntry.objects.bulk_create(entries_of(course), batch_size=500)
    SearchIndex.objects.update_or_create(course=course, defaults={"maker": maker()})


@cache
def maker() -> str:
    """Return a digest of the code that makes entries: an index that other code made is made anew."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return digest(*(file.read_text(encoding="utf-8") for file in files), length=24)


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
    blocks = split_at_headings(parse(lesson.body).children)
    for section, nodes in zip(sections, blocks, strict=True):
        yield SearchEntry(
            course=course,
            lesson=lesson,
            kind=SearchEntry.Kind.LESSON,
            title=lesson.title_of(section.title),
            text="\n".join(lines_of(nodes)),
            anchor=section.anchor,
        )


def follow_bank(sender: object, course: Course, changed: bool, **_: Any) -> None:
    """Index a course after its lessons were read anew, or where this program never did."""
    if changed or not SearchIndex.objects.filter(course=course, maker=maker()).exists():
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
