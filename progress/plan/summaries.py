"""The plan as its page shows it: today, the days to come, the forecast, and what a skipped day costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from django.urls import reverse

from accounts.models import User
from courses.models import Course, Enrolment
from progress.plan.days import Day, Plan, make_plan, strength_of
from progress.plan.enough import minutes_that_suffice
from progress.plan.loads import Pace, Wish
from progress.plan.rows import Standing, read_standing
from progress.plan.skips import SkipCost, skip_cost
from progress.plan.tasks import TodayPlan, days_ahead, minutes_to_go, today_of
from progress.plan.words import percent

WEEKS_SHOWN = 3  # weeks that stand open; later ones are folded


@dataclass(frozen=True, slots=True)
class LessonLink:
    """A lesson on a day of the plan."""

    verb: str
    title: str
    url: str
    minutes: int


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A day as the calendar shows it."""

    date: date
    minutes: int
    reviews: int
    new: int
    lessons: tuple[LessonLink, ...]
    mock: bool = False
    mock_fits: bool = False
    is_today: bool = False
    is_exam: bool = False

    @property
    def is_free(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.reviews or self.new or self.lessons or self.mock or self.is_exam)


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday; `None` stands for days before today and after the end."""

    number: int
    days: tuple[DayEntry | None, ...]

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.days if day)

    @property
    def first(self) -> DayEntry:
        return next(day for day in self.days if day)


@dataclass(frozen=True, slots=True)
class Forecast:
    """How much of the exam is expected to be known on a day, in percent.

    Attributes:
        now: today.
        followed: if the plan is followed.
        left_alone: if nothing more is done.
    """

    date: date
    now: int
    followed: int
    left_alone: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What does not fit, and what would make it fit.

    Attributes:
        new: facts that cannot be met.
        reading: minutes of it that find no room, rounded.
        enough: minutes a day that would do; `None` where no day is long enough.
    """

    new: int
    reading: int
    enough: int | None


@dataclass(frozen=True, slots=True)
class StillDue:
    """What is still due when the exam comes.

    Attributes:
        by_limit: whether the limit of reviews a day keeps it from being asked, and not the minutes.
    """

    facts: int
    by_limit: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the page of a plan."""

    course: Course
    enrolment: Enrolment
    exam_date: date | None
    exam_passed: bool
    today: TodayPlan
    days: tuple[DayEntry, ...]
    forecast: Forecast
    skip: SkipCost
    missing: Missing | None
    still_due: StillDue | None
    pace: Pace
    mock_minutes: int

    @property
    def is_exam_today(self) -> bool:
        return self.today.is_exam_day

    @property
    def days_left(self) -> int:
        """Return the days until the exam; 0 where there is none."""
        return (self.exam_date - self.today.day).days if self.exam_date else 0

    @property
    def weeks(self) -> tuple[Week, ...]:
        numbered = enumerate((list(days) for _, days in groupby(self.days, week_of)), start=1)
        return tuple(Week(number, laid_out(days)) for number, days in numbered)

    @property
    def next_weeks(self) -> tuple[Week, ...]:
        return self.weeks[:WEEKS_SHOWN]

    @property
    def later_weeks(self) -> tuple[Week, ...]:
        return self.weeks[WEEKS_SHOWN:]

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.days)

    @property
    def mock_day(self) -> DayEntry | None:
        return next((day for day in self.days if day.mock), None)


def read_plan(user: User, course: Course, *, now: datetime, seed: int = 0) -> PlanPage:
    """Return the plan of a person in a published course. Twelve queries at the most."""
    return show_plan(read_standing(user, course, now=now), seed=seed)


def show_plan(standing: Standing, *, seed: int = 0) -> PlanPage:
    """Return the plan of one who stands there, with what would become of other plans."""
    make = partial(plan_for, standing, seed=seed)
    plan = make(standing.wish)
    shown = today_of(plan.days[0] if plan.days else Day(standing.today), standing)
    return PlanPage(
        course=standing.course,
        enrolment=standing.enrolment,
        exam_date=standing.exam_date,
        exam_passed=standing.enrolment.exam_date is not None and standing.exam_date is None,
        today=shown,
        days=entries_of(plan, standing),
        forecast=forecast_of(plan, standing),
        skip=replace(
            skip_cost(
                plan,
                make(standing.wish, skipping=True),
                has_exam=standing.exam_date is not None,
            ),
            minutes=shown.minutes,
        ),
        missing=missing_of(plan, standing, make) if standing.exam_date and plan.days else None,
        still_due=still_due_of(plan, standing),
        pace=standing.load.pace,
        mock_minutes=standing.load.mock_minutes,
    )


def plan_for(standing: Standing, wish: Wish, *, seed: int, skipping: bool = False) -> Plan:
    return make_plan(
        standing.load,
        wish,
        today=standing.today,
        now=standing.now,
        days=days_ahead(standing),
        exam=standing.exam_date is not None,
        done=standing.done,
        seed=seed,
        skipping=skipping,
    )


def missing_of(plan: Plan, standing: Standing, make: partial[Plan]) -> Missing | None:
    if plan.left.is_nothing:
        return None
    return Missing(
        new=len(plan.left.new),
        reading=round(plan.left.minutes),
        enough=minutes_that_suffice(standing.wish, make),
    )


def still_due_of(plan: Plan, standing: Standing) -> StillDue | None:
    """Return what is due at the end, and what held it back on the last day: limit or minutes."""
    if not (standing.exam_date and plan.days and plan.left.reviews):
        return None
    last = plan.days[-1]
    asked = len(last.reviews) + (standing.done.reviews if last.date == standing.today else 0)
    return StillDue(len(plan.left.reviews), by_limit=asked >= standing.wish.reviews)


def forecast_of(plan: Plan, standing: Standing) -> Forecast:
    facts = standing.load.facts
    memories = {fact.id: fact.memory for fact in facts if fact.memory}
    days = days_ahead(standing)
    end = standing.now + timedelta(days=days)
    return Forecast(
        date=standing.today + timedelta(days=days),
        now=percent(strength_of(facts, memories, standing.now)),
        followed=percent(plan.strength),
        left_alone=percent(strength_of(facts, memories, end)),
    )


def entries_of(plan: Plan, standing: Standing) -> tuple[DayEntry, ...]:
    """Return the days for the calendar, the day of the exam last."""
    entries = [entry_of(day, standing) for day in plan.days]
    if exam := standing.exam_date:
        is_today = exam == standing.today
        entries.append(DayEntry(exam, 0, 0, 0, (), is_today=is_today, is_exam=True))
    return tuple(entries)


def entry_of(day: Day, standing: Standing) -> DayEntry:
    course, is_today = standing.course.slug, day.date == standing.today
    return DayEntry(
        date=day.date,
        minutes=minutes_to_go(day, standing) if is_today else round(day.minutes),
        reviews=len(day.reviews),
        new=len(day.new),
        lessons=tuple(
            LessonLink(
                one.verb,
                standing.titles[one.lesson],
                reverse("progress:lesson", args=(course, one.lesson)),
                max(round(one.minutes), 1),
            )
            for one in day.readings
        ),
        mock=day.mock,
        mock_fits=day.mock_fits,
        is_today=is_today,
    )


def week_of(day: DayEntry) -> tuple[int, int]:
    year, week, _ = day.date.isocalendar()
    return year, week


def laid_out(days: list[DayEntry]) -> tuple[DayEntry | None, ...]:
    """Return seven places from Monday to Sunday."""
    by_weekday = {day.date.weekday(): day for day in days}
    return tuple(by_weekday.get(weekday) for weekday in range(7))
