"""The shipped course as the generator sees it, read and built once for all tests."""

from functools import cache
from pathlib import Path

import yaml

from quizzes.generation.bank import build_bank
from quizzes.generation.base import COURSE_WORDS, build_base
from quizzes.generation.preview import denials_of, lessons_of

SHIPPED = Path(__file__).parent.parent / "fixtures" / "aws-security"


@cache
def shipped_rows():
    files = sorted(SHIPPED.glob("*.yaml"))
    return [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]


@cache
def shipped_words():
    """Return what the shipped course tells the generator beside its lessons, as `build_base` takes it."""
    (course,) = [row["fields"] for row in shipped_rows() if row["model"] == "courses.course"]
    words = {name: course.get(name, []) for name in COURSE_WORDS}
    return words | {"denials": denials_of(shipped_rows())}


@cache
def shipped_base():
    return build_base(lessons_of(shipped_rows()), **shipped_words())


@cache
def shipped_bank():
    return build_bank(shipped_base())
