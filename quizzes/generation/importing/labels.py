"""Labels: "label: value" and "X - Y" lines to claims.

A label is the name of a thing, an aspect of the section's thing, or the beginning of a sentence about it.
Rules: "known name", "verb label", "aspect", "repeated label", "short value", "two names", "new name".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.clauses import clauses_of, sentences_of
from quizzes.generation.importing.members import is_open, split_members, top_level_parts
from quizzes.generation.importing.names import count_words, is_proper, plain
from quizzes.generation.importing.predicates import (
    BARE_VERBS,
    Said,
    is_quality,
    is_third,
    kinds_of,
    read_predicate,
    split_kind,
    starts_with_verb,
)
from quizzes.generation.importing.sentences import PRONOUN, Setting, read_clause, read_text
from quizzes.generation.importing.subjects import split_subject
from quizzes.generation.importing.titles import SLOTS, WORDS, split_brackets
from quizzes.generation.phrases import is_participle, is_passive
from quizzes.generation.things import is_plural, lowered
from quizzes.generation.words import capitalise, lemma, squash, tokens

ASIDES = frozenset(word.rstrip(".") for word in WORDS["asides"].split())
COLON = re.compile(r"^(\*\*|__)?([^:]{1,80}?)(\*\*|__)?\s*:(?:\*\*|__)?(?:\s+|(?<=\*\*)|$)(.*)$")
DASH = re.compile(
    r"^(\*\*|__)?([^\u2013\u2014=]{1,70}?)(\*\*|__)?\s+(?:[-\u2013\u2014]|->|=>|=|\u2192)\s+(\S.*)$"
)
BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
LONGEST_LABEL = 7  # words
SHORT_VALUE = 4  # words
PLACEHOLDER = "\u25a1"  # stands for the members while the words before them are read
JOINED = re.compile(r"\s+(?:and|&|or)\s+|\s*/\s*|,\s+")
DATE_LABEL = re.compile(
    r"^(?:(?:c\.|ca\.?|around|about)\s*)?\d{3,4}(?:\s?[-\u2013]\s?\d{2,4})?(?:\s?(?:AD|BC|BCE|CE))?$"
    r"|^(?:\d{1,2}\.?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?\d{3,4}$",
    re.IGNORECASE,
)
LOOSE = frozenset(
    [
        "main",
        "common",
        "key",
        "major",
        "other",
        "important",
        "typical",
        "primary",
        "different",
        "the",
        "of",
        "basic",
    ]
)
OBJECT_OF = re.compile(r"\s(?:of|on|for|with|in|from|to|by)\s")
INTENSE = re.compile(r"^(?:very|too|quite|highly|fairly|extremely)\s", re.IGNORECASE)
DEFINED = re.compile(r"^(?:define|definition of|for|in|with|the term)\s+", re.IGNORECASE)
ASIDE_START = re.compile(
    r"^[(\s*_]*(?:e\.?g\b|ex\b|for example|for instance|example\b|note\b|tip\b|nb\b|i\.e\b)", re.I
)


@dataclass(frozen=True, slots=True)
class Label:
    """A line taken apart.

    Attributes:
        name: the label, plain, without brackets.
        brackets: what stood in brackets after the label.
        bold: the label is set in bold.
        given: the label stood after "for" or "in": what follows is not what it is.
        dash: a dash and no colon parts the two.
    """

    name: str
    value: str
    brackets: str = ""
    bold: bool = False
    dash: bool = False
    given: bool = False


def split_line(text: str) -> Label | None:
    """Return the label and the value of a line, or None if it has no label.

    URLs, times, ratios and long labels are none.
    """
    found = COLON.match(text)
    dash = False
    if not found or not _is_label(found[2], found[4]):
        found, dash = DASH.match(text), True
        if not found or not _is_label(found[2], found[4]):
            return None
    name = DEFINED.sub("", plain(found[2]))
    inner = BRACKET.search(name)
    bold = text[:2] in {"**", "__"} or "**" in found[2]
    if inner:
        name = BRACKET.sub("", name)
    given = bool(re.match(r"(?:for|in|with)\s", plain(found[2]), re.IGNORECASE))
    inside = squash(inner[1]) if inner else ""
    return Label(squash(name), squash(found[4]), inside, bold, dash, given)


def _is_label(label: str, value: str) -> bool:
    label = plain(label).strip()
    if not label or value.startswith(("//", "\\")) or count_words(label) > LONGEST_LABEL:
        return False
    if re.search(r"\d$", label) and re.match(r"\d", value) and not re.search(r"[A-Za-z]", label):
        return False  # a time or a ratio
    return not re.search(r"[.!?]\s|[\"\u201c`]|^\W+$", label) and not is_aside(label)


def is_aside(label: str) -> bool:
    """Tell "Example", "eg", "Tip": what follows is no fact."""
    words = [word.rstrip(".") for word in re.findall(r"[a-z.]+", label.lower())]
    return bool(ASIDES & set(words)) and all(
        word in ASIDES or word in {"for", "a", "real"} for word in words
    )


def is_aside_line(text: str) -> bool:
    """Tell a line that is an example, a tip or a note by how it begins."""
    bare = plain(text)
    found = re.match(r"^[(\s]*([A-Za-z.]{1,12}(?:\s[a-z]+)?)\s*:", bare)
    return bool(ASIDE_START.match(bare)) or bool(found and is_aside(found[1]))


def read_label(
    line: Label, setting: Setting, repeated: frozenset[str], *, numbered: bool = False
) -> list[Claim]:
    """Return the claims of a labelled line.

    Args:
        numbered: the line is a numbered one: its label is the name of a step or a kind.
        repeated: labels, in lower case, that stand under several headings: aspects of their things.
    """
    names, subject = setting.names, setting.subject
    if DATE_LABEL.match(line.name):
        dated = read_text(line.value, replace(setting, item=True))
        return [_dated(claim, line.name) for claim in dated if claim.shape == "bullet"]
    known = names.find(line.name)
    aspect = not numbered and is_aspect(line, setting, repeated)
    if known and not (aspect and known not in names.lines):
        said_of = describe(known, line.value, setting, "known name")
        return [_as_given(claim) for claim in said_of] if line.given else said_of
    is_lead = aspect or not (line.bold or numbered or _is_bare_verb(line.name))
    said = read_lead(line.name) if is_lead else None
    if subject and said and said.value.endswith(PLACEHOLDER):
        prefix = said.value.removesuffix(PLACEHOLDER).strip()
        if not prefix or said.negative:
            return members_of(subject, said.label, line.value, setting, "verb label", prefix=prefix)
    if listed := _of_sentence(line, setting):
        return listed
    if aspect and subject:
        return _of_aspect(line, setting)
    if parts := joint_names(line.name, setting, bold=line.bold):
        return [
            claim.of_joint()
            for part in parts
            for claim in describe(names.add(part, setting.lines), line.value, setting, "two names")
        ]
    if not is_nameable(line, setting):
        return []
    name = names.add(line.name, setting.lines)
    rule = "dash" if line.dash else "new name"
    return [
        *read_brackets(name, line.brackets, setting),
        *describe(name, line.value, setting, rule),
    ]


def _as_given(claim: Claim) -> Claim:
    """Let "for drums: soft sticks" say what drums have, not what they are."""
    return replace(claim, label="Has") if claim.label == "Is a" else claim


def _of_sentence(line: Label, setting: Setting) -> list[Claim]:
    """Read "UDP is used by: phones, games", a sentence whose end is a list."""
    if line.bold:
        return []
    name, rest = setting.names.at_start(line.name)
    if pronoun := PRONOUN.match(line.name):
        name, rest = setting.subject, line.name[pronoun.end() :]
    elif not rest and (found := split_subject(f"{line.name} {PLACEHOLDER}")):
        name, rest = capitalise(found[0]), found[1].replace(PLACEHOLDER, "").strip()
    first = rest.split(" ")[0].lower()
    is_told = is_third(first) or first in {"is", "are", "was", "were", "can", "has", "have", "must"}
    said = read_lead(rest, expected=True) if rest and name and is_told else None
    if not said or said.value != PLACEHOLDER:
        return []
    return members_of(
        setting.names.find(name) or name, said.label, line.value, setting, "verb label"
    )


def _dated(claim: Claim, date: str) -> Claim:
    tail = f"in {date}" if date[:1].isdigit() else f"on {date}"
    return replace(claim, value=f"{claim.value} {tail}", rule="dated line")


def _is_bare_verb(name: str) -> bool:
    """Tell "Fetch", which names a thing sooner than it tells what one does, from "Fetches"."""
    return " " not in name and not is_third(name) and not is_participle(name.lower())


def is_aspect(line: Label, setting: Setting, repeated: frozenset[str]) -> bool:
    """Tell whether a label names an aspect of the section's thing ("Cost") and no thing of its own."""
    lower = line.name.lower()
    words = tokens(lower)
    if not words or not setting.subject:
        return False
    if lower in repeated or (lemma(words[-1]) in SLOTS and all(w in LOOSE for w in words[:-1])):
        return True
    said = None if line.bold or _is_bare_verb(line.name) else read_lead(line.name)
    if said and (said.value == PLACEHOLDER or said.negative):
        return True
    is_noun = "NOUN" in kinds_of(words[-1]) and not is_proper(line.name.lower().join(["", ""]))
    short = count_words(line.value) <= SHORT_VALUE and not re.match(
        r"(?:an?|the)\s", line.value, re.I
    )
    plain_word = len(words) <= 2 and line.name[1:].islower() and is_noun
    if is_plural(lowered(setting.subject)) and not re.search(r"\d", line.value):
        return False  # under "Cables" each label is a cable
    return bool(plain_word and line.value and short and not line.bold and not line.dash)


