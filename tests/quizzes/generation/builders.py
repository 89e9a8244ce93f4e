"""Lessons, facts, bases and items in one line each, for tests that need no database."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from quizzes.generation.bank import build_bank
from quizzes.generation.base import FactBase, build_base
from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import Claim, Fact, LessonSource
from quizzes.generation.items import Item, Option, Stem
from quizzes.generation.phrases import Phrase
from quizzes.generation.reading import Passage
from quizzes.generation.survey import survey
from quizzes.generation.things import Thing, sentence

# Lessons


def lesson(body, *, slug="lesson", position=1, claims=(), title=""):
    return LessonSource(
        slug=slug,
        body=dedent(body).strip() + "\n",
        title=title or slug.capitalize(),
        position=position,
        claims=tuple(claims),
    )


def lessons(*bodies):
    """Return a course of lessons "one", "two", "three" … in this order."""
    names = ("one", "two", "three", "four", "five")
    return [
        lesson(body, slug=name, position=place)
        for place, (name, body) in enumerate(zip(names, bodies, strict=False), start=1)
    ]


def claim(reference, *quotes, weight="B", scored=True):
    return Claim(reference=reference, weight=weight, scored=scored, quotes=quotes)


def read(body, **values):
    return read_lesson(lesson(body, **values))


def statements(body, **values):
    return [fact.statement for fact in read(body, **values).facts]


def base_of(*bodies, **values):
    """Return the fact base of lessons, or of bodies that become lessons."""
    sources = bodies if isinstance(bodies[0], LessonSource) else lessons(*bodies)
    return build_base(sources, **values)


def bank_of(*bodies, seed=0, **values):
    return build_bank(base_of(*bodies, **values), seed=seed)


def survey_of(*bodies, **values):
    """Return the survey of lessons, or of bodies that become lessons, with their bank."""
    base = base_of(*bodies, **values)
    return survey(base, build_bank(base))


def drafts_of(model, base):
    """Return the drafts of one item model by direction and asked statement."""
    return {
        (draft.direction, tuple(fact.statement for fact in draft.asked)): draft
        for draft in model.propose(base)
    }


def picture(bank):
    """Return all that a learner would see of a bank, as text to compare."""
    return [picture_of(item) for item in bank.items]


def picture_of(item):
    options = [
        (o.text, o.correct, o.proof, o.explanation, [f.key for f in o.facts], o.citations)
        for o in item.options
    ]
    return (item.key, item.lesson, item.level, item.stem.text, options)


# Facts, bases and items made by hand


def fact(subject, does="", *, slot="table", value="", key="", says=True, passage="", **values):
    """Return a fact: `does` is its verb phrase in base form; without one, `slot` is a noun."""
    phrase = Phrase(does) if does else None
    value = value or does
    statement = sentence(Thing(subject), slot, value, phrase, says)
    return Fact(
        subject=subject,
        slot=slot,
        value=value,
        phrase=phrase,
        statement=statement,
        passage=Passage("lesson", subject, passage or statement, 1),
        quote=passage or statement,
        polarity=says,
        key=key or f"{subject} {slot} {value}",
        **{"kind": "cloud", **values},
    )


def base_from(*facts, things=(), body="", **values):
    """Return a base that holds exactly these facts, all of one lesson."""
    named = {thing.name: thing for thing in things}
    known = {one.subject: Thing(one.subject, kind=one.kind) for one in facts}
    source = LessonSource("lesson", body or "\n".join(one.statement for one in facts))
    return FactBase(lessons={"lesson": source}, facts=tuple(facts), things=known | named, **values)


def option(text, *, correct=False, facts=(), form="noun", subject="", **values):
    """Return an option with all that the gate wants to see."""
    return Option(
        text=text,
        correct=correct,
        explanation=values.pop("explanation", f"About {text}."),
        proof=values.pop("proof", "TRUE" if correct else "P1"),
        facts=tuple(facts),
        form=form,
        subject=subject,
        **values,
    )


def item(stem, options, *, asked, asks_for="", setting="", **values):
    """Return an item of the kind that its options make it."""
    two = sum(one.correct for one in options) == 2
    said = any(one.verdict is not None for one in options)
    return Item(
        key="item",
        model=values.pop("model", "T4"),
        direction=values.pop("direction", "name>feature"),
        kind=values.pop("kind", "multiple" if two else "true_false" if said else "single"),
        level="recall",
        lesson="lesson",
        stem=Stem(text=stem, asks_for=asks_for, frame="test/one", level="recall", setting=setting),
        options=tuple(options),
        asked=tuple(asked),
        **values,
    )


def changed(value, /, **values):
    return replace(value, **values)
