"""Prove that what is shown equals a rebuild from the response log, or make it so."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.cards import Audit, Rebuild


class Command(BaseCommand):
    help = "Recompute every card from the response log. With --check only compare, and fail on a difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; exit 1 if differing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        audits = list(self.say_all(Rebuild(repair=not options["check"]).all_people()))
        wrong_marks = sum(len(audit.wrong_marks) for audit in audits)
        wrong_cards = sum(len(audit.wrong_cards) for audit in audits)
        counted = (
            f"{len(audits)} people, {sum(audit.answers for audit in audits)} answers, "
            f"{sum(audit.cards for audit in audits)} cards"
        )
        if options["check"] and wrong_marks + wrong_cards:
            raise CommandError(f"{counted}: {wrong_marks + wrong_cards} differ from the log.")
        if wrong_marks:
            raise CommandError(
                f"{counted}: {wrong_cards} mended; {wrong_marks} answers cannot be mended: the log "
                "itself was changed. Restore it from a backup."
            )
        ending = f"{wrong_cards} mended" if wrong_cards else "all as the log says"
        self.stdout.write(f"{counted}: {ending}.")

    def say_all(self, audits: Iterable[Audit]) -> Iterator[Audit]:
        for audit in audits:
            for difference in (*audit.wrong_marks, *audit.wrong_cards):
                self.stderr.write(f"person {audit.user_id}: {difference}")
            yield audit
