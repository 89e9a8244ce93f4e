"""Exams: what a mock exam of a course is, as the course stands now or as it was when one began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count

from accounts.models import User
from courses.models import Course, Domain, Enrolment, Lesson
from quizzes.measurement.scaling import Scale, right_of
from quizzes.models import Attempt, Question
from quizzes.papers.papers import home_of, plan_of
from quizzes.papers.plans import NotAPlan, Plan, shared_out

NO_LIMIT = Enrolment.TimeFactor.NONE
PERCENT = (0, 100)  # the scale of a course that prepares for no exam


@dataclass(frozen=True, slots=True)
class ExamPart:
    """A domain, with its share of the exam in percent."""

    code: str
    title: str
    weight: int


@dataclass(frozen=True, slots=True)
class Exam:
    """A mock exam for one person.

    Attributes:
        items, scored: questions on the form, and how many of them count.
        minutes: the usual time.
        factor: this person's time, in percent of the usual; 0 means no limit.
        low, pass_mark, high: the scale, in points.
        cut: share of the scored questions that passes, 0 to 1.
        parts: domains that the form asks about.
        missing: domains of the exam that the course does not cover.
    """

    title: str
    items: int
    scored: int
    minutes: int
    factor: int
    low: int
    pass_mark: int
    high: int
    cut: float
    parts: tuple[ExamPart, ...]
    missing: tuple[ExamPart, ...]

    @property
    def scale(self) -> Scale:
        return Scale(self.low, self.pass_mark, self.high, self.cut)

    @property
    def own_minutes(self) -> int | None:
        """Return the whole minutes that this person has; `None` means no limit."""
        return None if self.factor == NO_LIMIT else -(-self.minutes * self.factor // 100)

    @property
    def time_allowed(self) -> timedelta | None:
        return None if self.own_minutes is None else timedelta(minutes=self.own_minutes)

    @property
    def unscored(self) -> int:
        return self.items - self.scored

    @property
    def needed(self) -> int:
        """Return how many scored questions have to be right to pass."""
        return right_of(self.scored, self.cut)

    @property
    def covered_weight(self) -> int:
        """Return how much of the real exam the form speaks about, in percent."""
        whole = sum(part.weight for part in (*self.parts, *self.missing))
        return round(100 * sum(part.weight for part in self.parts) / whole) if whole else 100

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Exam:
        parts = {
            name: tuple(ExamPart(**part) for part in data[name]) for name in ("parts", "missing")
        }
        return cls(**{**data, **parts})


def exam_of(attempt: Attempt) -> Exam:
    """Return the exam of a mock, as it was when the mock began."""
    return Exam.from_data(attempt.exam)


def exam_for(user: User, course: Course, plan: Plan) -> Exam:
    """Return the exam that forms of this plan make for a person."""
    blueprint = course.blueprints.order_by("code").first()
    domains = list(blueprint.domains.all()) if blueprint else []
    low, high = (blueprint.scale_min, blueprint.scale_max) if blueprint else PERCENT
    return Exam(
        title=plan.title,
        items=plan.items,
        scored=plan.scored,
        minutes=plan.minutes,
        factor=time_factor_of(user, course),
        low=low,
        pass_mark=blueprint.pass_mark if blueprint else plan.pass_percent,
        high=high,
        cut=plan.pass_percent / 100,
        parts=tuple(ExamPart(part.code, part.title, part.weight) for part in plan.parts),
        missing=tuple(part_of(domain) for domain in domains if not domain.covered),
    )


def part_of(domain: Domain) -> ExamPart:
    return ExamPart(str(domain.number), domain.title, domain.weight)


def time_factor_of(user: User, course: Course) -> int:
    """Return the time that the person has for exams, in percent of the usual; 0 means no limit."""
    enrolment = Enrolment.objects.filter(user=user, course=course).first()
    return enrolment.time_factor if enrolment else Enrolment.TimeFactor.USUAL


@dataclass(frozen=True, slots=True)
class Offer:
    """What the start page says of a course's exam; without an exam, why there is none."""

    exam: Exam | None
    trouble: str = ""

    @property
    def is_open(self) -> bool:
        return self.exam is not None and not self.trouble


def offer_for(user: User, course: Course) -> Offer:
    """Return what a course offers a person. Draws nothing; the queries do not grow with the bank."""
    try:
        plan = plan_of(course)
    except NotAPlan as trouble:
        return Offer(None, str(trouble))
    return Offer(exam_for(user, course, plan), shortage_of(course, plan))


def shortage_of(course: Course, plan: Plan) -> str:
    """Say in words which domains have too few questions for a form, if any."""
    present = questions_by_part(course, plan)
    wanted = shared_out(plan.items, {part.code: part.weight for part in plan.parts})
    short = [
        f"{part.title} needs {wanted[part.code]} questions and has {present[part.code]}"
        for part in plan.parts
        if present[part.code] < wanted[part.code]
    ]
    return "; ".join(short)


def questions_by_part(course: Course, plan: Plan) -> Counter[str]:
    """Return how many questions each domain has of the kinds that a form may ask."""
    blueprint = course.blueprints.order_by("code").first()
    covered = list(blueprint.domains.filter(covered=True)) if blueprint else []
    rows = Question.objects.servable().of(course).filter(kind__in=plan.kinds, current__isnull=False)
    sizes = dict(rows.order_by().values_list("lesson").annotate(count=Count("pk")))
    counts: Counter[str] = Counter()
    for lesson in Lesson.objects.filter(pk__in=sizes).defer("body", "carries"):
        counts[home_of(lesson, covered)] += sizes[lesson.pk]
    return counts
