"""T1 and T11, the need: somebody wants something done; which thing does it?

Only things that people choose are asked for (`needs.is_choice`).
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.advice import right_choice, wrong_choice
from quizzes.generation.base import FactBase
from quizzes.generation.items import Draft, Stem
from quizzes.generation.needs import Need, need_of
from quizzes.generation.rivals import rival_order
from quizzes.generation.settings import setting_for
from quizzes.generation.siblings import false_names
from quizzes.generation.things import plural_of
from quizzes.generation.voice import stems


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        need = need_of(base, fact)
        if need and need.is_deed:
            yield _name_by_need(base, need)


def _name_by_need(base: FactBase, need: Need) -> Draft:
    fact = need.fact
    return Draft(
        model="T1" if fact.slot == "purpose" else "T11",
        direction="need>name",
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=_wordings(base, need),
        keys=(right_choice(base, fact.subject, (need,)),),
        pool=tuple(
            wrong_choice(base, name, need, verdict, rival=fact.subject)
            for name, verdict in sorted(
                false_names(base, fact), key=lambda pair: rival_order(base, (fact,), pair[0])
            )
        ),
        hints=base.thing(fact).all_names,
        predicate=f"{fact.value} {need.phrase.base}",
    )


def _wordings(base: FactBase, need: Need) -> tuple[Stem, ...]:
    kind = need.fact.kind
    places = {
        "kind": kind,
        "kinds": plural_of(kind),
        "want": need.want,
        "done": need.done,
        **setting_for(base, need.fact, "need", need.fact.key).places,
    }
    done = stems("name_by_need_done", **places) if need.done else ()
    return stems("name_by_need", **places) + done
