from dataclasses import replace
from datetime import timedelta

import pytest

from progress.changes import change_of, faded
from quizzes.memory import Outcome, Showing, confuse, remember
from tests.factories import MONDAY

DAY = timedelta(days=1)


def memory_of(*rights, **fields):
    memory = None
    for right in rights:
        showing = Showing(right=right, guess=0.25, answered_at=MONDAY, **fields)
        memory = remember(memory, showing)
    return memory


def change(memory, *, days=0):
    now = MONDAY + days * DAY
    return change_of(memory, strength=memory.strength(now), now=now)


def test_a_right_answer_says_how_far_it_raised_mastery():
    assert change(memory_of(True)).words == "Answered rightly: up from 35% to 68%."


def test_a_wrong_answer_says_how_far_it_lowered_mastery():
    assert change(memory_of(True, False)).words == "Answered wrongly: down from 68% to 22%."


def test_words_seen_before_say_that_they_prove_nothing():
    told = change(memory_of(True, fresh=False)).words

    assert told.startswith("Answered rightly in words seen before")
    assert told.endswith("still 35%.")


def test_a_guess_and_a_confusion_are_named():
    assert change(memory_of(True, guessed=True)).words.startswith("Guessed rightly: up from 35%")
    confused = change(confuse(memory_of(True), at=MONDAY))
    assert confused.words.startswith("Chosen in place of another thing")
    assert confused.words.endswith("still 68%.")


def test_time_says_how_far_it_faded():
    strong = replace(memory_of(True), mastery=0.92, stability=9.0)

    told = change(strong, days=9)

    assert (told.after, told.now, told.days) == (92, 83, 9)
    assert told.faded == "Faded from 92% to 83% in 9 days."
    assert told.words == f"{told.answered} {told.faded}"


@pytest.mark.parametrize(
    ("then", "now", "days", "words"),
    [
        (92, 85, 9, "Faded from 92% to 85% in 9 days."),
        (92, 91, 1, "Faded from 92% to 91% in 1 day."),
        (92, 92, 9, ""),
        (92, 90, 0, "Faded from 92% to 90% within a day."),
    ],
)
def test_nothing_is_said_where_nothing_faded(then, now, days, words):
    assert faded(then, now, days) == words


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_words(outcome):
    assert change(replace(memory_of(True), last_outcome=outcome)).answered
