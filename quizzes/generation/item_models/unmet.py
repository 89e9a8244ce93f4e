"""T11, the open need: somebody relies on one thing; which need is still to be met by something else?

The right option is what is proved *not* to hold of the thing, the wrong ones hold (`Draft.seeks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.items import Draft, Option
from quizzes.generation.needs import Need, need_of
from quizzes.generation.proofs import Truth, Verdict
from quizzes.generation.rivals import is_odd_one_out
from quizzes.generation.settings import setting_for
from quizzes.generation.siblings import false_names
from quizzes.generation.things import agreeing, in_text, pronoun
from quizzes.generation.voice import auxiliary, stems
from quizzes.generation.words import capitalise

LEAST = 2  # needs that the thing must meet, as wrong options
MOST = 7  # of its needs that are tried
THINGS = 3  # that leave one need open, each asked for itself


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        need = need_of(base, fact)
        # The needs of a thing that meets too few to be asked itself would be right answers alone.
        if need and need.is_deed and len(_deeds(base, fact.subject)) >= LEAST:
            # Few things for each need that they leave open, or a line of "no" cells would fill the bank.
            drafts = (
                _draft(base, name, need, verdict) for name, verdict in _leaving_open(base, need)
            )
            yield from islice(filter(None, drafts), THINGS)


def _deeds(base: FactBase, name: str) -> list[Need]:
    """Return the needs that a thing meets."""
    needs = (need_of(base, fact) for fact in base.by_subject[name])
    return [need for need in needs if need and need.is_deed]


def _leaving_open(base: FactBase, need: Need) -> list[tuple[str, Verdict]]:
    """Return the things proved not to meet the need, first what a table sets beside the one that does."""
    near = base.neighbours[need.fact.subject]
    return sorted(
        false_names(base, need.fact),
        key=lambda one: (one[0] not in near, digest("open", need.fact.key, one[0])),
    )


def _is_told(base: FactBase, need: Need, met: Need) -> bool:
    is_other = met.fact.predicate != need.fact.predicate
    return is_other and base.position(met.fact) <= base.position(need.fact)


def _draft(base: FactBase, name: str, need: Need, verdict: Verdict) -> Draft | None:
    """Return the question; None where the thing meets too little, or the open need would stand out."""
    met = [one for one in _deeds(base, name) if _is_told(base, need, one)]
    lot = sorted(met, key=lambda one: digest("met", need.fact.key, one.fact.key))[:MOST]
    key, wrong = _open(base, name, need, verdict), [_met(base, name, one) for one in lot]
    sets = [
        (key, *chosen)
        for size in (3, LEAST)
        for chosen in combinations(wrong, size)
        if not is_odd_one_out((key, *chosen))
    ]
    if not sets:
        return None
    thing = base.things[name]
    places = agreeing(thing) | setting_for(base, need.fact, "open", name, need.fact.key).places
    return Draft(
        model="T11",
        direction=f"name>open need:{digest(name, length=8)}",
        kind="single",
        lesson=need.fact.passage.lesson,
        asked=(need.fact,),
        stems=stems("open_need_by_name", **places),
        keys=(key,),
        pool=(),
        hints=thing.all_names,
        predicate=need.want,
        sets=tuple(sets),
        seeks=Truth.FALSE,
    )


def _open(base: FactBase, name: str, need: Need, verdict: Verdict) -> Option:
    thing, other, does = base.things[name], base.thing(need.fact), need.fact.does
    said = (
        f"{capitalise(in_text(thing))} {does.negated(thing.plural)}. "
        f"{capitalise(in_text(other))} {auxiliary(does, other.plural)}, so that need calls for "
        f"{in_text(other)}."
    )
    return Option(
        text=capitalise(need.task),
        correct=True,
        explanation=" ".join(text for text in (said, need.link) if text),
        proof=verdict.proof,
        facts=verdict.facts,
        form="gerund",
        subject=name,
        aside=(need.fact,),
    )


def _met(base: FactBase, name: str, need: Need) -> Option:
    thing = base.things[name]
    said = f"{need.fact.statement} So {pronoun(thing)} {'meet' if thing.plural else 'meets'} this need."
    return Option(
        text=capitalise(need.task),
        correct=False,
        explanation=" ".join(text for text in (said, need.link) if text),
        proof="TRUE",
        facts=(need.fact,),
        form="gerund",
        subject=name,
    )
