"""What a learner may send of questions and facts: an answer, a note, a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from quizzes.answers.base import AnswerKind, NotAnAnswer, Order
from quizzes.models import Note, Report, Response

LONGEST = 24 * 60 * 60  # seconds


class CheckForm(forms.Form):
    """Which section of a lesson was just read; empty means all of it."""

    section = forms.CharField(max_length=200, required=False)


class ReviewForm(forms.Form):
    """Which course to review, and how many facts at most, where a plan has room for so many."""

    course = forms.SlugField()
    count = forms.IntegerField(required=False, min_value=1, max_value=500)


class RetryForm(forms.Form):
    """What of one's mistakes to be asked again: a fact, else a lesson, else the course."""

    course = forms.SlugField()
    lesson = forms.SlugField(required=False)
    fact = forms.SlugField(required=False, max_length=24)
    replacing = forms.IntegerField(required=False)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Return the fields that ask for the same once more. For a valid form."""
        names = ("course", "lesson", "fact")
        return [(name, self.cleaned_data[name]) for name in names if self.cleaned_data[name]]


class ThingsForm(forms.Form):
    """Which two things to compare, by their names."""

    thing = forms.CharField(max_length=200, strip=False)
    other = forms.CharField(max_length=200, strip=False)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("thing") == self.cleaned_data.get("other"):
            raise forms.ValidationError("A thing is not compared with itself.")
        return self.cleaned_data


class ReplacingForm(forms.Form):
    """The id of the open attempt that the person agreed to finish, if there is one."""

    replacing = forms.IntegerField(required=False)


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
