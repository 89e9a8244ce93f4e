import re

import pytest
from django.urls import reverse

from courses.models import Domain
from quizzes.models import Attempt
from quizzes.practice.services import start_attempt
from quizzes.services import finish_attempt
from tests.exam_course import make_small_exam
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    LessonFactory,
    QuestionFactory,
    ResponseFactory,
)

URL = reverse("quizzes:practice")


@pytest.fixture
def lesson(db):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(6, lesson=lesson)
    return lesson


def checked(page):
    """Return the values of the boxes and buttons that are ticked."""
    inputs = re.findall(r"<input[^>]*>", page)
    return {re.search(r'value="([^"]*)"', one)[1] for one in inputs if " checked" in one}


def wish(lesson, count=5, **fields):
    return {"source": f"lesson-{lesson.pk}", "count": count} | fields


def test_a_practice_starts_at_its_first_question(student_client, student, lesson):
    response = student_client.post(URL, wish(lesson))

    attempt = Attempt.objects.get()
    assert (attempt.user, attempt.title, attempt.items.count()) == (student, lesson.title, 5)
    assert response.status_code == 302
    assert response.url == f"/attempts/{attempt.pk}/1/"


def test_a_module_can_be_practised(student_client, lesson):
    student_client.post(URL, {"source": f"module-{lesson.module_id}", "count": 5})

    assert Attempt.objects.get().title == lesson.module.title


def test_the_lesson_one_comes_from_is_chosen_already(student_client, lesson):
    QuestionFactory.create(lesson__module__course=lesson.module.course)

    page = student_client.get(URL, {"lesson": lesson.slug}).content.decode()

    assert f'<option value="lesson-{lesson.pk}" selected>' in page


def test_a_course_and_a_domain_can_be_practised(student_client):
    course = make_small_exam()
    domain = Domain.objects.get(blueprint__course=course, covered=True)

    student_client.post(URL, {"source": f"domain-{domain.pk}", "count": 5})
    opened = Attempt.objects.get()
    student_client.post(URL, {"source": f"course-{course.pk}", "count": 5, "replacing": opened.pk})

    assert [one.title for one in Attempt.objects.order_by("pk")] == [domain.title, course.title]


def test_an_address_presets_every_field(student_client, lesson):
    course = lesson.module.course
    query = {
        "course": course.slug,
        "module": lesson.module.slug,
        "only": "due",
        "kinds": ["single", "cloze"],
        "count": "20",
        "feedback": "at_end",
    }

    page = student_client.get(URL, query).content.decode()

    assert f'<option value="module-{lesson.module_id}" selected>' in page
    assert checked(page) == {"due", "single", "cloze", "20", "at_end"}


def test_the_builder_says_that_nothing_asks_how_sure_one_was_where_all_is_told_at_the_end(
    student_client, lesson
):
    assert "At the end: nothing asks how sure you were" in student_client.get(URL).text


def test_what_makes_no_sense_in_an_address_presets_nothing(student_client, lesson):
    query = {"only": "x", "kinds": "\x00", "count": "7", "feedback": "never", "lesson": "nowhere"}

    page = student_client.get(URL, query).content.decode()

    assert checked(page) == {"all", "10", "at_once"}
    assert "nothing to ask about what you came from" in page


def test_bookmarks_without_a_course_are_looked_for_where_one_answered_last(
    student_client, student, lesson
):
    other = QuestionFactory.create().lesson
    AttemptFactory.create(user=student, course=other.module.course, finished=True)

    page = student_client.get(URL, {"only": "bookmarked"}).content.decode()

    assert f'<option value="course-{other.module.course_id}" selected>' in page
    assert "bookmarked" in checked(page)


def test_what_was_asked_for_is_drawn_and_kept_to_ask_for_it_again(student_client, student, lesson):
    kept = lesson.questions.first()
    student.bookmarks.create(question=kept, created_at=MONDAY)

    student_client.post(URL, wish(lesson, only="bookmarked", kinds=["single"], feedback="at_end"))

    attempt = Attempt.objects.get()
    assert [item.version for item in attempt.items.all()] == [kept.current]
    assert attempt.title == f"{lesson.title}: bookmarked, single choice, told at the end"
    assert not attempt.tells_at_once
    assert attempt.choice == {
        "course": lesson.module.course.slug,
        "lesson": lesson.slug,
        "only": "bookmarked",
        "kinds": ["single"],
        "feedback": "at_end",
    }
    finish_attempt(attempt=attempt, now=MONDAY)
    page = student_client.get(attempt.get_absolute_url()).content.decode()
    assert f"feedback=at_end&amp;kinds=single&amp;lesson={lesson.slug}&amp;only=bookmarked" in page


def test_the_same_source_in_another_way_is_something_else(student_client, lesson):
    student_client.post(URL, wish(lesson))

    page = student_client.post(URL, wish(lesson, feedback="at_end")).content.decode()

    assert f"in the middle of “{lesson.title}”" in page
    assert 'name="feedback" value="at_end"' in page
    assert Attempt.objects.count() == 1


def test_an_empty_result_says_why_and_offers_the_nearest(student_client, lesson):
    response = student_client.post(URL, wish(lesson, only="missed", kinds=["single"]))

    page = response.content.decode()
    assert f"You have missed nothing in {lesson.title} that is still open." in page
    assert f"Practise what is new to you in {lesson.title}" in page
    assert 'type="hidden" name="only" value="unseen"' in page
    assert 'type="hidden" name="kinds"' not in page
    assert not Attempt.objects.exists()


