"""The shipped course as the generator sees it, read and built once for all tests."""

from functools import cache
from pathlib import Path

import yaml

from quizzes.generation.bank import build_bank
from quizzes.generation.base import build_base, course_words
from quizzes.generation.guessing import Guessable
from quizzes.generation.items import CHOICE_KINDS
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
    words = course_words(lambda name: course.get(name, []))
    return words | {"denials": denials_of(shipped_rows())}


@cache
def shipped_base():
    return build_base(lessons_of(shipped_rows()), **shipped_words())


@cache
def shipped_bank():
    return build_bank(shipped_base())


@cache
def shipped_guessables():
    """Return the questions with options to choose from as a guesser sees them."""
    return [guessable(item) for item in shipped_bank().items if item.kind in CHOICE_KINDS]


def guessable(item):
    return Guessable(
        stem=item.stem.text,
        options=tuple(option.text for option in item.options),
        keys=frozenset(place for place, option in enumerate(item.options) if option.correct),
        facts=tuple(fact.key for fact in item.asked),
    )
