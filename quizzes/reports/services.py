"""Problems with questions: learners report them, instructors say what was done about them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from quizzes.models import Correction, Question, Report, Version

WITNESSES = 2  # people who say that another answer is right as well, before it is asked no more


@transaction.atomic
def report_problem(
    *, user: User, version: Version, reason: str, text: str, now: datetime
) -> tuple[Report, bool]:
    """Store what a person reports of a wording, and whether it is new: one for each reason.

    Where `WITNESSES` people say of one wording that another answer is right as well, and nobody has
    looked at it yet, its question is not asked any more until an instructor says so.
    """
    report, new = Report.objects.get_or_create(
        user=user,
        version=version,
        reason=reason,
        defaults={"text": text, "created_at": now},
    )
    if new and reason == Report.Reason.SECOND_KEY and witnesses_of(version) >= WITNESSES:
        suspend(Question.objects.filter(pk=version.question_id))
    return report, new


def witnesses_of(version: Version) -> int:
    """Return how many people say, in open reports, that the wording has a second right answer."""
    said = version.reports.filter(reason=Report.Reason.SECOND_KEY, status=Report.Status.OPEN)
    return said.exclude(user=None).values("user").distinct().count()


def suspend(questions: QuerySet[Question]) -> int:
    """Ask these no more until an instructor has looked. Returns how many were asked until now."""
    live = questions.filter(status=Question.Status.LIVE)
    return live.update(status=Question.Status.SUSPENDED)


def resume(questions: QuerySet[Question]) -> int:
    """Ask again what was suspended or rejected. Returns how many there were."""
    stopped = (Question.Status.SUSPENDED, Question.Status.REJECTED)
    return questions.filter(status__in=stopped).update(status=Question.Status.LIVE)


@transaction.atomic
def answer_report(*, report: Report, by: User, text: str, now: datetime) -> Correction:
    """Say what was done about a report, and close it."""
    correction = Correction.objects.create(report=report, by=by, text=text, made_at=now)
    close_reports(Report.objects.filter(pk=report.pk))
    return correction


def close_reports(reports: QuerySet[Report]) -> int:
    """Close what is open of these reports. Returns how many there were."""
    return reports.filter(status=Report.Status.OPEN).update(status=Report.Status.CLOSED)


def reports_on(version: Version, user: User) -> list[Report]:
    """Return what a person reported of a wording. Two queries at the most."""
    return list(reports_of(user).filter(version=version))


def reports_of(user: User) -> QuerySet[Report]:
    """Return what a person reported, latest first, with what was done about it at hand."""
    reports = user.reports.select_related("version__question__lesson__module__course")
    return reports.prefetch_related("corrections")
