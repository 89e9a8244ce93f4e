"""Two people decide at once, with real threads and real transactions."""

import pytest

from courses.models import Lesson
from quizzes.models import Asking, Proposal
from quizzes.notes.decisions import answer_askings, decide_proposals
from quizzes.notes.publication import publish_notes
from tests.factories import MONDAY
from tests.quizzes.notes.orchestra import imported, proposal
from tests.quizzes.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def approve(words):
    return decide_proposals(
        proposals=[proposal(words)], status=Proposal.Status.APPROVED, by=None, now=MONDAY
    )


def test_decisions_made_at_once_all_reach_the_lesson():
    imported()
    asking = Asking.objects.get(kind="closure")

    at_once(
        lambda: approve("tenor"),
        lambda: approve("melody"),
        lambda: approve("reads the alto clef"),
        lambda: answer_askings(askings=[asking], answer="yes", by=None, now=MONDAY),
    )

    body = Lesson.objects.get().body
    for fact in ("**Sings:** the tenor", "**Carries:** the melody", "**Reads:** the alto clef"):
        assert fact in body
    assert Asking.objects.get(pk=asking.pk).answer == "yes"


def test_two_clicks_on_publish_publish_once():
    course = imported().course
    approve("tenor")

    reports = at_once(*[lambda: publish_notes(course=course)] * 2)

    assert sorted(report.published for report in reports) == [["strings"], ["strings"]]
    assert Lesson.objects.get().published
