import pickle
from datetime import timedelta

import pytest

from courses.models import Lesson
from quizzes.forecasts.profiles import forecast_for, read_kept, read_outlines
from quizzes.models import Question
from tests.exam_course import make_two_lesson_exam, stand
from tests.factories import (
    MONDAY,
    CourseFactory,
    LessonFactory,
    QuestionFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam():
    return make_two_lesson_exam()


def outline_of(course):
    course.refresh_from_db()
    return read_outlines([course])[course.pk]


def test_the_profile_has_the_scale_of_the_exam_and_its_covered_domains(exam):
    outline = outline_of(exam.course)

    assert (outline.profile.scale.low, outline.profile.scale.pass_mark) == (100, 700)
    assert outline.profile.scale.cut == pytest.approx(0.67)
    assert outline.profile.lessons == pytest.approx({"leaf": 0.5, "root": 0.5})
    assert outline.homes == {"leaf": "2", "root": "2"}
    assert [domain.number for domain in outline.domains] == [1, 2]


def test_a_course_without_an_exam_is_scored_in_percent():
    lesson = LessonFactory.create()
    QuestionFactory.create(lesson=lesson)

    outline = outline_of(lesson.module.course)

    assert outline.exam is None
    assert (outline.profile.scale.low, outline.profile.scale.high) == (0, 100)


def test_a_course_without_questions_or_covered_domains_has_no_profile(exam):
    empty = CourseFactory.create()
    exam.domains.update(covered=False)

    assert outline_of(empty).profile is None
    assert outline_of(exam.course).profile is None


def test_a_kept_profile_is_the_one_that_was_made_and_outlives_our_classes(exam, monkeypatch):
    held = {}
    monkeypatch.setattr(
        "quizzes.forecasts.profiles.cache.set", lambda key, what, **_: held.update({key: what})
    )
    made = outline_of(exam.course).profile
    (kept,) = held.values()

    assert read_kept(kept) == made
    assert b"quizzes" not in pickle.dumps(kept)


def test_a_second_look_costs_four_queries_however_many_courses(exam, django_assert_num_queries):
    others = CourseFactory.create_batch(3)
    read_outlines([exam.course, *others])

    with django_assert_num_queries(4):  # exams, domains, lessons, sizes of banks
        read_outlines([exam.course, *others])
    with django_assert_num_queries(4):
        read_outlines([exam.course])


def reject(exam):
    Question.objects.filter(pk=Question.objects.first().pk).update(status=Question.Status.REJECTED)


def reword(exam):
    question = Question.objects.first()
    question.current = VersionFactory.create(question=question, right=2, total=5)
    question.save()


def reweigh(exam):
    Lesson.objects.filter(slug="leaf").update(bank_share=90)


def rescale(exam):
    exam.pass_mark = 750
    exam.save()


def hide(exam):
    Lesson.objects.filter(slug="leaf").update(published=False)


@pytest.mark.parametrize("change", [reject, reword, reweigh, rescale, hide])
def test_what_changes_a_form_changes_the_profile(exam, change):
    before = outline_of(exam.course).profile
    change(exam)

    after = outline_of(exam.course).profile

    assert after != before or change is reject  # its twin is as hard
    assert outline_of(exam.course).profile == after


def test_a_mock_is_foretold_when_enough_is_known(student, exam):
    assert forecast_for(student, exam.course, MONDAY) == {}

    stand(student, exam.course)
    foretold = forecast_for(student, exam.course, MONDAY)

    assert foretold["answers"] == 40
    assert foretold["pass_chance"] > 0.9
    assert 100 <= foretold["low"] <= foretold["score"] <= foretold["high"] <= 1000
    assert forecast_for(student, exam.course, MONDAY + timedelta(days=90)) == {}


def test_nothing_is_foretold_where_no_form_can_be_made(student):
    assert forecast_for(student, CourseFactory.create(), MONDAY) == {}