def is_nameable(line: Label, setting: Setting) -> bool:
    """Tell a label that may be the name of a new thing."""
    words = tokens(line.name)
    if not words or not line.value or count_words(line.name) > 6:
        return False
    if words[0] in {
        "this",
        "it",
        "these",
        "you",
        "we",
        "if",
        "when",
        "how",
        "why",
        "what",
        "no",
        "not",
        "to",
        "so",
    }:
        return False
    if not line.bold and split_subject(f"{line.name} {PLACEHOLDER}"):
        return False  # a sentence that a colon goes on with
    return bool(re.search(r"[^\W\d_]|\d", line.name)) and not line.value.startswith(
        ("http", "www.")
    )


def joint_names(label: str, setting: Setting, *, bold: bool = False) -> list[str]:
    """Return the names of "A & B" when both may be names, else []."""
    parts = [squash(part) for part in JOINED.split(label) if part.strip()]
    if len(parts) < 2 or setting.names.find(label) or count_words(label) > 6:
        return []
    known = [bool(setting.names.find(part)) for part in parts]
    proper = [is_proper(part) or part[:1].isupper() for part in parts]
    if bold and any(proper):
        return parts
    apart = any(known) or (" & " in label or " and " in label)
    return parts if apart and all(k or p for k, p in zip(known, proper, strict=True)) else []


