"""T11, the scenario: somebody needs two things at once, and each clause rules out a neighbour.

Only things with a purpose are chosen for a need; only a course that names settings has scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from quizzes.generation.base import FactBase
from quizzes.generation.chance import Chance
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.proofs import TOO_ALIKE, Truth, Verdict, evaluate, predicate_text
from quizzes.generation.things import Thing, in_text, option_text, plural_of, pronoun
from quizzes.generation.voice import name_option, stems
from quizzes.generation.words import article, capitalise, likeness

PER_THING = 3  # scenarios for one thing, so that no service becomes the famous answer


def propose(base: FactBase) -> Iterator[Draft]:
    if not base.settings:
        return
    for fact in base.facts:
        name, facts = fact.subject, base.by_subject[fact.subject]
        if fact is facts[0] and any(fact.slot == "purpose" for fact in facts):
            needs = [f for f in facts if _is_need(f)]
            drafts = (d for pair in _pairs(base, name, needs) if (d := _draft(base, name, *pair)))
            for _, draft in zip(range(PER_THING), drafts, strict=False):
                yield draft


def _is_need(fact: Fact) -> bool:
    return fact.in_table and fact.polarity and fact.scored and bool(fact.kind)


def _pairs(base: FactBase, name: str, needs: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield pairs of different needs that one kind of thing meets, in an order drawn for the thing."""
    pairs = [
        (first, second)
        for first, second in combinations(needs, 2)
        if first.kind == second.kind
        and likeness(predicate_text(first), predicate_text(second)) < TOO_ALIKE
    ]
    yield from Chance("needs", name).shuffled(pairs)


def _draft(base: FactBase, name: str, first: Fact, second: Fact) -> Draft | None:
    """Return a scenario in which some neighbour meets one clause and fails the other.

    The others fail the clause that this one meets, so neither clause could be left out.
    """
    pool = _ruled_out(base, name, first, second)
    by_first = [option for option, clause in pool if clause == "first"]
    by_second = [option for option, clause in pool if clause == "second"]
    near, far = by_first or by_second, [option for option, clause in pool if clause == "both"]
    if by_first and by_second:
        far = [*by_second, *far]
    if not near or len(far) < 2:
        return None
    last = max((first, second), key=base.position)
    thing = base.things[name]
    verdict = Verdict(Truth.TRUE, "TRUE", (first, second))
    key = Option(
        text=option_text(thing),
        correct=True,
        explanation=f"{first.statement} {second.statement}",
        proof="TRUE",
        facts=verdict.facts,
        form="name",
        subject=name,
    )
    return Draft(
        model="T11",
        direction="needs>name",
        kind="single",
        lesson=last.passage.lesson,
        asked=(first, second),
        stems=stems(
            "name_by_two_needs",
            setting=Chance("setting", first.key, second.key).choice(base.settings),
            kind=first.kind,
            kinds=plural_of(first.kind),
            a_kind=f"{article(first.kind)} {first.kind}",
            first=first.does.third(),
            second=second.does.third(),
        ),
        keys=(key,),
        pool=(),
        hints=thing.all_names,
        predicate=f"{first.value} {second.value}",
        sets=tuple((key, one, *others) for one in near[:3] for others in combinations(far[:5], 2)),
    )


def _ruled_out(base: FactBase, name: str, first: Fact, second: Fact) -> list[tuple[Option, str]]:
    """Return the neighbours that fail a clause, with which clause it is; unknown ones are left out."""
    found = []
    names = {f.subject for fact in (first, second) for f in base.by_group[fact.group]} - {name}
    for other in sorted(names):
        one, two = (evaluate(base, other, fact) for fact in (first, second))
        if Truth.UNKNOWN in {one.truth, two.truth} or one.truth is two.truth is Truth.TRUE:
            continue
        failed, met, verdict = (
            (first, second, one) if one.truth is Truth.FALSE else (second, first, two)
        )
        option = name_option(base, other, failed, verdict, rival=name)
        if one.truth is two.truth:
            found.append((option, "both"))
        else:
            near_miss = replace(option, explanation=_half_met(base.things[other], met, failed))
            found.append((near_miss, "first" if failed is first else "second"))
    return sorted(found, key=lambda pair: Chance("lot", first.key, pair[0].subject).below(10**6))


def _half_met(thing: Thing, met: Fact, failed: Fact) -> str:
    """Say which of the two needs a neighbour meets and which it fails."""
    subject, plural = capitalise(in_text(thing)), thing.plural
    it = pronoun(thing)
    return f"{subject} {met.does.third(plural)}, but {it} {failed.does.negated(plural)}."
