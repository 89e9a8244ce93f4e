from datetime import date, timedelta
from uuid import UUID

from courses.models import Enrolment, Reading
from courses.services import change_enrolment, change_feed_key, finish_lesson, open_lesson
from tests.factories import MONDAY, CourseFactory, EnrolmentFactory, LessonFactory

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


def test_what_one_plans_is_kept_and_joins_the_course_once(student):
    course = CourseFactory.create()

    for minutes in (15, 45):
        change_enrolment(
            user=student,
            course=course,
            now=MONDAY,
            minutes_a_day=minutes,
            exam_date=date(2027, 1, 9),
        )

    enrolment = Enrolment.objects.get()
    assert (enrolment.minutes_a_day, enrolment.exam_date) == (45, date(2027, 1, 9))
    assert enrolment.reviews_a_day == 40
    assert enrolment.created_at == MONDAY


def test_a_key_is_replaced_only_if_it_is_the_one_that_was_seen(student):
    old, new, late = (UUID(int=n) for n in (1, 2, 3))
    course = EnrolmentFactory.create(user=student, feed_key=old).course
    change = {"user": student, "course": course, "now": MONDAY}

    assert change_feed_key(**change, old=old, new=new) == new
    assert change_feed_key(**change, old=old, new=late) == new
    assert change_feed_key(**change, old=None, new=late) == new
    assert change_feed_key(**change, old=new, new=None) is None
    assert Enrolment.objects.get().feed_key is None
