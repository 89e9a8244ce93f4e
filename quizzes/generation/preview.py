"""A look at what lessons yield, for authors: of one lesson while it is edited, or of whole files.

`python -m quizzes.generation.preview FILE…` takes course fixtures (YAML) and prints the questions
and the lines that cannot be asked.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from quizzes.generation.bank import Bank, build_bank
from quizzes.generation.base import Denial, FactBase, build_base
from quizzes.generation.facts import Fact, LessonSource, Problem, claims_of
from quizzes.generation.items import Item


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
        stop_words=base.stop_words,
        settings=base.settings,
        denials=base.denials,
        keys={fact.fingerprint: fact.key for fact in base.facts},
        before=base,
    )
    return Preview(
        facts=tuple(edited.by_lesson.get(slug, ())),
        items=build_bank(edited, lessons={slug}).items,
        problems=tuple(problem for problem in edited.problems if problem.lesson == slug),
    )


def main(arguments: list[str]) -> int:
    lessons: list[LessonSource] = []
    stop_words: list[str] = []
    settings: list[str] = []
    denials: list[Denial] = []
    for argument in arguments:
        rows = yaml.safe_load(Path(argument).read_text(encoding="utf-8"))
        lessons += lessons_of(rows, len(lessons))
        denials += denials_of(rows)
        for row in rows:
            if row["model"] == "courses.course":
                stop_words += row["fields"].get("stop_words", [])
                settings += row["fields"].get("settings", [])
    base = build_base(lessons, stop_words=stop_words, settings=settings, denials=denials)
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
            lines.append(f"  {mark} {option.text}   [{option.proof}] {option.explanation}")
    counts = Counter(item.lesson for item in bank.items)
    lines += ["", *(f"{slug}: {counts[slug]} questions" for slug in base.lessons)]
    by_key = {fact.key: fact for fact in base.facts}
    for key, gaps in bank.unasked(base).items():
        fact = by_key[key]
        reasons = ", ".join(sorted({gap.reason for gap in gaps})) or "NO_MODEL"
        lines.append(f"  not asked: {fact.statement} ({reasons})")
    lines.append(f"{len(bank.items)} questions from {len(base.facts)} facts.")
    return lines


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
