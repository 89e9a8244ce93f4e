"""Things: what facts are about, and how running text names them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizzes.generation.data import word_list
from quizzes.generation.phrases import Phrase, is_participle
from quizzes.generation.words import article, capitalise, inflections, lemmas

MASS_NOUNS = word_list("mass_nouns")
PERSON_NOUNS = word_list("person_nouns")

# A noun phrase's head stands before its first preposition or participle.
HEAD_END = re.compile(
    r"\s(?:of|for|in|on|from|with|to|between|at|by|being|that|which|through|into|onto|under|over)\s"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """What facts are about: a service, a kind of key, a task.

    Attributes:
        name: as the lessons write it.
        aliases: other names and expansions, for telling it apart and for leak checks.
        kind: the noun of "Which … ?", lower case unless a proper noun; may be empty.
        plural: "DNS logs show" and not "shows".
        common: a common noun, written in lower case in running text.
        mass: a common noun that takes no article: "encryption at rest".
        named: a common noun whose first word is a name: "a Lambda function".
        unique: there is one, so it takes "the": "the root user".
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    plural: bool = False
    common: bool = False
    mass: bool = False
    unique: bool = False
    named: bool = False

    @property
    def all_names(self) -> str:
        return " ".join((self.name, *self.aliases))


def name_in_sentence(thing: Thing) -> str:
    """Return the name without an article, as it stands within a sentence: "root user", "AWS KMS"."""
    is_name = thing.named or not (thing.common or thing.unique)
    return thing.name if is_name else lowered(thing.name)


def in_text(thing: Thing) -> str:
    """Return the name as running text needs it: "a security group", "DNS logs", "Amazon Macie"."""
    name = name_in_sentence(thing)
    if thing.unique:
        return f"the {name}"
    if not thing.common:
        return name
    bare = thing.plural or thing.mass or name.split(" ")[0].endswith("ing")
    return name if bare else f"{article(name)} {name}"


def agreeing(thing: Thing) -> dict[str, str]:
    """Return what a frame needs to speak of a thing: {thing}, {does} and {is}."""
    return {
        "thing": in_text(thing),
        "does": "do" if thing.plural else "does",
        "is": "are" if thing.plural else "is",
    }


def is_person(thing: Thing) -> bool:
    """Tell people, who are not "it", by the noun of their kind or name."""
    heads = (HEAD_END.split(text)[0].split(" ")[-1].lower() for text in (thing.kind, thing.name))
    return any(head in PERSON_NOUNS for head in heads)


def pronoun(thing: Thing) -> str:
    """Return "it" or "they"; of one person the name again, since the lessons do not tell he from she."""
    if thing.plural:
        return "they"
    return in_text(thing) if is_person(thing) else "it"


def sentence(thing: Thing, slot: str, value: str, phrase: Phrase | None, polarity: bool) -> str:
    """Return what a fact says as one sentence that stands alone."""
    subject = in_text(thing)
    if phrase is None:
        if slot.startswith("step "):
            return f"{capitalise(value)}."
        return f"The {slot} of {subject} {'are' if is_plural(slot) else 'is'} {value}."
    predicate = phrase.third(thing.plural) if polarity else phrase.negated(thing.plural)
    return f"{capitalise(subject)} {predicate}."


def lowered(text: str) -> str:
    """Lower the first letter unless the first word is an acronym or has capitals inside."""
    first = text.split(" ")[0]
    has_inner = any(letter.isupper() or letter.isdigit() for letter in first[1:])
    return text if has_inner or (len(first) == 1 and first != "A") else text[:1].lower() + text[1:]


def head_of(name: str) -> str:
    """Return the noun of a noun phrase: before its first preposition, and before a participle there.

    "tax papers moved to the office" is about papers.
    """
    words = HEAD_END.split(name)[0].split(" ")
    while len(words) > 1 and is_participle(words[-1]) and is_plural(" ".join(words[:-1])):
        words.pop()
    return words[-1]


def is_plural(name: str) -> bool:
    """Tell "DNS logs" and "flights to Rome" from "AWS KMS" and "Access"."""
    if name.split(" ")[0].endswith("ing"):
        return False
    head = head_of(name)
    if head.endswith(("ss", "us", "is", "'s")) or not head.islower():
        return False
    if lemmas(head).get("NOUN") == (head,):
        return False  # "lens", "gas"; but "minutes" is of "minute", too
    return head.endswith("s") and len(head) > 3


def is_mass(name: str) -> bool:
    """Tell nouns that take no article: gerunds, "-tion" of a process, "data" and the like."""
    head = head_of(name).lower()
    return head in MASS_NOUNS or head.endswith(("ing", "ption", "sis"))


def plural_of(kind: str) -> str:
    """Return "AWS services" for "AWS service", "kinds of key" for "kind of key"."""
    if " or " in kind:
        return " or ".join(plural_of(part) for part in kind.split(" or "))
    head, *tail = HEAD_END.split(kind, maxsplit=1)
    *before, noun = head.split(" ")
    many = str((inflections(noun, "NNS") or (noun + "s",))[0])
    if noun.isupper():
        many = noun + "s"
    start = " ".join((*before, many))
    return start + kind[len(head) :] if tail else start


def option_text(thing: Thing) -> str:
    """Return the name as an option of its own."""
    return capitalise(thing.name)
