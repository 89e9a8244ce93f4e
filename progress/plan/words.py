"""Small words of the plan."""

from __future__ import annotations


def amount(count: int, noun: str) -> str:
    """Return for example "1 fact" or "3 facts"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
