"""What every kind of answer can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from quizzes.papers.candidates import Arrangement
from quizzes.showing import Answered, Open

Option = Mapping[str, Any]
Order = Sequence[int]  # indexes into the options, as they were drawn for one person
Chosen = Sequence[int | str | None]  # an answer as the log keeps it; each kind says what it holds


class NotAnAnswer(Exception):
    """What was sent does not answer the question. Its text tells the learner what to mend."""


class AnswerKind(ABC):
    """The answers to one wording: from the fields of the page to the log, and back to a page.

    A kind is made from a frozen stem and its options and knows nothing of people or attempts.
    What it returns as `Open` says nothing of what is right.
    """

    def __init__(self, stem: str, options: Sequence[Option]) -> None:
        self.stem = stem
        self.options = options

    @property
    def keys(self) -> tuple[int, ...]:
        """Return the indexes of the right options."""
        return tuple(i for i, option in enumerate(self.options) if option["correct"])

    @property
    def arrangement(self) -> Arrangement:
        """Return how the options may be laid out on a page."""
        return Arrangement.SHUFFLED

    @property
    @abstractmethod
    def guess(self) -> float:
        """Return the chance that one who knows nothing of it answers rightly, 0 to 1."""

    @abstractmethod
    def read(self, sent: QueryDict, order: Order) -> Chosen:
        """Return the answer that the fields of the page hold.

        Raises:
            NotAnAnswer: a field holds what the page does not offer.
        """

    @abstractmethod
    def accept(self, chosen: Chosen) -> list[int | str | None]:
        """Return an answer as the log keeps it.

        Raises:
            NotAnAnswer: it is not complete, or not one that this wording can have.
        """

    @abstractmethod
    def points(self, chosen: Chosen) -> float:
        """Return 0 to 1; exactly 1.0 when all is right."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what tells the question from others with the same stem; nothing where the stem does."""
        return ()

    def tally(self, chosen: Chosen) -> str:
        """Return what the points count, such as "2 of 4 pairs"; nothing where it is all or none."""
        return ""

    def missed(self, chosen: Chosen) -> tuple[int, ...]:
        """Return the right options that an answer with less than 1 point speaks against."""
        return self.keys

    def mistaken(self, chosen: Chosen) -> tuple[tuple[int, int], ...]:
        """Return which option was taken for which: right ones missed, each with the one chosen."""
        return ()

    def keep(self, chosen: Chosen) -> list[int | str | None]:
        """Return an answer as the log keeps it while it may still be changed.

        Raises:
            NotAnAnswer: it is not one that this wording can have.
        """
        return self.accept(chosen)

    @abstractmethod
    def sent(self, chosen: Chosen, order: Order) -> QueryDict:
        """Return the fields of the page that `read` reads as this answer, which may be incomplete."""

    def is_complete(self, chosen: Chosen) -> bool:
        """Tell whether a kept answer has all that is asked for."""
        try:
            self.accept(chosen)
        except NotAnAnswer:
            return False
        return True

    @abstractmethod
    def told(self, chosen: Chosen) -> str:
        """Return an answer in words, such as "You chose: a leaf"."""

    @abstractmethod
    def listed(self, option: Option) -> str:
        """Return an option in words, with all that decides what is right: for instructors."""

    @abstractmethod
    def show_open(self, order: Order, sent: QueryDict | None = None) -> Open:
        """Return the question without a word about what is right, with what was sent so far."""

    @abstractmethod
    def show_answered(self, order: Order, chosen: Chosen, *, course: str) -> Answered:
        """Return the question opened, each part with its verdict, reason and source.

        Args:
            course: slug, for the links to its lessons.
        """


def is_blank(chosen: Chosen) -> bool:
    """Tell whether a kept answer says nothing, since all was taken back."""
    return all(pick is None or pick == "" for pick in chosen)


def fields_of(fields: Mapping[str, Sequence[str]]) -> QueryDict:
    """Return what a form with these fields would send."""
    made = QueryDict(mutable=True)
    for name, values in fields.items():
        made.setlist(name, list(values))
    return made


def are_indexes(chosen: Chosen, count: int) -> bool:
    """Tell whether an answer holds nothing but indexes of `count` options."""
    return all(type(pick) is int and 0 <= pick < count for pick in chosen)
