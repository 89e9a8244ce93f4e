"""Usage: how a lesson writes a name in running text, from one reading of its body.

"A security group keeps" tells a common noun, "with encryption" one that takes no article, "Flow Logs
show" a plural. The body is cut into words once, so a lesson of many names takes time by its length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

WORD = re.compile(r"\w+")
# A name is judged by so many places at most: more would tell nothing new, and a hostile lesson may
# write the words of all its names on every line.
PLACES = 200
LEFT = 14  # characters before a name in which the word before it is looked for

SMALL = re.compile(r"\b[a-z][a-z-]+\b")
IN_SENTENCE = re.compile(r"[a-z,] $")
COUNT_WORD = re.compile(r"\b(?:an?|the|each|every|one|any|another)\s+$", re.IGNORECASE)
BARE_WORD = re.compile(
    r"\b(?:of|for|with|between|by|and|is|called|to|as|from|against|in|about)\s+$"
)
ONE_OF_MANY = re.compile(r"\b(?:an?|each|every|one)\s$", re.IGNORECASE)
NOUN_ENDS = re.compile(r"[.,;:)]|\s(?:is|has|that|which|in|of|for|to|and|or|keeps|can)\b")
PLURAL_VERB = re.compile(r" (?:are|have|do|were|show|tell)\b")


class Usage:
    """What the running text of one lesson shows about names."""

    def __init__(self, body: str) -> None:
        self._body = body
        self.small_words = frozenset(SMALL.findall(body))
        self._places: dict[str, list[int]] = defaultdict(list)
        for word in WORD.finditer(body):
            self._places[word[0].lower()].append(word.start())

    def says(self, name: str) -> bool:
        """Tell whether the text holds the name, or its plural, as it is written here."""
        return any(self._spans(form) for form in (name, f"{name}s", f"{name}es"))

    def is_inside_sentences(self, name: str) -> bool:
        """Tell whether the name, in this spelling, follows a word or a comma."""
        return any(IN_SENTENCE.search(self._before(start)) for start, _ in self._spans(name))

    def is_counted(self, name: str) -> bool:
        """Tell whether "a", "each" and the like stand before it, in any case of letters."""
        spans = self._spans(name, any_case=True)
        return any(COUNT_WORD.search(self._before(start)) for start, _ in spans)

    def is_bare(self, name: str) -> bool:
        """Tell whether it follows "of", "with" and the like without an article."""
        return any(BARE_WORD.search(self._before(start)) for start, _ in self._spans(name))

    def is_noun_of_its_own(self, word: str) -> bool:
        """Tell "an HSM keeps", where the noun ends with the word, from "an HSM device"."""
        return any(
            NOUN_ENDS.match(self._body, end) and ONE_OF_MANY.search(self._before(start))
            for start, end in self._spans(word)
        )

    def takes_plural_verb(self, name: str) -> bool:
        return any(PLURAL_VERB.match(self._body, end) for _, end in self._spans(name))

    def _before(self, start: int) -> str:
        return self._body[max(0, start - LEFT) : start]

    def _spans(self, name: str, *, any_case: bool = False) -> list[tuple[int, int]]:
        return list(self._found(name, any_case))

    def _found(self, name: str, any_case: bool) -> Iterator[tuple[int, int]]:
        """Yield where the name stands as whole words, found by the rarest of its words."""
        words = [(word[0].lower(), word.start()) for word in WORD.finditer(name)]
        if not words:
            return
        rarest, offset = min(words, key=lambda word: len(self._places.get(word[0], ())))
        for place in self._places.get(rarest, ())[:PLACES]:
            start, end = place - offset, place - offset + len(name)
            if start >= 0 and self._is_at(name, start, end, any_case):
                yield start, end

    def _is_at(self, name: str, start: int, end: int, any_case: bool) -> bool:
        written = self._body[start:end]
        if written != name and not (any_case and written.lower() == name.lower()):
            return False
        return not (_joins(self._body, start) or _joins(self._body, end))


def _joins(text: str, place: int) -> bool:
    """Tell whether a word runs on over this place."""
    return 0 < place < len(text) and bool(WORD.match(text[place - 1]) and WORD.match(text[place]))
