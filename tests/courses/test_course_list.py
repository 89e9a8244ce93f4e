import pytest
from django.urls import reverse

from tests.factories import CourseFactory, LessonFactory

URL = reverse("courses:course_list")


def test_a_course_shows_what_is_in_it(student_client):
    course = CourseFactory.create(title="Plants", summary="Of leaves.")
    LessonFactory.create(module__course=course, minutes=4)
    LessonFactory.create(module__course=course, minutes=5)
    LessonFactory.create(module__course=course, minutes=30, published=False)

    page = student_client.get(URL).content.decode()

    assert "Plants" in page
    assert "Of leaves." in page
    assert "2 lessons · 9 minutes" in page


def test_guests_may_look(client, db):
    CourseFactory.create(title="Plants")

    assert "Plants" in client.get(URL).content.decode()


def test_a_course_that_is_not_published_is_invisible(student_client):
    CourseFactory.create(title="Hidden", published=False)

    page = student_client.get(URL).content.decode()

    assert "Hidden" not in page
    assert "Nothing is published yet" in page


def test_a_post_is_turned_away(student_client):
    assert student_client.post(URL).status_code == 405


@pytest.mark.parametrize("courses", [1, 12])
def test_query_count_does_not_grow_with_courses(student_client, django_assert_num_queries, courses):
    for course in CourseFactory.create_batch(courses):
        LessonFactory.create_batch(3, module__course=course)

    with django_assert_num_queries(3):  # session, user, courses
        student_client.get(URL)
