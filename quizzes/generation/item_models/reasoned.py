"""T8, true or false with the reason: two verdicts by two reasons, one pair right.

The reasons are balanced: each stands once under "True" and once under "False", so that neither
its length nor its wording tells the key. A false claim comes from giving a feature to a neighbour
of which it is proved false, never from putting in a "not".
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase, remembered
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.proofs import TOO_ALIKE, Verdict, evaluate, predicate_text
from quizzes.generation.siblings import false_names, false_predicates, features
from quizzes.generation.things import Thing, in_text, pronoun, sentence
from quizzes.generation.voice import stems
from quizzes.generation.words import capitalise, likeness


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if not _is_claim(fact):
            continue
        if not _drawn_as_false(fact):
            yield from _drafts(base, fact, fact.subject, evaluate(base, fact.subject, fact))
        elif found := _neighbours(base, fact.group, fact.predicate).get(fact.key):
            yield from _drafts(base, fact, *found)


def _is_claim(fact: Fact) -> bool:
    return fact.in_table and fact.polarity and fact.scored


def _drawn_as_false(fact: Fact) -> bool:
    return int(digest("verdict", fact.key), 16) % 2 == 0


@remembered
def _neighbours(base: FactBase, group: str, predicate: str) -> dict[str, tuple[str, Verdict]]:
    """Return for the facts of a feature, by key, the neighbour that a false claim gives it to.

    No neighbour gets it twice.
    """
    found: dict[str, tuple[str, Verdict]] = {}
    given: set[str] = set()
    for fact in base.doing.get((group, predicate), ()):
        if not _is_claim(fact) or not _drawn_as_false(fact):
            continue
        for name, verdict in false_names(base, fact):
            if name not in given and _is_taught(base, name, fact):
                given.add(name)
                found[fact.key] = name, verdict
                break
    return found


def _drafts(base: FactBase, claim: Fact, name: str, verdict: Verdict) -> Iterator[Draft]:
    """Yield one draft for each pair of reasons: one true of the thing and one false of it."""
    thing = base.things[name]
    holds = verdict.proof == "TRUE"
    own = _own_reasons(base, name, claim)
    if not own:
        return
    statement = sentence(thing, claim.slot, claim.value, claim.phrase, True)
    sets = []
    for true_reason in own[:4]:
        for false_reason, proof in false_predicates(base, true_reason)[:6]:
            if false_reason.predicate != claim.predicate and false_reason.slot != "not":
                sets.append(
                    _four_options(thing, claim, verdict, true_reason, (false_reason, proof))
                )
    asked = (claim,) if holds else (claim, *verdict.facts)
    yield Draft(
        model="T8",
        direction=f"claim:{'true' if holds else 'false'}",
        kind="true_false",
        lesson=claim.passage.lesson,
        asked=asked,
        stems=stems("true_or_false", statement=statement),
        keys=(),
        pool=(),
        hints=thing.all_names,
        predicate=claim.value,
        sets=tuple(sets),
    )


def _is_taught(base: FactBase, name: str, claim: Fact) -> bool:
    """Tell whether a thing with a heading of its own has been taught when the claim is made."""
    own = [f for f in base.by_subject.get(name, ()) if f.slot not in {"table", "not"}]
    return not own or any(base.position(f) <= base.position(claim) for f in own)


def _own_reasons(base: FactBase, name: str, claim: Fact) -> list[Fact]:
    """Return what is true of the thing besides the claim: what sets it apart first, then by lot.

    The lot keeps one reason from being the right one each time its thing is asked about.
    """
    shared = features(base, claim.subject) if name != claim.subject else frozenset()
    own = [
        fact
        for fact in base.by_subject.get(name, ())
        if fact.polarity
        and fact.scored
        and fact.phrase
        and fact.slot in {"table", "purpose"}
        and likeness(predicate_text(fact), predicate_text(claim)) < TOO_ALIKE
        and base.position(fact) <= base.position(claim)
    ]
    return sorted(own, key=lambda f: (f.predicate in shared, digest("reason", claim.key, f.key)))


def _four_options(
    thing: Thing,
    claim: Fact,
    verdict: Verdict,
    true_reason: Fact,
    false_reason: tuple[Fact, Verdict],
) -> tuple[Option, ...]:
    holds = verdict.proof == "TRUE"
    other, proof = false_reason
    return tuple(
        _option(thing, claim, verdict, said, reason, proof if reason is other else None)
        for said in (holds, not holds)
        for reason in (true_reason, other)
    )


def _option(
    thing: Thing,
    claim: Fact,
    verdict: Verdict,
    said: bool,
    reason: Fact,
    false_reason: Verdict | None,
) -> Option:
    it = pronoun(thing)
    lead = "True, and" if said else "False, but"
    holds = verdict.proof == "TRUE"
    right = said == holds and false_reason is None
    third = reason.does.third(thing.plural)
    facts = verdict.facts if false_reason is None else (*verdict.facts, *false_reason.facts)
    wrong_class = verdict.proof if verdict.proof != "TRUE" else "P1"
    proof = "TRUE" if right else (false_reason.proof if false_reason else wrong_class)
    return Option(
        text=f"{lead} {it} {third}",
        correct=right,
        explanation=_explanation(thing, claim, holds, reason, false_reason is not None),
        proof=proof,
        facts=facts if false_reason is not None else (*facts, reason),
        form="verdict",
        subject=thing.name,
        verdict=said,
    )


def _explanation(thing: Thing, claim: Fact, holds: bool, reason: Fact, is_false: bool) -> str:
    subject = capitalise(in_text(thing))
    plural = thing.plural
    first = claim.does.third(plural) if holds else claim.does.negated(plural)
    second = reason.does.negated(plural) if is_false else reason.does.third(plural)
    joint = "but" if holds == is_false else "and"
    return f"{subject} {first}, {joint} {pronoun(thing)} {second}."
