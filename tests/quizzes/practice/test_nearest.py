"""A wish that finds nothing: exactly why, and what is nearest."""

from datetime import timedelta

import pytest

from quizzes.models import Confusion, Question
from quizzes.practice.filters import Only, Wish
from quizzes.practice.nearest import explain_nothing
from tests.factories import MONDAY, CardFactory, LessonFactory, QuestionFactory
from tests.quizzes.practice.test_filters import answer

KIND = Question.Kind


@pytest.fixture
def lesson(db):
    lesson = LessonFactory.create(title="Leaves", module__title="Plants")
    QuestionFactory.create_batch(2, lesson=lesson)
    return lesson


@pytest.fixture
def neighbour(lesson):
    """Another lesson of the module, with a question."""
    return QuestionFactory.create(lesson__module=lesson.module).lesson


def explain(user, source, only, *, kinds=()):
    return explain_nothing(Wish(source, only, kinds), user, now=MONDAY)


def test_nothing_missed_leads_to_what_is_new(student, lesson):
    nothing = explain(student, lesson, Only.MISSED)

    assert nothing.reason == "You have missed nothing in Leaves that is still open."
    assert nothing.instead == Wish(lesson, Only.UNSEEN)
    assert nothing.offer == "Practise what is new to you in Leaves"


def test_nothing_missed_in_the_lesson_leads_to_the_module_where_something_was(
    student, lesson, neighbour
):
    answer(student, neighbour.questions.get(), right=False)

    nothing = explain(student, lesson, Only.MISSED)

    assert nothing.instead == Wish(lesson.module, Only.MISSED)
    assert nothing.offer == "Practise what you missed in Plants"


def test_nothing_new_leads_to_a_wider_source_and_else_to_all(student, lesson, neighbour):
    for question in lesson.questions.all():
        answer(student, question)

    nothing = explain(student, lesson, Only.UNSEEN)
    assert nothing.reason == "You have answered every question of Leaves in its present words."
    assert nothing.instead == Wish(lesson.module, Only.UNSEEN)

    answer(student, neighbour.questions.get())
    assert explain(student, lesson, Only.UNSEEN).instead == Wish(lesson)


def test_nothing_due_says_when_something_will_be(student, lesson):
    CardFactory.create(
        user=student,
        fact=lesson.facts.first(),
        due_at=MONDAY + timedelta(days=31),
    )

    nothing = explain(student, lesson, Only.DUE)

    assert nothing.reason == (
        "Nothing in Leaves is due. The next fact comes due on 3 December 2026."
    )
    assert nothing.instead == Wish(lesson, Only.UNSEEN)


def test_nothing_due_where_nothing_was_asked_says_so(student, lesson):
    reason = explain(student, lesson, Only.DUE).reason

    assert reason == "Nothing in Leaves is due. You have not been asked about it yet."


def test_no_pairs_and_pairs_elsewhere_are_two_reasons(student, lesson):
    assert explain(student, lesson, Only.CONFUSED).reason == (
        "You have taken no thing for another one in Leaves so far."
    )

    Confusion.objects.create(
        user=student,
        course=lesson.module.course,
        thing="leaf",
        taken_for="root",
        times=1,
        last_at=MONDAY,
    )
    assert explain(student, lesson, Only.CONFUSED).reason == (
        "No question of Leaves holds both things of a pair that you confuse."
    )


def test_no_bookmark_leads_to_the_course_where_there_is_one(student, lesson):
    elsewhere = QuestionFactory.create(lesson__module__course=lesson.module.course)
    student.bookmarks.create(question=elsewhere, created_at=MONDAY)

    nothing = explain(student, lesson, Only.BOOKMARKED)

    assert nothing.reason == "You have bookmarked nothing in Leaves."
    assert nothing.instead == Wish(lesson.module.course, Only.BOOKMARKED)


def test_a_kind_that_is_not_there_is_named_and_all_kinds_are_nearest(student, lesson):
    nothing = explain(student, lesson, Only.ALL, kinds=("matching", "ordering"))

    assert nothing.reason == (
        "Leaves has no question of the kind you chose: matching, putting in order."
    )
    assert nothing.instead == Wish(lesson)


def test_a_kind_that_is_not_among_what_was_missed_is_told_from_nothing_missed(student, lesson):
    answer(student, lesson.questions.first(), right=False)

    nothing = explain(student, lesson, Only.MISSED, kinds=("matching",))

    assert nothing.reason == (
        "“What I missed” in Leaves has no question of the kind you chose: matching."
    )
    assert nothing.instead == Wish(lesson, Only.MISSED)


def test_where_there_is_nothing_at_all_nothing_is_offered(student):
    empty = LessonFactory.create(title="Roots")

    nothing = explain(student, empty, Only.MISSED)

    assert nothing.instead is None
    assert nothing.offer == ""


@pytest.mark.parametrize("only", Only)
@pytest.mark.parametrize("rows", [1, 8])
def test_the_queries_have_a_limit(student, lesson, django_assert_max_num_queries, only, rows):
    module = lesson.module
    for question in QuestionFactory.create_batch(rows, lesson__module=module):
        answer(student, question)
    empty = LessonFactory.create(module=module)

    with django_assert_max_num_queries(20):
        explain(student, empty, only, kinds=("matching",))
