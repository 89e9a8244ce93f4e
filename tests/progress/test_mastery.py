from datetime import timedelta

import pytest

from courses.models import Lesson
from progress.mastery import LessonState, read_lessons
from quizzes.memory import KNOWN, FactState
from quizzes.models import Fact, Question
from tests.factories import (
    MONDAY,
    CardFactory,
    FactFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    ReadingFactory,
    UserFactory,
)
from tests.progress.worlds import ask, know


def read(user):
    return read_lessons(user, Lesson.objects.published(), now=MONDAY)


def only(user):
    (lesson,) = read(user)
    return lesson


def test_a_lesson_without_rows_is_not_started_and_has_no_mastery(student):
    LessonFactory.create()

    lesson = only(student)

    assert lesson.state == LessonState.NOT_STARTED
    assert (lesson.percent, lesson.known, lesson.met, lesson.facts) == (0, 0, 0, ())


def test_a_lesson_that_was_opened_is_being_read(student):
    ReadingFactory.create(user=student)

    assert only(student).state == LessonState.READING


def test_a_finished_lesson_is_read(student):
    ReadingFactory.create(user=student, finished=True)

    assert only(student).state == LessonState.READ


def test_the_reading_of_somebody_else_says_nothing(student):
    ReadingFactory.create(finished=True)

    assert only(student).state == LessonState.NOT_STARTED


def test_one_answer_makes_a_lesson_one_that_is_learned(student):
    lesson = LessonFactory.create()
    know(student, ask(lesson, count=5)[:1], mastery=0.2)

    assert only(student).state == LessonState.LEARNING


@pytest.mark.parametrize(("known", "state"), [(7, LessonState.LEARNING), (8, LessonState.SOLID)])
def test_a_lesson_is_solid_when_four_fifths_of_its_facts_are_known(student, known, state):
    lesson = LessonFactory.create()
    know(student, ask(lesson, count=10)[:known], mastery=KNOWN)

    assert only(student).state == state


def test_mastery_is_the_mean_over_all_facts_that_can_be_asked(student):
    lesson = LessonFactory.create()
    first, second, _ = ask(lesson, count=3)
    know(student, [first], mastery=0.9)
    know(student, [second], mastery=0.3)

    read = only(student)

    assert read.percent == 40
    assert (read.known, read.met, len(read.facts)) == (0, 2, 3)


def test_only_facts_that_can_be_asked_count(student):
    lesson = LessonFactory.create()
    FactFactory.create(lesson=lesson)
    QuestionFactory.create(lesson=lesson, status=Question.Status.RETIRED)
    ask(lesson, status=Fact.Status.RETIRED)
    (askable,) = ask(lesson)

    assert [fact.key for fact in only(student).facts] == [askable.key]


def test_a_fact_asked_in_many_ways_counts_once(student):
    lesson = LessonFactory.create()
    facts = ask(lesson)
    QuestionFactory.create_batch(3, lesson=lesson, facts=facts)

    assert len(only(student).facts) == 1


def test_cards_of_others_do_not_show(student):
    lesson = LessonFactory.create()
    (fact,) = ask(lesson)
    for other in UserFactory.create_batch(2):
        know(other, [fact])

    assert [mark.state for mark in only(student).facts] == [FactState.NOT_MET]


def test_facts_stand_in_reading_order(student):
    lesson = LessonFactory.create()
    later, earlier = ask(lesson, position=9), ask(lesson, position=2)

    assert [fact.key for fact in only(student).facts] == [earlier[0].key, later[0].key]


def test_lessons_are_numbered_through_the_course_in_its_order(student):
    second = ModuleFactory.create(position=2)
    first = ModuleFactory.create(course=second.course, position=1)
    LessonFactory.create(module=second, slug="c", position=1)
    LessonFactory.create(module=first, slug="b", position=2)
    LessonFactory.create(module=first, slug="a", position=1)
    LessonFactory.create(module=first, slug="hidden", position=3, published=False)

    assert [(one.number, one.slug) for one in read(student)] == [(1, "a"), (2, "b"), (3, "c")]


def test_unpublished_lessons_and_their_facts_are_invisible(student):
    ask(LessonFactory.create(published=False))
    ask(LessonFactory.create(module__course__published=False))

    assert read(student) == ()


