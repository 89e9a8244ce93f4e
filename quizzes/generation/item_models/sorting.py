"""T4, sorting: things under the one of two lines that is true of each, and lines under their thing.

Each entry is proved to fit its own side and proved not to fit the other one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizzes.generation.base import FactBase, remembered
from quizzes.generation.chance import digest
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.indexes import table_of
from quizzes.generation.item_models.matching import line_of, pair
from quizzes.generation.items import Draft, Option
from quizzes.generation.proofs import Truth, evaluate
from quizzes.generation.siblings import in_reach
from quizzes.generation.things import option_text, plural_of
from quizzes.generation.voice import stems
from quizzes.generation.words import content_words

OURS, THEIRS = 3, 2  # entries of the two sides; a side has two at least


def propose(base: FactBase) -> Iterator[Draft]:
    for anchor in base.facts:
        if _can_be_sorted(anchor):
            yield from _when_small(anchor, _things_by_line(base, anchor), base, "names>sides")
            yield from _when_small(anchor, _lines_by_thing(base, anchor), base, "lines>names")


def _can_be_sorted(fact: Fact) -> bool:
    said = fact.polarity and fact.scored and fact.phrase is not None
    is_line = fact.slot not in {"is a", IDENTITY, "stands for"} or bool(fact.definition)
    return said and bool(fact.kind) and is_line


def _when_small(
    anchor: Fact, members: list[Fact], base: FactBase, direction: str
) -> Iterator[Draft]:
    """Yield the question of an anchor; several find nearly the same set: those with small keys ask."""
    if anchor.key in sorted(fact.key for fact in members)[:2]:
        yield _draft(base, anchor, members, direction)


def _things_by_line(base: FactBase, anchor: Fact) -> list[Fact]:
    """Return facts of the table of the anchor under its line and under one that excludes it."""
    if not anchor.in_table:
        return []
    table = [fact for fact in base.by_table[table_of(anchor)] if _can_be_sorted(fact)]
    ours = [fact for fact in table if fact.predicate == anchor.predicate]
    lines = {fact.predicate for fact in table} - {anchor.predicate}
    return _largest(
        _two_sides(base, anchor, ours, [fact for fact in table if fact.predicate == line])
        for line in sorted(lines, key=lambda line: digest("line", anchor.key, line))
    )


def _lines_by_thing(base: FactBase, anchor: Fact) -> list[Fact]:
    """Return facts on the thing of the anchor and on a neighbour of which they are false."""
    limit = base.position(anchor)

    def lines_of(name: str) -> list[Fact]:
        facts = (fact for fact in base.by_subject[name] if _can_be_sorted(fact))
        return [fact for fact in facts if base.position(fact) <= limit and _is_fair(base, fact)]

    names = base.neighbours[anchor.subject] - {anchor.subject}
    alike = [name for name in names if base.things[name].plural == base.thing(anchor).plural]
    return _largest(
        _two_sides(base, anchor, lines_of(anchor.subject), lines_of(name))
        for name in sorted(alike, key=lambda name: digest("rival", anchor.key, name))
    )


@remembered
def _is_fair(base: FactBase, fact: Fact) -> bool:
    """Tell a line that holds no word of its thing's name."""
    names = content_words(base.thing(fact).all_names, base.stop_words)
    return not names & content_words(fact.definition or fact.value, base.stop_words)


def _two_sides(base: FactBase, anchor: Fact, ours: list[Fact], theirs: list[Fact]) -> list[Fact]:
    """Return the anchor and, drawn by lot, facts of both sides that exclude each other; else []."""
    sides: tuple[list[Fact], list[Fact]] = ([anchor], [])
    drawn = sorted((*ours, *theirs), key=lambda fact: digest("sorted", anchor.key, fact.key))
    own = {fact.key for fact in ours}
    for fact in drawn:
        mine = fact.key in own
        side, other, most = (sides[0], sides[1], OURS) if mine else (sides[1], sides[0], THEIRS)
        if fact is anchor or len(side) == most or (mine and fact.key == anchor.key):
            continue
        if all(_exclude_each_other(base, anchor, fact, opposite) for opposite in other):
            side.append(fact)
    return [*sides[0], *sides[1]] if min(map(len, sides)) >= 2 else []


def _exclude_each_other(base: FactBase, anchor: Fact, one: Fact, other: Fact) -> bool:
    return all(
        verdict.truth is Truth.FALSE and in_reach(base, anchor, verdict)
        for verdict in (evaluate(base, one.subject, other), evaluate(base, other.subject, one))
    )


def _largest(sets: Iterable[list[Fact]]) -> list[Fact]:
    return max(sets, key=len, default=[])


def _draft(base: FactBase, anchor: Fact, members: list[Fact], direction: str) -> Draft:
    ordered = tuple(sorted(members, key=lambda fact: fact.key))
    by_thing = direction == "lines>names"
    family = "sort_by_thing" if by_thing else "sort_by_feature"
    return Draft(
        model="T4",
        direction=direction,
        kind="matching",
        lesson=anchor.passage.lesson,
        asked=ordered,
        stems=stems(family, kind=anchor.kind, kinds=plural_of(anchor.kind)),
        keys=(),
        pool=(),
        predicate=" ".join(member.value for member in members),
        sets=(tuple((_line_first if by_thing else pair)(base, fact) for fact in ordered),),
    )


def _line_first(base: FactBase, fact: Fact) -> Option:
    """Return the pair of a line and its thing, the line as the premise."""
    thing = base.thing(fact)
    return replace(pair(base, fact), premise=line_of(fact), text=option_text(thing), form="name")
