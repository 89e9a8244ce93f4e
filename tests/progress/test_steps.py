from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Lesson
from progress.mastery import read_lessons
from progress.steps import next_step
from quizzes.models import Attempt
from tests.factories import (
    MONDAY,
    AttemptFactory,
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    ReadingFactory,
    ResponseFactory,
)
from tests.progress.worlds import ask, know, open_attempt


@pytest.fixture
def module(db):
    return ModuleFactory.create()


def step_of(user):
    return next_step(user, read_lessons(user, Lesson.objects.published(), now=MONDAY))


def test_without_lessons_there_is_nothing_to_do(student):
    assert step_of(student) is None


def test_an_open_attempt_comes_first(student, module):
    LessonFactory.create(module=module)
    attempt = open_attempt(student, module.course, title="Leaves", questions=3, answered=1)

    step = step_of(student)

    assert (step.title, step.action) == ("Leaves", "Continue")
    assert step.text == "You have 2 questions left in this practice."
    assert step.url == f"/attempts/{attempt.pk}/2/"


def test_the_open_attempt_begun_last_comes_first(student, module):
    LessonFactory.create(module=module)
    later = MONDAY + timedelta(hours=1)
    open_attempt(student, module.course, title="Older")
    open_attempt(student, module.course, mode=Attempt.Mode.CHECK, title="Newer", started_at=later)

    step = step_of(student)

    assert step.title == "Newer"
    assert "in this check" in step.text


def test_an_open_attempt_of_somebody_else_is_none_of_mine(student, module):
    lesson = LessonFactory.create(module=module)
    open_attempt(AttemptFactory.create().user, module.course)

    assert step_of(student).url == lesson.get_absolute_url()


def test_an_open_attempt_in_a_hidden_course_is_not_offered(student):
    open_attempt(student, CourseFactory.create(published=False))

    assert step_of(student) is None


def test_a_mock_says_when_it_ends_and_waits_until_it_is_ended(student, module):
    LessonFactory.create(module=module)
    deadline = MONDAY + timedelta(minutes=28)
    mock = open_attempt(
        student, module.course, mock=True, questions=2, answered=1, deadline=deadline
    )

    running = step_of(student)
    ResponseFactory.create(item=mock.items.last(), final=False)
    answered = step_of(student)

    ends = f"It ends by itself at {timezone.localtime(deadline):%H:%M}."
    assert running.text == f"You have 1 question left in this mock exam. {ends}"
    assert running.url == f"/attempts/{mock.pk}/2/"
    assert (
        answered.text
        == f"You have answered all of this mock exam. It counts when you end it. {ends}"
    )
    assert (answered.action, answered.url) == ("Look it over and end it", f"/attempts/{mock.pk}/")


def test_an_attempt_with_every_answer_in_is_not_offered(student, module):
    lesson = LessonFactory.create(module=module)
    open_attempt(student, module.course, questions=2, answered=2)

    assert step_of(student).url == lesson.get_absolute_url()


def test_the_first_lesson_that_is_not_read_comes_next(student, module):
    read, unread, _ = LessonFactory.create_batch(3, module=module, minutes=9)
    ReadingFactory.create(user=student, lesson=read, finished=True)

    step = step_of(student)

    assert (step.url, step.action) == (unread.get_absolute_url(), "Read this lesson")
    assert step.text.startswith("Lesson 2, 9 minutes to read.")


def test_a_lesson_that_was_opened_is_read_on(student, module):
    ReadingFactory.create(user=student, lesson=LessonFactory.create(module=module))

    assert step_of(student).action == "Read on"


def test_a_solid_lesson_need_not_be_read(student, module):
    solid, unread = LessonFactory.create_batch(2, module=module)
    know(student, ask(solid))

    assert step_of(student).url == unread.get_absolute_url()


def test_with_everything_read_the_weakest_lesson_is_practised(student, module):
    strong, weak = LessonFactory.create_batch(2, module=module)
    know(student, ask(strong, count=2), mastery=0.99)
    know(student, ask(weak, count=2)[:1], mastery=0.99)
    for lesson in (strong, weak):
        ReadingFactory.create(user=student, lesson=lesson, finished=True)

    step = step_of(student)

    assert (step.title, step.action) == (weak.title, "Practise this lesson")
    assert step.text == "1 of 1 fact known, mastery 50%: the least of all your lessons."
    assert step.url == f"/practice/?lesson={weak.slug}&course={module.course.slug}"


def test_a_course_without_questions_is_read_again(student, module):
    lesson = LessonFactory.create(module=module)
    ReadingFactory.create(user=student, lesson=lesson, finished=True)

    assert step_of(student).action == "Read it again"
