"""T3 of one thing: which two lines are true of it? For lines that are nobody's need."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact
from quizzes.generation.item_models.reasoned import is_reason
from quizzes.generation.items import Draft
from quizzes.generation.needs import need_of
from quizzes.generation.proofs import TOO_ALIKE, evaluate, predicate_text
from quizzes.generation.siblings import false_predicates
from quizzes.generation.things import agreeing
from quizzes.generation.voice import predicate_option, stems
from quizzes.generation.words import likeness


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if is_reason(fact) and need_of(base, fact) is None:
            other = _companion(base, fact)
            if other:
                yield _two_lines(base, fact, other)


def _companion(base: FactBase, fact: Fact) -> Fact | None:
    """Return another line of the thing that has been taught, drawn by lot, the same from both ends."""
    found = [
        other
        for other in base.by_subject[fact.subject]
        if is_reason(other)
        and other.key != fact.key
        and base.position(other) <= base.position(fact)
        and likeness(predicate_text(other), predicate_text(fact)) < TOO_ALIKE
    ]
    return min(found, key=lambda f: digest(*sorted([f.key, fact.key])), default=None)


def _two_lines(base: FactBase, fact: Fact, other: Fact) -> Draft:
    thing = base.thing(fact)
    asked = tuple(sorted((fact, other), key=lambda one: one.key))
    return Draft(
        model="T3",
        direction="name>features",
        kind="multiple",
        lesson=fact.passage.lesson,
        asked=asked,
        stems=stems("two_features_by_name", **agreeing(thing)),
        keys=tuple(
            predicate_option(base, one.subject, one, evaluate(base, one.subject, one), "clause")
            for one in asked
        ),
        pool=tuple(
            predicate_option(base, fact.subject, said, verdict, "clause")
            for said, verdict in false_predicates(base, fact)
            if said.predicate != other.predicate
        ),
        size=5,
        hints=thing.all_names,
        predicate=f"{fact.value} {other.value}",
    )
