"""What begins practice, and checks in the middle of a lesson. Each may be called twice without harm."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from courses.models import Course, Lesson
from quizzes.models import Attempt
from quizzes.papers.drawing import draw_places
from quizzes.papers.places import Place
from quizzes.papers.pool import candidates_of
from quizzes.practice.filters import LONGEST_TITLE, Only, Wish, chosen_questions
from quizzes.practice.sources import Source, course_of, questions_of
from quizzes.rollups import lock_person
from quizzes.services import (
    BankTooSmall,
    OtherAttemptOpen,
    close_attempt,
    open_attempt,
    open_attempt_of,
)

CHECK_LENGTH = 3  # questions at most, so that a check stays a pause in reading


@transaction.atomic
def start_attempt(
    *,
    user: User,
    source: Source,
    count: int,
    seed: int,
    now: datetime,
    replacing: int | None = None,
    only: Only = Only.ALL,
    kinds: Collection[str] = (),
    feedback: Attempt.Feedback = Attempt.Feedback.AT_ONCE,
) -> Attempt:
    """Return the person's open practice of `source`, or start one on a newly drawn form.

    Args:
        count: questions wanted; the form is shorter when the source has fewer different facts.
        replacing: id of the open attempt on something else that the person agreed to finish.
        only: which questions of the source.
        kinds: kinds of questions; nothing means all of them.

    Raises:
        BankTooSmall: there is nothing to ask; nothing is saved.
        OtherAttemptOpen: something else is open and `replacing` does not name it.
    """
    lock_person(user.pk)
    wish = Wish(source, only, tuple(sorted(kinds)), feedback)
    opened = open_practice(user, wish.course, wish.title, wish.choice)
    if opened:
        return opened
    candidates = candidates_of(chosen_questions(wish, user, now=now), user)
    return begin_practice(
        user,
        wish.course,
        wish.title,
        draw_places(candidates, count=count, seed=seed),
        replacing,
        seed=seed,
        now=now,
        choice=wish.choice,
        feedback=feedback,
    )


def open_practice(
    user: User, course: Course, title: str, choice: Mapping[str, Any]
) -> Attempt | None:
    """Return the open practice if it is the one that is wanted."""
    opened = open_attempt_of(user, course, Attempt.Mode.PRACTICE)
    if opened and opened.title == title and opened.choice in ({}, choice):
        return opened
    return None


def begin_practice(
    user: User,
    course: Course,
    title: str,
    places: Sequence[Place],
    replacing: int | None,
    *,
    seed: int,
    now: datetime,
    **fields: Any,
) -> Attempt:
    """Open a practice in place of the one that is open, if the person agreed to finish that.

    Raises:
        BankTooSmall: there is nothing to ask; nothing is saved, and nothing finished.
        OtherAttemptOpen: another is open, and `replacing` is not its id.
    """
    if not places:
        raise BankTooSmall(title)
    opened = open_attempt_of(user, course, Attempt.Mode.PRACTICE)
    if opened and opened.pk != replacing:
        raise OtherAttemptOpen(opened)
    if opened:
        close_attempt(opened, now=now)
    mode = Attempt.Mode.PRACTICE
    return open_attempt(user, course, mode, title, places, seed=seed, now=now, **fields)


@transaction.atomic
def start_check(*, user: User, lesson: Lesson, section: str, seed: int, now: datetime) -> Attempt:
    """Return the open check of this section, or start one of up to three questions on it.

    An empty `section` asks about the whole lesson. A check left open elsewhere in the course is
    finished: its answers are stored already.

    Raises:
        BankTooSmall: there is nothing to ask on the section; nothing is saved.
    """
    lock_person(user.pk)
    course = course_of(lesson)
    # A section may have the title of its lesson, so the title alone does not tell what is checked.
    choice = {"course": course.slug, "lesson": lesson.slug, "section": section}
    opened = open_attempt_of(user, course, Attempt.Mode.CHECK)
    if opened and opened.choice == choice:
        return opened
    if opened:
        close_attempt(opened, now=now)
    questions = questions_of(lesson)
    if section:
        questions = questions.filter(facts__lesson=lesson, facts__section=section).distinct()
    form = draw_places(candidates_of(questions, user), count=CHECK_LENGTH, seed=seed)
    return open_attempt(
        user,
        course,
        Attempt.Mode.CHECK,
        lesson.title_of(section)[:LONGEST_TITLE],
        form,
        seed=seed,
        now=now,
        choice=choice,
    )
