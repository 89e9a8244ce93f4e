"""T13, the definition that fits one thing alone ("Is the"): what a thing is, and which thing it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizzes.generation.base import FactBase
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.proofs import Truth, Verdict, evaluate
from quizzes.generation.siblings import false_names, in_reach
from quizzes.generation.things import agreeing, in_text, plural_of
from quizzes.generation.voice import name_option, stems


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if fact.definition and fact.polarity and fact.scored:
            yield _name_by_definition(base, fact)
            yield _definition_by_name(base, fact)


def _name_by_definition(base: FactBase, fact: Fact) -> Draft:
    return replace(
        _draft(base, fact, "definition>name"),
        stems=stems(
            "name_by_definition",
            kind=fact.kind,
            kinds=plural_of(fact.kind),
            definition=fact.definition,
        ),
        keys=(name_option(base, fact.subject, fact, evaluate(base, fact.subject, fact)),),
        pool=tuple(
            name_option(base, name, fact, verdict, rival=fact.subject)
            for name, verdict in false_names(base, fact)
        ),
    )


def _definition_by_name(base: FactBase, fact: Fact) -> Draft:
    return replace(
        _draft(base, fact, "name>definition"),
        stems=stems("definition_by_name", **agreeing(base.thing(fact))),
        keys=(_said(base, fact, fact, evaluate(base, fact.subject, fact)),),
        pool=tuple(
            _said(base, fact, other, verdict) for other, verdict in _other_definitions(base, fact)
        ),
    )


def _draft(base: FactBase, fact: Fact, direction: str) -> Draft:
    return Draft(
        model="T13",
        direction=direction,
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=(),
        keys=(),
        pool=(),
        hints=base.thing(fact).all_names,
        predicate=fact.definition,
    )


def _other_definitions(base: FactBase, fact: Fact) -> Iterator[tuple[Fact, Verdict]]:
    """Yield definitions of other things of the kind, those that a table compares with it first."""
    beside = base.neighbours[fact.subject]
    taught = (other.subject for other in base.named_until[fact.kind, base.position(fact)])
    names = sorted({*taught, *beside}, key=lambda name: (name not in beside, name))
    for name in names:
        for other in base.by_subject[name]:
            is_alike = other.slot == IDENTITY and other.polarity and other.kind == fact.kind
            if name != fact.subject and is_alike:
                verdict = evaluate(base, fact.subject, other)
                if verdict.truth is Truth.FALSE and in_reach(base, fact, verdict):
                    yield other, verdict


def _said(base: FactBase, fact: Fact, other: Fact, verdict: Verdict) -> Option:
    right = other is fact
    no = f"That is {in_text(base.thing(other))}; {in_text(base.thing(fact))} is the {fact.value}."
    return Option(
        text=f"The {other.value}",
        correct=right,
        explanation=fact.statement if right else no,
        proof=verdict.proof,
        facts=verdict.facts,
        form="noun",
        subject=fact.subject,
        aside=() if right else (fact,),
    )
