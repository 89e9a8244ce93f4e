"""How far a person is with each fact and each lesson: frozen values, read in three queries."""

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
from quizzes.models import Card, Fact, Question
from quizzes.rollups.cards import memory_of

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
    """A fact that can be asked, and how sure we are that the person knows it now (0 to 1).

    No mastery means that no answer has touched it yet. It has changed where the lesson says another
    thing now than when the person was last asked.
    """

    key: str
    statement: str
    section: str
    anchor: str
    mastery: float | None
    state: FactState
    has_changed: bool = False

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


def read_lessons(
    user: User, lessons: LessonQuerySet, *, now: datetime
) -> tuple[LessonProgress, ...]:
    """Return these lessons in course order with the person's progress. Three queries."""
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
    facts = read_facts(user, lessons, now=now)
    numbers: dict[str, int] = defaultdict(int)
    read = []
    for row in rows:
        pk, course, module = row.pop("pk"), row["course"], row.pop("module_slug")
        numbers[course] += 1
        read.append(LessonProgress(**row, number=numbers[course], module=module, facts=facts[pk]))
    return tuple(read)


def read_facts(
    user: User, lessons: LessonQuerySet, *, now: datetime
) -> defaultdict[int, tuple[FactMark, ...]]:
    """Return the facts of these lessons that can be asked, in reading order, by lesson id."""
    asking = Question.objects.filter(facts=OuterRef("pk"), status=Question.Status.LIVE)
    facts = (
        Fact.objects.filter(Exists(asking), lesson__in=lessons.order_by().values("pk"))
        .filter(status=Fact.Status.APPROVED)
        .order_by("lesson", "position", "key")
    )
    mine = Card.objects.filter(user=user, fact__lesson__in=lessons.order_by().values("pk"))
    cards = {card.fact_id: memory_of(card) for card in mine}
    marks: defaultdict[int, tuple[FactMark, ...]] = defaultdict(tuple)
    for pk, lesson, key, statement, section, passage, version in facts.values_list(
        "pk", "lesson", "key", "statement", "section", "passage", "version"
    ):
        memory = cards.get(pk)
        has_changed = memory is not None and memory.fact_version != version
        strength = memory.strength(now) if memory else None
        state = state_of(memory, now=now)
        marks[lesson] += (
            FactMark(key, statement, section, anchor_for(passage), strength, state, has_changed),
        )
    return marks
