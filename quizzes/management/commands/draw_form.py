"""`manage.py draw_form --course SLUG`: print a paper by seed, or rebuild one from its code."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.models import Course
from quizzes.management.arguments import chosen_courses
from quizzes.papers.assembly import BankCannotFill
from quizzes.papers.form_codes import NotACode
from quizzes.papers.papers import CourseDiffers, Paper, draw_paper, redraw_paper
from quizzes.papers.plans import NotAPlan
from quizzes.papers.printing import paper_as_json, paper_as_text


class Command(BaseCommand):
    help = "Print an exam form of a course. Its code draws the same paper wherever the course is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--course", required=True, help="slug of the course")
        parser.add_argument("--items", type=int, help="questions; without it, as the exam has them")
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--seed", type=int, default=0, help="any number up to 134217727")
        source.add_argument("--code", help="the code of a paper to print again")
        parser.add_argument("--key", action="store_true", help="print the right answers as well")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["code"] and options["items"]:
            raise CommandError("A code says how many questions there are: leave --items out.")
        course = chosen_courses(options).get()
        try:
            paper = self._paper(course, options)
        except (BankCannotFill, NotACode, NotAPlan, CourseDiffers) as error:
            raise CommandError(str(error)) from error
        write = paper_as_json if options["format"] == "json" else paper_as_text
        self.stdout.write(write(paper, key=options["key"]))

    def _paper(self, course: Course, options: dict[str, Any]) -> Paper:
        if options["code"]:
            return redraw_paper(course, options["code"])
        return draw_paper(course, seed=options["seed"], items=options["items"])
