"""Reviews: with which question each fact that is due is asked again. Pure.

The same facts, candidates and seed give the same review on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.candidates import Candidate, in_conflict
from quizzes.drawing import draw_option_order
from quizzes.generation.chance import Chance
from quizzes.memory import RECALL_KINDS
from quizzes.places import Place

BATCH = 20  # questions of one sitting at the most


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
    """Return up to `count` questions, each for a fact of its own, in the order of the facts.

    No question gives away another one. A fact that can only be asked in such a way, or that another
    question asks already, waits for the next review.
    """
    drawn: list[Candidate] = []
    for fact in facts:
        if len(drawn) == count:
            break
        way = next((one for one in ways_in_order(fact, seed) if fits(one.candidate, drawn)), None)
        if way:
            drawn.append(way.candidate)
    return tuple(Place(one, tuple(draw_option_order(one, seed=seed)), one.scored) for one in drawn)


def ways_in_order(fact: DueFact, seed: int) -> list[Way]:
    """Return the ways to ask a fact, the best first.

    Never the last question again if there is another; every second time a format in which the
    answer must be recalled; words not seen before, then those seen longest ago; another kind than
    last time. What is equal is drawn.
    """
    chance = Chance(seed, "review", fact.key)
    ways = chance.shuffled(sorted(fact.ways, key=lambda way: way.candidate.name))
    recall = wants_recall(fact)
    return sorted(
        ways,
        key=lambda way: (
            way.question == fact.last_question,
            (way.candidate.kind in RECALL_KINDS) != recall,
            way.seen_at is not None,
            way.seen_at.timestamp() if way.seen_at else 0.0,
            way.candidate.kind == fact.last_kind,
            fact.key not in way.candidate.facts,
        ),
    )


def wants_recall(fact: DueFact) -> bool:
    """Tell whether it is the turn of a recall format, as far as there is one."""
    return fact.last_kind not in RECALL_KINDS


def fits(candidate: Candidate, drawn: Sequence[Candidate]) -> bool:
    return not any(in_conflict(candidate, other) for other in drawn)
