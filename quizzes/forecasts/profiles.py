"""Profiles of the forms of courses, kept until questions, lessons or exams change; and forecasts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum

from accounts.models import User
from courses.models import Blueprint, Course, Domain, Lesson
from quizzes.forecasts.forecasts import Forecast, Profile, foretell, profile_of
from quizzes.generation.chance import digest
from quizzes.measurement.ability import Standing
from quizzes.measurement.scaling import Scale
from quizzes.models import Ability, Question
from quizzes.papers.papers import candidates_for, home_of, plan_of
from quizzes.papers.plans import NotAPlan
from quizzes.rollups.abilities import standing_of

WAY = 2  # grows when profiles are computed in another way, so that older ones are not taken
KEPT = 30 * 24 * 3600  # seconds for which a profile that nobody asks for is kept
PERCENT = (0, 100)  # the scale of a course that prepares for no exam


@dataclass(frozen=True, slots=True)
class Outline:
    """A course as its exam sees it.

    Attributes:
        exam: None where it prepares for none.
        domains: all of the exam, in order.
        homes: slug of each published lesson -> code of its domain.
        profile: of the forms; None where no form can be made.
    """

    exam: Blueprint | None
    domains: tuple[Domain, ...]
    homes: Mapping[str, str]
    profile: Profile | None


def read_outlines(courses: Collection[Course]) -> dict[int, Outline]:
    """Return the outlines of courses by id.

    Four queries and a look into the cache, however many courses; more for one that has changed.
    """
    exams, domains, lessons = exams_of(courses), domains_of(courses), lessons_of(courses)
    sizes = bank_sizes(courses)
    keys = {}
    for course in courses:
        exam, parts = exams.get(course.pk), domains[course.pk]
        state = (
            *(WAY, *(column.name for kept in (Profile, Scale) for column in fields(kept))),
            *(course.bank_state, sizes.get(course.pk), exam_state(exam)),
            *((part.number, part.weight, part.covered) for part in parts),
            *((one.slug, one.bank_share, one.exam_tasks) for one in lessons[course.pk]),
        )
        keys[course.pk] = f"profile-{course.pk}-{digest(*map(repr, state), length=24)}"
    kept = cache.get_many(keys.values())
    return {
        course.pk: Outline(
            exam=exams.get(course.pk),
            domains=tuple(domains[course.pk]),
            homes=homes_of(lessons[course.pk], domains[course.pk]),
            profile=read_kept(kept[keys[course.pk]])
            if keys[course.pk] in kept
            else keep(keys[course.pk], make_profile(course)),
        )
        for course in courses
    }


def exams_of(courses: Collection[Course]) -> dict[int, Blueprint]:
    """Return the exam that each course prepares for: its first by code."""
    exams = Blueprint.objects.filter(course__in=courses).order_by("-code")
    return {exam.course_id: exam for exam in exams}


def domains_of(courses: Collection[Course]) -> dict[int, list[Domain]]:
    found: dict[int, list[Domain]] = {course.pk: [] for course in courses}
    rows = Domain.objects.filter(blueprint__course__in=courses).select_related("blueprint")
    first: dict[int, str] = {}
    for domain in rows.order_by("blueprint__code", "number"):
        exam = domain.blueprint
        if first.setdefault(exam.course_id, exam.code) == exam.code:
            found[exam.course_id].append(domain)
    return found


def lessons_of(courses: Collection[Course]) -> dict[int, list[Lesson]]:
    found: dict[int, list[Lesson]] = {course.pk: [] for course in courses}
    rows = Lesson.objects.published().filter(module__course__in=courses).select_related("module")
    for lesson in rows.in_order().defer("body", "carries"):
        found[lesson.module.course_id].append(lesson)
    return found


def bank_sizes(courses: Collection[Course]) -> dict[int, tuple[int, int]]:
    """Return what changes when a question is added, rejected or reworded, by course."""
    questions = Question.objects.servable().filter(lesson__module__course__in=courses)
    counted = questions.order_by().values("lesson__module__course")
    rows = counted.annotate(count=Count("pk"), sum=Sum("current"))
    return {
        course: (count, total or 0)
        for course, count, total in rows.values_list("lesson__module__course", "count", "sum")
    }


def exam_state(exam: Blueprint | None) -> tuple[int, ...]:
    if exam is None:
        return ()
    scale = (exam.scale_min, exam.pass_mark, exam.scale_max)
    return (exam.items, exam.scored_items, exam.minutes, *scale)


def homes_of(lessons: Collection[Lesson], domains: Collection[Domain]) -> dict[str, str]:
    covered = [domain for domain in domains if domain.covered]
    return {lesson.slug: home_of(lesson, covered) for lesson in lessons}


def keep(key: str, profile: Profile | None) -> Profile | None:
    """Keep a profile as plain values: our own classes may stand elsewhere after an update."""
    cache.set(key, asdict(profile) if profile else {}, timeout=KEPT)
    return profile


def read_kept(values: dict[str, Any]) -> Profile | None:
    return Profile(**values | {"scale": Scale(**values["scale"])}) if values else None


def make_profile(course: Course) -> Profile | None:
    """Return the profile of a course's forms from all its questions. It takes a while."""
    try:
        plan = plan_of(course)
    except NotAPlan:
        return None
    exam = course.blueprints.order_by("code").first()
    low, high = (exam.scale_min, exam.scale_max) if exam else PERCENT
    pass_mark = exam.pass_mark if exam else plan.pass_percent
    scale = Scale(low, pass_mark, high, cut=plan.pass_percent / 100)
    return profile_of(candidates_for(course), plan, scale)


def standings_of(user: User, courses: Collection[Course]) -> dict[int, Standing]:
    """Return what the person's answers say of their ability, by course id. One query."""
    rows = Ability.objects.filter(user=user, course__in=courses)
    return {row.course_id: standing_of(row) for row in rows}


def forecast_for(user: User, course: Course, now: datetime) -> dict[str, float]:
    """Return what a mock exam that begins now should keep as its forecast: nothing if too little is known."""
    profile = read_outlines([course])[course.pk].profile
    if profile is None:
        return {}
    foretold = foretell(standings_of(user, [course]).get(course.pk), profile, now=now)
    return foretold.as_json() if isinstance(foretold, Forecast) else {}
