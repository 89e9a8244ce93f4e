"""A course many times the size of the shipped one: its lessons again and again, about other things.

Each copy has new names for its things and new nouns in what is said of them, so that no two copies
say the same. Verbs, labels and table heads stay: they are what the generator reads by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lemminflect import getAllLemmas

from quizzes.generation.base import CourseWords, Denial, FactBase, build_base, course_words
from quizzes.generation.chance import Chance
from quizzes.generation.data import load
from quizzes.generation.facts import Claim, Fact, LessonSource
from quizzes.generation.preview import denials_of, lessons_of

SHIPPED = Path(__file__).parent.parent / "fixtures" / "aws-security"

TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
# What the generator reads by, kept as it is: a mark or a label, a kind, the corner of a table.
LABEL = re.compile(r"^<!--.*-->|^\s*(?:[-*]|\d+\.) \*\*[^*]+\*\*")
CORNER = re.compile(r"^\|[^|]*\|")
IS_A = re.compile(r"^\s*- \*\*Is an?:\*\* (?:(?!\b(?:that|which|of|for|in|to)\b).)*", re.IGNORECASE)
TABLE_RULE = re.compile(r"^\|(?: ?:?-+:? ?\|)+$")
# A verb may stand first in a line, a cell or a sentence, and after one of these.
VERB_MAY_FOLLOW = re.compile(r"(?:^|[^A-Za-z0-9' -]|\b(?:and|or|not|to|can|it|they|is|are))\s*$")
VOWELS, CONSONANTS = "aeou", "bdfgklmnprtvz"

TOLERANCE = 0.02  # share of the facts by which a copy may differ


class UnfaithfulCopy(AssertionError):
    """The copy does not say as much as the shipped lessons, so it would measure something else."""


@dataclass(frozen=True, slots=True)
class Course:
    """All that a fact base is made from."""

    lessons: tuple[LessonSource, ...]
    words: CourseWords
    denials: tuple[Denial, ...]

    def base(self, before: FactBase | None = None) -> FactBase:
        return build_base(
            self.lessons,
            denials=self.denials,
            before=before,
            **self.words,
        )


def shipped() -> Course:
    """Return the shipped course, read from its files."""
    files = sorted(SHIPPED.glob("*.yaml"))
    rows = [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]
    (course,) = (row["fields"] for row in rows if row["model"] == "courses.course")
    return Course(
        lessons=tuple(lessons_of(rows)),
        words=course_words(lambda name: course.get(name, [])),
        denials=tuple(denials_of(rows)),
    )


def written(course: Course) -> str:
    """Return the lessons and denials of a course as JSON; its words are those of the shipped one."""
    return json.dumps(
        {
            "lessons": [asdict(lesson) for lesson in course.lessons],
            "denials": [asdict(denial) for denial in course.denials],
        }
    )


def read(text: str) -> Course:
    """Return the course that `written` wrote."""
    data = json.loads(text)
    return replace(
        shipped(),
        lessons=tuple(map(_lesson, data["lessons"])),
        denials=tuple(Denial(**denial) for denial in data["denials"]),
    )


def _lesson(data: dict[str, Any]) -> LessonSource:
    claims = (Claim(**claim | {"quotes": tuple(claim["quotes"])}) for claim in data["claims"])
    return LessonSource(
        **data | {"claims": tuple(claims), "prerequisites": tuple(data["prerequisites"])}
    )


def enlarged(course: Course, times: int, seed: int = 0) -> Course:
    """Return a course of `times` the size: the given one, then its copies.

    Raises:
        UnfaithfulCopy: a copy says less or more than the original.
    """
    original = course.base()
    taken: set[str] = set()
    copies = [_copy(course, original, taken, Chance(seed, n)) for n in range(1, times)]
    everything = (course, *copies)
    lessons = [lesson for one in everything for lesson in one.lessons]
    return replace(
        course,
        lessons=tuple(replace(one, position=place) for place, one in enumerate(lessons, start=1)),
        denials=tuple(denial for one in everything for denial in one.denials),
    )


def _copy(course: Course, original: FactBase, taken: set[str], chance: Chance) -> Course:
    kept = frozenset(word.lower() for word in course.words["stop_words"])
    writer = _Writer(chance, kept, _telling(original.things, kept), taken)
    tail = f"-{len(taken)}"
    copy = replace(
        course,
        lessons=tuple(writer.lesson(lesson, tail) for lesson in course.lessons),
        denials=(),
    )
    said = copy.base()
    if abs(len(said.facts) - len(original.facts)) > TOLERANCE * len(original.facts):
        raise UnfaithfulCopy(f"{len(said.facts)} facts instead of {len(original.facts)}")
    return replace(copy, denials=tuple(_denials(course, original, said)))


def _denials(course: Course, original: FactBase, copy: FactBase) -> Iterator[Denial]:
    """Yield what the course denies, said of the copy's things."""
    pairs = [
        pair
        for old, new in zip(original.lessons, copy.lessons, strict=True)
        for pair in _pairs(original.by_lesson.get(old, ()), copy.by_lesson.get(new, ()))
    ]
    names = {Denial.of(old.subject, "").subject: new.subject for old, new in pairs}
    said = {Denial.of("", old.statement).statement: new.statement for old, new in pairs}
    for denial in course.denials:
        if denial.subject in names and denial.statement in said:
            yield Denial.of(names[denial.subject], said[denial.statement])


