"""T1, the identifying purpose: from purpose to name and from name to purpose."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Stem
from quizzes.generation.proofs import Verdict, evaluate
from quizzes.generation.siblings import false_names, false_predicates
from quizzes.generation.things import agreeing, plural_of
from quizzes.generation.voice import name_option, predicate_option, stems


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if fact.slot == "purpose" and fact.phrase and fact.kind and fact.scored:
            yield _name_by_purpose(base, fact)
            yield _purpose_by_name(base, fact)


def _name_by_purpose(base: FactBase, fact: Fact) -> Draft:
    return _asking_for_name(base, fact, "purpose>name", stems("name_by_purpose", **_places(fact)))


def _places(fact: Fact) -> dict[str, str]:
    return {"kind": fact.kind, "kinds": plural_of(fact.kind), "base": fact.does.base}


def _asking_for_name(
    base: FactBase, fact: Fact, direction: str, wordings: tuple[Stem, ...]
) -> Draft:
    thing = base.thing(fact)
    return Draft(
        model="T1",
        direction=direction,
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=wordings,
        keys=(name_option(base, fact.subject, fact, _true(base, fact)),),
        pool=tuple(
            name_option(base, name, fact, verdict, rival=fact.subject)
            for name, verdict in false_names(base, fact)
        ),
        hints=thing.all_names,
        predicate=fact.value,
    )


def _purpose_by_name(base: FactBase, fact: Fact) -> Draft:
    thing = base.thing(fact)
    others = other_purposes(base, fact)
    return Draft(
        model="T1",
        direction="name>purpose",
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=stems("purpose_by_name", **agreeing(thing)),
        keys=(predicate_option(base, fact.subject, fact, _true(base, fact), "gerund"),),
        pool=tuple(
            predicate_option(base, fact.subject, other, verdict, "gerund")
            for other, verdict in others
        ),
        hints=thing.all_names,
        predicate=fact.value,
    )


def other_purposes(base: FactBase, fact: Fact) -> list[tuple[Fact, Verdict]]:
    """Return purposes of other things that are proved not to be that of this one, best first."""
    return [(f, v) for f, v in false_predicates(base, fact) if f.slot == "purpose"]


def _true(base: FactBase, fact: Fact) -> Verdict:
    return evaluate(base, fact.subject, fact)
