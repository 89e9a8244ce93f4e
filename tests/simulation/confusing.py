"""Learners who take one thing for its likeness, against the pair that the rollup puts first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from random import Random

from quizzes.bank.question_rows import options_of
from quizzes.grading import MarkScheme, mark_scheme_of
from quizzes.models import Question, Version
from quizzes.rollups.base import Rows
from quizzes.rollups.confusions import Confusions
from quizzes.rollups.evidence import Evidence
from tests.shipped import shipped_bank, shipped_base
from tests.simulation.figures import Figure
from tests.simulation.scheduling import START

ANSWERS = 200
WEAK, ELSEWHERE = 0.6, 0.15  # chance of a wrong answer about the weak thing, and about others
PRACTISED = 0.15  # of the questions that are about the weak thing, as in practice of its lesson
ASKED, OFFERED = 8, 4  # questions at the least about a weak thing, and with its likeness among them
SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a learner sees it, with the things behind its options."""

    scheme: MarkScheme
    key: int
    things: tuple[str, ...]

    @property
    def thing(self) -> str:
        return self.things[self.key]

    @property
    def others(self) -> tuple[int, ...]:
        return tuple(
            place
            for place, thing in enumerate(self.things)
            if place != self.key and thing and thing != self.thing
        )


@cache
def questions() -> tuple[Asked, ...]:
    """Return the choices among things of the shipped course."""
    found = []
    for item in shipped_bank().items:
        if item.kind != "single":
            continue
        options = options_of(item)
        version = Version(
            question=Question(kind=item.kind),
            stem=item.stem.text,
            options=options,
            fact_keys=[fact.key for fact in item.asked],
        )
        things = tuple(option["thing"] for option in options)
        asked = Asked(mark_scheme_of(version), version.key_positions[0], things)
        if asked.thing and len(asked.others) > 1:
            found.append(asked)
    return tuple(found)


@cache
def features() -> dict[str, frozenset[tuple[str, str]]]:
    """Return what is said of each thing."""
    said: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for fact in shipped_base().facts:
        said[fact.subject].add((fact.slot, fact.says.lower()))
    return {thing: frozenset(words) for thing, words in said.items()}


def likeness(one: str, other: str) -> tuple[int, str]:
    """Return how much two things have in common; the name settles equals."""
    return (len(features().get(one, frozenset()) & features().get(other, frozenset())), other)


@cache
def weaknesses() -> dict[str, str]:
    """Return the things that are asked about often, each with the likest of those often offered."""
    asked_of: Counter[str] = Counter()
    offered: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for asked in questions():
        asked_of[asked.thing] += 1
        offered[asked.thing].update({asked.things[place] for place in asked.others})
    often = {
        thing: [other for other, times in sorted(counts.items()) if times >= OFFERED]
        for thing, counts in sorted(offered.items())
        if asked_of[thing] >= ASKED
    }
    return {
        thing: max(others, key=lambda other: likeness(thing, other))
        for thing, others in often.items()
        if others
    }


def answer(asked: Asked, weak: str, taken_for: str, chance: Random) -> int:
    """Return the place of the option that a learner chooses: the likeness of the weak thing, if there."""
    if chance.random() >= (WEAK if asked.thing == weak else ELSEWHERE):
        return asked.key
    if asked.thing == weak and taken_for in asked.things:
        return asked.things.index(taken_for)
    return chance.choice(asked.others)


def top_pair(weak: str, taken_for: str, chance: Random) -> tuple[str, str]:
    """Return the pair that stands first after the answers of one learner."""
    rollup = Confusions()
    rows: Rows = {}
    for number in range(ANSWERS):
        asked = chance.choice(about(weak) if chance.random() < PRACTISED else questions())
        chosen = [answer(asked, weak, taken_for, chance)]
        evidence = Evidence(
            course=1,
            lesson="",
            answered_at=START + timedelta(minutes=number),
            kind="single",
            right=asked.scheme.is_right(chosen),
            fresh=True,
            guessed=False,
            taught=True,
            guess=0.25,
            difficulty=0.0,
            seconds=0.0,
            mistaken=asked.scheme.mistaken(chosen),
        )
        rollup.carry(rows, evidence)
    _, thing, other = max(rows, key=lambda key: (rows[key].times, rows[key].last_at))
    return thing, other


@cache
def about(thing: str) -> tuple[Asked, ...]:
    return tuple(asked for asked in questions() if asked.thing == thing)


def figures(*, learners: int, noise: float = 0.0) -> Iterator[Figure]:
    chance = Random("confusions")
    pairs = sorted(weaknesses().items())
    found = 0
    for _ in range(learners):
        weak, taken_for = chance.choice(pairs)
        found += top_pair(weak, taken_for, chance) == (weak, taken_for)
    yield Figure(
        "the pair that is really confused stands first",
        found / learners,
        SHARE - noise,
        at_least=True,
        note=f"{len(pairs)} things that may be confused",
    )
