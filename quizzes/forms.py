"""What a learner may send: what to practise, and an answer."""

from __future__ import annotations

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Count, Q
from django.http import QueryDict

from courses.models import Lesson, Module
from quizzes.answers.base import AnswerKind, NotAnAnswer, Order
from quizzes.models import Note, Question, Report, Response

LENGTHS = (5, 10, 15, 20)
LONGEST = 24 * 60 * 60  # seconds
Source = Lesson | Module


class PracticeForm(forms.Form):
    """What to practise, and how much of it."""

    source = forms.ChoiceField(
        label="What",
        error_messages={"invalid_choice": "This is not on offer any more. Choose from the list."},
    )
    count = forms.TypedChoiceField(
        label="How many questions",
        choices=[(length, str(length)) for length in LENGTHS],
        coerce=int,
        initial=10,
        widget=forms.RadioSelect,
    )
    replacing = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, preset: str = "", course: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("source", InlineRadios("count"))
        self.lessons = lessons_with_questions()
        self.fields["source"].choices = choices_of(self.lessons)  # type: ignore[attr-defined]
        self.fields["source"].initial = self.value_of(preset, course)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to practise."""
        return not self.lessons

    def value_of(self, preset: str, course: str) -> str | None:
        """Return the choice for a preset such as `lesson:kms`, or `None` if it is not offered."""
        kind, _, slug = preset.partition(":")
        for lesson in self.lessons:
            if course and lesson.module.course.slug != course:
                continue
            if kind == "lesson" and lesson.slug == slug:
                return f"lesson-{lesson.pk}"
            if kind == "module" and lesson.module.slug == slug:
                return f"module-{lesson.module_id}"
        return None

    def clean_source(self) -> Source:
        kind, _, pk = self.cleaned_data["source"].partition("-")
        if kind == "lesson":
            return next(lesson for lesson in self.lessons if lesson.pk == int(pk))
        return next(lesson.module for lesson in self.lessons if lesson.module_id == int(pk))


def lessons_with_questions() -> list[Lesson]:
    """Return the published lessons that have something to ask, each with its number `asks`."""
    live = Q(questions__status=Question.Status.LIVE, questions__current__isnull=False)
    lessons = Lesson.objects.published().in_order().select_related("module__course")
    return list(lessons.annotate(asks=Count("questions", filter=live)).filter(asks__gt=0))


def choices_of(lessons: list[Lesson]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the lessons grouped by module, each group led by the module as a whole."""
    several = len({lesson.module.course_id for lesson in lessons}) > 1
    groups: dict[int, tuple[Module, list[Lesson]]] = {}
    for lesson in lessons:
        groups.setdefault(lesson.module_id, (lesson.module, []))[1].append(lesson)
    return [
        (
            f"{module.course.title} · {module.title}" if several else module.title,
            [(f"module-{module.pk}", whole_module(module, members))]
            + [(f"lesson-{one.pk}", f"{one.title} ({asks(one)})") for one in members],
        )
        for module, members in groups.values()
    ]


def whole_module(module: Module, lessons: list[Lesson]) -> str:
    total = sum(asks(lesson) for lesson in lessons)
    return f"All of {module.title} ({total} questions)"


def asks(lesson: Lesson) -> int:
    return int(getattr(lesson, "asks", 0))


class CheckForm(forms.Form):
    """Which section of a lesson was just read; empty means all of it."""

    section = forms.CharField(max_length=200, required=False)


class ReviewForm(forms.Form):
    """Which course to review."""

    course = forms.SlugField()


class ResponseForm(forms.Form):
    """An answer, read from its fields by the kind of the question: `chosen` goes into the log."""

    sent_key = forms.UUIDField(
        error_messages={
            "required": "The answer came without its key. Please send it again.",
            "invalid": "The answer came without its key. Please send it again.",
        }
    )
    seconds = forms.CharField(required=False)
    confidence = forms.CharField(required=False)

    def __init__(self, data: QueryDict, *, kind: AnswerKind, order: Order) -> None:
        super().__init__(data)
        self.sent, self.kind, self.order = data, kind, order

    def clean(self) -> dict[str, Any]:
        try:
            chosen = self.kind.accept(self.kind.read(self.sent, self.order))
        except NotAnAnswer as trouble:
            raise forms.ValidationError(str(trouble)) from trouble
        return {**self.cleaned_data, "chosen": chosen}

    def clean_seconds(self) -> float | None:
        """Return the time spent; nonsense counts as unknown, since it must not cost an answer."""
        try:
            seconds = float(self.cleaned_data["seconds"])
        except ValueError:
            return None
        return seconds if 0 <= seconds <= LONGEST else None

    def clean_confidence(self) -> str:
        """Return how sure the person was; nonsense counts as nothing said."""
        said: str = self.cleaned_data["confidence"]
        return said if said in Response.Confidence.values else ""

    @property
    def error(self) -> str:
        """Return the first thing to mend, in words; what the learner can mend comes first."""
        own = [str(error) for error in self.non_field_errors()]
        return next(iter(own + [str(e) for errors in self.errors.values() for e in errors]), "")


class SwitchForm(forms.Form):
    """Something that is on or off. The page says which, so that a second tap does not undo the first."""

    on = forms.ChoiceField(choices=[("1", "on"), ("0", "off")])

    @property
    def is_on(self) -> bool:
        return bool(self.cleaned_data["on"] == "1")


class NoteForm(forms.ModelForm):
    """A person's own words on a fact; nothing but space takes them away."""

    class Meta:
        model = Note
        fields = ("text",)
        labels = {"text": "Your note"}
        help_texts = {"text": "Only you see it. Empty it to delete it."}
        widgets = {"text": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False

    def clean_text(self) -> str:
        if "text" not in self.data:
            raise forms.ValidationError("The note came without its words. Please write it again.")
        return str(self.cleaned_data["text"])


class ReportForm(forms.Form):
    """What is wrong with a question."""

    reason = forms.ChoiceField(
        label="What is wrong?",
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong."},
    )
    text = forms.CharField(
        label="In your words",
        help_text="What did you expect, and where did you read it? You may leave this empty.",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )


class DayForm(forms.Form):
    """The day whose question a guest answers. Nothing of it is stored."""

    day = forms.DateField()


class TryForm(ResponseForm):
    """A guest's answer to the question of a day. It is not stored, so it needs no key."""

    sent_key = None  # type: ignore[assignment]
    seconds = None  # type: ignore[assignment]
    confidence = None  # type: ignore[assignment]
