"""The bridge between rows and the generator's values: lessons in, facts and questions kept in step.

The only module that knows both sides. What a lesson no longer says is retired, never deleted, since
attempts point at it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.models import Course, Lesson
from quizzes import generation
from quizzes.bank.fact_rows import FactReport, save_facts, stored_facts
from quizzes.bank.memories import MEMORIES
from quizzes.generation.bank import GENERATOR_VERSION, Bank, build_bank
from quizzes.generation.base import Denial, FactBase, build_base, course_words
from quizzes.generation.chance import digest
from quizzes.generation.difficulty import Difficulty, predict
from quizzes.generation.facts import LessonSource, Problem, claims_of
from quizzes.generation.items import TYPED_KINDS, Item, Kind, Option
from quizzes.generation.linking import Doubt, known_keys, link
from quizzes.generation.words import normal
from quizzes.models import Fact, Question, Version
from quizzes.signals import bank_synced

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


@dataclass(slots=True)
class SyncReport:
    """What a sync changed, in numbers, and the lines that cannot be asked.

    Attributes:
        base, bank: what was read and built; None where nothing had changed.
    """

    new: int = 0
    reworded: int = 0
    kept: int = 0
    retired: int = 0
    facts: FactReport = field(default_factory=FactReport)
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    silent_lessons: list[str] = field(default_factory=list)
    base: FactBase | None = None
    bank: Bank | None = None

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
    changed = not lazy or state != locked.bank_state
    if changed:
        report = _sync(locked, lessons, seed)
        Course.objects.filter(pk=course.pk).update(bank_state=state)
    else:
        report = SyncReport(kept=Question.objects.servable().of(course).count())
    bank_synced.send(sync_course, course=course, changed=changed)
    return report


def _state_of(course: Course, lessons: Sequence[Lesson], seed: int) -> str:
    """Return a digest of all that the bank depends on, the generator's own files included."""
    sources = [repr(source_of(lesson, place)) for place, lesson in enumerate(lessons)]
    denials = course.denials.order_by("statement").values_list("statement", "subjects")
    words = (*course_words(partial(getattr, course)).values(), list(denials))
    return digest(seed, generator_digest(), words, *sources, length=24)


@cache
def generator_digest() -> str:
    """Return a digest of the generator's code and data files."""
    folder = Path(generation.__file__).parent
    files = sorted(file for file in folder.rglob("*") if file.suffix in {".py", ".yaml"})
    return digest(*(file.read_text(encoding="utf-8") for file in files), length=24)


def _sync(course: Course, lessons: dict[str, Lesson], seed: int) -> SyncReport:
    with MEMORIES.of(course.pk) as memory:
        base, doubts = _linked_base(course, tuple(lessons.values()), before=memory.base)
        bank = build_bank(base, seed=seed, memory=memory)
    facts, changes = save_facts(course, lessons, base)
    report = _save_questions(course, lessons, facts, bank, base)
    report.facts, report.doubts = changes, doubts
    report.base, report.bank = base, bank
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
                rule="idle-denial",
            )


def published_lessons(course: Course) -> Iterable[Lesson]:
    """Return the lessons that the bank is made from, in the order of the course."""
    lessons = Lesson.objects.filter(module__course=course, published=True).in_order()
    return lessons.select_related("module").prefetch_related("prerequisites")


def read_base(course: Course, lessons: Sequence[Lesson]) -> FactBase:
    """Return the fact base of the lessons, with the keys that the bank already knows."""
    return _linked_base(course, lessons)[0]


def edited_base(course: Course, lesson: Lesson, body: str) -> FactBase:
    """Return the fact base as it would be were this lesson published with another text.

    Nothing is stored.
    """
    place = (lesson.module.position, lesson.position)
    others = [one for one in published_lessons(course) if one.pk != lesson.pk]
    before = [one for one in others if (one.module.position, one.position) < place]
    edited = Lesson.objects.select_related("module").get(pk=lesson.pk)
    edited.body = body
    return read_base(course, [*before, edited, *others[len(before) :]])


def read_draft(course: Course | None, title: str, body: str) -> tuple[FactBase, str]:
    """Return the fact base with a lesson that was never saved, the last of its course, and its slug."""
    slug = "this lesson"  # as no stored one is called
    if course is None:
        return build_base([LessonSource(slug=slug, body=body, title=title, position=1)]), slug
    base = read_base(course, list(published_lessons(course)))
    draft = LessonSource(slug=slug, body=body, title=title, position=len(base.lessons) + 1)
    keys = {fact.fingerprint: fact.key for fact in base.facts}
    lessons = [*base.lessons.values(), draft]
    denials = base.denials
    return build_base(lessons, denials=denials, keys=keys, before=base, **base.words), slug


def _linked_base(
    course: Course, lessons: Sequence[Lesson], before: FactBase | None = None
) -> tuple[FactBase, tuple[Doubt, ...]]:
    """Return the fact base with stored keys, and the new sentences that may be old facts.

    Args:
        before: of an earlier sync, for a quick comparison with it.
    """
    sources = [source_of(lesson, place) for place, lesson in enumerate(lessons, start=1)]
    stored = stored_facts(course)
    keys = known_keys(stored)
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
            **course_words(partial(getattr, course)),
            before=before,
        )

    base = build()
    known = set(keys.values())
    links = link(
        [fact for fact in base.facts if fact.key not in known],
        [fact for fact in stored if fact.key not in base.keys],
        names_before={fact.subject for fact in stored if fact.live},
        names_now=base.by_subject.keys(),
    )
    if links.keys:
        taken = set(links.keys.values())
        keys = {print_: key for print_, key in keys.items() if key not in taken} | links.keys
        base = build()
    return base, links.doubts


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


def _save_questions(
    course: Course, lessons: dict[str, Lesson], facts: dict[str, Fact], bank: Bank, base: FactBase
) -> SyncReport:
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
