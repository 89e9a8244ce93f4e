"""`manage.py build_bank`: read the lessons anew and bring facts and questions in step."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from courses.models import Course
from quizzes.bank.building import sync_course
from quizzes.management.arguments import add_course, chosen_courses


class Command(BaseCommand):
    help = "Build the question banks from the lessons, for instance after a plain loaddata."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_course(parser)
        parser.add_argument("--seed", type=int, default=0, help="fixes every choice of wording")

    def handle(self, *args: Any, **options: Any) -> None:
        course: Course
        for course in chosen_courses(options):
            report = sync_course(course, seed=options["seed"])
            self.stdout.write(f"{course.title}: {report}.")
