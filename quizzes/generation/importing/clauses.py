"""Clauses: running text cut into sentences, and sentences into what can be read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation.importing.members import top_level_parts
from quizzes.generation.importing.predicates import read_predicate
from quizzes.generation.importing.subjects import split_subject
from quizzes.generation.words import squash

SENTENCE_END = re.compile(r"(?<=[^\s.][^\s.])[.!?]['\")\u201d]?\s+(?=\S)")


ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|ca|approx|no|nr|st|dr|mr|mrs|ms|prof|fig|gen|col|jr|sr)|\b[A-Z])$",
    re.I,
)


CLAUSE = re.compile(
    r"\s*;\s+|\s+[-\u2013\u2014]\s+|,?\s+(?:and|but|so|&)\s+(?=(?:it|they|you|we)(?:\s|['\u2019]s\s))|,\s*(?=(?:it|they|we|you)(?:\s|['\u2019]s\s))"
    r"|,?\s+(?:whereas|while|but)\s+(?=(?:the\s+)?[A-Z])|,\s+(?:whereas|while|but)\s+|,\s+(?=(?:can|cannot)\s)",
)


WHICH = re.compile(r",\s+which\s+(?=\w+(?:s|ed)\s)")


AND_BE = re.compile(r"\s+and\s+(?=(?:[a-z-]+\s){1,3}(?:is|are|was|were)\s+\w+ed\b)")


CONTRAST = re.compile(r"\b(?:whereas|while|unlike|in contrast|but)\b", re.IGNORECASE)


LEAD = re.compile(
    r"^((?:in|on|at|by|during|after|before|when|whenever|if|to|for|with|from|as|since|although|because|until|under|"
    r"between|within)\b[^,]{1,80}),\s+(.+)$",
    re.IGNORECASE,
)


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


def _clauses_of(sentence: str) -> Iterator[tuple[str, bool]]:
    contrast = bool(CONTRAST.search(sentence))
    sentence = _with_pronouns(sentence)
    start = 0
    for joint in CLAUSE.finditer(sentence):
        if sentence.count("(", start, joint.start()) == sentence.count(")", start, joint.start()):
            yield sentence[start : joint.start()], contrast
            start = joint.end()
    yield sentence[start:], contrast


def _in_two(sentence: str) -> list[str]:
    """Return "red stops, green goes" as two; both have a subject and a verb of their own."""
    parts = top_level_parts(sentence, ",")
    if (
        len(parts) == 2
        and not CONTRAST.search(sentence)
        and not LEAD.match(sentence)
        and all(map(split_subject, parts))
    ):
        return parts
    return [sentence]


def _with_pronouns(sentence: str) -> str:
    """Let "the act lapsed, which ended censorship" and "keys are made and tests are run" be two clauses."""
    sentence = WHICH.sub("; it ", sentence)
    for joint in AND_BE.finditer(sentence):
        before, after = sentence[: joint.start()], sentence[joint.end() :]
        if (split_subject(before) or read_predicate(before)) and before.count("(") == before.count(
            ")"
        ):
            return f"{before}; {after}"
    return sentence


def clauses_of(sentence: str) -> Iterator[tuple[str, bool]]:
    """Yield the clauses of a sentence, each with whether it stands in a contrast."""
    for part in _in_two(sentence):
        yield from _clauses_of(part)
