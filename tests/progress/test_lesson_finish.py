import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Reading
from tests.factories import LessonFactory, ReadingFactory

NAMES = ("progress:lesson_open", "progress:lesson_finish")


def url_of(lesson, name="progress:lesson_finish"):
    return reverse(name, args=(lesson.module.course.slug, lesson.slug))


def test_finishing_comes_back_to_the_end_of_the_lesson(student_client, student):
    lesson = LessonFactory.create()

    response = student_client.post(url_of(lesson))

    assert response.status_code == 302
    assert response.url == f"{lesson.get_absolute_url()}#finish"
    assert Reading.objects.get(user=student, lesson=lesson).finished_at is not None


def test_finishing_twice_keeps_the_first_time(student_client, student):
    first = ReadingFactory.create(user=student, finished=True)

    student_client.post(url_of(first.lesson))

    assert Reading.objects.get().finished_at == first.finished_at


def test_opening_notes_the_first_visit_and_answers_with_nothing(student_client, student):
    lesson = LessonFactory.create()

    response = student_client.post(url_of(lesson, "progress:lesson_open"))

    assert (response.status_code, response.content) == (204, b"")
    assert Reading.objects.get(user=student, lesson=lesson).finished_at is None


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_that_is_not_published_is_not_found(student_client, name):
    response = student_client.post(url_of(LessonFactory.create(published=False), name))

    assert response.status_code == 404
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_get_is_turned_away(student_client, name):
    assert student_client.get(url_of(LessonFactory.create(), name)).status_code == 405
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_guest_is_sent_to_log_in(client, db, name):
    assert client.post(url_of(LessonFactory.create(), name)).status_code == 302
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_request_without_a_token_is_refused(student, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(student)

    assert client.post(url_of(LessonFactory.create(), name)).status_code == 403
    assert not Reading.objects.exists()
