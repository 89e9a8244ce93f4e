"""Small words of the plan."""

from __future__ import annotations

from collections.abc import Sequence


def amount(count: int, noun: str) -> str:
    """Return for example "1 fact" or "3 facts"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(words: Sequence[str]) -> str:
    """Return for example "one, two and three"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def percent(share: float) -> int:
    """Return a share of 0 to 1 in whole percents."""
    return round(100 * share)
