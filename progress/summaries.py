"""What the pages of progress show: frozen values, each read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from courses.models import Course, Enrolment, Lesson, Module, Reading
from progress.activity import Activity, read_activity
from progress.mastery import LessonProgress, read_lessons
from progress.steps import NextStep, next_step
from quizzes.models import Attempt

RECENT = 6


@dataclass(frozen=True, slots=True)
class Chapter:
    """A module with its published lessons."""

    number: int
    title: str
    summary: str
    lessons: tuple[LessonProgress, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class CourseProgress:
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
    def known(self) -> int:
        return sum(lesson.known for lesson in self.lessons)

    @property
    def fact_count(self) -> int:
        return sum(len(lesson.facts) for lesson in self.lessons)


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


@dataclass(frozen=True, slots=True)
class RecentAttempt:
    """One pass through a form, and how it went so far."""

    pk: int
    title: str
    mode: str
    started_at: datetime
    finished_at: datetime | None
    right: int
    answered: int
    total: int

    @property
    def mode_word(self) -> str:
        return Attempt.Mode(self.mode).label

    @property
    def url(self) -> str:
        return reverse("quizzes:attempt_report", args=(self.pk,))


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the dashboard of one person at one moment."""

    step: NextStep | None
    courses: tuple[CourseProgress, ...]
    attempts: tuple[RecentAttempt, ...]
    activity: Activity

    @property
    def begun(self) -> bool:
        """Whether there is anything to look back on."""
        return bool(self.courses)


def read_course(user: User, course: Course, *, now: datetime) -> CourseProgress:
    """Return a published course with the person's progress. Four queries."""
    return read_courses(user, [course], now=now)[0]


def read_courses(
    user: User, courses: Sequence[Course], *, now: datetime
) -> tuple[CourseProgress, ...]:
    """Return these courses with the person's progress, in the order given. Four queries."""
    lessons = read_lessons(
        user, Lesson.objects.published().filter(module__course__in=courses), now=now
    )
    modules = Module.objects.filter(course__in=courses).order_by("course", "position")
    by_module = {key: tuple(group) for key, group in groupby(lessons, module_of)}
    chapters: dict[int, list[Chapter]] = {course.pk: [] for course in courses}
    slugs = {course.pk: course.slug for course in courses}
    for module in modules:
        taught = by_module.get((slugs[module.course_id], module.slug), ())
        if taught:
            number = len(chapters[module.course_id]) + 1
            chapters[module.course_id].append(Chapter(number, module.title, module.summary, taught))
    return tuple(
        CourseProgress(course.slug, course.title, course.summary, tuple(chapters[course.pk]))
        for course in courses
    )


def read_place(user: User, lesson: Lesson, *, now: datetime) -> LessonPlace:
    """Return a published lesson with the person's progress and its neighbours. Four queries."""
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


def read_dashboard(user: User, *, now: datetime) -> Dashboard:
    """Return the dashboard at the moment `now`. Eight queries."""
    courses = read_courses(user, list(courses_of(user)), now=now)
    lessons = [lesson for course in courses for lesson in course.lessons]
    return Dashboard(
        step=next_step(user, lessons),
        courses=courses,
        attempts=read_recent_attempts(user),
        activity=read_activity(user, now=now),
    )


def read_recent_attempts(user: User) -> tuple[RecentAttempt, ...]:
    """Return the latest attempts, latest first. One query."""
    answered = Q(items__responses__isnull=False)
    attempts = Attempt.objects.filter(user=user).order_by("-started_at", "-pk")
    rows = attempts.annotate(
        total=Count("items", distinct=True),
        answered=Count("items", filter=answered, distinct=True),
        right=Count(
            "items",
            filter=Q(items__responses__points__gte=1, items__responses__final=True),
            distinct=True,
        ),
    ).values("pk", "title", "mode", "started_at", "finished_at", "right", "answered", "total")
    return tuple(RecentAttempt(**row) for row in rows[:RECENT])
