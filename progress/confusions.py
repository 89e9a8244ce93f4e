"""Which thing a person takes for which, and the answers that tell so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from courses.models import Course
from quizzes.grading import MarkScheme, mark_scheme_of
from quizzes.models import Confusion, ResponseQuerySet, Version

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing that was asked for, and the one that was chosen in its place."""

    course: str
    thing: str
    taken_for: str
    times: int
    last_at: datetime

    @property
    def url(self) -> str:
        """Return where the answers are listed."""
        asked = {"course": self.course, "thing": self.thing, "taken_for": self.taken_for}
        return f"{reverse('progress:responses')}?{urlencode(asked)}"


def read_pairs(user: User, courses: Collection[Course]) -> tuple[Pair, ...]:
    """Return the pairs confused most often, the latest first of equals. One query."""
    rows = Confusion.objects.filter(user=user, course__in=courses)
    ranked = rows.order_by("-times", "-last_at", "thing", "taken_for")
    return tuple(
        Pair(*row)
        for row in ranked.values_list("course__slug", "thing", "taken_for", "times", "last_at")[
            :SHOWN
        ]
    )


def answers_that_confuse(answers: ResponseQuerySet, thing: str, taken_for: str) -> list[int]:
    """Return the ids of the answers in which `taken_for` was chosen where `thing` was right.

    Reads the wordings that were answered wrongly, each once.
    """
    wrong = answers.filter(points__lt=1).order_by("pk")
    given = list(wrong.values_list("pk", "item__version", "chosen"))
    versions = Version.objects.select_related("question").in_bulk({row[1] for row in given})
    schemes: dict[int, MarkScheme] = {
        pk: mark_scheme_of(version)
        for pk, version in versions.items()
        if {thing, taken_for} <= {option.get("thing") for option in version.options}
    }
    return [
        pk
        for pk, version, chosen in given
        if version in schemes and (thing, taken_for) in schemes[version].mistaken(chosen)
    ]
