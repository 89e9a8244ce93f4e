"""Sentences: running text to claims, clause by clause: who is spoken of, and what is said.

Rules: "pronoun subject", "named subject", "bare verb", "what you can do", "passive", "other subject",
"contrast", "narrative" (a deed of the past), "amount in brackets", "price".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizzes.generation.data import load
from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.names import Names, count_words, is_proper
from quizzes.generation.importing.predicates import (
    BE,
    EMPTY_KINDS,
    NO_VERB_BEFORE,
    Said,
    is_third,
    kinds_of,
    past_base,
    read_predicate,
    split_kind,
    split_predicates,
    starts_with_verb,
)
from quizzes.generation.phrases import base_of, is_base, is_participle, third_of
from quizzes.generation.things import lowered
from quizzes.generation.words import capitalise, lemma, squash

WORDS = load("importing")
OPENERS = re.compile(
    rf"^(?:(?:{'|'.join(WORDS['openers'].split())})\s*,?\s+)+(?=\S)", re.IGNORECASE
)
SENTENCE_END = re.compile(r"(?<=[^\s.][^\s.])[.!?]['\")\u201d]?\s+(?=\S)")
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|ca|approx|no|nr|st|dr|mr|mrs|ms|prof|fig|gen|col|jr|sr)|\b[A-Z])$",
    re.I,
)
CLAUSE = re.compile(
    r"\s*;\s+|,?\s+(?:and|but|so|&)\s+(?=(?:it|they|you|we)(?:\s|['\u2019]s\s))|,\s*(?=(?:it|they|we|you)(?:\s|['\u2019]s\s))"
    r"|,?\s+(?:whereas|while|but)\s+(?=(?:the\s+)?[A-Z])|,\s+(?:whereas|while|but)\s+|,\s+which\s+(?=\w+s\s)",
)
CONTRAST = re.compile(r"\b(?:whereas|while|unlike|in contrast|but)\b", re.IGNORECASE)
UNLIKE = re.compile(r"^(?:unlike|in contrast to)\s+([^,]{2,60}),\s+(.+)$", re.IGNORECASE)
LEAD = re.compile(
    r"^((?:in|on|at|by|during|after|before|when|whenever|if|to|for|with|from|as|since|although|because|until|under|"
    r"between|within)\b[^,]{1,80}),\s+(.+)$",
    re.IGNORECASE,
)
TIME_LEAD = re.compile(
    r"^(?:in|on|by|from|since|until|during|between|after|before|at)\b", re.IGNORECASE
)
PRONOUN = re.compile(
    r"^(?:it(?:['\u2019]?s(?=\s))?|this|they|these|he|she)\s+(?=\S)|^(?:it|this|these|they)$",
    re.IGNORECASE,
)
THIS_KIND = re.compile(r"^(?:this|the|these|such(?: an?)?)\s+([A-Za-z-]+)\s+(?=\S)", re.IGNORECASE)
YOU = re.compile(
    r"^(?:you|we|users?|customers?|one|people)\s+(?:can|could|may)\s+(?:also\s+|just\s+|only\s+|choose to\s+|then\s+)*(.+)$",
    re.IGNORECASE,
)
YOU_MUST = re.compile(
    r"^(?:you|we|users?|customers?|one)\s+(?:must|have to|need to|should|need)\s+(?:first\s+|also\s+|always\s+)*(.+)$",
    re.IGNORECASE,
)
SWITCH_ON = re.compile(
    r"^(?:enable|turn on|switch on|activate|install|set up|have|use|configure)\s+(.+)$", re.I
)
BRACKET_AMOUNT = re.compile(
    r"\(\s*(\d+[\d,.]*[\s-]*(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))\s+([A-Za-z]+)\s*\)"
)
PRICE = re.compile(
    r"\(([^()]*[$€£]\s?\d[^()]*)\)|([$€£]\s?\d[\d.,]*(?:\s+(?:per|a|an|each|every|for|/)\s*\w+)*)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:1\d{3}|20\d\d|\d{1,4}\s?(?:BCE?|CE|AD))\b")
LONGEST_SUBJECT = 7  # words
NO_SUBJECT = frozenset(
    [
        "there",
        "what",
        "who",
        "how",
        "why",
        "when",
        "where",
        "which",
        "all",
        "some",
        "many",
        "most",
        "both",
        "each",
        "every",
        "another",
        "any",
        "one",
        "no",
        "none",
        "i",
        "he",
        "she",
        "you",
        "we",
        "that",
        "those",
        "if",
        "because",
        "although",
        "while",
        "in",
        "on",
        "at",
        "by",
        "to",
        "for",
        "from",
        "with",
        "note",
        "as",
        "once",
        "suppose",
        "imagine",
        "let",
        "please",
        "remember",
    ]
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence stands in.

    Attributes:
        subject: the thing of the section, or "".
        lines: of the raw notes.
        section_text: lower-case words of the section, to tell a part of the thing from another thing.
    """

    names: Names
    subject: str
    lines: tuple[int, ...]
    words: frozenset[str] = frozenset()
    item: bool = False


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text; abbreviations do not end one."""
    found, start = [], 0
    for end in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text[start : end.start()]):
            continue
        found.append(text[start : end.start() + 1])
        start = end.end()
    found.append(text[start:])
    return [squash(one) for one in found if one.strip()]


def read_text(text: str, setting: Setting, rule: str = "") -> list[Claim]:
    """Return the claims of running text.

    Args:
        rule: the id for claims of the setting's own subject, where another rule found the text.
    """
    claims: list[Claim] = []
    subject = setting.subject
    for sentence in sentences_of(text):
        for clause, contrast in clauses_of(sentence):
            for claim in read_clause(clause, replace(setting, subject=subject)):
                if contrast and claim.rule in {"named subject", "other subject"}:
                    claim = replace(claim, rule="contrast")
                if rule and claim.subject == setting.subject and not claim.negative:
                    claim = replace(claim, rule=rule)
                claims.append(claim)
                subject = claim.subject if claim.rule != "passive" else subject
    return claims


def clauses_of(sentence: str) -> Iterator[tuple[str, bool]]:
    """Yield the clauses of a sentence, each with whether it stands in a contrast."""
    contrast = bool(CONTRAST.search(sentence))
    start = 0
    for joint in CLAUSE.finditer(sentence):
        if sentence.count("(", start, joint.start()) == sentence.count(")", start, joint.start()):
            yield sentence[start : joint.start()], contrast
            start = joint.end()
    yield sentence[start:], contrast


def read_clause(clause: str, setting: Setting) -> list[Claim]:
    """Return what one clause says, with whom it says it of."""
    text = OPENERS.sub("", squash(clause).strip(" .,;!"))
    if not text or text.endswith("?") or len(text) > 500:
        return []
    if found := UNLIKE.match(text):
        return [replace(c, rule="contrast") for c in read_clause(found[2], setting)]
    lead = LEAD.match(text)
    if lead and not read_predicate(text):
        claims = read_clause(lead[2], setting)
        return [_with_lead(claim, lead[1]) for claim in claims]
    extra, text = _amounts(text, setting)
    return [*_read_statement(text, setting), *extra]


def _with_lead(claim: Claim, lead: str) -> Claim:
    """Put what stood before the subject, such as a date or a condition, at the end."""
    if claim.shape != "bullet" or len(lead.split()) > 8:
        return claim
    return replace(claim, value=f"{claim.value} {lowered(lead)}")


def _amounts(text: str, setting: Setting) -> tuple[list[Claim], str]:
    """Return what brackets say of a price or a span of time, and the text without them."""
    if not setting.subject:
        return [], text
    claims = []
    if found := BRACKET_AMOUNT.search(text):
        label, value = capitalise(found[2].lower()), squash(found[1])
        claims.append(Claim(setting.subject, label, value, "amount in brackets", setting.lines))
        text = squash(text[: found.start()] + text[found.end() :])
    if found := PRICE.search(text):
        value = squash(found[1] or found[2])
        claims.append(Claim(setting.subject, "Cost", value, "price", setting.lines))
        text = squash(text[: found.start()] + text[found.end() :]) if found[1] else text
    return claims, text


def _read_statement(text: str, setting: Setting) -> list[Claim]:
    for read in (_of_pronoun, _of_you, _of_name, _of_bare_verb, _of_other):
        claims = read(text, setting)
        if claims is not None:
            return claims
    return []


def _of_pronoun(text: str, setting: Setting) -> list[Claim] | None:
    found = THIS_KIND.match(text)
    if not (found and _is_kind(found[1], setting)):
        found = PRONOUN.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    if re.match(r"it['\u2019]?s\s", found[0], re.IGNORECASE):
        rest = f"is {rest}"
    if not _is_said(rest):
        return None
    if not setting.subject:
        return []
    return _claims(setting.subject, rest, "pronoun subject", setting, expected=True)


def _is_said(rest: str) -> bool:
    """Tell "this protects …" from "this method protects …": a predicate follows at once."""
    words = rest.split(" ")
    return bool(rest) and (
        words[0].lower() in BE | {"has", "have", "had", "only", "can", "cannot", "used", "helps"}
        or is_third(words[0])
        or read_predicate(rest) is not None
    )


def _is_kind(noun: str, setting: Setting) -> bool:
    """Tell whether a noun is the kind or the head of the name of the thing of the section."""
    subject = setting.subject
    words = {lemma(word.lower()) for word in re.findall(r"[A-Za-z-]+", subject)}
    kind = setting.names.kinds.get(subject, "").split(" ")[-1:]
    if (
        noun.lower().endswith("s")
        and lemma(noun.lower()) != noun.lower()
        and not subject.endswith("s")
    ):
        return False  # "these keys" are not the one thing that manages them
    noun = lemma(noun.lower())
    return bool(subject) and (noun in words or noun in EMPTY_KINDS or noun in kind)


def _of_you(text: str, setting: Setting) -> list[Claim] | None:
    can, must = YOU.match(text), YOU_MUST.match(text)
    if not (can or must):
        return None
    if not setting.subject:
        return []
    if can:
        if not is_base(can[1].split(" ")[0]):
            return []
        return [Claim(setting.subject, "Lets you", can[1], "what you can do", setting.lines)]
    switched = SWITCH_ON.match(must[1]) if must else None
    said = ("Needs", switched[1]) if switched else ("Needs you to", must[1] if must else "")
    return [Claim(setting.subject, *said, "what you can do", setting.lines)]


def _of_name(text: str, setting: Setting) -> list[Claim] | None:
    name, rest = setting.names.at_start(text)
    if not name or not rest:
        return None
    rest = re.sub(r"^\([^()]*\)\s*", "", rest)
    rest = re.sub(r"^['\u2019]s\s+(?=a\b|an\b|the\b)", "is ", rest)
    rest = re.sub(r"^(?:specifically|also|then|itself|however)\s*,\s*", "", rest.lstrip(", "))
    claims = _claims(name, rest, "named subject", setting, expected=True)
    return claims or None


def _of_bare_verb(text: str, setting: Setting) -> list[Claim] | None:
    if not setting.subject:
        return None
    claims = _claims(setting.subject, text, "bare verb", setting)
    return claims or None


def _of_other(text: str, setting: Setting) -> list[Claim] | None:
    """Read a clause whose subject is no known thing: a part of the section's thing, or a new one."""
    found = split_subject(text)
    if not found:
        return None
    subject, rest = found
    if setting.subject and subject.lower() in setting.names.makers:
        said = _claims(setting.subject, rest, "maker", setting, expected=True)
        return [_lets(claim, subject) for claim in said if not claim.negative]
    head = subject.split(" ")[-1].lower()
    if setting.subject and _is_kind(head, setting) and subject.lower().startswith("the "):
        return _claims(setting.subject, rest, "pronoun subject", setting, expected=True)
    if setting.subject and (active := _as_active(subject, rest, setting)):
        return [Claim.of(setting.subject, active, "passive", setting.lines)]
    bare = re.sub(r"^(?:an?|the)\s+", "", subject, flags=re.IGNORECASE)
    if not _may_be_thing(bare, setting):
        return []
    return _claims(capitalise(bare), rest, "other subject", setting, expected=True)


