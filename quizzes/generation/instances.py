"""Instances: concrete words that may stand for the general words of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any

from quizzes.generation.chance import Chance
from quizzes.generation.data import load
from quizzes.generation.facts import Fact
from quizzes.generation.phrases import JOINERS, PREPOSITIONS, Phrase
from quizzes.generation.things import is_plural
from quizzes.generation.words import capitalise


@dataclass(frozen=True, slots=True)
class Instances:
    """A general word and concrete ones, each of which is a case of it."""

    term: str
    words: tuple[str, ...]


def read_instances(rows: Iterable[Mapping[str, Any] | Instances]) -> tuple[Instances, ...]:
    """Return the entries, the longest terms first, so that "sensitive data" goes before "data"."""
    found = (
        row if isinstance(row, Instances) else Instances(row["term"], tuple(row["instances"]))
        for row in rows
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (-len(one.term), one.term)))


def instance_of(known: Iterable[Instances], fact: Fact) -> tuple[Phrase, str]:
    """Return the fact's phrase with concrete words, and a sentence that says what they are a case of.

    Without an entry for it, the phrase as it is and "".

    Args:
        known: of the course; they go before those of the general bank.
    """
    phrase = fact.does
    for entry in (*known, *_general()):
        if place := _place_of(entry.term, phrase):
            words = Chance("instance", fact.key, entry.term).choice(entry.words)
            text = phrase.base[: place.start()] + words + phrase.base[place.end() :]
            return Phrase(text, phrase.modal), case_of(words, entry.term)
    return phrase, ""


@cache
def _general() -> tuple[Instances, ...]:
    return read_instances(load("instances"))


def case_of(words: str, term: str) -> str:
    """Return "Passport numbers are personal data." or "A checkout counts among critical applications."."""
    head = takewhile(lambda word: word not in PREPOSITIONS, words.split(" "))
    many = " and " in words or is_plural(" ".join(head))
    one_of_many = "counts among" if is_plural(term) else "is"
    return f"{capitalise(words)} {'are' if many else one_of_many} {term}."


def _place_of(term: str, phrase: Phrase) -> re.Match[str] | None:
    """Return where the term stands whole: right after the verb or a preposition.

    "files" does not stand whole in "log files", "other files" or "files and folders".
    """
    found = re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", phrase.base)
    if not found:
        return None
    before = phrase.base[: found.start()].split()
    follows_verb = [word.strip(",") for word in before] == [phrase.verb]
    behind = phrase.base[found.end() :].split()[:1]
    whole = follows_verb or bool(set(before[-1:]) & PREPOSITIONS)
    return found if whole and not set(behind) & JOINERS else None
