"""The report of a mock exam: the range first, then where it came from, then each question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.urls import reverse

from courses.models import Lesson
from quizzes.answers import kind_of
from quizzes.measurement.intervals import FEW, Interval, wilson
from quizzes.mocks.results import Result, is_right, result_of
from quizzes.models import Attempt, AttemptItem, Response
from quizzes.papers.exams import Exam, exam_of
from quizzes.showing import Answered
from quizzes.sittings.pages import clock_words

STUDY_NEXT = 4  # lessons
SLOWEST = 3  # questions
BLANK = "You left this one blank, which counts as wrong."


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as it went.

    Attributes:
        state: right, wrong, or blank.
        seconds: until the last answer to it; `None` where the browser did not say.
    """

    position: int
    stem: str
    state: str
    told: str
    scored: bool
    flagged: bool
    shown: Answered
    part: str
    lesson: Lesson
    level: str
    kind: str
    seconds: float | None
    url: str

    @property
    def is_right(self) -> bool:
        return self.state == "right"

    @property
    def time(self) -> str:
        return "" if self.seconds is None else clock_words(timedelta(seconds=self.seconds))


@dataclass(frozen=True, slots=True)
class Tally:
    """How the questions of one sort went."""

    label: str
    right: int
    total: int
    url: str = ""

    @property
    def interval(self) -> Interval:
        return wilson(self.right, self.total)

    @property
    def is_few(self) -> bool:
        return self.total < FEW


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown, such as by domain."""

    name: str
    head: str
    rows: tuple[Tally, ...]

    @property
    def has_few(self) -> bool:
        return any(row.is_few for row in self.rows)


@dataclass(frozen=True, slots=True)
class TimeUse:
    """Where the time went.

    Attributes:
        allowed: for all questions; `None` without a limit.
        slowest: the questions that took longest, longest first.
        untold: answered questions of which the browser did not say how long they took.
    """

    taken: timedelta
    allowed: timedelta | None
    usual: timedelta
    total: int
    slowest: tuple[Entry, ...]
    untold: int

    @property
    def taken_words(self) -> str:
        return clock_words(self.taken)

    @property
    def allowed_words(self) -> str:
        return clock_words(self.allowed) if self.allowed else ""

    @property
    def pace(self) -> timedelta:
        """Return the time for each question: this person's, or without a limit the usual one."""
        return (self.allowed or self.usual) / self.total

    @property
    def pace_words(self) -> str:
        return clock_words(self.pace)

    @property
    def over_pace(self) -> int:
        """Return how many of the slowest questions took more than twice their time."""
        limit = 2 * self.pace.total_seconds()
        return sum((entry.seconds or 0) > limit for entry in self.slowest)


@dataclass(frozen=True, slots=True)
class MockReport:
    attempt: Attempt
    exam: Exam
    result: Result
    entries: tuple[Entry, ...]
    tables: tuple[Table, ...]
    time: TimeUse
    study_next: tuple[Tally, ...]

    @property
    def right(self) -> int:
        return sum(entry.is_right for entry in self.entries)

    @property
    def blank(self) -> int:
        return sum(entry.state == "blank" for entry in self.entries)


def read_report(attempt: Attempt) -> MockReport:
    """Return the report of a finished mock. Two queries, however long it is."""
    exam = exam_of(attempt)
    items = list(
        attempt.items.order_by("position")
        .select_related("version__question__lesson__module__course")
        .prefetch_related("responses")
    )
    finals = {item.pk: final_of(item) for item in items}
    titles = {part.code: part.title for part in exam.parts}
    entries = tuple(entry_of(attempt, item, finals[item.pk], titles) for item in items)
    return MockReport(
        attempt=attempt,
        exam=exam,
        result=result_of(exam, items, finals),
        entries=entries,
        tables=tuple(tables_of(entries, attempt.course.slug)),
        time=time_use_of(attempt, exam, entries),
        study_next=study_next(entries, attempt.course.slug),
    )


def final_of(item: AttemptItem) -> Response | None:
    return next((response for response in item.responses.all() if response.final), None)


def entry_of(
    attempt: Attempt, item: AttemptItem, final: Response | None, titles: dict[str, str]
) -> Entry:
    kind, question = kind_of(item.version), item.version.question
    chosen = final.chosen if final else []
    shown = kind.show_answered(item.option_order, chosen, course=attempt.course.slug)
    right = "right" if is_right(final) else "wrong"
    return Entry(
        position=item.position,
        stem=item.version.stem,
        state=right if final else "blank",
        told=kind.told(chosen) if final else "",
        scored=item.scored,
        flagged=item.flagged,
        shown=shown if final else replace(shown, summary=BLANK),
        part=titles.get(item.part, attempt.title),
        lesson=question.lesson,
        level=question.get_level_display(),
        kind=question.get_kind_display(),
        seconds=final.seconds if final else None,
        url=item.get_absolute_url(),
    )


def tables_of(entries: Sequence[Entry], course: str) -> Iterable[Table]:
    lessons = {entry.lesson.title: entry.lesson for entry in entries}
    yield table("By domain", "Domain", entries, lambda entry: entry.part)
    yield table("By module", "Module", entries, lambda entry: entry.lesson.module.title)
    by_lesson = table("By lesson", "Lesson", entries, lambda entry: entry.lesson.title)
    rows = (
        replace(row, url=reverse("progress:lesson", args=(course, lessons[row.label].slug)))
        for row in by_lesson.rows
    )
    yield replace(by_lesson, rows=tuple(rows))
    yield table("By level", "Level", entries, lambda entry: entry.level)
    yield table("By kind", "Kind", entries, lambda entry: entry.kind)


def table(
    name: str, head: str, entries: Sequence[Entry], label_of: Callable[[Entry], str]
) -> Table:
    """Return a breakdown, what went worst first."""
    labels = dict.fromkeys(label_of(entry) for entry in entries)
    rows = [tally(label, [one for one in entries if label_of(one) == label]) for label in labels]
    return Table(name, head, tuple(sorted(rows, key=weakness)))


def tally(label: str, entries: Sequence[Entry]) -> Tally:
    return Tally(label, sum(entry.is_right for entry in entries), len(entries))


def weakness(row: Tally) -> tuple[float, float, str]:
    """Order by how surely a sort is weak: the upper end of its interval first."""
    return (row.interval.high, row.interval.low, row.label)


def study_next(entries: Sequence[Entry], course: str) -> tuple[Tally, ...]:
    """Return the lessons that are most surely weak, of those where something was missed."""
    lessons = next(table for table in tables_of(entries, course) if table.name == "By lesson")
    return tuple(row for row in lessons.rows if row.right < row.total)[:STUDY_NEXT]


def time_use_of(attempt: Attempt, exam: Exam, entries: Sequence[Entry]) -> TimeUse:
    timed = [entry for entry in entries if entry.seconds is not None]
    ended = attempt.finished_at or attempt.started_at
    return TimeUse(
        taken=ended - attempt.started_at,
        allowed=exam.time_allowed,
        usual=timedelta(minutes=exam.minutes),
        total=len(entries),
        slowest=tuple(sorted(timed, key=lambda entry: -(entry.seconds or 0))[:SLOWEST]),
        untold=sum(entry.seconds is None and entry.state != "blank" for entry in entries),
    )
