"""T11, the scenario: two or three demands at once, each of which rules out some option that no other does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from quizzes.generation.advice import right_choice, wrong_choice
from quizzes.generation.base import FactBase, remembered
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact
from quizzes.generation.items import Clause, Draft, Option, Stem
from quizzes.generation.needs import Need, need_of
from quizzes.generation.proofs import TOO_ALIKE, Truth, Verdict, evaluate, predicate_text
from quizzes.generation.rivals import rival_order
from quizzes.generation.settings import setting_for
from quizzes.generation.siblings import first_told, in_reach, is_told
from quizzes.generation.things import plural_of
from quizzes.generation.voice import stems
from quizzes.generation.words import article, likeness

MOST_TWOS, MOST_THREES = 12, 6  # scenarios of one thing, so that no name becomes the famous answer
SETS = 160  # sets of neighbours offered
NEAR = 4  # things tried for each clause, the best first
RIVALS = 3  # wrong names beside the right one


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A neighbour that fails some of the demands.

    Attributes:
        fails: the places of the demands that it fails.
        known: the first of them that a learner can tell by now, and why.
        met: a demand that it meets.
    """

    name: str
    fails: frozenset[int]
    known: tuple[int, Verdict]
    met: Need | None


def propose(base: FactBase) -> Iterator[Draft]:
    for facts in first_told(base):
        needs = [need for fact in facts if (need := need_of(base, fact))]
        twos = _together(base, needs, [(need,) for need in needs], MOST_TWOS)
        threes = _together(base, needs, twos, MOST_THREES)
        yield from (_draft(base, together) for together in (*twos, *threes))


def _together(
    base: FactBase, needs: list[Need], groups: list[tuple[Need, ...]], most: int
) -> list[tuple[Need, ...]]:
    """Add to each group of needs the one that a lot gives it, and return those that make a scenario.

    The lot looks at the facts of the group alone, so another fact of the thing moves few questions.
    """
    found: dict[str, tuple[Need, ...]] = {}
    for group in groups:
        for more in sorted(needs, key=lambda need: _lot(*group, need)):
            together = _in_order(*group, more)
            if _makes_a_scenario(base, together):
                found[_lot(*together)] = together
                break
    return [found[lot] for lot in sorted(found)[:most]]


def _lot(*needs: Need) -> str:
    return digest("together", *sorted(need.fact.key for need in needs))


def _in_order(*needs: Need) -> tuple[Need, ...]:
    """Put deeds before demands, then by a lot."""
    return tuple(
        sorted(
            needs,
            key=lambda n: (
                not n.is_deed,
                digest("order", *sorted(m.fact.key for m in needs), n.fact.key),
            ),
        )
    )


def _makes_a_scenario(base: FactBase, needs: tuple[Need, ...]) -> bool:
    """Tell whether every need rules out some neighbour that no other one does, and three are left."""
    if len({need.fact.kind for need in needs}) > 1 or not needs[0].is_deed or _some_alike(needs):
        return False
    last = max((need.fact for need in needs), key=base.position)
    failing = [_failing(base, need.fact, last.kind, base.position(last)) for need in needs]
    for place, (_, told) in enumerate(failing):
        for fails, _ in failing[:place] + failing[place + 1 :]:
            told &= ~fails
        if not told:
            return False
    ruled = 0
    for _, told in failing:
        ruled |= told
    return ruled.bit_count() >= RIVALS


def _draft(base: FactBase, needs: tuple[Need, ...]) -> Draft:
    """Return the scenario of several needs of one thing."""
    facts = [need.fact for need in needs]
    name = facts[0].subject
    ruled = sorted(
        _ruled_out(base, needs),
        key=lambda one: rival_order(base, facts, one.name, one.met is not None),
    )
    rivals = list(islice(_rival_sets(ruled, len(needs)), SETS))
    key = right_choice(base, name, needs)
    offered = {one.name: one for chosen in rivals for one in chosen}
    wrong = {other: _option(base, name, needs, one) for other, one in offered.items()}
    last = max(facts, key=base.position)
    return Draft(
        model="T11",
        direction="two needs>name" if len(needs) == 2 else "three needs>name",
        kind="single",
        lesson=last.passage.lesson,
        asked=tuple(facts),
        stems=_wordings(base, needs),
        keys=(key,),
        pool=(),
        hints=base.things[name].all_names,
        predicate=" ".join(f"{need.fact.value} {need.phrase.base}" for need in needs),
        sets=tuple((key, *(wrong[one.name] for one in chosen)) for chosen in rivals),
        clauses=tuple(
            Clause(need.fact, tuple(sorted(r.name for r in ruled if place in r.fails)))
            for place, need in enumerate(needs)
        ),
    )


