import re
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from accounts import setup
from accounts.models import User
from tests.factories import MONDAY, PASSWORD, UserFactory

ANSWERS = {"email": "Ina@Example.com", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def link(db):
    return setup.make_link("")


def test_the_link_shows_a_form(client, link):
    response = client.get(link)

    assert response.status_code == 200
    assert "no-cache" in response["Cache-Control"]


def test_the_form_makes_an_instructor_and_logs_them_in(client, link):
    response = client.post(link, ANSWERS)

    assert response.url == reverse("admin:index")
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("ina@example.com", True, True)
    assert user.emailaddress_set.get().verified
    assert client.get(reverse("admin:index")).status_code == 200


def test_the_link_is_dead_once_there_is_an_instructor(client, link):
    client.post(link, ANSWERS)
    client.logout()

    assert client.get(link).status_code == 410
    assert client.post(link, ANSWERS | {"email": "eve@example.com"}).status_code == 410
    assert User.objects.count() == 1


def test_of_two_people_with_one_link_the_second_changes_nothing(db, monkeypatch, client, link):
    UserFactory.create(instructor=True)
    monkeypatch.setattr(setup, "is_link_open", lambda token: True)

    assert client.post(link, ANSWERS).status_code == 410
    assert not User.objects.filter(email="ina@example.com").exists()


@pytest.mark.parametrize("spoil", [lambda t: t + "x", lambda t: t[::-1], lambda t: "anything"])
def test_a_token_of_another_make_opens_nothing(client, link, spoil):
    token = link.rstrip("/").rpartition("/")[2]
    url = reverse("accounts:first_instructor", args=(spoil(token),))

    assert client.get(url).status_code == 410
    assert client.post(url, ANSWERS).status_code == 410
    assert not User.objects.exists()


def test_a_link_lasts_seven_days(db, client):
    with time_machine.travel(MONDAY, tick=False) as clock:
        link = setup.make_link("")
        clock.shift(7 * 24 * 60 * 60)
        assert client.get(link).status_code == 200
        clock.shift(1)
        assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    "bad",
    [
        {"email": "no address"},
        {"password1": "short", "password2": "short"},
        {"password1": "passwordpassword", "password2": "passwordpassword1"},
        {"password1": "ina@example.com", "password2": "ina@example.com"},
    ],
)
def test_a_bad_answer_is_told_and_makes_nobody(client, link, bad):
    response = client.post(link, ANSWERS | bad)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.exists()


def test_the_address_of_a_student_is_not_taken_over(client, link):
    UserFactory.create(email="ina@example.com")

    response = client.post(link, ANSWERS)

    assert "already" in str(response.context["form"].errors)
    assert not User.objects.instructors().exists()


def test_the_command_prints_the_link_while_there_is_no_instructor(db, client):
    out = StringIO()
    call_command("instructor_link", base="https://notes.example/", stdout=out)
    link = re.search(r"https://notes\.example(/setup/\S+/)", out.getvalue()).group(1)
    assert client.get(link).status_code == 200

    UserFactory.create(instructor=True)
    out = StringIO()
    call_command("instructor_link", stdout=out)
    assert "no link" in out.getvalue()

    out = StringIO()
    call_command("instructor_link", stdout=out, verbosity=0)
    assert out.getvalue() == ""
