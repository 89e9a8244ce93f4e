"""Plans: what a form is made of, by the weights of an exam. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.generation.chance import digest
from quizzes.generation.items import CHOICE_KINDS


class NotAPlan(ValueError):
    """The numbers of a plan contradict each other."""


@dataclass(frozen=True, slots=True)
class Part:
    """A domain of the exam.

    Attributes:
        weight: its share of the items, in any unit that all parts of the plan have in common.
        lessons: slug and weight of each lesson that teaches it.
    """

    code: str
    title: str
    weight: int
    lessons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A blueprint for forms.

    Attributes:
        items: questions on the form.
        scored: how many of them count; the others are tried out.
        minutes: time allowed.
        kinds: kinds of questions that may stand on it.
        levels: level and weight, an aim.
        pass_percent: share of the points that passes, 0 to 100.

    Raises:
        NotAPlan: no part has weight, a kind has no options to choose from, or more items are scored
            than there are.
    """

    title: str
    parts: tuple[Part, ...]
    items: int
    scored: int
    minutes: int
    kinds: tuple[str, ...] = ("single", "multiple")
    levels: tuple[tuple[str, int], ...] = (("recall", 40), ("compare", 30), ("apply", 30))
    pass_percent: int = 67

    def __post_init__(self) -> None:
        if not any(part.weight for part in self.parts):
            raise NotAPlan("The course covers no domain of the exam.")
        if not set(self.kinds) <= CHOICE_KINDS:
            raise NotAPlan("A form holds questions with options to choose from.")
        if not 1 <= self.scored <= self.items:
            raise NotAPlan(f"A form cannot have {self.scored} scored of {self.items} questions.")

    @property
    def digest(self) -> str:
        """Return a digest of all that decides which questions a form gets, its length left out."""
        parts = [repr((part.code, part.weight, sorted(part.lessons))) for part in self.parts]
        return digest(*parts, self.kinds, self.levels, self.pass_percent, length=24)


def shared_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Return how many of `total` fall to each name by its weight: largest remainder, then by name.

    Raises:
        NotAPlan: no name has a weight.
    """
    whole = sum(weights.values())
    if whole <= 0:
        raise NotAPlan("nothing has a weight")
    shares = {name: total * weight // whole for name, weight in weights.items()}
    left = total - sum(shares.values())
    by_rest = sorted(weights, key=lambda name: (-(total * weights[name] % whole), name))
    for name in by_rest[:left]:
        shares[name] += 1
    return shares


def floor_and_ceiling(total: int, weights: Sequence[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    """Return for each name the whole numbers on both sides of its exact share of `total`.

    Names without any weight share alike.
    """
    whole = sum(weight for _, weight in weights)
    even = [(name, 1) for name, _ in weights]
    if not whole:
        return floor_and_ceiling(total, even) if even else {}
    return {
        name: (total * weight // whole, -(-total * weight // whole)) for name, weight in weights
    }
