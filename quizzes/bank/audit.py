"""The audit: the stored bank counted, and every question checked again against its lessons."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from courses.models import Course
from quizzes.bank.lessons import published_lessons, read_base
from quizzes.bank.question_rows import options_of
from quizzes.generation.balance import balance
from quizzes.generation.bank import Bank, build_bank
from quizzes.generation.base import FactBase
from quizzes.generation.coverage import Row
from quizzes.generation.gates import gate
from quizzes.generation.guessing import Guessable
from quizzes.generation.items import CHOICE_KINDS, Item
from quizzes.generation.remedies import remedy_for
from quizzes.generation.solvers import judge
from quizzes.generation.survey import Survey, survey
from quizzes.models import Question, Version


def audit(course: Course, *, seed: int = 0) -> dict[str, Any]:
    """Return counts, coverage and failures of the stored bank of a course.

    Every live generated question is derived anew from the lessons and compared with what is
    stored; the derived item passes the gate again. What cannot be derived, differs or fails is
    listed under "failures". The bank as a whole is judged by solvers that know nothing ("solvers")
    and by its balance ("balance").
    """
    base = read_base(course, list(published_lessons(course)))
    bank = build_bank(base, seed=seed)
    stored = {
        question.key: question
        for question in Question.objects.servable().of(course).select_related("lesson", "current")
    }
    return {
        "course": course.slug,
        "questions": len(stored),
        "counts": _counts(list(stored.values())),
        "coverage": _coverage(base, bank),
        "problems": [
            {"lesson": p.lesson, "line": p.line, "text": p.text, "cure": p.cure}
            for p in base.problems
        ],
        **_whole_bank([question for _, question in sorted(stored.items())]),
        "failures": _failures(base, bank, stored),
    }


def _guessable(version: Version) -> Guessable:
    """Return a stored question with options to choose from as a guesser sees it."""
    return Guessable(
        stem=version.stem,
        options=tuple(option["text"] for option in version.options),
        keys=frozenset(version.key_positions),
        facts=tuple(version.fact_keys),
    )


def _whole_bank(questions: list[Question]) -> dict[str, Any]:
    """Return what solvers that know nothing find in the stored bank, and whether it is in balance."""
    bank = [
        _guessable(question.current)
        for question in questions
        if question.current and question.kind in CHOICE_KINDS and question.current.key_positions
    ]
    judgement = judge(bank)
    return {
        "guessing": {"rule": judgement.rule, "questions": judgement.questions},
        "solvers": [asdict(finding) for finding in judgement.findings],
        "balance": [asdict(statistic) for statistic in balance(bank)],
    }


def _counts(questions: list[Question]) -> dict[str, dict[str, int]]:
    return {
        "lesson": _tally(question.lesson.slug for question in questions),
        "kind": _tally(question.kind for question in questions),
        "level": _tally(question.level for question in questions),
        "model": _tally(question.model for question in questions),
    }


def _tally(words: Any) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _coverage(base: FactBase, bank: Bank) -> dict[str, Any]:
    """Return how the facts of each importance are asked, the matrix behind it, and each gap's line."""
    course = survey(base, bank)
    return {
        "importance": {
            importance: {
                "facts": share.facts,
                "asked": share.asked,
                "met": share.met,
                "share": round(share.share, 3),
                "bar": share.bar,
            }
            for importance, share in course.coverage.shares.items()
        },
        "matrix": [
            {
                "fact": row.fact.key,
                "importance": row.fact.importance,
                "ways": [" ".join(way) for way in row.ways],
                "met": row.is_met,
            }
            for row in course.coverage.rows
        ],
        "gaps": [_gap(row, course) for row in course.coverage.unmet],
    }


def _gap(row: Row, course: Survey) -> dict[str, Any]:
    fact = row.fact
    return {
        "fact": fact.key,
        "sentence": fact.statement,
        "lesson": fact.passage.lesson,
        "line": fact.passage.line,
        "importance": fact.importance,
        "asked": len(row.ways),
        "missing": row.missing,
        "reasons": list(row.reasons),
        "write": str(remedy_for(row, course)),
    }


def _failures(base: FactBase, bank: Bank, stored: dict[str, Question]) -> list[dict[str, Any]]:
    items = {item.key: item for item in bank.items}
    failures = []
    for key, question in sorted(stored.items()):
        item = items.get(key)
        if item is None:
            failures.append(_failure(question, 1, "The lessons no longer prove this question."))
        elif question.current is None or not _same(question, item):
            failures.append(
                _failure(question, 1, "The stored wording is not what the lessons give.")
            )
        else:
            failures += [_failure(question, f.row, f.text) for f in gate(item, base)]
    return failures


def _same(question: Question, item: Item) -> bool:
    version = question.current
    return version is not None and (version.stem, version.options) == (
        item.stem.text,
        options_of(item),
    )


def _failure(question: Question, row: int, text: str) -> dict[str, Any]:
    stem = question.current.stem if question.current else ""
    return {"id": question.key, "row": row, "text": text, "stem": stem}
