import pytest
from django.urls import reverse

from quizzes.models import Attempt
from tests.factories import LessonFactory, QuestionFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lesson(db):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(2, lesson=lesson, facts__section="Leaf")
    QuestionFactory.create(lesson=lesson, facts__section="Root")
    return lesson


def check_url(lesson):
    return reverse("quizzes:check_start", args=(lesson.module.course.slug, lesson.slug))


def read(response):
    return response.content.decode()


def test_without_htmx_a_check_goes_to_its_first_question(student_client, student, lesson):
    response = student_client.post(check_url(lesson), {"section": "Leaf"})

    check = Attempt.objects.get()
    assert (check.user, check.mode, check.items.count()) == (student, "check", 2)
    assert (response.status_code, response.url) == (302, f"/attempts/{check.pk}/1/")


def test_with_htmx_the_first_question_comes_into_the_lesson(student_client, lesson):
    response = student_client.post(check_url(lesson), {"section": "Leaf"}, headers=HTMX)

    check = Attempt.objects.get()
    page = read(response)
    assert response.status_code == 200
    assert page.lstrip().startswith("<section")
    assert f'hx-post="/attempts/{check.pk}/1/?embedded=1"' in page
    assert f'action="/attempts/{check.pk}/1/"' in page


def test_inside_the_lesson_next_comes_in_place(student_client, lesson):
    student_client.post(check_url(lesson), {"section": "Leaf"}, headers=HTMX)
    check = Attempt.objects.get()
    answer = {"chosen": "A", "sent_key": "00000000-0000-0000-0000-000000000001"}

    page = read(student_client.post(f"/attempts/{check.pk}/1/?embedded=1", answer, headers=HTMX))

    assert f'hx-get="/attempts/{check.pk}/2/?embedded=1"' in page


def test_an_answered_check_says_how_it_went_and_lets_one_read_on(student_client, lesson):
    student_client.post(check_url(lesson), {"section": "Root"}, headers=HTMX)
    check = Attempt.objects.get()
    answer = {"chosen": "A", "sent_key": "00000000-0000-0000-0000-000000000001"}

    page = read(student_client.post(f"/attempts/{check.pk}/1/?embedded=1", answer, headers=HTMX))

    assert "of 1 right." in page
    assert check.get_absolute_url() in page


def test_a_double_click_starts_one_check(student_client, lesson):
    for _ in range(2):
        student_client.post(check_url(lesson), {"section": "Leaf"})

    assert Attempt.objects.count() == 1


def test_a_section_named_as_its_lesson_is_named_once_and_found_again(student_client):
    lesson = LessonFactory.create(title="Leaf")
    QuestionFactory.create_batch(2, lesson=lesson, facts__section="Leaf")
    for section in ("Leaf", "Leaf", "", ""):
        student_client.post(check_url(lesson), {"section": section})

    checks = Attempt.objects.order_by("pk")
    assert [check.title for check in checks] == ["Leaf", "Leaf"]  # the section, then the lesson
    assert [check.choice["section"] for check in checks] == ["Leaf", ""]
    assert checks[0].finished_at


def test_the_report_of_a_check_leads_to_practice_of_its_lesson(student_client, lesson):
    student_client.post(check_url(lesson), {"section": "Root"})
    check = Attempt.objects.get()
    student_client.post(
        f"/attempts/{check.pk}/1/",
        {"chosen": "A", "sent_key": "00000000-0000-0000-0000-000000000001"},
    )

    page = student_client.get(check.get_absolute_url()).text
    course = lesson.module.course.slug
    query = f"course={course}&amp;lesson={lesson.slug}&amp;section=Root"
    assert f'href="{reverse("quizzes:practice")}?{query}"' in page
    preset = student_client.get(reverse("quizzes:practice") + "?" + query.replace("&amp;", "&"))
    assert lesson.title in preset.text


def test_without_a_section_the_whole_lesson_is_asked(student_client, lesson):
    student_client.post(check_url(lesson))

    assert Attempt.objects.get().items.count() == 3


@pytest.mark.parametrize("htmx", [False, True])
def test_a_section_without_questions_says_so(student_client, lesson, htmx):
    headers = HTMX if htmx else {}

    response = student_client.post(check_url(lesson), {"section": "Bark"}, headers=headers)

    assert not Attempt.objects.exists()
    if htmx:
        assert "nothing to ask" in read(response)
    else:
        assert response.url == lesson.get_absolute_url()


@pytest.mark.parametrize("section", ["x" * 5000, "a\x00b"])
def test_an_odd_section_starts_nothing(student_client, lesson, section):
    response = student_client.post(check_url(lesson), {"section": section}, headers=HTMX)

    assert response.status_code == 200
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("path", ["published", "module__course__published"])
def test_a_hidden_lesson_is_not_found(student_client, path):
    lesson = LessonFactory.create(**{path: False})
    QuestionFactory.create(lesson=lesson)

    assert student_client.post(check_url(lesson)).status_code == 404
    assert not Attempt.objects.exists()


def test_a_lesson_that_is_not_there_is_not_found(student_client, lesson):
    url = reverse("quizzes:check_start", args=("nowhere", lesson.slug))

    assert student_client.post(url).status_code == 404


def test_a_guest_is_sent_to_log_in(client, lesson):
    response = client.post(check_url(lesson))

    assert response.url.startswith(reverse("account_login"))
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_other_methods_are_turned_away(student_client, lesson, method):
    assert getattr(student_client, method)(check_url(lesson)).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_the_number_of_queries_does_not_grow(student_client, django_assert_num_queries, rows):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(rows, lesson=lesson)

    with django_assert_num_queries(17):
        student_client.post(check_url(lesson), {"section": "Leaf"}, headers=HTMX)
