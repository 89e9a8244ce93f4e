"""Predicates: what is said of a subject, as the label and the value of a bullet.

"protects the whole network" is **Protects:** the whole network; "is found in plants" is
**Found in:** plants; "does not store keys" is **Not:** store keys. What cannot be read so is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lemminflect import getAllLemmas, getInflection

from quizzes.generation.data import load
from quizzes.generation.importing.members import OPEN_END
from quizzes.generation.phrases import PREPOSITIONS, base_of, is_base, is_participle, third_of
from quizzes.generation.things import lowered
from quizzes.generation.words import capitalise, squash

WORDS = load("importing")
BARE_VERBS = frozenset(WORDS["bare_verbs"].split())
PHRASAL: dict[str, str] = WORDS["phrasal"]
EMPTY_KINDS = frozenset(WORDS["empty_kinds"].split())
DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "all",
        "any",
        "each",
        "every",
        "your",
        "our",
        "its",
        "their",
        "his",
        "her",
        "this",
        "these",
        "those",
        "some",
        "several",
        "many",
        "most",
        "more",
        "certain",
        "other",
        "new",
        "only",
        "both",
    ]
)
OBJECT_STARTS = DETERMINERS | {"small", "new", "many", "large", "great", "about", "up", "out"}
NO_VERB_BEFORE = frozenset(
    [
        "of",
        "and",
        "or",
        "&",
        "are",
        "is",
        "was",
        "were",
        "in",
        "from",
        "for",
        "has",
        "have",
        "can",
        "that",
        "which",
        ":",
        "-",
        "/",
    ]
)
BE = frozenset({"is", "are", "was", "were", "be", "been"})
NOT_AUX = re.compile(
    r"^(?:(?:does|do|did)(?:\s+not|n['\u2019]?t)\s+|(can)(?:\s?not|['\u2019]?t)\s+|never\s+|no longer\s+"
    r"|(will|must|should|may|could|would)(?:\s+not|n['\u2019]?t)\s+)(.+)$",
    re.IGNORECASE,
)
BE_NOT = re.compile(
    r"^(?:(?:is|are|was|were)\s+(?:not|never|no longer)(?:\s+really|\s+actually)?|(?:is|are|was|were)n['\u2019]?t)\s+(.+)$",
    re.IGNORECASE,
)
BARE_NOT = re.compile(r"^not\s+(?:really\s+|actually\s+)?(.+)$", re.IGNORECASE)
NO_NEED = re.compile(
    r"^(?:there(?:'s| is) |has |have )?no (?:need|reason) (to|for)\s+(.+)$|^(?:without|no)\s+((?:an?y?\s+)?\w.+)$",
    re.IGNORECASE,
)
NEXT_THOUGHT = re.compile(r",\s+(?:to|but|and|so|it|just|you)\b.*$", re.IGNORECASE)
MODAL = re.compile(
    r"^(can|must|may|will|should|could|might)\s+(?:also\s+|then\s+)?(.+)$", re.IGNORECASE
)
HELPS = re.compile(
    r"^helps?\s+(?:(?:you|us|users|people|customers|one)\s+)?(?:to\s+)?(.+)$", re.IGNORECASE
)
IN_ORDER_TO = re.compile(r"\s+(?:used |designed |made )?to\s+(?=\S)", re.IGNORECASE)
RELATIVE = re.compile(r"\s*,?\s+(?:that|which|who)\s+(?=\S)", re.IGNORECASE)
USED = re.compile(
    r"^(?:(?:is|are|was|were|be)\s+|mainly |mostly |often )*used\s+(to|for|by|in|as|with|when|on)\s+(.+)$",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(r"[\w-]+(?:ed|less|able|ible|ful|ous)$")
ADVERB = re.compile(
    r"^((?:[a-z]+ly|also|always|often|usually|mainly|mostly|only|just)\s+)+", re.IGNORECASE
)
ONLY_FOR = re.compile(
    r"^(?:(?:is|are)\s+|works?\s+|available\s+)?only\s+(?:works?\s+|available\s+|used\s+)?(for|on|with|in|by|at)\s+(.+)$",
    re.IGNORECASE,
)
FAR_PREPOSITIONS = frozenset(
    {"above", "across", "along", "behind", "beyond", "near", "outside", "throughout"}
)
PLURALS_BEFORE_NOUNS = frozenset(
    [
        "sports",
        "arms",
        "rules",
        "parts",
        "works",
        "awards",
        "accounts",
        "claims",
        "results",
        "needs",
        "goods",
        "plains",
        "jobs",
        "human",
        "uses",
    ]
)


@dataclass(frozen=True, slots=True)
class Said:
    """A label and a value that say one thing of some subject."""

    label: str
    value: str
    negative: bool = False
    closed: bool = False
    weak: bool = False  # read from a shape that is often something else


@lru_cache(maxsize=20_000)
def kinds_of(word: str) -> frozenset[str]:
    """Return the word classes of a word by the dictionary."""
    return frozenset(getAllLemmas(word.lower()))


def is_third(word: str) -> bool:
    """Tell a verb in the third person: "scans", also where it may be a plural noun."""
    word = word.lower()
    base = base_of(word) if word.isalpha() else ""
    return bool(base) and base != word


@lru_cache(maxsize=20_000)
def past_base(word: str) -> str:
    """Return the base of a verb in the past tense ("founded", "wrote"), else ""."""
    word = word.lower()
    for base in getAllLemmas(word).get("VERB", ()):
        if word != base and word in getInflection(base, "VBD"):
            return str(base)
    return ""


def _is_noun(word: str) -> bool:
    return "NOUN" in kinds_of(word) or (word.endswith("s") and "NOUN" in kinds_of(word[:-1]))


def starts_with_verb(text: str, *, expected: bool = False) -> bool:
    """Tell whether a text begins with a verb that says what the subject does.

    Args:
        expected: a verb is likely here, so a word that may be a noun too is taken for one.
    """
    words = ADVERB.sub("", text).split(" ")
    first = words[0].lower().strip(",")
    following = words[1].lower() if len(words) > 1 else ""
    is_pure = kinds_of(first) <= {"VERB", "AUX"}
    if not first.isalpha() or following in NO_VERB_BEFORE - {"in", "from", "for", "or", "and"}:
        return is_pure and is_third(first) and following in {"of", "that", "which"}
    verb = is_third(first) or is_base(first)
    if not verb or first in {"input", "output"}:
        return False
    others = kinds_of(first) - {"VERB", "AUX"}
    if expected and first != "data":
        return True
    if not others:
        return True
    is_object = _is_noun(following) and following not in BARE_VERBS
    is_object = is_object or "ADJ" in kinds_of(following) or "-" in following
    if is_third(first) and first not in PLURALS_BEFORE_NOUNS and is_object:
        return (
            True  # "forwards frames", "digests worn-out parts": what a plural seldom stands before
        )
    if following == "and" and len(words) > 3 and is_third(first) and is_third(words[2]):
        return _is_noun(words[3].lower())  # "packages and ships proteins"
    listed = first in BARE_VERBS
    if following in NO_VERB_BEFORE:
        return listed and is_third(first) and following in {"in", "from", "for"}
    if following in DETERMINERS:
        return True
    if not listed or not following or following.endswith(":"):
        return False
    # "control centre" is no deed, "filter requests" and "support internal audits" are
    kinds, is_many = kinds_of(following), following.endswith("s")
    return is_third(first) or is_many or "NOUN" not in kinds or "ADJ" in kinds


PARTICIPLES = re.compile(r"^(\w+)(?:, (\w+))?,? (?:and|or|&) (\w+) (\w+) (.+)$", re.IGNORECASE)


def read_participles(text: str) -> list[Said]:
    """Return "made, kept and sold by hand" as one claim for each participle; [] for other texts.

    Bare verbs before a participle are participles whose ending was forgotten.
    """
    found = PARTICIPLES.match(re.sub(r"^(?:is|are|was|were) ", "", squash(text).strip(" .;,")))
    if not found or found[4].lower() not in PREPOSITIONS or not is_participle(found[3].lower()):
        return []
    verbs = [found[1], *([found[2]] if found[2] else []), found[3]]
    done = [participle_of(verb.lower()) for verb in verbs]
    return [Said(f"{capitalise(one)} {found[4].lower()}", found[5]) for one in done if all(done)]


def participle_of(verb: str) -> str:
    """Return the past participle of a verb in any form, else ""."""
    base = base_of(verb) or next(iter(getAllLemmas(verb).get("VERB", ())), "")
    return str(next(iter(getInflection(base, "VBN")), "")) if base else ""


def is_quality(text: str) -> bool:
    """Tell "connection oriented" and "stateless" from noun phrases."""
    last = text.split(" ")[-1].lower()
    kinds = kinds_of(last)
    is_alone = text.islower() and (" " not in text or text.startswith(("very ", "too ", "quite ")))
    known = is_participle(last) or ("ADJ" in kinds and ("NOUN" not in kinds or is_alone))
    return known or (not kinds and bool(ADJECTIVE.match(last)))


def read_predicate(text: str, *, expected: bool = False) -> Said | None:
    """Return what a predicate says, or None if it does not begin as one.

    Args:
        text: plain, without its subject: "is a kind of key", "scans images", "not for keys".
        expected: as in `starts_with_verb`.
    """
    text = squash(text).strip(" .;,")
    if not text or len(text) > 400:
        return None
    for read in (_only, _negative, _used, _helps, _modal, _being):
        if said := read(text):
            return said if said.value else None
    return _doing(text, expected=expected)


def _only(text: str) -> Said | None:
    found = ONLY_FOR.match(text)
    if not found:
        return None
    word = {"for": "on"}.get(found[1].lower(), found[1].lower())
    return Said(f"Works {word}", found[2], closed=True)


def _negative(text: str) -> Said | None:
    if found := NOT_AUX.match(text):
        rest = found[3]
        words = rest.split(" ")
        if not is_base(words[0]):
            base = base_of(words[0]) or past_base(words[0])
            if not base:
                return None
            rest = " ".join((base, *words[1:]))
        return Said("Cannot" if found[1] else "Not", rest, negative=True)
    if found := BE_NOT.match(text) or BARE_NOT.match(text):
        return Said("Not", f"is {found[1]}", negative=True)
    text = NEXT_THOUGHT.sub("", text)
    if found := NO_NEED.match(text):
        if found[3]:
            verb = "need" if text.lower().startswith("without") else "have"
            return Said("Not", f"{verb} {found[3]}", negative=True)
        return Said("Not", f"need {'you to ' if found[1] == 'to' else ''}{found[2]}", negative=True)
    return None


def _used(text: str) -> Said | None:
    found = USED.match(text)
    return Said(f"Used {found[1].lower()}", found[2]) if found else None


def _helps(text: str) -> Said | None:
    found = HELPS.match(text)
    if not found:
        return None
    if is_base(found[1].split(" ")[0]):
        return _doing(found[1], expected=True)
    return Said("Helps", found[1])


def _modal(text: str) -> Said | None:
    found = MODAL.match(text)
    if not found:
        return None
    modal, rest = found[1].lower(), ADVERB.sub("", found[2])
    if modal in {"will", "would"}:
        return _being(f"is {rest[3:]}") if rest.startswith("be ") else _doing(rest, expected=True)
    verb, _, value = rest.partition(" ")
    if verb.lower() in PHRASAL:
        rest = f"{PHRASAL[verb.lower()]} {value}"
        verb, _, value = rest.partition(" ")
    if not is_base(verb):
        return None
    if modal in {"can", "may", "could", "might"}:
        return Said("Can", rest)
    return Said(f"{capitalise(modal)} {verb}", value) if value else Said("Can", rest)


def _being(text: str) -> Said | None:
    first, _, rest = text.partition(" ")
    if first.lower() not in BE or not rest:
        return None
    rest = ADVERB.sub("", rest) if not rest.lower().startswith(("only", "just")) else rest
    words = rest.split(" ")
    lower = words[0].lower()
    if lower in {"a", "an", "the", "one"}:
        return Said("Is a", rest)
    if _is_passive(words):
        return _passive(words)
    if lower in PREPOSITIONS and len(words) > 1:
        return Said(f"Is {lower}", " ".join(words[1:]))
    kinds = kinds_of(lower)
    if "ADJ" in kinds or is_participle(lower) or ADJECTIVE.match(lower):
        return Said("Is", rest)
    return Said("Is a", rest, weak=True)


def _is_passive(words: list[str]) -> bool:
    return is_participle(words[0].lower()) and len(words) > 2 and words[1].lower() in PREPOSITIONS


def _passive(words: list[str]) -> Said:
    return Said(f"{capitalise(words[0].lower())} {words[1].lower()}", " ".join(words[2:]))


def _doing(text: str, *, expected: bool = False) -> Said | None:
    words = text.split(" ")
    if len(words) > 2 and words[1].lower() in FAR_PREPOSITIONS and is_participle(words[0].lower()):
        return Said("Is", lowered(text))
    if (
        words[0].lower() in {"has", "have", "had"}
        and len(words) > 2
        and is_participle(words[1].lower())
    ):
        words = words[1:]  # "has produced" tells a deed
        text, expected = " ".join(words), True
    if _is_passive(words) and not is_third(words[0]) and not (expected and past_base(words[0])):
        return _passive(words)
    adverb = ADVERB.match(text)
    lead = adverb[0].strip() if adverb else ""
    words = text[adverb.end() :].split(" ") if adverb else words
    if lead and _is_passive(words):
        said = _passive(words)
        return replace(said, label=f"Is {lead.lower()} {lowered(said.label)}")
    head = [words[0]]
    if len(words) > 3 and words[1].lower() in {"and", "or", "&"} and _is_verb(words[2]):
        head = words[:3]
    elif (
        len(words) > 4
        and words[0].endswith(",")
        and words[2] in {"and", "or", "&"}
        and _is_verb(words[3])
    ):
        head = words[:4]
    rest = words[len(head) :]
    if not starts_with_verb(
        " ".join(words),
        expected=expected or (lead.lower().endswith("ly") and lead.lower() != "only"),
    ):
        base = past_base(words[0]) if expected else ""
        if not base or len(words) < 2:
            return None
        return _labelled([third_of(base)], rest, weak=True)
    if len(head) > 1:
        deeds = " ".join(_base(word) for word in head)
        return Said("Can", squash(f"{deeds} {' '.join(rest)} {lead.lower()}")) if rest else None
    verbs = [_third(word) for word in head]
    label = _labelled(verbs, rest)
    return replace(label, value=f"{label.value} {lead.lower()}") if lead and label else label


def _is_verb(word: str) -> bool:
    return bool(base_of(word.lower().strip(",")))


def _base(word: str) -> str:
    bare = word.lower()
    if bare in {"and", "or", "&"}:
        return "and" if bare == "&" else bare
    return base_of(bare)


def _third(word: str) -> str:
    bare = word.lower()
    if bare in {"and", "or", "&"}:
        return "and" if bare == "&" else bare
    base = base_of(bare.strip(","))
    return third_of(base) + ("," if bare.endswith(",") else "")


def _labelled(verbs: list[str], rest: list[str], *, weak: bool = False) -> Said | None:
    """Return the verb, with a preposition that follows it, as the label and what is left as the value."""
    if len(rest) > 1 and rest[0].lower() in PREPOSITIONS and len(verbs) == 1:
        verbs, rest = [*verbs, rest[0].lower()], rest[1:]
    if not rest:
        base = base_of(verbs[0])
        return Said("Can", base, weak=True) if base and len(verbs) == 1 else None
    return Said(capitalise(" ".join(verbs)), " ".join(rest), weak=weak)


# Several predicates in one clause


def split_predicates(text: str) -> Iterator[str]:
    """Yield the parts of "uses rules, reads logs and finds threats", each with a verb of its own."""
    text = OPEN_END.sub("", text)
    words = text.split(" ")
    deeds = text.split(", ")
    if len(deeds) > 1 and all(_is_deed(deed) for deed in deeds):
        yield from deeds  # "get files, list files"
        return
    is_past = bool(past_base(words[0])) or words[0].lower() in {"was", "were", "had"}
    if not (is_third(words[0]) or words[0].lower() in BE or is_past):
        yield text
        return
    start = 0
    for place in range(2, len(words) - 1):
        joined = words[place - 1].lower() in {"and", "&", "but", "then"}
        after_comma = words[place - 1].endswith((",", ";"))
        following = words[place + 1].strip(",").lower()
        opens = _opens_predicate(words[place], following, is_past=is_past)
        if after_comma and is_participle(words[place].lower()) and following in PREPOSITIONS:
            opens = True
        if (joined or after_comma) and opens:
            if joined and place - 1 == start + 1:
                continue  # "creates and manages keys": one deed of two verbs
            end = place - 1 if joined else place
            part = " ".join(words[start:end]).strip(" ,;")
            if len(part.split(" ")) > 1:
                yield part
                start = place
    yield " ".join(words[start:])


def _as_thirds(text: str) -> str:
    """Return "manage rules and automate checks" in the third person, where the second verb is plain."""
    words = text.split(" ")
    words[0] = third_of(words[0].lower())
    for place in range(2, len(words) - 1):
        word = words[place].lower()
        if (
            words[place - 1].lower() in {"and", "&"}
            and is_base(word)
            and kinds_of(word) == {"VERB"}
        ):
            words[place] = third_of(word)
    return " ".join(words)


def _is_deed(text: str) -> bool:
    words = re.sub(r"^(?:and|or|&) ", "", text).split(" ")
    first = words[0].lower()
    listed = first in BARE_VERBS or kinds_of(first) == {"VERB"}
    return len(words) > 1 and is_base(first) and listed and starts_with_verb(text, expected=True)


def _opens_predicate(word: str, following: str, *, is_past: bool = False) -> bool:
    word, following = word.lower(), following.lower()
    if is_past:
        is_object = following in OBJECT_STARTS | PREPOSITIONS or following[:1].isdigit()
        return word in {"was", "were", "had"} or bool(past_base(word) and is_object)
    if word in {"is", "are", "has", "can", "cannot"}:
        return True
    if not is_third(word) or following in NO_VERB_BEFORE - {"in", "from", "for"}:
        return False
    if "NOUN" not in kinds_of(word):
        return True
    return word in BARE_VERBS or (following.endswith("s") and _is_noun(following))


def split_kind(said: Said) -> list[Said]:
    """Return "is a fully managed service that finds threats" as what it is and what it does."""
    if said.label != "Is a" or said.negative:
        return [said]
    parts = RELATIVE.split(said.value, maxsplit=1)
    is_use = len(parts) < 2
    if is_use:
        parts = IN_ORDER_TO.split(said.value, maxsplit=1)
    if len(parts) < 2 or re.match(r"(?:the|one)\b", said.value, re.IGNORECASE):
        return [said]
    kind, rest = parts
    if "to" in said.value.split(kind, 1)[1].split(" ")[:2] and is_base(rest.split(" ")[0]):
        rest = _as_thirds(rest)
    does = [read_predicate(part) for part in split_predicates(rest)]
    if not all(does):
        return [said]
    found = [one for one in does if one]
    bare = re.sub(r"^an?\s+", "", kind)
    noun = bare.split(" ")[-1].lower()
    if is_use and noun not in EMPTY_KINDS:
        return [said]
    is_empty = noun in EMPTY_KINDS and " " not in bare
    return found if is_empty else [replace(said, value=kind), *found]
