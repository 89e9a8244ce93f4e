"""What a plan is made from, read from the rows of one person and one course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Enrolment, Lesson, Reading
from progress.plan.loads import (
    HALF_READ,
    VERDICT_SECONDS,
    Done,
    FactLoad,
    LessonLoad,
    Load,
    Wish,
    first_right_of,
    pace_of,
)
from progress.plan.shares import shares_of
from quizzes.memory import Memory
from quizzes.models import Ability, Card, Day, Fact, Question
from quizzes.papers.papers import plan_of
from quizzes.papers.plans import NotAPlan, Plan
from quizzes.reviews.due import reviews_on
from quizzes.rollups.cards import memories_of

PACE_DAYS = 28  # days back that tell a person's pace


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a course today.

    Attributes:
        titles: of the lessons, by slug, in course order.
    """

    course: Course
    enrolment: Enrolment
    today: date
    now: datetime
    load: Load
    done: Done
    titles: dict[str, str]

    @property
    def wish(self) -> Wish:
        return Wish(self.enrolment.minutes_a_day, self.enrolment.reviews_a_day)

    @property
    def exam_date(self) -> date | None:
        """Return the day of the exam, unless it has passed."""
        day = self.enrolment.exam_date
        return day if day and day >= self.today else None


def enrolment_of(user: User, course: Course) -> Enrolment:
    """Return what the person plans in a course; one who never joined plans the usual, unsaved."""
    mine = Enrolment.objects.filter(user=user, course=course).first()
    return mine or Enrolment(user=user, course=course)


def read_standing(
    user: User, course: Course, *, now: datetime, memories: Mapping[int, Memory] | None = None
) -> Standing:
    """Return where a person stands in a published course. Twelve queries at the most.

    Args:
        memories: of the course's facts, by id, if they were read already.
    """
    enrolment, today = enrolment_of(user, course), timezone.localdate(now)
    exam = exam_plan_of(course)
    facts = read_facts(user, course, exam, memories)
    met = {fact.lesson for fact in facts} - {f.lesson for f in facts if f.memory is None}
    lessons, read_today = read_lessons(user, course, met, today=today)
    days = list(
        Day.objects.filter(user=user, course=course, date__gt=today - timedelta(days=PACE_DAYS))
        .order_by("date")
        .values_list("date", "answers", "seconds")
    )
    load = Load(
        facts=facts,
        lessons=tuple(load for load, _ in lessons),
        pace=pace_of([(answers, seconds) for _, answers, seconds in days]),
        mock_minutes=mock_minutes(exam, enrolment, len(facts)),
        first_right=read_first_right(user, course),
    )
    answers, seconds = next(((a, s) for day, a, s in days if day == today), (0, 0.0))
    done = Done(
        minutes=(seconds + answers * VERDICT_SECONDS) / 60 + read_today,
        reviews=reviews_on(user, course, now=now),
    )
    titles = {load.slug: title for load, title in lessons}
    return Standing(course, enrolment, today, now, load, done, titles)


def exam_plan_of(course: Course) -> Plan | None:
    try:
        return plan_of(course)
    except NotAPlan:
        return None


def read_facts(
    user: User, course: Course, exam: Plan | None, memories: Mapping[int, Memory] | None = None
) -> tuple[FactLoad, ...]:
    """Return the facts that can be asked, in course order. Two queries."""
    asking = Question.objects.servable().filter(facts=OuterRef("pk"), current__isnull=False)
    rows = list(
        Fact.objects.filter(Exists(asking), course=course, status=Fact.Status.APPROVED)
        .filter(lesson__in=Lesson.objects.published())
        .order_by("lesson__module__position", "lesson__position", "lesson", "position", "key")
        .values_list("pk", "lesson__slug")
    )
    if memories is None:
        memories = memories_of(Card.objects.filter(user=user, fact__course=course))
    counts = Counter(lesson for _, lesson in rows)
    shares = shares_of(exam, tuple(counts))
    return tuple(
        FactLoad(pk, lesson, shares[lesson] / counts[lesson], memories.get(pk))
        for pk, lesson in rows
    )


def read_lessons(
    user: User, course: Course, met: set[str], *, today: date
) -> tuple[list[tuple[LessonLoad, str]], float]:
    """Return the lessons with their titles, and the minutes read today. Three queries.

    A lesson of which all facts were met counts as read.
    """
    lessons = Lesson.objects.published().filter(module__course=course).in_order()
    readings = {
        reading.lesson_id: reading
        for reading in Reading.objects.filter(user=user, lesson__module__course=course)
    }
    found, minutes_today = [], 0.0
    for lesson in lessons.defer("body", "carries").prefetch_related("prerequisites"):
        reading = readings.get(lesson.pk)
        share = 0.0 if lesson.slug in met else 1.0
        if reading and reading.finished_at:
            share = 0.0
            if timezone.localdate(reading.finished_at) == today:
                minutes_today += lesson.minutes
        elif reading:
            share *= 1 - HALF_READ
        needs = frozenset(one.slug for one in lesson.prerequisites.all())
        load = LessonLoad(lesson.slug, lesson.minutes * share, needs, begun=reading is not None)
        found.append((load, lesson.title))
    return found, minutes_today


def read_first_right(user: User, course: Course) -> float:
    """Return the chance that the person answers rightly what was never asked. One query."""
    counted = Ability.objects.filter(user=user, course=course).values_list("unseen", "unseen_right")
    return first_right_of(*(counted.first() or (0, 0)))


def mock_minutes(exam: Plan | None, enrolment: Enrolment, facts: int) -> int:
    """Return how long a mock exam takes the person, 0 where the course cannot fill one.

    Who has no limit plans for the usual time.
    """
    if exam is None or facts < exam.items:
        return 0
    return -(-exam.minutes * (enrolment.time_factor or Enrolment.TimeFactor.USUAL) // 100)


def changed_at(enrolment: Enrolment, *, now: datetime) -> datetime:
    """Return when a plan last changed: with an answer, with reading, or as the day began.

    Two queries.
    """
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    user, course = enrolment.user_id, enrolment.course_id
    cards = Card.objects.filter(user=user, fact__course=course)
    readings = Reading.objects.filter(user=user, lesson__module__course=course)
    times: tuple[datetime | None, ...] = (
        midnight,
        enrolment.created_at,
        cards.aggregate(last=Max("last_answered_at"))["last"],
        *readings.aggregate(a=Max("first_opened"), b=Max("finished_at")).values(),
    )
    return max(one for one in times if one).replace(microsecond=0)
