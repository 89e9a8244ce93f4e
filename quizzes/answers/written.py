"""Written answers: a word or a few, filled into a gap or given to a question; a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.http import QueryDict

from quizzes.answers.base import AnswerKind, Chosen, NotAnAnswer, Option, Order, fields_of
from quizzes.answers.writing import NotANumber, bare, cleaned, is_meant, number_in
from quizzes.papers.candidates import Arrangement
from quizzes.showing import Answered, Open, OpenedRow, Verdict, verdict_on

LONGEST = 100  # characters
FIELD = "written"


@dataclass(frozen=True, slots=True)
class OpenWritten(Open):
    """A field to write in. `unit` is what a number counts."""

    template: ClassVar[str] = "quizzes/answers/_written.html"

    written: str
    numeric: bool = False
    unit: str = ""
    longest: int = LONGEST


class Written(AnswerKind):
    """Chosen: what was typed, alone in a list.

    The first option is the key; the others are answers proved wrong, each with its explanation.
    """

    @property
    def key(self) -> Option:
        return self.options[0]

    @property
    def wrong(self) -> Sequence[Option]:
        return self.options[1:]

    @property
    def arrangement(self) -> Arrangement:
        return Arrangement.AS_STORED

    @property
    def guess(self) -> float:
        return 0.03

    def read(self, sent: QueryDict, order: Order) -> Chosen:
        return [cleaned(sent.get(FIELD, ""))]

    def sent(self, chosen: Chosen, order: Order) -> QueryDict:
        return fields_of({FIELD: [typed_in(chosen)]})

    def accept(self, chosen: Chosen) -> list[int | str | None]:
        if len(chosen) != 1 or not isinstance(chosen[0], str):
            raise NotAnAnswer("Write your answer into the field.")
        typed = cleaned(chosen[0])
        if not bare(typed):
            raise NotAnAnswer(
                "There is no letter or digit in your answer. Write it in words or figures."
                if typed
                else "Write your answer first, then send it."
            )
        if len(typed) > LONGEST:
            raise NotAnAnswer(f"A few words are enough: at most {LONGEST} characters.")
        return [typed]

    def keep(self, chosen: Chosen) -> list[int | str | None]:
        return self.accept(chosen) if bare(typed_in(chosen)) else [""]

    def points(self, chosen: Chosen) -> float:
        return float(self.is_right(typed_in(chosen)))

    def mistaken(self, chosen: Chosen) -> tuple[tuple[int, int], ...]:
        typed = typed_in(chosen)
        if self.is_right(typed):
            return ()
        meant = [i for i, option in enumerate(self.wrong, start=1) if self.means(typed, option)]
        return tuple((0, index) for index in meant[:1])

    def is_right(self, typed: str) -> bool:
        others = [*self.key["lookalikes"], *(option["text"] for option in self.wrong)]
        return is_meant(typed, self.writings, lookalikes=others)

    @property
    def writings(self) -> list[str]:
        return [self.key["text"], *self.key["accepted"]]

    def is_exact(self, typed: str) -> bool:
        """Tell whether a right answer needs no word on how it is written."""
        return bare(typed) == bare(self.key["text"])

    def means(self, typed: str, option: Option) -> bool:
        """Tell whether a wrong answer is this one of those proved wrong."""
        return is_meant(typed, [option["text"]])

    def told(self, chosen: Chosen) -> str:
        return f"You wrote: {typed_in(chosen)}"

    def listed(self, option: Option) -> str:
        if not option["correct"]:
            return f"Wrong: {option['text']}"
        also = [f"also “{text}”" for text in option["accepted"]]
        never = [f"not “{text}”" for text in option["lookalikes"]]
        return "; ".join([f"Right: {self.in_full(option)}", *also, *never])

    def in_full(self, option: Option) -> str:
        return str(option["text"])

    def show_open(self, order: Order, sent: QueryDict | None = None) -> OpenWritten:
        return OpenWritten(stem=self.stem, written=self.kept(sent))

    def kept(self, sent: QueryDict | None) -> str:
        return cleaned(sent.get(FIELD, ""))[:LONGEST] if sent else ""

    def show_answered(self, order: Order, chosen: Chosen, *, course: str) -> Answered:
        typed = typed_in(chosen)
        right = self.is_right(typed)
        rows = [self.opened_key(typed, course)]
        if not right:
            rows.insert(0, self.opened_wrong(typed, course))
        return Answered(
            stem=self.stem,
            rows=tuple(rows),
            right=right,
            summary="Right." if right else "Not this one.",
            filling=self.key["text"],
        )

    def opened_key(self, typed: str, course: str) -> OpenedRow:
        right = self.is_right(typed)
        exact = right and self.is_exact(typed)
        return OpenedRow(
            mark="",
            text=self.in_full(self.key),
            verdict=verdict_on(
                self.key,
                right=True,
                chosen=right,
                word="Right" if right else "The answer",
                tag="your answer" if exact else "",
                remark=f"You wrote “{typed}”, which counts." if right and not exact else "",
                course=course,
            ),
        )

    def opened_wrong(self, typed: str, course: str) -> OpenedRow:
        """Return what was written, with the reason if it is an answer that was proved wrong."""
        known = next((option for option in self.wrong if self.means(typed, option)), None)
        if known:
            verdict = verdict_on(known, right=False, tag="you wrote this", course=course)
        else:
            verdict = Verdict(
                right=False,
                chosen=True,
                word="Wrong",
                tag="you wrote this",
                remark="",
                explanation="",
                sources=(),
            )
        return OpenedRow(mark="", text=typed, verdict=verdict)


class Number(Written):
    """A number: right within the tolerance of its key."""

    @property
    def unit(self) -> str:
        return str(self.key["unit"])

    def accept(self, chosen: Chosen) -> list[int | str | None]:
        accepted = super().accept(chosen)
        if not self.is_written_out(typed_in(accepted)):
            try:
                number_in(typed_in(accepted), self.unit)
            except NotANumber as trouble:
                raise NotAnAnswer(str(trouble)) from trouble
        return accepted

    def mistaken(self, chosen: Chosen) -> tuple[tuple[int, int], ...]:
        typed = typed_in(chosen)
        if self.is_right(typed):
            return ()
        meant = [i for i, option in enumerate(self.wrong, start=1) if self.means(typed, option)]
        return tuple((0, index) for index in meant[:1])

    def is_right(self, typed: str) -> bool:
        return self.is_written_out(typed) or self.is_near(typed, self.key["tolerance"])

    def is_written_out(self, typed: str) -> bool:
        """Tell whether one of the accepted writings is typed to the letter, such as "thirty"."""
        return typed.casefold() in {cleaned(text).casefold() for text in self.writings}

    def is_near(self, typed: str, tolerance: float) -> bool:
        number, key = self.number(typed), self.number(self.key["text"])
        if number is None or key is None:
            return False
        return abs(number - key) <= Decimal(str(tolerance))

    def is_exact(self, typed: str) -> bool:
        return self.is_near(typed, 0)

    def means(self, typed: str, option: Option) -> bool:
        number = self.number(typed)
        return number is not None and number == self.number(option["text"])

    def number(self, text: str) -> Decimal | None:
        try:
            return number_in(text, self.unit)
        except NotANumber:
            return None

    def in_full(self, option: Option) -> str:
        within = f" ± {option['tolerance']:g}" if option["tolerance"] else ""
        return f"{option['text']}{within} {self.unit}".strip()

    def show_open(self, order: Order, sent: QueryDict | None = None) -> OpenWritten:
        return OpenWritten(stem=self.stem, written=self.kept(sent), numeric=True, unit=self.unit)


def typed_in(chosen: Chosen) -> str:
    return str(chosen[0]) if chosen else ""
