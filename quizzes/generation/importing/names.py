"""Names: the things that notes speak of, under one name each, found again however they are written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lemminflect import getAllLemmas
from rapidfuzz.distance import OSA

from quizzes.generation.importing.types import Entity
from quizzes.generation.words import WORD, capitalise, normal, squash, tokens

EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
LINK = re.compile(r"!?\[([^\]]*)\]\([^()\s]*\)")
SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "in", "to", "a", "an", "on", "with", "by", "at"}
)
LONGEST_NAME = 7  # words
LONGEST_FUZZY = 30  # letters
FUZZY_FROM = 6  # letters, from which a name may be written with one wrong


def plain(text: str) -> str:
    """Return inline Markdown as plain text."""
    return squash(EMPHASIS.sub("", LINK.sub(r"\1", text)))


def initials_match(acronym: str, words: str) -> bool:
    """Tell whether capitals stand for words: "ATM" and "Automated Teller Machine", "DNS logs" and none."""
    letters = re.sub(r"[^A-Za-z]", "", acronym).lower()
    if len(letters) < 2 or not acronym[:1].isalnum():
        return False
    parts = [word.lower() for word in re.split(r"[\s\-/&]+", words) if word[:1].isalnum()]
    strong = [
        word for word in parts if word not in {"of", "the", "and", "for", "in", "to", "a", "on"}
    ]
    return any(_takes(letters, group) for group in (strong, parts) if len(group) > 1)


def _takes(letters: str, words: list[str]) -> bool:
    """Tell whether the letters are the first of each word, in order, some words giving two."""
    if "".join(word[0] for word in words) == letters:
        return True
    place = 0
    for word in words:
        if place >= len(letters) or word[0] != letters[place]:
            return False
        place += 1
        inner = word.find(letters[place], 1) if place < len(letters) else -1
        if inner > 0 and len(letters) - place > len(words) - words.index(word) - 1:
            place += 1
    return place == len(letters) and len(letters) - len(words) in {0, 1}


def _shortened(mark: str) -> set[str]:
    """Return the mark and all that it is without one letter: what marks one letter apart share."""
    return {mark, *(mark[:place] + mark[place + 1 :] for place in range(len(mark)))}


def is_plain_word(words: list[str]) -> bool:
    """Tell one word of the dictionary, which means more than the thing whose name ends in it."""
    return len(words) == 1 and is_known_word(words[0])


def is_known_word(word: str) -> bool:
    return bool(getAllLemmas(word.lower()))


@dataclass(slots=True)
class Names:
    """The names found so far; a name means the thing that was registered first under its mark."""

    text: str
    by_mark: dict[str, str] = field(default_factory=dict)
    by_shorter: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    expansions: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    lines: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    makers: frozenset[str] = frozenset()

    def learn_makers(self, names: Iterable[str]) -> None:
        """Learn the first words that several names share and that are seldom written small.

        They may be left out: "GuardDuty" is "Amazon GuardDuty".
        """
        firsts: dict[str, set[str]] = defaultdict(set)
        for name in names:
            first, _, rest = name.partition(" ")
            if first[:1].isupper() and len(rest) > 2 and rest[:1].isalpha():
                firsts[first.lower()].add(normal(rest))
        written = Counter(re.findall(r"(?<![\w'-])[A-Za-z][\w'-]*", self.text))
        large, small = Counter[str](), Counter[str]()
        for word, count in written.items():
            (small if word.islower() else large)[word.lower()] += count
        self.makers = frozenset(
            word
            for word, rests in firsts.items()
            if len(rests) > 2 and large[word] > 2 * small[word]
        )

    def mark(self, name: str) -> str:
        """Return what all the ways to write a name have in common."""
        words = [word for word in normal(plain(name)).split(" ") if word]
        if len(words) > 1 and words[0] in self.makers and not is_plain_word(words[1:]):
            words = words[1:]
        return "".join(words)

    def add(self, name: str, lines: Iterable[int], *aliases: str, expansion: str = "") -> str:
        """Register a name with its aliases and return the one name for the thing."""
        name = squash(name)
        marks = [self.mark(one) for one in (name, *aliases, *([expansion] if expansion else []))]
        known = next((self.by_mark[mark] for mark in marks if mark in self.by_mark), name)
        for mark in marks:
            self._enter(mark, known)
        if surname := _surname(name):
            self._enter(self.mark(surname), known)
        for one in (name, *aliases):
            self.spellings[known][one] += 1
        if expansion:
            self.expansions.setdefault(known, expansion)
        self.lines[known].update(lines)
        return known

    def _enter(self, mark: str, name: str) -> None:
        if mark in self.by_mark or not mark:
            return
        self.by_mark[mark] = name
        if FUZZY_FROM - 1 <= len(mark) <= LONGEST_FUZZY and mark.isalpha():
            for shorter in _shortened(mark):
                self.by_shorter[shorter].append(mark)

    def find(self, text: str) -> str:
        """Return the thing that a text names as a whole, or ""."""
        mark = self.mark(text)
        return self.by_mark.get(mark) or self._nearly(mark)

    def _nearly(self, mark: str) -> str:
        """Return the thing whose name is one letter off, if the mark is no word of its own."""
        if (
            not FUZZY_FROM <= len(mark) <= LONGEST_FUZZY
            or not mark.isalpha()
            or is_known_word(mark)
        ):
            return ""
        near = {
            self.by_mark[other]
            for shorter in _shortened(mark)
            for other in self.by_shorter.get(shorter, ())
            if other[0] == mark[0] and OSA.distance(other, mark, score_cutoff=1) == 1
        }
        return near.pop() if len(near) == 1 else ""

    def at_start(self, text: str) -> tuple[str, str]:
        """Return the thing that a text begins with and the rest of the text, or ("", text)."""
        bare = re.sub(r"^(?:an?|the)\s+", "", text, flags=re.IGNORECASE)
        ends = [
            found.end()
            for found, _ in zip(re.finditer(r"\S+", bare), range(LONGEST_NAME), strict=False)
        ]
        for end in reversed(ends):
            start = bare[:end]
            if start[-1:] not in ".;" and (name := self.find(start.rstrip(",:"))):
                self._note_spelling(name, start.rstrip(",:"))
                return name, bare[end:].strip()
        return "", text

    def _note_spelling(self, name: str, written: str) -> None:
        self.spellings[name][written] += 1

    def entities(self) -> tuple[Entity, ...]:
        """Return the things in the order in which they were found."""
        return tuple(
            Entity(
                name,
                tuple(sorted({one for one in self.spellings[name] if one != name})),
                self.expansions.get(name, ""),
                self.kinds.get(name, ""),
                tuple(sorted(lines)),
            )
            for name, lines in self.lines.items()
        )


def _surname(name: str) -> str:
    """Return the last word of a name of capitalised words when the dictionary does not have it."""
    words = name.split(" ")
    is_name = len(words) in {2, 3} and all(
        word[:1].isupper() and word[1:].islower() for word in words
    )
    return words[-1] if is_name and not is_known_word(words[-1]) else ""


def cased(name: str, makers: frozenset[str]) -> str:
    """Return "Acme photo Editor" as "Acme Photo Editor": after a maker's name all is a name."""
    first, *rest = name.split(" ")
    if first.lower() not in makers:
        return name
    return " ".join((first, *(w if w in SMALL_WORDS else capitalise(w) for w in rest)))


def count_words(text: str) -> int:
    return len(WORD.findall(text))


def is_proper(text: str) -> bool:
    """Tell a name from a common noun: a capital or digit in its last word or inside a word."""
    words = text.split(" ")
    last = re.sub(r"[^\w]", "", words[-1])
    return bool(last[:1].isupper() or re.search(r"[A-Z]", text[1:]) or not tokens(text))
