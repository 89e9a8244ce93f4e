"""T4, the table: which thing does it, and what is true of a thing, by cells that say yes and no."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Form
from quizzes.generation.proofs import evaluate
from quizzes.generation.siblings import false_names, false_predicates
from quizzes.generation.things import agreeing, plural_of
from quizzes.generation.voice import name_option, predicate_option, stems


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if fact.in_table and fact.polarity and fact.scored and fact.phrase:
            if fact.kind:
                yield name_by_feature(base, fact, "T4")
            yield from feature_by_name(base, fact, "T4")


def name_by_feature(base: FactBase, fact: Fact, model: str) -> Draft:
    """Ask which thing does it. Others of the table that do it too are left out as options."""
    thing = base.thing(fact)
    return Draft(
        model=model,
        direction="feature>name",
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=stems(
            "name_by_feature", kind=fact.kind, kinds=plural_of(fact.kind), third=fact.does.third()
        ),
        keys=(name_option(base, fact.subject, fact, evaluate(base, fact.subject, fact)),),
        pool=tuple(
            name_option(base, name, fact, verdict, rival=fact.subject)
            for name, verdict in false_names(base, fact)
        ),
        hints=thing.all_names,
        predicate=fact.value,
    )


def feature_by_name(base: FactBase, fact: Fact, model: str) -> Iterator[Draft]:
    """Ask what is true of a thing: as tasks where there are deeds enough, else as statements."""
    thing = base.thing(fact)
    others = false_predicates(base, fact)
    verdict = evaluate(base, fact.subject, fact)
    deeds = [(other, proof) for other, proof in others if not other.does.is_state]
    as_task = not fact.does.is_state and len(deeds) >= 3 and _drawn_as_task(fact)
    form: Form = "gerund" if as_task else "clause"
    yield Draft(
        model=model,
        direction="name>feature",
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=stems("deed_by_name" if as_task else "feature_by_name", **agreeing(thing)),
        keys=(predicate_option(base, fact.subject, fact, verdict, form),),
        pool=tuple(
            predicate_option(base, fact.subject, other, proof, form)
            for other, proof in (deeds if as_task else others)
        ),
        hints=thing.all_names,
        predicate=fact.value,
    )


def _drawn_as_task(fact: Fact) -> bool:
    """Let half of the deeds be asked as tasks, so that forms do not read alike."""
    return int(digest("as task", fact.key), 16) % 2 == 0
