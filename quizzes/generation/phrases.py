"""Verb phrases: what a thing does, said in any form a sentence needs.

"scans container images" is kept as its base form ("scan container images") with what is needed to
say it in the third person, as a gerund or negated. A phrase that cannot be inflected safely is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from quizzes.generation.data import word_list
from quizzes.generation.words import inflections, lemmas, squash

MODALS = frozenset({"can", "cannot", "must", "may", "will", "should", "could", "might"})
IRREGULAR_THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes"}
THIRD_TO_BASE = {third: base for base, third in IRREGULAR_THIRD.items()} | {"are": "be"}
STATES = word_list("state_verbs")
LABEL_NOUNS = word_list("label_nouns")
PREPOSITIONS = word_list("prepositions")
# Of several words, with a verb that alone tells a deed: what befalls one is no work that one does.
STATE_PHRASES = re.compile(r"(?:give way|fall (?:behind|short|victim)|find .+ out of)\b")
JOINERS = frozenset({"and", "or"})


class NotAVerbPhrase(ValueError):
    """The text does not begin with a verb that can be inflected."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb phrase about one subject.

    Attributes:
        base: with the verb in its base form, without the modal: "hold imported key material".
        modal: "can", "must" …, or empty.
    """

    base: str
    modal: str = ""

    @classmethod
    def from_base(cls, text: str, modal: str = "") -> Phrase:
        """Read "find weaknesses".

        Raises:
            NotAVerbPhrase: the first word is no verb in its base form.
        """
        text = squash(text).rstrip(".")
        if not text or not all(is_base(verb) for verb in _verbs(text)):
            raise NotAVerbPhrase(text)
        return cls(text[:1].lower() + text[1:] if not text[:2].isupper() else text, modal)

    @classmethod
    def from_third(cls, text: str) -> Phrase:
        """Read "finds weaknesses", "can hold keys" or, of many, "show look-ups".

        Raises:
            NotAVerbPhrase: the first word is no verb.
        """
        text = squash(text).rstrip(".")
        first, _, rest = text.partition(" ")
        if first.lower() in MODALS:
            return cls.from_base(rest, first.lower())
        words = text.split(" ")
        places = _verb_places(words)
        if not all(base_of(words[place]) for place in places):
            raise NotAVerbPhrase(text)
        for place in places:
            words[place] = base_of(words[place]) or words[place]
        return cls(" ".join(words))

    @property
    def verb(self) -> str:
        """Return the (first) main verb in its base form."""
        return _verbs(self.base)[0]

    @property
    def is_state(self) -> bool:
        """Tell a state ("is on by default") from a deed ("scans images")."""
        is_told = self.verb in STATES or bool(STATE_PHRASES.match(self.base))
        return bool(self.modal) or is_told

    def third(self, plural: bool = False) -> str:
        """Return "scans images", of many "scan images"."""
        if self.modal:
            return f"{self.modal} {self.base}"
        if plural:
            many = self._inflected(lambda verb: "are" if verb == "be" else verb)
            return re.sub(r"\bits\b", "their", many)
        return self._inflected(third_of)

    def gerund(self) -> str:
        """Return "scanning images".

        Raises:
            NotAVerbPhrase: there is a modal, which has no gerund.
        """
        if self.modal:
            raise NotAVerbPhrase(self.third())
        return self._inflected(gerund_of)

    def negated(self, plural: bool = False) -> str:
        """Return "does not scan images", "is not on by default", "cannot hold keys"."""
        if self.modal:
            no = "cannot" if self.modal == "can" else f"{self.modal} not"
            return f"{no} {self.base}"
        if self.verb == "be":
            return re.sub(r"\bbe\b", "are not" if plural else "is not", self.base, count=1)
        return f"{'do' if plural else 'does'} not {self.base}"

    def question(self, subject: str, plural: bool = False) -> str:
        """Return "does X scan images", the body of a yes/no question."""
        if self.modal:
            return f"{self.modal} {subject} {self.base}"
        if self.verb == "be":
            return f"{'are' if plural else 'is'} {subject} {self.base.partition(' ')[2]}"
        return f"{'do' if plural else 'does'} {subject} {self.base}"

    def _inflected(self, inflect: Callable[[str], str]) -> str:
        words = self.base.split(" ")
        for place in _verb_places(words):
            words[place] = inflect(words[place])
        return " ".join(words)


def _verb_places(words: list[str]) -> list[int]:
    """Return where the verbs stand: the first word after adverbs, and one joined to it by "and"."""
    first = 0
    while first < len(words) - 1 and words[first].endswith("ly") and not base_of(words[first]):
        first += 1
    places = [first]
    if len(words) > first + 3 and words[first + 1] in JOINERS:
        places.append(first + 2)
    elif len(words) > first + 4 and words[first].endswith(",") and words[first + 2] in JOINERS:
        places += [first + 1, first + 3]
    return places


def _verbs(text: str) -> list[str]:
    words = text.split(" ")
    return [words[place].strip(",").lower() for place in _verb_places(words)]


@lru_cache(maxsize=20_000)
def is_base(word: str) -> bool:
    """Tell whether a word is a verb in its base form."""
    word = word.lower()
    return word == "be" or word in lemmas(word).get("VERB", ())


@lru_cache(maxsize=20_000)
def base_of(word: str) -> str:
    """Return the base form of a verb in the third person or base form, else ""."""
    bare = word.lower().strip(",")
    tail = "," if word.endswith(",") else ""
    if bare in THIRD_TO_BASE:
        return THIRD_TO_BASE[bare] + tail
    for base in lemmas(bare).get("VERB", ()):
        if bare == base or bare == third_of(base):
            return str(base) + tail
    return ""


@lru_cache(maxsize=20_000)
def third_of(verb: str) -> str:
    bare, tail = verb.rstrip(","), "," if verb.endswith(",") else ""
    if bare in IRREGULAR_THIRD:
        return IRREGULAR_THIRD[bare] + tail
    return str((inflections(bare, "VBZ") or (bare + "s",))[0]) + tail


@lru_cache(maxsize=20_000)
def gerund_of(verb: str) -> str:
    bare, tail = verb.rstrip(","), "," if verb.endswith(",") else ""
    if bare == "be":
        return "being" + tail
    return str((inflections(bare, "VBG") or (bare + "ing",))[0]) + tail


def starts_as_third(text: str) -> bool:
    """Tell whether a text reads as a verb phrase in the third person ("scans images", "can hold keys")."""
    first = squash(text).partition(" ")[0].lower()
    if first in MODALS or first in THIRD_TO_BASE:
        return True
    words = squash(text).lower().split(" ")
    while len(words) > 1 and words[0].endswith("ly"):
        words = words[1:]
    base = base_of(words[0]) if words and words[0] else ""
    return bool(base) and words[0] != base


def is_passive(text: str) -> bool:
    """Tell a participle with a preposition: "found in", "made of", "used for"."""
    words = squash(text).lower().split(" ")
    return len(words) > 1 and words[-1] in PREPOSITIONS and is_participle(words[0])


@lru_cache(maxsize=20_000)
def is_participle(word: str) -> bool:
    """Tell a past participle: "encrypted", "found"."""
    return any(
        word in inflections(base, "VBN") and word != base for base in lemmas(word).get("VERB", ())
    )
