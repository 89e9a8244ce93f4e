"""Lessons of the database as the generator reads them: as they stand, or with an edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from courses.models import Course, Lesson
from quizzes.bank.fact_rows import stored_facts
from quizzes.generation.base import Denial, FactBase, build_base, course_words
from quizzes.generation.facts import LessonSource, claims_of
from quizzes.generation.linking import Doubt, known_keys, link


def published_lessons(course: Course) -> Iterable[Lesson]:
    """Return the lessons that the bank is made from, in the order of the course."""
    lessons = Lesson.objects.filter(module__course=course, published=True).in_order()
    return lessons.select_related("module").prefetch_related("prerequisites")


def read_base(course: Course, lessons: Sequence[Lesson]) -> FactBase:
    """Return the fact base of the lessons, with the keys that the bank already knows."""
    return linked_base(course, lessons)[0]


def edited_base(course: Course, lesson: Lesson, body: str) -> FactBase:
    """Return the fact base as it would be were this lesson published with another text.

    Nothing is stored.
    """
    place = (lesson.module.position, lesson.position)
    others = [one for one in published_lessons(course) if one.pk != lesson.pk]
    before = [one for one in others if (one.module.position, one.position) < place]
    edited = Lesson.objects.select_related("module").get(pk=lesson.pk)
    edited.body = body
    return read_base(course, [*before, edited, *others[len(before) :]])


def read_draft(course: Course | None, title: str, body: str) -> tuple[FactBase, str]:
    """Return the fact base with a lesson that was never saved, the last of its course, and its slug."""
    slug = "this lesson"  # as no stored one is called
    if course is None:
        return build_base([LessonSource(slug=slug, body=body, title=title, position=1)]), slug
    base = read_base(course, list(published_lessons(course)))
    draft = LessonSource(slug=slug, body=body, title=title, position=len(base.lessons) + 1)
    keys = {fact.fingerprint: fact.key for fact in base.facts}
    lessons = [*base.lessons.values(), draft]
    denials = base.denials
    return build_base(lessons, denials=denials, keys=keys, before=base, **base.words), slug


def linked_base(
    course: Course, lessons: Sequence[Lesson], before: FactBase | None = None
) -> tuple[FactBase, tuple[Doubt, ...]]:
    """Return the fact base with stored keys, and the new sentences that may be old facts.

    Args:
        before: of an earlier sync, for a quick comparison with it.
    """
    sources = [source_of(lesson, place) for place, lesson in enumerate(lessons, start=1)]
    stored = stored_facts(course)
    keys = known_keys(stored)
    denials = [
        Denial.of(subject, row.statement)
        for row in course.denials.all()
        for subject in row.subjects
    ]

    def build() -> FactBase:
        return build_base(
            sources,
            denials=denials,
            keys=keys,
            **course_words(partial(getattr, course)),
            before=before,
        )

    base = build()
    known = set(keys.values())
    links = link(
        [fact for fact in base.facts if fact.key not in known],
        [fact for fact in stored if fact.key not in base.keys],
        names_before={fact.subject for fact in stored if fact.live},
        names_now=base.by_subject.keys(),
    )
    if links.keys:
        taken = set(links.keys.values())
        keys = {print_: key for print_, key in keys.items() if key not in taken} | links.keys
        base = build()
    return base, links.doubts


def source_of(lesson: Lesson, position: int) -> LessonSource:
    """Return a lesson as the generator sees it; `position` is its place in the course, from 1."""
    return LessonSource(
        slug=lesson.slug,
        body=lesson.body,
        title=lesson.title,
        position=position,
        claims=claims_of(lesson.carries),
        prerequisites=tuple(other.slug for other in lesson.prerequisites.all()),
    )
