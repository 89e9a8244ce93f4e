"""Tails: chances of results as far out as one found. Closed forms and series, no tables."""

from __future__ import annotations

from collections.abc import Mapping
from math import erfc, exp, lgamma, log, sqrt

Z_95 = 1.959963984540054  # standard deviations that hold 95 % of a normal distribution
PRECISE = 1e-12


def normal_tail(value: float, mean: float, spread: float) -> float:
    """Return the chance of a normal value this high or higher; 1 where nothing varies."""
    if spread == 0:
        return 1.0
    return 0.5 * erfc((value - mean) / spread / sqrt(2))


def chi_square_tail(value: float, freedom: int) -> float:
    """Return the chance of a chi-square value this high or higher.

    The regularised upper gamma function by its series or its continued fraction (Press et al.,
    Numerical Recipes, section 6.2).
    """
    half, x = freedom / 2, value / 2
    if x <= 0:
        return 1.0
    scale = exp(half * log(x) - x - lgamma(half))
    if x < half + 1:
        return 1.0 - scale * _series(half, x)
    return scale * _continued_fraction(half, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    n = a
    while term > total * PRECISE:
        n += 1
        term *= x / n
        total += term
    return total


def _continued_fraction(a: float, x: float) -> float:
    """Evaluate the continued fraction by Lentz's method."""
    b = x + 1 - a
    c, d = 1e300, 1 / b
    found, step, n = d, 0.0, 0
    while abs(step - 1) > PRECISE:
        n += 1
        factor = -n * (n - a)
        b += 2
        d = 1 / (factor * d + b)
        c = b + factor / c
        step = c * d
        found *= step
    return found


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), both ends in 0 to 1.

    Raises:
        ZeroDivisionError: there were no tries.
    """
    share, z2 = hits / tries, Z_95**2
    middle = (share + z2 / (2 * tries)) / (1 + z2 / tries)
    reach = Z_95 * sqrt(share * (1 - share) / tries + z2 / (4 * tries**2)) / (1 + z2 / tries)
    return middle - reach, middle + reach


def holm(raw: Mapping[str, float]) -> dict[str, float]:
    """Return p-values adjusted for their number (Holm 1979), in the order given."""
    adjusted, highest = {}, 0.0
    for rank, (name, value) in enumerate(sorted(raw.items(), key=lambda pair: (pair[1], pair[0]))):
        highest = max(highest, min(1.0, (len(raw) - rank) * value))
        adjusted[name] = highest
    return {name: adjusted[name] for name in raw}
