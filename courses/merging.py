"""Merging: two texts that grew from one, brought together line by line (diff3).

What both sides left alone anchors the merge. Between two anchors the side that changed wins; where both
changed to different lines, ours stand and the place is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that both sides changed differently; our lines were kept.

    Attributes:
        line: of the merged text, from 1, where `ours` stand.
        ours, theirs: the lines of both sides; either may be empty where a side took them out.
    """

    line: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    def __str__(self) -> str:
        return f"line {self.line}: here “{_said(self.ours)}”, there “{_said(self.theirs)}”"


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that holds the changes of both sides."""

    text: str
    clashes: tuple[Clash, ...]


def merge_texts(base: str, ours: str, theirs: str) -> Merged:
    """Return `ours` with what `theirs` changed since `base`, wherever we did not change it too."""
    old, left, right = (text.split("\n") for text in (base, ours, theirs))
    lines: list[str] = []
    clashes: list[Clash] = []
    for was, here, there in _stretches(old, left, right):
        if here in (was, there):
            lines += there
        else:
            if there != was:
                clashes.append(Clash(len(lines) + 1, tuple(here), tuple(there)))
            lines += here
    return Merged("\n".join(lines), tuple(clashes))


Lines = Sequence[str]


def _stretches(old: Lines, left: Lines, right: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """Yield the stretches between anchors, and the anchors themselves, as (old, left, right)."""
    o = a = b = 0
    for start, at_left, at_right, size in (
        *_anchors(old, left, right),
        (len(old), len(left), len(right), 0),
    ):
        if (o, a, b) != (start, at_left, at_right):
            yield old[o:start], left[a:at_left], right[b:at_right]
        o, a, b = start + size, at_left + size, at_right + size
        if size:
            yield (old[start:o],) * 3


def _anchors(old: Lines, left: Lines, right: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Yield where a run of lines of `old` stands on both sides: (old, left, right, length)."""
    ours, theirs = _matches(old, left), _matches(old, right)
    i = j = 0
    while i < len(ours) and j < len(theirs):
        (start_a, a, size_a), (start_b, b, size_b) = ours[i], theirs[j]
        start = max(start_a, start_b)
        end = min(start_a + size_a, start_b + size_b)
        if start < end:
            yield start, a + start - start_a, b + start - start_b, end - start
        if start_a + size_a < start_b + size_b:
            i += 1
        else:
            j += 1


def _matches(old: Lines, new: Lines) -> list[tuple[int, int, int]]:
    """Return the runs of lines that both share, in order: (place in old, place in new, length).

    In long texts `difflib` anchors nothing on frequent lines, such as empty ones: that keeps it quick.
    """
    matcher = SequenceMatcher(None, old, new)
    return [(match.a, match.b, match.size) for match in matcher.get_matching_blocks() if match.size]


def _said(lines: Lines) -> str:
    return " / ".join(line.strip() for line in lines if line.strip()) or "(taken out)"
