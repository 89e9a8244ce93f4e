"""T12, matching: several things of one kind, each with the one line that is true of it alone.

The whole cross product is evaluated: every line that stands beside a thing must be proved false of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.proofs import Truth, evaluate
from quizzes.generation.siblings import in_reach
from quizzes.generation.things import option_text, plural_of
from quizzes.generation.voice import stems
from quizzes.generation.words import capitalise, content_words

PREMISES = 4
FEWEST = 3


def propose(base: FactBase) -> Iterator[Draft]:
    for anchor in base.facts:
        if not _can_stand(base, anchor):
            continue
        others = _companions(base, anchor)
        members = _members(base, anchor, others)
        # Several anchors may find the same set, or nearly: those with small keys ask it.
        keys = sorted(fact.key for fact in members)
        if len(members) >= FEWEST and anchor.key in keys[:2]:
            extra = next((f for f in others if _fits_none(base, anchor, f, members)), None)
            if extra:
                yield _draft(base, anchor, members, extra)


def _can_stand(base: FactBase, fact: Fact) -> bool:
    """Tell a fact whose thing and words can be paired: neither may give the other away."""
    if not (fact.polarity and fact.scored and fact.phrase and fact.kind):
        return False
    if fact.slot in {"is a", "stands for"} or base.thing(fact).plural:
        return False
    if fact.slot == IDENTITY and not fact.definition:
        return False
    names = content_words(base.thing(fact).all_names, base.stop_words)
    return not names & content_words(fact.definition or fact.value, base.stop_words)


def _companions(base: FactBase, anchor: Fact) -> list[Fact]:
    """Return facts on other things of the kind, from this lesson and earlier, its own table first."""
    limit = base.position(anchor)
    names = set(base.neighbours[anchor.subject])
    if anchor.definition:
        names |= {fact.subject for fact in base.named_until[anchor.kind, limit]}
    found = [
        fact
        for name in names - {anchor.subject}
        for fact in base.by_subject[name]
        if fact.kind == anchor.kind
        and bool(fact.definition) == bool(anchor.definition)
        and base.position(fact) <= limit
        and _can_stand(base, fact)
    ]
    return sorted(
        found,
        key=lambda fact: (
            fact.in_table != anchor.in_table,
            fact.passage.lesson != anchor.passage.lesson,
            digest("beside", anchor.key, fact.key),
        ),
    )


def _members(base: FactBase, anchor: Fact, others: list[Fact]) -> list[Fact]:
    """Return the largest set found around the anchor: each start that can stand beside it is tried."""
    beside = [fact for fact in others if _exclude_each_other(base, anchor, fact, [anchor])]
    found = [anchor]
    for start in range(len(beside)):
        members = [anchor]
        for fact in (*beside[start:], *beside[:start]):
            if len(members) < PREMISES and _exclude_each_other(base, anchor, fact, members):
                members.append(fact)
        found = max(found, members, key=len)
        if len(found) == PREMISES:
            break
    return found


def _exclude_each_other(base: FactBase, anchor: Fact, fact: Fact, members: list[Fact]) -> bool:
    return _fits_none(base, anchor, fact, members) and all(
        _is_false(base, anchor, fact.subject, member) for member in members
    )


def _fits_none(base: FactBase, anchor: Fact, fact: Fact, members: list[Fact]) -> bool:
    """Tell whether a line is proved false of all members, and belongs to another thing."""
    return all(
        member.subject != fact.subject and _is_false(base, anchor, member.subject, fact)
        for member in members
    )


def _is_false(base: FactBase, anchor: Fact, name: str, fact: Fact) -> bool:
    """Tell what is proved false by what the lesson of the anchor, or an earlier one, says."""
    verdict = evaluate(base, name, fact)
    return verdict.truth is Truth.FALSE and in_reach(base, anchor, verdict)


def _draft(base: FactBase, anchor: Fact, members: list[Fact], extra: Fact) -> Draft:
    return Draft(
        model="T12",
        direction="names>definitions" if anchor.definition else "names>lines",
        kind="matching",
        lesson=anchor.passage.lesson,
        asked=tuple(sorted(members, key=lambda fact: fact.key)),
        stems=stems("names_with_lines", kind=anchor.kind, kinds=plural_of(anchor.kind)),
        keys=(),
        pool=(),
        predicate=" ".join(member.value for member in members),
        sets=((*(pair(base, fact) for fact in members), _extra(base, extra, members)),),
    )


def pair(base: FactBase, fact: Fact) -> Option:
    return Option(
        text=line_of(fact),
        correct=True,
        explanation=fact.statement,
        proof="TRUE",
        facts=(fact,),
        form="clause",
        subject=fact.subject,
        premise=option_text(base.thing(fact)),
    )


def line_of(fact: Fact) -> str:
    return f"The one {fact.definition}" if fact.definition else capitalise(fact.does.third())


def _extra(base: FactBase, extra: Fact, members: list[Fact]) -> Option:
    verdicts = [evaluate(base, member.subject, extra) for member in members]
    return Option(
        text=line_of(extra),
        correct=False,
        explanation=f"{extra.statement} It is not in the list.",
        proof=verdicts[0].proof,
        facts=tuple(dict.fromkeys(fact for verdict in verdicts for fact in verdict.facts)),
        form="clause",
        subject=extra.subject,
        aside=(extra,),
    )
