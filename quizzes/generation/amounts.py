"""Amounts: values with one number in them, so that "30 days" and "60 days" are told apart and set in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizzes.generation.data import word_list
from quizzes.generation.words import normal, squash, tokens

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
AMOUNT = re.compile(
    rf"^(\D*?)((?:(?<!\S)[-\u2212])?(?:{NUMBER}))(?:\s?[\u2013-]\s?({NUMBER}))?(\D*)$", re.ASCII
)
SIGNS = re.compile(r"[^\w\s.,;:'()-]")
BOUNDS = word_list("bound_words")  # values with these are left to their words


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """A number, or the range from `low` to `high`, with the words and signs around it."""

    low: float
    high: float
    unit: str


@lru_cache(maxsize=20_000)
def amount_of(text: str) -> Amount | None:
    """Return what "30 days", "layer 4", "$5" or "1914-1918" amounts to; None for other texts."""
    found = AMOUNT.match(squash(text))
    if found is None:
        return None
    before, low, high, after = (part or "" for part in found.groups())
    if BOUNDS & {*tokens(before), *tokens(after)}:
        return None
    first = _number(low)
    words = f"{before} {after}"
    unit = f"{normal(words)} {''.join(SIGNS.findall(words))}"
    return Amount(first, _number(high) if high else first, unit)


def _number(digits: str) -> float:
    return float(digits.replace(",", "").replace("\u2212", "-"))


def amounts_of(texts: Sequence[str]) -> list[Amount]:
    """Return the amounts of texts that are all amounts of one unit; of other texts none."""
    amounts = [amount for amount in map(amount_of, texts) if amount]
    alike = len(amounts) == len(texts) and len({amount.unit for amount in amounts}) == 1
    return amounts if alike else []


def are_disjoint(one: str, other: str) -> bool:
    """Tell two amounts of one unit that have no value in common."""
    both = sorted(amounts_of([one, other]))
    return bool(both) and both[0].high < both[1].low
