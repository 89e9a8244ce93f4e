"""The instructors' forms for what was proposed and asked."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from quizzes.notes.decisions import NotAnAnswer, check_answer
from quizzes.notes.models import WORDS, Asking, Proposal
from quizzes.notes.statements import NotAFact, statement_of

LINE = forms.TextInput(attrs={"size": 90})


class StatusForm(forms.ModelForm):
    """One row of the list: approve, reject or leave open."""

    class Meta:
        model = Proposal
        fields = ("status",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_edited = self.instance.status == Proposal.Status.EDITED
        status = cast("forms.ChoiceField", self.fields["status"])
        status.choices = [
            choice
            for choice in Proposal.Status.choices
            if is_edited or choice[0] != Proposal.Status.EDITED
        ]


class ProposalForm(forms.ModelForm):
    """Subject, label and value; refused where no fact can be read from them."""

    class Meta:
        model = Proposal
        fields = WORDS
        widgets = dict.fromkeys(WORDS, LINE)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        words = {name: cleaned.get(name, "") for name in WORDS}
        if all(words.values()) and self.has_changed():
            try:
                statement_of(**words, shape=self.instance.shape)
            except NotAFact as error:
                raise ValidationError(str(error)) from error
        return cleaned


class AskingForm(forms.ModelForm):
    """The answer to a question: one of its answers, or empty to take it back."""

    class Meta:
        model = Asking
        fields = ("answer",)
        widgets = {"answer": LINE}

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"].strip()
        try:
            check_answer(self.instance, answer)
        except NotAnAnswer as error:
            raise ValidationError(str(error)) from error
        return answer
