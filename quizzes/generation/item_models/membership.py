"""T3, closed membership: which two belong, by a table row or by a list that the lesson closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizzes.generation.base import FactBase
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.phrases import Phrase
from quizzes.generation.proofs import Truth, Verdict, evaluate
from quizzes.generation.siblings import false_names, true_names
from quizzes.generation.things import in_text, plural_of
from quizzes.generation.voice import name_option, stems
from quizzes.generation.words import capitalise


def propose(base: FactBase) -> Iterator[Draft]:
    yield from _two_names(base)
    for members in _closed_lists(base):
        yield from _two_members(base, members)


def _two_names(base: FactBase) -> Iterator[Draft]:
    """Pair the things of a table that do the same: first with second, third with fourth ….

    One that is left over is paired with the first.
    """
    for first in base.facts:
        if not first.in_table or not first.polarity or not first.kind:
            continue
        doing = [fact for fact in true_names(base, first) if fact.scored]
        place = doing.index(first) if first in doing else -1
        if place < 0 or place % 2 or len(doing) < 2:
            continue
        yield _pair_of_names(base, first, doing[(place + 1) % len(doing)])


def _pair_of_names(base: FactBase, first: Fact, second: Fact) -> Draft:
    return Draft(
        model="T3",
        direction="feature>names",
        kind="multiple",
        lesson=first.passage.lesson,
        asked=(first, second),
        stems=stems(
            "two_names_by_feature",
            kind=first.kind,
            kinds=plural_of(first.kind),
            thirds=first.does.third(plural=True),
        ),
        keys=tuple(
            name_option(base, fact.subject, fact, evaluate(base, fact.subject, fact))
            for fact in (first, second)
        ),
        pool=tuple(
            name_option(base, name, first, verdict, rival=first.subject)
            for name, verdict in false_names(base, first)
        ),
        size=5,
        hints=f"{base.thing(first).all_names} {base.thing(second).all_names}",
        predicate=first.value,
    )


def _closed_lists(base: FactBase) -> Iterator[list[Fact]]:
    """Yield each list at its first member."""
    for fact in base.facts:
        if _is_member(fact):
            members = [other for other in base.by_group[fact.group] if _is_member(other)]
            if fact is members[0]:
                yield members


def _is_member(fact: Fact) -> bool:
    return bool(fact.closed) and fact.polarity and fact.scored


def _two_members(base: FactBase, members: list[Fact]) -> Iterator[Draft]:
    outside = list(_outside(base, members[0]))
    for first, second in zip(members[::2], members[1::2], strict=False):
        yield _drafted(base, (first, second), outside, "multiple")
    for member in members:
        yield _drafted(base, (member,), outside, "single")


def _drafted(base: FactBase, asked: tuple[Fact, ...], outside: list[Option], kind: str) -> Draft:
    first = asked[0]
    thing = base.thing(first)
    lead = Phrase(first.slot, first.does.modal)
    family = "two_objects_by_name" if kind == "multiple" else "object_by_name"
    return Draft(
        model="T3",
        direction="name>members" if kind == "multiple" else "name>member",
        kind="multiple" if kind == "multiple" else "single",
        lesson=first.passage.lesson,
        asked=asked,
        stems=stems(
            family,
            thing=in_text(thing),
            does=lead.modal or ("do" if thing.plural else "does"),
            verb=lead.base,
            verbs=lead.third(thing.plural),
        ),
        keys=tuple(_member_option(fact) for fact in asked),
        pool=tuple(outside),
        size=5 if kind == "multiple" else 4,
        hints=thing.all_names,
        predicate=" ".join(fact.value for fact in asked),
    )


def _member_option(fact: Fact) -> Option:
    return Option(
        text=capitalise(fact.value),
        correct=True,
        explanation=fact.statement,
        proof="TRUE",
        facts=(fact,),
        form="noun",
        subject=fact.subject,
    )


def _outside(base: FactBase, member: Fact) -> Iterator[Option]:
    """Yield values that the closed list leaves out: from "Not" lines and from others' same label."""
    thing = base.thing(member)
    seen: set[str] = set()
    for value, source in _values_nearby(base, member):
        if value.lower() in seen:
            continue
        seen.add(value.lower())
        lead = Phrase(f"{member.slot} {value}", member.does.modal)
        asked = replace(member, value=value, phrase=lead, key="")
        verdict = _verdict(base, member, asked, source)
        if verdict.truth is Truth.FALSE:
            yield Option(
                text=capitalise(value),
                correct=False,
                explanation=f"{capitalise(in_text(thing))} {asked.does.negated(thing.plural)}.",
                proof=verdict.proof,
                facts=verdict.facts,
                form="noun",
                subject=member.subject,
                aside=(source,),
            )


def _verdict(base: FactBase, member: Fact, asked: Fact, source: Fact) -> Verdict:
    if not source.polarity:
        return Verdict(Truth.FALSE, "P1", (source,))
    return evaluate(base, member.subject, asked)


def _values_nearby(base: FactBase, member: Fact) -> Iterator[tuple[str, Fact]]:
    for fact in base.by_subject[member.subject]:
        if not fact.polarity and fact.phrase and fact.phrase.base.startswith(f"{member.slot} "):
            yield fact.phrase.base.removeprefix(f"{member.slot} "), fact
    for fact in base.slot_until[member.slot, base.position(member)]:
        if fact.subject != member.subject:
            yield fact.value, fact
