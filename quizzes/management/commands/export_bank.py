"""`manage.py export_bank --format json`: print the servable bank."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from quizzes.bank.export import exported_bank
from quizzes.management.arguments import add_course, chosen_courses


class Command(BaseCommand):
    help = "Print the servable questions with their facts, proofs and citations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_course(parser)
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        bank = exported_bank(chosen_courses(options))
        self.stdout.write(json.dumps(bank, ensure_ascii=False, indent=2))
