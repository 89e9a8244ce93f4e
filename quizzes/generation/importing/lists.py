"""Lists: the words before a list, and what they make of its members.

Rules: "members" (of an intro), "types", "doer" ("what can be done only by X"), "numbered types", "steps".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lemminflect import getInflection
from rapidfuzz.distance import OSA

from quizzes.generation.importing.blocks import COUNT_LINE
from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.labels import PLACEHOLDER, read_lead
from quizzes.generation.importing.members import is_open
from quizzes.generation.importing.names import count_words, plain
from quizzes.generation.importing.predicates import EMPTY_KINDS, PHRASAL, starts_with_verb
from quizzes.generation.importing.sentences import PRONOUN, THIS_KIND, Setting
from quizzes.generation.importing.subjects import split_subject
from quizzes.generation.importing.titles import SLOTS, TYPES_OF, WORDS
from quizzes.generation.words import capitalise, lemma, squash, tokens

NUMBERS: dict[str, int] = WORDS["numbers"]
COUNTED = re.compile(
    rf"(?:^|\b)(\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?:\w+\s+){{0,2}}?(types?|kinds?|forms?|parts?|stages?|phases?|steps?|"
    r"layers?|levels?|classes|categories|members?|components?|reasons?|causes?|ways?|groups?|rules?|functions?)\b",
    re.IGNORECASE,
)
DONE_BY = re.compile(
    r"^(.+?)\s+(?:that|which)\s+(?:can|may|must)\s+(only\s+)?be\s+\w+\s+(only\s+)?by\s+(?:an?\s+|the\s+)?(.+)$",
    re.I,
)
ONLY_DOER = re.compile(
    r"^(?:.+\s)?(?:that|which)?\s*only\s+(?:an?\s+|the\s+)?(.+?)\s+can\s+(?:do|perform|make|take)$",
    re.I,
)
LAST_BE = re.compile(r"\s+(?:are|is)$", re.IGNORECASE)
MEANS = re.compile(
    r"^(?:in\s+[^,]+,\s+)?(?:you|we|one|users?)\s+can\s+(\w+)\s+(?:against\s+)?(.+?)\s+(?:by|with|using|through)$",
    re.I,
)
OPEN_WORDS = re.compile(
    r"\s*(?:,?\s*(?:such as|like|including|e\.?g\.?|for example|for instance|among others)\s*)$",
    re.I,
)
PROCESS = re.compile(
    r"\b(?:steps?|how|process|procedure|stages?|phases?|sequence|order|cycle|workflow|algorithm|to \w+)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Intro:
    """What the words before a list make of its members.

    Attributes:
        subject: the thing that the list is about, or "".
        label, prefix: of each member; the prefix stands before the member in the value.
        open: the words say that there is more.
        counted: the words give a number of members, 0 if none.
        names: the members are things of their own, told of one by one.
    """

    subject: str
    label: str = ""
    prefix: str = ""
    rule: str = "members"
    open: bool = False
    only: bool = False
    negative: bool = False
    counted: int = 0
    names: bool = False

    def claim(self, member: str, lines: tuple[int, ...], group: str) -> Claim:
        if self.label == "Can" and not self.prefix:
            first, _, rest = member.partition(" ")
            member = squash(f"{PHRASAL.get(first.lower(), first)} {rest}")
        value = squash(f"{self.prefix} {member}")
        return Claim(
            self.subject,
            self.label,
            value,
            "negation" if self.negative else self.rule,
            lines,
            negative=self.negative,
            closed="only" if self.only else "",
            shape="bullet" if self.negative or self.label == "Can" else "member",
            group=group,
            counted=bool(self.counted),
            open=self.open,
        )


def is_intro(text: str) -> bool:
    """Tell words that a list must follow."""
    bare = plain(text).rstrip()
    if TYPES_OF.match(bare) or is_count_line(bare):
        return True
    return bare.endswith(":") or bool(
        re.search(r"\b(?:are|include|includes|is|by|as|following|on|for|of|to)$", bare)
    )


def read_intro(text: str, setting: Setting) -> Intro:
    """Return what the words before a list say; an `Intro` without a label if nothing."""
    bare = plain(text).rstrip(" :").strip()
    counted = _count(bare)
    is_open_list = bool(OPEN_WORDS.search(bare)) or is_open(bare)
    bare = OPEN_WORDS.sub("", bare)
    bare = re.sub(
        r"\s+(?:the\s+)?following(?:\s+\w+)?$|\s+as follows$", "", bare, flags=re.IGNORECASE
    )
    found = (
        _of_means(bare, setting)
        or _of_doer(bare)
        or _of_types(bare, setting)
        or _of_aspect(bare, setting)
        or _of_predicate(bare, setting)
        or _of_name(bare, setting)
        or Intro("")
    )
    if not found.subject:
        return Intro("")
    return Intro(
        found.subject, found.label, found.prefix, found.rule,
        open=is_open_list, only=found.only, negative=found.negative, counted=counted, names=found.names,
    )  # fmt: skip


def is_count_line(text: str) -> bool:
    """Tell "2 types" and "There are three kinds", which announce a list."""
    found = COUNTED.search(text)
    counted = found is not None and count_words(text) <= 6 and len(text) - found.end() < 2
    return counted or bool(COUNT_LINE.match(text))


def _of_means(text: str, setting: Setting) -> Intro | None:
    """Read "we can stop floods by:" as what floods are stopped by."""
    found = MEANS.match(text)
    participle = next(iter(getInflection(found[1].lower(), "VBN")), "") if found else ""
    if not found or not participle:
        return None
    subject = setting.names.find(found[2]) or capitalise(found[2])
    return Intro(subject, f"{capitalise(participle)} by")


def _count(text: str) -> int:
    found = COUNTED.search(text) or re.match(r"(?:there are )?(\w+)", text, re.IGNORECASE)
    if not found or not (found[1].isdigit() or found[1].lower() in NUMBERS):
        return 0
    return int(found[1]) if found[1].isdigit() else NUMBERS[found[1].lower()]


def _of_doer(text: str) -> Intro | None:
    text = re.sub(r"\s+(?:are|is)$", "", text)
    found = DONE_BY.match(text)
    doer = found[4] if found else (only[1] if (only := ONLY_DOER.match(text)) else "")
    if not doer or count_words(doer) > 5:
        return None
    return Intro(capitalise(doer), "Can", rule="doer")


def _of_types(text: str, setting: Setting) -> Intro | None:
    text = re.sub(r"^there (?:are|is)\s+", "", text, flags=re.IGNORECASE)
    found = TYPES_OF.match(text)
    if found and (label := SLOTS.get(lemma(found[1].lower()))):
        subject = setting.names.find(found[2]) or capitalise(
            re.sub(r"^(?:an?|the)\s+", "", found[2])
        )
        return Intro(subject, label, rule="types" if label == "Includes" else "members")
    count = COUNTED.search(text)
    if (count or COUNT_LINE.match(text)) and setting.subject:
        label = SLOTS.get(lemma(count[2].lower()), "Includes") if count else "Includes"
        return Intro(setting.subject, label, rule="types")
    return None


def _of_aspect(text: str, setting: Setting) -> Intro | None:
    """Read "Advantages", "Main functions", "Input data includes"."""
    bare = re.sub(r"\s+(?:are|is|includes?|consists? of)$", "", text, flags=re.IGNORECASE)
    words = tokens(bare)
    if (
        setting.subject
        and len(words) > 1
        and words[1] == "with"
        and (slot := _nearly_slot(words[0]))
    ):
        return Intro(setting.subject, SLOTS[slot])
    if not setting.subject or not words or len(words) > 4:
        return None
    noun = next((lemma(w) for w in (words[-1], words[0]) if lemma(w) in SLOTS), "")
    if not noun or (noun != lemma(words[-1]) and bare == text):
        return None
    return Intro(setting.subject, SLOTS[noun])


def _nearly_slot(word: str) -> str:
    """Return the noun of a slot that a word is, one letter wrong at most, if it is used with "with"."""
    word = lemma(word)
    near = (
        s
        for s, label in SLOTS.items()
        if label.endswith(" with") and OSA.distance(s, word.rstrip("s")) < 2
    )
    return next(near, "")


def _of_predicate(text: str, setting: Setting) -> Intro | None:
    name, rest = setting.names.at_start(text)
    subject, expected = setting.subject, False
    text = LAST_BE.sub("", text) if PRONOUN.match(text) else text
    if name and rest:
        subject, text, expected = name, rest, True
    elif found := PRONOUN.match(text):
        text, expected = text[found.end() :], True
    elif (found := PRONOUN.match(text)) or (
        (found := THIS_KIND.match(text)) and lemma(found[1].lower()) in EMPTY_KINDS
    ):
        text = text[found.end() :]
    said = read_lead(text, expected=expected) or read_lead(LAST_BE.sub("", text), expected=expected)
    if said is None and (parts := split_subject(f"{text} {PLACEHOLDER}")):
        lead = parts[1].replace(PLACEHOLDER, "").strip()
        said = read_lead(LAST_BE.sub("", lead) if " " in lead else lead, expected=True)
        bare = re.sub(r"^(?:an?|the)\s+", "", parts[0], flags=re.IGNORECASE)
        subject = setting.names.find(bare) or capitalise(bare)
    if not said or not subject or not said.value.endswith(PLACEHOLDER):
        return None
    prefix = said.value[: -len(PLACEHOLDER)].strip()
    if said.label == "Is a":
        return Intro(subject, "Includes")
    return Intro(subject, said.label, prefix, only=said.closed, negative=said.negative)


def _of_name(text: str, setting: Setting) -> Intro | None:
    known = setting.names.find(text)
    return Intro(known, names=True) if known else None


def is_process(intro: str, items: list[str]) -> bool:
    """Tell steps in order from a numbered list of kinds."""
    verbs = sum(starts_with_verb(plain(item)) for item in items)
    if PROCESS.search(intro):
        return True
    return len(items) > 2 and verbs * 5 >= len(items) * 4