def read_lead(lead: str, *, expected: bool = False) -> Said | None:
    """Return what the words before a list say, with `PLACEHOLDER` for its members; None if no predicate."""
    text = lead.strip().rstrip(":").strip()
    words = text.lower().split(" ")
    if not text or (lemma(words[-1]) in SLOTS and len(words) < 3):
        return None
    if is_passive(text) or (len(words) == 1 and words[0] in BARE_VERBS and words[0].endswith("s")):
        if lemma(words[0]) not in SLOTS:
            return Said(capitalise(text), PLACEHOLDER)
        return None
    if words[-1] == "not" and len(words) < 3:
        return Said("Not", PLACEHOLDER, negative=True)
    return read_predicate(f"{text} {PLACEHOLDER}", expected=expected)


def _of_aspect(line: Label, setting: Setting) -> list[Claim]:
    words = tokens(line.name.lower())
    noun = lemma(words[-1])
    label = SLOTS.get(noun, "") if len(words) == 1 else ""
    if label == "Used for" and (said := read_predicate(line.value)):
        return [Claim.of(setting.subject, said, "aspect", setting.lines)]
    if label:
        return members_of(setting.subject, label, line.value, setting, "aspect")
    if line.value.lower().startswith(("not ", "no ", "none")):
        return []
    name = line.name if line.name.isupper() else capitalise(line.name.lower())
    return [
        Claim(setting.subject, name, part, "repeated label", setting.lines)
        for part in (top_level_parts(line.value, ";")[:1] or [])
    ]


def members_of(
    subject: str, label: str, value: str, setting: Setting, rule: str, *, prefix: str = ""
) -> list[Claim]:
    """Return one claim for each member of a value, one for all of it when it is no list."""
    value = value.strip().rstrip(".")
    if not value:
        return []
    rule = "negation" if label in {"Not", "Cannot"} else rule
    members = split_members(value)
    closed = bool(re.match(r"only\s", value, re.IGNORECASE))
    negative = label in {"Not", "Cannot"}
    if closed:
        value = value[5:]
        members = split_members(value) or [value]
    if not members:
        value = squash(f"{prefix} {value}")
        return [Claim(subject, label, value, rule, setting.lines, negative=negative)]
    group = f"{subject}: {label}: {setting.lines[0]}"
    return [
        Claim(
            subject, label,
            squash(f"{prefix} {member}"),
            rule, setting.lines,
            negative=negative, closed="only" if closed else "",
            shape="bullet" if negative else "member",
            open=is_open(value), group=group,
        )
        for member in members
    ]  # fmt: skip


