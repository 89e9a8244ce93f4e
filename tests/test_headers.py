"""Every response carries the policies, errors and redirects too."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, override_settings
from django.urls import path, reverse

from config import urls


def fail(request):
    raise RuntimeError("a secret of the inside")


def deny(request):
    raise PermissionDenied


def doubt(request):
    raise SuspiciousOperation


fail.login_required = deny.login_required = doubt.login_required = False

urlpatterns = [
    path("fail/", fail),
    path("deny/", deny),
    path("doubt/", doubt),
    *urls.urlpatterns,
]

PAGES = [
    ("/accounts/login/", 200),
    ("/dashboard/", 302),
    ("/healthz", 200),
    ("/static/css/site.css", 200),
    ("/nowhere/", 404),
    ("/fail/", 500),
    ("/deny/", 403),
    ("/doubt/", 400),
]


@pytest.fixture
def visitor(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status"), PAGES)
def test_every_response_carries_the_policies(visitor, address, status):
    response = visitor.get(address)
    response.close()

    assert response.status_code == status
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(("address", "status"), [page for page in PAGES if page[1] >= 400])
def test_an_error_page_is_ours_and_tells_no_secret(visitor, address, status):
    text = visitor.get(address).text

    assert "<h1>" in text
    assert "Notewright" in text
    assert "secret" not in text


def test_a_form_without_its_token_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"))

    assert response.status_code == 403
    assert "Please send that again" in response.text


def test_an_unknown_host_is_refused(visitor):
    assert visitor.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400


def test_pages_of_a_person_are_kept_by_no_cache(student_client):
    assert student_client.get("/accounts/preferences/")["Cache-Control"] == "no-store"
    assert student_client.get("/nowhere/")["Cache-Control"] == "no-store"


@override_settings(SECURE_SSL_REDIRECT=True)
def test_probes_are_not_sent_to_https(db, client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/accounts/login/").status_code == 301
