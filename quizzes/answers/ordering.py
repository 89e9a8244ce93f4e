"""Ordering: steps to be put into the order in which they stand in the lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, factorial
from typing import ClassVar

from django.http import QueryDict

from quizzes.answers.base import (
    AnswerKind,
    Chosen,
    NotAnAnswer,
    Option,
    Order,
    are_indexes,
    fields_of,
)
from quizzes.papers.candidates import Arrangement
from quizzes.showing import NO_SUCH_ROW, Answered, Open, OpenedRow, verdict_on

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


@dataclass(frozen=True, slots=True)
class Step:
    """One step where it was drawn (from 1), with the place it was given, or none."""

    drawn: int
    text: str
    place: str

    @property
    def field(self) -> str:
        return field_of(self.drawn)


@dataclass(frozen=True, slots=True)
class OpenOrdering(Open):
    """Steps in drawn order, each to be given a place."""

    template: ClassVar[str] = "quizzes/answers/_ordering.html"

    steps: tuple[Step, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(str(place) for place in range(1, len(self.steps) + 1))


class Ordering(AnswerKind):
    """Chosen: the indexes of the options in the order that the learner gave.

    Where an answer is kept before it is complete, a place without a step holds `None`.
    """

    @property
    def solution(self) -> list[int]:
        return sorted(range(len(self.options)), key=lambda i: int(self.options[i]["place"]))

    @property
    def arrangement(self) -> Arrangement:
        return Arrangement.UNSOLVED

    @property
    def guess(self) -> float:
        return 1 / factorial(len(self.options))

    def read(self, sent: QueryDict, order: Order) -> Chosen:
        given = [sent.get(field_of(n), "") for n in range(1, len(order) + 1)]
        check_places(given)
        placed = {int(place): index for place, index in zip(given, order, strict=True) if place}
        return [placed.get(place) for place in range(1, len(order) + 1)]

    def sent(self, chosen: Chosen, order: Order) -> QueryDict:
        placed = list(chosen)
        return fields_of(
            {
                field_of(drawn): [str(placed.index(index) + 1)]
                for drawn, index in enumerate(order, start=1)
                if index in placed
            }
        )

    def keep(self, chosen: Chosen) -> list[int | str | None]:
        steps, count = [step for step in chosen if step is not None], len(self.options)
        if len(chosen) != count or not are_indexes(steps, count) or len(set(steps)) < len(steps):
            raise NotAnAnswer(NO_SUCH_ROW)
        return [*chosen]

    def accept(self, chosen: Chosen) -> list[int | str | None]:
        kept, count = self.keep(chosen), len(self.options)
        missing = kept.count(None)
        if missing == count:
            raise NotAnAnswer("Put the steps into their order first, then answer.")
        if missing:
            raise NotAnAnswer(
                f"{missing} of {count} {'has' if missing == 1 else 'have'} no place yet. The places "
                "you gave are kept: give each step its own, then answer."
            )
        return kept

    def is_order(self, chosen: Chosen) -> bool:
        """Tell whether an answer names every step once."""
        count = len(self.options)
        return are_indexes(chosen, count) and len(chosen) == len(set(chosen)) == count

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.options[i]["text"] for i in self.solution)

    def points(self, chosen: Chosen) -> float:
        """Return the fraction of the pairs of steps that stand the right way round."""
        return self.pairs_in_order(chosen) / comb(len(self.options), 2)

    def pairs_in_order(self, chosen: Chosen) -> int:
        """Return how many pairs of steps stand the right way round."""
        if not self.is_order(chosen):
            return 0
        placed = list(chosen)
        pairs = combinations(self.solution, 2)
        return sum(placed.index(one) < placed.index(other) for one, other in pairs)

    def missed(self, chosen: Chosen) -> tuple[int, ...]:
        """Return the steps that do not stand in their place."""
        if not self.is_order(chosen):
            return tuple(self.solution)
        pairs = zip(self.solution, chosen, strict=True)
        return tuple(step for step, put in pairs if step != put)

    def tally(self, chosen: Chosen) -> str:
        return f"{self.pairs_in_order(chosen)} of {comb(len(self.options), 2)} pairs in order"

    def told(self, chosen: Chosen) -> str:
        said = "; ".join(
            f"{place}. {self.options[index]['text']}"
            for place, index in enumerate(chosen, start=1)
            if isinstance(index, int)
        )
        return f"Your order: {said}"

    def listed(self, option: Option) -> str:
        return f"{option['place']}. {option['text']}"

    def show_open(self, order: Order, sent: QueryDict | None = None) -> OpenOrdering:
        steps = (
            Step(n, self.options[index]["text"], sent.get(field_of(n), "") if sent else "")
            for n, index in enumerate(order, start=1)
        )
        return OpenOrdering(stem=self.stem, steps=tuple(steps))

    def show_answered(self, order: Order, chosen: Chosen, *, course: str) -> Answered:
        placed = list(chosen)
        rows = tuple(
            self.opened(place, index, placed.index(index) if index in placed else None, course)
            for place, index in enumerate(self.solution)
        )
        return Answered(
            stem=self.stem,
            rows=rows,
            right=self.points(chosen) == 1,
            partly=0 < self.points(chosen) < 1,
            summary=summary_of(
                sum(row.verdict.right for row in rows), len(rows), tally=self.tally(chosen)
            ),
            mark_shape="checkbox",
        )

    def opened(self, place: int, index: int, given: int | None, course: str) -> OpenedRow:
        """Return a step at its right place; both places are counted from 0."""
        said = "You gave it no place." if given is None else f"You put it {ORDINALS[given]}."
        remark = "" if given == place else said
        return OpenedRow(
            mark=str(place + 1),
            text=self.options[index]["text"],
            verdict=verdict_on(
                self.options[index], right=given == place, remark=remark, course=course
            ),
        )


def check_places(given: Sequence[str]) -> None:
    """Refuse what is no place, and a place given twice."""
    places = [place for place in given if place]
    if not set(places) <= {str(place) for place in range(1, len(given) + 1)}:
        raise NotAnAnswer(NO_SUCH_ROW)
    if len(set(places)) < len(places):
        twice = next(place for place in sorted(places) if places.count(place) > 1)
        raise NotAnAnswer(
            f"Place {twice} is given more than once. The places you gave are kept: give each step "
            "its own, then answer."
        )


def field_of(drawn: int) -> str:
    """Return the name of the field for the step drawn at this place, from 1."""
    return f"place-{drawn}"


def summary_of(hits: int, steps: int, *, tally: str) -> str:
    """Say in a few words how the answer went: steps in place, and what the points count."""
    if hits == steps:
        return "Right."
    if hits == 0:
        return f"Not this order: no step is in place; {tally}."
    return f"Not quite: {hits} of {steps} {'is' if hits == 1 else 'are'} in place; {tally}."
