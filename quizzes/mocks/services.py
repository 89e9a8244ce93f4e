"""What begins mock exams; the rest of their writing is in `quizzes/services.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from quizzes.models import Attempt
from quizzes.papers.exams import exam_for
from quizzes.papers.papers import Paper
from quizzes.rollups import lock_person
from quizzes.services import OtherAttemptOpen, open_attempt, open_attempt_of


@transaction.atomic
def start_mock(
    *, user: User, paper: Paper, now: datetime, forecast: Mapping[str, Any] | None = None
) -> Attempt:
    """Return the person's open mock on a paper, or start one whose time runs from now.

    Args:
        paper: drawn before, since a draw takes longer than others should wait for the database.
        forecast: what was foretold of this mock, kept with it.

    Raises:
        OtherAttemptOpen: a mock on another paper is open.
    """
    lock_person(user.pk)
    opened = open_attempt_of(user, paper.course, Attempt.Mode.MOCK)
    if opened and opened.form_code != paper.code:
        raise OtherAttemptOpen(opened)
    if opened:
        return opened
    exam = exam_for(user, paper.course, paper.plan)
    allowed = exam.time_allowed
    return open_attempt(
        user,
        paper.course,
        Attempt.Mode.MOCK,
        paper.plan.title,
        paper.places,
        seed=paper.seed,
        now=now,
        form_code=paper.code,
        feedback=Attempt.Feedback.AT_END,
        exam=exam.as_data(),
        forecast=dict(forecast or {}),
        deadline=now + allowed if allowed else None,
    )
