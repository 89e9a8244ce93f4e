"""What a person typed, compared with what was meant: words with their slips, and numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from rapidfuzz.distance import OSA

from quizzes.generation.words import ARTICLES, lemma, squash, tokens

LONG_ENOUGH = 6  # letters of an answer in which a slip is forgiven
SLIP = 1  # letters wrong, missing, too many, or two neighbours swapped
TOO_NEAR = 2  # to the name of another thing

SIGNS = frozenset("#%+")  # "C#" is not "C"
DECIMALS = r"(?:\.\d+|,\d{1,2}(?!\d))?"
NUMBER = re.compile(
    r"(?:(?<!\w)-)?"
    r"(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 3,000.5
    rf"|\d{{1,3}}(?: \d{{3}})+(?!\d){DECIMALS}"  # 3 000,5
    rf"|\d+{DECIMALS}|\.\d+)",
    re.ASCII,
)
BETWEEN_GROUPS = re.compile(r",(?=\d{3})| ")


class NotANumber(ValueError):
    """What was typed holds no number, several, or one of something else. The text says which."""


def cleaned(text: str) -> str:
    """Return a typed text on one line, without what cannot be printed."""
    return squash("".join(sign if sign.isprintable() else " " for sign in text))


def bare(text: str) -> str:
    """Return what counts of a typed text: no case, leading article, punctuation or space."""
    words = unicodedata.normalize("NFKC", text).casefold().split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return "".join(sign for sign in "".join(words) if sign.isalnum() or sign in SIGNS)


def is_meant(typed: str, writings: Iterable[str], *, lookalikes: Iterable[str] = ()) -> bool:
    """Tell whether a typed text is one of these writings, or one slip away from a long one.

    No slip is forgiven where it may be the name of something else. Nor in the first letter
    ("typical", "atypical"), nor in digits and signs ("Route 53"), where it makes another thing.
    """
    said = bare(typed)
    meant = [bare(writing) for writing in writings]
    if said in meant:
        return bool(said)
    if any(OSA.distance(said, bare(name)) <= TOO_NEAR for name in lookalikes):
        return False
    return any(is_slip(said, writing) for writing in meant)


def is_slip(said: str, meant: str) -> bool:
    """Tell whether one bare text is another with a slip in it."""
    return (
        sum(sign.isalpha() for sign in meant) >= LONG_ENOUGH
        and said[:1] == meant[:1]
        and without_letters(said) == without_letters(meant)
        and OSA.distance(said, meant) <= SLIP
    )


def without_letters(text: str) -> str:
    return "".join(sign for sign in text if not sign.isalpha())


def number_in(text: str, unit: str) -> Decimal:
    """Return the one number in "30", "30.0", "3,000", "$3,000" or "30 days", where days are asked.

    Raises:
        NotANumber: there is no number, there are several, or it counts something else.
    """
    plain = cleaned(text).replace("\u2212", "-")
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
    found = NUMBER.search(plain)
    if found is None:
        raise NotANumber("This is not a number. Write it in digits.")
    around = [plain[: found.start()], plain[found.end() :]]
    if any(sign.isdecimal() for part in around for sign in part):
        raise NotANumber("Write one number in digits, such as 12 or 4,500.")
    counted = {lemma(word) for word in tokens(unit)}
    if not {lemma(word) for part in around for word in tokens(part)} <= counted:
        raise NotANumber(f"Write the number alone{f', in {unit}' if unit else ''}.")
    return Decimal(BETWEEN_GROUPS.sub("", found[0]).replace(",", "."))
