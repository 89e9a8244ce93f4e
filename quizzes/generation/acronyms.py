"""Acronyms: which runs of capitals a course uses, and whether it ever says what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizzes.generation.data import word_list
from quizzes.generation.words import STOP_WORDS, lemmas

ACRONYM = re.compile(r"\b[A-Z]{3,6}(?=s?\b)(?![\w-]*\d)")
ROMAN = re.compile(r"[IVXLCDM]+")
WORD = re.compile(r"[A-Za-z]+")
SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
REACH = 8  # words before and after an acronym in which its expansion is sought
EVERYDAY = word_list("everyday_acronyms")


def acronyms_in(text: str) -> set[str]:
    """Return the acronyms of a text that a reader may not know, in the singular.

    Runs of three to six capitals count; numbers in Roman figures, words in capitals and what
    everybody knows do not.
    """
    return {found for found in ACRONYM.findall(text) if not _is_plain(found)}


def _is_plain(found: str) -> bool:
    if found in EVERYDAY or ROMAN.fullmatch(found) or found.lower() in STOP_WORDS:
        return True
    return len(found) > 3 and bool(lemmas(found.lower()))


def is_explained(acronym: str, passages: Iterable[str]) -> bool:
    """Tell whether some passage says what an acronym stands for.

    It does with words of its initials near by, in brackets right behind it or behind the word that
    follows, or with "is short for" and the like.
    """
    told = re.compile(rf"\b{acronym}s?\b(?:\s\w+)?\s\(|\b{acronym}\b,? (?:is short|stands|means)\b")
    whole = re.compile(rf"\b{acronym}s?\b")
    texts = [text for text in passages if acronym in text]
    return any(told.search(text) for text in texts) or any(
        _spells(acronym.lower(), _near(text, found.start(), found.end()))
        for text in texts
        for found in whole.finditer(text)
    )


def _near(text: str, start: int, end: int) -> list[str]:
    """Return the words close before and after a place in a text."""
    return WORD.findall(text[:start])[-REACH:] + WORD.findall(text[end:])[:REACH]


def _spells(wanted: str, words: list[str]) -> bool:
    """Tell whether words in a row begin with the letters wanted; small words may be left out."""
    return any(_starts_with(words[place:], wanted) for place in range(len(words)))


def _starts_with(words: list[str], wanted: str, begun: bool = False) -> bool:
    if not wanted:
        return True
    if not words:
        return False
    first, *others = words
    if first[0].lower() == wanted[0] and _starts_with(others, wanted[1:], begun=True):
        return True
    return begun and first.lower() in SMALL and _starts_with(others, wanted, begun=True)
