from datetime import timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory import (
    KNOWN,
    PRIOR,
    FactState,
    Outcome,
    Showing,
    confuse,
    mastery_after,
    remember,
    state_of,
)
from quizzes.schedule import (
    DESIRED_RECALL,
    LONGEST_WAIT,
    SCHEDULER,
    Grade,
    Trace,
    recall_chance,
    reviewed,
)
from tests.factories import MONDAY

DAY = timedelta(days=1)
chances = st.floats(min_value=0, max_value=1)
guesses = st.floats(min_value=0.01, max_value=0.9)


def shown(memory=None, *, right=True, at=MONDAY, guess=0.25, **fields):
    return remember(memory, Showing(right=right, guess=guess, answered_at=at, **fields))


def test_known_answers_of_the_update():
    # By hand: .35*.92 / (.35*.92 + .65*.25) = .66460, then 4 % of the rest is learned.
    assert mastery_after(0.35, right=True, guess=0.25) == pytest.approx(0.67801, abs=1e-5)
    # By hand: .35*.08 / (.35*.08 + .65*.75) = .05432, then 4 % of the rest is learned.
    assert mastery_after(0.35, right=False, guess=0.25) == pytest.approx(0.09215, abs=1e-5)
    # Without feedback nothing is learned from the answer.
    assert mastery_after(0.35, right=True, guess=0.25, learning=0) == pytest.approx(
        0.66460, abs=1e-5
    )


@given(chances, guesses, st.booleans())
def test_mastery_stays_a_chance(mastery, guess, right):
    assert 0 <= mastery_after(mastery, right=right, guess=guess) <= 1


@given(chances, guesses)
def test_a_right_answer_never_leaves_less_than_a_wrong_one(mastery, guess):
    right = mastery_after(mastery, right=True, guess=guess)
    wrong = mastery_after(mastery, right=False, guess=guess)

    assert right >= wrong - 1e-12 or guess > 0.92


def test_answers_are_counted_and_the_last_one_is_dated():
    first = shown()
    second = shown(first, right=False, at=MONDAY + timedelta(hours=1))

    assert (second.right, second.wrong) == (1, 1)
    assert second.last_answered_at == MONDAY + timedelta(hours=1)
    assert second.mastery < first.mastery
    assert second.mastery_before == first.mastery


def test_a_clock_that_went_back_does_not_move_the_last_answer():
    after = shown(shown(), at=MONDAY - DAY)

    assert after.last_answered_at == MONDAY


def test_an_exam_teaches_nothing_and_practice_a_little():
    assert shown(taught=False).mastery == mastery_after(PRIOR, right=True, guess=0.25, learning=0)
    assert shown(taught=False).mastery < shown().mastery


def test_words_seen_before_never_raise_mastery_but_can_lower_it():
    memory = shown()

    again = shown(memory, fresh=False, at=MONDAY + DAY)
    missed = shown(memory, fresh=False, right=False, at=MONDAY + DAY)

    assert again.mastery == memory.mastery
    assert again.last_outcome is Outcome.REPEATED
    assert missed.mastery < memory.mastery


def test_a_right_guess_is_worth_less_and_makes_nothing_known():
    guessed, sure = shown(guessed=True), shown()

    assert PRIOR < guessed.mastery < sure.mastery
    assert guessed.last_outcome is Outcome.GUESSED
    assert guessed.kinds == ()
    assert guessed.first_right_at is None


def test_a_fact_is_known_when_it_was_right_in_two_kinds_and_a_day_later():
    memory = None
    for _ in range(4):
        memory = shown(memory)
    same_day_one_kind = memory.is_mastered
    other_kind = shown(memory, kind="cloze", guess=0.03)
    next_day = shown(other_kind, at=MONDAY + DAY)

    assert memory.mastery >= KNOWN
    assert (same_day_one_kind, other_kind.is_mastered, next_day.is_mastered) == (False, False, True)


def test_a_missed_fact_is_recovered_by_a_right_answer_in_new_words_only():
    missed = shown(right=False)
    repeated = shown(missed, fresh=False)
    guessed = shown(repeated, guessed=True)
    recovered = shown(guessed, at=MONDAY + DAY)

    assert missed.missed_at == repeated.missed_at == guessed.missed_at == MONDAY
    assert recovered.missed_at is None


def test_another_version_of_the_fact_begins_anew():
    memory = shown(shown(), kind="cloze")

    after = shown(memory, fact_version=2, at=MONDAY + 9 * DAY)

    assert after.mastery == shown(fact_version=2, at=MONDAY + 9 * DAY).mastery
    assert after.kinds == ("single",)
    assert (after.right, after.first_right_at) == (3, MONDAY + 9 * DAY)


