"""Voice: stems from frames, and explanations that say why an option is right or what it does instead."""

from __future__ import annotations

from typing import cast

from quizzes.generation.base import FactBase, remembered
from quizzes.generation.data import load
from quizzes.generation.facts import Fact
from quizzes.generation.items import Form, Level, Option, Stem
from quizzes.generation.phrases import Phrase
from quizzes.generation.proofs import TOO_ALIKE, Verdict, predicate_text
from quizzes.generation.things import Thing, in_text, is_person, option_text, pronoun
from quizzes.generation.words import capitalise, likeness


def stems(family: str, **places: str) -> tuple[Stem, ...]:
    """Return every wording of a family of frames with its places filled."""
    found = []
    for frame in load("frames")[family]:
        asks = str(frame["asks"])
        wording = frame["text"]
        text = wording.format_map(places)
        found.append(
            Stem(
                text=capitalise(text),
                asks_for=places.get(asks, asks),
                frame=f"{family}/{frame['name']}",
                level=cast("Level", frame["level"]),
                setting=places.get("setting", "")
                if "{who}" in wording or "{setting}" in wording
                else "",
            )
        )
    return tuple(found)


def name_option(
    base: FactBase, name: str, asked: Fact, verdict: Verdict, rival: str = ""
) -> Option:
    """Return the option that names a thing, for a stem that asks `asked`'s predicate.

    Args:
        rival: the right thing, for a wrong option: what is told of the wrong one must not be true of it.
    """
    thing = base.things[name]
    if verdict.proof == "TRUE":
        said = [asked.statement]
        more = signature(base, name, avoid=asked)
        if more:
            said.append(f"{capitalise(pronoun(thing))} {more.does.third(thing.plural)}.")
        aside = (more,) if more else ()
        return Option(
            option_text(thing),
            True,
            " ".join(said),
            "TRUE",
            verdict.facts,
            "name",
            name,
            aside=aside,
        )
    own = signature(base, name, avoid=asked, rival=rival)
    return Option(
        text=option_text(thing),
        correct=False,
        explanation=_denial(thing, asked, own),
        proof=verdict.proof,
        facts=verdict.facts,
        form="name",
        subject=name,
        aside=(own,) if own else (),
    )


def _denial(thing: Thing, asked: Fact, own: Fact | None) -> str:
    subject = capitalise(in_text(thing))
    no = asked.phrase.negated(thing.plural) if asked.phrase else f"is not {asked.value}"
    if own is None or own.phrase is None:
        return f"{subject} {no}."
    it = pronoun(thing)
    return f"{subject} {no}; {it} {own.phrase.third(thing.plural)}."


def predicate_option(base: FactBase, name: str, said: Fact, verdict: Verdict, form: Form) -> Option:
    """Return the option that says of the thing `name` what `said` says of its own subject."""
    thing = base.things[name]
    text = predicate_in_form(said, thing, form)
    if verdict.proof == "TRUE":
        fact = verdict.facts[0]
        return Option(text, True, fact.statement, "TRUE", verdict.facts, form, name)
    told = _owner(base, name, said) or signature(base, name, avoid=said)
    return Option(
        text=text,
        correct=False,
        explanation=denial_with_owner(base, thing, said, told),
        proof=verdict.proof,
        facts=verdict.facts,
        form=form,
        subject=name,
        aside=(told,) if told else (),
    )


def predicate_in_form(said: Fact, thing: Thing, form: Form) -> str:
    """Return a predicate as an option: "Scanning images" or "It scans images".

    Raises:
        NotAVerbPhrase: the form needs a gerund and the phrase has none.
    """
    phrase = said.phrase
    if phrase is None:
        return capitalise(said.value)
    if form == "gerund":
        return capitalise(phrase.gerund())
    if is_person(thing):
        return capitalise(phrase.third(thing.plural))
    return f"{capitalise(pronoun(thing))} {phrase.third(thing.plural)}"


def _owner(base: FactBase, name: str, said: Fact) -> Fact | None:
    """Return the fact by which another thing does do it: the one that is offered, if it is."""
    if said.polarity and said.subject != name:
        return said
    doing = [f for f in base.by_predicate[said.predicate] if f.polarity and f.subject != name]
    return doing[0] if doing else None


def denial_with_owner(base: FactBase, thing: Thing, said: Fact, told: Fact | None) -> str:
    """Say that a thing does not do it, and who does; else what the thing does instead: `told`."""
    subject = capitalise(in_text(thing))
    if said.phrase is None:
        return f"{subject}: not {said.value}."
    no = f"{subject} {said.phrase.negated(thing.plural)}"
    if told is None:
        return f"{no}."
    if told.subject == thing.name:
        return f"{no}; {pronoun(thing)} {told.does.third(thing.plural)}."
    other = base.thing(told)
    return f"{no}; {in_text(other)} {auxiliary(said.phrase, other.plural)}."


def auxiliary(phrase: Phrase, plural: bool) -> str:
    """Return the verb that stands for the whole phrase: "does", "is", "can"."""
    if phrase.modal:
        return phrase.modal
    if phrase.verb == "be":
        return "are" if plural else "is"
    return "do" if plural else "does"


@remembered
def signature(base: FactBase, name: str, avoid: Fact, rival: str = "") -> Fact | None:
    """Return the fact that tells best what a thing is about, other than `avoid`.

    The purpose comes first, then what the fewest other things share. What is true of the rival
    as well tells nothing and is left out, as is what may not decide a question.
    """
    rivals = {f.predicate for f in base.by_subject.get(rival, ()) if f.polarity}
    own = [
        fact
        for fact in base.by_subject.get(name, ())
        if fact.polarity
        and fact.phrase is not None
        and fact.slot not in {"is a", "stands for"}
        and likeness(predicate_text(fact), predicate_text(avoid)) < TOO_ALIKE
        and fact.predicate not in rivals
    ]
    if not own:
        return None
    return min(
        own,
        key=lambda f: (f.slot != "purpose", base.sharers[f.predicate], base.position(f), f.key),
    )
