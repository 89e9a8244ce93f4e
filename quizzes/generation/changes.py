"""Changes: what an edit of a lesson did to a fact, from "nothing a learner would notice" to "not so any more".

Source: generation.md of the design, section 2.7. Nobody is there to ask, so what is not plainly the
same is substantive: that costs a learner one more question, the other mistake would cost the truth.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from quizzes.generation.data import word_list
from quizzes.generation.words import ARTICLES, lemma, lemmas, normal, tokens

PREPOSITIONS = word_list("prepositions")
# Words that come and go in a better wording and change no sense.
FILLERS = ARTICLES | {"that", "which", "its", "their", "also", "very", "some"}
LISTED = re.compile(r",|\b(?:and|or)\b")
SLIP_LENGTH, SLIP_DISTANCE = 5, 2  # letters of a word at least; letters wrong at most


class Change(StrEnum):
    """What became of a fact.

    COSMETIC: the same words but for case, articles, endings and marks, or only another place.
    WORDING: other words for the same, a typo mended, or another name for the subject.
    SUBSTANTIVE: what is said of the subject, or whether it is so, is another matter now.
    """

    COSMETIC = "cosmetic"
    WORDING = "wording"
    SUBSTANTIVE = "substantive"


@dataclass(frozen=True, slots=True)
class Saying:
    """What a fact says at one time.

    Attributes:
        says: the predicate in the lesson's words ("scan images", "cost: 3 euro").
    """

    subject: str
    says: str
    polarity: bool


def change_between(old: Saying, new: Saying) -> Change:
    """Return the class of a change; the subjects are taken to be one thing."""
    if old.polarity != new.polarity:
        return Change.SUBSTANTIVE
    if normal(old.says) != normal(new.says):
        return Change.WORDING if _mean_the_same(old.says, new.says) else Change.SUBSTANTIVE
    renamed = normal(old.subject) != normal(new.subject)
    return Change.WORDING if renamed else Change.COSMETIC


def _mean_the_same(one: str, other: str) -> bool:
    left, right = _words(one), _words(other)
    roots, others = [lemma(w) for w in left], [lemma(w) for w in right]
    if "".join(roots).replace("-", "") == "".join(others).replace("-", ""):
        return True
    if Counter(roots) == Counter(others):
        return _is_plain_list(one) and _is_plain_list(other)
    return len(left) == len(right) and all(
        lemma(a) == lemma(b) or _is_slip(a, b) for a, b in zip(left, right, strict=True)
    )


def _words(text: str) -> list[str]:
    return [word for word in tokens(text) if word not in FILLERS]


def _is_plain_list(text: str) -> bool:
    """Tell "bread, cakes and pies", in any order the same, from "from bread to cakes"."""
    return bool(LISTED.search(text)) and not PREPOSITIONS & set(tokens(text))


def _is_slip(one: str, other: str) -> bool:
    """Tell a slip of the pen: nearly the same letters, and only one of the two is an English word."""
    if min(len(one), len(other)) < SLIP_LENGTH or not (one + other).isalpha():
        return False
    if one[0] != other[0]:  # "encrypt" and "decrypt" are no slip, whatever the dictionary knows
        return False
    if bool(lemmas(one)) == bool(lemmas(other)):
        return False
    return OSA.distance(one, other) <= SLIP_DISTANCE
