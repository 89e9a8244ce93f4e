"""T8 of two things: is it true of the one, and is it true of the other?

For things that have but one line each, so that no second line could be the reason, and for things that
nobody chooses for a need. All four answers occur equally often: which of them is right is drawn before the things are.
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
from quizzes.generation.things import Thing, in_text, sentence
from quizzes.generation.voice import auxiliary, stems
from quizzes.generation.words import capitalise

ANSWERS = [(True, True), (True, False), (False, True), (False, False)]

# What is said first of an answer, by whether its first and its second part hold.
LEADS = {
    (True, True): "Both parts hold.",
    (True, False): "The first part holds, the second does not.",
    (False, True): "The second part holds, the first does not.",
    (False, False): "Neither part holds.",
}


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        is_bare = not (_has_another(base, fact) and is_choice(base, fact.kind))
        if fact.in_table and is_reason(fact) and is_bare:
            yield from _drafts(base, fact)


def _has_another(base: FactBase, fact: Fact) -> bool:
    """Tell whether more is said of the thing: then the model of reasons asks about it."""
    return sum(map(is_reason, base.by_subject[fact.subject])) > 1


def _drafts(base: FactBase, fact: Fact) -> Iterator[Draft]:
    """Yield one question on the thing of `fact` and another thing of its table."""
    answer = ANSWERS[int(digest("answer", fact.key), 16) % len(ANSWERS)]
    line = fact if any(answer) else _line_that_fails(base, fact)
    if line is None:
        return
    others = _others(base, fact, line, doing=answer == (True, True))
    if not others:
        return
    one, other = fact.subject, others[0]
    if answer == (False, True):
        one, other = other, one
    things = base.things[one], base.things[other]
    verdicts = evaluate(base, one, line), evaluate(base, other, line)
    proofs = (said for verdict in verdicts for said in verdict.facts)
    yield Draft(
        model="T8",
        direction="claim:of two",
        kind="true_false",
        lesson=fact.passage.lesson,
        asked=tuple(dict.fromkeys((*proofs, fact))),
        stems=stems(
            "true_of_two",
            statement=sentence(things[0], line.slot, line.value, line.phrase, True),
            other=in_text(things[1]),
        ),
        keys=(),
        pool=(),
        hints=things[0].all_names,
        predicate=line.value,
        sets=(tuple(_option(line, things, verdicts, said) for said in ANSWERS),),
    )


def _line_that_fails(base: FactBase, fact: Fact) -> Fact | None:
    """Return another line of the table, drawn by lot, that is proved false of the thing of `fact`."""
    lines = [
        line
        for line in base.by_table[table_of(fact)]
        if line.polarity
        and line.scored
        and line.phrase
        and _is(base, fact, fact.subject, line, Truth.FALSE)
    ]
    return min(lines, key=lambda line: digest("line", fact.key, line.predicate), default=None)


def _others(base: FactBase, fact: Fact, line: Fact, *, doing: bool) -> list[str]:
    """Return other things of the table that the line fits, or does not fit, in a drawn order."""
    names = {other.subject for other in base.by_group[line.group]} - {fact.subject}
    truth = Truth.TRUE if doing else Truth.FALSE
    found = [name for name in names if _is(base, fact, name, line, truth)]
    return sorted(found, key=lambda name: digest("other", fact.key, name))


def _is(base: FactBase, fact: Fact, name: str, line: Fact, truth: Truth) -> bool:
    verdict = evaluate(base, name, line)
    return verdict.truth is truth and in_reach(base, fact, verdict)


def _option(
    fact: Fact,
    things: tuple[Thing, Thing],
    verdicts: tuple[Verdict, Verdict],
    answer: tuple[bool, bool],
) -> Option:
    truth = tuple(verdict.truth is Truth.TRUE for verdict in verdicts)
    wrong = [v for v, is_so, said in zip(verdicts, truth, answer, strict=True) if is_so != said]
    settled = (_settled(thing, fact, is_so) for thing, is_so in zip(things, truth, strict=True))
    explanation = " ".join((LEADS[answer[0] == truth[0], answer[1] == truth[1]], *settled))
    return Option(
        text=_answer(things[1], fact, answer),
        correct=not wrong,
        explanation=explanation,
        proof="TRUE" if not wrong else next((v.proof for v in wrong if v.proof != "TRUE"), "P1"),
        facts=tuple(dict.fromkeys(said for verdict in verdicts for said in verdict.facts)),
        form="verdict",
        subject=things[0].name,
        verdict=answer[0],
    )


def _answer(other: Thing, fact: Fact, answer: tuple[bool, bool]) -> str:
    """Return "True, and so is X", "True, but X is not", "False, but X is" or "False, and so …"."""
    verb, name = auxiliary(fact.does, other.plural), in_text(other)
    no = "cannot" if verb == "can" else f"{verb} not"
    return {
        (True, True): f"True, and {name} {verb} too",
        (True, False): f"True, but {name} {no}",
        (False, True): f"False, but {name} {verb}",
        (False, False): f"False, and {name} {no} either",
    }[answer]


def _settled(thing: Thing, fact: Fact, is_so: bool) -> str:
    if is_so:
        return sentence(thing, fact.slot, fact.value, fact.phrase, True)
    return f"{capitalise(in_text(thing))} {fact.does.negated(thing.plural)}."
