"""A course on plants with an exam, whose questions all have the right option called "option 1"."""

from __future__ import annotations

from quizzes.measurement.ability import with_answer
from quizzes.models import Ability
from tests.factories import (
    MONDAY,
    BlueprintFactory,
    CourseFactory,
    DomainFactory,
    FactFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
)

LEVELS = ("recall", "compare", "apply")
FULL = (("Leaves", 24), ("Roots", 30), ("Flowers", 34), ("Seeds", 12))


def make_small_exam(slug="botany"):
    """Return a course that covers half of its exam: forms of 10 questions, 8 of them scored."""
    course = CourseFactory.create(slug=slug, title="Botany")
    exam = BlueprintFactory.create(course=course, items=20, scored_items=15, minutes=30)
    DomainFactory.create(blueprint=exam, number=1, title="Leaves", weight=50)
    DomainFactory.create(blueprint=exam, number=2, title="Roots", weight=50, covered=False)
    fill(course, number=1, lessons=2, questions=12)
    return course


def make_full_exam(slug="plants", *, backwards=False):
    """Return a course that covers all of an exam: forms of 65 questions, 50 of them scored.

    Args:
        backwards: saves its rows in another order, so that nothing has the same id.
    """
    course = CourseFactory.create(slug=slug, title="Plants")
    exam = BlueprintFactory.create(course=course)
    order = list(enumerate(FULL, start=1))
    for number, (title, weight) in reversed(order) if backwards else order:
        DomainFactory.create(blueprint=exam, number=number, title=title, weight=weight)
        fill(course, number=number, lessons=2, questions=25, backwards=backwards)
    return course


def fill(course, *, number, lessons, questions, backwards=False):
    """Give a domain lessons in a module of its own; every fifth question asks for two."""
    module = ModuleFactory.create(
        course=course, position=number, slug=f"m{number}", title=f"Module {number}"
    )
    for place in backward(range(1, lessons + 1), backwards):
        lesson = LessonFactory.create(
            module=module,
            position=place,
            slug=f"l{number}-{place}",
            title=f"Lesson {number}.{place}",
            bank_share=place,
            exam_tasks=[f"{number}.1"],
        )
        for one in backward(range(questions), backwards):
            add_question(lesson, one)


def backward(numbers, backwards):
    return reversed(numbers) if backwards else numbers


def add_question(lesson, number):
    name = f"{lesson.slug}-{number:02}"
    QuestionFactory.create(
        lesson=lesson,
        key=name,
        facts=[FactFactory.create(lesson=lesson, key=name)],
        two=number % 5 == 0,
        frame=f"frame{number}",
        level=LEVELS[number % 3],
        difficulty_prior=(number % 7 - 3) / 4,
    )


def make_two_lesson_exam():
    """Return the exam of a course that covers one of its two domains, with the lessons leaf and root."""
    exam = BlueprintFactory.create()
    DomainFactory.create(blueprint=exam, number=1, weight=70, covered=False)
    DomainFactory.create(blueprint=exam, number=2, weight=30)
    for slug in ("leaf", "root"):
        lesson = LessonFactory.create(
            module__course=exam.course, slug=slug, exam_tasks=["2.1"], bank_share=50
        )
        QuestionFactory.create_batch(3, lesson=lesson)
    return exam


def stand(user, course, *, count=40, right=True):
    """Let a person have answered so many new questions of the two lessons."""
    standing = None
    for n in range(count):
        standing = with_answer(
            standing,
            lesson=("leaf", "root")[n % 2],
            right=right,
            fresh=True,
            difficulty=0.0,
            guess=0.25,
            at=MONDAY,
        )
    Ability.objects.create(
        user=user,
        course=course,
        likelihood=list(standing.likelihood),
        weight=standing.weight,
        last_at=standing.last_at,
        lessons=standing.lessons,
        unseen=standing.unseen,
        unseen_right=standing.unseen_right,
    )
