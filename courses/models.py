"""What is taught: courses, modules, lessons, the exam they serve, and who reads what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from courses.rendering import BodyRefused, check_body
from courses.shapes import check_carries, check_instances, check_words

RESERVED_SLUGS = frozenset({"plan"})  # of lessons, since a course has a page of that name


def refuse(field: str, check: Callable[[Any], None], value: Any) -> None:
    """Run a check and turn its complaint into one on a field.

    Raises:
        ValidationError: the check refuses the value.
    """
    try:
        check(value)
    except (ValidationError, BodyRefused) as error:
        raise ValidationError({field: getattr(error, "messages", [str(error)])}) from error


class CourseManager(models.Manager["Course"]):
    def get_by_natural_key(self, slug: str) -> Course:
        return self.get(slug=slug)


class Course(models.Model):
    """A subject taught in modules and lessons."""

    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    stop_words = models.JSONField(
        default=list,
        blank=True,
        help_text="Words that say nothing in this course, such as the maker's name. They are set "
        "aside when names and questions are compared.",
    )
    settings = models.JSONField(
        default=list,
        blank=True,
        help_text="Who may have a need in a scenario question, such as “A city library”. Empty: "
        "people and organisations of a general list.",
    )
    instances = models.JSONField(
        default=list,
        blank=True,
        help_text="Concrete words that may stand for a general one in a scenario question, such as "
        '[{"term": "personal data", "instances": ["passport numbers"]}].',
    )
    choices = models.JSONField(
        default=list,
        blank=True,
        help_text="Nouns for what people choose for a need in this course, such as “wine”, beside "
        "general ones such as tool and service. Only of such things a scenario is told.",
    )
    published = models.BooleanField(default=False)
    bank_state = models.CharField(
        max_length=24,
        blank=True,
        editable=False,
        help_text="What the bank was last built from, so that a start without changes is quick.",
    )

    objects = CourseManager()

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("progress:course_map", args=(self.slug,))

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuse words that are no lists of texts, and instances of another shape."""
        refuse("stop_words", check_words, self.stop_words)
        refuse("settings", check_words, self.settings)
        refuse("instances", check_instances, self.instances)
        refuse("choices", check_words, self.choices)


class ModuleManager(models.Manager["Module"]):
    def get_by_natural_key(self, course: str, slug: str) -> Module:
        return self.get(course__slug=course, slug=slug)


class Module(models.Model):
    """A chapter of a course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True)

    objects = ModuleManager()

    class Meta:
        ordering = ("course", "position")
        constraints = (
            models.UniqueConstraint(fields=("course", "slug"), name="courses_module_slug_unique"),
        )

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str]:
        return (self.course.slug, self.slug)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]


class LessonQuerySet(models.QuerySet["Lesson"]):
    def published(self) -> Self:
        return self.filter(published=True, module__course__published=True)

    def in_order(self) -> Self:
        """Order by course, module and position, as a reader meets them."""
        return self.order_by(
            "module__course__position", "module__course__slug", "module__position", "position"
        )

    def get_by_natural_key(self, course: str, slug: str) -> Lesson:
        return self.get(module__course__slug=course, slug=slug)


class Lesson(models.Model):
    """One sitting of reading: Markdown in the lesson convention (docs/lesson-convention.md)."""

    module = models.ForeignKey(Module, models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField(help_text="Place within the module, from 1.")
    slug = models.SlugField()
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True, help_text="One sentence for the course map.")
    body = models.TextField(
        help_text="Markdown. A fact is a bullet that begins with a bold label; comparisons go in a "
        "table. The card: docs/lesson-convention.md."
    )
    minutes = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(1)], help_text="Reading time."
    )
    bank_share = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="Percent of an exam form that this lesson should fill.",
    )
    exam_tasks = models.JSONField(
        default=list, blank=True, help_text="Task statements of the exam, such as 2.2."
    )
    carries = models.JSONField(
        default=dict,
        blank=True,
        help_text="Syllabus id -> weight (A, B, C), scored, and the words of the body that carry it.",
    )
    prerequisites = models.ManyToManyField("self", symmetrical=False, blank=True)
    published = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ("module", "position")
        constraints = (
            models.UniqueConstraint(fields=("module", "slug"), name="courses_lesson_slug_unique"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("progress:lesson", args=(self.module.course.slug, self.slug))

    def title_of(self, section: str) -> str:
        """Return the title of a section beside those of other lessons; "" is the whole lesson."""
        if not section:
            return self.title
        is_own_name = section == self.title or section.startswith(f"{self.title} (")
        return section if is_own_name else f"{self.title}: {section}"

    def natural_key(self) -> tuple[str, str]:
        return (self.module.course.slug, self.slug)

    natural_key.dependencies = ["courses.module"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse a slug that another module of the course has, and what could not be read or shown."""
        refuse("carries", check_carries, self.carries)
        refuse("body", check_body, self.body or "")
        # Two lessons of one course with one slug would share an address.
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": "This address is taken by a page of every course."})
        others = Lesson.objects.filter(module__course__modules=self.module_id, slug=self.slug)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"slug": "Another lesson of this course has this slug."})


class ObjectiveManager(models.Manager["Objective"]):
    def get_by_natural_key(self, course: str, lesson: str, position: int) -> Objective:
        return self.get(lesson__module__course__slug=course, lesson__slug=lesson, position=position)


