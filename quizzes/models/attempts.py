"""What was asked and answered. Responses are only ever added to: all that is shown can be rebuilt from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from courses.models import Course
from quizzes.models.questions import Version


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> Self:
        return self.filter(finished_at__isnull=True)

    def overdue(self, now: datetime) -> Self:
        """Keep what is still open after its deadline."""
        return self.open().filter(deadline__lt=now)


class Attempt(models.Model):
    """A person's pass through a form. The user is empty once the person has left."""

    class Mode(models.TextChoices):
        CHECK = "check", "Check"
        PRACTICE = "practice", "Practice"
        REVIEW = "review", "Review"
        MOCK = "mock", "Mock exam"

    class Feedback(models.TextChoices):
        AT_ONCE = "at_once", "After each answer"
        AT_END = "at_end", "At the end"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="attempts"
    )
    course = models.ForeignKey(Course, models.CASCADE, related_name="attempts")
    mode = models.CharField(max_length=8, choices=Mode)
    feedback = models.CharField(max_length=8, choices=Feedback, default=Feedback.AT_ONCE)
    title = models.CharField(max_length=160, help_text="What it drew from.")
    choice = models.JSONField(
        default=dict, blank=True, help_text="What the person asked for, to ask for it again."
    )
    exam = models.JSONField(
        default=dict, blank=True, help_text="Of a mock: its plan and scale, as they were then."
    )
    forecast = models.JSONField(
        default=dict, blank=True, help_text="Of a mock: what was foretold when it began."
    )
    form_code = models.CharField(max_length=32)
    seed = models.BigIntegerField(help_text="Reproduces the form that was drawn.")
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "course", "mode"),
                condition=Q(finished_at__isnull=True),
                name="quizzes_attempt_one_open_per_mode",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt_report", args=(self.pk,))

    @property
    def is_mock(self) -> bool:
        return self.mode == self.Mode.MOCK

    @property
    def tells_at_once(self) -> bool:
        return self.feedback == self.Feedback.AT_ONCE


class AttemptItem(models.Model):
    """One question of a form, as it was shown: the version and the order of its options."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(help_text="From 1.")
    version = models.ForeignKey(Version, models.PROTECT, related_name="items")
    option_order = models.JSONField(help_text="Indexes into the version's options, as shown.")
    lesson = models.CharField(max_length=50, blank=True, help_text="Slug, when it was drawn.")
    part = models.CharField(max_length=16, blank=True, help_text="Domain of the exam, by its code.")
    difficulty = models.FloatField(
        default=0.0, help_text="Predicted when it was drawn, in logits, -3 to 3."
    )
    scored = models.BooleanField(default=True)
    flagged = models.BooleanField(default=False)

    class Meta:
        ordering = ("attempt", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("attempt", "position"), name="quizzes_attemptitem_position_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.attempt} {self.position}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:question_answer", args=(self.attempt_id, self.position))


class ResponseQuerySet(models.QuerySet["Response"]):
    def final(self) -> Self:
        """Keep the answers that count: not what a person may still change before the end."""
        return self.filter(final=True)

    def update(self, **_: Any) -> int:
        raise ValidationError("The response log is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ValidationError("The response log is append-only.")


class Response(models.Model):
    """One answer given. Append-only: everything that is shown can be rebuilt from these rows.

    Where feedback comes at the end, each change of mind is a row of its own that is not final; the
    last one is written once more, as final, when the attempt ends.
    """

    class Confidence(models.TextChoices):
        GUESSING = "guessing", "Guessing"
        UNSURE = "unsure", "Unsure"
        SURE = "sure", "Sure"

    item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="responses")
    number = models.PositiveSmallIntegerField(
        default=1, help_text="First, second … answer to the item, from 1."
    )
    final = models.BooleanField(default=True, help_text="Counts. One of each item at the most.")
    chosen = models.JSONField(help_text="A list; its kind of answer says of what.")
    points = models.FloatField(help_text="0 to 1.")
    confidence = models.CharField(max_length=8, choices=Confidence, blank=True)
    seconds = models.FloatField(
        null=True, blank=True, help_text="Time spent, as the browser saw it."
    )
    sent_key = models.UUIDField(help_text="Made with the form: a retry carries the same one.")
    created_at = models.DateTimeField()

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "number"), name="quizzes_response_number_unique"
            ),
            models.UniqueConstraint(fields=("item", "sent_key"), name="quizzes_response_sent_once"),
            models.UniqueConstraint(
                fields=("item",), condition=Q(final=True), name="quizzes_response_one_final"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=1), name="quizzes_response_points_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.points}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError("The response log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError("The response log is append-only.")
