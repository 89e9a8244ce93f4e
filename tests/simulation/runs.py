"""All runs: with full numbers for the figures in docs/simulation.md, with small ones for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment

from tests.simulation import confusing, events, mastery, planning, readiness, scheduling
from tests.simulation.figures import Figure

NOISE = 0.015  # what chance may add with small numbers


def pure(*, quick: bool) -> Iterator[Figure]:
    """Yield what needs no database."""
    noise = NOISE if quick else 0.0
    yield from mastery.figures(learners=600 if quick else 20_000)
    yield from scheduling.figures(learners=3 if quick else 40, noise=noise)
    yield from readiness.figures(
        learners=800 if quick else 20_000, forms=6 if quick else 20, noise=noise
    )
    yield from confusing.figures(learners=60 if quick else 2_000, noise=4 * noise)
    yield from planning.figures(plans=8 if quick else 400)


def with_database(*, quick: bool) -> Iterator[Figure]:
    """Yield what needs an empty database."""
    yield from events.figures(events=400 if quick else 10_000)


@contextmanager
def database() -> Iterator[None]:
    """Make a database for the runs, and destroy it afterwards."""
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
