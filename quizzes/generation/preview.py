"""A look at what lessons yield, for authors: `python -m quizzes.generation.preview FILE…`.

Files are course fixtures (YAML); the facts, the questions and the lines that cannot be asked are printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from quizzes.generation.bank import Bank, build_bank
from quizzes.generation.base import COURSE_WORDS, Denial, FactBase, build_base
from quizzes.generation.facts import LessonSource, claims_of


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


def main(arguments: list[str]) -> int:
    lessons: list[LessonSource] = []
    words: dict[str, list[Any]] = {name: [] for name in COURSE_WORDS}
    denials: list[Denial] = []
    for argument in arguments:
        rows = yaml.safe_load(Path(argument).read_text(encoding="utf-8"))
        lessons += lessons_of(rows, len(lessons))
        denials += denials_of(rows)
        for row in rows:
            if row["model"] == "courses.course":
                for name, said in words.items():
                    said += row["fields"].get(name, [])
    base = build_base(lessons, denials=denials, keys=None, **words)
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
    for key, gaps in bank.unasked(base).items():
        fact = next(f for f in base.facts if f.key == key)
        reasons = ", ".join(sorted({gap.reason for gap in gaps})) or "NO_MODEL"
        lines.append(f"  not asked: {fact.statement} ({reasons})")
    lines.append(f"{len(bank.items)} questions from {len(base.facts)} facts.")
    return lines


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
