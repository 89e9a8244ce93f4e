"""Titles: what a heading is: a thing, a topic, an aspect of a thing, or the intro of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from quizzes.generation.data import load
from quizzes.generation.extraction import PLAIN_HEADINGS
from quizzes.generation.importing.names import count_words, initials_match, plain
from quizzes.generation.phrases import PREPOSITIONS
from quizzes.generation.words import lemma, squash

TitleKind = Literal["thing", "topic", "aspect", "intro", "skipped"]

WORDS = load("importing")
TOPICS = frozenset(WORDS["topics"].split())
SKIPPED = frozenset(WORDS["skipped"].split())
SLOTS: dict[str, str] = WORDS["slots"]

ENDS = frozenset(
    {"structure", "function", "functions", "basics", "overview", "fundamentals", "definition"}
)
KINDS = frozenset(
    {"type", "kind", "form", "cause", "consequence", "effect", "component", "part", "benefit"}
)
NUMBERING = re.compile(
    r"^(?:(?:chapter|week|lesson|lecture|part|unit|module|section|day|topic)\s+\w{1,4}\s*[:.\u2013-]\s*"
    r"|\d+(?:\.\d+)*[.):]?\s+|[IVX]+[.)]\s+|[a-zA-Z][.)]\s+)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*\(([^()]{1,200})\)\s*$")
INTRO_END = re.compile(
    r"(?:\s+(?:are|is|include|includes|as follows))?\s*:\s*$|\s+(?:are|include)$", re.I
)
TYPES_OF = re.compile(
    r"^(?:(?:main|different|the|common|other|\d+|two|three|four|five|six|seven)\s+)*"
    r"(types?|kinds?|forms?|categories|parts?|components?|features?|functions?|uses?|causes?|effects?|"
    r"elements?|consequences?|results?|advantages?|disadvantages?|pros|cons|benefits?|drawbacks?|symptoms?|signs?|"
    r"steps?|stages?|phases?|examples?|reasons?|properties|characteristics|members?|limitations?|"
    r"requirements?|outcomes?)\s+(?:of|in|for)\s+(.+)$",
    re.IGNORECASE,
)
WHAT_IS = re.compile(
    r"^what(?:\s+(?:is|are)|['\u2019]s)\s+(?:meant by\s+)?(.+?)\s*\??$", re.IGNORECASE
)
EMOJI = re.compile("[\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]")
VERSUS = re.compile(r"\bvs\.?\b|\bversus\b|\bcompared\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A heading as it is understood.

    Attributes:
        text: as shown, without numbering and last colon.
        name: of a thing its name; of an aspect the thing it names ("causes of the war"), or "".
        aspect: of an aspect its noun, in the singular.
        brackets: what stood in the last parentheses.
    """

    kind: TitleKind
    text: str
    name: str = ""
    aspect: str = ""
    brackets: str = ""


def read_title(heading: str) -> Title:
    """Return what a heading is, from its words alone: its level tells nothing about its kind."""
    text = squash(EMOJI.sub("", plain(heading)))
    text = NUMBERING.sub("", text) or text
    if (asked := WHAT_IS.match(text)) and count_words(asked[1]) < 7:
        return replace(read_title(asked[1]), text=text)
    intro = bool(INTRO_END.search(text)) and count_words(text) > 1
    shown = squash(INTRO_END.sub("", text)).rstrip(":").strip() or text
    found = BRACKETS.search(shown)
    name = BRACKETS.sub("", shown).strip() if found else shown
    brackets = squash(found[1]) if found else ""
    lower = name.lower()
    words = [
        word for word in re.findall(r"[\w'-]+", lower) if word not in {"the", "of", "and", "a"}
    ]
    if not words or (words[-1] in SKIPPED and len(words) < 3):
        return Title("skipped", shown)
    if parts := TYPES_OF.match(name):
        return Title("aspect", shown, _without_article(parts[2]), lemma(parts[1].lower()), brackets)
    if lemma(words[-1]) in SLOTS and all(
        w in TOPICS or lemma(w) in TOPICS or lemma(w) in SLOTS for w in words
    ):
        return Title("aspect", shown, "", lemma(words[-1]), brackets)
    if aspect := _aspect_at_end(name):
        return Title("aspect", shown, *aspect, brackets)
    if intro and count_words(name) > 2:
        return Title("intro", shown, name, "", brackets)
    topic = words[0] in PREPOSITIONS or all(
        word in TOPICS or lemma(word) in TOPICS for word in words
    )
    if topic or VERSUS.search(name) or PLAIN_HEADINGS.search(name) or count_words(name) > 8:
        return Title("topic", shown, "", "", brackets)
    return Title("thing", shown, _without_article(name), "", brackets)


def _aspect_at_end(name: str) -> tuple[str, str] | None:
    """Return the thing and the aspect of "Cell structure and function", "Lens types"; None for others."""
    words = name.split(" ")
    end = len(words)
    while end > 1 and (words[end - 1].lower() in {"and", "&"} or _is_aspect(words[end - 1])):
        end -= 1
    if end == len(words) or end > 4 or _is_aspect(words[0]) or words[0].lower() in PREPOSITIONS:
        return None
    aspect = lemma(words[-1].lower()) if end == len(words) - 1 else ""
    return _without_article(" ".join(words[:end])), aspect if aspect in SLOTS else ""


def _is_aspect(word: str) -> bool:
    word = word.lower()
    return word in ENDS or (word.endswith("s") and lemma(word) in KINDS)


def _without_article(name: str) -> str:
    return re.sub(r"^(?:an?|the)\s+", "", name.strip(), flags=re.IGNORECASE)


def split_brackets(name: str, brackets: str) -> tuple[str, str, str]:
    """Return (alias, expansion, note) for what stands in parentheses after a name; two are empty."""
    if not brackets:
        return "", "", ""
    if initials_match(brackets, name):
        return brackets, "", ""
    if any(initials_match(word, brackets) for word in name.split(" ") if word.isupper()):
        return "", brackets, ""
    if any(initials_match(end, brackets) for end in re.findall(r"[A-Z]{2,6}", name)):
        return "", "", f"acronym {brackets}"
    words = brackets.split(" ")
    if len(words) < 3 and words[0].lower() not in {"not", "no"} and brackets[:1].isupper():
        return brackets, "", ""
    return "", "", brackets
