import pytest
from django.core.cache import cache
from django.db import connection

from tests.factories import UserFactory


def pytest_collection_modifyitems(config, items):
    """Sort out what this database has nothing to say about.

    On PostgreSQL only tests that use the database run; tests marked `postgres` run nowhere else.
    """
    fits = runs_on_postgres if connection.vendor == "postgresql" else runs_on_sqlite
    config.hook.pytest_deselected(items=[item for item in items if not fits(item)])
    items[:] = [item for item in items if fits(item)]


def runs_on_postgres(item):
    uses_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    return bool(uses_database) and not item.get_closest_marker("browser")


def runs_on_sqlite(item):
    return not item.get_closest_marker("postgres")


@pytest.fixture(autouse=True)
def _empty_cache():
    """Forget the rate limits that an earlier test used up."""
    cache.clear()


@pytest.fixture
def student(db):
    return UserFactory.create()


@pytest.fixture
def student_client(client, student):
    client.force_login(student)
    return client


@pytest.fixture
def instructor(db):
    return UserFactory.create(instructor=True)


@pytest.fixture
def instructor_client(client, instructor):
    client.force_login(instructor)
    return client
