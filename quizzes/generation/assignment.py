"""Assignment: the one-to-one pairs of the largest total weight.

Best pair first would leave out a fact whose only partner another could have spared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

LEAST_GAIN = 1e-9

Pair = tuple[str, str]
Partners = Mapping[str, list[tuple[str, float]]]


def assign(weights: Mapping[Pair, float]) -> dict[str, str]:
    """Return the right partner of each left one in the assignment of the largest total.

    Pairs without a weight are never made; the order of the pairs changes nothing. The left ones
    come in one by one, each along the path of displaced partners that gains most (the Hungarian
    method without its matrix), so the cost is that of the connected parts and not of the whole.

    Args:
        weights: by pair of left and right name, all above 0.
    """
    partners: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (left, right), weight in sorted(weights.items()):
        partners[left].append((right, weight))
    mine: dict[str, str] = {}  # right by left
    for left in list(partners):
        _let_in(left, partners, mine)
    return dict(sorted(mine.items()))


def _let_in(newcomer: str, partners: Partners, mine: dict[str, str]) -> None:
    """Give the newcomer a partner if the total gains by it; others may change theirs or lose it."""
    owners = {right: left for left, right in mine.items()}
    gains = {newcomer: 0.0}  # of the path by which each left one has come free
    reached: dict[str, tuple[float, str]] = {}  # gain at each right one, and the left before it
    queue = [newcomer]
    while queue:
        left = queue.pop(0)
        for right, weight in partners[left]:
            gain = gains[left] + weight
            if mine.get(left) == right or gain <= reached.get(right, (0.0, ""))[0] + LEAST_GAIN:
                continue
            reached[right] = (gain, left)
            if owner := owners.get(right):
                gains[owner] = gain - dict(partners[owner])[right]
                queue.append(owner)
    ends = [(gain, right) for right, (gain, _) in sorted(reached.items()) if right not in owners]
    ends += [(gains[owner], right) for right, owner in sorted(owners.items()) if owner in gains]
    gain, right = max(ends, key=lambda end: end[0], default=(0.0, ""))
    if gain <= LEAST_GAIN:
        return
    mine.pop(owners.get(right, ""), None)
    while True:
        left = reached[right][1]
        mine[left], right = right, mine.get(left, "")
        if left == newcomer:
            return
