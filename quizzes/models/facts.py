"""Facts, and what they said before."""

from __future__ import annotations

from django.db import models

from courses.models import Course, Lesson


class Fact(models.Model):
    """A sentence of a lesson that can be asked. The key is minted once and survives rewording."""

    class Importance(models.TextChoices):
        A = "A", "A: asked in several ways"
        B = "B", "B: asked twice"
        C = "C", "C: asked once"

    class Status(models.TextChoices):
        APPROVED = "approved", "Approved"
        RETIRED = "retired", "Retired: the lesson no longer says it"

    course = models.ForeignKey(Course, models.CASCADE, related_name="facts")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="facts")
    key = models.CharField(max_length=24)
    fingerprint = models.CharField(
        max_length=24, db_index=True, help_text="Finds the fact again when its lesson is re-read."
    )
    position = models.PositiveIntegerField(default=0, help_text="Place in the lesson, from 1.")
    section = models.CharField(max_length=200, blank=True, help_text="The heading it stands under.")
    subject = models.CharField(max_length=200)
    slot = models.CharField(max_length=80)
    says = models.TextField(blank=True, help_text="What it says of its subject.")
    statement = models.TextField()
    polarity = models.BooleanField(default=True, help_text="Off: the lesson says it is not so.")
    passage = models.TextField(help_text="The words of the lesson that say it.")
    importance = models.CharField(max_length=1, choices=Importance, default=Importance.B)
    closure = models.BooleanField(default=False, help_text="Part of a list marked complete.")
    scored = models.BooleanField(default=True, help_text="May decide which option is right.")
    volatile_as_of = models.DateField(null=True, blank=True)
    references = models.JSONField(default=list, blank=True, help_text="Syllabus ids.")
    status = models.CharField(max_length=8, choices=Status, default=Status.APPROVED)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows when what it says becomes another matter."
    )

    class Meta:
        ordering = ("lesson", "position")
        constraints = (
            models.UniqueConstraint(fields=("course", "key"), name="quizzes_fact_key_unique"),
        )

    def __str__(self) -> str:
        return self.statement


class FactChange(models.Model):
    """What a fact said before it was changed. Only ever added to; the present stands in the fact."""

    class Kind(models.TextChoices):
        COSMETIC = "cosmetic", "Cosmetic: the same words"
        WORDING = "wording", "Wording: other words for the same"
        SUBSTANTIVE = "substantive", "Substantive: another matter"

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField(help_text="From 1.")
    kind = models.CharField(max_length=12, choices=Kind)
    version = models.PositiveIntegerField(help_text="Of the fact, before the change.")
    fingerprint = models.CharField(max_length=24)
    subject = models.CharField(max_length=200)
    says = models.TextField()
    statement = models.TextField()
    polarity = models.BooleanField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("fact", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("fact", "number"), name="quizzes_factchange_number_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.statement}"
