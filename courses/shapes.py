"""Shapes: what the JSON fields of a course and its lessons hold, checked before they are saved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

ENTRY_KEYS = ("weight", "scored", "quotes")
WEIGHTS = ("A", "B", "C")


def check_words(value: Any) -> None:
    """Refuse what is no list of texts.

    Raises:
        ValidationError: says what to write instead.
    """
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ValidationError("Write a list of texts, such as [one, two].")


def check_instances(value: Any) -> None:
    """Refuse what is no list of a term with its instances.

    Raises:
        ValidationError: says what to write instead.
    """
    if not isinstance(value, list) or not all(_is_instance_entry(one) for one in value):
        raise ValidationError(
            "Write a list of entries, such as [{term: personal data, instances: [passport numbers]}]."
        )


def _is_instance_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) != {"term", "instances"}:
        return False
    words = entry["instances"]
    texts = [entry["term"], *words] if isinstance(words, list) and words else [None]
    return all(isinstance(one, str) and one.strip() for one in texts)


def check_carries(value: Any) -> None:
    """Refuse what is no map from syllabus ids to entries of weight, scored and quotes.

    Raises:
        ValidationError: names the id and what to write instead.
    """
    if not isinstance(value, dict):
        raise ValidationError("Write ids with entries, such as {F1: {weight: A, quotes: [words]}}.")
    for reference, entry in value.items():
        if trouble := _trouble_of(entry):
            raise ValidationError(f"{reference}: {trouble}")


def _trouble_of(entry: Any) -> str:
    """Return what is wrong with one entry, or ""."""
    if not isinstance(entry, dict) or not set(entry) <= set(ENTRY_KEYS):
        return f"an entry has only {', '.join(ENTRY_KEYS)}."
    if entry.get("weight", "B") not in WEIGHTS:
        return "weight is A, B or C."
    if not isinstance(entry.get("scored", True), bool):
        return "scored is true or false."
    quotes = entry.get("quotes", [])
    if not isinstance(quotes, list) or not all(isinstance(one, str) and one for one in quotes):
        return (
            "quotes is a list of words from the lesson, each in quotation marks if it is a number."
        )
    return ""