def _lets(claim: Claim, maker: str) -> Claim:
    """Return what the maker does as what the thing lets it do."""
    verb, _, rest = claim.label.partition(" ")
    does = (
        claim.value
        if claim.label == "Can"
        else squash(f"{base_of(verb.lower())} {rest} {claim.value}")
    )
    return replace(claim, label=f"Lets {maker}", value=does)


def _may_be_thing(name: str, setting: Setting) -> bool:
    words = name.split(" ")
    first = words[0].lower()
    if first in NO_SUBJECT or first in {
        "it",
        "this",
        "these",
        "they",
        "its",
        "their",
        "his",
        "her",
        "our",
        "your",
    }:
        return False
    if (
        count_words(name) > 5
        or not name[:1].isalnum()
        or {"and", "or", ","} & set(name.replace(",", " ,").split())
    ):
        return False
    return is_proper(name) or not setting.subject or name[:1].isupper()


def split_subject(text: str) -> tuple[str, str] | None:
    """Return a noun phrase and the predicate after it, or None.

    The verb is the first word that can be nothing but one where it stands.
    """
    words = text.split(" ")
    if words[0].lower().strip(",") in NO_SUBJECT - {"these", "all"}:
        return None
    for place in range(1, min(len(words), LONGEST_SUBJECT + 1)):
        word = words[place].lower()
        if words[place - 1].endswith((",", ":", "-")):
            return None
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
    if past_base(word) and following and following not in {"by"}:
        is_adjective = (
            is_participle(word)
            and "NOUN" in kinds_of(following)
            and place < 2
            and following not in {"the"}
        )
        return not is_adjective
    plural = (
        words[place - 1].lower().endswith("s")
        and is_base(word)
        and kinds_of(word) <= {"VERB", "AUX"}
    )
    return plural and following not in NO_VERB_BEFORE


