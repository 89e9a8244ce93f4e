"""The notes of these tests: two files on instruments, and what tests do with them."""

from pathlib import Path

from quizzes.notes.decisions import answer_askings, decide_proposals
from quizzes.notes.files import Source, read_sources
from quizzes.notes.imports import import_notes
from quizzes.notes.models import Asking, Proposal
from quizzes.notes.publication import publish_notes
from tests.factories import MONDAY

FOLDER = Path(__file__).parents[2] / "data" / "orchestra"
STRINGS, WINDS = read_sources(FOLDER)


def imported(*sources, slug="music", now=MONDAY):
    """Import sources, by default the strings, and return the report."""
    return import_notes(slug=slug, sources=sources or (STRINGS,), title="Music", now=now)


def changed(old, new, source=STRINGS):
    """Return a source with other words in one place."""
    assert old in source.text
    return Source(source.path, source.text.replace(old, new))


def proposal(words):
    """Return the one proposal whose raw line has these words."""
    return Proposal.objects.get(quote__contains=words)


def approve_all():
    """Approve every proposal that waits, each looked at alone."""
    decide_proposals(
        proposals=Proposal.objects.pending(),
        status=Proposal.Status.APPROVED,
        by=None,
        now=MONDAY,
    )


def published(*sources):
    """Import sources, approve everything, publish, and return the course."""
    course = imported(*sources).course
    approve_all()
    publish_notes(course=course)
    course.refresh_from_db()
    return course


def say_yes(*kinds):
    """Answer every question of these kinds with yes."""
    for asking in Asking.objects.open().filter(kind__in=kinds):
        answer_askings(askings=[asking], answer="yes", by=None, now=MONDAY)
