"""Retries: what was missed is asked again, in fresh words where there are some."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from courses.models import Course, Lesson
from quizzes.models import Attempt, Fact
from quizzes.papers.places import Place
from quizzes.practice.filters import LONGEST_TITLE, Only, Wish
from quizzes.practice.mistakes import Mistake, mistakes_of
from quizzes.practice.services import begin_practice, open_practice
from quizzes.practice.sources import course_of
from quizzes.reviews.choosing import NEVER, DueFact, Way, draw_one_each
from quizzes.reviews.due import answers_to, due_fact, questions_on
from quizzes.rollups import lock_person

Scope = Course | Lesson | Fact

LONGEST = 20  # questions of one retry
SPARE = 3  # facts looked at for each question, since some stand in each other's way


@transaction.atomic
def start_retry(
    *, user: User, scope: Scope, seed: int, now: datetime, replacing: int | None = None
) -> Attempt:
    """Return the person's open retry of `scope`, or start one of what they missed there.

    It has up to twenty questions, one for each fact that is not recovered, those missed last first.

    Args:
        scope: a course, a lesson, or a single fact.
        replacing: id of the open practice of something else that the person agreed to finish.

    Raises:
        BankTooSmall: nothing of it is open; nothing is saved.
        OtherAttemptOpen: something else is open and `replacing` does not name it.
    """
    lock_person(user.pk)
    course, title, choice = course_in(scope), title_of(scope), choice_of(scope)
    opened = open_practice(user, course, title, choice)
    if opened:
        return opened
    places = draw_retry(within(scope, mistakes_of(user, course)), user, seed=seed)
    return begin_practice(user, course, title, places, replacing, seed=seed, now=now, choice=choice)


def course_in(scope: Scope) -> Course:
    return scope.course if isinstance(scope, Fact) else course_of(scope)


def title_of(scope: Scope) -> str:
    if isinstance(scope, Fact):  # in words that give no answer away: they stand over the question
        return f"{scope.lesson.title}: one fact missed"[:LONGEST_TITLE]
    return Wish(scope, Only.MISSED).title


def choice_of(scope: Scope) -> dict[str, Any]:
    """Return what presets the practice page to the same; for a fact, to what was missed in its lesson."""
    if isinstance(scope, Fact):
        return Wish(scope.lesson, Only.MISSED).choice | {"fact": scope.key}
    return Wish(scope, Only.MISSED).choice


def within(scope: Scope, mistakes: Collection[Mistake]) -> list[Mistake]:
    """Return the mistakes in a course, a lesson or on a fact, those made last first."""
    if isinstance(scope, Fact):
        chosen = [one for one in mistakes if one.fact == scope]
    elif isinstance(scope, Lesson):
        chosen = [one for one in mistakes if one.fact.lesson_id == scope.pk]
    else:
        chosen = [*mistakes]
    return sorted(chosen, key=lambda one: one.answer.pk, reverse=True)


def draw_retry(mistakes: Sequence[Mistake], user: User, *, seed: int) -> tuple[Place, ...]:
    """Return a question for each fact, as many as fit. Three queries."""
    looked_at = mistakes[: LONGEST * SPARE]
    asking = questions_on([mistake.fact.pk for mistake in looked_at])
    seen = answers_to({question.pk for ones in asking.values() for question in ones}, user)
    ways = (
        ways_in_order(mistake, due_fact(mistake.card, asking[mistake.fact.pk], seen))
        for mistake in looked_at
    )
    return draw_one_each(ways, count=LONGEST, seed=seed)


def ways_in_order(mistake: Mistake, fact: DueFact) -> list[Way]:
    """Return the ways to ask a fact again, the best first.

    The very words that were missed come last, words never seen come first, then those seen longest
    ago; of equals a question of another kind than last time, and one that asks the fact rather than
    one that only rests on it.
    """
    return sorted(
        fact.ways,
        key=lambda way: (
            way.candidate.version_id == mistake.missed_version,
            way.seen_at or NEVER,
            way.candidate.kind == fact.last_kind,
            fact.key not in way.candidate.facts,
            way.candidate.name,
        ),
    )
