"""How far a person is in their courses, and where a lesson stands: frozen values, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from accounts.models import User
from courses.models import Course, Enrolment, Lesson, Module, Reading
from progress.mastery import FactMark, LessonProgress, Mastery, read_lessons
from quizzes.memory import Glance
from quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class Chapter(Mastery):
    """A module with its published lessons."""

    number: int
    course: str
    slug: str
    title: str
    summary: str
    lessons: tuple[LessonProgress, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def facts(self) -> tuple[FactMark, ...]:
        return tuple(fact for lesson in self.lessons for fact in lesson.facts)

    @property
    def answers_url(self) -> str:
        return f"{reverse('progress:responses')}?course={self.course}&module={self.slug}"


@dataclass(frozen=True, slots=True)
class CourseProgress(Mastery):
    """A course as one person has it: the map, and the share of it that is done."""

    slug: str
    title: str
    summary: str
    chapters: tuple[Chapter, ...]

    @property
    def lessons(self) -> tuple[LessonProgress, ...]:
        return tuple(lesson for chapter in self.chapters for lesson in chapter.lessons)

    @property
    def minutes(self) -> int:
        return sum(chapter.minutes for chapter in self.chapters)

    @property
    def read(self) -> int:
        return sum(lesson.finished_at is not None for lesson in self.lessons)

    @property
    def facts(self) -> tuple[FactMark, ...]:
        return tuple(fact for lesson in self.lessons for fact in lesson.facts)

    @property
    def fact_count(self) -> int:
        return len(self.facts)

    @property
    def answers_url(self) -> str:
        return f"{reverse('progress:responses')}?course={self.slug}"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The lesson before or after."""

    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class LessonPlace:
    """A lesson where it stands in its course."""

    lesson: LessonProgress
    total: int
    previous: Neighbour | None
    next: Neighbour | None


def read_course(user: User, course: Course, *, now: datetime) -> CourseProgress:
    """Return a published course with the person's progress. Five queries."""
    return read_courses(user, [course], now=now)[0]


def read_courses(
    user: User,
    courses: Sequence[Course],
    *,
    now: datetime,
    known: Mapping[int, Glance] | None = None,
) -> tuple[CourseProgress, ...]:
    """Return these courses with the person's progress, in the order given. Five queries.

    Args:
        known: what the person remembers of facts, by id, if it was read already.
    """
    published = Lesson.objects.published().filter(module__course__in=courses)
    lessons = read_lessons(user, published, now=now, known=known)
    modules = Module.objects.filter(course__in=courses).order_by("course", "position")
    by_module = {key: tuple(group) for key, group in groupby(lessons, module_of)}
    chapters: dict[int, list[Chapter]] = {course.pk: [] for course in courses}
    slugs = {course.pk: course.slug for course in courses}
    for module in modules:
        taught = by_module.get((slugs[module.course_id], module.slug), ())
        if taught:
            number = len(chapters[module.course_id]) + 1
            course = slugs[module.course_id]
            chapters[module.course_id].append(
                Chapter(number, course, module.slug, module.title, module.summary, taught)
            )
    return tuple(
        CourseProgress(course.slug, course.title, course.summary, tuple(chapters[course.pk]))
        for course in courses
    )


def read_place(user: User, lesson: Lesson, *, now: datetime) -> LessonPlace:
    """Return a published lesson with the person's progress and its neighbours. Five queries."""
    in_course = Lesson.objects.published().filter(module__course=lesson.module.course_id)
    neighbours = [
        Neighbour(number, title, reverse("progress:lesson", args=(course, slug)))
        for number, (slug, title, course) in enumerate(
            in_course.in_order().values_list("slug", "title", "module__course__slug"), start=1
        )
    ]
    (here,) = read_lessons(user, in_course.filter(pk=lesson.pk), now=now)
    at = next(place for place, one in enumerate(neighbours) if one.url == here.url)
    return LessonPlace(
        lesson=replace(here, number=at + 1),
        total=len(neighbours),
        previous=neighbours[at - 1] if at else None,
        next=neighbours[at + 1] if at + 1 < len(neighbours) else None,
    )


def module_of(lesson: LessonProgress) -> tuple[str, str]:
    return (lesson.course, lesson.module)


def courses_of(user: User) -> QuerySet[Course]:
    """Return the published courses that the person has joined, read in, or answered questions of."""
    here = OuterRef("pk")
    return Course.objects.filter(published=True).filter(
        Exists(Enrolment.objects.filter(user=user, course=here))
        | Exists(Reading.objects.filter(user=user, lesson__module__course=here))
        | Exists(Attempt.objects.filter(user=user, course=here))
    )
