"""Problems with questions that learners report, and what was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from quizzes.models.questions import Version


class Report(models.Model):
    """A learner's complaint about a question. It stays when the learner leaves."""

    class Reason(models.TextChoices):
        SECOND_KEY = "second_key", "Another answer is right as well"
        WRONG_KEY = "wrong_key", "The answer given as right is wrong"
        UNCLEAR = "unclear", "The question is not clear"
        OUTDATED = "outdated", "It is out of date"
        OTHER = "other", "Something else"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reports"
    )
    version = models.ForeignKey(Version, models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason)
    text = models.TextField(max_length=2000, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "version", "reason"), name="quizzes_report_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.version}"


class Correction(models.Model):
    """What was done about a report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="corrections")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="corrections"
    )
    text = models.TextField(help_text="In words for the learner who reported it.")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.text
