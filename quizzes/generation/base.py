"""The fact base of a course: one thing under one name, one fact under one key, contradictions set aside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quizzes.generation.chance import digest
from quizzes.generation.data import load
from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import Fact, LessonFacts, LessonSource, Problem
from quizzes.generation.instances import Instances, read_instances
from quizzes.generation.things import Thing, sentence
from quizzes.generation.words import normal

# The fields of a course that the generator reads, by the same names in `build_base`.
COURSE_WORDS = ("stop_words", "settings", "instances", "choices")


@dataclass(frozen=True, slots=True)
class Denial:
    """An instructor's word that `subject` does not do what a fact says of another thing.

    Attributes:
        subject: name of a thing, as `words.normal` gives it.
        statement: the sentence of the fact, as `words.normal` gives it.
    """

    subject: str
    statement: str

    @classmethod
    def of(cls, subject: str, statement: str) -> Denial:
        return cls(normal(subject), normal(statement))


@dataclass(slots=True)
class FactBase:
    """All approved facts of a course, ready to be asked.

    Attributes:
        facts: in the order of the course; both polarities, contradictions left out.
        things: by name.
        silences: what the tables leave open about a thing; nothing like it is proved false.
        stop_words: words that say nothing in this course, lower case.
        by_kind: names of the things that facts call by a noun ("AWS service").
        by_claim: the fact that says or denies a predicate of a subject.
        neighbours: for each thing, those that some table compares with it: a learner may take one
            for the other.
        settings: who may have a need, for scenarios ("A city library"); empty for the general bank.
        instances: concrete words for general ones, the course's and the general, longest term first.
        choices: nouns of this course for things that people choose for a need, lower case.
    """

    lessons: dict[str, LessonSource]
    facts: tuple[Fact, ...]
    things: dict[str, Thing]
    denials: frozenset[Denial] = frozenset()
    silences: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stop_words: frozenset[str] = frozenset()
    settings: tuple[str, ...] = ()
    instances: tuple[Instances, ...] = ()
    choices: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    by_subject: dict[str, list[Fact]] = field(default_factory=dict)
    by_group: dict[str, list[Fact]] = field(default_factory=dict)
    by_predicate: dict[str, list[Fact]] = field(default_factory=dict)
    by_kind: dict[str, list[str]] = field(default_factory=dict)
    by_claim: dict[tuple[str, str], Fact] = field(default_factory=dict)
    neighbours: dict[str, frozenset[str]] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for fact in self.facts:
            self.by_subject.setdefault(fact.subject, []).append(fact)
            self.by_group.setdefault(fact.group, []).append(fact)
            self.by_predicate.setdefault(fact.predicate, []).append(fact)
            self.by_claim.setdefault((fact.subject, fact.predicate), fact)
            named = self.by_kind.setdefault(fact.kind, [])
            if fact.subject not in named:
                named.append(fact.subject)
        self.keys = frozenset(fact.key for fact in self.facts)
        for name, facts in self.by_subject.items():
            tables = {fact.group for fact in facts if fact.group}
            beside = (fact.subject for table in tables for fact in self.by_group[table])
            self.neighbours[name] = frozenset(beside)

    @property
    def processes(self) -> list[tuple[Fact, ...]]:
        """Return the steps of each numbered process, in their order."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.is_step:
                found[fact.group].append(fact)
        return [tuple(sorted(steps, key=lambda step: step.place)) for steps in found.values()]

    def thing(self, fact: Fact) -> Thing:
        return self.things[fact.subject]

    def position(self, fact: Fact) -> int:
        """Return the place in the course of the lesson that says it."""
        return self.lessons[fact.passage.lesson].position


def build_base(
    lessons: Iterable[LessonSource],
    *,
    stop_words: Iterable[str] = (),
    settings: Iterable[str] = (),
    instances: Iterable[Mapping[str, Any]] = (),
    choices: Iterable[str] = (),
    denials: Iterable[Denial] = (),
    keys: Mapping[str, str] | None = None,
) -> FactBase:
    """Read the lessons of a course and return its fact base.

    Args:
        lessons: in any order; the order changes nothing.
        stop_words: words that say nothing in this course, such as the maker's name.
        settings: noun phrases of who may have a need; the general bank if there are none.
        instances: maps of a general "term" and its concrete "instances", beside the general bank.
        choices: nouns for things that people choose for a need, beside the general ones.
        denials: what instructors approved as untrue (proof class P6).
        keys: stored keys by fact fingerprint; a fact without one gets a key minted from its content.

    Raises:
        LessonTooLong: a lesson is over the reader's limit.
    """
    stop = frozenset(word.lower() for word in stop_words)
    read = [read_lesson(lesson) for lesson in sorted(lessons, key=lambda x: (x.position, x.slug))]
    names = _canonical_names(read, stop)
    things = _merged_things(read, names)
    said = [_renamed(fact, names, things) for lesson in read for fact in lesson.facts]
    said += [step for lesson in read for process in lesson.processes for step in process]
    facts, doubtful = _without_contradictions(_merged_facts(said))
    return FactBase(
        lessons={lesson.source.slug: lesson.source for lesson in read},
        facts=tuple(_keyed(facts, things, keys or {})),
        things=things,
        denials=frozenset(denials),
        silences=_silences(read, names),
        stop_words=stop,
        settings=tuple(settings),
        instances=read_instances([*instances, *load("instances")]),
        choices=frozenset(noun.lower() for noun in choices),
        problems=tuple(p for lesson in read for p in lesson.problems) + tuple(doubtful),
    )


