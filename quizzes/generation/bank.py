"""The bank: every question that the facts can prove, gated, with a reason for each that they cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from operator import itemgetter

from quizzes.generation.amounts import amounts_of
from quizzes.generation.base import FactBase
from quizzes.generation.chance import Chance, digest
from quizzes.generation.facts import Fact
from quizzes.generation.gates import gate
from quizzes.generation.item_models import ALL
from quizzes.generation.items import CHOICE_KINDS, Draft, Item, Kind, NotAnItem, Option, Stem

GENERATOR_VERSION = "1"
POOL_LIMIT = 9  # distractors considered for one draft, best first
TRIES = 160  # sets of options tried before a draft is given up


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that no question asks, or a draft that no wording could save, and why.

    Reasons: NO_PROOF, FEW_SIBLINGS, NAME_LEAK, VOLATILE, NO_KEY, LINT_<row>.
    """

    fact: Fact
    model: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Bank:
    items: tuple[Item, ...]
    gaps: tuple[Gap, ...]

    def unasked(self, base: FactBase) -> dict[str, list[Gap]]:
        """Return, for each positive fact that no item asks, the gaps that tell why, by fact key."""
        asked = {fact.key for item in self.items for fact in item.asked}
        why: dict[str, list[Gap]] = {
            f.key: [] for f in base.facts if f.polarity and f.key not in asked
        }
        for gap in self.gaps:
            if gap.fact.key in why:
                why[gap.fact.key].append(gap)
        return why


def build_bank(base: FactBase, *, seed: int = 0) -> Bank:
    """Return every question that `base` can prove, with the reasons for those it cannot.

    Args:
        seed: any int; fixes every choice of wording and option. The same arguments give equal banks,
            and a question depends on nothing but the seed, its own facts and those of its options.
    """
    items: list[Item] = []
    gaps: list[Gap] = []
    for draft in _drafts(base):
        item, gap = _finish(draft, base, seed)
        if item:
            items.append(item)
        elif gap:
            gaps.append(gap)
    gaps += [
        Gap(fact, "", "NO_KEY", "Taught, but marked not to decide a question.")
        for fact in base.facts
        if fact.polarity and not fact.scored
    ]
    ordered = sorted(
        _without_duplicates(items), key=lambda i: (base.lessons[i.lesson].position, i.key)
    )
    return Bank(tuple(ordered), tuple(gaps))


def _drafts(base: FactBase) -> Iterator[Draft]:
    for propose in ALL:
        yield from propose(base)


def _finish(draft: Draft, base: FactBase, seed: int) -> tuple[Item | None, Gap | None]:
    """Return the first wording and set of options that passes the gate, else why none does."""
    key = item_key(draft)
    chance = Chance(seed, "item", key)
    wordings = chance.shuffled(draft.stems)
    sets = list(_option_sets(draft))
    if not sets:
        return None, Gap(draft.asked[0], draft.model, *_why_no_set(draft))
    first_failure = None
    for options in islice(sets, TRIES):
        ordered = _ordered(draft.kind, options, chance)
        for stem in wordings:
            try:
                item = _item(draft, key, stem, ordered)
            except NotAnItem:
                continue
            failure = next(gate(item, base), None)
            if failure is None:
                return item, None
            first_failure = first_failure or failure
            if failure.row in OPTION_ROWS:
                break  # another wording of the stem would not help
    row = first_failure.row if first_failure else 0
    text = first_failure.text if first_failure else "No set of options has the shape of a question."
    return None, Gap(
        draft.asked[0], draft.model, {4: "VOLATILE", 9: "NAME_LEAK"}.get(row, f"LINT_{row}"), text
    )


# Rows that look at the options alone.
OPTION_ROWS = frozenset({1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 32, 33, 34, 36})


def _why_no_set(draft: Draft) -> tuple[str, str]:
    if not draft.pool and not draft.sets:
        return "NO_PROOF", "No sibling is proved false: add a “Not” line or a table."
    return (
        "FEW_SIBLINGS",
        f"{len(draft.pool)} proved wrong options, at least {_least(draft)} are needed.",
    )


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
    return tuple(chance.shuffled(options))


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


def _without_duplicates(items: list[Item]) -> list[Item]:
    """Keep one of questions with one key, or with the same stem and the same right answers (row 43)."""
    kept: dict[tuple[str, ...], Item] = {}
    by_key: dict[str, Item] = defaultdict()
    for item in items:
        mark = (item.stem.text.lower(), *sorted(o.text.lower() for o in item.right))
        if mark not in kept and item.key not in by_key:
            kept[mark] = item
            by_key[item.key] = item
    return list(kept.values())
