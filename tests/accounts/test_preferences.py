import pytest
from django.urls import reverse

PREFERENCES = reverse("accounts:preferences")


def test_preferences_are_saved(student, student_client):
    response = student_client.post(PREFERENCES, {"display_name": "Mia", "theme": "dark"})

    assert response.url == PREFERENCES
    student.refresh_from_db()
    assert (student.display_name, student.theme) == ("Mia", "dark")


def test_the_page_greets_by_name(student, student_client):
    student_client.post(PREFERENCES, {"display_name": "Mia", "theme": "auto"})

    assert "Mia" in student_client.get(PREFERENCES).text


@pytest.mark.parametrize("bad", [{"theme": "neon"}, {"display_name": "x" * 81}])
def test_a_bad_value_is_told_and_saves_nothing(student, student_client, bad):
    response = student_client.post(PREFERENCES, {"display_name": "Mia", "theme": "dark"} | bad)

    assert response.status_code == 200
    assert response.context["form"].errors
    student.refresh_from_db()
    assert (student.display_name, student.theme) == ("", "auto")


def test_nothing_else_of_a_person_can_be_set(student, student_client):
    post = {"display_name": "Mia", "theme": "dark", "is_staff": "on", "email": "eve@example.com"}

    student_client.post(PREFERENCES, post)

    email = student.email
    student.refresh_from_db()
    assert (student.email, student.is_staff) == (email, False)


def test_a_guest_is_sent_to_log_in(client, db):
    assert client.get(PREFERENCES).url == f"/accounts/login/?next={PREFERENCES}"


def test_the_page_takes_no_other_method(student_client):
    assert student_client.put(PREFERENCES).status_code == 405
