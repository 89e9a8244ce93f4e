"""The fact base of a course: one thing under one name, one fact under one key, contradictions set aside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypedDict, TypeVar

from quizzes.generation.chance import digest
from quizzes.generation.facts import IDENTITY, Fact, LessonFacts, LessonSource, Problem
from quizzes.generation.indexes import (
    Earlier,
    Lookalikes,
    grouped,
    introduced_in,
    named,
    neighbours_of,
    table_of,
)
from quizzes.generation.instances import Instances, read_instances
from quizzes.generation.shelf import SHELF
from quizzes.generation.things import Thing, sentence
from quizzes.generation.words import normal

P = ParamSpec("P")
R = TypeVar("R")


class CourseWords(TypedDict):
    """What a course tells the generator beside its lessons and denials (see `build_base`)."""

    stop_words: Iterable[str]
    settings: Iterable[str]
    instances: Iterable[Instances]
    choices: Iterable[str]


def course_words(read: Callable[[str], Any]) -> CourseWords:
    """Return the words of a course.

    Args:
        read: returns the value of a field of the course by its name.
    """
    return {
        "stop_words": tuple(read("stop_words")),
        "settings": tuple(read("settings")),
        "instances": read_instances(read("instances")),
        "choices": tuple(read("choices")),
    }


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
    """All approved facts of a course, ready to be asked, with a look-up for each way they are sought.

    Item models walk `facts`; what else a question needs is looked up, never searched for, so that
    each question costs the same in a course of any size.

    Attributes:
        facts: in the order of the course; both polarities, contradictions left out.
        doubtful: facts set aside, since another says the opposite; not asked, and no proof.
        things: by name.
        silences: what the tables leave open about a thing; nothing like it is proved false.
        stop_words: words that say nothing in this course, lower case.
        positions: place in the course of each lesson, by slug.
        slot_until: positive facts by what they fill, up to a place in the course.
        noun_until: positive facts that tell a thing from others, by the noun for it, likewise.
        named_until: the first fact on each thing that is called by a noun, by that noun, likewise.
        by_kind: names of the things that facts call by a noun ("AWS service").
        by_claim: the fact that says or denies a predicate of a subject.
        doing: positive facts by table or list, and predicate.
        sharers: of how many things a predicate is true.
        by_table: facts by the table they stand in, all columns together.
        lookalikes: names of other things that a slip of the pen makes of a thing's, by its name.
        introduced: first place in the course of what begins a run of capitals.
        neighbours: for each thing, those that some table compares with it: a learner may take one
            for the other.
        settings: who may have a need, for scenarios ("A city library"); empty for the general bank.
        instances: concrete words for general ones, beside the general bank, the longest term first.
        choices: nouns of this course for things that people choose for a need, lower case.
        known: what `remembered` functions returned.
    """

    lessons: Mapping[str, LessonSource]
    facts: tuple[Fact, ...]
    things: Mapping[str, Thing]
    denials: frozenset[Denial] = frozenset()
    silences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stop_words: frozenset[str] = frozenset()
    settings: tuple[str, ...] = ()
    instances: tuple[Instances, ...] = ()
    choices: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    doubtful: tuple[Fact, ...] = ()
    positions: Mapping[str, int] = field(init=False)
    by_subject: Mapping[str, Sequence[Fact]] = field(init=False)
    by_group: Mapping[str, Sequence[Fact]] = field(init=False)
    by_predicate: Mapping[str, Sequence[Fact]] = field(init=False)
    slot_until: Mapping[tuple[str, int], Sequence[Fact]] = field(init=False)
    noun_until: Mapping[tuple[str, int], Sequence[Fact]] = field(init=False)
    named_until: Mapping[tuple[str, int], Sequence[Fact]] = field(init=False)
    by_kind: Mapping[str, Sequence[str]] = field(init=False)
    by_table: Mapping[str, Sequence[Fact]] = field(init=False)
    lookalikes: Mapping[str, tuple[str, ...]] = field(init=False)
    by_claim: Mapping[tuple[str, str], Fact] = field(init=False)
    doing: Mapping[tuple[str, str], Sequence[Fact]] = field(init=False)
    sharers: Mapping[str, int] = field(init=False)
    introduced: Mapping[str, int] = field(init=False)
    neighbours: Mapping[str, frozenset[str]] = field(init=False)
    keys: frozenset[str] = field(init=False)
    by_lesson: Mapping[str, Sequence[Fact]] = field(init=False)
    known: dict[Any, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        said = [fact for fact in self.facts if fact.polarity]
        telling = [fact for fact in said if fact.slot not in {"is a", IDENTITY, "stands for"}]
        self.positions = {slug: lesson.position for slug, lesson in self.lessons.items()}
        self.by_subject = grouped(self.facts, lambda fact: fact.subject)
        self.by_group = grouped(self.facts, lambda fact: fact.group)
        self.by_predicate = grouped(self.facts, lambda fact: fact.predicate)
        self.by_kind = named(self.facts)
        firsts = {
            kind: sorted((self.by_subject[name][0] for name in names), key=self.position)
            for kind, names in self.by_kind.items()
        }
        self.slot_until = Earlier(grouped(said, lambda fact: fact.slot), self.position)
        self.noun_until = Earlier(grouped(telling, lambda fact: fact.kind), self.position)
        self.named_until = Earlier(firsts, self.position)
        self.by_table = grouped((f for g in self.by_group.values() for f in g), table_of)
        self.lookalikes = Lookalikes(self.things)
        self.by_claim = {(f.subject, f.predicate): f for f in reversed(self.facts)}
        self.doing = grouped(said, lambda fact: (fact.group, fact.predicate))
        self.sharers = dict(Counter(fact.predicate for fact in said))
        self.introduced = introduced_in(self.lessons.values())
        self.neighbours = neighbours_of(self.by_subject, self.by_group)
        self.keys = frozenset(fact.key for fact in self.facts)
        self.by_lesson = grouped(self.facts, lambda fact: fact.passage.lesson)

    @property
    def processes(self) -> list[tuple[Fact, ...]]:
        """Return the steps of each numbered process, in their order."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.is_step:
                found[fact.group].append(fact)
        return [tuple(sorted(steps, key=lambda step: step.place)) for steps in found.values()]

    @property
    def words(self) -> CourseWords:
        """Return the words of the course, as `build_base` takes them."""
        return {
            "stop_words": self.stop_words,
            "settings": self.settings,
            "instances": self.instances,
            "choices": self.choices,
        }

    def thing(self, fact: Fact) -> Thing:
        return self.things[fact.subject]

    def position(self, fact: Fact) -> int:
        """Return the place in the course of the lesson that says it."""
        return self.positions[fact.passage.lesson]


