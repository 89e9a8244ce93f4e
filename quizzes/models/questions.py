"""The question bank. Versions never change, so that history always shows what was asked."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models

from courses.models import Course, Lesson
from quizzes.models.facts import Fact


class QuestionQuerySet(models.QuerySet["Question"]):
    def of(self, course: Course) -> Self:
        return self.filter(lesson__module__course=course)

    def servable(self) -> Self:
        """Keep what may be asked: live questions of published lessons."""
        return self.filter(
            status=Question.Status.LIVE,
            lesson__published=True,
            lesson__module__course__published=True,
        )


class Question(models.Model):
    """An idea to ask: item model x direction x facts. Its wordings are versions."""

    class Kind(models.TextChoices):
        SINGLE = "single", "Single choice"
        MULTIPLE = "multiple", "Select two"
        TRUE_FALSE = "true_false", "True or false, with the reason"
        MATCHING = "matching", "Matching"
        ORDERING = "ordering", "Putting in order"
        CLOZE = "cloze", "Filling a gap"
        SHORT_ANSWER = "short_answer", "Short answer"
        NUMERIC = "numeric", "A number"

    class Level(models.TextChoices):
        RECALL = "recall", "Recall"
        COMPARE = "compare", "Compare"
        APPLY = "apply", "Apply"

    class Status(models.TextChoices):
        LIVE = "live", "Live"
        RETIRED = "retired", "Retired: the lesson no longer carries it"
        REJECTED = "rejected", "Rejected by an instructor"
        SUSPENDED = "suspended", "Suspended: reported, until an instructor has looked"

    key = models.CharField(max_length=24)
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="questions")
    facts = models.ManyToManyField(Fact, related_name="questions")
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(max_length=8, choices=Level)
    model = models.CharField(max_length=8, help_text="Item model, such as T1.")
    origin = models.CharField(max_length=12, default="generated")
    status = models.CharField(max_length=12, choices=Status, default=Status.LIVE)
    frame = models.CharField(max_length=80, blank=True, help_text="Frame of the stem's wording.")
    told = models.JSONField(
        default=list, blank=True, help_text="Keys of the facts that it or an explanation tells."
    )
    difficulty_prior = models.FloatField(
        default=0.0, help_text="How hard it should be, in logits: predicted, -3 to 3."
    )
    difficulty_reasons = models.JSONField(
        default=list, blank=True, help_text="What the prediction is the sum of."
    )
    current = models.OneToOneField(
        "Version", models.PROTECT, null=True, blank=True, related_name="current_of"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("lesson", "key")
        constraints = (
            models.UniqueConstraint(fields=("lesson", "key"), name="quizzes_question_key_unique"),
        )

    def __str__(self) -> str:
        return self.key


class Version(models.Model):
    """One frozen wording of a question, its options with their proofs and citations. Immutable.

    Only where its citations stand (lesson and passage) follows the lessons.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    stem = models.TextField()
    options = models.JSONField(
        help_text="List of {text, correct, explanation, proof: {class, facts}, citations: [{lesson, "
        "quote}]}, with what its kind of answer needs besides."
    )
    scored = models.BooleanField(default=True)
    fact_keys = models.JSONField(default=list, help_text="Facts that it asks.")
    fact_versions = models.JSONField(
        default=dict, help_text="Version of each fact that it depends on, by key."
    )
    digest = models.CharField(max_length=64)
    generator_version = models.CharField(max_length=16)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("question", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "number"), name="quizzes_version_number_unique"
            ),
        )

    def __str__(self) -> str:
        return self.stem

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError("A version never changes: make a new one.")
        super().save(*args, **kwargs)

    @property
    def key_positions(self) -> tuple[int, ...]:
        """Return the positions (from 0) of the right options."""
        return tuple(i for i, option in enumerate(self.options) if option["correct"])
