"""What a learner may send to begin a mock exam."""

from __future__ import annotations

from django import forms


class MockStartForm(forms.Form):
    """Which form to take: a new one, or that of a code."""

    code = forms.CharField(required=False, max_length=60, strip=True)