def _some_alike(needs: Sequence[Need]) -> bool:
    texts = [predicate_text(need.fact) for need in needs]
    return any(
        likeness(one, other) >= TOO_ALIKE
        for place, one in enumerate(texts)
        for other in texts[place + 1 :]
    )


def _ruled_out(base: FactBase, needs: Sequence[Need]) -> list[_Ruled]:
    """Return the things of the kind that fail a need, in the order of the course."""
    name = needs[0].fact.subject
    last = max((need.fact for need in needs), key=base.position)
    found = []
    told = [_verdicts(base, need.fact, last.kind, base.position(last)) for need in needs]
    for other, *verdicts in zip(_named(base, last.kind, base.position(last)), *told, strict=True):
        if other == name:
            continue
        fails = [place for place, v in enumerate(verdicts) if v.truth is Truth.FALSE]
        # A learner has to be able to tell by what has been taught so far.
        known = [place for place in fails if in_reach(base, last, verdicts[place])]
        if not known:
            continue
        met = next((n for n, v in zip(needs, verdicts, strict=True) if v.truth is Truth.TRUE), None)
        found.append(_Ruled(other, frozenset(fails), (known[0], verdicts[known[0]]), met))
    return found


@remembered
def _named(base: FactBase, kind: str, until: int) -> tuple[str, ...]:
    return tuple(fact.subject for fact in base.named_until[kind, until])


@remembered
def _verdicts(base: FactBase, asked: Fact, kind: str, until: int) -> tuple[Verdict, ...]:
    """Return what is known of each thing of the kind, its own thing included."""
    return tuple(evaluate(base, name, asked) for name in _named(base, kind, until))


@remembered
def _failing(base: FactBase, asked: Fact, kind: str, until: int) -> tuple[int, int]:
    """Return which things of the kind fail what is asked, and which of them by what was taught so far.

    A bit for each thing, which makes it quick to ask of a thousand pairs of needs.
    """
    fails = told = 0
    for place, verdict in enumerate(_verdicts(base, asked, kind, until)):
        if verdict.truth is Truth.FALSE:
            fails |= 1 << place
            told |= is_told(base, verdict, until) << place
    return fails, told


def _rival_sets(ruled: list[_Ruled], count: int) -> Iterator[tuple[_Ruled, ...]]:
    """Yield sets of three neighbours, so that each clause rules one out that no other does."""
    alone = [[r for r in ruled if r.fails == {place}][:NEAR] for place in range(count)]
    if count > 2:
        yield from product(*alone)
        return
    for one, other in product(*alone):
        for third in ruled:
            if third.name not in (one.name, other.name):
                yield (one, other, third)


def _option(base: FactBase, name: str, needs: Sequence[Need], ruled: _Ruled) -> Option:
    failed, verdict = ruled.known
    return wrong_choice(base, ruled.name, needs[failed], verdict, rival=name, met=ruled.met)


def _wordings(base: FactBase, needs: Sequence[Need]) -> tuple[Stem, ...]:
    kind = needs[0].fact.kind
    places = {"kind": kind, "kinds": plural_of(kind), "a_kind": f"{article(kind)} {kind}"}
    for name, need in zip(("one", "two", "three"), needs, strict=False):
        places |= {name: need.demand, f"do_{name}": need.want, f"done_{name}": need.done}
    places |= setting_for(base, needs[0].fact, "needs", *(need.fact.key for need in needs)).places
    if len(needs) > 2:
        return stems("name_by_three_needs", **places)
    both = "name_by_two_deeds" if needs[1].is_deed else "name_by_need_and_demand"
    return stems("name_by_two_needs", **places) + stems(both, **places)
