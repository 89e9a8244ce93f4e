"""Which thing a person takes for which, and the answers that tell so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from courses.models import Course
from quizzes.contrasts.differences import Things
from quizzes.contrasts.drills import pair_of
from quizzes.contrasts.reading import pair_url, times_words
from quizzes.grading import MarkScheme, mark_scheme_of
from quizzes.models import Confusion, ResponseQuerySet, Version

SHOWN = 5  # on the dashboard


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing that was asked for, and the one that was chosen in its place."""

    course: str
    thing: str
    taken_for: str
    times: int
    last_at: datetime

    @property
    def times_words(self) -> str:
        """Return how often, as the end of a drill says it, such as "twice"."""
        return times_words(self.times)

    @property
    def url(self) -> str:
        """Return where the answers are listed."""
        asked = {"course": self.course, "thing": self.thing, "taken_for": self.taken_for}
        return f"{reverse('progress:responses')}?{urlencode(asked)}"

    @property
    def compare_url(self) -> str:
        """Return where the two are set side by side."""
        return pair_url(self.course, pair_of(self.thing, self.taken_for))


def read_pairs(
    user: User, courses: Collection[Course], *, most: int | None = None
) -> tuple[Pair, ...]:
    """Return the pairs confused most often, the latest first of equals. One query."""
    rows = Confusion.objects.filter(user=user, course__in=courses)
    ranked = rows.order_by("-times", "-last_at", "thing", "taken_for")
    return tuple(
        Pair(*row)
        for row in ranked.values_list("course__slug", "thing", "taken_for", "times", "last_at")[
            :most
        ]
    )


def read_both_ways(user: User, course: Course, things: Things) -> tuple[Pair, ...]:
    """Return which of two things was taken for the other, each way that ever happened. One query."""
    rows = Confusion.objects.filter(
        user=user, course=course, thing__in=things, taken_for__in=things
    ).order_by("thing")
    return tuple(
        Pair(course.slug, row.thing, row.taken_for, row.times, row.last_at) for row in rows
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
