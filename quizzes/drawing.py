"""Drawing a form: which questions, in which order, with their options in which order.

Pure: the same candidates and the same seed give the same form on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from quizzes.generation.chance import Chance, digest


class Arrangement(Enum):
    """How the options of a question may be laid out, as against the order they are stored in."""

    SHUFFLED = auto()
    AS_STORED = auto()  # amounts from small to large
    UNSOLVED = auto()  # never as stored, for that is the answer


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked, with what the draw needs to know of it."""

    version_id: int
    lesson: str
    key: str
    number: int
    option_count: int
    facts: frozenset[str]
    stem: str
    arrangement: Arrangement = Arrangement.SHUFFLED
    times_answered: int = 0
    scored: bool = True

    @property
    def name(self) -> tuple[str, str, int]:
        """Return what identifies the wording on any installation."""
        return (self.lesson, self.key, self.number)


def draw_form(candidates: Iterable[Candidate], *, count: int, seed: int) -> tuple[Candidate, ...]:
    """Return up to `count` questions, no two on one fact, evenly from all lessons.

    Within a lesson the questions that were answered least often come first, and of equals those
    that do not begin like one that is drawn already. A form is never padded: when the facts run
    out it stays shorter.
    """
    chance = Chance(seed, "form")
    queues = chance.shuffled(
        [queue_of(lesson, chance) for _, lesson in groupby(by_name(candidates), lesson_of)]
    )
    drawn: list[Candidate] = []
    while len(drawn) < count and any(queues):
        for queue in queues:
            pick = pick_from(queue, drawn)
            if pick is None:
                queue.clear()
            elif len(drawn) < count:
                queue.remove(pick)
                drawn.append(pick)
    return tuple(chance.shuffled(drawn))


def pick_from(queue: list[Candidate], drawn: list[Candidate]) -> Candidate | None:
    """Return the first that asks no fact again, if possible one with words not used yet."""
    facts = {fact for one in drawn for fact in one.facts}
    fresh = [one for one in queue if facts.isdisjoint(one.facts)]
    if not fresh:
        return None
    stems = {one.stem for one in drawn}
    return min(fresh, key=lambda one: (one.times_answered, one.stem in stems))


def draw_option_order(candidate: Candidate, *, seed: int) -> list[int]:
    """Return the order in which the options are shown: indexes into the version's options."""
    chance = Chance(seed, "options", *candidate.name)
    stored = list(range(candidate.option_count))
    if candidate.arrangement is Arrangement.AS_STORED:
        return stored
    order = chance.shuffled(stored)
    while candidate.arrangement is Arrangement.UNSOLVED and order == stored:
        order = chance.shuffled(stored)
    return order


def form_code_of(form: Iterable[Candidate], *, seed: int) -> str:
    """Return a code that is the same exactly when the paper is the same."""
    return digest(seed, *(part for candidate in form for part in candidate.name))


def queue_of(lesson: Iterable[Candidate], chance: Chance) -> list[Candidate]:
    return sorted(chance.shuffled(list(lesson)), key=lambda candidate: candidate.times_answered)


def by_name(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: candidate.name)


def lesson_of(candidate: Candidate) -> str:
    return candidate.lesson
