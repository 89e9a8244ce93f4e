"""Spelling: words that may be misspelt, for a person to judge. Terms are never touched.

A word is doubted only if it has six letters or more, is written small wherever a sentence does not begin
with it, is rare, is part of no name, and the dictionary has exactly one nearest word for it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from lemminflect import config
from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizzes.generation.importing.blocks import Block
from quizzes.generation.importing.names import Names, is_known_word
from quizzes.generation.importing.parts import walk
from quizzes.generation.importing.repair import LONGEST
from quizzes.generation.importing.types import Spelling
from quizzes.generation.phrases import PREPOSITIONS
from quizzes.generation.words import STOP_WORDS

SHORTEST = 6  # letters
LONGEST_WORD = 30  # letters
MOST_OFTEN = 3
FARTHEST = 2  # letters wrong
LONG = 9  # letters, from which two may be wrong
MOST_DOUBTED = 500  # words of one file that are looked up

ENDINGS = (
    "ability",
    "ibility",
    "able",
    "ible",
    "ably",
    "ibly",
    "ness",
    "less",
    "ful",
    "fully",
    "ly",
    "ment",
    "ments",
    "er",
    "ers",
    "or",
    "ors",
    "ity",
    "ic",
    "al",
    "ally",
    "ous",
    "ive",
    "ively",
    "ish",
    "ist",
    "ism",
    "ise",
    "ised",
    "ises",
    "ising",
    "isation",
    "ization",
    "ation",
    "ations",
    "wise",
    "ward",
    "wards",
    "proof",
    "like",
    "free",
    "y",
    "s",
    "es",
)
STARTS = (
    "re",
    "un",
    "non",
    "pre",
    "over",
    "under",
    "multi",
    "sub",
    "inter",
    "micro",
    "auto",
    "anti",
    "de",
    "dis",
    "mis",
    "co",
    "super",
    "semi",
    "out",
    "up",
    "down",
    "in",
    "im",
    "bio",
    "photo",
    "cyber",
    "hyper",
)
CODE = re.compile(r"`[^`]*`|https?://\S+|\S*[@/\\_]\S*")
WORD = re.compile(r"(?<![\w'.-])[A-Za-z]+(?![\w'-])")


def spellings_of(blocks: Iterable[Block], names: Names) -> tuple[Spelling, ...]:
    """Return the doubtful words of the notes with what may be meant, in the order of the alphabet."""
    lines: dict[str, set[int]] = defaultdict(set)
    counts: Counter[str] = Counter()
    kept: set[str] = set()  # written with a capital inside a sentence: a name
    for block in walk(blocks):
        if block.kind == "code" or len(block.text) > LONGEST:
            continue
        texts = [(block.text, block.numbers)]
        texts += [(" ".join(cells), numbers) for cells, numbers in block.cells]
        for text, numbers in texts:
            for match in WORD.finditer(CODE.sub(" ", text)):
                word = match[0]
                counts[word.lower()] += 1
                lines[word.lower()].update(numbers)
                if not word.islower() and not (match.start() < 3 and word[1:].islower()):
                    kept.add(word.lower())
    terms = {word for name in names.lines for word in re.findall(r"[a-z]+", name.lower())}
    common = {word for word in counts if is_known_word(word)}
    doubted = [
        word
        for word in sorted(counts)
        if SHORTEST <= len(word) <= LONGEST_WORD
        and counts[word] <= MOST_OFTEN
        and word not in kept
        and not is_formed(word)
        and not {word, word.removesuffix("s")} & terms
    ]
    found = ((word, suggest(word, common)) for word in doubted[:MOST_DOUBTED])
    return tuple(
        Spelling(word, meant, tuple(sorted(lines[word])))
        for word, meant in found
        if meant and (counts[word] < MOST_OFTEN or is_slip(word, meant))
    )


def is_slip(word: str, meant: str) -> bool:
    """Tell a letter left out, doubled or swapped from one put for another, as terms differ: "solute", "salute"."""
    return len(word) != len(meant) or sorted(word) == sorted(meant)


def is_formed(word: str) -> bool:
    """Tell a word that the dictionary has, or that is made of its words: "reachability", "backend"."""
    if is_known_word(word) or word in STOP_WORDS | PREPOSITIONS:
        return True
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if (
            len(stem) >= 3
            and stem != word
            and any(map(is_known_word, (stem, f"{stem}e", f"{stem}y")))
        ):
            return True
    for start in STARTS:
        rest = word.removeprefix(start)
        if rest != word and len(rest) >= 3 and is_known_word(rest):
            return True
    cuts = range(3, len(word) - 2)
    return any(is_known_word(word[:cut]) and is_known_word(word[cut:]) for cut in cuts)


def suggest(word: str, common: set[str]) -> str:
    """Return what a word may be meant to be: a word of the notes first, else the nearest, else "".

    Of words equally near, one of the same letters wins; a plural is tried by its singular too.
    """
    own = tuple(other for other in sorted(common) if _is_near(word, other))
    for words in (own, _dictionary().get(word[0], ())):
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=FARTHEST, limit=12)
        near = [
            n for n in near if n[1] < FARTHEST or len(word) >= LONG or sorted(n[0]) == sorted(word)
        ]
        least = min((distance for _, distance, _ in near), default=0)
        best = [str(other) for other, distance, _ in near if distance == least]
        same = [other for other in best if sorted(other) == sorted(word)]
        if len(best) == 1 or len(same) == 1:
            return (same or best)[0]
    if word.endswith("s") and not word.endswith("ss") and (single := suggest(word[:-1], common)):
        return f"{single}s"
    return ""


def _is_near(word: str, other: str) -> bool:
    return (
        len(other) >= SHORTEST - 1
        and word[0] == other[0]
        and abs(len(word) - len(other)) <= FARTHEST
    )


@cache
def _dictionary() -> dict[str, tuple[str, ...]]:
    """Return the words of the dictionary by their first letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(LemmaLUCodec.load(config.lemma_lu_fn)):
        if word.isascii() and word.isalpha() and word.islower() and len(word) >= SHORTEST - 1:
            found[word[0]].append(word)
    return {letter: tuple(words) for letter, words in found.items()}
