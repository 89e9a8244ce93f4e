"""Needs: what somebody may want, made from what a thing does, and said in the form a sentence needs.

"scans container images in a registry" is wanted as "to scan container images in a registry", as "container
images scanned in a registry", or as "one that scans …". Only of things that people choose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from quizzes.generation.base import FactBase, remembered
from quizzes.generation.data import load
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.instances import instance_of
from quizzes.generation.phrases import JOINERS, PREPOSITIONS, Phrase, is_participle
from quizzes.generation.things import HEAD_END, head_of
from quizzes.generation.words import ARTICLES, inflections, lemma

WITHIN = JOINERS | {"of", "between"}  # words within one noun phrase
DEFINING = frozenset({"is a", IDENTITY, "stands for", "not"})


@dataclass(frozen=True, slots=True)
class Need:
    """What a fact says a thing does, as somebody's wish.

    Attributes:
        phrase: the verb phrase, perhaps with concrete words for general ones.
        link: says that the concrete is a case of the general; empty where nothing was replaced.
        is_deed: somebody can want to do it; else only to have a thing that does it.
    """

    fact: Fact
    phrase: Phrase
    link: str
    is_deed: bool

    @property
    def want(self) -> str:
        """Return "scan images" for "wants to scan images"; empty where it is no deed."""
        if not self.is_deed:
            return ""
        verb, _, rest = self.phrase.base.partition(" ")
        is_clause = rest.split(" ")[0] in listed("clause_words")
        wishes = load("needs")["wanted_as_before_clause" if is_clause else "wanted_as"]
        return f"{wishes.get(verb, verb)} {rest}"

    @property
    def done(self) -> str:
        """Return "images scanned in a registry", for "wants … scanned"; empty where it is in doubt."""
        return _done(self.phrase.base) if self.is_deed else ""

    @property
    def task(self) -> str:
        """Return "scanning images"; empty where it is no deed."""
        return Phrase(self.want).gerund() if self.is_deed else ""

    @property
    def demand(self) -> str:
        """Return "scans images", for "one that scans images"."""
        return self.phrase.third()


@remembered
def need_of(base: FactBase, fact: Fact) -> Need | None:
    """Return the need that a fact meets; None where nobody chooses such a thing or wants such a deed."""
    if not (fact.polarity and fact.scored and fact.phrase and fact.slot not in DEFINING):
        return None
    if not is_choice(base, fact.kind) or not _is_wanted(fact.phrase):
        return None
    phrase, link = instance_of(base.instances, fact)
    return Need(fact, phrase, link, _is_deed(fact))


def is_choice(base: FactBase, kind: str) -> bool:
    """Tell kinds of thing that people choose for a need (services, tools) from what nobody chooses."""
    noun = _sorted_noun(kind)
    return noun in listed("chosen_nouns") or noun in base.choices


@cache
def _sorted_noun(kind: str) -> str:
    """Return the noun of a kind in the singular: "key" for "key type" and "kind of key"."""
    if not kind:
        return ""
    head = lemma(head_of(kind).lower())
    if head not in listed("sorting_nouns"):
        return head
    before = HEAD_END.split(kind)[0].split(" ")[:-1]
    after = HEAD_END.split(kind, maxsplit=1)[1:]
    return (
        lemma(before[-1].lower()) if before else lemma(head_of(after[0]).lower()) if after else ""
    )


def _is_wanted(phrase: Phrase) -> bool:
    return (
        phrase.modal in {"", "can"}
        and phrase.verb not in listed("unwanted_verbs")
        and not pattern("unwanted_words").search(phrase.base)
    )


def _is_deed(fact: Fact) -> bool:
    """Tell what somebody can want to do: a deed, by no means of the chooser's own."""
    bare = Phrase(fact.does.base)
    if bare.verb == "be" or pattern("chooser_words").search(bare.base):
        return False
    if fact.slot == "purpose":
        return True
    behind = bare.base.split(" ")[1:2]
    has_object = bool(behind) and behind[0] not in PREPOSITIONS - listed("verb_particles")
    return has_object and not bare.is_state and not pattern("means").search(bare.base)


def _done(base: str) -> str:
    """Turn "scan images in a registry" into "images scanned in a registry".

    Empty where the verb has no plain object or where the object's end is in doubt.
    """
    verb, *words = base.split(" ")
    end = next((i for i, word in enumerate(words) if word in _enders()), len(words))
    thing, rest = words[:end], words[end:]
    if not thing or thing[0] in JOINERS or listed("clause_words") & set(thing):
        return ""
    if len(thing) > 1 and rest and is_participle(thing[-1].strip(",")):
        return ""
    if any(now in ARTICLES and before not in WITHIN for before, now in pairwise(thing)):
        return ""  # two objects: "lend a friend a book"
    participles = inflections(verb, "VBN")
    if verb in {"give", "let", "help", "make"} or not participles:
        return ""
    return " ".join((*thing, str(participles[0]), *rest))


@cache
def _enders() -> frozenset[str]:
    return (PREPOSITIONS | listed("particles")) - WITHIN


@cache
def listed(name: str) -> frozenset[str]:
    """Return a word list of needs.yaml."""
    return frozenset(load("needs")[name].split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of needs.yaml."""
    return re.compile(load("needs")[name], re.IGNORECASE)
