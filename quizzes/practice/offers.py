"""Offers: all sources that can be practised, as the builder of a practice lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from courses.models import Course, Domain, Lesson, Module
from quizzes.forecasts.profiles import domains_of, homes_of
from quizzes.models import Question
from quizzes.practice.sources import Source, course_of, value_for

Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Offer:
    """A source with the number of its questions."""

    source: Source
    asks: int


@dataclass(frozen=True)
class Offers:
    """What can be practised, in reading order: of each course itself, its domains, its modules."""

    groups: tuple[tuple[str, tuple[Offer, ...]], ...]

    @cached_property
    def by_value(self) -> dict[str, Source]:
        return {value_for(one.source): one.source for _, group in self.groups for one in group}

    @property
    def choices(self) -> Choices:
        return [
            (title, [(value_for(one.source), words_for(one)) for one in group])
            for title, group in self.groups
        ]

    @property
    def courses(self) -> list[Course]:
        return [source for source in self.by_value.values() if isinstance(source, Course)]

    def value_of(self, preset: Mapping[str, str]) -> str | None:
        """Return the choice for `lesson`, `module`, `domain` or else `course`; `None` if not offered."""
        course = preset.get("course", "")
        for kind, name in (("lesson", "slug"), ("module", "slug"), ("domain", "number")):
            if kind in preset:
                return next(
                    (
                        value
                        for value, source in self.by_value.items()
                        if value.startswith(f"{kind}-")
                        and str(getattr(source, name)) == preset[kind]
                        and course in ("", course_of(source).slug)
                    ),
                    None,
                )
        return next((value_for(one) for one in self.courses if one.slug == course), None)


def read_offers() -> Offers:
    """Return what can be practised. Two queries, one where there is nothing."""
    lessons = lessons_with_questions()
    courses = list({one.module.course_id: one.module.course for one in lessons}.values())
    domains = domains_of(courses) if courses else {}
    several = len(courses) > 1
    groups: list[tuple[str, tuple[Offer, ...]]] = []
    for course in courses:
        own = [one for one in lessons if one.module.course_id == course.pk]
        groups += groups_of(course, own, domains[course.pk], several=several)
    return Offers(tuple(groups))


def lessons_with_questions() -> list[Lesson]:
    """Return the published lessons that have something to ask, each with its number `asks`."""
    live = Q(questions__status=Question.Status.LIVE, questions__current__isnull=False)
    lessons = Lesson.objects.published().in_order().select_related("module__course")
    asking = lessons.defer("body", "carries").annotate(asks=Count("questions", filter=live))
    return list(asking.filter(asks__gt=0))


def groups_of(
    course: Course, lessons: Sequence[Lesson], domains: Sequence[Domain], *, several: bool
) -> Iterator[tuple[str, tuple[Offer, ...]]]:
    before = f"{course.title} · " if several else ""
    yield course.title, (Offer(course, total(lessons)),)
    if parts := tuple(offers_by_domain(course, lessons, domains)):
        yield f"{before}By domain of the exam", parts
    modules: dict[int, tuple[Module, list[Lesson]]] = {}
    for lesson in lessons:
        modules.setdefault(lesson.module_id, (lesson.module, []))[1].append(lesson)
    for module, members in modules.values():
        whole = Offer(module, total(members))
        yield f"{before}{module.title}", (whole, *(Offer(one, total([one])) for one in members))


def offers_by_domain(
    course: Course, lessons: Sequence[Lesson], domains: Sequence[Domain]
) -> Iterator[Offer]:
    """Return the domains that these lessons teach, each lesson under its home."""
    homes, asks = homes_of(lessons, domains), Counter[str]()
    for lesson in lessons:
        asks[homes[lesson.slug]] += total([lesson])
    for domain in domains:
        if count := asks[str(domain.number)]:
            domain.blueprint.course = course
            yield Offer(domain, count)


def total(lessons: Sequence[Lesson]) -> int:
    return sum(int(getattr(lesson, "asks", 0)) for lesson in lessons)


def words_for(offer: Offer) -> str:
    source, asks = offer.source, offer.asks
    if isinstance(source, Domain):
        return f"Domain {source.number}: {source.title} ({asks:,})"
    if isinstance(source, Lesson):
        return f"{source.title} ({asks:,})"
    return f"All of {source.title} ({asks:,} question{'' if asks == 1 else 's'})"
