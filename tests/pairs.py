"""Questions in which one thing is right and another is offered, and answers to them."""

from uuid import uuid4

from quizzes.models import Question
from quizzes.services import record_response
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    QuestionFactory,
    VersionFactory,
    option,
)

RIGHT, MISTAKEN, STRANGER = 0, 1, 2  # places of the options


def ask_apart(lesson, thing, other, *, fact=None):
    """Return a question of a lesson whose key is `thing`, with `other` and a third thing offered."""
    fact = fact or FactFactory.create(lesson=lesson, subject=thing)
    question = QuestionFactory.create(lesson=lesson, version=False, facts=[fact])
    named = [(thing, True), (other, False), ("Seed", False)]
    question.current = VersionFactory.create(
        question=question,
        options=[
            option(name, correct=correct, fact=fact.key, lesson=lesson.slug)
            | {"thing": name, "behind": []}
            for name, correct in named
        ],
    )
    question.save()
    return question


def ask_to_sort(lesson, thing, other, *, each=3):
    """Return a question that sorts several sayings of both things, each thing's first saying its match."""
    facts = {name: FactFactory.create(lesson=lesson, subject=name) for name in (thing, other)}
    question = QuestionFactory.create(
        lesson=lesson, version=False, kind=Question.Kind.MATCHING, facts=list(facts.values())
    )
    question.current = VersionFactory.create(
        question=question,
        options=[
            option(name, correct=True, fact=fact.key, lesson=lesson.slug)
            | {"thing": name, "behind": [], "premise": f"saying {n} of {name}"}
            for name, fact in facts.items()
            for n in range(each)
        ],
    )
    question.save()
    return question


def choose(user, question, *places, at=MONDAY):
    """Answer a question through the services in an attempt of its own; return the attempt."""
    attempt = AttemptFactory.create(
        user=user, course=question.lesson.module.course, started_at=at, mode="check"
    )
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)
    record_response(item=item, chosen=[*places], sent_key=uuid4(), now=at)
    return attempt


def answer_all(attempt, place, *, at=MONDAY):
    """Answer every question of an attempt with the option at this place."""
    for item in attempt.items.select_related("version__question", "attempt"):
        record_response(item=item, chosen=[place], sent_key=uuid4(), now=at)
    attempt.refresh_from_db()
