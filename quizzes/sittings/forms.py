"""What a learner may send in a sitting: an answer that may still change, and the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from quizzes.answers.base import AnswerKind, Chosen, NotAnAnswer, Order, is_blank
from quizzes.forms import ResponseForm
from quizzes.models import Response

NO_KEY = "The answer came without its key. Please send it again."
CLICKED = {"answer", "flag"}
SKEW = timedelta(seconds=30)  # by which a page may misjudge the clock of the server


class ClickForm(ResponseForm):
    """A question of a sitting as it stands on the page, complete or not.

    With a script each click is sent; `clicked` says on what, and `clicked_at` when, by the clock of
    the server as the page reckons it: it may have waited long for a line. Without one the whole question is
    sent, and what differs from `seen` (number of the answer that the page showed, 0 for none) is new.
    """

    confidence = None  # type: ignore[assignment]
    clicked = forms.CharField(required=False)
    clicked_at = forms.CharField(required=False)
    seen = forms.IntegerField(required=False, min_value=0)
    flagged = forms.BooleanField(required=False)
    was_flagged = forms.BooleanField(required=False)
    go = forms.CharField(required=False)

    def __init__(self, data: QueryDict, *, kind: AnswerKind, order: Order, total: int) -> None:
        super().__init__(data, kind=kind, order=order)
        self.total = total

    def clean(self) -> dict[str, Any]:
        try:
            chosen = self.kind.keep(self.kind.read(self.sent, self.order))
        except NotAnAnswer as trouble:
            raise forms.ValidationError(str(trouble)) from trouble
        return {**self.cleaned_data, "chosen": chosen}

    def clean_clicked(self) -> set[str]:
        return CLICKED & set(self.cleaned_data["clicked"].split())

    def clean_clicked_at(self) -> datetime | None:
        """Return when the click was made; nonsense counts as now, since it must not cost an answer."""
        try:
            return datetime.fromtimestamp(int(self.cleaned_data["clicked_at"]) / 1000, UTC)
        except (ValueError, OverflowError, OSError):
            return None

    def clean_go(self) -> str | int:
        """Return where to go on: `next`, `previous`, `review`, or a position from 1."""
        said: str = self.cleaned_data["go"]
        if said.isascii() and said.isdigit() and 1 <= int(said[:6]) <= self.total:
            return int(said)
        return said if said in {"previous", "review"} else "next"

    def flag_differs(self, *, flagged: bool) -> bool:
        """Tell whether the person set the flag another way than it is."""
        wanted: bool = self.cleaned_data["flagged"]
        if self.cleaned_data["clicked"]:
            return "flag" in self.cleaned_data["clicked"] and wanted != flagged
        return wanted != self.cleaned_data["was_flagged"] and wanted != flagged

    def is_older_than(self, last: Response) -> bool:
        """Tell whether a later click was saved, from another device, while this one waited."""
        made = self.cleaned_data["clicked_at"]
        return bool(made) and made + SKEW < last.created_at

    def answer_differs(self, shown: Chosen) -> bool:
        """Tell whether the person answered. `shown` is the answer that the page showed."""
        if self.cleaned_data["clicked"]:
            return "answer" in self.cleaned_data["clicked"]
        chosen: Chosen = self.cleaned_data["chosen"]
        return list(chosen) != list(shown) and not (is_blank(chosen) and is_blank(shown))


class FinishForm(forms.Form):
    """The end of a sitting, which cannot be taken back."""

    sure = forms.BooleanField(
        label="I have looked through my answers and want to finish",
        error_messages={"required": "Tick the box first: after this nothing can be changed."},
    )
