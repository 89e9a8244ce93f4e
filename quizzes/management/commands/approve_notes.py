"""`manage.py approve_notes --course SLUG`: decide which proposals become facts, and answer questions."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.loading import BadFixture
from courses.models import Course
from quizzes.management.arguments import course_of_notes
from quizzes.notes.decisions import (
    BatchRefused,
    NotAnAnswer,
    answer_askings,
    approve_batch,
    decide_proposals,
)
from quizzes.notes.gains import measure_askings
from quizzes.notes.models import Asking, Proposal
from quizzes.notes.telling import asking_lines, proposal_lines
from quizzes.notes.trial import SURE, trial_of

STATUSES = {
    "reopen": Proposal.Status.PROPOSED,
    "reject": Proposal.Status.REJECTED,
    "fact": Proposal.Status.APPROVED,
}


class Command(BaseCommand):
    help = (
        "Approve or reject what was proposed from notes, and answer the questions about it. Without "
        "any of these, list what waits for a decision."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--course", required=True, help="slug of the draft course")
        parser.add_argument("--list", action="store_true", help="list what waits for a decision")
        for name, text in (
            ("fact", "approve proposals that you have read"),
            ("reject", "reject proposals"),
            ("reopen", "take decisions back"),
        ):
            parser.add_argument(
                f"--{name}", nargs="+", action="extend", default=[], metavar="KEY", help=text
            )
        parser.add_argument(
            "--answer",
            nargs=2,
            action="append",
            default=[],
            metavar=("KEY", "ANSWER"),
            help="answer a question, such as --answer 0123456789ab yes; again for more",
        )
        parser.add_argument(
            "--all-above",
            type=float,
            metavar="CONFIDENCE",
            help=f"approve all that are this sure, {SURE} or more; only after the drawn ones were "
            "decided one by one",
        )
        parser.add_argument("--by", metavar="EMAIL", help="who decides, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_of_notes(options["course"])
        try:
            with transaction.atomic():
                decided = self._decide(course, options)
        except (BatchRefused, NotAnAnswer, BadFixture) as error:
            raise CommandError(str(error)) from error
        if decided:
            self.stdout.write(f"{decided}.")
        if options["list"] or not decided:
            self._list(course)

    def _decide(self, course: Course, options: dict[str, Any]) -> str:
        """Carry out all that was asked for and return it in words."""
        by, now = person(options["by"]), timezone.now()
        told = []
        for name, status in STATUSES.items():
            found = proposals_with(course, options[name])
            if found:
                decide_proposals(proposals=found, status=status, by=by, now=now)
                told.append(f"{len(found)} {status.value}")
        for key, answer in options["answer"]:
            answer_askings(askings=askings_with(course, key), answer=answer, by=by, now=now)
            told.append(f"{key} answered {answer}")
        least = options["all_above"]
        if least is not None:
            if not SURE <= least <= 1:
                raise CommandError(
                    f"--all-above is {SURE} to 1: what is less sure is decided alone."
                )
            sure = list(Proposal.objects.of(course).pending().filter(confidence__gte=least))
            approve_batch(proposals=sure, by=by, now=now)
            told.append(f"{len(sure)} approved together")
        if options["answer"]:
            measure_askings(course, now=now)
        return ", ".join(told)

    def _list(self, course: Course) -> None:
        trial = trial_of(course)
        pending = Proposal.objects.of(course).pending().select_related("file")
        if trial.left:
            self.stdout.write("Decide these first, one by one")
            for line in proposal_lines(trial.left):
                self.stdout.write(line)
        drawn = {proposal.pk for proposal in trial.left}
        others = [proposal for proposal in pending if proposal.pk not in drawn]
        if others:
            self.stdout.write("Proposals")
            for line in proposal_lines(others):
                self.stdout.write(line)
        for line in asking_lines(course, every=True):
            self.stdout.write(line)
        self.stdout.write(f"Approving together: {trial}")


def person(email: str | None) -> User | None:
    """Return who decides.

    Raises:
        CommandError: nobody has this address.
    """
    if not email:
        return None
    found = User.objects.filter(email__iexact=email).first()
    if found is None:
        raise CommandError(f"Nobody has the address “{email}”. Leave --by out, or mend it.")
    return found


def proposals_with(course: Course, keys: Sequence[str]) -> list[Proposal]:
    """Return the proposals with these keys, in all files of the course.

    Raises:
        CommandError: a key is unknown.
    """
    found = list(Proposal.objects.of(course).standing().filter(key__in=keys))
    check_known(keys, {proposal.key for proposal in found}, "proposal")
    return found


def askings_with(course: Course, key: str) -> list[Asking]:
    """Return the questions with this key, in all files of the course.

    Raises:
        CommandError: the key is unknown.
    """
    found = list(
        Asking.objects.of(course).filter(key=key, gone=False).select_related("file__course")
    )
    check_known([key], {asking.key for asking in found}, "question")
    return found


def check_known(keys: Sequence[str], known: set[str], noun: str) -> None:
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise CommandError(f"No {noun} has the key “{unknown[0]}”. See the keys with --list.")
