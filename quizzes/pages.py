"""What the pages of an attempt show: where one stands, and how each question went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from courses.models import Lesson
from quizzes.answers import kind_of
from quizzes.contrasts.reading import mistaken_url
from quizzes.models import Attempt, AttemptItem

ANSWERED = frozenset({"right", "partly", "wrong", "given"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thin segment of the progress line.

    `state` is right, partly (right), wrong, open, or skipped; given where the verdict comes at the end.
    """

    position: int
    state: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands in an attempt while looking at one of its questions."""

    position: int
    steps: tuple[Step, ...]
    next_url: str
    next_is_report: bool

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def answered(self) -> int:
        return sum(step.state in ANSWERED for step in self.steps)

    @property
    def right(self) -> int:
        return sum(step.state == "right" for step in self.steps)

    @property
    def partly(self) -> int:
        return sum(step.state == "partly" for step in self.steps)


def place_in(attempt: Attempt, position: int) -> Place:
    """Return the place at `position` (from 1). One query, however long the attempt."""
    final = Q(responses__final=True)
    rows = attempt.items.annotate(
        given=Count("responses"), points=Max("responses__points", filter=final)
    )
    finished = attempt.finished_at is not None
    steps = tuple(
        Step(one, state_of(points, given=given > 0, finished=finished))
        for one, given, points in rows.order_by("position").values_list(
            "position", "given", "points"
        )
    )
    following = next_open(steps, position)
    return Place(
        position=position,
        steps=steps,
        next_url=question_url(attempt, following) if following else attempt.get_absolute_url(),
        next_is_report=following is None,
    )


def first_open_position(attempt: Attempt) -> int:
    """Return where to go on (from 1), or the first question when none is left open."""
    item = attempt.items.filter(responses__isnull=True).order_by("position").first()
    return item.position if item else 1


def open_attempts_of(user: User) -> QuerySet[Attempt]:
    """Return what the person may resume, with `total`, `answered` and `resume_at` (from 1)."""
    unanswered = Q(items__responses__isnull=True)
    attempts = Attempt.objects.open().filter(user=user).select_related("course")
    return attempts.annotate(
        total=Count("items", distinct=True),
        answered=Count("items", filter=Q(items__responses__isnull=False), distinct=True),
        resume_at=Coalesce(Min("items__position", filter=unanswered), 1),
    )


def state_of(points: float | None, *, finished: bool, given: bool = False) -> str:
    if points is None and given:
        return "given"
    if points is None:
        return "skipped" if finished else "open"
    if points == 1:
        return "right"
    return "partly" if points else "wrong"


def next_open(steps: Iterable[Step], position: int) -> int | None:
    """Return the next open position after this one, going round; `None` when none is left."""
    waiting = [
        step.position for step in steps if step.state == "open" and step.position != position
    ]
    return next((one for one in waiting if one > position), next(iter(waiting), None))


def question_url(attempt: Attempt, position: int) -> str:
    return reverse("quizzes:question_answer", args=(attempt.pk, position))


@dataclass(frozen=True, slots=True)
class Entry:
    """One question in a report. Without an answer it says nothing about what is right.

    `tally` is what a partly right answer got, such as "2 of 4 pairs"; `compare_url` leads to the two
    things that a wrong answer mixed up.
    """

    position: int
    stem: str
    state: str
    tally: str
    told: str
    lesson: Lesson
    url: str
    flagged: bool = False
    compare_url: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """How an attempt went, or how it stands."""

    attempt: Attempt
    entries: tuple[Entry, ...]

    @property
    def total(self) -> int:
        return len(self.entries)

    @property
    def answered(self) -> int:
        return sum(entry.state in ANSWERED for entry in self.entries)

    @property
    def unanswered(self) -> int:
        return self.total - self.answered

    @property
    def score(self) -> int:
        """Return the number of right answers."""
        return sum(entry.state == "right" for entry in self.entries)

    @property
    def flagged(self) -> tuple[Entry, ...]:
        """Return the questions that the person flagged, to look at them again."""
        return tuple(entry for entry in self.entries if entry.flagged)

    @property
    def percent(self) -> int:
        """Return the share of right answers in those given: what is not answered says nothing."""
        return round(100 * self.score / self.answered) if self.answered else 0

    @property
    def next_url(self) -> str:
        waiting = [entry.url for entry in self.entries if entry.state == "open"]
        return waiting[0] if waiting else self.attempt.get_absolute_url()

    @property
    def lessons(self) -> list[Lesson]:
        """Return the lessons the questions came from, each once."""
        return list({entry.lesson.pk: entry.lesson for entry in self.entries}.values())

    @property
    def lessons_to_reread(self) -> list[Lesson]:
        wrong = (entry.lesson for entry in self.entries if entry.state in {"wrong", "partly"})
        return list({lesson.pk: lesson for lesson in wrong}.values())

    @property
    def again_query(self) -> str:
        """Return the query string that presets the practice page to what was asked for then."""
        if self.attempt.choice:
            return urlencode(sorted(self.attempt.choice.items()), doseq=True)
        lessons = self.lessons
        course = self.attempt.course.slug
        if len(lessons) == 1:
            return f"course={course}&lesson={lessons[0].slug}"
        if len({lesson.module_id for lesson in lessons}) == 1:
            return f"course={course}&module={lessons[0].module.slug}"
        return f"course={course}"


def report_on(attempt: Attempt) -> Report:
    """Return the report of an attempt. Two queries, however long it is."""
    items = (
        attempt.items.order_by("position")
        .select_related("version__question__lesson__module__course")
        .prefetch_related("responses")
    )
    return Report(attempt, tuple(entry_of(attempt, item) for item in items))


def entry_of(attempt: Attempt, item: AttemptItem) -> Entry:
    given = sorted(item.responses.all(), key=lambda response: response.number)
    response = given[-1] if given else None
    points = response.points if response and response.final else None
    state = state_of(points, given=bool(given), finished=attempt.finished_at is not None)
    kind = kind_of(item.version)
    return Entry(
        position=item.position,
        stem=item.version.stem,
        state=state,
        tally=kind.tally(response.chosen) if response and state == "partly" else "",
        told=kind.told(response.chosen) if response else "",
        lesson=item.version.question.lesson,
        url=item.get_absolute_url(),
        flagged=item.flagged,
        compare_url=(
            mistaken_url(attempt.course.slug, item.version, response)
            if response and state == "wrong"
            else ""
        ),
    )
