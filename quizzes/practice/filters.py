"""Filters: which questions of a source a person wants to practise. Reads rows, writes none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, TextChoices

from accounts.models import User
from courses.models import Course
from quizzes.models import Attempt, Card, Confusion, Fact, Question, QuestionQuerySet, Response
from quizzes.practice.mistakes import mistakes_of
from quizzes.practice.sources import Source, course_of, preset_for, questions_of


class Only(TextChoices):
    """Which questions."""

    ALL = "all", "All of them"
    MISSED = "missed", "What I missed"
    UNSEEN = "unseen", "What is new to me"
    DUE = "due", "Facts that are due"
    CONFUSED = "confused", "Pairs I confuse"
    BOOKMARKED = "bookmarked", "What I bookmarked"


IN_A_TITLE = {
    Only.ALL: "",
    Only.MISSED: "missed",
    Only.UNSEEN: "new to you",
    Only.DUE: "due",
    Only.CONFUSED: "pairs you confuse",
    Only.BOOKMARKED: "bookmarked",
}
LONGEST_TITLE = 160
MOST_KINDS_NAMED = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to practise.

    Attributes:
        kinds: kinds of questions, sorted; nothing means all of them.
    """

    source: Source
    only: Only = Only.ALL
    kinds: tuple[str, ...] = ()
    feedback: Attempt.Feedback = Attempt.Feedback.AT_ONCE

    @property
    def course(self) -> Course:
        return course_of(self.source)

    @property
    def title(self) -> str:
        """Return what an attempt on it is called, at most 160 characters."""
        told = [IN_A_TITLE[self.only], self.kinds_words]
        if self.feedback == Attempt.Feedback.AT_END:
            told.append("told at the end")
        suffix = ", ".join(filter(None, told))
        return f"{self.source.title}: {suffix}"[:LONGEST_TITLE] if suffix else self.source.title

    @property
    def kinds_words(self) -> str:
        """Return the kinds of questions in words; "" for all of them."""
        if len(self.kinds) > MOST_KINDS_NAMED:
            return f"{len(self.kinds)} kinds of questions"
        return " and ".join(str(Question.Kind(kind).label).lower() for kind in self.kinds)

    @property
    def choice(self) -> dict[str, Any]:
        """Return the parameters that preset the practice page to it; what is usual is left out."""
        said: dict[str, Any] = dict(preset_for(self.source))
        if self.only != Only.ALL:
            said["only"] = str(self.only)
        if self.kinds:
            said["kinds"] = list(self.kinds)
        if self.feedback != Attempt.Feedback.AT_ONCE:
            said["feedback"] = str(self.feedback)
        return said

    def changed(self, **changes: Any) -> Wish:
        return replace(self, **changes)


def chosen_questions(wish: Wish, user: User, *, now: datetime) -> QuestionQuerySet:
    """Return the questions that a wish can draw from.

    The queries do not grow with what was answered: none for most filters; four to find what was
    missed, two for pairs, which read the options of all questions of the source.
    """
    questions = questions_of(wish.source)
    if wish.kinds:
        questions = questions.filter(kind__in=wish.kinds)
    return FILTERS[wish.only](questions, user, wish.course, now)


def all_of(
    questions: QuestionQuerySet, user: User, course: Course, now: datetime
) -> QuestionQuerySet:
    return questions


def missed(
    questions: QuestionQuerySet, user: User, course: Course, now: datetime
) -> QuestionQuerySet:
    """Keep what asks a fact that was missed and not recovered since (`quizzes/practice/mistakes.py`)."""
    facts = [mistake.fact.pk for mistake in mistakes_of(user, course)]
    return asking(questions, facts)


def unseen(
    questions: QuestionQuerySet, user: User, course: Course, now: datetime
) -> QuestionQuerySet:
    """Keep what the person never answered in its present words."""
    answers = Response.objects.final().filter(
        item__attempt__user=user, item__version=OuterRef("current")
    )
    return questions.filter(~Exists(answers))


def due(questions: QuestionQuerySet, user: User, course: Course, now: datetime) -> QuestionQuerySet:
    """Keep what asks a fact whose turn it is to be recalled."""
    cards = Card.objects.filter(
        user=user, fact__course=course, fact__status=Fact.Status.APPROVED, due_at__lte=now
    )
    return asking(questions, cards.values("fact"))


def confused(
    questions: QuestionQuerySet, user: User, course: Course, now: datetime
) -> QuestionQuerySet:
    """Keep questions in which both things stand of which the person took one for the other."""
    rows = Confusion.objects.filter(user=user, course=course).order_by()
    pairs = {frozenset(pair) for pair in rows.values_list("thing", "taken_for")}
    if not pairs:
        return questions.none()
    options = questions.order_by().values_list("pk", "current__options")
    return questions.filter(pk__in=[pk for pk, rows in options if holds_a_pair(rows, pairs)])


def bookmarked(
    questions: QuestionQuerySet, user: User, course: Course, now: datetime
) -> QuestionQuerySet:
    return questions.filter(bookmarks__user=user)


Filter = Callable[[QuestionQuerySet, User, Course, datetime], QuestionQuerySet]
FILTERS: Mapping[Only, Filter] = {
    Only.ALL: all_of,
    Only.MISSED: missed,
    Only.UNSEEN: unseen,
    Only.DUE: due,
    Only.CONFUSED: confused,
    Only.BOOKMARKED: bookmarked,
}


def asking(questions: QuestionQuerySet, facts: Any) -> QuestionQuerySet:
    """Keep the questions that ask one of these facts, each once."""
    links = Question.facts.through.objects.filter(fact__in=facts)
    return questions.filter(pk__in=links.values("question"))


def holds_a_pair(options: Sequence[Mapping[str, Any]], pairs: Collection[frozenset[str]]) -> bool:
    """Tell whether both things of one of these pairs stand among the options of a wording."""
    things = {option.get("thing", "") for option in options}
    return any(pair <= things for pair in pairs)
