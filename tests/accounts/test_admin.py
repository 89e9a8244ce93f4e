from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD

PEOPLE = reverse("admin:accounts_user_changelist")
NEW = reverse("admin:accounts_user_add")


def test_a_guest_meets_the_same_log_in_as_everybody(client, db):
    response = client.get(PEOPLE, follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_a_student_is_turned_away(student_client):
    response = student_client.get(PEOPLE, follow=True)

    assert response.status_code == 403


def test_an_instructor_finds_people_by_address(instructor_client, student):
    assert student.email in instructor_client.get(PEOPLE, {"q": student.email}).text


def test_an_instructor_makes_an_account(instructor_client):
    post = {"email": "New@Example.com", "usable_password": "true"}
    instructor_client.post(NEW, post | {"password1": PASSWORD, "password2": PASSWORD})

    user = User.objects.get(email="new@example.com")
    assert user.check_password(PASSWORD)
    assert not user.is_staff


def test_an_instructor_makes_an_instructor(instructor_client):
    post = {"email": "new@example.com", "usable_password": "true", "is_staff": "on"}
    instructor_client.post(NEW, post | {"password1": PASSWORD, "password2": PASSWORD})

    assert User.objects.get(email="new@example.com").is_staff
