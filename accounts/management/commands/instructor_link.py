from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import User
from accounts.setup import make_link


class Command(BaseCommand):
    help = "Print the one-time link that makes the first instructor, while there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--base", default="http://localhost:8000", help="Where the site is served."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not User.objects.instructors().exists():
            self.stdout.write("There is no instructor yet. This link makes one, once, for 7 days:")
            self.stdout.write(f"    {make_link(options['base'])}")
        elif options["verbosity"]:
            self.stdout.write("There is an instructor already, so there is no link.")
