"""Work: a fixed piece of it, the yardstick of all figures, and what a Python of its own needs for a task.

Seconds tell more of a machine and of its other guests than of the code. So every time is also given
in units: how many times as long it took as the fixed piece of work in the same run.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

ROOT = Path(__file__).parent.parent
UNIT_SECONDS = 0.042  # the fixed piece of work on the machine that the bars in seconds are for
ROUNDS = 12_000
KILOBYTES = 1 if sys.platform != "darwin" else 1024  # ru_maxrss is in bytes there


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        value, bar: in `unit`; the bar is missed when the value is above it.
        note: what a reader may want to know besides, such as the seconds.
    """

    name: str
    value: float
    bar: float
    unit: str
    note: str = ""

    @property
    def is_missed(self) -> bool:
        return self.value > self.bar

    def __str__(self) -> str:
        verdict = "MISSED" if self.is_missed else "ok"
        said = f"{self.value:.2f} {self.unit}, at most {self.bar:.2f}"
        return f"{verdict:<7} {self.name:<44} {said:<34} {self.note}".rstrip()


def processor_seconds(task: Callable[[], object]) -> float:
    """Return the processor seconds of a task in this process."""
    start = time.process_time()
    task()
    return time.process_time() - start


def unit_of_work() -> float:
    """Return the processor seconds of the fixed piece of work: hashing, comparing, counting words."""

    def work() -> None:
        words: dict[str, int] = {}
        text = "a lock is worth no more than the care taken of its key"
        for number in range(ROUNDS):
            mark = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
            token_set_ratio(text, f"{mark[:8]} key care {mark[8:12]}")
            for word in f"{mark} {text}".split():
                words[word] = words.get(word, 0) + len(word)

    return processor_seconds(work)


def in_own_process(module: str, *arguments: str) -> tuple[dict[str, Any], float]:
    """Run `python -m module` and return the JSON it prints, and its processor seconds in all."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 - this Python and a module of ours
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), spent


def peak_megabytes() -> float:
    """Return the most memory that this process had so far.

    Linux counts in `ru_maxrss` what the parent had when it started this one, in `VmHWM` it does not.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES / 1024
