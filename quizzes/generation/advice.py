"""Advice: options that name a thing for a need, with why it meets the need or what it does instead."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.generation.base import FactBase
from quizzes.generation.facts import Fact
from quizzes.generation.items import Option
from quizzes.generation.needs import Need
from quizzes.generation.proofs import Verdict
from quizzes.generation.things import Thing, in_text, option_text, pronoun
from quizzes.generation.voice import signature
from quizzes.generation.words import capitalise


def right_choice(base: FactBase, name: str, needs: Sequence[Need]) -> Option:
    """Return the key: the thing that meets every need."""
    thing = base.things[name]
    said = [needs[0].fact.statement]
    said += [
        f"{capitalise(pronoun(thing))} {need.fact.does.third(thing.plural)}." for need in needs[1:]
    ]
    said += [need.link for need in needs if need.link]
    facts = tuple(need.fact for need in needs)
    return Option(
        text=option_text(base.things[name]),
        correct=True,
        explanation=" ".join(said),
        proof="TRUE",
        facts=facts,
        form="name",
        subject=name,
    )


def wrong_choice(
    base: FactBase, name: str, failed: Need, verdict: Verdict, rival: str, met: Need | None = None
) -> Option:
    """Return a distractor: a thing that fails a need, with what it does instead.

    Args:
        rival: the right thing; what is told of the wrong one must not be true of it.
        met: another need of the same scenario, which the thing does meet.
    """
    thing = base.things[name]
    own = met.fact if met else signature(base, name, avoid=failed.fact, rival=rival)
    said = f"{capitalise(in_text(thing))} {_shortcoming(failed, thing, own)}"
    return Option(
        text=option_text(thing),
        correct=False,
        explanation=" ".join(text for text in (said, failed.link) if text),
        proof=verdict.proof,
        facts=verdict.facts,
        form="name",
        subject=name,
        aside=(own,) if own else (),
    )


def _shortcoming(failed: Need, thing: Thing, own: Fact | None) -> str:
    """Say what the thing does, and which need that leaves open."""
    no = failed.fact.does.negated(thing.plural)
    if own is None:
        leaves = "leave" if thing.plural else "leaves"
        left = f"{leaves} the need to {failed.want} open."
        return left if failed.is_deed else f"{no}, although that is asked for here."
    does = own.does.third(thing.plural)
    if failed.is_deed:
        return f"{does}, but the need to {failed.want} is left open."
    return f"{does}, but {pronoun(thing)} {no}, which is asked for here."
