"""How far a person is with each fact and each lesson: frozen values, read in two queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from courses.models import LessonQuerySet
from courses.rendering import anchor_for
from quizzes.memory import FactState, state_of
from quizzes.models import Fact, Question

SOLID_SHARE = 0.8  # of a lesson's facts are known


class LessonState(StrEnum):
    """What a learner is told about a lesson."""

    NOT_STARTED = "not started"
    READING = "reading"
    READ = "read"
    LEARNING = "learning"
    SOLID = "solid"


@dataclass(frozen=True, slots=True)
class FactMark:
    """A fact that can be asked, and how sure we are that the person knows it (0 to 1).

    No mastery means that no answer has touched it yet.
    """

    key: str
    statement: str
    section: str
    anchor: str
    mastery: float | None

    @property
    def state(self) -> FactState:
        return state_of(self.mastery)

    @property
    def shape(self) -> str:
        """Return the state as the style sheet spells it."""
        return self.state.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """A lesson as one person has it. `number` counts through the course, from 1."""

    number: int
    course: str
    module: str
    slug: str
    title: str
    summary: str
    minutes: int
    opened_at: datetime | None
    finished_at: datetime | None
    facts: tuple[FactMark, ...]

    @property
    def url(self) -> str:
        return reverse("progress:lesson", args=(self.course, self.slug))

    @property
    def answers_url(self) -> str:
        return f"{reverse('progress:responses')}?lesson={self.course}/{self.slug}"

    @property
    def known(self) -> int:
        return sum(fact.state == FactState.KNOWN for fact in self.facts)

    @property
    def met(self) -> int:
        return sum(fact.state != FactState.NOT_MET for fact in self.facts)

    @property
    def percent(self) -> int:
        """Return the mean mastery of its facts, 0 to 100; a fact not met counts as 0."""
        if not self.facts:
            return 0
        return round(100 * sum(fact.mastery or 0 for fact in self.facts) / len(self.facts))

    @property
    def state(self) -> LessonState:
        if self.facts and self.known >= SOLID_SHARE * len(self.facts):
            return LessonState.SOLID
        if self.met:
            return LessonState.LEARNING
        if self.finished_at:
            return LessonState.READ
        return LessonState.READING if self.opened_at else LessonState.NOT_STARTED


def read_lessons(user: User, lessons: LessonQuerySet) -> tuple[LessonProgress, ...]:
    """Return these lessons in course order with the person's progress. Two queries."""
    rows = (
        lessons.in_order()
        .annotate(mine=FilteredRelation("readings", condition=Q(readings__user=user)))
        .values(
            "pk",
            "slug",
            "title",
            "summary",
            "minutes",
            course=F("module__course__slug"),
            module_slug=F("module__slug"),
            opened_at=F("mine__first_opened"),
            finished_at=F("mine__finished_at"),
        )
    )
    facts = read_facts(user, lessons)
    numbers: dict[str, int] = defaultdict(int)
    read = []
    for row in rows:
        pk, course, module = row.pop("pk"), row["course"], row.pop("module_slug")
        numbers[course] += 1
        read.append(LessonProgress(**row, number=numbers[course], module=module, facts=facts[pk]))
    return tuple(read)


def read_facts(user: User, lessons: LessonQuerySet) -> defaultdict[int, tuple[FactMark, ...]]:
    """Return the facts of these lessons that can be asked, in reading order, by lesson id."""
    asking = Question.objects.filter(facts=OuterRef("pk"), status=Question.Status.LIVE)
    rows = (
        Fact.objects.filter(Exists(asking), lesson__in=lessons.order_by().values("pk"))
        .filter(status=Fact.Status.APPROVED)
        .annotate(mine=FilteredRelation("cards", condition=Q(cards__user=user)))
        .order_by("lesson", "position", "key")
        .values_list("lesson", "key", "statement", "section", "passage", "mine__mastery")
    )
    marks: defaultdict[int, tuple[FactMark, ...]] = defaultdict(tuple)
    for lesson, key, statement, section, passage, mastery in rows:
        mark = FactMark(key, statement, section, anchor_for(passage), mastery)
        marks[lesson] += (mark,)
    return marks
