"""Sentences: running text to claims, clause by clause: who is spoken of, and what is said.

Rules: "pronoun subject", "named subject", "bare verb", "what you can do", "passive", "other subject",
"contrast", "narrative" (a deed of the past), "amount in brackets", "price".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quizzes.generation.data import load
from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.clauses import LEAD, clauses_of, sentences_of
from quizzes.generation.importing.members import split_members, top_level_parts
from quizzes.generation.importing.names import Names, count_words, is_proper
from quizzes.generation.importing.predicates import (
    BE,
    EMPTY_KINDS,
    Said,
    is_third,
    past_base,
    read_participles,
    read_predicate,
    split_kind,
    split_predicates,
)
from quizzes.generation.importing.subjects import NO_SUBJECT, split_subject
from quizzes.generation.phrases import base_of, is_base, is_participle, third_of
from quizzes.generation.things import is_plural, lowered
from quizzes.generation.words import capitalise, lemma, squash

WORDS = load("importing")
OPENERS = re.compile(
    rf"^(?:(?:{'|'.join(WORDS['openers'].split())})\s*,?\s+)+(?=\S)", re.IGNORECASE
)
UNLIKE = re.compile(r"^(?:unlike|in contrast to)\s+([^,]{2,60}),\s+(.+)$", re.IGNORECASE)
YEAR_LEAD = re.compile(
    r"^((?:in|by|around|since|until|from)\s+(?:[A-Z][a-z]+\s+)?\d{3,4}s?)\s+(\S.+)$", re.IGNORECASE
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
YOU_CANNOT = re.compile(
    r"^(?:you|we|users?|customers?|one)\s+(?:cannot|can['\u2019]?t|can not)\s+(.+)$", re.IGNORECASE
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
NO_PRICE = re.compile(
    r"\s(?:at|for|with)\s+(no (?:additional|extra|further) (?:costs?|charges?|fees?))\b",
    re.IGNORECASE,
)
PRICE = re.compile(
    r"\(([^()]*[$€£]\s?\d[^()]*)\)|([$€£]\s?\d[\d.,]*(?:\s+(?:per|a|an|each|every|for|/)\s*\w+)*)",
    re.IGNORECASE,
)
DANGLING = re.compile(r"^(?:it|them|him|this|that|these|those|they)(?:\s|$)", re.IGNORECASE)
YEAR = re.compile(r"\b(?:1\d{3}|20\d\d|\d{1,4}\s?(?:BCE?|CE|AD))\b")


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


def read_text(text: str, setting: Setting, rule: str = "") -> list[Claim]:
    """Return the claims of running text.

    Args:
        rule: the id for claims of the setting's own subject, where another rule found the text.
    """
    claims: list[Claim] = []
    subject = setting.subject
    for sentence in sentences_of(text):
        for clause, contrast in clauses_of(sentence):
            found = read_clause(clause, replace(setting, subject=subject))
            if not found and not setting.item and not PRONOUN.match(clause):
                subject = ""  # whom the next sentence calls "it" is not known
            for claim in found:
                if contrast and claim.rule in {"named subject", "other subject"}:
                    claim = replace(claim, rule="contrast")
                if rule and claim.subject == setting.subject and not claim.negative:
                    claim = replace(claim, rule=rule)
                claims.append(claim)
                subject = claim.subject
    return claims


def read_clause(clause: str, setting: Setting) -> list[Claim]:
    """Return what one clause says, with whom it says it of."""
    text = OPENERS.sub("", squash(clause).strip(" .,;!"))
    if not text or text.endswith("?") or len(text) > 500:
        return []
    if found := UNLIKE.match(text):
        return [replace(c, rule="contrast") for c in read_clause(capitalise(found[2]), setting)]
    lead = LEAD.match(text) or YEAR_LEAD.match(text)
    if lead and not read_predicate(text):
        claims = read_clause(capitalise(lead[2]) if not setting.item else lead[2], setting)
        return [_with_lead(claim, lead[1]) for claim in claims]
    extra, text = _amounts(text, setting)
    inner, text = _bracket_clauses(text, setting)
    return [*_read_statement(text, setting), *extra, *inner]


def _bracket_clauses(text: str, setting: Setting) -> tuple[list[Claim], str]:
    """Return what brackets at the end say with a verb of their own, and the text without them."""
    found = re.search(r"\s*\(([^()]+)\)$", text)
    if not found or not setting.subject:
        return [], text
    inside = re.sub(r"^(?:but|and|so)\s+", "", found[1])
    said = None if "," in inside else read_predicate(inside)
    if said and not said.weak and not said.label.startswith("Is"):
        claim = Claim.of(setting.subject, said, "words in brackets", setting.lines)
        return [claim], text[: found.start()]
    if claims := _of_you(inside, setting):
        return claims, text[: found.start()]
    parts = top_level_parts(inside, ",;")
    if len(parts) > 1 and any(_has_deed(part) for part in parts):
        made = [
            Claim(setting.subject, "Has", p, "words in brackets", setting.lines, weak=True)
            for p in parts
        ]
        return made, text[: found.start()]
    return [], text


def _has_deed(text: str) -> bool:
    """Tell "new key generated every year": a participle after a noun."""
    return any(
        is_participle(word.lower()) and word.lower() != word.upper() for word in text.split(" ")[1:]
    )


def _with_lead(claim: Claim, lead: str) -> Claim:
    """Put what stood before the subject, such as a date or a condition, at the end."""
    if claim.shape != "bullet" or len(lead.split()) > 8:
        return claim
    rule = "narrative" if YEAR.search(lead) and not claim.negative else claim.rule
    return replace(claim, value=f"{claim.value} {lowered(lead)}", rule=rule)


def _amounts(text: str, setting: Setting) -> tuple[list[Claim], str]:
    """Return what brackets say of a price or a span of time, and the text without them."""
    if not setting.subject:
        return [], text
    claims = []
    if found := BRACKET_AMOUNT.search(text):
        label, value = capitalise(found[2].lower()), squash(found[1])
        claims.append(Claim(setting.subject, label, value, "amount in brackets", setting.lines))
        text = squash(text[: found.start()] + text[found.end() :])
    if found := NO_PRICE.search(text):
        claims.append(Claim(setting.subject, "Cost", found[1], "price", setting.lines))
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
    if not setting.subject or not _agrees(found[0], setting):
        return []
    return _claims(setting.subject, rest, "pronoun subject", setting, expected=True) or None


def _agrees(pronoun: str, setting: Setting) -> bool:
    """Tell whether a pronoun may stand for the thing by its number: "they" are several."""
    written = (setting.subject, *setting.names.spellings.get(setting.subject, ()))
    return pronoun.strip().lower() != "they" or any(is_plural(lowered(name)) for name in written)


def _is_said(rest: str) -> bool:
    """Tell "this protects …" from "this method protects …": a predicate follows at once."""
    words = rest.split(" ")
    return bool(rest) and bool(
        words[0].lower() in BE | {"has", "have", "had", "only", "can", "cannot", "used", "helps"}
        or (is_third(words[0]) and words[1:2] and words[1].lower() not in BE)
        or read_predicate(rest) is not None
        or bool(past_base(words[0]))
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
    written, noun = noun.lower(), lemma(noun.lower())
    return bool(subject) and (noun in words or noun in kind or bool({written, noun} & EMPTY_KINDS))


def _of_you(text: str, setting: Setting) -> list[Claim] | None:
    can, must = YOU.match(text), YOU_MUST.match(text)
    if (cannot := YOU_CANNOT.match(text)) and setting.subject:
        said = Said("Not", f"let you {cannot[1]}", negative=True)
        return [Claim.of(setting.subject, said, "negation", setting.lines)]
    if not (can or must):
        return None
    if not setting.subject:
        return []
    if can:
        if not is_base(can[1].split(" ")[0]):
            return []
        return [Claim(setting.subject, "Lets you", can[1], "what you can do", setting.lines)]
    switched = SWITCH_ON.match(must[1]) if must else None
    label, value = ("Needs", switched[1]) if switched else ("Needs you to", must[1] if must else "")
    return [Claim(setting.subject, label, value, "what you can do", setting.lines)]


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
    if not setting.subject or (text[:1].isupper() and not setting.item):
        return None
    if setting.item and re.match(r"[A-Z]\w+ [A-Z][a-z]", text) and not is_third(text.split(" ")[0]):
        return None
    dated = setting.item and bool(past_base(text.split(" ")[0])) and bool(YEAR.search(text))
    claims = _claims(setting.subject, text, "bare verb", setting, expected=dated)
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
    if setting.subject and _is_kind(head, setting) and subject.lower() == f"the {head}":
        return _claims(setting.subject, rest, "pronoun subject", setting, expected=True)
    if setting.subject and (slot := _as_slot(subject, rest, setting)):
        return [slot]
    if setting.subject and (active := _as_active(subject, rest, setting)):
        return [Claim.of(setting.subject, active, "passive", setting.lines)]
    bare = re.sub(r"^(?:an?|the)\s+", "", subject, flags=re.IGNORECASE)
    bare = squash(re.sub(r"\([^()]*\)", "", bare))
    if not _may_be_thing(bare, setting):
        return []
    name = setting.names.find(bare) or setting.names.add(capitalise(bare), setting.lines)
    found_claims = _claims(name, rest, "other subject", setting, expected=True)
    return [replace(claim, doubt=setting.subject) for claim in found_claims]


def _as_slot(subject: str, rest: str, setting: Setting) -> Claim | None:
    """Return "The text is Latin" under a thing as the text of the thing."""
    found = re.match(r"[Tt]he ([a-z]+(?: [a-z]+)?)$", subject)
    said = read_predicate(rest) if found else None
    if (
        not found
        or not said
        or said.negative
        or said.label not in {"Is a", "Is"}
        or len(said.value.split()) > 4
    ):
        return None
    return Claim(
        setting.subject,
        capitalise(found[1]),
        said.value,
        "part of the thing",
        setting.lines,
        weak=True,
    )


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
    is_told = is_proper(name) or name[:1].isupper() or setting.item or len(words) > 2
    return is_told or not setting.subject


def _as_active(subject: str, rest: str, setting: Setting) -> Said | None:
    """Return "secrets are encrypted with a key" as what the section's thing does with secrets."""
    words = rest.split(" ")
    subject = re.sub(r"^(?:these|those|its|the|all)\s+", "", subject, flags=re.IGNORECASE)
    is_passive = (
        words[0].lower() in {"is", "are"} and len(words) > 1 and is_participle(words[1].lower())
    )
    if not is_passive or not is_proper(setting.subject):
        return None
    if re.search(r"\sby\s(?!\w+ing\b)", f" {rest} ") or (
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
        said = next(iter(read_participles(part)), None) or read_predicate(part, expected=expected)
        if (
            said is None
            or DANGLING.match(said.value)
            or said.value.lower() in {"about", "around", "only"}
        ):
            break
        name = "narrative" if _is_past(part) else rule
        for one in read_participles(part) or split_kind(said):
            found += _in_members(Claim.of(subject, _without_clause(one), name, setting.lines))
    return found


def _without_clause(said: Said) -> Said:
    """Cut off what a long value goes on to say of its last word."""
    said = replace(said, value=said.value.split(": ")[0])
    head, which, tail = said.value.partition(" which ")
    is_long = bool(head) and bool(which) and len(tail.split()) > 4
    return replace(said, value=head.rstrip(",")) if is_long else said


def _in_members(claim: Claim) -> list[Claim]:
    """Return a claim about a closed list as one claim for each member."""
    members = split_members(claim.value) if claim.closed else []
    group = f"{claim.subject}: {claim.label}: {claim.lines[0]}"
    if not members:
        return [replace(claim, shape="member", group=group)] if claim.closed else [claim]
    return [replace(claim, value=one, shape="member", group=group) for one in members]


def _is_past(predicate: str) -> bool:
    first, _, rest = predicate.partition(" ")
    return first.lower() in {"was", "were", "had"} or bool(past_base(first) and YEAR.search(rest))
