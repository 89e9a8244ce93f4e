"""The bank: every question that the facts can prove, gated, with a reason for each that they cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain, combinations, islice
from operator import itemgetter
from typing import TypeVar

from passages import without_collection
from quizzes.generation.amounts import amounts_of
from quizzes.generation.base import FactBase
from quizzes.generation.chance import Chance, digest
from quizzes.generation.doubles import Asked, without_doubles
from quizzes.generation.facts import Fact
from quizzes.generation.gates import OPTION_ROWS, STEM_ROWS, Judged, gate
from quizzes.generation.item_models import ALL
from quizzes.generation.items import (
    CHOICE_KINDS,
    Draft,
    Item,
    Kind,
    NotAnItem,
    Option,
    Stem,
)
from quizzes.generation.views import Notes, about, noted, still_holds

T = TypeVar("T")

GENERATOR_VERSION = "1"
POOL_LIMIT = 9  # distractors considered for one draft, best first
TRIES = 160  # sets of options tried before a draft is given up


@dataclass(frozen=True, slots=True)
class Gap:
    """A draft of a question that no options and no wording could save, and why.

    Attributes:
        reason: NO_PROOF, FEW_SIBLINGS, NAME_LEAK, VOLATILE or LINT_<row of the rubric>.
        lacking: how many proved wrong options more it would have needed.
    """

    fact: Fact
    model: str
    direction: str
    reason: str
    text: str
    lacking: int = 0


@dataclass(frozen=True, slots=True)
class Bank:
    items: tuple[Item, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one lesson, for each item model, and the look-ups that it depends on."""

    facts: tuple[Fact, ...]
    finished: tuple[tuple[Asked, ...], ...]
    gaps: tuple[tuple[Gap, ...], ...]
    notes: Notes


@dataclass(slots=True)
class Memory:
    """What the last build of a course made of each lesson, so that the next makes only what changed.

    It cannot make a bank wrong: whatever a lesson depends on is compared before it is used.
    """

    base: FactBase | None = None
    seed: int = 0
    made: dict[str, Made] = field(default_factory=dict)

    def recall(self, lesson: str, base: FactBase) -> Made | None:
        """Return what was made of the lesson if `base` would give the same."""
        made = self.made.get(lesson)
        facts = tuple(base.by_lesson.get(lesson, ()))
        return made if made and made.facts == facts and still_holds(made.notes, base) else None

    def take_up(self, base: FactBase, seed: int) -> None:
        """Turn to another base of the course, and forget what it leaves no use for."""
        if self.base is None or (self.seed, *_common(self.base)) != (seed, *_common(base)):
            self.made = {}
        self.base, self.seed = base, seed
        self.made = {slug: made for slug, made in self.made.items() if slug in base.lessons}


def _common(base: FactBase) -> tuple[object, ...]:
    """Return what every question may depend on."""
    return *base.words.values(), base.denials, base.positions


def build_bank(
    base: FactBase,
    *,
    seed: int = 0,
    lessons: Collection[str] | None = None,
    memory: Memory | None = None,
) -> Bank:
    """Return every question that `base` can prove, with the reasons for those it cannot.

    Args:
        seed: any int; fixes every choice of wording and option. The same arguments give equal banks,
            and a question depends on nothing but the seed, its own facts and those of its options.
        lessons: slugs; only the questions of these lessons are made. Whether another lesson has
            the same question is then not looked at.
        memory: of an earlier build, used and brought up to date; changes nothing but the time.
    """
    asked = [slug for slug in base.lessons if lessons is None or slug in lessons]
    with without_collection():
        made = _all_made(base, asked, seed, memory)
    finished = _by_model(one.finished for one in made)
    gaps = _by_model(one.gaps for one in made)
    different = list(without_doubles(finished))
    gaps += _doubled(finished, different)
    ordered = sorted(different, key=lambda i: (base.positions[i.lesson], i.key))
    return Bank(tuple(ordered), tuple(gaps))


def asked_by(base: FactBase, lesson: str, *, seed: int = 0) -> tuple[list[Asked], list[Gap]]:
    """Return all questions of one lesson, those that ask the same included, and the gaps."""
    with without_collection():
        made = _all_made(base, [lesson], seed, None)
    return _by_model(one.finished for one in made), _by_model(one.gaps for one in made)


def _all_made(base: FactBase, lessons: list[str], seed: int, memory: Memory | None) -> list[Made]:
    if memory is None:
        return [_made(about(base, slug), {}, seed) for slug in lessons]
    memory.take_up(base, seed)
    for slug in lessons:
        memory.made[slug] = memory.recall(slug, base) or _made_and_noted(base, slug, seed)
    return [memory.made[slug] for slug in lessons]


def _made_and_noted(base: FactBase, lesson: str, seed: int) -> Made:
    view = about(base, lesson)
    return _made(view, noted(view), seed)


