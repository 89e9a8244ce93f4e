"""Proposing: claims to proposals, each tried with the reader of lessons before anyone is asked about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizzes.generation.chance import digest
from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import LessonSource
from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.lessons import needs_lead
from quizzes.generation.importing.members import OPEN_END, OPENERS
from quizzes.generation.importing.predicates import kinds_of
from quizzes.generation.importing.types import Proposal
from quizzes.generation.phrases import base_of
from quizzes.generation.things import is_plural, lowered
from quizzes.generation.words import capitalise, normal, squash

LONGEST_VALUE = 300  # characters
CONFIDENCE = {
    "acronym": 0.95,
    "table": 0.95,
    "known name": 0.9,
    "aspect": 0.9,
    "repeated label": 0.9,
    "verb label": 0.9,
    "types": 0.85,
    "members": 0.85,
    "doer": 0.85,
    "bare verb": 0.85,
    "pronoun subject": 0.85,
    "named subject": 0.85,
    "new name": 0.85,
    "dash": 0.8,
    "steps": 0.8,
    "negation": 0.8,
    "what you can do": 0.75,
    "words in brackets": 0.75,
    "contrast": 0.75,
    "amount in brackets": 0.7,
    "price": 0.7,
    "other subject": 0.6,
    "passive": 0.6,
    "maker": 0.6,
    "two names": 0.6,
    "line before": 0.6,
    "part of the thing": 0.6,
    "dated line": 0.5,
    "narrative": 0.5,
    "bare phrase": 0.5,
}
PHRASE_LABELS = frozenset({"Has", "Can", "Covers", "Includes", "Means", "Leads", "Caused", "Is"})
WEAK = 0.15  # taken off where the shape is often something else


def proposals_of(
    claims: Iterable[Claim], *, lesson: str, section: str, raw: list[str]
) -> Iterator[tuple[Claim, Proposal]]:
    """Yield the claims that a lesson can say, each with its proposal; others are left as prose.

    Args:
        raw: the lines of the raw notes.
    """
    for claim in claims:
        if tried := _tried(claim):
            ready, statement = tried
            yield ready, _proposal(ready, statement, lesson, section, raw)


def _proposal(claim: Claim, statement: str, lesson: str, section: str, raw: list[str]) -> Proposal:
    confidence = CONFIDENCE[claim.rule] - WEAK * claim.weak
    parts = (normal(claim.subject), normal(claim.label), normal(claim.value), claim.negative)
    return Proposal(
        key=digest("proposal", *parts),
        subject=claim.subject,
        label=claim.label,
        value=claim.value,
        statement=statement,
        lesson=lesson,
        section=section,
        lines=claim.lines,
        quote=_quote(claim, raw),
        rule=claim.rule,
        confidence=round(max(confidence, 0.1), 2),
        negative=claim.negative,
        closed=claim.closed,
        shape=claim.shape,
        group=claim.group,
        volatile=claim.volatile,
    )


def _quote(claim: Claim, raw: list[str]) -> str:
    """Return the raw line that says it: of several the one with most of the value's words."""
    wanted = set(claim.value.lower().split())
    lines = [raw[number - 1] for number in claim.lines if number <= len(raw)]
    return max(lines, key=lambda line: len(wanted & set(line.lower().split())), default="").strip()


def _tried(claim: Claim) -> tuple[Claim, str] | None:
    """Return the claim as a lesson can say it, with the sentence that comes of it."""
    claim = _tidied(claim)
    if not _is_sayable(claim):
        return None
    if claim.shape == "step":
        return claim, f"{capitalise(claim.value)}."
    for one in (claim, *_other_wordings(claim)):
        if statement := _statement(one):
            return one, statement
    return None


def _tidied(claim: Claim) -> Claim:
    value = OPENERS.sub("", OPEN_END.sub("", squash(claim.value)))
    value = re.sub(r"^(?:[-\u2013\u2014:=]\s+)+|\s+[-\u2013\u2014:=]+$", "", value).strip(" .,;:*_")
    if value.count("(") != value.count(")"):
        value = squash(re.sub(r"[()]", " ", value))
    if claim.label == "Is a" and not is_plural(lowered(claim.subject)):
        value = re.sub(r"^an?\s+", "", value, flags=re.IGNORECASE)
    if claim.label.split(" ")[0] in PHRASE_LABELS:
        value = _lowered_phrase(value, anyway=claim.label == "Is a")
    label = squash(claim.label).strip(" .,;:*_")
    return replace(claim, subject=squash(claim.subject.strip(" *_.,;:")), label=label, value=value)


def _lowered_phrase(value: str, *, anyway: bool = False) -> str:
    """Lower the capital that a phrase had at the head of its line; names keep theirs."""
    first, _, rest = value.partition(" ")
    kinds = kinds_of(first)
    is_word = first[1:].islower() and bool(kinds if anyway else {"ADJ", "VERB", "ADV"} & kinds)
    return lowered(value) if is_word and rest[:1].islower() else value


def _is_sayable(claim: Claim) -> bool:
    text = f"{claim.subject}{claim.label}{claim.value}"
    return bool(
        re.search(r"\w", claim.subject)
        and claim.label
        and re.search(r"\w", claim.value)
        and len(claim.value) <= LONGEST_VALUE
        and len(claim.subject) <= 80
        and len(claim.label) <= 60
        and not set("|<>{}") & set(text)
        and not re.fullmatch(r"(?:\S+\s){0,2}(?:it|them)", claim.value)
        and (claim.shape == "cell" or normal(claim.value) != normal(claim.subject))
    )


def _other_wordings(claim: Claim) -> Iterator[Claim]:
    """Yield other ways to say a claim that the reader of lessons may take."""
    if claim.shape == "cell" and claim.value in {"yes", "no"}:
        quality = lowered(claim.label)
        told = ("Not", f"is {quality}") if claim.negative else ("Is", quality)
        if "ADJ" in kinds_of(quality):
            yield replace(claim, shape="bullet", group="", label=told[0], value=told[1])
        return
    if claim.shape == "cell":
        yield replace(claim, shape="bullet", group="")
    if claim.negative:
        yield replace(claim, label="Not")
        return
    verb, _, rest = claim.label.partition(" ")
    if claim.verbal and claim.rule == "narrative":
        return
    if claim.verbal and (base := base_of(verb.lower())):
        yield replace(claim, label="Can", value=squash(f"{base} {rest} {claim.value}"), weak=True)
    elif not claim.label.startswith("Has"):
        yield replace(claim, label="Has", value=f"{lowered(claim.label)} {claim.value}", weak=True)


def _statement(claim: Claim) -> str:
    """Return the one sentence that the reader of lessons makes of a claim, "" if it cannot read it."""
    facts = read_lesson(LessonSource("draft", _lesson(claim)))
    if facts.problems or len(facts.facts) != 1:
        return ""
    fact = facts.facts[0]
    if claim.verbal and fact.phrase is None and claim.shape != "cell":
        return ""  # "Ends" would be read as the ends of the thing
    return fact.statement if fact.polarity != claim.negative else ""


def _lesson(claim: Claim) -> str:
    if claim.shape == "cell":
        return f"# Table\n\n| Name | {claim.label} |\n| --- | --- |\n| {claim.subject} | {claim.value} |\n"
    label = f"Only {lowered(claim.label)}" if claim.closed == "only" else claim.label
    lead = f"About {lowered(claim.subject)}.\n\n" if needs_lead(claim.subject) else ""
    return f"## {claim.subject}\n\n{lead}- **{label}:** {claim.value}\n"