def test_a_first_right_choice_counts_as_hard_and_a_first_right_recall_as_good():
    choice, recalled = shown(), shown(kind="short_answer", guess=0.03)

    assert choice.trace == reviewed(None, Grade.HARD, at=MONDAY)
    assert recalled.trace == reviewed(None, Grade.GOOD, at=MONDAY)
    assert recalled.stability > choice.stability


def test_a_right_choice_counts_as_hard_where_recall_was_unlikely():
    memory = shown(kind="short_answer")
    soon, late = MONDAY + DAY, MONDAY + 60 * DAY

    assert memory.recall(late) < 0.7 < memory.recall(soon)
    assert shown(memory, at=soon).trace == reviewed(memory.trace, Grade.GOOD, at=soon)
    assert shown(memory, at=late).trace == reviewed(memory.trace, Grade.HARD, at=late)


def test_a_wrong_answer_brings_the_fact_back_the_next_day():
    memory = shown(shown(), at=MONDAY + 3 * DAY)
    missed = shown(memory, right=False, at=MONDAY + 9 * DAY)

    assert missed.due_at - missed.last_answered_at <= 2 * DAY
    assert missed.stability < memory.stability


def test_a_fact_taken_for_another_is_due_sooner_and_as_well_known_as_before():
    memory = shown(shown(), at=MONDAY + 3 * DAY)

    confused = confuse(memory, at=MONDAY + 4 * DAY)

    assert confused.mastery == memory.mastery
    assert confused.stability < memory.stability
    assert confused.last_outcome is Outcome.CONFUSED
    assert (confused.right, confused.wrong) == (memory.right, memory.wrong)


def test_recall_fades_with_time_to_nine_in_ten_when_the_fact_is_due():
    memory = shown(kind="short_answer", guess=0.03)
    days = (memory.due_at - MONDAY).days

    recalls = [memory.recall(MONDAY + DAY * n) for n in range(3 * days)]

    assert recalls[0] == 1
    assert recalls == sorted(recalls, reverse=True)
    assert recalls[days] == pytest.approx(0.9, abs=0.03)
    assert memory.strength(memory.due_at) == memory.mastery * memory.recall(memory.due_at)


@given(st.lists(st.tuples(st.sampled_from(Grade), st.integers(-3, 40)), min_size=1, max_size=20))
def test_the_same_grades_at_the_same_times_give_the_same_trace(grades):
    def follow():
        trace, at = None, MONDAY
        for grade, days in grades:
            at += days * DAY
            trace = reviewed(trace, grade, at=at)
        return trace

    trace = follow()

    assert trace == follow()
    assert DAY <= trace.due_at - trace.reviewed_at <= LONGEST_WAIT * DAY
    assert 0 <= recall_chance(trace, now=trace.due_at + 100 * DAY) <= 1


def test_who_answers_rightly_for_ever_is_asked_at_least_every_four_weeks():
    trace, at, waits, recalls = None, MONDAY, [], []
    for _ in range(8):
        trace = reviewed(trace, Grade.GOOD, at=at)
        at = trace.due_at
        waits.append((trace.due_at - trace.reviewed_at).days)
        recalls.append(recall_chance(trace, now=at))

    assert waits == sorted(waits)
    assert waits[0] < waits[-1] == LONGEST_WAIT == 28
    # The limit says when to ask, not how well it is remembered.
    assert trace.stability > LONGEST_WAIT
    assert recalls[-1] > recalls[0] > DESIRED_RECALL - 0.03


@given(st.floats(0.1, 4000), st.integers(-3, 4000))
def test_recall_is_what_fsrs_says(stability, days):
    trace = Trace(stability, 5.0, MONDAY, MONDAY + DAY)
    card = fsrs.Card(stability=stability, difficulty=5.0, last_review=MONDAY, due=MONDAY)
    now = MONDAY + days * DAY

    assert recall_chance(trace, now=now) == SCHEDULER.get_card_retrievability(card, now)


def test_a_trace_does_not_mind_the_time_zone():
    trace = reviewed(None, Grade.GOOD, at=MONDAY)
    local = MONDAY.astimezone(ZoneInfo("Australia/Sydney"))
    moved = Trace(trace.stability, trace.difficulty, local, trace.due_at)

    assert recall_chance(moved, now=local + 5 * DAY) == recall_chance(trace, now=MONDAY + 5 * DAY)


def test_states_in_words():
    memory = shown()
    known = shown(shown(shown(memory, kind="cloze", guess=0.03), at=MONDAY + DAY), at=MONDAY + DAY)

    assert state_of(None, now=MONDAY) == FactState.NOT_MET
    assert state_of(memory, now=MONDAY) == FactState.LEARNING
    assert state_of(known, now=MONDAY + DAY) == FactState.KNOWN
    assert state_of(known, now=known.due_at) == FactState.DUE
