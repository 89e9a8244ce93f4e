"""What the page of mistakes shows: by lesson, with how each can be asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from courses.models import Course, Lesson
from courses.rendering import anchor_for
from quizzes.models import Card
from quizzes.practice.mistakes import Mistake, answered_versions


@dataclass(frozen=True, slots=True)
class Row:
    """A mistake as it stands on the page.

    Attributes:
        has_new_words: whether it can be asked in words that the person never answered.
    """

    mistake: Mistake
    has_new_words: bool

    @property
    def source_url(self) -> str:
        """Return where the lesson says the fact."""
        fact = self.mistake.fact
        return f"{fact.lesson.get_absolute_url()}#{anchor_for(fact.passage)}"

    @property
    def note(self) -> str:
        """Say what is special about asking it again; mostly nothing."""
        if self.has_new_words:
            return ""
        if self.mistake.is_alone:
            return "There is no other question on this. Answer it rightly a day or more after you missed it."
        return "You have seen all questions on this; it comes in other words than those you missed."


@dataclass(frozen=True, slots=True)
class LessonGroup:
    """A lesson with those of its mistakes that are on this page; `count` is how many there are."""

    lesson: Lesson
    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CourseGroup:
    course: Course
    lessons: tuple[LessonGroup, ...]
    count: int


def groups_on(
    page: Sequence[Mistake], mistakes: Collection[Mistake], user: User
) -> tuple[CourseGroup, ...]:
    """Return the mistakes of a page by course and lesson. One query.

    Args:
        mistakes: all of the person's, in reading order; the page is a part of them.
    """
    seen = answered_versions(user, {version for one in page for version in one.wordings})
    in_lesson = Counter(one.fact.lesson_id for one in mistakes)
    in_course = Counter(one.fact.course_id for one in mistakes)
    return tuple(
        CourseGroup(course, tuple(lessons_of([*rows], in_lesson, seen)), in_course[course.pk])
        for course, rows in groupby(page, lambda one: one.fact.lesson.module.course)
    )


def lessons_of(
    page: Sequence[Mistake], in_lesson: Counter[int], seen: Collection[int]
) -> Iterator[LessonGroup]:
    for lesson, mistakes in groupby(page, lambda one: one.fact.lesson):
        rows = tuple(Row(one, not one.wordings <= set(seen)) for one in mistakes)
        yield LessonGroup(lesson, rows, in_lesson[lesson.pk])


@dataclass(frozen=True, slots=True)
class Past:
    """What lies behind a page without mistakes: facts asked, and misses that were mended."""

    asked: int
    missed: int


def past_of(user: User) -> Past:
    """Return what a person was asked and missed so far. One query."""
    cards = Card.objects.filter(user=user).values_list("wrong", flat=True)
    return Past(asked=len(cards), missed=sum(map(bool, cards)))