class Objective(models.Model):
    """What a learner can do after a lesson."""

    class Level(models.TextChoices):
        REMEMBER = "remember"
        UNDERSTAND = "understand"
        APPLY = "apply"
        ANALYZE = "analyze"

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Level)
    text = models.CharField(max_length=240)

    objects = ObjectiveManager()

    class Meta:
        ordering = ("lesson", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("lesson", "position"), name="courses_objective_position_unique"
            ),
        )

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.lesson.natural_key(), self.position)

    natural_key.dependencies = ["courses.lesson"]  # type: ignore[attr-defined]


class BlueprintManager(models.Manager["Blueprint"]):
    def get_by_natural_key(self, course: str, code: str) -> Blueprint:
        return self.get(course__slug=course, code=code)


class Blueprint(models.Model):
    """How an exam is built: its length, scale and pass mark, as published on `checked_on`."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="blueprints")
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=160)
    items = models.PositiveSmallIntegerField()
    scored_items = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    scale_min = models.PositiveSmallIntegerField()
    scale_max = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField()
    checked_on = models.DateField()

    objects = BlueprintManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("course", "code"), name="courses_blueprint_code_unique"
            ),
            models.CheckConstraint(
                condition=Q(scored_items__lte=F("items")),
                name="courses_blueprint_scored_within_items",
            ),
            models.CheckConstraint(
                condition=Q(scale_min__lt=F("pass_mark"), pass_mark__lte=F("scale_max")),
                name="courses_blueprint_pass_mark_on_scale",
            ),
        )

    def __str__(self) -> str:
        return self.code

    def natural_key(self) -> tuple[str, str]:
        return (self.course.slug, self.code)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]


class DomainManager(models.Manager["Domain"]):
    def get_by_natural_key(self, course: str, code: str, number: int) -> Domain:
        return self.get(blueprint__course__slug=course, blueprint__code=code, number=number)


class Domain(models.Model):
    """A part of an exam with its share of the scored items."""

    blueprint = models.ForeignKey(Blueprint, models.CASCADE, related_name="domains")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    weight = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(100)], help_text="Percent of the scored items."
    )
    covered = models.BooleanField(default=False, help_text="Whether this course teaches it.")

    objects = DomainManager()

    class Meta:
        ordering = ("blueprint", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("blueprint", "number"), name="courses_domain_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(weight__lte=100), name="courses_domain_weight_is_percent"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.blueprint.natural_key(), self.number)

    natural_key.dependencies = ["courses.blueprint"]  # type: ignore[attr-defined]


class Enrolment(models.Model):
    """A person's place in a course, with what they plan."""

    class TimeFactor(models.IntegerChoices):
        NONE = 0, "No limit"
        USUAL = 100, "The usual time"
        QUARTER_MORE = 125, "A quarter more"
        THIRD_MORE = 133, "A third more"
        HALF_MORE = 150, "Half as much again"
        TWICE = 200, "Twice the time"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    course = models.ForeignKey(Course, models.CASCADE, related_name="enrolments")
    exam_date = models.DateField(null=True, blank=True)
    minutes_a_day = models.PositiveSmallIntegerField(
        default=20, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    reviews_a_day = models.PositiveSmallIntegerField(
        default=40, validators=[MinValueValidator(5), MaxValueValidator(500)]
    )
    time_factor = models.PositiveSmallIntegerField(
        choices=TimeFactor, default=TimeFactor.USUAL, help_text="Time for mock exams, in percent."
    )
    feed_key = models.UUIDField(
        null=True, blank=True, unique=True, help_text="Opens the calendar of the plan."
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "course"), name="courses_enrolment_unique"),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.course}"


class Reading(models.Model):
    """Whether a person has opened and finished a lesson."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="readings")
    first_opened = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "lesson"), name="courses_reading_unique"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.lesson}"


class LoadedRow(models.Model):
    """What a fixture last said of a row, so that a reload can tell whose change is whose."""

    label = models.CharField(max_length=80, help_text="Model, such as courses.lesson.")
    natural_key = models.CharField(max_length=240)
    fields = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("label", "natural_key"), name="courses_loadedrow_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.natural_key}"


class DenialManager(models.Manager["Denial"]):
    def get_by_natural_key(self, course: str, statement: str) -> Denial:
        return self.get(course__slug=course, statement=statement)


class Denial(models.Model):
    """An instructor's word that other things do not do what a sentence says of its subject.

    It proves wrong options that no lesson proves (proof class P6).
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="denials")
    statement = models.CharField(
        max_length=400, help_text="The sentence of a fact, as the list of facts shows it."
    )
    subjects = models.JSONField(
        default=list, help_text="The things of which it is false, such as [Owl, Duck]."
    )

    objects = DenialManager()

    class Meta:
        ordering = ("course", "statement")
        constraints = (
            models.UniqueConstraint(
                fields=("course", "statement"), name="courses_denial_statement_unique"
            ),
        )

    def __str__(self) -> str:
        return self.statement

    def natural_key(self) -> tuple[str, str]:
        return (self.course.slug, self.statement)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse subjects that are no list of names."""
        refuse("subjects", check_words, self.subjects)
