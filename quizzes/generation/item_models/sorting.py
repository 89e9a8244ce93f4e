"""T4, sorting: put things of a table under the one of two or three lines that is true of each."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact
from quizzes.generation.item_models.matching import pair
from quizzes.generation.item_models.statement import facts_of_table
from quizzes.generation.items import Draft
from quizzes.generation.proofs import Truth, evaluate
from quizzes.generation.siblings import in_reach
from quizzes.generation.things import plural_of
from quizzes.generation.voice import stems


def propose(base: FactBase) -> Iterator[Draft]:
    for anchor in base.facts:
        if _can_be_sorted(anchor):
            members = _members(base, anchor)
            keys = sorted(fact.key for fact in members)
            # Several anchors may find nearly the same things: those with small keys ask.
            if anchor.key in keys[:2]:
                yield _draft(base, anchor, members)


def _can_be_sorted(fact: Fact) -> bool:
    return bool(fact.in_table and fact.polarity and fact.scored and fact.phrase and fact.kind)


def _members(base: FactBase, anchor: Fact) -> list[Fact]:
    """Return the anchor and facts of its table on other things, under lines that exclude each other.

    Each thing fits one line and is proved not to fit the other; both lines have two things or more.
    """
    table = [fact for fact in facts_of_table(base, anchor) if _can_be_sorted(fact)]
    lines = {fact.predicate: fact for fact in table if fact.predicate != anchor.predicate}
    best: list[Fact] = []
    for predicate in sorted(lines, key=lambda words: digest("line", anchor.key, words)):
        found = _sorted_out(base, anchor, lines[predicate], table)
        best = max(best, found, key=len)
    return best


def _sorted_out(base: FactBase, first: Fact, second: Fact, table: list[Fact]) -> list[Fact]:
    drawn = sorted(table, key=lambda fact: digest("sorted", first.key, fact.key))
    ours = [
        fact
        for fact in drawn
        if fact.predicate == first.predicate
        and fact.key != first.key
        and _is_false(base, first, fact.subject, second)
    ]
    theirs = [
        fact
        for fact in drawn
        if fact.predicate == second.predicate and _is_false(base, first, fact.subject, first)
    ]
    if not ours or len(theirs) < 2 or not _is_false(base, first, first.subject, second):
        return []
    return [first, *ours[:2], *theirs[:2]]


def _is_false(base: FactBase, anchor: Fact, name: str, fact: Fact) -> bool:
    verdict = evaluate(base, name, fact)
    return verdict.truth is Truth.FALSE and in_reach(base, anchor, verdict)


def _draft(base: FactBase, anchor: Fact, members: list[Fact]) -> Draft:
    ordered = tuple(sorted(members, key=lambda fact: fact.key))
    return Draft(
        model="T4",
        direction="names>sides",
        kind="matching",
        lesson=anchor.passage.lesson,
        asked=ordered,
        stems=stems("sort_by_feature", kind=anchor.kind, kinds=plural_of(anchor.kind)),
        keys=(),
        pool=(),
        predicate=" ".join(member.value for member in members),
        sets=(tuple(pair(base, fact) for fact in ordered),),
    )
