"""The bridge between rows and the generator's values: lessons in, facts and questions kept in step.

The only module that knows both sides. What a lesson no longer says is retired, never deleted, since
attempts point at it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.models import Course, Lesson
from quizzes import generation
from quizzes.generation.bank import GENERATOR_VERSION, Bank, build_bank
from quizzes.generation.base import COURSE_WORDS, Denial, FactBase, build_base
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact as FactValue
from quizzes.generation.facts import LessonSource, Problem, claims_of
from quizzes.generation.items import TYPED_KINDS, Item, Kind, Option
from quizzes.generation.linking import StoredFact, link
from quizzes.generation.words import normal
from quizzes.models import Fact, Question, Version

FACT_FIELDS = (
    "lesson",
    "fingerprint",
    "position",
    "section",
    "subject",
    "slot",
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
class SyncReport:
    """What a sync changed, in numbers, and the lines that cannot be asked."""

    new: int = 0
    reworded: int = 0
    kept: int = 0
    retired: int = 0
    problems: tuple[Problem, ...] = ()
    silent_lessons: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.reworded} reworded, {self.kept} kept, "
            f"{self.retired} retired questions"
        )


@transaction.atomic
def sync_course(course: Course, *, seed: int = 0, lazy: bool = False) -> SyncReport:
    """Read the published lessons of a course anew and bring its facts and questions in step.

    Twice in a row the second changes nothing. Everything happens or nothing does.

    Args:
        lazy: do nothing where neither the lessons nor the generator changed since the last time.
    """
    locked = Course.objects.select_for_update().get(pk=course.pk)
    lessons = {lesson.slug: lesson for lesson in published_lessons(course)}
    state = _state_of(locked, tuple(lessons.values()), seed)
    if lazy and state == locked.bank_state:
        return SyncReport(kept=Question.objects.servable().of(course).count())
    report = _sync(locked, lessons, seed)
    Course.objects.filter(pk=course.pk).update(bank_state=state)
    return report


def _state_of(course: Course, lessons: Sequence[Lesson], seed: int) -> str:
    """Return a digest of all that the bank depends on, the generator's own files included."""
    sources = [repr(source_of(lesson, place)) for place, lesson in enumerate(lessons)]
    denials = course.denials.order_by("statement").values_list("statement", "subjects")
    words = (*(getattr(course, name) for name in COURSE_WORDS), list(denials))
    return digest(seed, generator_digest(), words, *sources, length=24)


@cache
def generator_digest() -> str:
    """Return a digest of the generator's code and data files."""
    folder = Path(generation.__file__).parent
    files = sorted(file for file in folder.rglob("*") if file.suffix in {".py", ".yaml"})
    return digest(*(file.read_text(encoding="utf-8") for file in files), length=24)


def _sync(course: Course, lessons: dict[str, Lesson], seed: int) -> SyncReport:
    base = read_base(course, tuple(lessons.values()))
    bank = build_bank(base, seed=seed)
    facts = _save_facts(course, lessons, base)
    report = _save_questions(course, lessons, facts, bank)
    report.problems = base.problems + tuple(_idle_denials(course, base))
    asked = {item.lesson for item in bank.items}
    report.silent_lessons = [slug for slug in lessons if slug not in asked]
    return report


def _idle_denials(course: Course, base: FactBase) -> Iterator[Problem]:
    """Yield a problem for each denial whose sentence no lesson says any more."""
    said = {normal(fact.statement) for fact in base.facts}
    for denial in course.denials.order_by("statement"):
        if normal(denial.statement) not in said:
            yield Problem(
                "denials",
                0,
                f"No lesson says “{denial.statement}”.",
                "Copy the sentence of the fact, or delete the denial.",
            )


def published_lessons(course: Course) -> Iterable[Lesson]:
    """Return the lessons that the bank is made from, in the order of the course."""
    lessons = Lesson.objects.filter(module__course=course, published=True).in_order()
    return lessons.select_related("module").prefetch_related("prerequisites")


def read_base(course: Course, lessons: Sequence[Lesson]) -> FactBase:
    """Return the fact base of the lessons, with the keys that the bank already knows."""
    sources = [source_of(lesson, place) for place, lesson in enumerate(lessons, start=1)]
    stored = [_stored(fact) for fact in course.facts.select_related("lesson")]
    keys = {fact.fingerprint: fact.key for fact in stored}
    denials = [
        Denial.of(subject, row.statement)
        for row in course.denials.all()
        for subject in row.subjects
    ]

    def build() -> FactBase:
        return build_base(
            sources,
            denials=denials,
            keys=keys,
            **{name: getattr(course, name) for name in COURSE_WORDS},
        )

    base = build()
    known = set(keys.values())
    linked = link(
        [fact for fact in base.facts if fact.key not in known],
        [fact for fact in stored if fact.key not in base.keys],
    )
    if linked:
        keys = {print_: key for print_, key in keys.items() if key not in linked.values()} | linked
        base = build()
    return base


def source_of(lesson: Lesson, position: int) -> LessonSource:
    """Return a lesson as the generator sees it; `position` is its place in the course, from 1."""
    return LessonSource(
        slug=lesson.slug,
        body=lesson.body,
        title=lesson.title,
        position=position,
        claims=claims_of(lesson.carries),
        prerequisites=tuple(other.slug for other in lesson.prerequisites.all()),
    )


def _stored(fact: Fact) -> StoredFact:
    return StoredFact(
        key=fact.key,
        fingerprint=fact.fingerprint,
        subject=fact.subject,
        slot=fact.slot,
        statement=fact.statement,
        section=fact.section,
        polarity=fact.polarity,
    )


