"""The question bank, what learners answered, and what they remember.

Versions never change and responses are only ever added, so history always shows what was asked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from courses.models import Course, Lesson
from quizzes.notes.models import Asking as Asking  # found by Django here
from quizzes.notes.models import NotesFile as NotesFile
from quizzes.notes.models import Proposal as Proposal


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
    """How often a person took one thing for another: a rollup of the log."""

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
        default=list, help_text="Logarithms at the abilities of quizzes/ability.py."
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

    class Meta:
        verbose_name_plural = "abilities"
        constraints = (
            models.UniqueConstraint(fields=("user", "course"), name="quizzes_ability_unique"),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.course}"


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
