"""Choosing rows: one of several, two of five, a verdict with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
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
from quizzes.generation.amounts import amounts_of
from quizzes.papers.candidates import Arrangement
from quizzes.showing import LETTERS, NO_SUCH_ROW, Answered, Open, OpenedRow, verdict_on

NUMBER_WORDS = ("none", "one", "two", "three", "four", "five")


@dataclass(frozen=True, slots=True)
class Row:
    """One option as it stands on the page."""

    letter: str
    text: str
    checked: bool


@dataclass(frozen=True, slots=True)
class OpenChoice(Open):
    """Rows to choose from; `picks` says how many."""

    template: ClassVar[str] = "quizzes/answers/_choice.html"

    picks: int
    rows: tuple[Row, ...]

    @property
    def input_type(self) -> str:
        return input_type(self.picks)

    @property
    def picks_word(self) -> str:
        return NUMBER_WORDS[self.picks] if self.picks < len(NUMBER_WORDS) else str(self.picks)


class Choice(AnswerKind):
    """Chosen: the indexes of the rows, sorted. All or nothing."""

    @property
    def arrangement(self) -> Arrangement:
        in_order = amounts_of([option["text"] for option in self.options])
        return Arrangement.AS_STORED if in_order else Arrangement.SHUFFLED

    @property
    def guess(self) -> float:
        """Return the share of the right choice in all choices of as many rows.

        True or false comes with its reason here, as one choice among the rows.
        """
        return 1 / comb(len(self.options), len(self.keys))

    def read(self, sent: QueryDict, order: Order) -> Chosen:
        index_of = dict(zip(LETTERS, order, strict=False))
        letters = sent.getlist("chosen")
        if not set(letters) <= index_of.keys():
            raise NotAnAnswer(NO_SUCH_ROW)
        return [index_of[letter] for letter in letters]

    def sent(self, chosen: Chosen, order: Order) -> QueryDict:
        shown = zip(LETTERS, order, strict=False)
        return fields_of({"chosen": [letter for letter, index in shown if index in chosen]})

    def keep(self, chosen: Chosen) -> list[int | str | None]:
        if not are_indexes(chosen, len(self.options)):
            raise NotAnAnswer(NO_SUCH_ROW)
        return [index for index in range(len(self.options)) if index in chosen]

    def accept(self, chosen: Chosen) -> list[int | str | None]:
        picks = self.keep(chosen)
        if not picks:
            raise NotAnAnswer("Choose a row first, then answer.")
        if len(picks) != len(self.keys):
            raise NotAnAnswer(
                f"This question asks for {len(self.keys)}, and you chose {len(picks)}. "
                "Your choice is still marked: change it, then answer."
            )
        return picks

    def missed(self, chosen: Chosen) -> tuple[int, ...]:
        return tuple(key for key in self.keys if key not in chosen)

    def mistaken(self, chosen: Chosen) -> tuple[tuple[int, int], ...]:
        missed = self.missed(chosen)
        wrong = [i for i in range(len(self.options)) if i in chosen and i not in self.keys]
        return tuple(zip(missed, wrong, strict=False))

    def points(self, chosen: Chosen) -> float:
        return float(set(chosen) == set(self.keys))

    def told(self, chosen: Chosen) -> str:
        texts = (option["text"] for index, option in enumerate(self.options) if index in chosen)
        return f"You chose: {'; '.join(texts)}"

    def listed(self, option: Option) -> str:
        return f"{'Right' if option['correct'] else 'Wrong'}: {option['text']}"

    def show_open(self, order: Order, sent: QueryDict | None = None) -> OpenChoice:
        checked = sent.getlist("chosen") if sent else []
        rows = (
            Row(letter, self.options[index]["text"], letter in checked)
            for letter, index in zip(LETTERS, order, strict=False)
        )
        return OpenChoice(stem=self.stem, picks=len(self.keys), rows=tuple(rows))

    def show_answered(self, order: Order, chosen: Chosen, *, course: str) -> Answered:
        rows = (
            OpenedRow(
                mark=letter,
                text=self.options[index]["text"],
                verdict=verdict_on(
                    self.options[index],
                    right=self.options[index]["correct"],
                    chosen=index in chosen,
                    tag="your choice" if index in chosen else "",
                    course=course,
                ),
            )
            for letter, index in zip(LETTERS, order, strict=False)
        )
        hits = len(set(self.keys) & set(chosen))
        return Answered(
            stem=self.stem,
            rows=tuple(rows),
            right=self.points(chosen) == 1,
            summary=summary_of(hits, len(self.keys)),
            mark_shape=input_type(len(self.keys)),
        )


def input_type(picks: int) -> str:
    return "radio" if picks == 1 else "checkbox"


def summary_of(hits: int, picks: int) -> str:
    """Say in a few words how the answer went: `hits` right options of `picks` were chosen."""
    if hits == picks:
        return "Right."
    if hits == 0:
        return "Not this one." if picks == 1 else "Not these."
    return f"Not quite: {hits} of your {picks} {'is' if hits == 1 else 'are'} right."