def _pairs(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the facts of a lesson with those of its copy, if that says as many."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)


def _telling(names: Iterable[str], kept: frozenset[str]) -> frozenset[str]:
    """Return a word of each name that would stay as it is, so that no two copies share a thing."""
    found = set()
    for name in names:
        words = [word for word in TOKEN.findall(name) if word.lower() not in kept]
        if words and not any(
            _is_noun(word, may_be_verb=place == 0) for place, word in enumerate(words)
        ):
            found.add(max(words, key=len).lower())
    return frozenset(found)


class _Writer:
    """Puts a made-up noun for each noun, the same one throughout."""

    def __init__(
        self, chance: Chance, kept: frozenset[str], always: frozenset[str], taken: set[str]
    ) -> None:
        """Take the words that stay, those that never do, and those of other copies, in lower case."""
        self._chance, self._kept, self._always, self._taken = chance, kept, always, taken
        self._coined: dict[str, str] = {}

    def lesson(self, lesson: LessonSource, tail: str) -> LessonSource:
        return LessonSource(
            slug=lesson.slug + tail,
            body=self.body(lesson.body),
            title=self.line(lesson.title),
            position=lesson.position,
            claims=tuple(self._claim(claim, tail) for claim in lesson.claims),
            prerequisites=tuple(slug + tail for slug in lesson.prerequisites),
        )

    def _claim(self, claim: Claim, tail: str) -> Claim:
        return replace(
            claim,
            reference=claim.reference + tail,
            quotes=tuple(self.line(quote) for quote in claim.quotes),
        )

    def body(self, body: str) -> str:
        lines = body.split("\n")
        heads = {n - 1 for n, line in enumerate(lines) if TABLE_RULE.match(line)}
        return "\n".join(
            self.line(line, CORNER if n in heads else LABEL) for n, line in enumerate(lines)
        )

    def line(self, line: str, label: re.Pattern[str] = LABEL) -> str:
        kept = IS_A.match(line) or label.match(line)
        start = kept.end() if kept else 0
        return line[:start] + TOKEN.sub(self._renamed, line[start:])

    def _renamed(self, found: re.Match[str]) -> str:
        word = found[0]
        may_be_verb = bool(VERB_MAY_FOLLOW.search(found.string[: found.start()]))
        changes = word.lower() in self._always or _is_noun(word, may_be_verb)
        if not changes or word.lower() in self._kept:
            return word
        stem, tail = (word[:-1], "s") if _is_plural(word) else (word, "")
        return _in_case_of(stem, self._name(stem.lower())) + tail

    def _name(self, word: str) -> str:
        """Return the word's made-up one: with its first letter, so that "a" and "an" stay right."""
        if word not in self._coined:
            length = max(4, min(len(word), 9))  # the length of an option matters
            while (name := word[0] + self._syllables(length)) in self._taken:
                length += 1
            self._taken.add(name)
            self._coined[word] = name
        return self._coined[word]

    def _syllables(self, length: int) -> str:
        letters = VOWELS, CONSONANTS
        return "".join(self._chance.choice(letters[place % 2]) for place in range(length - 1))


@cache
def _is_noun(word: str, may_be_verb: bool) -> bool:
    """Tell a word that is surely no verb, adjective or small word where it stands."""
    lower = word.lower()
    if len(word) < 3 or lower in _read_by() or lower.endswith(("ed", "ing", "ly")):
        return False
    kinds = getAllLemmas(lower)
    if not kinds:
        return True
    if "ADJ" in kinds or "ADV" in kinds or "AUX" in kinds:
        return False
    return "VERB" not in kinds or (not may_be_verb and "NOUN" in kinds)


@cache
def _read_by() -> frozenset[str]:
    """Return the words that the generator knows by themselves."""
    lists: Iterable[Any] = load("language").values()
    return frozenset(word.lower() for words in lists for word in words.split())


def _is_plural(word: str) -> bool:
    return word[-1] == "s" and word[-2:] not in {"ss", "us", "is"} and len(word) > 3


def _in_case_of(word: str, name: str) -> str:
    if word.isupper():
        return name.upper()[: len(word)] if len(word) > 3 else name.upper()
    return name[:1].upper() + name[1:] if word[:1].isupper() else name
