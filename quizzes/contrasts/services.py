"""What begins a contrast drill."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from courses.models import Course
from quizzes.contrasts.differences import Things
from quizzes.contrasts.drills import draw_contrasts, title_of
from quizzes.contrasts.reading import read_contrasts, read_differences
from quizzes.models import Attempt
from quizzes.practice.services import begin_practice, open_practice
from quizzes.rollups import lock_person


@transaction.atomic
def start_contrast(
    *,
    user: User,
    course: Course,
    things: Things,
    seed: int,
    now: datetime,
    replacing: int | None = None,
) -> Attempt:
    """Return the person's open drill of two things, or start one: a practice made to tell them apart.

    Args:
        things: their names, in the order of `pair_of`.
        replacing: id of the open practice that the person agreed to finish.

    Raises:
        BankTooSmall: no question tells the two apart; nothing is saved.
        OtherAttemptOpen: another practice is open and `replacing` does not name it.
    """
    lock_person(user.pk)
    title, choice = title_of(things), {"contrast": [*things]}
    opened = open_practice(user, course, title, choice)
    if opened:
        return opened
    contrasts = read_contrasts(user, course, read_differences(course, things))
    places = draw_contrasts(contrasts, things, seed=seed)
    return begin_practice(user, course, title, places, replacing, seed=seed, now=now, choice=choice)
