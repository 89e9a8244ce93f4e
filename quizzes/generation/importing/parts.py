"""Parts: the headings of notes with what stands under each, and what is drafted from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from quizzes.generation.importing.blocks import Block
from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.lists import Intro
from quizzes.generation.importing.titles import Title, read_title
from quizzes.generation.importing.types import PieceKind


@dataclass(slots=True)
class Part:
    """A heading with the blocks under it, up to the next heading.

    Attributes:
        subject: the thing that its lines are about, or "".
        collection: the labels under it are its members and no aspects of one thing ("Cables").
        intro: for a heading that introduces a list, what it makes of the members.
    """

    title: Title
    level: int
    numbers: tuple[int, ...]
    blocks: list[Block] = field(default_factory=list)
    subject: str = ""
    intro: Intro | None = None
    collection: bool = False

    @property
    def is_own(self) -> bool:
        """Tell whether the heading itself names its subject."""
        return self.title.kind == "thing"

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(sorted({*self.numbers, *(n for b in walk(self.blocks) for n in b.numbers)}))


@dataclass(slots=True)
class Draft:
    """A stretch of text with the claims read from it; of the words before a list also its members."""

    part: Part
    text: str
    kind: PieceKind
    numbers: tuple[int, ...]
    claims: list[Claim] = field(default_factory=list)
    members: list[Draft] = field(default_factory=list)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks and all below them, in order."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def parts_of(blocks: Iterable[Block]) -> list[Part]:
    """Return the headings with what stands under each; the first may have no heading."""
    parts = [Part(Title("topic", ""), 0, ())]
    for block in blocks:
        if block.kind == "heading":
            parts.append(Part(read_title(block.text), block.depth, block.numbers))
        else:
            parts[-1].blocks.append(block)
    return parts if parts[0].blocks or len(parts) == 1 else parts[1:]
