"""What begins a review."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from courses.models import Course
from quizzes.models import Attempt
from quizzes.reviews.choosing import draw_review
from quizzes.reviews.due import batch_size, due_facts, reviews_left
from quizzes.rollups import lock_person
from quizzes.services import open_attempt, open_attempt_of


class NothingDue(Exception):
    """No fact is due, or the person has done as many reviews as they want in a day."""


@transaction.atomic
def start_review(
    *, user: User, course: Course, seed: int, now: datetime, most: int | None = None
) -> Attempt:
    """Return the person's open review of a course, or start one of the facts that are due.

    Args:
        most: questions at the most, if fewer are wanted than a review may have.

    Raises:
        NothingDue: no fact is due, or the day's reviews are done; nothing is saved.
    """
    lock_person(user.pk)
    opened = open_attempt_of(user, course, Attempt.Mode.REVIEW)
    if opened:
        return opened
    count = batch_size(reviews_left(user, course, now=now))
    count = count if most is None else min(count, most)
    form = draw_review(due_facts(user, course, now=now, count=count), count=count, seed=seed)
    if not form:
        raise NothingDue(course.title)
    return open_attempt(user, course, Attempt.Mode.REVIEW, "Review", form, seed=seed, now=now)
