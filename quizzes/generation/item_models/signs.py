"""T11, the sign: somebody looks into something; which thing shows it?

For what nobody chooses, such as logs or symptoms; of a tool that finds things a need is told (`need`).
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft
from quizzes.generation.needs import DEFINING, is_choice, listed
from quizzes.generation.proofs import evaluate
from quizzes.generation.settings import setting_for
from quizzes.generation.siblings import false_names
from quizzes.generation.things import plural_of
from quizzes.generation.voice import name_option, stems


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        is_asked = fact.polarity and fact.scored and fact.kind and not is_choice(base, fact.kind)
        if is_asked and (sign := _sign(fact)):
            yield _name_by_sign(base, fact, sign)


def _sign(fact: Fact) -> str:
    """Return what a thing can reveal: "unusual calls" of "can reveal unusual calls"; else ""."""
    if fact.phrase is None or fact.slot in DEFINING or fact.phrase.modal not in {"", "can"}:
        return ""
    verb, _, sign = fact.phrase.base.partition(" ")
    is_noun = sign and sign.split(" ")[0] not in listed("clause_words") and " by " not in sign
    return sign if is_noun and verb in listed("revealing_verbs") else ""


def _name_by_sign(base: FactBase, fact: Fact, sign: str) -> Draft:
    places = setting_for(base, fact, "sign", fact.key).places
    return Draft(
        model="T11",
        direction="sign>name",
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=stems(
            "name_by_sign", sign=sign, kind=fact.kind, kinds=plural_of(fact.kind), **places
        ),
        keys=(name_option(base, fact.subject, fact, evaluate(base, fact.subject, fact)),),
        pool=tuple(
            name_option(base, name, fact, verdict, rival=fact.subject)
            for name, verdict in false_names(base, fact)
        ),
        hints=base.thing(fact).all_names,
        predicate=fact.value,
    )
