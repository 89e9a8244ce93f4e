from datetime import timedelta

from courses.models import Enrolment, Reading
from courses.services import finish_lesson, open_lesson
from tests.factories import MONDAY, LessonFactory

LATER = MONDAY + timedelta(days=1)


def test_opening_a_lesson_joins_its_course_and_notes_the_first_time(student):
    lesson = LessonFactory.create()

    open_lesson(user=student, lesson=lesson, now=MONDAY)
    open_lesson(user=student, lesson=lesson, now=LATER)

    reading = Reading.objects.get()
    assert (reading.first_opened, reading.finished_at) == (MONDAY, None)
    assert Enrolment.objects.get().created_at == MONDAY


def test_finishing_a_lesson_keeps_the_first_time(student):
    lesson = LessonFactory.create()

    finish_lesson(user=student, lesson=lesson, now=MONDAY)
    finish_lesson(user=student, lesson=lesson, now=LATER)

    assert Reading.objects.get().finished_at == MONDAY


def test_a_lesson_that_was_opened_before_is_finished(student):
    lesson = LessonFactory.create()
    open_lesson(user=student, lesson=lesson, now=MONDAY)

    finish_lesson(user=student, lesson=lesson, now=LATER)

    reading = Reading.objects.get()
    assert (reading.first_opened, reading.finished_at) == (MONDAY, LATER)


def test_two_people_do_not_meet(student, instructor):
    lesson = LessonFactory.create()

    finish_lesson(user=student, lesson=lesson, now=MONDAY)
    open_lesson(user=instructor, lesson=lesson, now=LATER)

    assert Reading.objects.get(user=instructor).finished_at is None
    assert Enrolment.objects.count() == 2
