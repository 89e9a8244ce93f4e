"""Drawing a form: which questions, in which order, with their options in which order.

Pure: the same candidates and the same seed give the same form on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from quizzes.generation.chance import Chance, digest
from quizzes.papers.candidates import Arrangement, Candidate, gives_away
from quizzes.papers.places import Place


def draw_form(candidates: Iterable[Candidate], *, count: int, seed: int) -> tuple[Candidate, ...]:
    """Return up to `count` questions, no two on one fact, evenly from all lessons.

    Within a lesson the questions that were answered least often come first, and of equals those
    that no drawn one gives away and that do not begin like one. A form is never padded: when the
    facts run out it stays shorter.
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


def draw_places(candidates: Iterable[Candidate], *, count: int, seed: int) -> tuple[Place, ...]:
    """Return the form of `draw_form`, each question with the order of its options."""
    return tuple(
        Place(candidate, tuple(draw_option_order(candidate, seed=seed)), candidate.scored)
        for candidate in draw_form(candidates, count=count, seed=seed)
    )


def pick_from(queue: list[Candidate], drawn: list[Candidate]) -> Candidate | None:
    """Return the first that asks no fact again, if possible one not given away, in words not used."""
    facts = {fact for one in drawn for fact in one.facts}
    fresh = [one for one in queue if facts.isdisjoint(one.facts)]
    if not fresh:
        return None
    stems = {one.stem for one in drawn}
    return min(
        fresh,
        key=lambda one: (
            one.times_answered,
            any(gives_away(one, other) for other in drawn),
            one.stem in stems,
        ),
    )


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
