"""What a learner may send to begin a practice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.bootstrap import InlineCheckboxes, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.http import QueryDict

from quizzes.models import Attempt, Question
from quizzes.practice.filters import Only, Wish
from quizzes.practice.offers import Offers
from quizzes.practice.sources import Source, value_for

LENGTHS = (5, 10, 15, 20)
USUAL_LENGTH = 10
KINDS_FOLD = """
<details class="fold"{% if form.narrowed %} open{% endif %}>
  <summary>Only some kinds of questions</summary>
"""


class PracticeForm(forms.Form):
    """What to practise, which questions of it, how many, and when to tell how it went."""

    source = forms.ChoiceField(
        label="What",
        error_messages={"invalid_choice": "This is not on offer any more. Choose from the list."},
    )
    only = forms.ChoiceField(
        label="Which questions",
        choices=Only.choices,
        initial=Only.ALL,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "There is no such choice. Take one of these."},
    )
    count = forms.TypedChoiceField(
        label="How many questions",
        choices=[(length, str(length)) for length in LENGTHS],
        coerce=int,
        initial=USUAL_LENGTH,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these lengths."},
    )
    feedback = forms.ChoiceField(
        label="Feedback",
        help_text="At the end: nothing asks how sure you were, so a lucky guess counts as any right answer.",
        choices=Attempt.Feedback.choices,
        initial=Attempt.Feedback.AT_ONCE,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose when you want to see how it went."},
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds of questions",
        help_text="Leave all empty to be asked in every way.",
        choices=Question.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "There is no such kind of question. Tick some of these, or none."
        },
    )
    replacing = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, offers: Offers, preset: QueryDict) -> None:
        super().__init__(data, initial=initial_from(preset, offers))
        self.offers = offers
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "source",
            InlineRadios("only"),
            InlineRadios("count"),
            InlineRadios("feedback"),
            HTML(KINDS_FOLD),
            InlineCheckboxes("kinds"),
            HTML("</details>"),
        )
        self.fields["source"].choices = offers.choices  # type: ignore[attr-defined]

    def clean_source(self) -> Source:
        return self.offers.by_value[self.cleaned_data["source"]]

    def clean_only(self) -> Only:
        return Only(self.cleaned_data["only"] or Only.ALL)

    def clean_feedback(self) -> Attempt.Feedback:
        return Attempt.Feedback(self.cleaned_data["feedback"] or Attempt.Feedback.AT_ONCE)

    @property
    def wish(self) -> Wish:
        """Return what is wanted. For a valid form."""
        wanted = self.cleaned_data
        kinds = tuple(sorted(wanted["kinds"]))
        return Wish(wanted["source"], wanted["only"], kinds, wanted["feedback"])

    @property
    def narrowed(self) -> bool:
        """Whether some kinds are ticked or wrong, so that the page opens their fold."""
        return bool(self["kinds"].value() or self["kinds"].errors)


def initial_from(preset: QueryDict, offers: Offers) -> dict[str, Any]:
    """Return what an address presets; what makes no sense presets nothing."""
    said = {name: str(preset[name]) for name in preset}
    usable = {
        "only": Only.values,
        "feedback": Attempt.Feedback.values,
        "count": [str(length) for length in LENGTHS],
    }
    initial: dict[str, Any] = {
        name: said[name] for name, values in usable.items() if said.get(name) in values
    }
    initial["kinds"] = [kind for kind in preset.getlist("kinds") if kind in Question.Kind.values]
    return initial | {"source": offers.value_of(said)}


def fields_of(wish: Wish, count: int) -> list[tuple[str, str]]:
    """Return the fields that ask for a wish, for a button of its own."""
    return [
        ("source", value_for(wish.source)),
        ("only", str(wish.only)),
        ("count", str(count)),
        ("feedback", str(wish.feedback)),
        *(("kinds", kind) for kind in wish.kinds),
    ]


def is_preset(preset: Mapping[str, Any]) -> bool:
    """Tell whether an address names something to practise."""
    return any(name in preset for name in ("lesson", "module", "domain", "course"))
