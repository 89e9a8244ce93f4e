"""Contrast drills: six questions in which two things must be told apart. Pure.

The same questions and seed give the same drill on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from quizzes.contrasts.differences import Things
from quizzes.generation.chance import Chance
from quizzes.papers.candidates import Candidate, gives_away
from quizzes.papers.drawing import draw_option_order
from quizzes.papers.places import Place

LENGTH = 6  # questions of a drill at the most
EACH_WAY = 2  # questions with each of the two as the key, where there are such
DRAWS = 20  # of which the fullest is taken, since a question on two facts may stand in the way
TITLE_LENGTH = 160


class Bearing(IntEnum):
    """How a question bears on two things, the closest first."""

    APART = 0  # one is right where the other is offered
    NAMED = 1  # both are named, as in a comparison
    DIFFERING = 2  # it asks a fact in which they differ


@dataclass(frozen=True, slots=True)
class Contrast:
    """A question that tells two things apart.

    Attributes:
        key: the thing that is right; "" where both are, as in a matching.
    """

    candidate: Candidate
    bearing: Bearing
    key: str = ""

    @property
    def is_fresh(self) -> bool:
        return not self.candidate.times_answered


def pair_of(one: str, other: str) -> Things:
    """Return two things in the one order in which they stand everywhere."""
    first, second = sorted((one, other), key=lambda name: (name.casefold(), name))
    return (first, second)


def title_of(things: Things) -> str:
    """Return the name of the drill of two things; long names are cut so that both are seen."""
    title = " and ".join(things)
    if len(title) <= TITLE_LENGTH:
        return title
    room = (TITLE_LENGTH - len(" and ")) // 2
    return " and ".join(
        name if len(name) <= room else f"{name[: room - 1].rstrip()}…" for name in things
    )


def contrast_of(
    candidate: Candidate,
    options: Sequence[Mapping[str, Any]],
    things: Things,
    telling: Mapping[str, str],
) -> Contrast | None:
    """Return a question as one that tells two things apart, or `None` if it does not.

    Args:
        options: of its wording, each with the `thing` that it belongs to.
        telling: keys of the facts in which the two differ, with the thing that each is about.
    """
    right = named_in(options, things, correct=True)
    wrong = named_in(options, things, correct=False) - right
    key = next(iter(right)) if len(right) == 1 else ""
    if key and wrong:
        return Contrast(candidate, Bearing.APART, key)
    stem = candidate.stem.casefold()
    if len(right) == 2 or (key and all(thing.casefold() in stem for thing in things)):
        return Contrast(candidate, Bearing.NAMED, key)
    asked = {telling[fact] for fact in candidate.facts if fact in telling}
    if asked:
        return Contrast(candidate, Bearing.DIFFERING, asked.pop() if len(asked) == 1 else "")
    return None


def named_in(
    options: Sequence[Mapping[str, Any]], things: Collection[str], *, correct: bool
) -> set[str]:
    """Return which of the things stand among the right, or the wrong, options."""
    named = {option.get("thing", "") for option in options if option["correct"] is correct}
    return named & set(things)


def draw_contrasts(
    contrasts: Sequence[Contrast], things: Things, *, seed: int
) -> tuple[Place, ...]:
    """Return a drill of up to six questions, no two on one fact, in a drawn order.

    First come questions in which one thing is right and the other is offered, each way round twice;
    then the rest: words not seen before, those that bear closest on the pair, another stem, the thing
    that was the key less often. When the facts run out the drill stays shorter.
    """
    chance = Chance(seed, "contrast", *things)
    stored = sorted(contrasts, key=lambda one: one.candidate.name)
    draws = [drawn_once(chance.shuffled(stored), things) for _ in range(DRAWS)]
    fullest = max(draws, key=lambda drill: fullness(drill, things))
    return tuple(
        Place(
            one.candidate, tuple(draw_option_order(one.candidate, seed=seed)), one.candidate.scored
        )
        for one in chance.shuffled(fullest)
    )


def drawn_once(shuffled: Sequence[Contrast], things: Things) -> list[Contrast]:
    """Return a drill that takes the first of equals."""
    drawn: list[Contrast] = []
    for thing in things * EACH_WAY:
        apart = [one for one in shuffled if one.bearing is Bearing.APART and one.key == thing]
        add_best(drawn, apart)
    while len(drawn) < LENGTH and add_best(drawn, shuffled):
        pass
    return drawn


def add_best(drawn: list[Contrast], offered: Sequence[Contrast]) -> bool:
    """Add the best question that asks no fact again; tell whether there was one."""
    asked = {fact for one in drawn for fact in one.candidate.facts}
    fitting = [one for one in offered if asked.isdisjoint(one.candidate.facts)]
    keys = Counter(one.key for one in drawn)
    stems = {one.candidate.stem for one in drawn}
    best = min(
        fitting,
        key=lambda one: (
            not one.is_fresh,
            one.bearing,
            one.candidate.stem in stems,
            keys[one.key],
            any(gives_away(one.candidate, other.candidate) for other in drawn),
        ),
        default=None,
    )
    if best:
        drawn.append(best)
    return best is not None


def fullness(drill: Sequence[Contrast], things: Things) -> tuple[int, int, int]:
    """Return what the best of several draws has most of: both ways round, length, new words."""
    keys = Counter(one.key for one in drill if one.bearing is Bearing.APART)
    both = sum(min(keys[thing], EACH_WAY) for thing in things)
    return (both, len(drill), sum(one.is_fresh for one in drill))
