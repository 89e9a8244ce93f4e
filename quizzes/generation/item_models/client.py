"""T11, the client: several people say what they need; which of them should choose the thing?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from quizzes.generation.base import FactBase
from quizzes.generation.chance import Chance
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.needs import Need, need_of
from quizzes.generation.proofs import Verdict, evaluate
from quizzes.generation.rivals import is_odd_one_out, needs_of_others
from quizzes.generation.settings import Setting, settings_of
from quizzes.generation.things import agreeing, in_text
from quizzes.generation.voice import auxiliary, stems
from quizzes.generation.words import capitalise

POOL = 8  # needs of others that are offered


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        need = need_of(base, fact)
        if need and need.is_deed:
            yield _client_by_name(base, need)


def _client_by_name(base: FactBase, need: Need) -> Draft:
    fact, thing = need.fact, base.thing(need.fact)
    settings = Chance("clients", fact.key).shuffled(_single(base, fact))
    clients = [(need, evaluate(base, fact.subject, fact)), *needs_of_others(base, fact)[:POOL]]
    options = [
        _option(base, fact.subject, one, verdict, setting)
        for (one, verdict), setting in zip(clients, settings, strict=False)
    ]
    return Draft(
        model="T11",
        direction="name>client",
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=stems("client_by_name", **agreeing(thing)),
        keys=tuple(options[:1]),
        pool=tuple(options[1:]),
        sets=tuple(_sets(options[0], options[1:])),
        hints=thing.all_names,
        predicate=f"{fact.value} {need.phrase.base}",
    )


def _sets(key: Option, wrong: list[Option]) -> list[tuple[Option, ...]]:
    """Return the key with three others or two, those left out in which it would stand apart."""
    chosen = (set_ for size in (3, 2) for set_ in combinations(wrong, size))
    return [(key, *others) for others in chosen if not is_odd_one_out((key, *others))]


def _single(base: FactBase, fact: Fact) -> list[Setting]:
    return [setting for setting in settings_of(base, fact) if not setting.plural]


def _option(base: FactBase, name: str, need: Need, verdict: Verdict, setting: Setting) -> Option:
    thing, fact = base.things[name], need.fact
    is_key = verdict.proof == "TRUE"
    if is_key:
        said = f"{fact.statement} That is just what is hoped for here."
    else:
        other = base.thing(fact)
        said = (
            f"{capitalise(in_text(thing))} {fact.does.negated(thing.plural)}; {in_text(other)} "
            f"{auxiliary(fact.does, other.plural)}, and would be the right choice there."
        )
    return Option(
        text=f"{setting.text} hoping to {need.want}",
        correct=is_key,
        explanation=" ".join(text for text in (said, need.link) if text),
        proof=verdict.proof,
        facts=verdict.facts,
        form="noun",
        subject=name,
        aside=() if is_key else (fact,),
    )
