"""What is missed and not recovered, against the log of answers."""

from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.models import Attempt, Fact, Question
from quizzes.practice.mistakes import mistakes_of
from quizzes.services import finish_attempt, record_response
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    VersionFactory,
)
from tests.quizzes.practice.test_filters import answer, days


@pytest.fixture
def lesson(db):
    return LessonFactory.create()


@pytest.fixture
def fact(lesson):
    return FactFactory.create(lesson=lesson)


@pytest.fixture
def asked(lesson, fact):
    """Three questions on one fact."""
    return QuestionFactory.create_batch(3, lesson=lesson, facts=[fact])


def open_facts(user, course=None):
    return [mistake.fact for mistake in mistakes_of(user, course)]


def test_a_wrong_answer_opens_a_mistake_with_what_was_asked_and_chosen(student, fact, asked):
    answer(student, asked[0], right=False)

    (mistake,) = mistakes_of(student)
    assert mistake.fact == fact
    assert mistake.stem == asked[0].current.stem
    assert mistake.told.startswith("You chose: ")
    assert (mistake.times, mistake.missed_at) == (1, MONDAY)
    item = mistake.answer.item
    assert mistake.report_url == f"/attempts/{item.attempt_id}/#q{item.position}"


def test_a_right_answer_opens_none(student, asked):
    answer(student, asked[0])

    assert mistakes_of(student) == []


def test_other_words_recover_at_once(student, asked):
    answer(student, asked[0], right=False)
    answer(student, asked[1])

    assert mistakes_of(student) == []


def test_words_seen_before_the_miss_recover_too(student, asked):
    answer(student, asked[1])
    answer(student, asked[0], right=False, at=days(1))
    answer(student, asked[1], at=days(2))

    assert mistakes_of(student) == []


def test_what_was_known_before_the_miss_recovers_nothing(student, fact, asked):
    answer(student, asked[1])
    answer(student, asked[0], right=False, at=days(1))

    assert open_facts(student) == [fact]


def test_the_missed_words_recover_nothing_while_there_are_others(student, fact, asked):
    answer(student, asked[0], right=False)
    answer(student, asked[0], at=days(5))

    assert open_facts(student) == [fact]


def test_a_guess_recovers_nothing(student, fact, asked):
    answer(student, asked[0], right=False)
    answer(student, asked[1], confidence="guessing", at=days(1))

    assert open_facts(student) == [fact]


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (24, 0)])
def test_where_there_are_no_other_words_the_same_ones_recover_a_day_later(student, hours, left):
    only = QuestionFactory.create()
    answer(student, only, right=False)
    answer(student, only, at=MONDAY + timedelta(hours=hours))

    assert len(mistakes_of(student)) == left


def test_a_new_wording_of_the_missed_question_is_other_words(student):
    question = QuestionFactory.create()
    answer(student, question, right=False)
    question.current = VersionFactory.create(question=question, stem="In other words?")
    question.save()
    answer(student, question)

    assert mistakes_of(student) == []


def test_missed_again_it_is_open_again_and_counted(student, asked):
    answer(student, asked[0], right=False)
    answer(student, asked[1], at=days(1))
    answer(student, asked[2], right=False, at=days(2))

    (mistake,) = mistakes_of(student)
    assert (mistake.times, mistake.missed_at) == (2, days(2))
    assert mistake.missed_version == asked[2].current_id


def test_of_a_matching_only_the_facts_of_missed_pairs_are_missed(student, lesson):
    facts = FactFactory.create_batch(4, lesson=lesson)
    question = QuestionFactory.create(
        lesson=lesson, facts=facts, kind=Question.Kind.MATCHING, version=False
    )
    question.current = VersionFactory.create(question=question, options=pairs(facts))
    question.save()
    attempt = AttemptFactory.create(user=student, course=lesson.module.course)
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)

    record_response(item=item, chosen=[0, 1, 3, 2], sent_key=uuid4(), now=MONDAY)

    assert open_facts(student) == facts[2:]


def pairs(facts):
    return [
        {
            "text": f"match {n}",
            "premise": f"premise {n}",
            "correct": True,
            "explanation": "so it is",
            "proof": {"class": "TRUE", "facts": [fact.key]},
            "citations": [],
        }
        for n, fact in enumerate(facts)
    ]


def test_answers_that_count_together_at_the_end_are_told_apart(student, lesson):
    questions = QuestionFactory.create_batch(3, lesson=lesson)
    attempt = AttemptFactory.create(
        user=student, course=lesson.module.course, feedback=Attempt.Feedback.AT_END
    )
    for question, chosen in zip(questions, ([1], [0], [2]), strict=True):
        item = AttemptItemFactory.create(attempt=attempt, version=question.current)
        record_response(item=item, chosen=chosen, sent_key=uuid4(), now=MONDAY)
    finish_attempt(attempt=attempt, now=days(1))

    wrong = [questions[0], questions[2]]
    assert [(one.fact, one.stem) for one in mistakes_of(student)] == [
        (question.facts.get(), question.current.stem) for question in wrong
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"status": Fact.Status.RETIRED},
    ],
)
def test_what_the_lesson_no_longer_says_is_nobodys_mistake(student, fact, asked, change):
    answer(student, asked[0], right=False)
    Fact.objects.filter(pk=fact.pk).update(**change)

    assert mistakes_of(student) == []


def test_what_cannot_be_asked_is_nobodys_mistake(student, asked):
    answer(student, asked[0], right=False)
    Question.objects.update(status=Question.Status.RETIRED)

    assert mistakes_of(student) == []


def test_mistakes_stand_in_reading_order_each_in_its_course_and_with_its_person(student):
    second, first = (QuestionFactory.create(lesson__position=place) for place in (2, 1))
    first.lesson.module = second.lesson.module
    first.lesson.save()
    first.facts.update(course=second.lesson.module.course)
    elsewhere = QuestionFactory.create()
    for question in (second, first, elsewhere):
        answer(student, question, right=False)
    answer(UserFactory.create(), first, right=False)

    assert open_facts(student, second.lesson.module.course) == [
        first.facts.get(),
        second.facts.get(),
    ]
    assert len(mistakes_of(student)) == 3


@pytest.mark.parametrize("rows", [1, 12])
def test_the_queries_do_not_grow(student, lesson, django_assert_num_queries, rows):
    for question in QuestionFactory.create_batch(rows, lesson=lesson):
        answer(student, question, right=False)

    with django_assert_num_queries(4):
        assert [one.told for one in mistakes_of(student)]
