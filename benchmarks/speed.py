"""Speed: the shipped course from nothing, one lesson after an edit, and courses of many times the size."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import fmean, median

from benchmarks.course import Course, enlarged, read, shipped, written
from benchmarks.work import UNIT_SECONDS, Figure, in_own_process, peak_megabytes, unit_of_work
from quizzes.generation.bank import Memory, build_bank
from quizzes.generation.base import build_base
from quizzes.generation.facts import LessonSource
from quizzes.generation.preview import preview_lesson

WHOLE, LESSON = 5.0, 0.3  # seconds
SIZES, FEW_SIZES = (1, 2, 5, 10, 50), (1, 2, 4)
EXPONENT, FEW_EXPONENT = 1.05, 1.4  # of n log n; a short run tells less


@dataclass(frozen=True, slots=True)
class Growth:
    """What a course of some size took: processor seconds and megabytes above those of an empty one."""

    times: int
    facts: int
    questions: int
    seconds: float
    megabytes: float


def figures(*, quick: bool = False) -> list[Figure]:
    """Return what was measured, with its bars.

    Args:
        quick: small sizes and generous bars, for the tests.
    """
    course, ease = shipped(), 3.0 if quick else 1.0
    units = [unit_of_work() for _ in range(5)]
    whole = min(_from_nothing() for _ in range(1 if quick else 3))
    lessons = edits(course)
    units += [unit_of_work() for _ in range(5)]
    unit, longest = median(units), max(lessons, key=lambda pair: pair[1])
    found = [
        _timed("the shipped course from nothing", whole, WHOLE * ease, unit),
        _timed(f"one lesson after an edit ({longest[0]})", longest[1], LESSON * ease, unit),
    ]
    grown = growth(course, FEW_SIZES if quick else SIZES)
    bar = FEW_EXPONENT if quick else EXPONENT
    for name in ("seconds", "megabytes"):
        exponent = exponent_of([(one.facts, getattr(one, name)) for one in grown])
        steps = ", ".join(f"{one.times}x: {getattr(one, name):.1f}" for one in grown)
        found.append(Figure(f"growth of {name}", exponent, bar, "of n log n", steps))
    return found


def _timed(name: str, seconds: float, bar: float, unit: float) -> Figure:
    note = f"{seconds:.3f} s, where a unit took {unit:.3f} s"
    return Figure(name, seconds / unit, bar / UNIT_SECONDS, "units", note)


def _from_nothing() -> float:
    """Return the processor seconds of a new Python that reads the files and prints the bank."""
    return in_own_process("benchmarks.speed", "whole")[1]


def edits(course: Course) -> list[tuple[str, float]]:
    """Return for each lesson the processor seconds to read, prove and gate all of it after an edit.

    Nothing made of the lesson before is used again; the other lessons are not read again.
    """
    base = course.base()
    build_bank(base, memory=Memory())
    found = []
    for lesson in course.lessons:
        body = _edited(lesson)
        start = time.process_time()
        preview_lesson(base, lesson.slug, body)
        found.append((lesson.slug, time.process_time() - start))
    return found


def _edited(lesson: LessonSource) -> str:
    """Return the body with a word more in the bullet that stands in the middle."""
    lines = lesson.body.split("\n")
    bullets = [place for place, line in enumerate(lines) if line.startswith("- **")]
    place = bullets[len(bullets) // 2]
    lines[place] = f"{lines[place].rstrip('.')} anew"
    return "\n".join(lines)


def growth(course: Course, sizes: tuple[int, ...]) -> list[Growth]:
    """Return what courses of several sizes take, each built from nothing in a process of its own."""
    return [_grown(course, times) for times in sizes]


def _grown(course: Course, times: int) -> Growth:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(written(enlarged(course, times)))
        file.flush()
        found, _ = in_own_process("benchmarks.speed", "build", file.name)
    return Growth(times, **found)


def exponent_of(sizes: list[tuple[int, float]]) -> float:
    """Return the slope of log value over log (n log n), by least squares: 1 is as fast as n log n."""
    points = [(log(n * log(n)), log(value)) for n, value in sizes]
    middle_x, middle_y = (fmean(values) for values in zip(*points, strict=True))
    rise = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return rise / sum((x - middle_x) ** 2 for x, _ in points)


# In a process of its own


def _build(course: Course) -> dict[str, float]:
    build_bank(
        build_base([LessonSource("a", "## Key\n\n- **Purpose:** open doors\n")])
    )  # loads all
    empty, start = peak_megabytes(), time.process_time()
    base = course.base()
    bank = build_bank(base)
    return {
        "facts": len(base.facts),
        "questions": len(bank.items),
        "seconds": time.process_time() - start,
        "megabytes": peak_megabytes() - empty,
    }


def main(arguments: list[str]) -> int:
    task, *files = arguments
    course = read(Path(files[0]).read_text(encoding="utf-8")) if task == "build" else shipped()
    sys.stdout.write(json.dumps(_build(course)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
