"""`manage.py publish_notes --course SLUG`: show a draft course to learners, with its bank."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.loading import BadFixture
from quizzes.management.arguments import course_of_notes
from quizzes.notes.publication import NothingApproved, publish_notes
from quizzes.notes.telling import publish_lines


class Command(BaseCommand):
    help = (
        "Publish the lessons of a draft course of which something was decided, with their questions; "
        "and bring published lessons in step with notes and decisions."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--course", required=True, help="slug of the draft course")
        parser.add_argument("--seed", type=int, default=0, help="fixes every choice of wording")

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_of_notes(options["course"])
        try:
            report = publish_notes(course=course, seed=options["seed"])
        except (NothingApproved, BadFixture) as error:
            raise CommandError(str(error)) from error
        for line in publish_lines(report):
            self.stdout.write(line)
