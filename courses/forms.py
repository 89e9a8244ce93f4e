"""Forms of lessons and of what a person plans.

A lesson that cannot be read, or that would overwrite a colleague's, is refused.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from courses.models import Enrolment, Lesson, Module
from courses.rendering import BodyRefused, check_body

FARTHEST = 730  # days ahead that an exam may lie


class LessonForm(forms.ModelForm):
    """Carries the revision that the instructor saw, so that nobody's edit is silently lost."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Lesson
        fields = (
            "module",
            "position",
            "slug",
            "title",
            "summary",
            "body",
            "minutes",
            "bank_share",
            "exam_tasks",
            "carries",
            "prerequisites",
            "published",
        )
        widgets = {
            "body": forms.Textarea(attrs={"rows": 36, "cols": 100, "class": "markdown"}),
            "summary": forms.Textarea(attrs={"rows": 2, "cols": 100}),
            "carries": forms.Textarea(attrs={"rows": 6, "cols": 100}),
            "exam_tasks": forms.TextInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def clean_body(self) -> str:
        return cleaned_body(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen_revision")
        current = Lesson.objects.filter(pk=self.instance.pk).values_list("revision", flat=True)
        if self.instance.pk and seen is not None and list(current) != [seen]:
            raise ValidationError(
                "Somebody else saved this lesson while you were writing. Your text is still below: "
                "copy it, open the lesson again, and bring both together."
            )
        return cleaned


class LessonTextForm(forms.Form):
    """A lesson as far as it is written, to be looked at and not to be saved."""

    title = forms.CharField(required=False)
    module = forms.ModelChoiceField(Module.objects.select_related("course"), required=False)
    body = forms.CharField(
        required=False,
        error_messages={
            "null_characters_not_allowed": "It holds a character that no text has (NUL), perhaps "
            "from a paste: write the words around it anew."
        },
    )

    def clean_body(self) -> str:
        return cleaned_body(self.cleaned_data["body"])

    @property
    def refusal(self) -> str:
        """Return why the text cannot be read, or nothing."""
        return " ".join(str(trouble) for trouble in self.errors.get("body", []))


def cleaned_body(written: str) -> str:
    """Return the text of a lesson as it is stored.

    Raises:
        ValidationError: it would take too long to render. It says where, and what to do.
    """
    body = written.replace("\r\n", "\n")
    try:
        check_body(body)
    except BodyRefused as error:
        raise ValidationError(str(error)) from error
    return body


class EnrolmentForm(forms.ModelForm):
    """When the exam is, and how much of a day goes into it."""

    class Meta:
        model = Enrolment
        fields = ("exam_date", "minutes_a_day", "reviews_a_day", "time_factor")
        labels = {
            "exam_date": "Day of your exam",
            "minutes_a_day": "Minutes a day",
            "reviews_a_day": "Reviews a day, at most",
            "time_factor": "Time for mock exams",
        }
        help_texts = {
            "exam_date": "Leave it empty if you have none yet; the plan then shows two weeks.",
            "minutes_a_day": "5 to 240. The plan keeps to them within a tenth.",
            "reviews_a_day": "5 to 500. What is due beyond that waits for the next day.",
            "time_factor": "Take what suits you. It is yours to choose and changes nothing else.",
        }
        # The least is said alike for all numbers below it, also for those that no column could hold.
        error_messages = {
            "minutes_a_day": {"min_value": "Give 5 minutes or more."},
            "reviews_a_day": {"min_value": "Give 5 reviews or more."},
        }
        widgets = {
            "exam_date": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "minutes_a_day": forms.NumberInput({"min": 5, "max": 240, "inputmode": "numeric"}),
            "reviews_a_day": forms.NumberInput({"min": 5, "max": 500, "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["exam_date"].widget.attrs["min"] = str(today + timedelta(days=1))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_exam_date(self) -> date | None:
        """Refuse a day that has passed, unless it stood there before."""
        day: date | None = self.cleaned_data["exam_date"]
        if day is None or "exam_date" not in self.changed_data:
            return day
        if day <= self.today:
            raise ValidationError("Choose a day after today, or leave it empty.")
        if day > self.today + timedelta(days=FARTHEST):
            raise ValidationError("That is more than two years away. Is the year right?")
        return day
