"""T11, the tasks: somebody has five tasks and one thing at hand; which two can it take on?"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.items import Draft, Option
from quizzes.generation.needs import Need, need_of
from quizzes.generation.proofs import Verdict, evaluate
from quizzes.generation.rivals import needs_of_others
from quizzes.generation.settings import setting_for
from quizzes.generation.siblings import first_told
from quizzes.generation.things import agreeing, in_text
from quizzes.generation.voice import auxiliary, stems
from quizzes.generation.words import capitalise


def propose(base: FactBase) -> Iterator[Draft]:
    for facts in first_told(base):
        needs = [need for fact in facts if (need := need_of(base, fact)) and need.is_deed]
        for first, second in _pairs(needs):
            yield _two_tasks(base, first, second)


def _pairs(needs: list[Need]) -> Iterator[tuple[Need, Need]]:
    """Pair tasks of different verbs, in their order; two that begin alike would stand out as right."""
    left = list(needs)
    while left:
        first = left.pop(0)
        verb = first.phrase.verb
        second = next((need for need in left if need.phrase.verb != verb), None)
        if second:
            left.remove(second)
            yield first, second


def _two_tasks(base: FactBase, first: Need, second: Need) -> Draft:
    facts = (first.fact, second.fact)
    last, thing = max(facts, key=base.position), base.thing(first.fact)
    places = (
        agreeing(thing) | setting_for(base, last, "tasks", *(fact.key for fact in facts)).places
    )
    return Draft(
        model="T11",
        direction="name>two tasks",
        kind="multiple",
        lesson=last.passage.lesson,
        asked=facts,
        stems=stems("two_tasks_by_name", **places),
        keys=tuple(
            _option(base, last.subject, need, _true(base, need)) for need in (first, second)
        ),
        pool=tuple(
            _option(base, last.subject, need, verdict)
            for need, verdict in needs_of_others(base, last)
        ),
        size=5,
        hints=thing.all_names,
        predicate=f"{first.want} {second.want}",
    )


def _true(base: FactBase, need: Need) -> Verdict:
    return evaluate(base, need.fact.subject, need.fact)


def _option(base: FactBase, name: str, need: Need, verdict: Verdict) -> Option:
    thing, fact = base.things[name], need.fact
    is_key = verdict.proof == "TRUE"
    other = base.thing(fact)
    said = (
        fact.statement
        if is_key
        else f"{capitalise(in_text(thing))} {fact.does.negated(thing.plural)}. This is a task for "
        f"{in_text(other)}, which {auxiliary(fact.does, other.plural)}."
    )
    return Option(
        text=capitalise(need.task),
        correct=is_key,
        explanation=" ".join(text for text in (said, need.link) if text),
        proof=verdict.proof,
        facts=verdict.facts,
        form="gerund",
        subject=name,
        aside=() if is_key else (fact,),
    )
