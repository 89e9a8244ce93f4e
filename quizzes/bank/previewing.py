"""What an edit of a lesson would make of its questions, before it is saved. Nothing is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from courses.models import Course, Lesson
from quizzes.answers import KINDS
from quizzes.bank.lessons import edited_base, published_lessons, read_base, read_draft
from quizzes.bank.linting import told_here
from quizzes.bank.question_rows import options_of, say_the_same
from quizzes.generation.base import FactBase
from quizzes.generation.items import Item
from quizzes.generation.lint import lint
from quizzes.generation.preview import foretell
from quizzes.generation.survey import survey
from quizzes.models import Question

ChangeKind = Literal["new", "changed", "gone"]
Standing = Literal["published", "unpublished", "unsaved"]
TITLES: dict[ChangeKind, str] = {"new": "New", "changed": "Worded anew", "gone": "Gone"}
SHOWN = 15  # questions of each kind


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option with all that decides what is right, in words."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A question that would come, go, or be worded anew.

    Attributes:
        level: recall, compare or apply; what it asks for, in a word.
        remark: what is to be known of the change besides.
    """

    kind: ChangeKind
    stem: str
    level: str
    options: tuple[ShownOption, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All changes of one kind, of which the first are shown."""

    kind: ChangeKind
    changes: tuple[Change, ...]

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def total(self) -> int:
        return len(self.changes)

    @property
    def shown(self) -> tuple[Change, ...]:
        return self.changes[:SHOWN]

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


@dataclass(frozen=True, slots=True)
class LessonPreview:
    """What would become of the questions of one lesson.

    Attributes:
        findings: what the linter says of it, a line each.
        facts, questions: how many there would be.
        kept: questions that stay word for word.
    """

    standing: Standing
    findings: tuple[str, ...]
    facts: int
    questions: int
    kept: int
    changes: tuple[Change, ...]

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """Return what changes by kind, kinds without a change left out."""
        by_kind: dict[ChangeKind, list[Change]] = defaultdict(list)
        for change in self.changes:
            by_kind[change.kind].append(change)
        return tuple(ChangeGroup(kind, tuple(by_kind[kind])) for kind in TITLES if by_kind[kind])


def preview_edit(lesson: Lesson, body: str) -> LessonPreview:
    """Return what a saved lesson would yield with another text, against what it yields now.

    One that is not published is taken as if it were, since nobody would write it otherwise.
    """
    course = lesson.module.course
    before = read_base(course, list(published_lessons(course))) if lesson.published else None
    base, standing = edited_base(course, lesson, body), _standing(lesson)
    return _preview(base, lesson.slug, before=before, live=_live(course), standing=standing)


def preview_draft(course: Course | None, title: str, body: str) -> LessonPreview:
    """Return what a lesson that was never saved would yield.

    Args:
        course: that it is to stand in; None where nobody has chosen yet. Then it stands alone.
    """
    base, slug = read_draft(course, title, body)
    return _preview(base, slug, before=None, live=_live(course), standing="unsaved")


def _standing(lesson: Lesson) -> Standing:
    return "published" if lesson.published else "unpublished"


def _live(course: Course | None) -> frozenset[str]:
    """Return the keys of the questions that were made from the lessons of a course and are asked."""
    if course is None:
        return frozenset()
    made = Question.objects.of(course).filter(status=Question.Status.LIVE, origin="generated")
    return frozenset(made.values_list("key", flat=True))


def _preview(
    base: FactBase,
    slug: str,
    *,
    before: FactBase | None,
    live: frozenset[str],
    standing: Standing,
) -> LessonPreview:
    foretold = foretell(base, slug, before=before, live=live)
    bank = foretold.bank
    changes = tuple(_changes(foretold.now, bank.items))
    found = (one for one in lint(survey(base, bank)) if one.lesson == slug)
    return LessonPreview(
        standing=standing,
        findings=tuple(told_here(one) for one in found),
        facts=len(base.by_lesson.get(slug, ())),
        questions=len(bank.items),
        kept=len(bank.items) - sum(change.kind != "gone" for change in changes),
        changes=changes,
    )


def _changes(now: Mapping[str, Item], then: Sequence[Item]) -> Iterator[Change]:
    for item in then:
        if item.key not in now:
            yield _change("new", item)
        elif not say_the_same(now[item.key], item):
            yield _change("changed", item, _remark(now[item.key], item))
    kept = {item.key for item in then}
    yield from (_change("gone", item) for key, item in now.items() if key not in kept)


def _change(kind: ChangeKind, item: Item, remark: str = "") -> Change:
    options = options_of(item)
    answers = KINDS[item.kind](item.stem.text, options)
    shown = (ShownOption(answers.listed(one), bool(one["correct"])) for one in options)
    return Change(kind, item.stem.text, item.level, tuple(shown), remark)


def _remark(before: Item, after: Item) -> str:
    """Return what was asked before; where a question reads the same, say what is new of it."""
    if before.stem.text != after.stem.text:
        return f"Before: {before.stem.text}"
    texts = [{(one.premise, one.text) for one in item.options} for item in (before, after)]
    return "It reads the same; its explanations are new." if texts[0] == texts[1] else ""
