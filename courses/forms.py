"""The instructors' lesson form: what cannot be read or would overwrite a colleague is refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from courses.models import Lesson, Module
from courses.rendering import BodyRefused, check_body


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
