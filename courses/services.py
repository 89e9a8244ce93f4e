"""What a reader does with a lesson. Each service may be called twice without harm."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from courses.models import Enrolment, Lesson, Reading


@transaction.atomic
def open_lesson(*, user: User, lesson: Lesson, now: datetime) -> Reading:
    """Note that the person has begun to read, and with the first lesson joined the course."""
    Enrolment.objects.get_or_create(
        user=user, course=lesson.module.course, defaults={"created_at": now}
    )
    reading, _ = Reading.objects.get_or_create(
        user=user, lesson=lesson, defaults={"first_opened": now}
    )
    return reading


@transaction.atomic
def finish_lesson(*, user: User, lesson: Lesson, now: datetime) -> None:
    """Mark the lesson as read. The first time stands."""
    reading = open_lesson(user=user, lesson=lesson, now=now)
    Reading.objects.filter(pk=reading.pk, finished_at__isnull=True).update(finished_at=now)
