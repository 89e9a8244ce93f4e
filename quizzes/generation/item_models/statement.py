"""T14, the statement: one true sentence of a table among false ones made of its other cells.

For things that nobody chooses for a need; of the others needs are told.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact
from quizzes.generation.indexes import table_of
from quizzes.generation.item_models.reasoned import is_reason
from quizzes.generation.items import Draft, Option
from quizzes.generation.needs import is_choice
from quizzes.generation.proofs import Truth, Verdict, evaluate
from quizzes.generation.siblings import in_reach
from quizzes.generation.things import Thing, in_text, plural_of, sentence
from quizzes.generation.voice import stems
from quizzes.generation.words import capitalise

Claim = tuple[Thing, Fact, Verdict]


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if fact.in_table and is_reason(fact) and not is_choice(base, fact.kind):
            yield Draft(
                model="T14",
                direction="table>statement",
                kind="single",
                lesson=fact.passage.lesson,
                asked=(fact,),
                stems=stems("statement_of_table", kinds=plural_of(fact.kind)),
                keys=(_true(base, fact),),
                pool=tuple(_false_statements(base, fact)),
                predicate=fact.value,
            )


def _true(base: FactBase, fact: Fact) -> Option:
    return Option(
        text=fact.statement.rstrip("."),
        correct=True,
        explanation=fact.statement,
        proof="TRUE",
        facts=(fact,),
        form="clause",
        subject=fact.subject,
    )


def _false_statements(base: FactBase, asked: Fact) -> Iterator[Option]:
    """Yield what is proved false of other things of the table: the asked words and its other lines."""
    said = [f for f in base.by_table[table_of(asked)] if f.polarity and f.scored and f.phrase]
    lines = {fact.predicate: fact for fact in said}
    names = sorted({fact.subject for fact in base.by_group[asked.group]} - {asked.subject})
    pairs = [
        (base.things[name], line, evaluate(base, name, line))
        for name in names
        for line in lines.values()
        if _place_of(name, line, said) == asked.key
    ]
    pairs.sort(key=lambda pair: digest("statement", asked.key, pair[0].name, pair[1].key))
    used: set[str] = set()
    for thing, line, verdict in _one_alike_first(pairs, asked):
        is_false = verdict.truth is Truth.FALSE and in_reach(base, asked, verdict)
        if is_false and thing.name not in used:
            used.add(thing.name)
            yield _false(base, thing, line, verdict)


def _place_of(name: str, line: Fact, said: list[Fact]) -> str:
    """Return the key of the one fact whose question may hold a false sentence.

    A sentence that stood in several questions would be known as never right. By lot it goes
    with the true sentence of the same line or with one of another line (rendezvous hashing).
    """
    alike = int(digest("alike", name, line.predicate), 16) % 2 == 0
    open_to = [
        fact
        for fact in said
        if fact.subject != name and (fact.predicate == line.predicate) == alike
    ]
    return min((digest(name, line.predicate, fact.key), fact.key) for fact in open_to or said)[1]


def _one_alike_first(pairs: list[Claim], asked: Fact) -> list[Claim]:
    """Put one false sentence with the words of the key first: alone in it they would be a cue."""
    alike = [pair for pair in pairs if pair[1].predicate == asked.predicate]
    false = [pair for pair in alike if pair[2].truth is Truth.FALSE][:1]
    others = [pair for pair in pairs if pair[1].predicate != asked.predicate]
    return false + others + alike


def _false(base: FactBase, thing: Thing, line: Fact, verdict: Verdict) -> Option:
    no = line.does.negated(thing.plural)
    own = next((f for f in base.by_subject[thing.name] if _tells_more(f, line)), None)
    more = f" {own.statement}" if own else ""
    return Option(
        text=sentence(thing, line.slot, line.value, line.phrase, True).rstrip("."),
        correct=False,
        explanation=f"{capitalise(in_text(thing))} {no}.{more}",
        proof=verdict.proof,
        facts=verdict.facts,
        form="clause",
        subject=thing.name,
        aside=(own,) if own else (),
    )


def _tells_more(fact: Fact, line: Fact) -> bool:
    return fact.in_table and fact.polarity and fact.predicate != line.predicate
