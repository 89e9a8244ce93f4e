"""Nothing to practise: exactly why, and the nearest thing that there is. Reads rows, writes none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from quizzes.models import Card, Confusion, Question
from quizzes.practice.filters import Only, Wish, chosen_questions
from quizzes.practice.sources import questions_of, wider

REASONS = {
    Only.ALL: "There is nothing to ask about {} yet.",
    Only.MISSED: "You have missed nothing in {} that is still open.",
    Only.UNSEEN: "You have answered every question of {} in its present words.",
    Only.DUE: "Nothing in {} is due.",
    Only.CONFUSED: "No question of {} holds both things of a pair that you confuse.",
    Only.BOOKMARKED: "You have bookmarked nothing in {}.",
}
NEVER_CONFUSED = "You have taken no thing for another one in {} so far."
OFFERS = {
    Only.ALL: "Practise all of {}",
    Only.MISSED: "Practise what you missed in {}",
    Only.UNSEEN: "Practise what is new to you in {}",
    Only.DUE: "Practise what is due in {}",
    Only.CONFUSED: "Practise the pairs you confuse in {}",
    Only.BOOKMARKED: "Practise what you bookmarked in {}",
}


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why a wish finds no question.

    Attributes:
        instead: the nearest wish that finds some; nothing where there is none.
    """

    reason: str
    instead: Wish | None

    @property
    def offer(self) -> str:
        """Return what a button to the nearest thing says."""
        if self.instead is None:
            return ""
        said = OFFERS[self.instead.only].format(self.instead.source.title)
        return f"{said}, {kinds_in_words(self.instead)}" if self.instead.kinds else said


def explain_nothing(wish: Wish, user: User, *, now: datetime) -> Nothing:
    """Return why a wish finds nothing, and what is nearest to it.

    At most eight wishes are tried, each at the cost of `chosen_questions` and one query.
    """
    return Nothing(reason_of(wish, user, now=now), nearest_to(wish, user, now=now))


def nearest_to(wish: Wish, user: User, *, now: datetime) -> Wish | None:
    return next(
        (one for one in neighbours_of(wish) if chosen_questions(one, user, now=now).exists()), None
    )


def neighbours_of(wish: Wish) -> Iterator[Wish]:
    """Return other wishes, the nearest first: all kinds, a wider source, new words, all questions."""
    if wish.kinds:
        yield wish.changed(kinds=())
    around = wider(wish.source)
    while around is not None and wish.only != Only.ALL:
        yield wish.changed(source=around, kinds=())
        around = wider(around)
    for only in (Only.UNSEEN, Only.ALL):
        if only != wish.only:
            yield wish.changed(only=only, kinds=())
    if wish.only == Only.ALL and (around := wider(wish.source)):
        yield wish.changed(source=around, kinds=())


def reason_of(wish: Wish, user: User, *, now: datetime) -> str:
    title = wish.source.title
    if wish.kinds and chosen_questions(wish.changed(kinds=()), user, now=now).exists():
        return f"{subject_of(wish)} has no question of the kind you chose: {kinds_in_words(wish)}."
    if wish.only == Only.DUE:
        return f"{REASONS[Only.DUE].format(title)} {next_due(wish, user)}"
    if wish.only == Only.CONFUSED:
        rows = Confusion.objects.filter(user=user, course=wish.course)
        return (REASONS[Only.CONFUSED] if rows.exists() else NEVER_CONFUSED).format(title)
    return REASONS[wish.only].format(title)


def subject_of(wish: Wish) -> str:
    if wish.only == Only.ALL:
        return wish.source.title
    return f"“{wish.only.label}” in {wish.source.title}"


def kinds_in_words(wish: Wish) -> str:
    return ", ".join(Question.Kind(kind).label.lower() for kind in wish.kinds)


def next_due(wish: Wish, user: User) -> str:
    """Say when the first fact of the source comes due. One query."""
    cards = Card.objects.filter(user=user, fact__questions__in=questions_of(wish.source))
    due_at = cards.aggregate(first=Min("due_at"))["first"]
    if due_at is None:
        return "You have not been asked about it yet."
    day = date_format(timezone.localtime(due_at), "j F Y")
    return f"The next fact comes due on {day}."
