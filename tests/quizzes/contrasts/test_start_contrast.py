"""Starting a drill of two things, and how it went."""

from collections import Counter
from datetime import timedelta

import pytest

from quizzes.contrasts.drills import Bearing
from quizzes.contrasts.reading import (
    are_known,
    end_of_drill,
    pair_drilled,
    read_contrasts,
    read_differences,
)
from quizzes.contrasts.services import start_contrast
from quizzes.models import Attempt, Question
from quizzes.practice.services import start_attempt
from quizzes.services import BankTooSmall, OtherAttemptOpen, finish_attempt
from tests.factories import MONDAY, FactFactory, LessonFactory, UserFactory
from tests.pairs import MISTAKEN, RIGHT, STRANGER, answer_all, ask_apart, choose

THINGS = ("Leaf", "Root")
LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def lesson(db):
    """A lesson with four questions each way round and one that has no say on the pair."""
    lesson = LessonFactory.create()
    for _ in range(4):
        ask_apart(lesson, "Leaf", "Root")
        ask_apart(lesson, "Root", "Leaf")
    ask_apart(lesson, "Stem", "Leaf")
    return lesson


@pytest.fixture
def course(lesson):
    return lesson.module.course


def start(user, course, **fields):
    asked = {"things": THINGS, "seed": 1, "now": LATER}
    return start_contrast(user=user, course=course, **asked | fields)


def contrasts_of(user, course, things=THINGS):
    return read_contrasts(user, course, read_differences(course, things))


def test_a_drill_is_a_practice_of_six_that_names_the_pair(student, course):
    attempt = start(student, course)

    assert (attempt.mode, attempt.title) == (Attempt.Mode.PRACTICE, "Leaf and Root")
    assert pair_drilled(attempt) == THINGS
    keys = Counter(item.version.options[0]["thing"] for item in attempt.items.all())
    assert keys == {"Leaf": 3, "Root": 3}


def test_words_that_the_person_has_answered_come_last(student, course):
    seen = [Question.objects.filter(facts__subject=thing).first() for thing in THINGS]
    for question in seen:
        choose(student, question, RIGHT)

    drawn = {item.version.question for item in start(student, course).items.all()}

    assert drawn.isdisjoint(seen)
    other = start(UserFactory.create(), course, seed=3)
    assert other.items.count() == 6


def test_a_second_click_finds_the_open_drill(student, course):
    assert start(student, course) == start(student, course, seed=2)


def test_another_practice_is_not_ended_unasked(student, lesson, course):
    opened = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    with pytest.raises(OtherAttemptOpen) as trouble:
        start(student, course)

    assert trouble.value.attempt == opened
    opened.refresh_from_db()
    assert opened.finished_at is None


def test_a_drill_of_another_pair_is_another_practice(student, course):
    ask_apart(Question.objects.first().lesson, "Leaf", "Stem")
    start(student, course, things=("Leaf", "Stem"))

    with pytest.raises(OtherAttemptOpen):
        start(student, course)


def test_with_consent_the_open_practice_ends_and_the_drill_starts(student, lesson, course):
    opened = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    drill = start(student, course, replacing=opened.pk)

    opened.refresh_from_db()
    assert opened.finished_at == LATER
    assert pair_drilled(drill) == THINGS


def test_without_a_question_nothing_is_saved_and_nothing_ended(student, lesson, course):
    FactFactory.create(lesson=lesson, subject="Flower", slot="table")
    opened = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    with pytest.raises(BankTooSmall):
        start(student, course, things=("Flower", "Leaf"), replacing=opened.pk)

    opened.refresh_from_db()
    assert opened.finished_at is None
    assert Attempt.objects.count() == 1


def test_what_may_not_be_asked_is_not_drilled(student, course):
    Question.objects.filter(facts__subject="Leaf").update(status=Question.Status.SUSPENDED)

    assert {one.key for one in contrasts_of(student, course)} == {"Root"}


def test_a_question_on_a_fact_in_which_they_differ_counts(student, lesson, course):
    for thing, polarity in (("Leaf", True), ("Root", False)):
        fact = FactFactory.create(
            lesson=lesson, subject=thing, says="catch light", polarity=polarity, slot="table"
        )
    fact = course.facts.get(subject="Leaf", says="catch light")
    question = ask_apart(lesson, "Leaf", "Stem", fact=fact)

    (found,) = [
        one
        for one in contrasts_of(student, course)
        if one.candidate.version_id == question.current_id
    ]
    assert (found.bearing, found.key) == (Bearing.DIFFERING, "Leaf")


@pytest.mark.parametrize("more", [0, 8])
def test_reading_the_bank_takes_as_many_queries_however_large(
    student, lesson, course, django_assert_num_queries, more
):
    for _ in range(more):
        ask_apart(lesson, "Leaf", "Root")

    with django_assert_num_queries(3):  # facts, questions, answers
        assert len(contrasts_of(student, course)) == 8 + more


def test_a_thing_is_known_as_long_as_a_fact_of_the_course_is_kept(course):
    course.facts.filter(subject="Root").update(status="retired")

    assert are_known(course, THINGS)
    assert not are_known(course, ("Leaf", "Moon"))
    assert not are_known(LessonFactory.create().module.course, THINGS)


def test_the_end_tells_how_it_went_before_and_in_the_drill(student, course):
    leaf, root = (course.facts.filter(subject=thing).first().questions.get() for thing in THINGS)
    for question, times in ((leaf, 2), (root, 1)):
        for _ in range(times):
            choose(student, question, MISTAKEN)
    choose(student, leaf, STRANGER)
    drill = start(student, course)
    answer_all(drill, MISTAKEN, at=LATER)
    choose(student, leaf, MISTAKEN, at=LATER + timedelta(days=1))

    end = end_of_drill(drill)

    assert (end.before["Leaf", "Root"], end.before["Root", "Leaf"]) == (2, 1)
    assert (end.now["Leaf", "Root"], end.now["Root", "Leaf"]) == (3, 3)
    assert end.words == (
        "Before this drill you took Leaf for Root twice and Root for Leaf once. "
        "In it you took Leaf for Root 3 times and Root for Leaf 3 times."
    )


@pytest.mark.parametrize(
    ("before", "within", "words"),
    [
        (RIGHT, RIGHT, "You did not take one for the other, in this drill or before it."),
        (MISTAKEN, RIGHT, "Before this drill you took Leaf for Root once. In it you did not."),
        (
            RIGHT,
            STRANGER,
            "You did not take one for the other, in this drill or before it.",
        ),
    ],
)
def test_a_drill_that_went_well_says_so(student, course, before, within, words):
    choose(student, course.facts.filter(subject="Leaf").first().questions.get(), before)
    drill = start(student, course)
    answer_all(drill, within, at=LATER)

    assert end_of_drill(drill).words == words


def test_an_open_drill_and_another_practice_have_no_such_end(student, lesson, course):
    drill = start(student, course)
    assert end_of_drill(drill) is None

    finish_attempt(attempt=drill, now=LATER)
    other = start_attempt(user=student, source=lesson, count=5, seed=1, now=LATER)
    answer_all(other, RIGHT, at=LATER)
    assert end_of_drill(other) is None


def test_the_mistakes_of_others_are_not_told(student, course):
    choose(
        UserFactory.create(),
        course.facts.filter(subject="Leaf").first().questions.get(),
        MISTAKEN,
    )
    drill = start(student, course)
    answer_all(drill, RIGHT, at=LATER)

    assert not end_of_drill(drill).before
