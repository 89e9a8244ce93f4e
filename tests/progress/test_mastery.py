import pytest

from courses.models import Lesson
from progress.mastery import LessonState, read_lessons
from quizzes.memory import FactState
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
    know(student, ask(lesson, count=10)[:known], mastery=0.95)

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
def test_three_queries_are_enough(student, django_assert_num_queries, many):
    for lesson in LessonFactory.create_batch(many):
        facts = ask(lesson, count=3)
        CardFactory.create(user=student, fact=facts[0])
        ReadingFactory.create(user=student, lesson=lesson)

    with django_assert_num_queries(3):  # lessons, facts, cards
        for lesson in read(student):
            assert lesson.url
            assert lesson.percent


def test_a_fact_that_says_another_thing_than_when_it_was_asked_is_told(student):
    lesson = LessonFactory.create()
    first, second = ask(lesson, count=2)
    know(student, [first, second])
    Fact.objects.filter(pk=second.pk).update(version=2)

    assert [fact.has_changed for fact in only(student).facts] == [False, True]
