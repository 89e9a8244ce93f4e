"""End what is still open after its deadline, though nobody is there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.services import finish_all_overdue


class Command(BaseCommand):
    help = (
        "End the attempts whose time is up; what was answered counts. `./notewright run` does it by "
        "itself every few minutes; elsewhere a timer of the system should."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        ended = finish_all_overdue(now=timezone.now())
        if ended and options["verbosity"]:
            self.stdout.write(
                f"Ended {ended} attempt{'' if ended == 1 else 's'} after the deadline."
            )
