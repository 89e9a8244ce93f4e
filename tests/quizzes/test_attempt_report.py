import pytest
from django.urls import reverse

from quizzes.practice.services import start_attempt
from quizzes.services import finish_attempt
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    CourseFactory,
    LessonFactory,
    QuestionFactory,
    ResponseFactory,
)


@pytest.fixture
def attempt(student):
    """One right, one wrong, one not answered."""
    attempt = AttemptFactory.create(user=student)
    right, wrong, _ = [AttemptItemFactory.create(attempt=attempt) for _ in range(3)]
    ResponseFactory.create(item=right)
    ResponseFactory.create(item=wrong, wrong=True)
    return attempt


def read(response):
    return response.content.decode()


def test_a_finished_attempt_tells_its_score(student_client, attempt):
    finish_attempt(attempt=attempt, now=MONDAY)

    page = read(student_client.get(attempt.get_absolute_url()))

    assert "1 of 2" in page
    assert "(50%)" in page
    assert "1 of the 3 questions was not answered and counts neither way." in page


def test_each_question_is_listed_with_what_was_chosen(student_client, attempt):
    finish_attempt(attempt=attempt, now=MONDAY)

    page = read(student_client.get(attempt.get_absolute_url()))

    for item in attempt.items.all():
        assert f'<a href="{item.get_absolute_url()}">{item.version.stem}</a>' in page
        for response in item.responses.all():
            assert f"You chose: {item.version.options[response.chosen[0]]['text']}" in page


def test_what_went_wrong_leads_back_to_its_lesson(student_client, attempt):
    finish_attempt(attempt=attempt, now=MONDAY)

    page = read(student_client.get(attempt.get_absolute_url()))

    right, wrong, _ = [item.version.question.lesson for item in attempt.items.all()]
    assert f'<a href="{wrong.get_absolute_url()}">{wrong.title}</a>' in page
    assert right.get_absolute_url() not in page


def test_a_report_offers_the_same_again(student_client, student):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(2, lesson=lesson)
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)
    finish_attempt(attempt=attempt, now=MONDAY)

    page = read(student_client.get(attempt.get_absolute_url()))

    again = f"?course={lesson.module.course.slug}&amp;lesson={lesson.slug}"
    assert f'href="{reverse("quizzes:practice")}{again}"' in page


def test_an_open_attempt_asks_before_it_ends(student_client, attempt):
    page = read(student_client.get(attempt.get_absolute_url()))

    assert "Finish here?" in page
    assert "2 of 3 answered, 1 right so far" in page
    assert f'action="{reverse("quizzes:attempt_finish", args=(attempt.pk,))}"' in page
    assert f'href="/attempts/{attempt.pk}/3/"' in page


def test_looking_does_not_finish(student_client, attempt):
    student_client.get(attempt.get_absolute_url())

    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_an_attempt_without_questions_has_a_report(student_client, student):
    attempt = AttemptFactory.create(user=student, finished=True)

    assert "No question was answered." in read(student_client.get(attempt.get_absolute_url()))


def test_a_stranger_finds_nothing(student_client):
    theirs = AttemptFactory.create(finished=True)

    response = student_client.get(theirs.get_absolute_url())

    assert response.status_code == 404
    assert theirs.title not in read(response)


@pytest.mark.parametrize("attempt_id", [0, 10**6, 10**30])
def test_an_attempt_that_is_not_there_is_not_found(student_client, attempt_id):
    assert student_client.get(f"/attempts/{attempt_id}/").status_code == 404


def test_a_guest_is_sent_to_log_in(client, attempt):
    response = client.get(attempt.get_absolute_url())

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_turned_away(student_client, attempt, method):
    assert getattr(student_client, method)(attempt.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("finished", [False, True])
@pytest.mark.parametrize("items", [1, 15])
def test_the_number_of_queries_does_not_grow(
    student_client, student, django_assert_num_queries, items, finished
):
    for _ in range(items):
        attempt = AttemptFactory.create(
            user=student, course=CourseFactory.create(), finished=finished
        )
        for _ in range(items):
            ResponseFactory.create(item=AttemptItemFactory.create(attempt=attempt))

    with django_assert_num_queries(5):  # session, user, attempt, items, responses
        student_client.get(attempt.get_absolute_url())


def test_a_partly_right_answer_is_told_as_such_and_counts_as_nothing(student_client, student):
    attempt = AttemptFactory.create(user=student)
    question = QuestionFactory.create(kind="matching", lesson__module__course=attempt.course)
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)
    ResponseFactory.create(item=item, chosen=[0, 1, 3, 2], points=0.5)
    finish_attempt(attempt=attempt, now=MONDAY)

    page = read(student_client.get(attempt.get_absolute_url()))

    assert 'class="report-entry is-partly"' in page
    assert 'Partly right <span class="report-tally">2 of 4 pairs</span>' in page
    assert "Wrong" not in page
    assert "0 of 1" in page
    assert question.lesson.title in page
    listed = read(student_client.get(reverse("progress:responses")))
    assert "Partly right: 2 of 4 pairs" in listed
    assert "Not right</span>" not in listed
    asked = read(student_client.get(item.get_absolute_url()))
    assert "1 of 1 answered, 0 right, 1 partly right" in asked
    assert 'class="segment segment-partly is-here"' in asked
    assert 'class="summary is-partly"' in asked


def test_an_answer_that_got_nothing_of_several_parts_is_wrong(student_client, student):
    attempt = AttemptFactory.create(user=student)
    question = QuestionFactory.create(kind="matching", lesson__module__course=attempt.course)
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)
    ResponseFactory.create(item=item, wrong=True)
    finish_attempt(attempt=attempt, now=MONDAY)

    page = read(student_client.get(attempt.get_absolute_url()))

    assert 'class="report-entry is-wrong"' in page
    assert "pairs" not in page
