import shutil
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError

from config import health


def test_healthz_touches_no_database(client):
    """No database mark: any query would fail this test."""
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok\n")


def test_readyz_has_written_and_says_yes(db, client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "troubles": []}
    assert Session.objects.get().expire_date


def test_readyz_says_no_when_nothing_can_be_written(db, client, monkeypatch):
    def refuse():
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(health, "write_probe", refuse)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["troubles"] == ["The database takes no writes."]


def test_readyz_says_no_while_migrations_wait(db, client, monkeypatch):
    monkeypatch.setattr(health, "list_unapplied_migrations", lambda: ["quizzes.0009_more"])

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "quizzes.0009_more" in response.json()["troubles"][0]


def test_readyz_says_no_before_the_disk_is_full(db, client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1))

    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_never_cached_and_take_no_post(db, client, path):
    assert "no-store" in client.get(path)["Cache-Control"]
    assert client.post(path).status_code == 405