def remembered(
    find: Callable[Concatenate[FactBase, P], R],
) -> Callable[Concatenate[FactBase, P], R]:
    """Let a function of a base and facts answer the same call on one base once.

    Facts are told apart as objects, which is quick; the answer must not be changed by who gets it.
    """

    @wraps(find)
    def look(base: FactBase, /, *args: P.args, **words: P.kwargs) -> R:
        named = (*args, *words.items()) if words else args
        call = (find, *[id(part) if type(part) is Fact else part for part in named])
        known = base.known.get(call)
        if known is None:
            # With the arguments, so that no other object gets their id meanwhile.
            known = base.known[call] = find(base, *args, **words), named
        answer: R = known[0]
        return answer

    return look


def build_base(
    lessons: Iterable[LessonSource],
    *,
    stop_words: Iterable[str] = (),
    settings: Iterable[str] = (),
    instances: Iterable[Instances] = (),
    choices: Iterable[str] = (),
    denials: Iterable[Denial] = (),
    keys: Mapping[str, str] | None = None,
    before: FactBase | None = None,
) -> FactBase:
    """Read the lessons of a course and return its fact base.

    Args:
        lessons: in any order; the order changes nothing.
        stop_words: words that say nothing in this course, such as the maker's name.
        settings: noun phrases of who may have a need; the general bank if there are none.
        instances: concrete words for general ones, beside the general bank.
        choices: nouns for things that people choose for a need, beside the general ones.
        denials: what instructors approved as untrue (proof class P6).
        keys: stored keys by fact fingerprint; a fact without one gets a key minted from its content.
        before: an earlier base; a fact that did not change is then the same object, so that the
            two bases are quickly compared.

    Raises:
        LessonTooLong: a lesson is over the reader's limit.
    """
    stop = frozenset(word.lower() for word in stop_words)
    read = [SHELF.read(lesson) for lesson in sorted(lessons, key=lambda x: (x.position, x.slug))]
    names = _canonical_names(read, stop)
    things = _merged_things(read, names)
    said = [_renamed(fact, names, things) for lesson in read for fact in lesson.facts]
    said += [step for lesson in read for process in lesson.processes for step in process]
    facts, doubtful, contradictions = _without_contradictions(_merged_facts(said))
    return FactBase(
        lessons={lesson.source.slug: lesson.source for lesson in read},
        facts=tuple(_unchanged(_keyed(facts, things, keys or {}), before)),
        things=things,
        denials=frozenset(denials),
        silences=_silences(read, names),
        stop_words=stop,
        settings=tuple(settings),
        instances=tuple(instances),
        choices=frozenset(noun.lower() for noun in choices),
        problems=tuple(p for lesson in read for p in lesson.problems) + tuple(contradictions),
        doubtful=tuple(doubtful),
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


def _unchanged(facts: Iterable[Fact], before: FactBase | None) -> Iterator[Fact]:
    """Yield the facts, those that were the same before as the objects of then."""
    known = {fact.key: fact for fact in before.facts} if before else {}
    for fact in facts:
        old = known.get(fact.key)
        same = old is not None and old == fact and old.passage.line == fact.passage.line
        yield old if old and same else fact


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
        while (above := links.setdefault(mark, mark)) != mark:
            links[mark] = mark = links.setdefault(above, above)  # halves the way for the next
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
            if thing.name == name and thing.common and not known.common:
                known = replace(thing, kind=known.kind)  # it knows how running text names it
            merged[name] = replace(
                known, aliases=tuple(sorted(others)), kind=known.kind or thing.kind
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
    """Say a fact of the thing as the whole course knows it: under its one name, with its article."""
    name = names.get(fact.subject, fact.subject)
    text = sentence(things[name], fact.slot, fact.value, fact.phrase, fact.polarity)
    if (name, text) == (fact.subject, fact.statement):
        return fact
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


def _without_contradictions(
    facts: list[Fact],
) -> tuple[list[Fact], list[Fact], list[Problem]]:
    """Part the facts that say opposite things of one subject, with a problem for each pair."""
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
                    rule="contradiction",
                )
            )
    kept = [fact for fact in facts if fact.identity not in doubtful]
    return kept, [fact for fact in facts if fact.identity in doubtful], problems
