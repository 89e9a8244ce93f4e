"""What today's plan asks for, with a way to each of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from courses.models import Course
from progress.plan.days import TOLERANCE, Day, make_plan
from progress.plan.rows import Standing, read_standing
from progress.plan.words import amount
from quizzes.memory import Memory
from quizzes.papers.plans import shared_out
from quizzes.practice.filters import Only
from quizzes.practice.forms import LENGTHS

PREVIEW_DAYS = 14  # that are planned where no exam date is set


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do today.

    Attributes:
        count: of reviews, facts, lessons or exams.
        kind: "mock", "reviews", "new_facts" or "lesson".
        minutes: that it should take, whole, at least 1.
        title: of the lesson that it begins with, where there is one.
        others: lessons that it goes on with.
    """

    kind: str
    count: int
    minutes: int
    url: str
    title: str = ""
    others: int = 0

    @property
    def lessons(self) -> str:
        """Name the first lesson, and say how many there are besides."""
        return (
            f"{self.title} and {amount(self.others, 'more lesson')}" if self.others else self.title
        )

    @property
    def origin(self) -> str:
        """Say which lesson the new facts come from first: the one that the way to them opens."""
        if not self.others:
            return f"from {self.title}"
        return f"from {self.title} first, then from {amount(self.others, 'more lesson')}"


@dataclass(frozen=True, slots=True)
class TodayPlan:
    """What is left to do today in one course.

    Attributes:
        minutes: that are left, whole; with those done they make the wish where the day is full.
        done: minutes spent today already, rounded.
        wish: minutes that the person gives to a day.
        mock: a mock exam that is due today. `mock_fits` tells whether it is part of the minutes;
            a longer one takes the place of all else.
        reads_first: whether new facts come from a lesson that is yet to be read today.
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
    reads_first: bool
    exam_date: date | None
    url: str

    @property
    def is_exam_day(self) -> bool:
        return self.exam_date == self.day

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Return what makes the minutes, in the order in which it is to be done."""
        learning = (self.new_facts, self.lesson)
        ordered = (self.reviews, *(reversed(learning) if self.reads_first else learning))
        mock = self.mock if self.mock_fits else None
        return tuple(task for task in (mock, *ordered) if task)

    @property
    def mock_instead(self) -> Task | None:
        """Return a mock exam that is longer than the day."""
        return None if self.mock_fits else self.mock

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
    lessons = {fact.id: fact.lesson for fact in standing.load.facts}
    asked = [lessons[fact] for fact in day.new]
    minutes = minutes_to_go(day, standing)
    tasks = {task.kind: task for task in tasks_of(day, standing, asked, minutes)}
    return TodayPlan(
        course=standing.course.slug,
        day=day.date,
        minutes=minutes,
        done=round(standing.done.minutes),
        wish=standing.wish.minutes,
        reviews=tasks.get("reviews"),
        new_facts=tasks.get("new_facts"),
        lesson=tasks.get("lesson"),
        mock=tasks.get("mock"),
        mock_fits=day.mock_fits,
        reads_first=not {one.lesson for one in day.readings}.isdisjoint(asked),
        exam_date=standing.exam_date,
        url=reverse("progress:plan", args=(standing.course.slug,)),
    )


def minutes_to_go(day: Day, standing: Standing) -> int:
    """Return the minutes of today that are left, whole.

    A full day may be a task longer or shorter than the wish. Then it is told as the wish, so that
    what is done and what is to go make it up.
    """
    if day.minutes <= 0:
        return 0
    wish, done = standing.wish.minutes, standing.done.minutes
    as_wished = abs(done + day.minutes - wish) <= TOLERANCE * wish + 1e-9
    return max(wish - round(done) if day.full and as_wished else round(day.minutes), 1)


def tasks_of(day: Day, standing: Standing, asked: Sequence[str], minutes: int) -> tuple[Task, ...]:
    """Return what a day asks for; the minutes of its tasks make those of the day.

    Args:
        asked: slug of the lesson of each new fact.
    """
    course, pace, mock = standing.course.slug, standing.load.pace, standing.load.mock_minutes
    fresh = list(dict.fromkeys(asked))
    read = [one.lesson for one in day.readings]
    spent = whole_minutes(
        {
            "reviews": len(day.reviews) * pace.review / 60,
            "new_facts": len(day.new) * pace.new / 60,
            "lesson": sum(one.minutes for one in day.readings),
        },
        minutes - (mock if day.mock_fits else 0),
    )
    tasks = [
        Task("mock", int(day.mock), mock, mock_url(course)),
        Task("reviews", len(day.reviews), spent["reviews"], review_url(course, len(day.reviews))),
    ]
    if fresh:
        url = practice_url(course, fresh[0], asked.count(fresh[0]))
        title, others = standing.titles[fresh[0]], len(fresh) - 1
        tasks.append(Task("new_facts", len(day.new), spent["new_facts"], url, title, others))
    if read:
        url = reverse("progress:lesson", args=(course, read[0]))
        title, others = standing.titles[read[0]], len(read) - 1
        tasks.append(Task("lesson", len(read), spent["lesson"], url, title, others))
    return tuple(task for task in tasks if task.count)


def whole_minutes(parts: Mapping[str, float], total: int) -> dict[str, int]:
    """Return whole minutes for parts of a day that make `total`, at least 1 for each that has any."""
    shares = {name: int(minutes > 0) for name, minutes in parts.items()}
    # Each has its first minute; the rest is shared by what each takes beyond it.
    beyond = {name: max(round(60 * (minutes - 1)), 0) for name, minutes in parts.items()}
    if not any(beyond.values()):
        return shares
    rest = shared_out(max(total - sum(shares.values()), 0), beyond)
    return {name: shares[name] + rest[name] for name in parts}


def review_url(course: str, count: int) -> str:
    return f"{reverse('quizzes:review')}?{urlencode({'course': course, 'count': count})}"


def practice_url(course: str, lesson: str, count: int) -> str:
    """Return where so many new facts of a lesson are practised, in the least length that holds them."""
    length = next((one for one in LENGTHS if one >= count), LENGTHS[-1])
    preset = {"lesson": lesson, "course": course, "only": Only.UNSEEN, "count": length}
    return f"{reverse('quizzes:practice')}?{urlencode(preset)}"


def mock_url(course: str) -> str:
    return f"{reverse('quizzes:mock_start')}?{urlencode({'course': course})}"
