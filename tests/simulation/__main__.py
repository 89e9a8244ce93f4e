"""`python -m tests.simulation`: all runs, as a table; the exit code is 1 when a bar is missed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

import django


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./notewright simulate", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small numbers, in a minute")
    quick = parser.parse_args(arguments).quick
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    missed = 0
    for figure in figures(quick=quick):
        sys.stdout.write(f"{figure}\n")
        sys.stdout.flush()
        missed += figure.is_missed
    return 1 if missed else 0


def figures(*, quick: bool) -> Iterator[object]:
    from tests.simulation import runs

    yield from runs.pure(quick=quick)
    with runs.database():
        yield from runs.with_database(quick=quick)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
