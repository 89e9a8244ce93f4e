"""Differences: what the lessons say of two things, side by side. Pure.

Only what is said of both can set them apart: where one is not spoken of, nothing is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from quizzes.generation.facts import IDENTITY
from quizzes.generation.phrases import NotAVerbPhrase, Phrase
from quizzes.generation.words import normal

Things = tuple[str, str]
WHAT_IT_IS = "What it is"
TITLES = {
    IDENTITY: WHAT_IT_IS,
    "is a": WHAT_IT_IS,
    "purpose": "Purpose",
    "stands for": "Stands for",
}
# How a fact of such a slot begins; the title of the row says it already.
LEADS = {IDENTITY: "be ", "is a": "be ", "stands for": "stand for "}


@dataclass(frozen=True, slots=True)
class Saying:
    """A fact as one cell needs it.

    Attributes:
        key: of the fact.
        slot: as the fact has it.
        says: what it says of the thing; empty for facts that were kept before this was stored.
        polarity: False where the lesson says that it is not so.
        url: of the sentence in its lesson.
    """

    key: str
    thing: str
    slot: str
    says: str
    polarity: bool
    statement: str
    url: str = ""

    @property
    def title(self) -> str:
        """Return the name of a slot that holds one value for each thing; "" for a deed."""
        if self.slot in TITLES:
            return TITLES[self.slot]
        return capitalised(self.slot) if self.says.startswith(f"{self.slot}: ") else ""

    @property
    def words(self) -> str:
        """Return the value of such a slot, or the deed."""
        said = self.says or self.statement
        return said.removeprefix(LEADS.get(self.slot, f"{self.slot}: "))

    @property
    def deed(self) -> str:
        """Return what is said as the head of a row, such as "Is rotated by AWS"; `says` if it is no verb."""
        try:
            return capitalised(Phrase.from_third(self.says).third())
        except NotAVerbPhrase:
            return capitalised(self.words)

    @property
    def claim(self) -> str:
        """Return what is the same for every thing of which the same is said or denied."""
        return normal(self.says or self.statement)


@dataclass(frozen=True, slots=True)
class Row:
    """What one relation or deed is for the two things.

    Attributes:
        one, other: of the first and of the second thing; empty where no lesson speaks of it.
        by_value: the cells hold different values; else they hold yes or no.
    """

    topic: str
    one: tuple[Saying, ...]
    other: tuple[Saying, ...]
    by_value: bool = False

    @property
    def cells(self) -> tuple[tuple[Saying, ...], tuple[Saying, ...]]:
        return (self.one, self.other)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of its facts."""
        return tuple(saying.key for cell in self.cells for saying in cell)

    @property
    def differs(self) -> bool:
        if not (self.one and self.other):
            return False
        return self.by_value or self.one[0].polarity != self.other[0].polarity

    @property
    def is_shared(self) -> bool:
        """Whether it is said of both and true of both."""
        both = self.one and self.other
        return bool(both) and not self.by_value and self.one[0].polarity and self.other[0].polarity

    @property
    def is_denied(self) -> bool:
        """Whether it is denied of both."""
        return bool(self.one and self.other) and not (self.differs or self.is_shared)


@dataclass(frozen=True, slots=True)
class Differences:
    """The table of two things, in the order in which the lessons speak of them."""

    things: Things
    rows: tuple[Row, ...]

    @property
    def differing(self) -> tuple[Row, ...]:
        """Return what sets them apart, the values before the deeds."""
        return tuple(
            sorted((row for row in self.rows if row.differs), key=lambda row: not row.by_value)
        )

    @property
    def shared(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_shared)

    @property
    def denied(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_denied)

    @property
    def lone(self) -> tuple[Row, ...]:
        """Return what the lessons say of one and leave open of the other."""
        return tuple(row for row in self.rows if not (row.one and row.other))

    @property
    def telling(self) -> Mapping[str, str]:
        """Return the facts in which the two differ: the thing that each is about, by its key."""
        return {
            saying.key: saying.thing
            for row in self.differing
            for cell in row.cells
            for saying in cell
        }


def differences_of(sayings: Iterable[Saying], things: Things) -> Differences:
    """Return the table of two things. What is said of others is left out.

    The same deed said or denied of both makes one row; so do two values of a slot that holds one,
    such as the purpose, even where a deed of the same words makes another; the rest is said of one
    alone.
    """
    own = [saying for saying in sayings if saying.thing in things]
    valued = [saying for saying in own if saying.title]
    rows = [
        Row(title, *cells, by_value=True)
        for title, cells in by_thing(valued, things, lambda saying: saying.title).items()
        if all(cells) and cells[0][0].claim != cells[1][0].claim
    ]
    rows += [
        Row(cells[0][0].deed, *cells)
        for cells in by_thing(own, things, lambda saying: saying.claim).values()
        if all(cells)
    ]
    told = {key for row in rows for key in row.keys}
    rows += [lone_row(saying, things) for saying in own if saying.key not in told]
    places = {saying.key: place for place, saying in enumerate(own)}
    return Differences(
        things, tuple(sorted(rows, key=lambda row: min(places[key] for key in row.keys)))
    )


def lone_row(saying: Saying, things: Things) -> Row:
    topic = saying.title or saying.deed
    cells = [(saying,) if saying.thing == thing else () for thing in things]
    return Row(topic, cells[0], cells[1], by_value=bool(saying.title))


def by_thing(
    sayings: Iterable[Saying], things: Things, topic_of: Callable[[Saying], str]
) -> dict[str, tuple[tuple[Saying, ...], tuple[Saying, ...]]]:
    """Return what is said of each of the two things, by topic, in the order given."""
    found: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        found[topic_of(saying)].append(saying)
    return {
        topic: (
            tuple(one for one in said if one.thing == things[0]),
            tuple(one for one in said if one.thing == things[1]),
        )
        for topic, said in found.items()
    }


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
