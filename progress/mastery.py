"""How far a person is with each fact and each lesson: frozen values, read in four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import fmean
from typing import Protocol

from django.db.models import Count, F, FilteredRelation, Q
from django.urls import reverse

from accounts.models import User
from courses.models import LessonQuerySet
from courses.rendering import anchor_for
from progress.changes import Change, change_of
from quizzes.memory import FactState, Glance, state_of
from quizzes.models import Card, Fact, Question
from quizzes.reach import Reach, reach_of
from quizzes.rollups.cards import glances_at

SOLID_SHARE = 0.8  # of what can be known of a lesson is known, and of all its facts were met


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

    Attributes:
        provable: whether it has questions enough to be called known (docs/decisions/0023).
        memory: what the answers say of it; `read_at` is the moment at which it is looked at.
    """

    key: str
    statement: str
    section: str
    anchor: str
    mastery: float | None
    state: FactState
    has_changed: bool = False
    provable: bool = True
    memory: Glance | None = None
    read_at: datetime | None = None

    @property
    def shape(self) -> str:
        """Return the state as the style sheet spells it."""
        return self.state.replace(" ", "-")

    @property
    def percent(self) -> int:
        return round(100 * (self.mastery or 0))

    @property
    def words(self) -> str:
        """Return its state with its mastery, such as "learning, 62%"."""
        words = self.state if self.mastery is None else f"{self.state}, {self.percent}%"
        return f"{words}, changed since you were asked" if self.has_changed else words

    @property
    def countable(self) -> bool:
        """Tell whether it counts among those that are known or not."""
        return self.provable or self.state == FactState.KNOWN

    @property
    def change(self) -> Change | None:
        """Return what the last answer and the time since did to its mastery."""
        if self.memory is None or self.read_at is None or self.mastery is None:
            return None
        return change_of(self.memory, strength=self.mastery, now=self.read_at)

    @property
    def why(self) -> str:
        """Say why its mastery is what it is."""
        change = self.change
        return change.words if change else ""


class HasFacts(Protocol):
    @property
    def facts(self) -> tuple[FactMark, ...]: ...


class Mastery:
    """What is told alike of all that has facts: a lesson, a module, a domain, a course."""

    __slots__ = ()

    @property
    def known(self: HasFacts) -> int:
        return sum(fact.state == FactState.KNOWN for fact in self.facts)

    @property
    def countable(self: HasFacts) -> int:
        """Return how many of its facts can be called known."""
        return sum(fact.countable for fact in self.facts)

    @property
    def met(self: HasFacts) -> int:
        return sum(fact.state != FactState.NOT_MET for fact in self.facts)

    @property
    def due(self: HasFacts) -> int:
        return sum(fact.state == FactState.DUE for fact in self.facts)

    @property
    def percent(self: HasFacts) -> int:
        """Return the mean mastery of its facts, 0 to 100; a fact not met counts as 0."""
        return mean_percent(self.facts)

    @property
    def known_words(self: HasFacts) -> str:
        return known_words(self.facts)

    @property
    def left_out_words(self: HasFacts) -> str:
        return left_out_words(self.facts)

    @property
    def why(self: HasFacts) -> str:
        """Say why its mastery is what it is."""
        return why_of(self.facts)


@dataclass(frozen=True, slots=True)
class LessonProgress(Mastery):
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
    def state(self) -> LessonState:
        enough = self.known >= SOLID_SHARE * self.countable
        if self.known and enough and self.met >= SOLID_SHARE * len(self.facts):
            return LessonState.SOLID
        if self.met:
            return LessonState.LEARNING
        if self.finished_at:
            return LessonState.READ
        return LessonState.READING if self.opened_at else LessonState.NOT_STARTED


def known_words(facts: Sequence[FactMark]) -> str:
    """Return for example "3 of 8 facts known"; facts with too few questions are left out."""
    countable = sum(fact.countable for fact in facts)
    if not countable:
        met = sum(fact.state != FactState.NOT_MET for fact in facts)
        return f"{met} of {facts_word(len(facts))} met"
    known = sum(fact.state == FactState.KNOWN for fact in facts)
    return f"{known} of {facts_word(countable)} known"


def left_out_words(facts: Sequence[FactMark]) -> str:
    """Say how many facts can never be called known, or nothing."""
    left = sum(not fact.countable for fact in facts)
    if not left:
        return ""
    has = "has" if left == 1 else "have"
    return f"{facts_word(left)} {has} too few questions to tell, and {'is' if left == 1 else 'are'} left out"


