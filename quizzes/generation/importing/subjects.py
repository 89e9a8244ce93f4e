"""Subjects: where the noun phrase before a predicate ends."""

from __future__ import annotations

from quizzes.generation.data import load
from quizzes.generation.importing.predicates import (
    BE,
    DETERMINERS,
    NO_VERB_BEFORE,
    is_third,
    kinds_of,
    past_base,
    starts_with_verb,
)
from quizzes.generation.phrases import is_base, is_participle

LONGEST_SUBJECT = 7  # words


CLAUSE_WORDS = frozenset(
    {"that", "which", "who", "where", "when", "while", "because", "if", "as", "how", "why"}
)


SAME_PAST = frozenset({"set", "put", "cut", "hit", "split", "spread", "shut", "let"})


NO_SUBJECT = frozenset(load("importing")["no_subject"].split())


def split_subject(text: str) -> tuple[str, str] | None:
    """Return a noun phrase and the predicate after it, or None.

    The verb is the first word that can be nothing but one where it stands.
    """
    words = text.split(" ")
    if words[0].lower().strip(",") in NO_SUBJECT - {"these", "all"}:
        return None
    for place in range(1, min(len(words), LONGEST_SUBJECT + 1)):
        word = words[place].lower()
        if words[place - 1].endswith((",", ":", "-")) or word in CLAUSE_WORDS:
            return None
        before = words[place - 1]
        if place > 1 and before.islower() and before.endswith("s") and kinds_of(before) <= {"VERB"}:
            return None  # perhaps the verb, which the dictionary does not have
        if _is_main_verb(word, words, place):
            return " ".join(words[:place]), " ".join(words[place:])
    return None


def _is_main_verb(word: str, words: list[str], place: int) -> bool:
    following = words[place + 1].lower() if place + 1 < len(words) else ""
    if word in BE | {
        "has",
        "have",
        "had",
        "can",
        "cannot",
        "can't",
        "must",
        "may",
        "will",
        "does",
        "doesn't",
        "did",
        "didn't",
        "do",
        "don't",
        "isn't",
        "aren't",
        "wasn't",
    }:
        return True
    if words[place - 1].lower() in {
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "for",
        "to",
        "and",
        "or",
        "by",
    }:
        return False
    if is_third(word):
        after_name = place == 1 and words[0].isupper() and following not in NO_VERB_BEFORE
        return (
            "NOUN" not in kinds_of(word)
            or starts_with_verb(" ".join(words[place:]))
            or (after_name and bool(following))
        )
    if word in SAME_PAST and words[place - 1][:1].isupper() and following:
        return True
    if past_base(word) and following and following not in {"by"}:
        has_noun = any(
            w[:1].isupper() or "NOUN" in kinds_of(w)
            for w in words[:place]
            if w.lower() not in DETERMINERS
        )
        is_adjective = is_participle(word) and "NOUN" in kinds_of(following) and not has_noun
        return not is_adjective
    plural = (
        words[place - 1].lower().endswith("s")
        and is_base(word)
        and kinds_of(word) <= {"VERB", "AUX"}
    )
    return plural and following not in NO_VERB_BEFORE - {"of", "in", "from", "for"}
