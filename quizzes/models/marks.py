"""What a person keeps beside questions and facts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from quizzes.models.facts import Fact
from quizzes.models.questions import Question


class Bookmark(models.Model):
    """A question that a person wants to find again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    question = models.ForeignKey(Question, models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "question"), name="quizzes_bookmark_unique"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.question}"


class Note(models.Model):
    """A person's own words on a fact. Shown beside its passage and after its questions."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    fact = models.ForeignKey(Fact, models.CASCADE, related_name="notes")
    text = models.TextField(max_length=2000)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("-updated_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "fact"), name="quizzes_note_unique"),
        )

    def __str__(self) -> str:
        return self.text
