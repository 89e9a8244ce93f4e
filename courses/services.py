"""What a reader does with a lesson. Each service may be called twice without harm."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from courses.models import Course, Enrolment, Lesson, Reading


def join_course(*, user: User, course: Course, now: datetime) -> Enrolment:
    """Return the person's place in the course; the first time it is made."""
    enrolment, _ = Enrolment.objects.get_or_create(
        user=user, course=course, defaults={"created_at": now}
    )
    return enrolment


@transaction.atomic
def change_enrolment(*, user: User, course: Course, now: datetime, **wishes: Any) -> Enrolment:
    """Keep what the person plans in a course, which joins it.

    Args:
        wishes: columns of the enrolment that the person may choose, such as `exam_date`.
    """
    enrolment = join_course(user=user, course=course, now=now)
    for column, wish in wishes.items():
        setattr(enrolment, column, wish)
    enrolment.save(update_fields=list(wishes))
    return enrolment


@transaction.atomic
def change_feed_key(
    *, user: User, course: Course, now: datetime, old: UUID | None, new: UUID | None
) -> UUID | None:
    """Replace the key of the calendar if it is still `old`; return the one that counts then.

    `None` is no key: there is no calendar. Twice is harmless, since the second time another key
    than `old` is there.
    """
    enrolment = join_course(user=user, course=course, now=now)
    here = Enrolment.objects.filter(pk=enrolment.pk)
    here.filter(feed_key=old).update(feed_key=new)
    return here.values_list("feed_key", flat=True).get()


@transaction.atomic
def open_lesson(*, user: User, lesson: Lesson, now: datetime) -> Reading:
    """Note that the person has begun to read, and with the first lesson joined the course."""
    join_course(user=user, course=lesson.module.course, now=now)
    reading, _ = Reading.objects.get_or_create(
        user=user, lesson=lesson, defaults={"first_opened": now}
    )
    return reading


@transaction.atomic
def finish_lesson(*, user: User, lesson: Lesson, now: datetime) -> None:
    """Mark the lesson as read. The first time stands."""
    reading = open_lesson(user=user, lesson=lesson, now=now)
    Reading.objects.filter(pk=reading.pk, finished_at__isnull=True).update(finished_at=now)
