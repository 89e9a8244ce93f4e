"""What a learner may send to begin a mock exam."""

from __future__ import annotations

from django import forms


class MockStartForm(forms.Form):
    """Which form to take: a new one, or that of a code."""

    code = forms.CharField(required=False, max_length=60, strip=True)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if (
            "code" in self.data and not code
        ):  # a new form has a button of its own, without this field
            raise forms.ValidationError("Type the code of a form first.")
        return code
