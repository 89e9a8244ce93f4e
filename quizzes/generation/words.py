"""Words: content words, lemmas, likeness of two texts, articles. English, by lemminflect's dictionary."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import sqrt

from lemminflect import getAllLemmas, getInflection
from rapidfuzz.fuzz import token_set_ratio

from quizzes.generation.data import word_list

# A run of letters of any script, with "-" and "'" inside; a number; the signs in "C++" and "Na⁺".
WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['\u2019-])*[^\W\d_]|[^\W\d_]"
    r"|(?:(?<!\S)[-\u2212])?\d(?:[\d,.]*\d)?|(?<=\w)[+#\u207a\u207b]+"
)
ARTICLES = frozenset({"a", "an", "the"})

STOP_WORDS = word_list("stop_words")
SPOKEN_ACRONYMS = word_list("spoken_acronyms")

# Letters whose name begins with a vowel sound, for "an SSL certificate" but "a URL".
VOWEL_LETTERS = frozenset("AEFHILMNORSX")
SOUNDS_LIKE_CONSONANT = re.compile(
    r"^(one(?!r)|once|unan|uni(?!n|mp|mag|dent|ssu)|use|usu|ura|ute|uto|eu|ewe|ubiq|u[rtls]i)",
    re.IGNORECASE,
)
SOUNDS_LIKE_VOWEL = re.compile(r"^(hour|honest|honou?r|heir)", re.IGNORECASE)

# Acronyms in the plural: capitals and digits, then a small s.
ACRONYMS = re.compile(r"^([A-Z][A-Z0-9]+)s$")


def squash(text: str) -> str:
    """Collapse white space."""
    return " ".join(text.split())


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case; an acronym in the plural ("VPCs") in the singular."""
    return list(_tokens(text))


@lru_cache(maxsize=100_000)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_singular_acronym(word).lower() for word in WORD.findall(text))


def _singular_acronym(word: str) -> str:
    return ACRONYMS.sub(r"\1", word) if word[-1] == "s" and word[0].isupper() else word


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> Mapping[str, tuple[str, ...]]:
    """Return the dictionary forms of a word by its kinds (VERB, NOUN …); not to be changed.

    Remembered, since the dictionary copies what it hands out.
    """
    found: Mapping[str, tuple[str, ...]] = getAllLemmas(word)
    return found


@lru_cache(maxsize=50_000)
def inflections(word: str, form: str) -> tuple[str, ...]:
    """Return the writings of a form (Penn tags, such as VBZ) of a word in its base form."""
    return tuple(map(str, getInflection(word, form)))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return one dictionary form for a lower-case word, so that forms of one word compare equal.

    Verb before noun before adjective: "encrypted", "encrypts" and "encrypt" meet in "encrypt".
    """
    if word.endswith(("'s", "\u2019s")):
        word = word[:-2]
    if "-" in word:
        return "-".join(lemma(part) for part in word.split("-"))
    found = lemmas(word)
    for kind in ("VERB", "NOUN", "ADJ", "ADV"):
        if kind in found:
            return str(found[kind][0])
    # A plural that the dictionary does not know ("ribosomes"); an acronym without a vowel is none ("https").
    looks_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if looks_plural and re.search(r"[aeiouy]", word[:-1]) else word


@lru_cache(maxsize=100_000)
def content_words(text: str, stop: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the lemmas of the words that say something: 3 letters or more, not stop words.

    Hyphenated words count whole and in their parts.
    """
    skip = STOP_WORDS | stop
    found: set[str] = set()
    for token in tokens(text):
        for part in {token, *token.split("-")}:
            if len(part) >= 3 and part not in skip and (root := lemma(part)) not in skip:
                found.add(root)
    return frozenset(found)


@lru_cache(maxsize=100_000)
def normal(text: str, stop: frozenset[str] = frozenset()) -> str:
    """Return the text as lower-case lemmas without articles: the same for any wording of one form."""
    skip = ARTICLES | stop
    said = " ".join(lemma(token) for token in tokens(text) if token not in skip)
    return said or squash(text).lower()


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1: the larger of token-set ratio and 3-gram cosine."""
    one, other = normal(one), normal(other)
    return max(token_set_ratio(one, other) / 100, _gram_cosine(one, other))


def _gram_cosine(one: str, other: str) -> float:
    (left, left_size), (right, right_size) = _grams(one), _grams(other)
    shared = sum(left[gram] * right[gram] for gram in left.keys() & right.keys())
    return shared / (left_size * right_size) if shared else 0.0


@lru_cache(maxsize=50_000)
def _grams(text: str) -> tuple[dict[str, int], float]:
    """Return how often each run of three characters occurs, and the length of that vector."""
    padded = f"  {text} "
    counts = Counter(padded[i : i + 3] for i in range(len(padded) - 2))
    return dict(counts), sqrt(sum(n * n for n in counts.values()))


def article(noun_phrase: str) -> str:
    """Return "a" or "an" by the sound of the first word, letters of an acronym included."""
    first = re.split(r"[\s/-]", noun_phrase.strip(), maxsplit=1)[0]
    if not first:
        return "a"
    letters = _plain_letters(first)
    if letters[:2] in {"8", "11", "18"} or letters.startswith("8"):
        return "an"
    if _is_spelt(letters):
        return "an" if letters[0].upper() in VOWEL_LETTERS else "a"
    if SOUNDS_LIKE_VOWEL.match(letters):
        return "an"
    if SOUNDS_LIKE_CONSONANT.match(letters):
        return "a"
    return "an" if letters[:1].lower() in set("aeiou") else "a"


def _plain_letters(word: str) -> str:
    """Return a word as it sounds, in plain letters: "éclair" as "eclair", Greek letters by name."""
    if len(word) == 1 and not word.isascii():
        word = unicodedata.name(word, "").split(" ")[-1].lower()
    return re.sub(r"[^A-Za-z0-9]", "", unicodedata.normalize("NFKD", word))


def _is_spelt(letters: str) -> bool:
    """Tell what is said letter by letter (SSL, EC2, mRNA, X) from words and acronyms said as one."""
    if len(letters) < 2:
        return letters.isupper() and letters != "A"
    has_capitals = letters[:2].isupper() or letters[1].isupper()
    return has_capitals and not _is_spoken_word(letters)


def _is_spoken_word(letters: str) -> bool:
    """Tell acronyms said as a word (NASA, RAM) from spelt ones: a list, else a vowel inside, no digit."""
    core = letters.rstrip("s")
    if core in SPOKEN_ACRONYMS:
        return True
    return core.isalpha() and len(core) >= 4 and bool(re.search(r"[AEIOU]", core[1:-1]))


def with_article(noun_phrase: str) -> str:
    return f"{article(noun_phrase)} {noun_phrase}"


def capitalise(text: str) -> str:
    """Raise the first letter, leave the rest as it is."""
    return text[:1].upper() + text[1:]


def join_list(items: list[str], word: str = "and") -> str:
    """Write "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
