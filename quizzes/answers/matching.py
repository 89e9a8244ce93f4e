"""Matching: for each premise one of the matches on offer."""

from __future__ import annotations

from dataclasses import dataclass
from math import perm
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
from quizzes.showing import LETTERS, NO_SUCH_ROW, Answered, Open, OpenedRow, verdict_on

LONGEST_IN_A_LIST = 28  # characters; a longer match is cut off in the closed list of a phone


@dataclass(frozen=True, slots=True)
class Match:
    """One of the texts on offer."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Premise:
    """What a match is to be found for; `picked` is the letter of the match, or nothing."""

    number: int
    text: str
    picked: str

    @property
    def field(self) -> str:
        return field_of(self.number)


@dataclass(frozen=True, slots=True)
class OpenMatching(Open):
    """Premises, each with a list of the matches. `sorting` tells that a match may be used again."""

    template: ClassVar[str] = "quizzes/answers/_matching.html"

    premises: tuple[Premise, ...]
    matches: tuple[Match, ...]
    sorting: bool

    @property
    def has_long_matches(self) -> bool:
        """Whether the matches have to be written out above the lists."""
        return any(len(match.text) > LONGEST_IN_A_LIST for match in self.matches)


class Matching(AnswerKind):
    """Chosen: for each premise, as stored, the first option with the text that was picked."""

    @property
    def premises(self) -> tuple[int, ...]:
        """Return the indexes of the options that are a premise with its match."""
        return tuple(i for i, option in enumerate(self.options) if option["premise"])

    @property
    def matches(self) -> tuple[int, ...]:
        """Return the index of the first option with each text."""
        first = {option["text"]: i for i, option in reversed([*enumerate(self.options)])}
        return tuple(sorted(first.values()))

    @property
    def sorting(self) -> bool:
        """Whether two premises share a match, so that this is a sorting into groups."""
        return len({self.options[i]["text"] for i in self.premises}) < len(self.premises)

    @property
    def guess(self) -> float:
        """Return the share of the right one in all assignments that the page allows for."""
        premises, matches = len(self.premises), len(self.matches)
        return 1 / (matches**premises if self.sorting else perm(matches, premises))

    def read(self, sent: QueryDict, order: Order) -> Chosen:
        index_of = dict(zip(LETTERS, self.drawn_matches(order), strict=False))
        letters = [sent.get(field_of(n), "") for n in range(1, len(self.premises) + 1)]
        if not set(letters) <= index_of.keys() | {""}:
            raise NotAnAnswer(NO_SUCH_ROW)
        return [index_of.get(letter) for letter in letters]

    def sent(self, chosen: Chosen, order: Order) -> QueryDict:
        letters = dict(zip(self.drawn_matches(order), LETTERS, strict=False))
        return fields_of(
            {
                field_of(number): [letters[pick]]
                for number, pick in enumerate(chosen, start=1)
                if isinstance(pick, int)
            }
        )

    def keep(self, chosen: Chosen) -> list[int | str | None]:
        picks = [pick for pick in chosen if pick is not None]
        if len(chosen) != len(self.premises) or not set(picks) <= set(self.matches):
            raise NotAnAnswer(NO_SUCH_ROW)
        if not are_indexes(picks, len(self.options)):
            raise NotAnAnswer(NO_SUCH_ROW)
        return [*chosen]

    def accept(self, chosen: Chosen) -> list[int | str | None]:
        kept, premises = self.keep(chosen), len(self.premises)
        left_open = kept.count(None)
        if left_open == premises:
            raise NotAnAnswer("Choose for each one what goes with it, then answer.")
        if left_open:
            raise NotAnAnswer(
                f"{left_open} of {premises} {'is' if left_open == 1 else 'are'} still open. What "
                "you chose is kept: choose for each one, then answer."
            )
        return kept

    def points(self, chosen: Chosen) -> float:
        """Return the fraction of the premises that have their match."""
        return 1 - len(self.missed(chosen)) / len(self.premises)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.options[i]["premise"] for i in self.premises)

    def tally(self, chosen: Chosen) -> str:
        premises = len(self.premises)
        return f"{premises - len(self.missed(chosen))} of {premises} pairs"

    def missed(self, chosen: Chosen) -> tuple[int, ...]:
        picked = [self.text_of(pick) for pick in chosen]
        picked += [""] * (len(self.premises) - len(picked))
        return tuple(
            premise
            for premise, text in zip(self.premises, picked, strict=False)
            if text != self.options[premise]["text"]
        )

    def mistaken(self, chosen: Chosen) -> tuple[tuple[int, int], ...]:
        missed = self.missed(chosen)
        pairs = zip(self.premises, chosen, strict=False)
        return tuple((one, pick) for one, pick in pairs if one in missed and isinstance(pick, int))

    def text_of(self, pick: int | str | None) -> str:
        return str(self.options[pick]["text"]) if isinstance(pick, int) else ""

    def told(self, chosen: Chosen) -> str:
        pairs = (
            f"{self.options[premise]['premise']}: {self.text_of(pick) or 'left open'}"
            for premise, pick in zip(self.premises, chosen, strict=False)
        )
        return f"You matched: {'; '.join(pairs)}"

    def listed(self, option: Option) -> str:
        return f"{option['premise'] or 'Goes with none'}: {option['text']}"

    def drawn_matches(self, order: Order) -> list[int]:
        """Return the matches in drawn order.

        Each text stands where its first option was drawn: were it the first drawn of its options,
        the text of most premises would tend to lead the list.
        """
        return [index for index in order if index in self.matches]

    def show_open(self, order: Order, sent: QueryDict | None = None) -> OpenMatching:
        matches = zip(LETTERS, self.drawn_matches(order), strict=False)
        premises = enumerate(self.premises, start=1)
        return OpenMatching(
            stem=self.stem,
            premises=tuple(
                Premise(n, self.options[i]["premise"], sent.get(field_of(n), "") if sent else "")
                for n, i in premises
            ),
            matches=tuple(Match(letter, self.options[i]["text"]) for letter, i in matches),
            sorting=self.sorting,
        )

    def show_answered(self, order: Order, chosen: Chosen, *, course: str) -> Answered:
        missed = self.missed(chosen)
        hits = len(self.premises) - len(missed)
        rows = [
            self.opened(number, premise, pick, course)
            for number, (premise, pick) in enumerate(
                zip(self.premises, chosen, strict=False), start=1
            )
        ]
        return Answered(
            stem=self.stem,
            rows=(*rows, *self.left_over(order, course)),
            right=not missed,
            partly=0 < hits < len(self.premises),
            summary=summary_of(hits, len(self.premises)),
            mark_shape="checkbox",
        )

    def opened(self, number: int, premise: int, pick: int | str | None, course: str) -> OpenedRow:
        option = self.options[premise]
        right = self.text_of(pick) == option["text"]
        said = f"You chose: {self.text_of(pick)}" if pick is not None else "You left this open."
        remark = "" if right else said
        return OpenedRow(
            mark=str(number),
            text=option["premise"],
            belongs=option["text"],
            verdict=verdict_on(option, right=right, remark=remark, course=course),
        )

    def left_over(self, order: Order, course: str) -> list[OpenedRow]:
        """Return the matches that go with no premise, and why."""
        wanted = {self.options[i]["text"] for i in self.premises}
        return [
            OpenedRow(
                mark="",
                text=self.options[i]["text"],
                verdict=verdict_on(
                    self.options[i],
                    right=False,
                    chosen=False,
                    word="Goes with none of them",
                    course=course,
                ),
            )
            for i in self.drawn_matches(order)
            if self.options[i]["text"] not in wanted
        ]


def field_of(number: int) -> str:
    """Return the name of the field for a premise, counted from 1."""
    return f"match-{number}"


def summary_of(hits: int, premises: int) -> str:
    if hits == premises:
        return "Right."
    if hits == 0:
        return "Not these."
    return f"Not quite: {hits} of {premises} {'is' if hits == 1 else 'are'} right."