def test_an_empty_result_leaves_what_is_open_alone(student_client, student, lesson):
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    student_client.post(URL, wish(lesson, only="missed", replacing=attempt.pk))

    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_a_lesson_without_questions_is_said_to_have_none(student_client, lesson):
    empty = LessonFactory.create(module=lesson.module)

    page = student_client.get(URL, {"lesson": empty.slug})

    assert "nothing to ask about what you came from" in page.content.decode()


def test_an_empty_bank_explains_itself(student_client):
    page = student_client.get(URL).content.decode()

    assert "Nothing to practise yet" in page
    assert "<select" not in page


def test_a_double_click_starts_one_practice(student_client, lesson):
    first = student_client.post(URL, wish(lesson))
    second = student_client.post(URL, wish(lesson))

    assert first.url == second.url
    assert Attempt.objects.count() == 1


def test_an_open_practice_is_offered_to_go_on_with(student_client, student, lesson):
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)
    ResponseFactory.create(item=attempt.items.get(position=1))

    page = student_client.get(URL).content.decode()

    assert "1 of 5 answered" in page
    assert f'href="/attempts/{attempt.pk}/2/"' in page


def test_a_finished_practice_is_not_offered(student_client, student, lesson):
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)
    finish_attempt(attempt=attempt, now=MONDAY)

    assert "Still open" not in student_client.get(URL).content.decode()


def test_starting_something_else_asks_first(student_client, student, lesson):
    other = QuestionFactory.create(lesson__module=lesson.module).lesson
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    response = student_client.post(URL, wish(other, count=10))

    page = response.content.decode()
    assert response.status_code == 200
    assert f"in the middle of “{lesson.title}”" in page
    assert f'name="replacing" value="{attempt.pk}"' in page
    assert f'name="source" value="lesson-{other.pk}"' in page
    assert 'name="count" value="10"' in page
    assert Attempt.objects.count() == 1


def test_where_there_is_nothing_nobody_is_asked_to_end_what_is_open(
    student_client, student, lesson
):
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    for replacing in ("", attempt.pk):
        sent = wish(lesson, only="bookmarked", replacing=replacing)
        page = student_client.post(URL, sent).content.decode()

        assert "in the middle of" not in page
        assert f"You have bookmarked nothing in {lesson.title}" in page
    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_agreeing_ends_the_open_one_and_starts_the_new_one(student_client, student, lesson):
    other = QuestionFactory.create(lesson__module=lesson.module).lesson
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    student_client.post(URL, wish(other, replacing=attempt.pk))

    attempt.refresh_from_db()
    assert attempt.finished_at is not None
    assert student.attempts.open().get().title == other.title


def test_nobody_can_end_the_practice_of_another(student_client, student, lesson):
    theirs = AttemptFactory.create(course=lesson.module.course)

    student_client.post(URL, wish(lesson, replacing=theirs.pk))

    theirs.refresh_from_db()
    assert theirs.finished_at is None


@pytest.mark.parametrize(
    "change",
    [
        {"source": "lesson-0"},
        {"source": "lesson-"},
        {"source": "planet-1"},
        {"source": ""},
        {"source": "\x00"},
        {"count": 0},
        {"count": 7},
        {"count": "many"},
        {"count": "9" * 400},
        {"replacing": "x"},
        {"only": "everything"},
        {"kinds": ["single", "essay"]},
        {"feedback": "never"},
        {"source": "domain-0"},
    ],
)
def test_a_bad_wish_starts_nothing(student_client, lesson, change):
    response = student_client.post(URL, wish(lesson) | change)

    assert response.status_code == 200
    assert not Attempt.objects.exists()


def test_an_unpublished_lesson_cannot_be_practised(student_client, lesson):
    hidden = QuestionFactory.create(lesson__published=False).lesson

    student_client.post(URL, wish(hidden))

    assert not Attempt.objects.exists()
    assert hidden.title not in student_client.get(URL).content.decode()


def test_what_belongs_to_the_server_cannot_be_sent(student_client, student, lesson):
    extra = {"user": 1, "seed": 7, "mode": "check", "deadline": "2030-01-01", "title": "Mine"}

    student_client.post(URL, wish(lesson) | extra)

    attempt = Attempt.objects.get()
    assert (attempt.user, attempt.mode, attempt.title) == (student, "practice", lesson.title)
    assert attempt.deadline is None
    assert attempt.seed != 7


def test_a_guest_is_sent_to_log_in(client, lesson):
    response = client.post(URL, wish(lesson))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_turned_away(student_client, method):
    assert getattr(student_client, method)(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_the_number_of_queries_does_not_grow(
    student_client, student, django_assert_num_queries, rows
):
    for _ in range(rows):
        question = QuestionFactory.create()
        attempt = AttemptFactory.create(user=student, course=question.lesson.module.course)
        for _ in range(rows):
            ResponseFactory.create(item=AttemptItemFactory.create(attempt=attempt))

    with django_assert_num_queries(6):  # session, user, overdue, lessons, domains, open attempts
        student_client.get(URL)


@pytest.mark.parametrize("rows", [2, 12])
def test_starting_takes_as_many_queries_from_a_large_bank(
    student_client, django_assert_num_queries, rows
):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(rows, lesson=lesson)

    with django_assert_num_queries(19):
        student_client.post(URL, wish(lesson))


def test_going_on_with_an_open_practice_is_told(student_client, student, lesson):
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)
    untouched = student_client.post(URL, wish(lesson), follow=True).text
    ResponseFactory.create(item=attempt.items.get(position=1))

    page = student_client.post(URL, wish(lesson), follow=True).text

    assert "you go on where you stopped" not in untouched
    assert "you go on where you stopped" in page
