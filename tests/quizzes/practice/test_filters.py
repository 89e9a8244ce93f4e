"""Each filter against the log of answers: exactly which questions can be drawn."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.models import Domain
from quizzes.models import Attempt, Card, Confusion, Question
from quizzes.papers.pool import candidates_of
from quizzes.practice.filters import Only, Wish, chosen_questions
from quizzes.practice.services import start_attempt
from quizzes.services import finish_attempt, record_response
from tests.exam_course import make_full_exam
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    VersionFactory,
    option,
)

KIND = Question.Kind


@pytest.fixture
def lesson(db):
    return LessonFactory.create(title="Leaves")


@pytest.fixture
def questions(lesson):
    return QuestionFactory.create_batch(4, lesson=lesson)


def answer(user, question, *, right=True, at=MONDAY, confidence="", version=None):
    """Answer a question by the service, so that all that is derived follows."""
    attempt = AttemptFactory.create(
        user=user, course=question.lesson.module.course, mode=Attempt.Mode.CHECK, started_at=at
    )
    item = AttemptItemFactory.create(attempt=attempt, version=version or question.current)
    options = item.version.options
    chosen = [next(i for i, one in enumerate(options) if one["correct"] == right)]
    record_response(item=item, chosen=chosen, sent_key=uuid4(), confidence=confidence, now=at)


def drawable(user, source, only=Only.ALL, *, kinds=(), now=MONDAY):
    wish = Wish(source, only, kinds)
    return set(chosen_questions(wish, user, now=now))


def days(count):
    return MONDAY + timedelta(days=count)


# Sources


def test_all_of_a_lesson_module_domain_and_course(student):
    course = make_full_exam()
    domain = Domain.objects.get(blueprint__course=course, number=2)
    module = course.modules.get(slug="m2")
    lesson = module.lessons.get(slug="l2-1")
    everything = Question.objects.all()

    assert drawable(student, course) == set(everything)
    assert drawable(student, domain) == set(everything.filter(lesson__module=module))
    assert drawable(student, module) == set(everything.filter(lesson__module=module))
    assert drawable(student, lesson) == set(everything.filter(lesson=lesson))


def test_what_is_retired_hidden_or_without_words_is_never_drawn(student, lesson, questions):
    QuestionFactory.create(lesson=lesson, status=Question.Status.RETIRED)
    QuestionFactory.create(lesson=lesson, version=False)

    assert drawable(student, lesson) == set(questions)


# Kinds


def test_kinds_narrow_every_filter(student, lesson, questions):
    matching = QuestionFactory.create(lesson=lesson, kind=KIND.MATCHING)

    assert drawable(student, lesson, kinds=("matching",)) == {matching}
    assert drawable(student, lesson, Only.UNSEEN, kinds=("matching",)) == {matching}
    assert drawable(student, lesson, kinds=("matching", "single")) == {matching, *questions}


# Missed


def test_missed_is_what_asks_a_fact_answered_wrongly(student, lesson, questions):
    other = QuestionFactory.create(lesson=lesson, facts=list(questions[0].facts.all()))
    answer(student, questions[0], right=False)
    answer(student, questions[1])

    assert drawable(student, lesson, Only.MISSED) == {questions[0], other}


def test_what_was_recovered_in_other_words_is_not_missed(student, lesson, questions):
    other = QuestionFactory.create(lesson=lesson, facts=list(questions[0].facts.all()))
    answer(student, questions[0], right=False)
    answer(student, other, at=days(1))

    assert drawable(student, lesson, Only.MISSED) == set()


def test_the_mistakes_of_another_person_are_theirs(student, lesson, questions):
    answer(UserFactory.create(), questions[0], right=False)

    assert drawable(student, lesson, Only.MISSED) == set()


# Unseen


def test_unseen_is_what_was_never_answered_in_its_present_words(student, lesson, questions):
    answer(student, questions[0])
    answer(student, questions[1], right=False)
    answer(UserFactory.create(), questions[2])

    assert drawable(student, lesson, Only.UNSEEN) == set(questions[2:])


def test_new_words_make_a_question_unseen(student, lesson, questions):
    for question in questions:
        answer(student, question)
    questions[0].current = VersionFactory.create(question=questions[0], stem="In other words?")
    questions[0].save()

    assert drawable(student, lesson, Only.UNSEEN) == {questions[0]}


def test_what_was_left_blank_or_is_not_final_stays_unseen(student, lesson, questions):
    attempt = start_attempt(
        user=student,
        source=lesson,
        count=5,
        seed=1,
        now=MONDAY,
        feedback=Attempt.Feedback.AT_END,
    )
    items = list(attempt.items.select_related("version__question"))
    record_response(item=items[0], chosen=[0], sent_key=uuid4(), now=MONDAY)

    assert drawable(student, lesson, Only.UNSEEN) == set(questions)
    finish_attempt(attempt=attempt, now=MONDAY)
    assert drawable(student, lesson, Only.UNSEEN) == {item.version.question for item in items[1:]}


# Due


def test_due_is_what_asks_a_fact_whose_day_has_come(student, lesson, questions):
    answer(student, questions[0], right=False)
    answer(student, questions[1], at=days(1))
    first, second = (Card.objects.get(fact__questions=one).due_at for one in questions[:2])
    assert MONDAY < first < second

    assert drawable(student, lesson, Only.DUE, now=MONDAY) == set()
    assert drawable(student, lesson, Only.DUE, now=first) == {questions[0]}
    assert drawable(student, lesson, Only.DUE, now=second) == set(questions[:2])


# Confused


def about(lesson, *things, facts=()):
    """Return a question whose options belong to these things, the first being right."""
    question = QuestionFactory.create(lesson=lesson, version=False, facts=facts)
    fact = question.facts.first().key
    question.current = VersionFactory.create(
        question=question,
        options=[
            option(f"what {thing} does", correct=n == 0, fact=fact, lesson=lesson.slug)
            | {"thing": thing, "behind": []}
            for n, thing in enumerate(things)
        ],
    )
    question.save()
    return question


def test_confused_is_where_both_things_of_a_pair_stand(student, lesson):
    asked = about(lesson, "leaf", "root", "stem")
    other_way = about(lesson, "root", "seed", "leaf")
    about(lesson, "leaf", "stem")
    answer(student, asked, right=False)  # takes a leaf for a root
    assert Confusion.objects.filter(thing="leaf", taken_for="root").exists()

    assert drawable(student, lesson, Only.CONFUSED) == {asked, other_way}
    assert drawable(UserFactory.create(), lesson, Only.CONFUSED) == set()


# Bookmarked


def test_bookmarked_is_what_the_person_kept(student, lesson, questions):
    student.bookmarks.create(question=questions[2], created_at=MONDAY)
    UserFactory.create().bookmarks.create(question=questions[1], created_at=MONDAY)

    assert drawable(student, lesson, Only.BOOKMARKED) == {questions[2]}


# All of them


@pytest.mark.parametrize("only", Only)
def test_no_filter_reaches_beyond_its_source(student, lesson, only):
    elsewhere = about(LessonFactory.create(module=lesson.module), "leaf", "root")
    here = about(lesson, "leaf", "root")
    for question in (here, elsewhere):
        student.bookmarks.create(question=question, created_at=MONDAY)
        if only != Only.UNSEEN:
            answer(student, question, right=False)

    assert drawable(student, lesson, only, now=days(400)) == {here}


@pytest.mark.parametrize("only", Only)
def test_a_question_of_several_facts_stands_once(student, lesson, only):
    facts = FactFactory.create_batch(3, lesson=lesson)
    question = about(lesson, "leaf", "root", facts=facts)
    student.bookmarks.create(question=question, created_at=MONDAY)
    if only != Only.UNSEEN:
        answer(student, question, right=False)

    chosen = chosen_questions(Wish(lesson, only), student, now=days(400))

    assert list(chosen) == [question]
    assert len(candidates_of(chosen, student)) == 1


QUERIES = {Only.MISSED: 5, Only.CONFUSED: 3}


@pytest.mark.parametrize("only", Only)
@pytest.mark.parametrize("rows", [1, 8])
def test_the_queries_do_not_grow(student, lesson, django_assert_num_queries, only, rows):
    for _ in range(rows):
        question = about(lesson, "leaf", "root")
        student.bookmarks.create(question=question, created_at=MONDAY)
        answer(student, question, right=False)

    with django_assert_num_queries(QUERIES.get(only, 1)):
        list(chosen_questions(Wish(lesson, only), student, now=days(400)))


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({}, "What leaves do"),
        ({"only": Only.DUE}, "What leaves do: due"),
        ({"kinds": ("matching",)}, "What leaves do: matching"),
        ({"kinds": ("matching", "ordering")}, "What leaves do: matching and putting in order"),
        (
            {"only": Only.MISSED, "kinds": ("cloze", "matching", "ordering")},
            "What leaves do: missed, 3 kinds of questions",
        ),
        ({"feedback": Attempt.Feedback.AT_END}, "What leaves do: told at the end"),
    ],
)
def test_a_title_tells_wishes_apart(said, title):
    lesson = LessonFactory.build(title="What leaves do")

    assert Wish(lesson, **said).title == title