def _keyed(
    facts: list[Fact], things: Mapping[str, Thing], stored: Mapping[str, str]
) -> Iterator[Fact]:
    """Give each fact its stored key, else a new one made from its content.

    A stored key may have been minted from words that another fact has now: then the new key is
    minted again until it is free.
    """
    known = [_stored_key(fact, things[fact.subject], stored) for fact in facts]
    given: set[str] = set()
    taken = set(stored.values())
    for fact, old in zip(facts, known, strict=True):
        key, salt = "" if old in given else old, 0
        while not key:
            minted = digest("fact", *fact.identity, *([salt] if salt else []))
            key, salt = ("" if minted in taken else minted), salt + 1
        given.add(key)
        taken.add(key)
        yield replace(fact, key=key)


def _stored_key(fact: Fact, thing: Thing, stored: Mapping[str, str]) -> str:
    """Return the key stored under any name of the subject, or "".

    Which of its names the questions use may change with another lesson; the fact stays the same.
    """
    named = (replace(fact, subject=name) for name in (thing.name, *thing.aliases))
    return next((stored[one.fingerprint] for one in named if one.fingerprint in stored), "")


def _canonical_names(read: list[LessonFacts], stop: frozenset[str]) -> dict[str, str]:
    """Return for each name of a thing the one name that the questions use.

    Names are one thing when they agree without the course's stop words or one is the other's
    alias. The name with the most facts wins, then the shortest.
    """
    weight = Counter(fact.subject for lesson in read for fact in lesson.facts)
    links: dict[str, str] = {}

    def root(mark: str) -> str:
        while links.setdefault(mark, mark) != mark:
            mark = links[mark]
        return mark

    things = [thing for lesson in read for thing in lesson.things]
    for thing in things:
        mark = root(normal(thing.name, stop))
        for alias in thing.aliases:
            links[root(normal(alias, stop))] = mark
    best: dict[str, str] = {}
    for thing in sorted(things, key=lambda t: (-weight[t.name], len(t.name), t.name)):
        best.setdefault(root(normal(thing.name, stop)), thing.name)
    return {thing.name: best[root(normal(thing.name, stop))] for thing in things}


def _merged_things(read: list[LessonFacts], names: dict[str, str]) -> dict[str, Thing]:
    merged: dict[str, Thing] = {}
    for lesson in read:
        for thing in lesson.things:
            name = names[thing.name]
            known = merged.get(name) or replace(thing, name=name, aliases=())
            others = {*known.aliases, *thing.aliases, thing.name} - {name}
            merged[name] = replace(
                known,
                aliases=tuple(sorted(others)),
                kind=known.kind or thing.kind,
                common=known.common or (thing.name == name and thing.common),
            )
    return merged


def _silences(read: list[LessonFacts], names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return for each thing the words of what the tables leave open about it."""
    found: dict[str, list[str]] = defaultdict(list)
    for lesson in read:
        for name, words in lesson.silences:
            found[names[name]].append(words)
    return {name: tuple(words) for name, words in found.items()}


def _renamed(fact: Fact, names: dict[str, str], things: dict[str, Thing]) -> Fact:
    name = names.get(fact.subject, fact.subject)
    if name == fact.subject:
        return fact
    text = sentence(things[name], fact.slot, fact.value, fact.phrase, fact.polarity)
    return replace(fact, subject=name, statement=text)


def _merged_facts(facts: list[Fact]) -> list[Fact]:
    """Keep each fact once, where the course first says it, with the references of all its sayings.

    It keeps its place in a table among its siblings, and stays a purpose if it is one anywhere.
    """
    kept: dict[tuple[str, str, bool], Fact] = {}
    for fact in facts:
        first = kept.get(fact.identity)
        if first is None:
            kept[fact.identity] = fact
            continue
        table = first if first.group else fact
        purpose = "purpose" in {first.slot, fact.slot}
        kept[fact.identity] = replace(
            first,
            slot="purpose" if purpose else table.slot,
            group=table.group,
            closed=first.closed or fact.closed,
            kind=(first.kind or fact.kind) if purpose else table.kind,
            references=tuple(sorted({*first.references, *fact.references})),
            importance=min(first.importance, fact.importance),
            scored=first.scored and fact.scored,
        )
    return list(kept.values())


def _without_contradictions(facts: list[Fact]) -> tuple[list[Fact], list[Problem]]:
    """Set aside facts that say opposite things of one subject, with a problem for each pair."""
    sayings: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        sayings[(fact.subject, fact.predicate)].append(fact)
        if fact.phrase is None and not fact.is_step:
            sayings[(fact.subject, f"slot {fact.slot}")].append(fact)
    doubtful: set[tuple[str, str, bool]] = set()
    problems = []
    for (_, topic), said in sayings.items():
        opposed = len({fact.polarity for fact in said}) > 1
        conflicting = topic.startswith("slot ") and len(said) > 1
        if opposed or conflicting:
            doubtful |= {fact.identity for fact in said}
            first, second = said[:2]
            problems.append(
                Problem(
                    second.passage.lesson,
                    second.passage.line,
                    f"“{second.statement}” contradicts “{first.statement}” "
                    f"({first.passage.lesson}, line {first.passage.line}).",
                    "Correct one of the two lines; until then neither is asked.",
                )
            )
    return [fact for fact in facts if fact.identity not in doubtful], problems