@pytest.mark.parametrize("many", [1, 15])
def test_four_queries_are_enough(student, django_assert_num_queries, many):
    for lesson in LessonFactory.create_batch(many):
        facts = ask(lesson, count=3)
        CardFactory.create(user=student, fact=facts[0])
        ReadingFactory.create(user=student, lesson=lesson)

    with django_assert_num_queries(4):  # lessons, reaches, facts, cards
        for lesson in read(student):
            assert lesson.url
            assert lesson.percent


def test_a_fact_that_says_another_thing_than_when_it_was_asked_is_told(student):
    lesson = LessonFactory.create()
    first, second = ask(lesson, count=2)
    know(student, [first, second])
    Fact.objects.filter(pk=second.pk).update(version=2)

    assert [fact.has_changed for fact in only(student).facts] == [False, True]


# What can be known at all


def asked(lesson, *kinds):
    """Return a fact of the lesson that is asked in these kinds of questions."""
    (fact,) = ask(lesson)
    for kind in kinds:
        QuestionFactory.create(lesson=lesson, facts=[fact], kind=kind)
    return fact


def test_a_fact_with_too_few_questions_is_not_held_against_anybody(student):
    lesson = LessonFactory.create()
    enough = asked(lesson, "single", "cloze")
    asked(lesson)
    know(student, [enough])

    read = only(student)

    assert [fact.provable for fact in read.facts] == [True, False]
    assert (read.known, read.countable, read.known_words) == (1, 1, "1 of 1 fact known")
    assert read.left_out_words == "1 fact has too few questions to tell, and is left out"


def test_a_fact_that_is_known_counts_even_when_its_questions_are_gone(student):
    lesson = LessonFactory.create()
    know(student, [asked(lesson)])

    assert (only(student).known, only(student).countable) == (1, 1)


def test_a_lesson_of_which_nothing_can_be_known_tells_what_was_met(student):
    lesson = LessonFactory.create()
    know(student, ask(lesson, count=3)[:2], mastery=0.7)

    assert only(student).known_words == "2 of 3 facts met"
    assert only(student).state == LessonState.LEARNING


def test_a_fact_asked_in_one_kind_is_known_by_that_kind(student):
    lesson = LessonFactory.create()
    fact = asked(lesson, "single", "single", "single")
    CardFactory.create(
        user=student, fact=fact, mastery=0.97, kinds=["single"], spaced=True, first_right_at=MONDAY
    )

    assert [mark.state for mark in only(student).facts] == [FactState.KNOWN]


def test_questions_of_hidden_lessons_prove_nothing(student):
    lesson = LessonFactory.create()
    (fact,) = ask(lesson)
    hidden = LessonFactory.create(module=lesson.module, published=False)
    QuestionFactory.create_batch(4, lesson=hidden, facts=[fact], kind="cloze")

    assert [mark.provable for mark in only(student).facts] == [False]


# Why it changed


def test_a_fact_says_what_the_last_answer_did_and_how_far_it_faded(student):
    (fact,) = ask(LessonFactory.create())
    CardFactory.create(
        user=student,
        fact=fact,
        mastery=0.92,
        mastery_before=0.8,
        stability=9.0,
        last_answered_at=MONDAY - timedelta(days=9),
    )

    (mark,) = only(student).facts

    assert mark.percent == 83
    assert mark.words == "learning, 83%"
    assert mark.why == ("Answered rightly: up from 80% to 92%. Faded from 92% to 83% in 9 days.")
    assert only(student).why == "Faded from 92% to 83% since the last answers."


def test_a_lesson_that_did_not_fade_says_what_changed_last(student):
    lesson = LessonFactory.create()
    first, last = ask(lesson, count=2)
    know(student, [first], mastery=0.5)
    CardFactory.create(
        user=student,
        fact=last,
        mastery=0.2,
        mastery_before=0.6,
        last_outcome="wrong",
        last_answered_at=MONDAY + timedelta(hours=1),
    )

    assert only(student).why == (f"Last: {last.statement}. Answered wrongly: down from 60% to 20%.")


def test_what_was_not_met_did_not_change(student):
    ask(LessonFactory.create())

    assert only(student).why == ""
    assert only(student).facts[0].why == ""
    assert only(student).facts[0].words == "not met"
