"""What a sync of the bank changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizzes.bank.fact_rows import FactReport
from quizzes.generation.bank import Bank
from quizzes.generation.base import FactBase
from quizzes.generation.facts import Problem
from quizzes.generation.linking import Doubt


@dataclass(slots=True)
class SyncReport:
    """What a sync changed, in numbers, and the lines that cannot be asked.

    Attributes:
        base, bank: what was read and built; None where nothing had changed.
    """

    new: int = 0
    reworded: int = 0
    kept: int = 0
    retired: int = 0
    facts: FactReport = field(default_factory=FactReport)
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    silent_lessons: list[str] = field(default_factory=list)
    base: FactBase | None = None
    bank: Bank | None = None

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.reworded} reworded, {self.kept} kept, "
            f"{self.retired} retired questions"
        )
