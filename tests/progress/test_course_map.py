import pytest
from django.urls import reverse

from tests.factories import CourseFactory, LessonFactory, ModuleFactory, ReadingFactory
from tests.progress.worlds import ask, build_course, know, open_attempt


def url_of(course):
    return reverse("progress:course_map", args=(course.slug,))


def test_the_map_lists_modules_as_chapters_with_the_state_of_each_lesson(student_client, student):
    module = ModuleFactory.create(title="Leaves", course__title="Plants")
    solid, fresh = LessonFactory.create_batch(2, module=module, minutes=7)
    know(student, ask(solid, count=2))

    page = student_client.get(url_of(module.course)).content.decode()

    assert "Plants" in page
    assert "Leaves" in page
    assert "solid" in page
    assert "2 of 2 facts known" in page
    assert "not started" in page
    assert "7 min" in page
    assert fresh.get_absolute_url() in page


def test_the_next_thing_to_do_is_marked_once(student_client, student):
    module = ModuleFactory.create()
    read, unread, _ = LessonFactory.create_batch(3, module=module)
    ReadingFactory.create(user=student, lesson=read, finished=True)

    page = student_client.get(url_of(module.course)).content.decode()

    assert page.count("Next</span>") == 1
    assert page.count(f'btn-primary" href="{unread.get_absolute_url()}"') == 1


def test_an_open_attempt_is_the_next_thing_to_do(student_client, student):
    lesson = LessonFactory.create()
    attempt = open_attempt(student, lesson.module.course, title="Leaves")

    page = student_client.get(url_of(lesson.module.course)).content.decode()

    assert page.count("Next</span>") == 1
    assert f"/attempts/{attempt.pk}/2/" in page


def test_a_module_without_published_lessons_is_left_out(student_client):
    lesson = LessonFactory.create()
    hidden = LessonFactory.create(
        module__course=lesson.module.course, module__title="Secret module", published=False
    )

    page = student_client.get(url_of(lesson.module.course)).content.decode()

    assert "Secret module" not in page
    assert hidden.title not in page
    assert "0 of 1 lesson read" in page


def test_an_empty_course_says_so(student_client):
    course = CourseFactory.create()

    assert "No lesson is published yet" in student_client.get(url_of(course)).content.decode()


def test_a_course_that_is_not_published_is_not_found(student_client):
    assert student_client.get(url_of(CourseFactory.create(published=False))).status_code == 404


def test_a_guest_is_sent_to_log_in(client, db):
    response = client.get(url_of(CourseFactory.create()))

    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_a_post_is_turned_away(student_client):
    assert student_client.post(url_of(CourseFactory.create())).status_code == 405


@pytest.mark.parametrize(("modules", "lessons", "facts"), [(1, 1, 1), (3, 4, 5)])
def test_query_count_does_not_grow(
    student_client, student, django_assert_num_queries, modules, lessons, facts
):
    course = build_course(student, modules=modules, lessons=lessons, facts=facts)

    with django_assert_num_queries(
        9
    ):  # session, user, course, modules, lessons, reaches, facts, cards, attempt
        student_client.get(url_of(course))
