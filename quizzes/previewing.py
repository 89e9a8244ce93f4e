"""What an edit of a lesson would make of its questions, before it is saved. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courses.models import Lesson
from quizzes.bank import edited_base, options_of
from quizzes.generation.bank import build_bank
from quizzes.generation.items import Item
from quizzes.generation.lint import lint
from quizzes.generation.reading import LessonTooLong
from quizzes.generation.survey import survey
from quizzes.linting import told
from quizzes.models import Question

TITLES = {"new": "New questions", "changed": "Worded anew", "gone": "Gone"}
SHOWN = 15  # questions of each kind


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option, and whether it is right."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A question that would come, go, or be worded anew.

    Attributes:
        kind: "new", "gone" or "changed".
        level: recall, compare or apply; what it asks for, in a word.
    """

    kind: str
    stem: str
    level: str
    options: tuple[ShownOption, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one kind, as far as they are shown.

    Attributes:
        total: all of them.
    """

    title: str
    kind: str
    changes: tuple[Change, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.changes)


@dataclass(frozen=True, slots=True)
class LessonPreview:
    """What would become of the questions of one lesson.

    Attributes:
        refusal: why the text cannot be read; then nothing else is known.
        findings: what the linter says of it, a line each.
        facts, questions: how many there would be.
    """

    refusal: str = ""
    findings: tuple[str, ...] = ()
    facts: int = 0
    questions: int = 0
    kept: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """Return what changes by kind, kinds without a change left out."""
        by_kind = {
            kind: tuple(change for change in self.changes if change.kind == kind) for kind in TITLES
        }
        return tuple(
            ChangeGroup(TITLES[kind], kind, changes[:SHOWN], len(changes))
            for kind, changes in by_kind.items()
            if changes
        )


def preview_edit(lesson: Lesson, body: str) -> LessonPreview:
    """Return what a saved lesson would yield with another text, against what it yields now."""
    lesson.body = body
    try:
        base = edited_base(lesson.module.course, lesson)
    except LessonTooLong as trouble:
        return LessonPreview(refusal=str(trouble))
    bank = build_bank(base, lessons={lesson.slug})
    now = {
        question.key: question
        for question in Question.objects.filter(
            lesson=lesson, status=Question.Status.LIVE, origin="generated"
        ).select_related("current")
    }
    changes = tuple(changes_of(bank.items, now))
    found = (one for one in lint(survey(base, bank)) if one.lesson == lesson.slug)
    return LessonPreview(
        findings=tuple(told(one) for one in found),
        facts=len(base.by_lesson.get(lesson.slug, ())),
        questions=len(bank.items),
        kept=sum(item.key in now for item in bank.items)
        - sum(change.kind == "changed" for change in changes),
        changes=changes,
    )


def changes_of(items: tuple[Item, ...], now: dict[str, Question]) -> Iterator[Change]:
    """Yield what differs: what is new, then what is worded anew, then what is gone."""
    for item in items:
        if item.key not in now:
            yield shown(item, "new")
    for item in items:
        question = now.get(item.key)
        if question and is_worded_anew(item, question):
            yield shown(item, "changed")
    kept = {item.key for item in items}
    for key, question in now.items():
        if key not in kept and question.current:
            yield Change("gone", question.current.stem, question.level)


def is_worded_anew(item: Item, question: Question) -> bool:
    """Tell whether the stem, an option or an explanation is another."""
    if question.current is None:
        return True
    before = [(one["text"], one["explanation"]) for one in question.current.options]
    after = [(one["text"], one["explanation"]) for one in options_of(item)]
    return (question.current.stem, before) != (item.stem.text, after)


def shown(item: Item, kind: str) -> Change:
    options = (
        ShownOption(f"{one.premise}: {one.text}" if one.premise else one.text, one.correct)
        for one in item.options
    )
    return Change(kind, item.stem.text, item.level, tuple(options))
