"""A look at what lessons yield, for authors: of one lesson while it is edited, or of whole files.

`python -m quizzes.generation.preview FILE…` takes course fixtures (YAML) or lessons (Markdown) and
prints the questions and the lines that cannot be asked.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from quizzes.generation.bank import Bank, asked_by, build_bank
from quizzes.generation.base import Denial, FactBase, build_base, course_words
from quizzes.generation.coverage import cover
from quizzes.generation.doubles import without_doubles
from quizzes.generation.facts import Fact, LessonSource, Problem, claims_of
from quizzes.generation.items import Item

FIXTURES = frozenset({".yaml", ".yml"})


def lessons_of(rows: list[dict[str, Any]], offset: int = 0) -> list[LessonSource]:
    """Return the lessons among fixture rows, in their order."""
    fields = [row["fields"] for row in rows if row["model"] == "courses.lesson"]
    return [
        LessonSource(
            slug=lesson["slug"],
            body=lesson["body"],
            title=lesson["title"],
            position=offset + number,
            claims=claims_of(lesson.get("carries", {})),
            prerequisites=tuple(slug for _, slug in lesson.get("prerequisites", [])),
        )
        for number, lesson in enumerate(fields, start=1)
    ]


def denials_of(rows: list[dict[str, Any]]) -> list[Denial]:
    """Return the denials among fixture rows, one for each subject."""
    fields = [row["fields"] for row in rows if row["model"] == "courses.denial"]
    return [Denial.of(subject, row["statement"]) for row in fields for subject in row["subjects"]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a lesson would yield: its facts, its questions, the lines that cannot be asked."""

    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def preview_lesson(base: FactBase, slug: str, body: str) -> Preview:
    """Return what a lesson of the course would yield with another body. Nothing else is made anew.

    Whether another lesson has the same question is not looked at.

    Args:
        base: of the course as it stands.
        slug: of a lesson of the base.

    Raises:
        KeyError: the course has no such lesson.
        LessonTooLong: the body is over the reader's limit.
    """
    lessons = {**base.lessons, slug: replace(base.lessons[slug], body=body)}
    edited = build_base(
        lessons.values(),
        denials=base.denials,
        keys={fact.fingerprint: fact.key for fact in base.facts},
        before=base,
        **base.words,
    )
    return Preview(
        facts=tuple(edited.by_lesson.get(slug, ())),
        items=build_bank(edited, lessons={slug}).items,
        problems=tuple(problem for problem in edited.problems if problem.lesson == slug),
    )


@dataclass(frozen=True, slots=True)
class Foretold:
    """What would become of the questions that one lesson makes.

    Attributes:
        now: those in the bank today, by key, worded as this lesson alone would have them.
        bank: those that would be there, and the gaps.
    """

    now: Mapping[str, Item]
    bank: Bank


def foretell(base: FactBase, slug: str, *, before: FactBase | None, live: Set[str]) -> Foretold:
    """Return what a sync would keep of one lesson's questions, as far as that lesson can tell.

    What the lesson makes today and is yet not in the bank stays out: another lesson asks the same,
    or an instructor rejected it. So does what another lesson makes too. Whether another lesson asks
    what is new in other words is not looked at.

    Args:
        base: of the course with the edited lesson.
        before: of the course as it stands, if it has the lesson.
        live: keys of the questions in the bank.
    """
    asked, gaps = asked_by(base, slug)
    known = asked_by(before, slug)[0] if before else []
    elsewhere = {one.item.key for one in known} ^ live
    now = without_doubles(one for one in known if one.item.key not in elsewhere)
    then = without_doubles(one for one in asked if one.item.key not in elsewhere)
    items = sorted(then, key=lambda item: item.key)
    return Foretold({item.key: item for item in now}, Bank(tuple(items), tuple(gaps)))


def fixture_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a fixture file.

    Raises:
        OSError: the file cannot be read.
        yaml.YAMLError: it is not YAML.
    """
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


def base_of(
    paths: Iterable[Path], read: Callable[[Path], list[dict[str, Any]]] = fixture_rows
) -> FactBase:
    """Return the fact base of course files, in the order given: fixtures, or Markdown lessons.

    Args:
        read: reads a fixture; what it raises is raised.

    Raises:
        OSError: a Markdown file cannot be read.
        KeyError: a row lacks a field that every lesson has.
    """
    lessons: list[LessonSource] = []
    rows: list[dict[str, Any]] = []
    for path in paths:
        if path.suffix.lower() in FIXTURES:
            found = read(path)
            lessons += lessons_of(found, len(lessons))
            rows += found
        else:
            lessons.append(_lesson_of(path, len(lessons) + 1))
    courses = [row["fields"] for row in rows if row["model"] == "courses.course"]
    return build_base(
        lessons,
        denials=denials_of(rows),
        **course_words(lambda name: [one for course in courses for one in course.get(name, [])]),
    )


def _lesson_of(path: Path, position: int) -> LessonSource:
    """Return a Markdown file as a lesson, called by its file name."""
    body = path.read_text(encoding="utf-8")
    return LessonSource(slug=path.stem, body=body, title=path.stem, position=position)


def main(arguments: list[str]) -> int:
    base = base_of(map(Path, arguments))
    sys.stdout.write("\n".join(report(base, build_bank(base))) + "\n")
    return 0


def report(base: FactBase, bank: Bank) -> list[str]:
    lines = [f"! {p.lesson}, line {p.line}: {p.text} {p.cure}" for p in base.problems]
    for item in bank.items:
        lines += [
            "",
            f"[{item.lesson} · {item.model} {item.direction} · {item.level}] {item.stem.text}",
        ]
        for option in item.options:
            mark = "*" if option.correct else " "
            premise = f"{option.premise} = " if option.premise else ""
            lines.append(f"  {mark} {premise}{option.text}   [{option.proof}] {option.explanation}")
    counts = Counter(item.lesson for item in bank.items)
    lines += ["", *(f"{slug}: {counts[slug]} questions" for slug in base.lessons)]
    for row in cover(base, bank).unasked:
        lines.append(f"  not asked: {row.fact.statement} ({', '.join(row.reasons)})")
    lines.append(f"{len(bank.items)} questions from {len(base.facts)} facts.")
    return lines


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
