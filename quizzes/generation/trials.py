"""Trials: what a line would really unlock, found by writing it into the lesson and building again.

The whole course is read with the line in it; of its questions those of the lessons concerned are built.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from quizzes.generation.bank import build_bank
from quizzes.generation.base import FactBase, build_base
from quizzes.generation.coverage import Row
from quizzes.generation.facts import Fact
from quizzes.generation.remedies import Remedy, remedy_for
from quizzes.generation.survey import Survey

TRIALS = 12  # lines that are really tried, the most promising


@dataclass(frozen=True, slots=True)
class Promise:
    """What a line would do.

    Attributes:
        rows: the facts asked in too few ways for which it is the best line.
        unlocks: questions that it makes possible.
        counted: they were really built; otherwise the number is an estimate.
    """

    remedy: Remedy
    rows: tuple[Row, ...]
    unlocks: int
    counted: bool


def best_lines(course: Survey, *, trials: int = TRIALS) -> list[Promise]:
    """Return one line for each gap of the coverage, those that unlock most questions first.

    A line that was tried and unlocks nothing is left out.

    Args:
        trials: how many of the most promising lines are tried; each takes about a tenth of a second.
    """
    rows: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    lines: dict[tuple[str, int, str], Remedy] = {}
    for row in course.coverage.unmet:
        if remedy := remedy_for(row, course):
            place = (remedy.lesson, remedy.line, remedy.text)
            lines.setdefault(place, remedy)
            rows[place].append(row)
    ordered = sorted(lines, key=lambda place: _promise(lines[place], rows[place], course))
    tried = {place for place in ordered[:trials] if lines[place].exact}
    found = [
        Promise(
            lines[place],
            tuple(rows[place]),
            unlocked(lines[place], course) if place in tried else lines[place].expected,
            place in tried,
        )
        for place in ordered
    ]
    useful = [one for one in found if one.unlocks or not one.counted]
    return sorted(useful, key=lambda one: (-one.unlocks, not one.counted))


def _promise(remedy: Remedy, rows: list[Row], course: Survey) -> tuple[object, ...]:
    """Return what orders lines: what can be pasted, what promises most, the least asked facts first."""
    least = min((row.fact.importance, len(row.ways)) for row in rows)
    return (not remedy.exact, -remedy.expected, least, course.position(remedy.lesson), remedy.line)


def unlocked(remedy: Remedy, course: Survey) -> int:
    """Return how many questions more the lessons concerned would have with the line in one of them."""
    after = _with_line(remedy, course.base)
    known = {_mark(fact) for fact in course.base.facts}
    fresh = [fact for fact in after.facts if _mark(fact) not in known]
    if not fresh:
        return 0
    asked = {item.key for item in course.bank.items}
    made = build_bank(after, lessons=_concerned(fresh, after)).items
    return sum(item.key not in asked for item in made)


def _with_line(remedy: Remedy, base: FactBase) -> FactBase:
    changed = replace(base.lessons[remedy.lesson], body=remedy.applied(base.lessons[remedy.lesson]))
    return build_base(
        [changed if slug == remedy.lesson else lesson for slug, lesson in base.lessons.items()],
        **base.words,
        denials=base.denials,
        keys={fact.fingerprint: fact.key for fact in base.facts},
        before=base,
    )


def _mark(fact: Fact) -> tuple[object, ...]:
    """Return all of a fact that a question hangs on; where it stands is left out."""
    return (fact.identity, fact.slot, fact.as_of, fact.closed, fact.scored, fact.kind)


def _concerned(fresh: list[Fact], base: FactBase) -> set[str]:
    """Return the lessons of what a line says anew, and of what it denies of others."""
    said = [fact for fact in fresh if fact.polarity]
    denied = [
        other
        for fact in fresh
        for other in base.by_predicate[fact.predicate]
        if other.polarity and not said
    ]
    return {fact.passage.lesson for fact in (*(said or fresh), *denied)}
