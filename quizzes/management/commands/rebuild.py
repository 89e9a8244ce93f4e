"""Prove that what is shown equals a rebuild from the response log, or make it so."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.rollups.rebuilding import Audit, Rebuild, all_people, stale_people


class Command(BaseCommand):
    help = "Recompute all that is derived from the response log: cards, days, confusions, abilities. With --check only compare, and fail on a difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; exit 1 if differing."
        )
        parser.add_argument(
            "--stale",
            action="store_true",
            help="Only people of whom nothing was derived yet, as after an upgrade.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild = Rebuild(repair=not options["check"])
        people = stale_people() if options["stale"] else all_people()
        audits = list(self.say_all(rebuild.person(user_id) for user_id in people))
        wrong_marks = sum(len(audit.wrong_marks) for audit in audits)
        wrong_rows = sum(len(audit.wrong_rows) for audit in audits)
        counted = (
            f"{len(audits)} people, {sum(audit.answers for audit in audits)} answers, "
            f"{sum(audit.rows for audit in audits)} rows"
        )
        if options["check"] and wrong_marks + wrong_rows:
            raise CommandError(f"{counted}: {wrong_marks + wrong_rows} differ from the log.")
        if wrong_marks:
            raise CommandError(
                f"{counted}: {wrong_rows} mended; {wrong_marks} answers cannot be mended: the log "
                "itself was changed. Restore it from a backup."
            )
        ending = f"{wrong_rows} mended" if wrong_rows else "all as the log says"
        self.stdout.write(f"{counted}: {ending}.")

    def say_all(self, audits: Iterable[Audit]) -> Iterator[Audit]:
        for audit in audits:
            for difference in (*audit.wrong_marks, *audit.wrong_rows):
                self.stderr.write(f"person {audit.user_id}: {difference}")
            yield audit
