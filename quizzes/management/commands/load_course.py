"""`manage.py load_course fixtures/aws-security`: load or reload a course and build its bank."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from courses.loading import BadFixture, load_fixtures
from quizzes.bank.building import sync_course


class Command(BaseCommand):
    help = (
        "Load a course from fixture files or folders, and build its question bank. Run it again "
        "after a change: what an instructor edited is kept, conflicts are reported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="YAML files, or folders of them")
        parser.add_argument("--seed", type=int, default=0, help="fixes every choice of wording")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                report = load_fixtures(options["paths"])
                reports = [
                    (c, sync_course(c, seed=options["seed"], lazy=True)) for c in report.courses
                ]
        except BadFixture as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Loaded: {report}.")
        for name in report.kept:
            self.stdout.write(f"  kept as edited here: {name}")
        for name in report.conflicts:
            self.stdout.write(
                self.style.WARNING(
                    f"  conflict, not overwritten: {name}. Both the fixture and an instructor "
                    "changed it; edit one of them so that they agree."
                )
            )
        for course, sync in reports:
            self.stdout.write(f"{course.title}: {sync}.")
            for problem in sync.problems:
                self.stdout.write(
                    self.style.WARNING(
                        f"  {problem.lesson}, line {problem.line}: {problem.text} {problem.cure}"
                    )
                )