def _save_facts(course: Course, lessons: dict[str, Lesson], base: FactBase) -> dict[str, Fact]:
    """Write the facts of the base and retire the others; return all live rows by key."""
    rows = {row.key: row for row in course.facts.all()}
    fresh, changed = [], []
    for position, fact in enumerate(base.facts, start=1):
        wanted = _fact_values(fact, lessons[fact.passage.lesson], position)
        row = rows.get(fact.key)
        if row is None:
            rows[fact.key] = row = Fact(course=course, key=fact.key, **wanted)
            fresh.append(row)
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            if row.statement != fact.statement:
                row.version += 1
            for name, value in wanted.items():
                setattr(row, name, value)
            changed.append(row)
    live = {fact.key for fact in base.facts}
    gone = [r for key, r in rows.items() if key not in live and r.status != Fact.Status.RETIRED]
    for row in gone:
        row.status = Fact.Status.RETIRED
    Fact.objects.bulk_create(fresh)
    Fact.objects.bulk_update(changed + gone, FACT_FIELDS, batch_size=500)
    return {key: row for key, row in rows.items() if key in live}


def _fact_values(fact: FactValue, lesson: Lesson, position: int) -> dict[str, Any]:
    return {
        "lesson": lesson,
        "fingerprint": fact.fingerprint,
        "position": position,
        "section": fact.passage.section,
        "subject": fact.subject,
        "slot": fact.slot,
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


def _save_questions(
    course: Course, lessons: dict[str, Lesson], facts: dict[str, Fact], bank: Bank
) -> SyncReport:
    report = SyncReport()
    generated = Question.objects.of(course).filter(origin="generated")
    rows = {row.key: row for row in generated.select_related("current")}
    questions, versions = [], []
    for item in bank.items:
        row, values = rows.get(item.key), _version_values(item)
        if row is None:
            rows[item.key] = row = Question(key=item.key, lesson=lessons[item.lesson])
            questions.append(row)
            report.new += 1
        elif row.status == Question.Status.REJECTED:
            continue
        elif row.current and row.current.digest == values["digest"]:
            report.kept += 1
        else:
            report.reworded += 1
        _describe(row, item, lessons)
        if row.current is None or row.current.digest != values["digest"]:
            number = row.current.number + 1 if row.current else 1
            versions.append(Version(question=row, number=number, **values))
    report.retired = _retire(rows, {item.key for item in bank.items})
    Question.objects.bulk_create(questions)
    Version.objects.bulk_create(versions)
    for version in versions:
        version.question.current = version
    Question.objects.bulk_update(
        rows.values(), ["lesson", "kind", "level", "model", "status", "current"], batch_size=500
    )
    _link_facts(rows, facts, bank)
    return report


def _describe(row: Question, item: Item, lessons: dict[str, Lesson]) -> None:
    row.lesson = lessons[item.lesson]
    row.kind, row.level, row.model = item.kind, item.level, item.model
    row.status = Question.Status.LIVE


def _retire(rows: dict[str, Question], live: set[str]) -> int:
    gone = [r for key, r in rows.items() if key not in live and r.status == Question.Status.LIVE]
    for row in gone:
        row.status = Question.Status.RETIRED
    return len(gone)


def _link_facts(rows: dict[str, Question], facts: dict[str, Fact], bank: Bank) -> None:
    """Tie each question to the facts that it asks; answers credit these."""
    through = Question.facts.through
    wanted = {
        (rows[item.key].pk, facts[fact.key].pk)
        for item in bank.items
        if rows[item.key].status == Question.Status.LIVE
        for fact in item.asked
    }
    live = [row.pk for row in rows.values() if row.status == Question.Status.LIVE]
    present = set(
        through.objects.filter(question_id__in=live).values_list("question_id", "fact_id")
    )
    through.objects.bulk_create(
        through(question_id=question, fact_id=fact) for question, fact in sorted(wanted - present)
    )
    for question, fact in present - wanted:
        through.objects.filter(question_id=question, fact_id=fact).delete()


def _version_values(item: Item) -> dict[str, Any]:
    content = {
        "stem": item.stem.text,
        "options": options_of(item),
        "scored": item.scored,
        "fact_keys": [fact.key for fact in item.asked],
    }
    return {
        **content,
        "digest": digest(json.dumps(content, sort_keys=True), length=64),
        "generator_version": GENERATOR_VERSION,
    }


def options_of(item: Item) -> list[dict[str, Any]]:
    """Return the options of an item as they are stored and exported."""
    return [
        {
            "text": option.text,
            "correct": option.correct,
            "explanation": option.explanation,
            "proof": {
                "class": option.proof,
                "facts": list(dict.fromkeys(fact.key for fact in option.facts)),
            },
            "citations": [
                {"lesson": c.lesson, "quote": c.quote, "passage": c.passage}
                for c in option.citations
            ],
        }
        | _answer_fields(option, item.kind)
        for option in item.options
    ]


def _answer_fields(option: Option, kind: Kind) -> dict[str, Any]:
    """Return what an option of a kind carries besides, for answers that are not a choice of rows."""
    if kind == "matching":
        return {"premise": option.premise}
    if kind == "ordering":
        return {"place": option.place}
    if kind not in TYPED_KINDS or not option.correct:
        return {}
    written = {"accepted": list(option.accepted), "lookalikes": list(option.lookalikes)}
    number = {"unit": option.unit, "tolerance": option.tolerance} if kind == "numeric" else {}
    return written | number
