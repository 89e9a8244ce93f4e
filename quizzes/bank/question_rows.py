"""Questions in the database: found again by their keys, kept in step, with a new version where the wording changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from courses.models import Course, Lesson
from quizzes.bank.sync_report import SyncReport
from quizzes.generation.bank import GENERATOR_VERSION, Bank
from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.difficulty import Difficulty, predict
from quizzes.generation.items import TYPED_KINDS, Item, Kind, Option
from quizzes.models import Fact, Question, Version

QUESTION_FIELDS = (
    "lesson",
    "kind",
    "level",
    "model",
    "frame",
    "told",
    "difficulty_prior",
    "difficulty_reasons",
    "status",
    "current",
)


def save_questions(
    course: Course, lessons: dict[str, Lesson], facts: dict[str, Fact], bank: Bank, base: FactBase
) -> SyncReport:
    """Bring the questions of a course in step with its bank, and say what changed."""
    report = SyncReport()
    generated = Question.objects.of(course).filter(origin="generated")
    rows = {row.key: row for row in generated.select_related("current")}
    before = {key: _stored_fields(row) for key, row in rows.items()}
    questions: list[Question] = []
    edited: list[tuple[Question, dict[str, Any]]] = []
    moved: list[Version] = []
    for item in bank.items:
        row, values = rows.get(item.key), _version_values(item, facts)
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
        _describe(row, item, lessons, predict(item, base))
        if row.current is None or row.current.digest != values["digest"]:
            edited.append((row, values))
        elif row.current.options != values["options"]:
            moved.append(_at_new_places(row.current, values))
    report.retired = _retire(rows, {item.key for item in bank.items})
    Question.objects.bulk_create(questions)
    moved += _set_versions(edited)
    Version.objects.bulk_update(moved, ["options"], batch_size=500)
    changed = [row for key, row in rows.items() if before.get(key) != _stored_fields(row)]
    Question.objects.bulk_update(changed, QUESTION_FIELDS, batch_size=500)
    _link_facts(rows, facts, bank)
    return report


def _stored_fields(row: Question) -> tuple[object, ...]:
    """Return what the row held when it was read, to write only what changes."""
    relations = {"lesson": "lesson_id", "current": "current_id"}
    return tuple(getattr(row, relations.get(name, name)) for name in QUESTION_FIELDS)


def _set_versions(edited: list[tuple[Question, dict[str, Any]]]) -> list[Version]:
    """Give each question the version of its wording: an earlier one that is the same, else a new one.

    Returns the earlier ones whose citations stand elsewhere now.
    """
    earlier: dict[tuple[int, str], Version] = {}
    last: dict[int, int] = {}
    for version in Version.objects.filter(question__in=[row.pk for row, _ in edited]):
        earlier[version.question_id, version.digest] = version
        last[version.question_id] = max(version.number, last.get(version.question_id, 0))
    fresh: list[Version] = []
    moved: list[Version] = []
    for row, values in edited:
        known = earlier.get((row.pk, values["digest"]))
        if known is None:
            fresh.append(Version(question=row, number=last.get(row.pk, 0) + 1, **values))
            continue
        row.current = known
        if known.options != values["options"]:
            moved.append(_at_new_places(known, values))
    Version.objects.bulk_create(fresh)
    for version in fresh:
        version.question.current = version
    return moved


def _at_new_places(version: Version, values: dict[str, Any]) -> Version:
    """Let the citations follow the lessons; all that is said stays, or the digest would differ."""
    version.options = values["options"]
    return version


def _describe(
    row: Question, item: Item, lessons: dict[str, Lesson], difficulty: Difficulty
) -> None:
    row.lesson = lessons[item.lesson]
    row.kind, row.level, row.model = item.kind, item.level, item.model
    row.frame, row.told = item.stem.frame, [fact.key for fact in item.facts]
    row.difficulty_prior = difficulty.mean
    row.difficulty_reasons = [asdict(reason) for reason in difficulty.reasons]
    if row.status != Question.Status.SUSPENDED:  # an instructor has to look first
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


def _version_values(item: Item, facts: dict[str, Fact]) -> dict[str, Any]:
    """Return the fields of the version that an item is.

    The digest leaves out where citations stand: moving a line is no other wording.
    """
    options = options_of(item)
    content = {
        "stem": item.stem.text,
        "options": options,
        "scored": item.scored,
        "fact_keys": [fact.key for fact in item.asked],
        "fact_versions": {f.key: facts[f.key].version for f in item.facts if f.key in facts},
    }
    wording = content | {"options": [_without_places(option) for option in options]}
    return {
        **content,
        "digest": digest(json.dumps(wording, sort_keys=True), length=64),
        "generator_version": GENERATOR_VERSION,
    }


def say_the_same(one: Item, other: Item) -> bool:
    """Tell whether two wordings of a question say the same, wherever their citations stand."""
    said = [[_without_places(option) for option in options_of(item)] for item in (one, other)]
    return one.stem.text == other.stem.text and said[0] == said[1]


def _without_places(option: dict[str, Any]) -> dict[str, Any]:
    return option | {"citations": [citation["quote"] for citation in option["citations"]]}


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
        | _thing_behind(option, item)
        | _answer_fields(option, item.kind)
        for option in item.options
    ]


def _thing_behind(option: Option, item: Item) -> dict[str, Any]:
    """Return the thing that an option belongs to, and of another thing the facts that say so.

    Who chooses it has taken the thing that is asked for that one.
    """
    if option.correct:
        return {"thing": option.subject or item.asked[0].subject, "behind": []}
    asked = {fact.subject for fact in item.asked}
    asked |= {right.subject for right in item.right}
    behind = (*option.aside, *option.facts)
    names = (option.subject, *(fact.subject for fact in behind))
    other = next((name for name in names if name and name not in asked), "")
    keys = {fact.key for fact in behind if fact.subject == other and fact.key}
    return {"thing": other, "behind": sorted(keys)}


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
