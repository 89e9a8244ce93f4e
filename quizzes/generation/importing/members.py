"""Members: lists written in one line, taken apart."""

from __future__ import annotations

import re

from quizzes.generation.words import squash

OPEN_END = re.compile(
    r"(?:[,;]?\s*(?:and so on|and more|and others)|[,;]?\s*etc\b\.*|\s*\u2026|\s*\.{2,})[\s.,]*$",
    re.I,
)
OPENERS = re.compile(
    r"^(?:such as|like|including|e\.?g\.?,?|for example,?|for instance,?|namely|both|either)\s+",
    re.I,
)
LONGEST_MEMBER = 6  # words; a longer part is a clause and no member


def top_level_parts(text: str, marks: str = ",;") -> list[str]:
    """Return the parts between marks that stand outside brackets and quotation marks."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth = max(0, depth - 1)
        elif letter in marks and not depth and not _in_number(text, place):
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return [squash(part) for part in parts if part.strip()]


def _in_number(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def is_open(text: str) -> bool:
    """Tell a list that says of itself that there is more: "etc.", "such as"."""
    return bool(OPEN_END.search(text) or OPENERS.match(text) or re.search(r"\bsuch as\b", text))


def split_members(text: str, *, least: int = 2) -> list[str]:
    """Return the members of "a, b and c"; [] unless there are `least` short ones.

    "a and b" alone is one thing as often as two, so a comma or semicolon is wanted for two.
    """
    text = OPENERS.sub("", OPEN_END.sub("", squash(text).rstrip(".")))
    parts = top_level_parts(text)
    if len(parts) < 2:
        return []
    last = re.split(r"\s+(?:and|or|&)\s+(?![^(]*\))", re.sub(r"^(?:and|or|&)\s+", "", parts[-1]))
    if len(last) == 2:
        parts[-1:] = last
    else:
        parts[-1] = last[0] if len(last) == 1 else parts[-1]
    parts = [re.sub(r"^(?:and|or|&)\s+", "", part).strip() for part in parts]
    parts = [part for part in parts if part]
    longest = max((len(re.sub(r"\([^()]*\)", "", part).split()) for part in parts), default=0)
    return parts if len(parts) >= least and longest <= LONGEST_MEMBER else []
