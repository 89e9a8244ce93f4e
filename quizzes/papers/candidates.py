"""Candidates: questions that may stand on a form, and which of them may not stand together. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

Name = tuple[str, str, int]


class Arrangement(Enum):
    """How the options of a question may be laid out, as against the order they are stored in."""

    SHUFFLED = auto()
    AS_STORED = auto()  # amounts from small to large
    UNSOLVED = auto()  # never as stored, for that is the answer


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked, with what the draw needs to know of it.

    Attributes:
        facts: keys of the facts that the right answer rests on.
        told: keys of the facts that the stem or an explanation tells besides.
        keys: places of the right options, from 0.
        guess: chance of a right answer by lot, 0 to 1.
        difficulty: predicted, in logits.
        digest: of the wording with its options, the same on any installation.
    """

    version_id: int
    lesson: str
    key: str
    number: int
    option_count: int
    facts: frozenset[str]
    stem: str
    arrangement: Arrangement = Arrangement.SHUFFLED
    times_answered: int = 0
    scored: bool = True
    domain: str = ""
    kind: str = "single"
    level: str = "recall"
    frame: str = ""
    told: frozenset[str] = frozenset()
    keys: tuple[int, ...] = (0,)
    key_texts: tuple[str, ...] = ()
    guess: float = 0.25
    difficulty: float = 0.0
    digest: str = ""

    @property
    def tells(self) -> frozenset[str]:
        return self.facts | self.told

    @property
    def name(self) -> Name:
        """Return what identifies the wording on any installation."""
        return (self.lesson, self.key, self.number)


def gives_away(one: Candidate, other: Candidate) -> bool:
    """Tell whether either tells a fact that the other asks (row 20 of the quality rubric)."""
    return not (one.tells.isdisjoint(other.facts) and other.tells.isdisjoint(one.facts))


def in_conflict(one: Candidate, other: Candidate) -> bool:
    return gives_away(one, other) or one.stem.lower() == other.stem.lower()


def conflicts_among(candidates: Collection[Candidate]) -> dict[Name, frozenset[Name]]:
    """Return for each candidate, by name, those that may not stand beside it.

    Compares only those that have a fact or a stem in common.
    """
    asking: dict[str, list[Candidate]] = defaultdict(list)
    stems: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        stems[one.stem.lower()].append(one)
        for fact in one.facts:
            asking[fact].append(one)
    found: dict[Name, set[Name]] = {one.name: set() for one in candidates}
    for one in candidates:
        touched = [*stems[one.stem.lower()], *(c for fact in one.tells for c in asking[fact])]
        for other in touched:
            if other.name != one.name:
                found[one.name].add(other.name)
                found[other.name].add(one.name)
    return {name: frozenset(others) for name, others in found.items()}
