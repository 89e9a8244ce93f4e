"""What the page says an answer changed."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from quizzes.effects import effects_of, percent, said_with
from quizzes.models import Response
from quizzes.services import record_response
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    QuestionFactory,
    VersionFactory,
)


@pytest.fixture
def question(db):
    return QuestionFactory.create()


def answer(user, question, chosen=(0,), *, confidence="", at=MONDAY):
    """Answer a question in an attempt of its own, and return the item and the response."""
    attempt = AttemptFactory.create(
        user=user, course=question.lesson.module.course, mode="practice", started_at=at
    )
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)
    response = record_response(
        item=item, chosen=list(chosen), sent_key=uuid4(), confidence=confidence, now=at
    )
    return item, response


def effect_of(user, item, response):
    (effect,) = effects_of(item, response, user)
    return effect


def test_a_right_answer_raises_how_sure_we_are(student, question):
    effect = effect_of(student, *answer(student, question))

    assert effect.before == 35
    assert effect.sure > 60
    assert effect.due_at > MONDAY
    assert effect.reason == ""


def test_a_wrong_answer_lowers_it_and_comes_again_soon(student, question):
    effect = effect_of(student, *answer(student, question, chosen=(1,)))

    assert effect.sure < effect.before
    assert "asked another way" in effect.reason


def test_a_right_guess_says_that_it_does_not_count_as_known(student, question):
    item, response = answer(student, question, confidence="guessing")

    effect = effect_of(student, item, response)

    assert said_with(response) == "You were guessing."
    assert "does not count as known" in effect.reason


def test_words_seen_before_say_so(student, question):
    answer(student, question)
    effect = effect_of(student, *answer(student, question, at=MONDAY + timedelta(hours=1)))

    assert effect.before == effect.sure
    assert "seen these words before" in effect.reason


def test_after_other_answers_only_what_is_now_is_told(student, question):
    item, response = answer(student, question)
    other = QuestionFactory.create(lesson=question.lesson, facts=[question.facts.get()])
    answer(student, other, at=MONDAY + timedelta(hours=1))

    effect = effect_of(student, item, response)

    assert effect.before is None
    assert effect.sure > 60
    assert effect.reason == ""


def test_the_fact_that_was_chosen_in_error_is_told_too(student, question):
    lesson = question.lesson
    mistaken = FactFactory.create(lesson=lesson, subject="Root")
    answer(student, QuestionFactory.create(lesson=lesson, facts=[mistaken]))
    options = question.current.options
    options[0]["thing"] = "Leaf"
    options[1] |= {"thing": "Root", "behind": [mistaken.key]}
    question.current = VersionFactory.create(question=question, options=options)
    question.save()

    item, response = answer(student, question, chosen=(1,), at=MONDAY + timedelta(days=1))
    own, other = effects_of(item, response, student)

    assert own.statement == question.facts.get().statement
    assert other.statement == mistaken.statement
    assert "in place of another" in other.reason


def test_the_page_tells_it_in_words(student_client, student, question):
    item, _ = answer(student, question, confidence="sure")

    page = student_client.get(item.get_absolute_url()).content.decode()

    assert "You were sure." in page
    told = re.sub(r"<[^>]*>", "", page)
    assert re.search(r"We are now \d\d% sure that you know it; before, 35%\.", told)
    assert "Next review on" in page


@pytest.mark.parametrize(("confidence", "said"), [("", ""), ("unsure", "You were unsure.")])
def test_what_a_person_said_is_told_back(confidence, said):
    assert said_with(Response(confidence=confidence)) == said


@pytest.mark.parametrize(
    ("chance", "shown"), [(0, 0), (0.001, 1), (0.354, 35), (0.996, 99), (1, 100)]
)
def test_nothing_uncertain_is_shown_as_certain(chance, shown):
    assert percent(chance) == shown


def test_a_question_whose_lesson_has_changed_says_so(student_client, student, question):
    item, _ = answer(student, question)
    assert "has changed since" not in read(student_client, item)
    question.current = VersionFactory.create(question=question)
    question.save()

    assert "has changed since" in read(student_client, item)
    assert reverse("progress:lesson", args=(item.attempt.course.slug, question.lesson.slug)) in (
        read(student_client, item)
    )


def read(client, item):
    return client.get(item.get_absolute_url()).content.decode()
