"""The bank kept in step with its lessons. What they no longer say is retired, never deleted: attempts point at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from django.db import transaction

from courses.models import Course, Lesson
from quizzes import generation
from quizzes.bank.fact_rows import save_facts
from quizzes.bank.lessons import linked_base, published_lessons, source_of
from quizzes.bank.memories import MEMORIES
from quizzes.bank.question_rows import save_questions
from quizzes.bank.sync_report import SyncReport
from quizzes.generation.bank import build_bank
from quizzes.generation.base import FactBase, course_words
from quizzes.generation.chance import digest
from quizzes.generation.facts import Problem
from quizzes.generation.words import normal
from quizzes.models import Question
from quizzes.signals import bank_synced


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
        base, doubts = linked_base(course, tuple(lessons.values()), before=memory.base)
        bank = build_bank(base, seed=seed, memory=memory)
    facts, changes = save_facts(course, lessons, base)
    report = save_questions(course, lessons, facts, bank, base)
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
