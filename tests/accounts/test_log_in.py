import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, SIGNUP = reverse("account_login"), reverse("account_signup")


def log_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password} | more)


def test_an_address_and_a_password_log_in(client):
    UserFactory.create(email="mia@example.com")

    assert log_in(client, "Mia@Example.com").url == "/"
    assert "_auth_user_id" in client.session


def test_the_session_changes_its_id_at_log_in(client):
    UserFactory.create(email="mia@example.com")
    client.session["kept"] = True
    client.get(LOGIN)
    before = client.session.session_key

    log_in(client, "mia@example.com")

    assert client.session.session_key != before


def test_log_out_takes_a_post_and_ends_the_session(client, student):
    client.force_login(student)
    key = client.session.session_key

    assert client.get(reverse("account_logout")).status_code == 200
    assert client.post(reverse("account_logout")).url == "/"
    assert not client.session.exists(key)


def test_five_wrong_passwords_stop_the_sixth_try_even_if_right(client):
    UserFactory.create(email="mia@example.com")
    for _ in range(5):
        log_in(client, "mia@example.com", "wrong wrong wrong")

    assert log_in(client, "mia@example.com").status_code == 200
    assert "_auth_user_id" not in client.session


def test_known_and_unknown_addresses_get_the_same_refusal(client):
    UserFactory.create(email="mia@example.com")

    known = log_in(client, "mia@example.com", "wrong wrong wrong")
    unknown = log_in(client, "eve@example.com", "wrong wrong wrong")

    assert known.status_code == unknown.status_code
    assert known.context["form"].errors == unknown.context["form"].errors


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_log_in_leads_nowhere_else(client, target):
    UserFactory.create(email="mia@example.com")

    assert log_in(client, "mia@example.com", next=target).url == "/"


def test_sign_up_makes_a_student_and_sends_a_link(client):
    client.post(SIGNUP, {"email": "Mia@Example.com", "password1": PASSWORD, "password2": PASSWORD})

    user = User.objects.get()
    assert (user.email, user.is_staff) == ("mia@example.com", False)
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
    client.post(link)
    assert user.emailaddress_set.get().verified


@pytest.mark.parametrize("password", ["elevenchars", "123qweasdzxc", "mia.miller@example"])
def test_weak_passwords_are_refused(client, password):
    client.post(
        SIGNUP, {"email": "mia.miller@example.com", "password1": password, "password2": password}
    )

    assert not User.objects.exists()


def test_a_reset_asked_for_an_unknown_address_looks_the_same(client):
    UserFactory.create(email="mia@example.com")

    known = client.post(reverse("account_reset_password"), {"email": "mia@example.com"})
    unknown = client.post(reverse("account_reset_password"), {"email": "eve@example.com"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [["mia@example.com"], ["eve@example.com"]]


def test_a_reset_link_works_once(client):
    UserFactory.create(email="mia@example.com")
    client.post(reverse("account_reset_password"), {"email": "mia@example.com"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
    new = {"password1": "another long walk", "password2": "another long walk"}

    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, new)

    assert client.login(email="mia@example.com", password="another long walk")
    client.logout()
    assert client.get(link).context["token_fail"]


def test_changing_the_address_asks_for_the_password_first(client):
    UserFactory.create(email="mia@example.com")
    client.force_login(User.objects.get())

    response = client.post(reverse("account_email"), {"email": "new@example.com", "action_add": ""})

    assert reverse("account_reauthenticate") in response.url
    assert User.objects.get().email == "mia@example.com"


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_email_verification_sent",
        "account_inactive",
    ],
)
def test_pages_for_guests_are_ours(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert "account/page.html" in [template.name for template in response.templates]


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_logout"])
def test_pages_for_people_are_ours(student_client, name):
    response = student_client.get(reverse(name))

    assert response.status_code == 200
    assert "account/page.html" in [template.name for template in response.templates]


@pytest.mark.parametrize(
    ("sender", "back"),
    [
        ("http://testserver/mistakes/?page=2", "/mistakes/?page=2"),
        ("http://elsewhere.example/mistakes/", "/"),
        ("", "/"),
    ],
)
def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(client, sender, back):
    response = client.post(reverse("quizzes:mistake_retry"), headers={"referer": sender})

    assert response.status_code == 302
    assert parse_qs(urlsplit(response.url).query) == {"next": [back]}


def test_a_page_asked_for_before_the_log_in_is_shown_after_it(client):
    response = client.get("/mistakes/?page=2")

    assert parse_qs(urlsplit(response.url).query) == {"next": ["/mistakes/?page=2"]}


def test_the_address_of_a_button_explains_itself(student_client):
    response = student_client.get(reverse("quizzes:mistake_retry"))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This address has nothing to show" in response.text
