"""`python -m benchmarks`: all measurements, as a table; the exit code is 1 when a bar is missed."""

from __future__ import annotations

import argparse
import sys

from benchmarks import dashboard, reading, speed


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./notewright bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes and generous bars")
    quick = parser.parse_args(arguments).quick
    missed = 0
    for figures in (reading.figures, speed.figures, dashboard.figures):
        for figure in figures(quick=quick):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
            missed += figure.is_missed
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
