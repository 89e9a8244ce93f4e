"""What a run measured, and the bar it is held against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        at_least: the value must reach the bar; else it must not exceed it.
        note: what a reader may want to know besides.
    """

    name: str
    value: float
    bar: float
    at_least: bool = False
    note: str = ""

    @property
    def is_missed(self) -> bool:
        return self.value < self.bar if self.at_least else self.value > self.bar

    def __str__(self) -> str:
        verdict = "MISSED" if self.is_missed else "ok"
        bound = f"at {'least' if self.at_least else 'most'} {self.bar:g}"
        return f"{verdict:<7} {self.name:<58} {self.value:8.3f}  {bound:<14} {self.note}".rstrip()
