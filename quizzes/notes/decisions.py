"""Deciding what becomes a fact: approve, edit, reject, reopen, answer. The lessons follow at once.

Each service is one transaction and may be called twice without harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from courses.loading import LoadReport
from courses.models import Course
from quizzes.notes.drafts import decided_files, draft_of
from quizzes.notes.imports import refresh
from quizzes.notes.lessons import bring_lessons, seen_lessons
from quizzes.notes.models import Asking, Proposal
from quizzes.notes.statements import statement_of
from quizzes.notes.trial import SURE, trial_of

MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
DATE = "date"
DECISION_FIELDS = (
    *("subject", "label", "value", "statement", "status"),
    *("decided_by", "decided_at", "in_batch", "notice"),
)
UNDECIDED: dict[str, None] = {"decided_by": None, "decided_at": None}
Status = Proposal.Status


class NotAnAnswer(ValueError):
    """The question cannot be answered so. The message tells the answers."""


class BatchRefused(ValueError):
    """Proposals may not be approved together yet. The message tells what is to be done first."""


@transaction.atomic
def decide_proposals(
    *, proposals: Iterable[Proposal], status: Status, by: User | None, now: datetime
) -> list[LoadReport]:
    """Approve, reject or reopen proposals that a person has looked at one by one.

    What was edited keeps its words when it is approved again; reopening gives it back the notes' own.

    Returns:
        what became of the lessons.
    """
    rows = _locked(proposals)
    for row in rows:
        _decide(row, status, by, now)
    return _settle(rows)


@transaction.atomic
def approve_batch(
    *, proposals: Iterable[Proposal], by: User | None, now: datetime
) -> list[LoadReport]:
    """Approve together those of the proposals that nobody has decided.

    Raises:
        BatchRefused: one of them is not sure enough, or the trial of its course is not passed.
    """
    rows = [row for row in _locked(proposals) if row.status == Status.PROPOSED]
    doubtful = [row for row in rows if row.confidence < SURE]
    if doubtful:
        raise BatchRefused(
            f"{len(doubtful)} of these have a confidence below {SURE}, for example “{doubtful[0]}”. "
            "Such proposals are decided one by one."
        )
    for course in _courses(rows):
        trial = trial_of(course)
        if not trial.passed:
            raise BatchRefused(f"{course}: {trial}")
    for row in rows:
        _decide(row, Status.APPROVED, by, now)
        row.in_batch = True
    return _settle(rows)


@transaction.atomic
def edit_proposal(
    *, proposal: Proposal, words: dict[str, str], by: User | None, now: datetime
) -> list[LoadReport]:
    """Approve a proposal with other words; its statement is made anew.

    Args:
        words: subject, label and value.

    Raises:
        NotAFact: the reader of lessons makes nothing of them.
    """
    rows = _locked([proposal])
    for row in rows:
        if words != row.words:
            row.statement = statement_of(**words, shape=row.shape)
            _write(row, words)
        _decide(row, Status.APPROVED, by, now)
    return _settle(rows)


@transaction.atomic
def answer_askings(
    *, askings: Iterable[Asking], answer: str, by: User | None, now: datetime
) -> list[LoadReport]:
    """Answer questions, or take the answers back with "".

    Raises:
        NotAnAnswer: it is none of the answers to one of them, nor a month where one is asked for;
            nothing is changed.
    """
    rows = Asking.objects.filter(pk__in=[asking.pk for asking in askings])
    courses = _locked_courses(rows.values_list("file__course", flat=True))
    for asking in rows:
        check_answer(asking, answer)
    decided = {"decided_by": by, "decided_at": now} if answer else UNDECIDED
    rows.update(answer=answer, **decided)
    return _follow(courses)


def check_answer(asking: Asking, answer: str) -> None:
    """Refuse what is none of the answers, nor a month where one is asked for, nor empty.

    Raises:
        NotAnAnswer: tells the answers.
    """
    is_month = asking.kind == DATE and MONTH.fullmatch(answer)
    answers = [known for known in asking.answers if (asking.kind, known) != (DATE, "month")]
    if answer and answer not in answers and not is_month:
        known = [f"“{known}”" for known in answers]
        wanted = ["a month such as 2026-11", *known] if asking.kind == DATE else known
        raise NotAnAnswer(
            f"“{answer}” does not answer “{asking.text}” Answers: {', '.join(wanted)}."
        )


def _locked(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return the rows as they are now; nobody else decides or imports until the transaction ends."""
    rows = Proposal.objects.filter(pk__in=[proposal.pk for proposal in proposals])
    _locked_courses(rows.values_list("file__course", flat=True))
    return list(rows.select_related("file__course"))


def _locked_courses(keys: Iterable[int]) -> list[Course]:
    """Lock courses, always in one order."""
    courses = Course.objects.select_for_update().filter(pk__in=set(keys))
    return list(courses.order_by("pk"))


def _decide(row: Proposal, status: Status, by: User | None, now: datetime) -> None:
    row.in_batch, row.notice = False, ""
    if status == Status.PROPOSED:
        row.status, row.decided_by, row.decided_at = status, None, None
        if row.words != row.read:
            row.statement = _statement_read(row)
            _write(row, row.read)
        return
    if status == Status.APPROVED and row.words != row.read:
        status = Status.EDITED
    row.status, row.decided_by, row.decided_at = status, by, now


def _statement_read(row: Proposal) -> str:
    """Return the sentence as the notes were read."""
    said = {proposal.key: proposal.statement for proposal in draft_of(row.file).proposals}
    return said.get(row.key) or statement_of(**row.read, shape=row.shape)


def _write(row: Proposal, words: dict[str, str]) -> None:
    for name, text in words.items():
        setattr(row, name, text)


def _settle(rows: Sequence[Proposal]) -> list[LoadReport]:
    """Save the decisions and let the lessons follow."""
    Proposal.objects.bulk_update(rows, DECISION_FIELDS, batch_size=200)
    return _follow(_courses(rows))


def _courses(rows: Iterable[Proposal]) -> list[Course]:
    return sorted({row.file.course for row in rows}, key=lambda course: course.slug)


def _follow(courses: Iterable[Course]) -> list[LoadReport]:
    """Bring the lessons that nobody sees yet in step with the decisions."""
    loads: list[LoadReport] = []
    for course in courses:
        refresh(course)
        found = bring_lessons(course, decided_files(course), leave=seen_lessons(course))
        loads += found.values()
    return loads
