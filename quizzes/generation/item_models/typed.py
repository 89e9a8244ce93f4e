"""T10 and T5, the typed answer: a name, an expansion or a number that no option gives away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from quizzes.generation.amounts import amount_of
from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.items import Draft, Kind, Option, Stem
from quizzes.generation.phrases import PREPOSITIONS
from quizzes.generation.proofs import evaluate
from quizzes.generation.siblings import false_names
from quizzes.generation.things import Thing, in_text, is_plural, name_in_sentence, plural_of
from quizzes.generation.voice import name_option, stems
from quizzes.generation.words import ARTICLES, capitalise

OWN_WORDS = frozenset({"is a", IDENTITY})  # of which only a definition without its noun is asked
FEWEST_FORESEEN = 2
# A name neither begins nor ends with one of these.
TYING_WORDS = PREPOSITIONS | ARTICLES | {"and", "or", "nor", "but"}
FORESEEN = 3  # wrong answers that are explained when somebody types them


def propose(base: FactBase) -> Iterator[Draft]:
    for fact in base.facts:
        if not fact.polarity or not fact.scored or fact.is_step:
            continue
        if fact.slot == "stands for":
            yield from _expansion(base, fact)
        elif fact.definition or (fact.phrase and fact.kind and fact.slot not in OWN_WORDS):
            yield from _name(base, fact)
        elif fact.phrase is None and amount_of(fact.value):
            yield from _number(base, fact)


def _name(base: FactBase, fact: Fact) -> Iterator[Draft]:
    """Ask for the name of the thing, as a question or as a sentence with a gap at its end."""
    thing = base.thing(fact)
    as_gap = int(digest("as gap", fact.key), 16) % 2 == 0
    right = name_option(base, fact.subject, fact, evaluate(base, fact.subject, fact))
    false = false_names(base, fact)
    near = false[:FORESEEN]
    wrong = [name_option(base, name, fact, proof, rival=fact.subject) for name, proof in near]
    places = {
        "kind": fact.kind,
        "kinds": plural_of(fact.kind),
        "that": fact.definition or f"that {fact.does.third()}",
    }
    if len(near) < FEWEST_FORESEEN:
        return  # a thing without neighbours is the only name that comes to mind
    if as_gap:
        right, *wrong = (_within_sentence(base, option) for option in (right, *wrong))
    yield _typed(
        fact,
        "cloze" if as_gap else "short_answer",
        "definition>name" if fact.definition else "predicate>name",
        stems("name_in_gap" if as_gap else "name_to_type", **places),
        replace(
            right,
            accepted=_accepted(base, thing, [name for name, _ in false]),
            lookalikes=base.lookalikes[thing.name],
        ),
        tuple(wrong),
        hints=thing.all_names,
    )


def _within_sentence(base: FactBase, option: Option) -> Option:
    """Return an answer as it is written into a gap, where a common noun has no capital."""
    return replace(option, text=name_in_sentence(base.things[option.subject]))


def _accepted(base: FactBase, thing: Thing, rivals: Collection[str]) -> tuple[str, ...]:
    """Return the other names of a thing, and its name without the words that say nothing here.

    Args:
        rivals: names of the things that must not be meant.
    """
    told = [word for word in thing.name.split() if word.lower() not in base.stop_words]
    unclear = _is_broken_off(told) or _names_another(base, rivals, told)
    short = "" if unclear else " ".join(told)
    names = {"": "", thing.name.casefold(): ""}  # by what counts of them
    for name in (*thing.aliases, short):
        names.setdefault(name.casefold(), name)
    return tuple(filter(None, names.values()))


def _is_broken_off(words: list[str]) -> bool:
    """Tell whether something is missing before or after: "Distributed denial of" is no name."""
    return any(word.lower() in TYING_WORDS for word in words[:1] + words[-1:])


def _names_another(base: FactBase, rivals: Iterable[str], words: list[str]) -> bool:
    """Tell whether the words stand in the name of another thing: "managed key" is said of two."""
    sought = f" {' '.join(words)} ".casefold()
    names = (name for rival in rivals for name in names_of(base.things[rival]))
    return any(sought in f" {name} ".casefold() for name in names)


def names_of(thing: Thing) -> tuple[str, ...]:
    return (thing.name, *thing.aliases)


def _expansion(base: FactBase, fact: Fact) -> Iterator[Draft]:
    """Ask what an acronym stands for: typed, since its letters would tell among options."""
    acronym = _acronym(base.thing(fact), fact.value)
    if not acronym:
        return
    right = Option(
        text=capitalise(fact.value),
        correct=True,
        explanation=fact.statement,
        proof="TRUE",
        facts=(fact,),
        form="typed",
        subject=fact.subject,
    )
    wordings = stems("expansion_to_type", acronym=acronym)
    yield _typed(fact, "short_answer", "acronym>words", wordings, right, (), hints="")


def _acronym(thing: Thing, words: str) -> str:
    """Return the part of a thing's names that is made of the first letters of the words, or ""."""
    letters = "".join(word[0] for word in words.split()).upper()
    return next((name for name in thing.all_names.split() if name.upper() == letters), "")


def _number(base: FactBase, fact: Fact) -> Iterator[Draft]:
    amount = amount_of(fact.value)
    if amount is None or amount.low != amount.high:
        return
    number, unit = _split(fact.value)
    if not unit:
        return
    thing = base.thing(fact)
    right = Option(
        text=number,
        correct=True,
        explanation=fact.statement,
        proof="TRUE",
        facts=(fact,),
        form="typed",
        subject=fact.subject,
        unit=unit,
    )
    places = {"thing": in_text(thing), "slot": fact.slot, "unit": unit}
    places["is"] = "are" if is_plural(fact.slot) else "is"
    yield _typed(
        fact, "numeric", "slot>number", stems("number_to_type", **places), right, (), hints=""
    )


def _split(value: str) -> tuple[str, str]:
    """Return number and unit of "30 days for new users": ("30", "days")."""
    number, _, rest = value.partition(" ")
    words = rest.split(" ")
    return (number, words[0]) if number[:1].isdigit() and words[0].isalpha() else ("", "")


def _typed(
    fact: Fact,
    kind: Kind,
    direction: str,
    wordings: tuple[Stem, ...],
    right: Option,
    wrong: tuple[Option, ...],
    *,
    hints: str,
) -> Draft:
    return Draft(
        model="T5" if kind == "numeric" else "T10",
        direction=direction,
        kind=kind,
        lesson=fact.passage.lesson,
        asked=(fact,),
        stems=wordings,
        keys=(),
        pool=(),
        hints=hints,
        predicate=fact.value,
        sets=((right, *wrong),),
    )
