"""How far a share that was seen may lie from the true one. Pure.

Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference"; compared
with other intervals by Newcombe 1998. It needs no correction for few questions, none right or all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.9  # chance that the true share lies within
FEW = 5  # questions; from fewer nothing should be concluded


@dataclass(frozen=True, slots=True)
class Interval:
    """Shares, 0 to 1."""

    low: float
    high: float

    @property
    def low_percent(self) -> int:
        return round(100 * self.low)

    @property
    def high_percent(self) -> int:
        return round(100 * self.high)


def wilson(right: int, total: int, *, level: float = LEVEL) -> Interval:
    """Return between which shares the true one lies with the chance `level`.

    Args:
        right: 0 to `total`.
        total: without any questions it may be anything.
    """
    if total == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = right / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / total + spread / (4 * total))
    return Interval(
        0.0 if right == 0 else max(0.0, middle - half),
        1.0 if right == total else min(1.0, middle + half),
    )
