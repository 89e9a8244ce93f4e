"""`manage.py import_notes FILE-OR-FOLDER --course SLUG`: make a draft course from raw notes."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.loading import BadFixture
from quizzes.notes.files import BadNotes, read_sources, title_of
from quizzes.notes.imports import import_notes
from quizzes.notes.telling import import_data, import_lines


class Command(BaseCommand):
    help = (
        "Make a draft course from Markdown notes of any quality, or renew it after the notes "
        "changed. Nothing is shown to learners, and no decision or edit is lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a Markdown file, or a folder of them")
        parser.add_argument("--course", required=True, help="slug of the draft course")
        parser.add_argument("--title", help="title of a new course; else the name of the path")
        parser.add_argument("--diff", action="store_true", help="show what was repaired")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            report = import_notes(
                slug=options["course"],
                sources=read_sources(path),
                title=options["title"] or title_of(name_of(path)),
                now=timezone.now(),
            )
        except (BadNotes, BadFixture) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(import_data(report), ensure_ascii=False, indent=2))
            return
        for line in import_lines(report, diff=options["diff"]):
            self.stdout.write(line)


def name_of(path: Path) -> str:
    """Return the name of a folder, or that of a file without its ending."""
    return path.resolve().name if path.is_dir() else path.stem