def describe(name: str, value: str, setting: Setting, rule: str) -> list[Claim]:
    """Return what a value says of the thing that its label names."""
    own = replace(setting, subject=name, item=True)
    claims: list[Claim] = []
    for place, sentence in enumerate(sentences_of(value)):
        for number, (clause, _) in enumerate(clauses_of(sentence)):
            said = read_clause(clause, own)
            if not (place or number) and all(one.rule == "words in brackets" for one in said):
                bare = BRACKET.sub("", clause) if said else clause
                said = [*_noun_phrase(name, bare, own, rule), *said]
            if not (place or number):
                said = _of_event(name, clause, said, own, rule)
            claims += [
                replace(one, rule=rule) if one.subject == name and not one.negative else one
                for one in said
            ]
    return claims


def _of_event(
    name: str, clause: str, said: list[Claim], setting: Setting, rule: str
) -> list[Claim]:
    """Read "Offer: the server proposes an address" as what the label means, not as the server's deed."""
    others = [claim for claim in said if claim.subject != name]
    if (
        len(others) < len(said)
        or not others
        or others[0].rule not in {"other subject", "named subject", "narrative"}
    ):
        return said
    return [Claim(name, "Means", lowered(clause), rule, setting.lines, weak=True)]


def _noun_phrase(name: str, value: str, setting: Setting, rule: str) -> list[Claim]:
    """Read a value without a verb: what the thing is, what it stands for, or a list of its members."""
    value = squash(value).strip(" .,")
    if not value or not re.search(r"\w", value):
        return []
    _, expansion, _ = split_brackets(name, value)
    if expansion:
        return [Claim(name, "Stands for", value, "acronym", setting.lines)]
    parts = top_level_parts(value, ",")
    firsts = {part.split(" ")[0].lower() for part in parts}
    alike = all(is_plural(lowered(part)) for part in parts) or len(firsts) == 1
    two = is_open(value) or (len(parts) == 2 and alike)
    inner = OBJECT_OF.search(parts[0]) and not any(map(OBJECT_OF.search, parts[1:]))
    has_deeds = bool(inner) or any(
        starts_with_verb(part) or part.split(" ")[0].endswith("ing") for part in parts[1:]
    )
    members = [] if has_deeds else split_members(value, least=2 if two else 3)
    if members:
        group = f"{name}: Includes: {setting.lines[0]}"
        return [
            Claim(
                name, "Includes", one, rule, setting.lines, shape="member", group=group, weak=True
            )
            for one in members
        ]
    parts = top_level_parts(value, ",")
    head, *rest = parts
    _, expansion, _ = split_brackets(name, head)
    claims = [Claim(name, "Stands for", head, "acronym", setting.lines)] if expansion else []
    if claims:
        for part in [", ".join(rest)] if rest else []:
            claims += read_clause(part, setting) or _noun_phrase(name, part, setting, rule)
        return claims
    if rest and (said := read_predicate(rest[0])) and not said.weak:
        tail = ", ".join(rest)
        return [*_noun_phrase(name, head, setting, rule), *read_clause(tail, setting)]
    if rest and is_quality(head):
        tail = ", ".join(rest)
        more = [Claim(name, "Has", tail, rule, setting.lines, weak=True)]
        return [Claim(name, "Is", head, rule, setting.lines), *(read_clause(tail, setting) or more)]
    if is_quality(value) and (" " not in value or INTENSE.match(value)):
        return [Claim(name, "Is", value, rule, setting.lines)]
    return [Claim.of(name, one, rule, setting.lines) for one in split_kind(Said("Is a", value))]


def read_brackets(name: str, brackets: str, setting: Setting) -> list[Claim]:
    """Return what the brackets after a name say: what it stands for, what it does or is not."""
    alias, expansion, note = split_brackets(name, brackets)
    if alias:
        setting.names.add(name, setting.lines, alias)
        if " " in name:
            return [Claim(name, "Is known as", alias, "acronym", setting.lines)]
        return []
    if expansion:
        setting.names.add(name, setting.lines, expansion=expansion)
        return [Claim(name, "Stands for", expansion, "acronym", setting.lines)]
    if note.startswith("acronym "):
        acronym = max(re.findall(r"[A-Z]{2,6}", name), key=len)
        return [Claim(acronym, "Stands for", note[8:], "acronym", setting.lines)]
    if note and (said := read_predicate(note)):
        return [Claim.of(name, said, "words in brackets", setting.lines)]
    if (
        count_words(note) > 1
        and "," not in note
        and not re.match(r"(?:in|on|at|see|from|by)\b", note, re.I)
    ):
        return [
            Claim(name, "Is a", re.sub(r"^an?\s+", "", note), "words in brackets", setting.lines)
        ]
    return []
