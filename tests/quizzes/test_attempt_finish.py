import pytest
from django.urls import reverse

from tests.factories import AttemptFactory, AttemptItemFactory


def finish_url(attempt):
    return reverse("quizzes:attempt_finish", args=(attempt.pk,))


@pytest.fixture
def attempt(student):
    item = AttemptItemFactory.create(attempt__user=student)
    return item.attempt


def test_finishing_ends_the_attempt_and_shows_the_report(student_client, attempt):
    response = student_client.post(finish_url(attempt))

    attempt.refresh_from_db()
    assert attempt.finished_at is not None
    assert (response.status_code, response.url) == (302, attempt.get_absolute_url())


def test_finishing_twice_keeps_the_first_time(student_client, attempt):
    student_client.post(finish_url(attempt))
    attempt.refresh_from_db()
    first = attempt.finished_at

    response = student_client.post(finish_url(attempt))

    attempt.refresh_from_db()
    assert response.status_code == 302
    assert attempt.finished_at == first


def test_a_stranger_finds_nothing(student_client):
    theirs = AttemptFactory.create()

    assert student_client.post(finish_url(theirs)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.finished_at is None


def test_a_guest_is_sent_to_log_in(client, attempt):
    response = client.post(finish_url(attempt))

    assert response.url.startswith(reverse("account_login"))
    attempt.refresh_from_db()
    assert attempt.finished_at is None


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_other_methods_change_nothing(student_client, attempt, method):
    assert getattr(student_client, method)(finish_url(attempt)).status_code == 405
    attempt.refresh_from_db()
    assert attempt.finished_at is None
