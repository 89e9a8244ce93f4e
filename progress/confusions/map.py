"""The picture of confusions: what was asked for as rows, what was chosen in its place as columns.

Pure; measures are units of the drawing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from progress.confusions.pairs import Pair

MOST = 40  # pairs that one picture can hold and still be read
FEW = 12  # pairs up to which all are drawn
LEVELS = 3  # shades, by how often
STEP = 26  # from cell to cell
LETTER = 8  # width of a letter of a name, in the widest of usual types
LONGEST = 22  # letters of a name; the table has all of it
GAP = 10  # between a name and the cells
CELL = STEP - 2


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a row, or of a column, and where it stands."""

    word: str
    at: float


@dataclass(frozen=True, slots=True)
class Cell:
    """How often the thing of its row was taken for the one of its column. `level` is 1 to LEVELS."""

    pair: Pair
    level: int
    x: float
    y: float

    @property
    def middle(self) -> float:
        return self.x + CELL / 2

    @property
    def base(self) -> float:
        """Return where the number stands."""
        return self.y + CELL / 2 + 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line on which the names can be followed to the cells."""

    at: float


@dataclass(frozen=True, slots=True)
class ConfusionMap:
    """The measures of the picture.

    Attributes:
        left, top: where the cells begin, after the names.
        left_out: pairs that are not drawn.
    """

    rows: tuple[Name, ...]
    columns: tuple[Name, ...]
    cells: tuple[Cell, ...]
    left: float
    top: float
    left_out: int

    @property
    def width(self) -> float:
        return self.left + STEP * len(self.columns)

    @property
    def height(self) -> float:
        return self.top + STEP * len(self.rows)

    @property
    def row_end(self) -> float:
        """Return where the names of the rows end."""
        return self.left - GAP

    @property
    def column_end(self) -> float:
        return self.top - GAP

    @property
    def row_lines(self) -> tuple[Line, ...]:
        return tuple(Line(self.top + STEP * n - 1) for n in range(len(self.rows) + 1))

    @property
    def column_lines(self) -> tuple[Line, ...]:
        return tuple(Line(self.left + STEP * n - 1) for n in range(len(self.columns) + 1))


def map_of(pairs: Sequence[Pair]) -> ConfusionMap:
    """Return the picture of pairs, which come the most frequent first."""
    shown = drawn_of(pairs)
    order = side_by_side(shown)
    asked = [name for name in order if any(pair.thing == name for pair in shown)]
    chosen = [name for name in order if any(pair.taken_for == name for pair in shown)]
    left, top = room_for(asked), room_for(chosen)
    most = max((pair.times for pair in shown), default=1)
    return ConfusionMap(
        rows=tuple(
            Name(shortened(name), top + STEP * n + CELL / 2 + 5) for n, name in enumerate(asked)
        ),
        columns=tuple(
            Name(shortened(name), left + STEP * n + CELL / 2 + 5) for n, name in enumerate(chosen)
        ),
        cells=tuple(
            Cell(
                pair,
                level_of(pair.times, most),
                left + STEP * chosen.index(pair.taken_for),
                top + STEP * asked.index(pair.thing),
            )
            for pair in shown
        ),
        left=left,
        top=top,
        left_out=len(pairs) - len(shown),
    )


def drawn_of(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Return the pairs to draw. Of many, those that happened once and touch no other one stay out.

    Each of them would need a row and a column of its own, and show nothing that the table does not.
    """
    if len(pairs) <= FEW:
        return pairs
    met = Counter(name for pair in pairs for name in (pair.thing, pair.taken_for))
    telling = [
        pair for pair in pairs if pair.times > 1 or max(met[pair.thing], met[pair.taken_for]) > 1
    ]
    return (telling or pairs)[:MOST]


def side_by_side(pairs: Iterable[Pair]) -> list[str]:
    """Return all things once, each next to the one it is most often confused with."""
    order: list[str] = []
    for pair in pairs:
        new = [name for name in (pair.thing, pair.taken_for) if name not in order]
        if len(new) == 1:
            known = pair.taken_for if new[0] == pair.thing else pair.thing
            order.insert(order.index(known) + 1, new[0])
        else:
            order += new
    return order


def room_for(names: Sequence[str]) -> float:
    longest = max((len(shortened(name)) for name in names), default=0)
    return LETTER * longest + GAP


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def level_of(times: int, most: int) -> int:
    """Return 1 to LEVELS: the share of the most, in equal parts. Once is never more than the first."""
    return -(-LEVELS * times // max(most, LEVELS))
