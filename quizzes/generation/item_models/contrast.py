"""T9, shared feature and different purpose: two things do the same; what sets one of them apart?"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.chance import Chance
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft
from quizzes.generation.proofs import Truth, evaluate
from quizzes.generation.siblings import false_predicates, true_names
from quizzes.generation.things import in_text
from quizzes.generation.voice import predicate_option, signature, stems
from quizzes.generation.words import capitalise


def propose(base: FactBase) -> Iterator[Draft]:
    for shared in base.facts:
        if not shared.in_table or not shared.polarity or not shared.scored:
            continue
        others = [fact for fact in true_names(base, shared) if fact.subject != shared.subject]
        if others:
            # One partner for each thing, or a widely shared feature would fill the bank.
            yield from _drafts(base, shared, Chance("partner", shared.key).choice(others))


def _drafts(base: FactBase, shared: Fact, other: Fact) -> Iterator[Draft]:
    """Ask what is true of the first thing and not of the other, both of which do `shared`."""
    own = signature(base, shared.subject, avoid=shared, rival=other.subject)
    if own is None or not own.scored or base.position(own) > base.position(shared):
        return
    if evaluate(base, other.subject, own).truth is not Truth.FALSE:
        return
    thing, rival = base.thing(shared), base.thing(other)
    pool = [
        (fact, verdict)
        for fact, verdict in false_predicates(base, own)
        if fact.predicate != shared.predicate
    ]
    # What the other one does is the wrong option that matters most.
    pool.sort(key=lambda pair: pair[0].subject != other.subject)
    yield Draft(
        model="T9",
        direction=f"shared>own:{other.key}",
        kind="single",
        lesson=shared.passage.lesson,
        asked=(shared, own),
        stems=stems(
            "what_sets_apart",
            thing=in_text(thing),
            one=capitalise(in_text(thing)),
            other=in_text(rival),
            shared=shared.does.third(plural=True),
        ),
        keys=(
            predicate_option(base, own.subject, own, evaluate(base, own.subject, own), "clause"),
        ),
        pool=tuple(
            predicate_option(base, own.subject, fact, verdict, "clause") for fact, verdict in pool
        ),
        hints=thing.all_names,
        predicate=own.value,
    )
