"""Seeded chance: a SHA-256 counter stream, the same on every machine and every Python."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of draws fixed by its labels, for instance `Chance(seed, "form", lesson)`."""

    def __init__(self, *labels: object) -> None:
        self._prefix = "\x1f".join(str(label) for label in labels).encode()
        self._counter = 0

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to `bound` - 1, each equally likely.

        Raises:
            ValueError: `bound` is not positive.
        """
        if bound < 1:
            raise ValueError("bound must be positive")
        # 64 random bits against a bound of thousands: the bias is below 1e-15.
        block = hashlib.sha256(self._prefix + b"\x1e" + str(self._counter).encode()).digest()
        self._counter += 1
        return int.from_bytes(block[:8], "big") % bound

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in a drawn order (Fisher-Yates)."""
        deck = list(items)
        for last in range(len(deck) - 1, 0, -1):
            pick = self.below(last + 1)
            deck[last], deck[pick] = deck[pick], deck[last]
        return deck

    def choice(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]


def digest(*parts: object, length: int = 12) -> str:
    """Return the first `length` hex digits of a SHA-256 over the parts, each kept apart."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:length]
