"""How many minutes a day would do, where those given do not. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from progress.plan.days import Plan
from progress.plan.loads import Wish

MOST_MINUTES = 240
STEP = 5  # minutes, as finely as anybody plans a day

Planner = Callable[[Wish], Plan]


def minutes_that_suffice(wish: Wish, plan_with: Planner) -> int | None:
    """Return the least minutes a day, in fives, with which all is read and met in time.

    `None` where even `MOST_MINUTES` would not do. Halves the interval, so a handful of plans are
    made.

    Args:
        plan_with: makes the plan for a wish.
    """
    steps = range(wish.minutes // STEP + 1, MOST_MINUTES // STEP + 1)
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        if plan_with(replace(wish, minutes=STEP * steps[middle])).left.is_nothing:
            high = middle
        else:
            low = middle + 1
    return STEP * steps[low] if low < len(steps) else None
