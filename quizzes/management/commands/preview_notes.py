"""`manage.py preview_notes --course SLUG`: the questions that a draft would make. Nothing is stored."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.loading import BadFixture
from quizzes.generation.preview import report
from quizzes.management.arguments import course_of_notes
from quizzes.notes.publication import preview_notes


class Command(BaseCommand):
    help = "Print the questions that the approved facts of a draft course would make."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--course", required=True, help="slug of the draft course")
        parser.add_argument(
            "--with-pending", action="store_true", help="take undecided proposals for approved"
        )
        parser.add_argument("--seed", type=int, default=0, help="fixes every choice of wording")

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_of_notes(options["course"])
        try:
            preview = preview_notes(
                course=course, pending=options["with_pending"], seed=options["seed"]
            )
        except BadFixture as error:
            raise CommandError(str(error)) from error
        for line in report(preview.base, preview.bank):
            self.stdout.write(line)