def _made(view: FactBase, notes: Notes, seed: int) -> Made:
    """Return the questions that the facts of one lesson propose."""
    finished: list[tuple[Asked, ...]] = []
    gaps: list[tuple[Gap, ...]] = []
    for propose in ALL:
        done = [(draft, *_finish(draft, view, seed)) for draft in propose(view)]
        finished.append(tuple(Asked.by(draft, item) for draft, item, _ in done if item))
        gaps.append(tuple(gap for _, item, gap in done if gap and not item))
    return Made(view.facts, tuple(finished), tuple(gaps), notes)


def _by_model(lessons: Iterable[tuple[tuple[T, ...], ...]]) -> list[T]:
    """Return what was made, the first item model of all lessons first."""
    return [one for of_model in zip(*lessons, strict=True) for one in chain(*of_model)]


def _finish(draft: Draft, base: FactBase, seed: int) -> tuple[Item | None, Gap | None]:
    """Return the first wording and set of options that passes the gate, else why none does."""
    key = item_key(draft)
    chance = Chance(seed, "item", key)
    wordings = chance.shuffled(draft.stems)
    sets = list(_option_sets(draft))
    if not sets:
        return None, _without_set(draft)
    first_failure = None
    judged: Judged = {}
    for options in islice(sets, TRIES):
        if not wordings:
            break
        ordered = _ordered(draft.kind, options, Chance(seed, "options", key))
        for stem in tuple(wordings):
            try:
                item = _item(draft, key, stem, ordered)
            except NotAnItem:
                continue
            failure = next(gate(item, base, judged), None)
            if failure is None:
                return item, None
            first_failure = first_failure or failure
            if failure.row in STEM_ROWS:
                wordings.remove(stem)  # other options would not help
            if failure.row in OPTION_ROWS | {4}:
                break  # another wording of the stem would not help
    row = first_failure.row if first_failure else 0
    text = first_failure.text if first_failure else "No set of options has the shape of a question."
    reason = {4: "VOLATILE", 9: "NAME_LEAK"}.get(row, f"LINT_{row}")
    return None, Gap(draft.asked[0], draft.model, draft.direction, reason, text)


def _without_set(draft: Draft) -> Gap:
    """Return the gap of a draft that has too few wrong options."""
    asked, least, found = draft.asked[0], _least(draft), len(draft.pool)
    reason, text = "FEW_SIBLINGS", f"{found} proved wrong options, at least {least} are needed."
    if not found:
        reason, text = "NO_PROOF", "Nothing is proved false that could stand beside the answer."
    return Gap(asked, draft.model, draft.direction, reason, text, lacking=least - found)


def _least(draft: Draft) -> int:
    return 3 if draft.kind == "multiple" else 2


def _option_sets(draft: Draft) -> Iterable[tuple[Option, ...]]:
    """Yield sets of keys and distractors, the best first: as many options as wanted, else three."""
    if draft.sets:
        yield from draft.sets
        return
    pool = draft.pool[:POOL_LIMIT]
    wanted = draft.size - len(draft.keys)
    sizes = {wanted} if draft.kind == "multiple" else {wanted, 2}
    for size in sorted(sizes, reverse=True):
        for chosen in sorted(combinations(range(len(pool)), size), key=sum):
            yield (*draft.keys, *(pool[i] for i in chosen))


def _ordered(kind: Kind, options: tuple[Option, ...], chance: Chance) -> tuple[Option, ...]:
    """Return the options in a drawn order; numbers ascend, and what is no choice stays as it is."""
    if kind not in CHOICE_KINDS:
        return options
    amounts = amounts_of([option.text for option in options])
    if amounts:
        return tuple(
            option for _, option in sorted(zip(amounts, options, strict=True), key=itemgetter(0))
        )
    # Keys first, then by text: their places depend on the draw, not on the rank of others in a pool.
    return tuple(chance.shuffled(sorted(options, key=lambda o: (not o.correct, o.text))))


def item_key(draft: Draft) -> str:
    """Return the permanent key of a question: its model, direction and the keys of its facts."""
    return digest("item", draft.model, draft.direction, *(fact.key for fact in draft.asked))


def _item(draft: Draft, key: str, stem: Stem, options: tuple[Option, ...]) -> Item:
    return Item(
        key=key,
        model=draft.model,
        direction=draft.direction,
        kind=draft.kind,
        level=stem.level,
        lesson=draft.lesson,
        stem=stem,
        options=options,
        asked=draft.asked,
        hints=draft.hints,
        predicate=draft.predicate,
        seeks=draft.seeks,
        clauses=draft.clauses,
    )


def _doubled(finished: list[Asked], kept: list[Item]) -> list[Gap]:
    """Return a gap for each question that was left out since another asks the same."""
    keys = {item.key for item in kept}
    lost = (asked.item for asked in finished if asked.item.key not in keys)
    return [
        Gap(item.asked[0], item.model, item.direction, "LINT_43", "Another question asks the same.")
        for item in lost
    ]
