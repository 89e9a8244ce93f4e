from django.urls import reverse

from quizzes.models import Question
from tests.factories import LessonFactory, QuestionFactory

URL = reverse("home")


def test_a_guest_reads_what_this_is_and_tries_a_question(client, db):
    question = QuestionFactory.create(lesson=LessonFactory.create(), level=Question.Level.RECALL)

    page = client.get(URL).content.decode()

    assert "Study notes as a course" in page
    assert question.current.stem in page
    assert reverse("account_signup") in page


def test_with_an_empty_bank_there_is_still_a_way_in(client, db):
    page = client.get(URL).content.decode()

    assert "A question to try" not in page
    assert reverse("account_signup") in page


def test_somebody_logged_in_goes_to_the_dashboard(student_client):
    response = student_client.get(URL)

    assert response.status_code == 302
    assert response.url == reverse("progress:dashboard")


def test_a_post_is_turned_away(client, db):
    assert client.post(URL).status_code == 405
