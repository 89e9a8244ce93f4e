"""Small worlds that several tests of progress need."""

from datetime import timedelta

from quizzes.memory import KNOWN
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    CardFactory,
    CourseFactory,
    FactFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    ReadingFactory,
    ResponseFactory,
)


def ask(lesson, *, count=1, **fact):
    """Give a lesson facts with one live question each; return the facts."""
    facts = [FactFactory.create(lesson=lesson, **fact) for _ in range(count)]
    for one in facts:
        QuestionFactory.create(lesson=lesson, facts=[one])
    return facts


def know(user, facts, mastery=0.97):
    """Make the person as sure of the facts as `mastery` says; from KNOWN on they count as known."""
    for fact in facts:
        CardFactory.create(user=user, fact=fact, mastery=mastery, proved=mastery >= KNOWN)


def answer(user, question, *, wrong=False, at=MONDAY, attempt=None, **fields):
    """Store one answer to a question in an attempt of its own; return the response."""
    attempt = attempt or AttemptFactory.create(
        user=user, course=question.lesson.module.course, finished=True, started_at=at
    )
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)
    return ResponseFactory.create(item=item, wrong=wrong, created_at=at, **fields)


def build_course(user, *, modules=2, lessons=2, facts=3, days=0):
    """Make a course that the person has partly read and answered; return it."""
    course = CourseFactory.create()
    for _ in range(modules):
        module = ModuleFactory.create(course=course)
        for lesson in LessonFactory.create_batch(lessons, module=module):
            known = ask(lesson, count=facts)
            know(user, known[:1])
            ReadingFactory.create(user=user, lesson=lesson, finished=True)
            for place, question in enumerate(lesson.questions.all()):
                at = MONDAY + timedelta(days=place % (days or 1))
                answer(user, question, wrong=place % 2 == 1, at=at)
    return course


def open_attempt(user, course, *, questions=3, answered=1, **fields):
    attempt = AttemptFactory.create(user=user, course=course, **fields)
    items = AttemptItemFactory.create_batch(questions, attempt=attempt)
    for item in items[:answered]:
        ResponseFactory.create(item=item)
    return attempt
