"""T2, the attribute: what a thing needs, reads, guards or costs."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.item_models.partition import feature_by_name, name_by_feature
from quizzes.generation.item_models.purpose import other_purposes
from quizzes.generation.items import Draft, Option, Stem
from quizzes.generation.phrases import Phrase
from quizzes.generation.proofs import Truth, Verdict, evaluate, is_single_valued
from quizzes.generation.things import in_text, is_plural
from quizzes.generation.voice import stems
from quizzes.generation.words import capitalise

NOT_ASKED = frozenset({"is a", IDENTITY, "stands for", "table"})
FEWEST = 2  # wrong options of a question


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if not fact.polarity or not fact.scored or fact.is_step or fact.slot in NOT_ASKED:
            continue
        if fact.slot == "purpose":
            if len(other_purposes(base, fact)) < FEWEST:  # else the model of purposes asks it
                yield from feature_by_name(base, fact, "T2")
        elif fact.phrase is None:
            yield _value_by_name(base, fact)
        else:
            yield from feature_by_name(base, fact, "T2")
            if fact.kind:
                yield name_by_feature(base, fact, "T2")
            if is_single_valued(fact):
                yield _object_by_name(base, fact)


def _value_by_name(base: FactBase, fact: Fact) -> Draft:
    many = is_plural(fact.slot)
    wordings = stems(
        "value_by_name",
        thing=in_text(base.thing(fact)),
        slot=fact.slot,
        belongs="belong" if many else "belongs",
        goes="go" if many else "goes",
        **{"is": "are" if many else "is"},
    )
    return _asking_for_value(base, fact, wordings, "name>value")


def _object_by_name(base: FactBase, fact: Fact) -> Draft:
    thing = base.thing(fact)
    lead = Phrase(fact.does.base.removesuffix(fact.value).strip(), fact.does.modal)
    wordings = stems(
        "object_by_name",
        thing=in_text(thing),
        verb=lead.base,
        verbs=lead.third(thing.plural),
        does=lead.modal or ("do" if thing.plural else "does"),
    )
    return _asking_for_value(base, fact, wordings, "name>object")


def _asking_for_value(
    base: FactBase, fact: Fact, wordings: tuple[Stem, ...], direction: str
) -> Draft:
    thing = base.thing(fact)
    pool = []
    seen = {fact.value.lower()}
    for other in base.slot_until[fact.slot, base.position(fact)]:
        if other.value.lower() not in seen:
            seen.add(other.value.lower())
            verdict = evaluate(base, fact.subject, other)
            if verdict.truth is Truth.FALSE:
                pool.append(_value_option(base, fact, other, verdict))
    key = _value_option(base, fact, fact, evaluate(base, fact.subject, fact))
    return Draft(
        model="T2",
        direction=direction,
        kind="single",
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=wordings,
        keys=(key,),
        pool=tuple(pool),
        hints=thing.all_names,
        predicate=fact.value,
    )


def _value_option(base: FactBase, fact: Fact, other: Fact, verdict: Verdict) -> Option:
    right = verdict.proof == "TRUE"
    said = fact.statement if right else f"{other.statement} {fact.statement}"
    return Option(
        text=capitalise(other.value),
        correct=right,
        explanation=said,
        proof=verdict.proof,
        facts=verdict.facts,
        form="noun",
        subject=fact.subject,
        aside=() if right else (other,),
    )
