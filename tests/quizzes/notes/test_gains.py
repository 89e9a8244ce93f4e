"""What an answer unlocks is counted, where that can be done in time."""

import pytest

from quizzes.models import Asking
from quizzes.notes.decisions import answer_askings
from quizzes.notes.gains import measure_askings
from quizzes.notes.publication import preview_notes
from tests.factories import MONDAY
from tests.quizzes.notes.orchestra import approve_all, imported, say_yes

pytestmark = pytest.mark.django_db


def test_an_import_counts_what_the_best_answers_unlock():
    imported()

    best = Asking.objects.first()

    assert best.measured
    assert best.unlocks > 0


def test_the_count_is_what_a_bank_of_all_answers_loses_without_it():
    course = imported().course
    best = Asking.objects.first()
    approve_all()
    say_yes(*set(Asking.objects.values_list("kind", flat=True)))
    whole = {item.key for item in preview_notes(course=course).bank.items}

    answer_askings(askings=[best], answer="", by=None, now=MONDAY)

    less = {item.key for item in preview_notes(course=course).bank.items}
    assert len(whole - less) == best.unlocks


def test_notes_with_too_many_proposals_keep_their_estimates(monkeypatch):
    course = imported().course
    Asking.objects.update(unlocks=7, measured=False)
    monkeypatch.setattr("quizzes.notes.gains.MOST_PROPOSALS", 3)

    measure_askings(course, now=MONDAY)

    assert set(Asking.objects.values_list("unlocks", "measured")) == {(7, False)}


def test_the_gain_of_an_answered_question_stays_as_it_was():
    course = imported().course
    best = Asking.objects.first()
    answer_askings(askings=[best], answer="yes", by=None, now=MONDAY)

    measure_askings(course, now=MONDAY)

    assert Asking.objects.get(pk=best.pk).unlocks == best.unlocks
