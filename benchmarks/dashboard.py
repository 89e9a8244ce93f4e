"""The dashboard of a learner with a long history against that of one with a short one, in one run."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks.work import ROOT, Figure, in_own_process

FEW, MANY = 100, 100_000  # responses
RATIO, EASY_RATIO = 1.2, 2.0  # a short run on a busy machine tells less
LOOKS = 15


def figures(*, quick: bool = False) -> list[Figure]:
    """Return what was measured, with its bars.

    Args:
        quick: a shorter history and a generous bar, for the tests.
    """
    many = MANY // 50 if quick else MANY
    with (
        tempfile.TemporaryDirectory(prefix="notewright-bench-") as folder,
        mock.patch.dict(os.environ, NOTEWRIGHT_DATA=folder),
    ):
        found, _ = in_own_process("benchmarks.dashboard", str(FEW), str(many))
    few, long = found["seconds"]
    ratio = Figure(
        f"the dashboard of {many:,} against {FEW} responses",
        long / few,
        EASY_RATIO if quick else RATIO,
        "times",
        f"{1000 * few:.0f} and {1000 * long:.0f} ms",
    )
    one, other = found["queries"]
    queries = Figure(
        "queries more for it", abs(other - one), 0, "queries", f"{one} and {other} queries"
    )
    return [ratio, queries]


# In a process of its own


def measure(few: int, many: int) -> dict[str, Any]:
    """Return the processor seconds and the queries of the dashboards of two learners."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["NOTEWRIGHT_DEBUG"] = "false"
    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from benchmarks.learners import add_learner
    from courses.models import Course

    with Path(os.devnull).open("w") as nowhere:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_course", str(ROOT / "fixtures" / "aws-security"), stdout=nowhere)
    course, now = Course.objects.get(), timezone.now()
    clients = []
    for seed, responses in enumerate((few, many)):
        client = Client()
        client.force_login(add_learner(course, responses=responses, seed=seed, now=now))
        look(client)  # loads templates, fills caches
        clients.append(client)
    looks = [[look(client) for client in clients] for _ in range(LOOKS)]
    return {
        "seconds": [median(times) for times in zip(*looks, strict=True)],
        "queries": [queries_of(client) for client in clients],
    }


def look(client: Any) -> float:
    """Return the processor seconds of one look at the dashboard."""
    start = time.process_time()
    response = client.get("/dashboard/", headers={"host": "localhost"})
    spent = time.process_time() - start
    if response.status_code != 200:
        raise AssertionError(f"the dashboard answered {response.status_code}")
    return spent


def queries_of(client: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        look(client)
    return len(queries)


def main(arguments: list[str]) -> int:
    few, many = map(int, arguments)
    sys.stdout.write(json.dumps(measure(few, many)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
