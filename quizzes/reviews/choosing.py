"""Reviews: with which question each fact that is due is asked again. Pure.

The same facts, candidates and seed give the same review on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from quizzes.generation.chance import Chance
from quizzes.memory import RECALL_KINDS
from quizzes.papers.candidates import Candidate, in_conflict
from quizzes.papers.drawing import draw_option_order
from quizzes.papers.places import Place

BATCH = 20  # questions of one sitting at the most
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Way:
    """A question in which a fact can be asked.

    Attributes:
        question: id.
        seen_at: when the person last answered this wording; `None` for words not seen before.
    """

    question: int
    candidate: Candidate
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueFact:
    """A fact that is due, with all ways to ask it.

    Attributes:
        last_kind: of the question it was last asked with.
        last_question: id of that question; `None` where that is not known.
    """

    key: str
    last_kind: str
    ways: tuple[Way, ...]
    last_question: int | None = None


def draw_review(facts: Sequence[DueFact], *, count: int, seed: int) -> tuple[Place, ...]:
    """Return up to `count` questions, each for a fact of its own, in the order of the facts."""
    return draw_one_each((ways_in_order(fact, seed) for fact in facts), count=count, seed=seed)


def draw_one_each(facts: Iterable[Sequence[Way]], *, count: int, seed: int) -> tuple[Place, ...]:
    """Return up to `count` questions, each for a fact of its own, in the order of the facts.

    No question gives away another one. A fact waits for the next time where none of its ways fits,
    or where another question asks it already. The first fact never waits.

    Args:
        facts: for each fact the ways to ask it, the best first.
    """
    drawn: list[Candidate] = []
    for ways in facts:
        if len(drawn) == count:
            break
        way = next((one for one in ways if fits(one.candidate, drawn)), None)
        if way:
            drawn.append(way.candidate)
    return tuple(Place(one, tuple(draw_option_order(one, seed=seed)), one.scored) for one in drawn)


def ways_in_order(fact: DueFact, seed: int) -> list[Way]:
    """Return the ways to ask a fact whose turn it is, the best first.

    First words not seen before, then those seen longest ago; another kind than last time; a
    question that asks the fact rather than one that only rests on it. What is equal is drawn.
    """
    chance = Chance(seed, "review", fact.key)
    ways = chance.shuffled(sorted(ways_of_turn(fact), key=lambda way: way.candidate.name))
    return sorted(
        ways,
        key=lambda way: (
            way.seen_at or NEVER,
            way.candidate.kind == fact.last_kind,
            fact.key not in way.candidate.facts,
        ),
    )


def ways_of_turn(fact: DueFact) -> tuple[Way, ...]:
    """Return the ways whose turn it is.

    Never the last question if there is another one; every second time formats in which the answer
    must be recalled, and between them others, as far as there are such.
    """
    others = tuple(way for way in fact.ways if way.question != fact.last_question) or fact.ways
    recalled = fact.last_kind in RECALL_KINDS
    turn = tuple(way for way in others if (way.candidate.kind in RECALL_KINDS) != recalled)
    return turn or others


def fits(candidate: Candidate, drawn: Sequence[Candidate]) -> bool:
    return not any(in_conflict(candidate, other) for other in drawn)
