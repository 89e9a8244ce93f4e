"""Records of achievement: what has to be done for one, and what it attests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Min, Sum

from accounts.models import User
from courses.models import Course
from progress.courses import CourseProgress, read_course
from progress.mastery import LessonState
from progress.models import Record
from quizzes.models import Day
from quizzes.papers.form_codes import ALPHABET, LOOKALIKES

SIGNS, GROUP = 12, 4  # of a code: 60 bits, more than can be tried


class NotAchieved(Exception):
    """The person has not done what a record attests."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that has to be done for a record, and how far it is done."""

    text: str
    done: int
    wanted: int

    @property
    def is_met(self) -> bool:
        return self.done >= self.wanted


@dataclass(frozen=True, slots=True)
class Prospect:
    """How far a person is from a record. A course without lessons attests nothing."""

    demands: tuple[Demand, ...]

    @property
    def is_achieved(self) -> bool:
        return all(demand.is_met and demand.wanted for demand in self.demands)


def prospect_of(progress: CourseProgress) -> Prospect:
    """Return what has to be done for a record in a course, and how far it is done."""
    asking = [lesson for lesson in progress.lessons if lesson.facts]
    solid = sum(lesson.state == LessonState.SOLID for lesson in asking)
    return Prospect(
        (
            Demand("lessons read", progress.read, len(progress.lessons)),
            Demand(
                "lessons solid, which means that you know four fifths of each", solid, len(asking)
            ),
        )
    )


@transaction.atomic
def issue_record(
    *, user: User, course: Course, name: str, now: datetime, draw: Callable[[int], int]
) -> Record:
    """Attest what the person achieved by `now`. Again, it keeps its code and tells the newer figures.

    Args:
        name: as it shall stand on the record.
        draw: returns a number below its argument, unpredictably.

    Raises:
        NotAchieved: something is left to do; nothing is saved.
    """
    progress = read_course(user, course, now=now)
    if not prospect_of(progress).is_achieved:
        raise NotAchieved
    record, _ = Record.objects.update_or_create(
        user=user,
        course=course,
        defaults={"name": name, "figures": figures_of(user, course, progress), "issued_at": now},
        create_defaults={
            "name": name,
            "figures": figures_of(user, course, progress),
            "issued_at": now,
            "code": "".join(ALPHABET[draw(len(ALPHABET))] for _ in range(SIGNS)),
        },
    )
    return record


def figures_of(user: User, course: Course, progress: CourseProgress) -> dict[str, object]:
    """Return what a record tells: counts, and the first and last day of answers (ISO dates)."""
    days = Day.objects.filter(user=user, course=course).aggregate(
        days=Count("pk"), answers=Sum("answers"), first=Min("date"), last=Max("date")
    )
    return {
        "lessons": len(progress.lessons),
        "minutes": progress.minutes,
        "facts": progress.countable,
        "known": progress.known,
        "days": days["days"],
        "answers": days["answers"] or 0,
        "first": days["first"].isoformat() if days["first"] else "",
        "last": days["last"].isoformat() if days["last"] else "",
    }


def find_record(typed: str) -> Record | None:
    """Return the record of a code. Small letters, spaces, hyphens, O for 0 and I or L for 1 are fine."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(LOOKALIKES)
    return Record.objects.filter(code=signs).select_related("course").first()


def in_groups(code: str) -> str:
    """Return a code as people read it, such as "7KQ2-M0XA-93TC"."""
    return "-".join(code[start : start + GROUP] for start in range(0, SIGNS, GROUP))
