"""T8, true or false with the reason: two verdicts by two reasons, one pair right.

The reasons are balanced twice. Inside a question each stands once under "True" and once under
"False", so that neither its length nor its wording tells the key. And each pair of reasons makes two
questions, one on each thing: what is the true reason in the one is the false reason in the other, so
that nobody learns which lines are right whatever the claim. A false claim comes from giving a feature
to a neighbour of which it is proved false, never from putting in a "not".
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase, remembered
from quizzes.generation.chance import digest
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.proofs import TOO_ALIKE, Truth, Verdict, evaluate, predicate_text
from quizzes.generation.siblings import in_reach
from quizzes.generation.things import Thing, pronoun, sentence
from quizzes.generation.voice import denial_with_owner, stems
from quizzes.generation.words import likeness

# What is said first of an option, by whether its verdict and its reason hold.
LEADS = {
    (True, True): "Verdict and reason hold.",
    (True, False): "The verdict holds, the reason does not.",
    (False, True): "The reason holds, the verdict does not.",
    (False, False): "Neither verdict nor reason holds.",
}


def propose(base: FactBase) -> Iterator[Draft]:
    for first in base.facts:
        second = _partner(base, first)
        if second is None:
            continue
        if _partner(base, second) is first and second.key < first.key:
            continue  # the pair is made from its other end
        for own, other in ((first, second), (second, first)):
            yield from _drafts(base, own, other)


def is_reason(fact: Fact) -> bool:
    told = {"is a", IDENTITY, "stands for"}
    said = fact.polarity and fact.scored and fact.phrase is not None
    return said and bool(fact.kind) and fact.slot not in told


@remembered
def _partner(base: FactBase, first: Fact) -> Fact | None:
    """Return a line of a neighbour such that each is proved false of the other's thing.

    The pair comes from one lesson where it can, and is drawn by lot, the same from both ends.
    """
    if not is_reason(first):
        return None
    found = [
        fact
        for name in base.neighbours[first.subject]
        if name != first.subject and base.things[name].plural == base.thing(first).plural
        for fact in base.by_subject[name]
        if is_reason(fact) and _exclude_each_other(base, first, fact)
    ]
    ranked = ((_distance(first, fact), fact.key, fact) for fact in found)
    return min(ranked, default=(None, None, None))[2]


def _distance(first: Fact, second: Fact) -> tuple[bool, str]:
    apart = first.passage.lesson != second.passage.lesson
    return apart, digest("reasons", *sorted([first.key, second.key]))


def _exclude_each_other(base: FactBase, first: Fact, second: Fact) -> bool:
    later = max(first, second, key=base.position)
    return all(
        _is_false(base, later, name, fact)
        for name, fact in ((first.subject, second), (second.subject, first))
    )


def _is_false(base: FactBase, later: Fact, name: str, fact: Fact) -> bool:
    verdict = evaluate(base, name, fact)
    return verdict.truth is Truth.FALSE and in_reach(base, later, verdict)


def _drafts(base: FactBase, own: Fact, other: Fact) -> Iterator[Draft]:
    """Yield one question on the thing of `own`, with that as the true reason and `other` as the false."""
    claim = _claim(base, own, other)
    if claim is None:
        return
    later = max(own, other, key=base.position)
    thing, verdict = base.thing(own), evaluate(base, own.subject, claim)
    holds = verdict.truth is Truth.TRUE
    statement = sentence(thing, claim.slot, claim.value, claim.phrase, True)
    yield Draft(
        model="T8",
        direction=f"claim:{'true' if holds else 'false'}",
        kind="true_false",
        lesson=later.passage.lesson,
        asked=(claim, *(() if holds else verdict.facts), own),
        stems=stems("true_or_false", statement=statement),
        keys=(),
        pool=(),
        hints=thing.all_names,
        predicate=claim.value,
        sets=(_four_options(base, thing, claim, own, other),),
    )


def _claim(base: FactBase, own: Fact, other: Fact) -> Fact | None:
    """Return what is claimed of the thing of `own`: of the two questions of a pair one claim is true.

    By lot it is that of the first or of the second; where nothing of the kind is known, the other.
    """
    pair = sorted([own.key, other.key])
    true_first = int(digest("verdict", *pair), 16) % 2 == pair.index(own.key)
    limit = max(base.position(own), base.position(other))
    true, false = (
        sorted(
            (claim for claim in claims if base.position(claim) <= limit),
            key=lambda claim: digest("claim", own.key, claim.key),
        )
        for claims in (_true_claims(base, own), _false_claims(base, own, other))
    )
    return next(iter(true + false if true_first else false + true), None)


def _true_claims(base: FactBase, own: Fact) -> Iterator[Fact]:
    for fact in base.by_subject[own.subject]:
        if is_reason(fact) and _differ(fact, own):
            yield fact


def _false_claims(base: FactBase, own: Fact, other: Fact) -> Iterator[Fact]:
    later = max(own, other, key=base.position)
    for name in base.neighbours[own.subject]:
        for fact in base.by_subject[name]:
            may_claim = name != own.subject and is_reason(fact) and _differ(fact, own, other)
            if may_claim and _is_false(base, later, own.subject, fact):
                yield fact


def _differ(claim: Fact, *reasons: Fact) -> bool:
    words = predicate_text(claim)
    return all(likeness(words, predicate_text(reason)) < TOO_ALIKE for reason in reasons)


def _four_options(
    base: FactBase, thing: Thing, claim: Fact, own: Fact, other: Fact
) -> tuple[Option, ...]:
    """Return both verdicts with both reasons; the right one is the true verdict with `own`."""
    holds = evaluate(base, thing.name, claim).truth is Truth.TRUE
    return tuple(
        _option(base, thing, claim, reason, said=said, holds=holds)
        for said in (holds, not holds)
        for reason in (own, other)
    )


def _option(
    base: FactBase, thing: Thing, claim: Fact, reason: Fact, *, said: bool, holds: bool
) -> Option:
    on_claim, on_reason = (evaluate(base, thing.name, fact) for fact in (claim, reason))
    fits = on_reason.truth is Truth.TRUE
    lead = "True, and" if said else "False, but"
    sentences = (LEADS[said == holds, fits], *(_settled(base, thing, f) for f in (claim, reason)))
    return Option(
        text=f"{lead} {pronoun(thing)} {reason.does.third(thing.plural)}",
        correct=said == holds and fits,
        explanation=" ".join(sentences),
        proof=_proof(on_claim, on_reason, said == holds),
        facts=(*on_claim.facts, *on_reason.facts),
        form="verdict",
        subject=thing.name,
        verdict=said,
        aside=tuple(fact for fact in (claim, reason) if fact.subject != thing.name),
    )


def _settled(base: FactBase, thing: Thing, fact: Fact) -> str:
    """Return what is so of the thing; where it is not as the fact says, with what is."""
    if evaluate(base, thing.name, fact).truth is Truth.TRUE:
        return sentence(thing, fact.slot, fact.value, fact.phrase, True)
    return denial_with_owner(base, thing, fact, fact)


def _proof(on_claim: Verdict, on_reason: Verdict, right_verdict: bool) -> str:
    """Return what makes an option right or wrong: its reason, else its verdict on the claim."""
    if on_reason.truth is Truth.FALSE:
        return on_reason.proof
    if right_verdict:
        return "TRUE"
    return on_claim.proof if on_claim.truth is Truth.FALSE else "P1"