def facts_word(count: int) -> str:
    return f"{count} fact{'' if count == 1 else 's'}"


def mean_percent(facts: Sequence[FactMark]) -> int:
    """Return the mean mastery, 0 to 100; a fact not met counts as 0."""
    return round(100 * fmean(fact.mastery or 0 for fact in facts)) if facts else 0


def why_of(facts: Sequence[FactMark]) -> str:
    """Say why the mean mastery of facts is what it is: how far it faded, or the last change."""
    met = [fact for fact in facts if fact.memory and fact.read_at]
    if not met:
        return ""
    then = round(100 * sum(fact.memory.mastery for fact in met if fact.memory) / len(facts))
    now = mean_percent(facts)
    if now < then:
        return f"Faded from {then}% to {now}% since the last answers."
    last = max(met, key=answered_last)
    return f"Last: {last.statement.rstrip('.')}. {last.why}"


def answered_last(fact: FactMark) -> tuple[datetime, str]:
    """Return what orders facts that were met by their last answer."""
    if fact.memory is None:
        raise ValueError("the fact was not met")
    return (fact.memory.last_answered_at, fact.key)


def read_lessons(
    user: User,
    lessons: LessonQuerySet,
    *,
    now: datetime,
    known: Mapping[int, Glance] | None = None,
) -> tuple[LessonProgress, ...]:
    """Return these lessons in course order with the person's progress. Four queries.

    Args:
        known: what the person remembers of facts, by id, if it was read already.
    """
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
    facts = read_facts(user, lessons, now=now, known=known)
    numbers: dict[str, int] = defaultdict(int)
    read = []
    for row in rows:
        pk, course, module = row.pop("pk"), row["course"], row.pop("module_slug")
        numbers[course] += 1
        read.append(LessonProgress(**row, number=numbers[course], module=module, facts=facts[pk]))
    return tuple(read)


def read_facts(
    user: User,
    lessons: LessonQuerySet,
    *,
    now: datetime,
    known: Mapping[int, Glance] | None = None,
) -> defaultdict[int, tuple[FactMark, ...]]:
    """Return the facts of these lessons that can be asked, in reading order, by lesson id."""
    reaches = read_reaches(lessons)
    facts = (
        Fact.objects.filter(lesson__in=lessons.order_by().values("pk"))
        .filter(status=Fact.Status.APPROVED)
        .order_by("lesson", "position", "key")
    )
    if known is None:
        mine = Card.objects.filter(user=user, fact__lesson__in=lessons.order_by().values("pk"))
        known = glances_at(mine)
    marks: defaultdict[int, list[FactMark]] = defaultdict(list)
    for pk, lesson, key, statement, section, passage, version in facts.values_list(
        "pk", "lesson", "key", "statement", "section", "passage", "version"
    ):
        if reach := reaches.get(pk):
            told = (key, statement, section, anchor_for(passage))
            marks[lesson].append(mark_of(told, version, reach, known.get(pk), now=now))
    return defaultdict(tuple, {lesson: tuple(found) for lesson, found in marks.items()})


def mark_of(
    told: tuple[str, str, str, str],
    version: int,
    reach: Reach,
    memory: Glance | None,
    *,
    now: datetime,
) -> FactMark:
    """Return a fact as the person has it.

    Args:
        told: its key, statement, section and anchor.
        version: of the fact as the lesson says it now.
    """
    return FactMark(
        *told,
        mastery=memory.strength(now) if memory else None,
        state=state_of(memory, now=now, kinds_wanted=reach.kinds_wanted),
        has_changed=memory is not None and memory.fact_version != version,
        provable=reach.suffices,
        memory=memory,
        read_at=now,
    )


def read_reaches(lessons: LessonQuerySet) -> dict[int, Reach]:
    """Return what the questions on the facts of these lessons can show, by fact. One query."""
    asking = Question.objects.servable().filter(facts__lesson__in=lessons.order_by().values("pk"))
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = asking.order_by().values("facts", "kind").annotate(count=Count("pk"))
    for fact, kind, count in rows.values_list("facts", "kind", "count"):
        counts[fact][kind] = count
    return {fact: reach_of(kinds) for fact, kinds in counts.items()}
