"""Attempts end at their deadline though nobody is there: the command that everyone's timer runs."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command

from quizzes.models import Attempt, Card, Response
from quizzes.services import record_response
from tests.factories import MONDAY, AttemptFactory, AttemptItemFactory, UserFactory

pytestmark = pytest.mark.django_db


def open_mock(*, minutes=30, **fields):
    """Return an open mock of one question, answered rightly."""
    attempt = AttemptFactory.create(
        mode="mock",
        feedback="at_end",
        deadline=None if minutes is None else MONDAY + timedelta(minutes=minutes),
        **fields,
    )
    item = AttemptItemFactory.create(attempt=attempt)
    record_response(item=item, chosen=[0], sent_key=uuid4(), now=MONDAY)
    return attempt


def run_at(**since):
    out = StringIO()
    with time_machine.travel(MONDAY + timedelta(**since), tick=False):
        call_command("finish_overdue", stdout=out)
    return out.getvalue()


def ended(attempt):
    attempt.refresh_from_db()
    return attempt.finished_at


def test_it_ends_the_attempts_of_everyone_at_their_deadlines():
    attempts = [open_mock(minutes=minutes) for minutes in (30, 20)]

    said = run_at(hours=1)

    assert said == "Ended 2 attempts after the deadline.\n"
    assert [ended(attempt) for attempt in attempts] == [one.deadline for one in attempts]


def test_what_was_saved_counts():
    attempt = open_mock()

    run_at(hours=1)

    assert Response.objects.final().get().created_at == attempt.deadline
    assert Card.objects.get(user=attempt.user).right == 1


def test_what_is_in_time_or_has_no_limit_stays_open():
    attempts = [open_mock(minutes=90), open_mock(minutes=None), AttemptFactory.create()]

    assert run_at(hours=1) == ""
    assert [ended(attempt) for attempt in attempts] == [None, None, None]


def test_the_grace_for_answers_under_way_is_over_first():
    attempt = open_mock(minutes=30)

    run_at(minutes=30, seconds=5)
    assert ended(attempt) is None
    run_at(minutes=30, seconds=6)
    assert ended(attempt) == attempt.deadline


def test_running_it_again_changes_nothing():
    open_mock()

    assert run_at(hours=1) == "Ended 1 attempt after the deadline.\n"
    assert run_at(hours=2) == ""
    assert Response.objects.final().count() == 1


def test_the_attempt_of_somebody_who_has_left_is_ended_too():
    attempt = open_mock(user=UserFactory.create())
    Attempt.objects.update(user=None)

    run_at(hours=1)

    assert ended(attempt) == attempt.deadline
