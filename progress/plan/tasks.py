"""What today's plan asks for, with a way to each of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from courses.models import Course
from progress.plan.days import Day, make_plan
from progress.plan.rows import Standing, read_standing
from progress.plan.words import amount
from quizzes.memory import Memory

PREVIEW_DAYS = 14  # that are planned where no exam date is set


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do today.

    Attributes:
        count: of reviews, facts, lessons or exams.
        minutes: that it should take, rounded, at least 1.
        title: of the lesson, that of the first new fact, or nothing; with the number of others.
    """

    count: int
    minutes: int
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class TodayPlan:
    """What is left to do today in one course.

    Attributes:
        minutes: that are left, rounded.
        done: minutes spent today already, rounded.
        wish: minutes that the person gives to a day.
        mock: a mock exam that is due today. `mock_fits` tells whether it is part of the minutes;
            a longer one takes the place of all else.
        course: slug.
        url: of the plan.
    """

    course: str
    day: date
    minutes: int
    done: int
    wish: int
    reviews: Task | None
    new_facts: Task | None
    lesson: Task | None
    mock: Task | None
    mock_fits: bool
    exam_date: date | None
    url: str

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left for today."""
        return not (self.reviews or self.new_facts or self.lesson or self.mock)


def today(
    user: User,
    course: Course,
    *,
    now: datetime,
    seed: int = 0,
    memories: Mapping[int, Memory] | None = None,
) -> TodayPlan:
    """Return what is left to do today in a published course. Twelve queries at the most.

    Args:
        memories: of the course's facts, by id, if they were read already.
    """
    return read_today(read_standing(user, course, now=now, memories=memories), seed=seed)


def read_today(standing: Standing, *, seed: int = 0) -> TodayPlan:
    """Return what is left to do today for one who stands there. Only today is walked through."""
    plan = make_plan(
        standing.load,
        standing.wish,
        today=standing.today,
        now=standing.now,
        days=min(days_ahead(standing), 1),
        ahead=days_ahead(standing),
        exam=standing.exam_date is not None,
        done=standing.done,
        seed=seed,
    )
    day = plan.days[0] if plan.days else Day(standing.today)
    return today_of(day, standing)


def days_ahead(standing: Standing) -> int:
    """Return how many days there are to plan, today included; none on the day of the exam."""
    if standing.exam_date is None:
        return PREVIEW_DAYS
    return (standing.exam_date - standing.today).days


def today_of(day: Day, standing: Standing) -> TodayPlan:
    course, pace = standing.course.slug, standing.load.pace
    lessons = {fact.id: fact.lesson for fact in standing.load.facts}
    asked = list(dict.fromkeys(lessons[fact] for fact in day.new))
    reading = day.readings[0] if day.readings else None
    return TodayPlan(
        course=course,
        day=day.date,
        minutes=round(day.minutes),
        done=round(standing.done.minutes),
        wish=standing.wish.minutes,
        reviews=task(len(day.reviews), len(day.reviews) * pace.review / 60, review_url(course)),
        new_facts=task(
            len(day.new),
            len(day.new) * pace.new / 60,
            practice_url(course, next(iter(asked), "")),
            title_of([standing.titles[lesson] for lesson in asked]),
        ),
        lesson=task(
            len(day.readings),
            sum(one.minutes for one in day.readings),
            reverse("progress:lesson", args=(course, reading.lesson)) if reading else "",
            title_of([standing.titles[one.lesson] for one in day.readings]),
        ),
        mock=task(int(day.mock), standing.load.mock_minutes, mock_url(course)),
        mock_fits=day.mock_fits,
        exam_date=standing.exam_date,
        url=reverse("progress:plan", args=(course,)),
    )


def task(count: int, minutes: float, url: str, title: str = "") -> Task | None:
    return Task(count, max(round(minutes), 1), url, title) if count else None


def title_of(titles: Sequence[str]) -> str:
    """Return the first of the titles of lessons, and how many there are besides."""
    if len(titles) < 2:
        return "".join(titles)
    return f"{titles[0]} and {amount(len(titles) - 1, 'more lesson')}"


def review_url(course: str) -> str:
    return f"{reverse('quizzes:review')}?{urlencode({'course': course})}"


def practice_url(course: str, lesson: str) -> str:
    preset = urlencode({"lesson": lesson, "course": course})
    return f"{reverse('quizzes:practice')}?{preset}"


def mock_url(course: str) -> str:
    return f"{reverse('quizzes:mock_start')}?{urlencode({'course': course})}"
