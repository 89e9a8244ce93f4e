"""Facts in the database: found again after an edit, kept in step, with what they said before.

A fact's version counts what it has meant: other words for the same keep it, another matter gets the
next number, and what it meant before gets the number of then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from courses.models import Course, Lesson
from quizzes.generation.base import FactBase
from quizzes.generation.changes import Change, Saying, change_between
from quizzes.generation.facts import Fact as FactValue
from quizzes.generation.linking import StoredFact
from quizzes.models import Fact, FactChange

FACT_FIELDS = (
    "lesson",
    "fingerprint",
    "position",
    "section",
    "subject",
    "slot",
    "says",
    "statement",
    "polarity",
    "passage",
    "importance",
    "closure",
    "scored",
    "volatile_as_of",
    "references",
    "status",
    "version",
)


@dataclass(slots=True)
class FactReport:
    """What a sync did to the facts: how many changes of each class, how many new and retired."""

    new: int = 0
    retired: int = 0
    cosmetic: int = 0
    wording: int = 0
    substantive: int = 0

    def count(self, change: Change) -> None:
        setattr(self, change.value, getattr(self, change.value) + 1)


@dataclass(slots=True)
class _Writing:
    """What is to be written once all facts are looked at."""

    fresh: list[Fact] = field(default_factory=list)
    changed: list[Fact] = field(default_factory=list)
    history: list[FactChange] = field(default_factory=list)
    report: FactReport = field(default_factory=FactReport)


def stored_facts(course: Course) -> list[StoredFact]:
    """Return all facts of a course, retired ones too, with every fingerprint that they had."""
    before: defaultdict[int, list[str]] = defaultdict(list)
    changes = FactChange.objects.filter(fact__course=course).order_by("fact", "-number")
    for fact_id, fingerprint in changes.values_list("fact_id", "fingerprint"):
        before[fact_id].append(fingerprint)
    return [
        StoredFact(
            key=fact.key,
            fingerprint=fact.fingerprint,
            subject=fact.subject,
            slot=fact.slot,
            says=fact.says,
            section=fact.section,
            polarity=fact.polarity,
            statement=fact.statement,
            live=fact.status != Fact.Status.RETIRED,
            before=tuple(before[fact.pk]),
        )
        for fact in course.facts.all()
    ]


def save_facts(
    course: Course, lessons: Mapping[str, Lesson], base: FactBase
) -> tuple[dict[str, Fact], FactReport]:
    """Write the facts of the base and retire the others; return all live rows by key."""
    rows = {row.key: row for row in course.facts.all()}
    changes = _changes_of(course, rows, base)
    writing = _Writing()
    for position, fact in enumerate(base.facts, start=1):
        wanted = _values(fact, lessons[fact.passage.lesson], position)
        row = rows.get(fact.key)
        if row is None:
            rows[fact.key] = row = Fact(course=course, key=fact.key, **wanted)
            writing.fresh.append(row)
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            _note_change(row, fact, changes[row.pk], writing)
            for name, value in wanted.items():
                setattr(row, name, value)
            writing.changed.append(row)
    live = {fact.key for fact in base.facts}
    gone = [r for key, r in rows.items() if key not in live and r.status != Fact.Status.RETIRED]
    for row in gone:
        row.status = Fact.Status.RETIRED
    _write(writing, gone)
    return {key: row for key, row in rows.items() if key in live}, writing.report


def _changes_of(
    course: Course, rows: Mapping[str, Fact], base: FactBase
) -> defaultdict[int, list[FactChange]]:
    """Return the histories of the facts, the earliest change first, if any fact is changed now."""
    found: defaultdict[int, list[FactChange]] = defaultdict(list)
    if any(f.key in rows and _saying(f) != _saying(rows[f.key]) for f in base.facts):
        for change in FactChange.objects.filter(fact__course=course).order_by("fact", "number"):
            found[change.fact_id].append(change)
    return found


def _saying(said: Fact | FactChange | FactValue) -> Saying:
    return Saying(said.subject, said.says, said.polarity)


def _note_change(
    row: Fact, fact: FactValue, before: Sequence[FactChange], writing: _Writing
) -> None:
    """Class the change of a fact, move its version on, and keep what it said."""
    if _saying(row) == _saying(fact) or not row.says:
        return
    change = change_between(_saying(row), _saying(fact))
    version = _version_after(row, fact, before)
    if version != row.version:
        change = Change.SUBSTANTIVE
    writing.report.count(change)
    writing.history.append(
        FactChange(
            fact=row,
            number=before[-1].number + 1 if before else 1,
            kind=change.value,
            version=row.version,
            fingerprint=row.fingerprint,
            subject=row.subject,
            says=row.says,
            statement=row.statement,
            polarity=row.polarity,
        )
    )
    row.version = version


def _version_after(row: Fact, fact: FactValue, before: Sequence[FactChange]) -> int:
    """Return the version of what the fact says now.

    The change is measured from what its version said first, so that many small steps do not lead
    to another matter unnoticed.
    """
    for change in before:
        if change.fingerprint == fact.fingerprint:
            return change.version
    first = next((change for change in before if change.version == row.version), row)
    if change_between(_saying(first), _saying(fact)) is Change.SUBSTANTIVE:
        return max([row.version, *(change.version for change in before)]) + 1
    return row.version


def _write(writing: _Writing, gone: list[Fact]) -> None:
    writing.report.new, writing.report.retired = len(writing.fresh), len(gone)
    Fact.objects.bulk_create(writing.fresh)
    Fact.objects.bulk_update(writing.changed + gone, FACT_FIELDS, batch_size=500)
    FactChange.objects.bulk_create(writing.history)


def _values(fact: FactValue, lesson: Lesson, position: int) -> dict[str, Any]:
    return {
        "lesson": lesson,
        "fingerprint": fact.fingerprint,
        "position": position,
        "section": fact.passage.section,
        "subject": fact.subject,
        "slot": fact.slot,
        "says": fact.says,
        "statement": fact.statement,
        "polarity": fact.polarity,
        "passage": fact.passage.text,
        "importance": fact.importance,
        "closure": bool(fact.closed),
        "scored": fact.scored,
        "volatile_as_of": fact.as_of,
        "references": list(fact.references),
        "status": Fact.Status.APPROVED,
    }
