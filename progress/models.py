"""What progress keeps since it cannot be derived on the spot: a search index, and what was attested."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from courses.models import Course, Lesson


class SearchEntry(models.Model):
    """A passage that can be found: of a lesson, a fact, or a person's own note.

    A copy of what the lessons say, made anew whenever they change (`progress/search/indexing.py`).
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", "Lesson"
        FACT = "fact", "Fact"
        NOTE = "note", "Your note"

    course = models.ForeignKey(Course, models.CASCADE, related_name="search_entries")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="search_entries")
    kind = models.CharField(max_length=8, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="search_entries",
        help_text="Whose note it is; nobody else finds it.",
    )
    note_id = models.BigIntegerField(null=True, blank=True, unique=True)
    title = models.TextField()
    text = models.TextField(blank=True)
    anchor = models.CharField(max_length=80, blank=True, help_text="Of the passage, on its page.")

    class Meta:
        verbose_name_plural = "search entries"
        indexes = (models.Index(fields=("course", "kind"), name="progress_searchentry_course"),)

    def __str__(self) -> str:
        return self.title


class SearchIndex(models.Model):
    """Which code made the entries of a course, so that an update makes them anew."""

    course = models.OneToOneField(Course, models.CASCADE, related_name="search_index")
    maker = models.CharField(max_length=24, help_text="A digest of the code that made the entries.")

    class Meta:
        verbose_name_plural = "search indexes"

    def __str__(self) -> str:
        return str(self.course)


class Record(models.Model):
    """What a person achieved in a course, attested on a day. Anybody with the code may verify it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="records")
    course = models.ForeignKey(Course, models.CASCADE, related_name="records")
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120, help_text="As the person wrote it.")
    figures = models.JSONField(help_text="What was achieved, as it stood then.")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ("-issued_at",)
        constraints = (
            models.UniqueConstraint(fields=("user", "course"), name="progress_record_unique"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.course}"