def _as_active(subject: str, rest: str, setting: Setting) -> Said | None:
    """Return "secrets are encrypted with a key" as what the section's thing does with secrets."""
    words = rest.split(" ")
    subject = re.sub(r"^(?:these|those|its|the|all)\s+", "", subject, flags=re.IGNORECASE)
    is_passive = (
        words[0].lower() in {"is", "are"} and len(words) > 1 and is_participle(words[1].lower())
    )
    if not is_passive:
        return None
    if " by " in f" {rest} " or (
        is_proper(subject) and subject.split(" ")[0].lower() not in setting.words
    ):
        return None
    if not (subject[:2].lower() in {"a ", "an"} or lemma_in(subject, setting.words)):
        return None
    base = next((b for b in (base_of(w) or past_base(w) for w in words[1:2]) if b), "")
    if not base:
        return None
    tail = " ".join(words[2:])
    return Said(capitalise(third_of(base)), squash(f"{lowered(subject)} {tail}"))


def lemma_in(subject: str, words: frozenset[str]) -> bool:
    return subject.split(" ")[-1].lower() in words


def _claims(
    subject: str, rest: str, rule: str, setting: Setting, *, expected: bool = False
) -> list[Claim]:
    """Return the claims of all predicates in `rest`, [] if the first of them cannot be read."""
    found: list[Claim] = []
    for part in split_predicates(rest):
        said = read_predicate(part, expected=expected)
        if said is None:
            break
        for one in split_kind(said):
            name = "narrative" if _is_past(part) else rule
            found.append(Claim.of(subject, one, name, setting.lines))
    return found


def _is_past(predicate: str) -> bool:
    first, _, rest = predicate.partition(" ")
    return first.lower() in {"was", "were", "had"} or bool(past_base(first) and YEAR.search(rest))
