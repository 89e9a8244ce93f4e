"""The dashboard: what to do today, how ready one is, what is weakest, what was done. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Enrolment
from progress.activity import Activity, read_activity
from progress.confusions.pairs import SHOWN, Pair, read_pairs
from progress.courses import CourseProgress, courses_of, read_courses
from progress.domains import DomainProgress, domains_of
from progress.mastery import FactMark, LessonProgress
from progress.mock_results import MockResult, read_mocks
from progress.plan import TodayPlan, today
from progress.readiness import LessonToAsk, Readiness, readiness_of
from progress.steps import NextStep, practice_url, steps_of_today
from quizzes.forecasts.profiles import Outline, read_outlines, standings_of
from quizzes.measurement.ability import Standing
from quizzes.memory import FactState
from quizzes.models import Attempt, Card
from quizzes.rollups.cards import memories_of

RECENT = 6
WEAKEST = 6


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
class CourseView:
    """A course on the dashboard: its map, its domains and how ready the person is for its exam."""

    progress: CourseProgress
    domains: tuple[DomainProgress, ...]
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class WeakFact:
    """A fact that the person knows least of those they have met."""

    mark: FactMark
    lesson: LessonProgress

    @property
    def passage_url(self) -> str:
        return f"{self.lesson.url}#{self.mark.anchor}"


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the dashboard of one person at one moment.

    Attributes:
        plan: for today, in the course that the person studies now.
        steps: what to do today, the first thing first.
    """

    plan: TodayPlan | None
    steps: tuple[NextStep, ...]
    courses: tuple[CourseView, ...]
    weakest: tuple[WeakFact, ...]
    pairs: tuple[Pair, ...]
    attempts: tuple[RecentAttempt, ...]
    activity: Activity

    @property
    def is_exam_day(self) -> bool:
        return self.plan is not None and self.plan.is_exam_day

    @property
    def due(self) -> int:
        """Return how many facts are due in all courses."""
        return sum(lesson.due for course in self.courses for lesson in course.progress.lessons)

    @property
    def has_lessons(self) -> bool:
        return any(course.progress.lessons for course in self.courses)

    @property
    def begun(self) -> bool:
        """Whether there is anything to look back on."""
        return bool(self.courses)


def read_dashboard(user: User, *, now: datetime) -> Dashboard:
    """Return the dashboard at the moment `now`. Some thirty queries, and a look into the cache."""
    rows = list(courses_of(user))
    memories = memories_of(Card.objects.filter(user=user, fact__course__in=rows))
    courses = read_courses(user, rows, now=now, known=memories)
    lessons = [lesson for course in courses for lesson in course.lessons]
    outlines, standings = read_outlines(rows), standings_of(user, rows)
    leading = leading_course(user, rows, standings, now=now)
    plan = today(user, leading, now=now, memories=memories) if leading else None
    return Dashboard(
        plan=plan,
        steps=steps_of_today(user, lessons, plan),
        courses=view_courses(
            rows, courses, standings, read_mocks(user, outlines), outlines, now=now
        ),
        weakest=weakest_of(lessons),
        pairs=read_pairs(user, rows, most=SHOWN),
        attempts=read_recent_attempts(user),
        activity=read_activity(user, now=now),
    )


def leading_course(
    user: User, courses: Sequence[Course], standings: Mapping[int, Standing], *, now: datetime
) -> Course | None:
    """Return the course that the person studies now: the next exam's, else the last answered in.

    One query.
    """
    planned = Enrolment.objects.filter(
        user=user, course__in=courses, exam_date__gte=timezone.localdate(now)
    )
    exams = dict(planned.values_list("course", "exam_date"))

    def urgency(course: Course) -> tuple[date, float]:
        standing = standings.get(course.pk)
        return (
            exams.get(course.pk) or date.max,
            -standing.last_at.timestamp() if standing else 0.0,
        )

    return min(courses, key=urgency, default=None)


def view_courses(
    rows: Sequence[Course],
    courses: Sequence[CourseProgress],
    standings: Mapping[int, Standing],
    mocks: Sequence[MockResult],
    outlines: Mapping[int, Outline],
    *,
    now: datetime,
) -> tuple[CourseView, ...]:
    """Return courses with their exams and what is foretold."""
    views = []
    for row, course in zip(rows, courses, strict=True):
        outline = outlines[row.pk]
        readiness = readiness_of(
            row,
            outline,
            standings.get(row.pk),
            {
                lesson.slug: LessonToAsk(lesson.title, practice_url(lesson))
                for lesson in course.lessons
            },
            [mock for mock in mocks if mock.course == row.pk],
            now=now,
        )
        views.append(CourseView(course, domains_of(outline, course.lessons), readiness))
    return tuple(views)


def weakest_of(lessons: Sequence[LessonProgress]) -> tuple[WeakFact, ...]:
    """Return the facts known least of those that were met, the weakest first."""
    met = [
        WeakFact(fact, lesson)
        for lesson in lessons
        for fact in lesson.facts
        if fact.mastery is not None and fact.state != FactState.KNOWN
    ]
    return tuple(sorted(met, key=lambda one: (one.mark.mastery or 0, one.mark.key))[:WEAKEST])


def read_recent_attempts(user: User) -> tuple[RecentAttempt, ...]:
    """Return the latest attempts, latest first. One query, which counts nothing of older ones."""
    # By key: what is started later has a larger one, and the index of people has it in order.
    latest = Attempt.objects.filter(user=user).order_by("-pk").values("pk")[:RECENT]
    answered = Q(items__responses__isnull=False)
    right = Q(items__responses__points__gte=1, items__responses__final=True)
    rows = (
        Attempt.objects.filter(pk__in=latest)
        .annotate(
            total=Count("items", distinct=True),
            answered=Count("items", filter=answered, distinct=True),
            right=Count("items", filter=right, distinct=True),
        )
        .order_by("-pk")
        .values("pk", "title", "mode", "started_at", "finished_at", "right", "answered", "total")
    )
    return tuple(RecentAttempt(**row) for row in rows)
