"""What is derived from the log of responses, kept in step with it, and rebuilt to the same rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models import Course
from quizzes.models.facts import Fact
from quizzes.models.questions import Question


class Card(models.Model):
    """What a person remembers of a fact: a rollup of the log that `rebuild --check` proves."""

    class Outcome(models.TextChoices):
        RIGHT = "right", "answered rightly"
        WRONG = "wrong", "answered wrongly"
        GUESSED = "guessed", "guessed rightly"
        REPEATED = "repeated", "answered rightly in words seen before"
        CONFUSED = "confused", "chosen in place of another"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cards")
    fact = models.ForeignKey(Fact, models.CASCADE, related_name="cards")
    mastery = models.FloatField(help_text="Chance that the fact is known, 0 to 1.")
    mastery_before = models.FloatField(default=0.35, help_text="The same before the last answer.")
    right = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    last_answered_at = models.DateTimeField()
    last_outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.RIGHT)
    last_kind = models.CharField(max_length=12, default=Question.Kind.SINGLE)
    kinds = models.JSONField(default=list, help_text="Kinds of questions answered rightly, sorted.")
    first_right_at = models.DateTimeField(null=True, blank=True)
    spaced = models.BooleanField(
        default=False, help_text="Answered rightly a day or more after the first time."
    )
    missed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Answered wrongly then, and not rightly in new words since.",
    )
    stability = models.FloatField(
        default=1.0, help_text="Days until the chance of recall falls to nine in ten (FSRS)."
    )
    difficulty = models.FloatField(default=5.0, help_text="How hard it sticks, 1 to 10 (FSRS).")
    due_at = models.DateTimeField(help_text="When it should be asked again.")
    fact_version = models.PositiveIntegerField(
        default=1, help_text="Version of the fact that was last asked."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "fact"), name="quizzes_card_unique"),
            models.CheckConstraint(
                condition=Q(mastery__gte=0, mastery__lte=1), name="quizzes_card_mastery_range"
            ),
        )
        indexes = (models.Index(fields=("user", "due_at"), name="quizzes_card_due"),)

    def __str__(self) -> str:
        return f"{self.fact}: {self.mastery:.2f}"

    @property
    def lesson_changed(self) -> bool:
        """Tell whether the lesson says another thing now than what the person was last asked."""
        return self.fact_version != self.fact.version


class Day(models.Model):
    """What a person answered in a course on a day: a rollup of the log."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="days")
    course = models.ForeignKey(Course, models.CASCADE, related_name="days")
    date = models.DateField()
    answers = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0.0)

    class Meta:
        ordering = ("date",)
        constraints = (
            models.UniqueConstraint(fields=("user", "course", "date"), name="quizzes_day_unique"),
        )

    def __str__(self) -> str:
        return f"{self.date}: {self.answers}"


class Confusion(models.Model):
    """In how many answers a person took one thing for another: a rollup of the log."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="confusions")
    course = models.ForeignKey(Course, models.CASCADE, related_name="confusions")
    thing = models.CharField(max_length=200, help_text="What was asked for.")
    taken_for = models.CharField(max_length=200, help_text="What was chosen in its place.")
    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        ordering = ("-times", "thing", "taken_for")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "course", "thing", "taken_for"), name="quizzes_confusion_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.thing} taken for {self.taken_for}"


class Ability(models.Model):
    """What the answers to questions never seen before say of a person's ability: a rollup.

    Answers to wordings seen before are only counted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="abilities")
    course = models.ForeignKey(Course, models.CASCADE, related_name="abilities")
    likelihood = models.JSONField(
        default=list, help_text="Logarithms, one for each ability of the grid."
    )
    weight = models.FloatField(default=0.0, help_text="Answers that speak of today; old ones fade.")
    last_at = models.DateTimeField()
    lessons = models.JSONField(
        default=dict, help_text="Slug -> answers and right answers to new wordings."
    )
    unseen = models.PositiveIntegerField(default=0, help_text="Answers to new wordings.")
    unseen_right = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0, help_text="Answers to wordings seen before.")
    seen_right = models.PositiveIntegerField(default=0)
    rules = models.PositiveSmallIntegerField(
        default=0, help_text="By which rules all of the person's answers in the course were read."
    )

    class Meta:
        verbose_name_plural = "abilities"
        constraints = (
            models.UniqueConstraint(fields=("user", "course"), name="quizzes_ability_unique"),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.course}"
