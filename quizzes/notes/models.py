"""What an import keeps: the raw files, what was proposed and asked from them, and what a person decided.

Outline, lessons and repairs are not stored: they follow from the raw text and the decisions.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from courses.models import Course, Lesson
from quizzes.notes.files import MAX_PATH

WORDS = ("subject", "label", "value")


class NotesFile(models.Model):
    """A file of raw notes. Its text is kept as it came, since citations of the draft quote it."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="notes_files")
    position = models.PositiveSmallIntegerField(help_text="Place among the files, from 1.")
    path = models.CharField(max_length=MAX_PATH, help_text="Its name, within the folder imported.")
    raw = models.TextField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the raw text.")
    state = models.CharField(
        max_length=24,
        blank=True,
        help_text="What the proposals were last read from: the text and the reader's own code.",
    )
    slugs = models.JSONField(
        default=dict, help_text="Slugs of modules and lessons by their slugs in the draft."
    )
    conflicts = models.JSONField(
        default=list, help_text="What the last change of the notes could not overwrite."
    )
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ("course_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("course", "path"), name="quizzes_notesfile_path_unique"
            ),
        )

    def __str__(self) -> str:
        return self.path


class Decision(models.Model):
    """Who decided something, and when; empty for what was decided by command."""

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    gone = models.BooleanField(default=False, help_text="The notes no longer give rise to it.")

    class Meta:
        abstract = True


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of(self, course: Course) -> Self:
        return self.filter(file__course=course)

    def standing(self) -> Self:
        """Keep what the notes still say."""
        return self.filter(gone=False)

    def pending(self) -> Self:
        return self.standing().filter(status=Proposal.Status.PROPOSED)

    def accepted(self) -> Self:
        """Keep what becomes a fact: approved as it was read, or edited."""
        return self.filter(status__in=(Proposal.Status.APPROVED, Proposal.Status.EDITED))


class Proposal(Decision):
    """A fact that a line of the notes seems to state; subject, label and value as they stand now."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        APPROVED = "approved", "Approved"
        EDITED = "edited", "Edited"
        REJECTED = "rejected", "Rejected"

    file = models.ForeignKey(NotesFile, models.CASCADE, related_name="proposals")
    key = models.CharField(max_length=24)
    order = models.PositiveIntegerField(help_text="Place in the notes, from 1.")
    lesson = models.ForeignKey(
        Lesson, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    section = models.CharField(max_length=120, help_text="Slug of its section in the draft.")
    line = models.PositiveIntegerField(help_text="Of the raw notes, from 1.")
    lines = models.JSONField(default=list, help_text="All its lines.")
    quote = models.TextField(help_text="The raw line that says it.")
    rule = models.CharField(max_length=120, help_text="What read it.")
    confidence = models.FloatField(
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="0 to 1: how likely the rule is right.",
    )
    subject = models.TextField()
    label = models.TextField()
    value = models.TextField()
    read = models.JSONField(
        default=dict, help_text="Subject, label and value as the notes were read."
    )
    statement = models.TextField(help_text="The sentence it makes.")
    traits = models.JSONField(
        default=dict, help_text="Shape, group, polarity and closure, as the reader gave them."
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    in_batch = models.BooleanField(
        default=False, help_text="Approved with many others, not looked at alone."
    )
    notice = models.TextField(
        blank=True, help_text="What a change of the notes makes of the decision."
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("file_id", "order")
        constraints = (
            models.UniqueConstraint(fields=("file", "key"), name="quizzes_proposal_key_unique"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1),
                name="quizzes_proposal_confidence_range",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_at__isnull=True)
                | (~Q(status="proposed") & Q(decided_at__isnull=False)),
                name="quizzes_proposal_decided_once_judged",
            ),
        )

    def __str__(self) -> str:
        return self.statement

    @property
    def words(self) -> dict[str, str]:
        """Return subject, label and value as they stand."""
        return {name: getattr(self, name) for name in WORDS}

    @property
    def shape(self) -> str:
        """Return how a lesson writes it: as a bullet, a member of a list, a cell or a step."""
        return str(self.traits.get("shape", "bullet"))


class AskingQuerySet(models.QuerySet["Asking"]):
    def of(self, course: Course) -> Self:
        return self.filter(file__course=course)

    def open(self) -> Self:
        return self.filter(gone=False, answer="")


class Asking(Decision):
    """A question to the instructor that one click answers, such as "Is this list complete?"."""

    SPELLING = "spelling"

    file = models.ForeignKey(NotesFile, models.CASCADE, related_name="askings")
    key = models.CharField(max_length=24)
    order = models.PositiveIntegerField(help_text="Place in the draft, from 1.")
    kind = models.CharField(max_length=12)
    text = models.TextField()
    answers = models.JSONField(default=list, help_text="What may be answered.")
    about = models.JSONField(default=list, help_text="Keys of the proposals it concerns.")
    subject = models.TextField(blank=True)
    value = models.TextField(blank=True)
    line = models.PositiveIntegerField(help_text="Of the raw notes, from 1.")
    unlocks = models.PositiveIntegerField(
        default=0, help_text="Questions that the first answer adds to the bank."
    )
    measured = models.BooleanField(
        default=False, help_text="Counted by building the bank both ways; off: an estimate."
    )
    answer = models.TextField(blank=True)

    objects = AskingQuerySet.as_manager()

    class Meta:
        ordering = ("-measured", "-unlocks", "file_id", "order")
        constraints = (
            models.UniqueConstraint(fields=("file", "key"), name="quizzes_asking_key_unique"),
        )

    def __str__(self) -> str:
        return self.text
