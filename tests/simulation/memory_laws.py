"""Memories that are not FSRS: three laws of forgetting, with what practice does to each.

They are what a learner truly remembers; the program sees answers only. All three are set by the same
two anchors, which do not come from FSRS: after a first study nine in ten facts are still there some
two and a half days later, and a success at nine in ten makes that time about two and a half times as
long (the usual "E-factor" of SuperMemo 2, Woźniak 1990, which differs from fact to fact and is at
least 1.3). Success earlier than that strengthens less (the spacing effect), a lapse sends the fact
back to its beginning, and facts differ in how well they stick. Time is in days.
"""

from __future__ import annotations

from math import exp, log
from random import Random

FIRST_DAYS = 2.5  # until a typical fact, studied once, is recalled with a chance of nine in ten
GROWTH, LEAST_GROWTH, GROWTHS = 2.5, 1.3, 0.5  # of that time, by a success at nine in ten; spread
DIFFERENCES = 0.5  # from fact to fact: standard deviation of the logarithm of the first days
NINE_IN_TEN = 0.9


class TrueMemory:
    """What one learner remembers of one fact since a day."""

    def __init__(self, chance: Random, day: float) -> None:
        self.last = day
        self.first = self.days = FIRST_DAYS * exp(chance.gauss(0, DIFFERENCES))
        self.growth = max(LEAST_GROWTH, chance.gauss(GROWTH, GROWTHS))

    def recall(self, day: float) -> float:
        """Return the chance, 0 to 1, of recalling it on a day."""
        return self.curve(max(0.0, day - self.last) / self.days)

    def curve(self, passed: float) -> float:
        """Return the chance after so many times the days to nine in ten."""
        raise NotImplementedError

    def study(self, day: float, *, recalled: bool) -> None:
        """Take in the fact, by recalling it or by reading the feedback."""
        forgotten = 1 - self.recall(day)
        if recalled:
            self.days *= 1 + (self.growth - 1) * min(1.5, forgotten / (1 - NINE_IN_TEN))
        else:
            self.days = self.first
        self.last = day


class Exponential(TrueMemory):
    """Forgetting at a constant rate (Wickelgren 1974; half-life regression, Settles and Meeder 2016)."""

    def curve(self, passed: float) -> float:
        return NINE_IN_TEN**passed


class Power(TrueMemory):
    """Forgetting that slows down by itself (Wixted and Ebbesen 1991)."""

    DECAY = 0.4

    def curve(self, passed: float) -> float:
        scale = NINE_IN_TEN ** (-1 / self.DECAY) - 1
        return (1 + scale * passed) ** -self.DECAY


class TwoComponent(TrueMemory):
    """A trace that fades in days and one that lasts (Bjork and Bjork 1992, much simplified).

    Success makes the lasting trace stronger and more lasting; a lapse takes nothing from it. The
    other trace is as it was after each study.
    """

    LASTING, GAIN, LONGER = 0.3, 0.5, 1.9  # at first; of what is missing; times as long

    def __init__(self, chance: Random, day: float) -> None:
        super().__init__(chance, day)
        self.lasting, self.months = self.LASTING, 40 * self.days
        # So that both traces together give nine in ten after the first days.
        kept = (NINE_IN_TEN - self.lasting * exp(-self.days / self.months)) / (1 - self.lasting)
        self.fading = -self.days / log(kept)

    def recall(self, day: float) -> float:
        passed = max(0.0, day - self.last)
        lasting = self.lasting * exp(-passed / self.months)
        return lasting + (1 - self.lasting) * exp(-passed / self.fading)

    def study(self, day: float, *, recalled: bool) -> None:
        effort = min(1.5, (1 - self.recall(day)) / (1 - NINE_IN_TEN))
        if recalled:
            self.lasting += self.GAIN * min(1.0, effort) * (1 - self.lasting)
            self.months *= 1 + (self.LONGER - 1) * effort * (self.growth - 1) / (GROWTH - 1)
        # After a lapse the feedback brings the fading trace back; what was stored stays.
        self.last = day


LAWS = {"exponential": Exponential, "power": Power, "two components": TwoComponent}


def days_to(memory: TrueMemory, recall: float = NINE_IN_TEN) -> float:
    """Return after how many days from the last study the chance of recall has fallen so far."""
    low, high = 0.0, 1e5
    for _ in range(60):
        middle = (low + high) / 2
        if memory.recall(memory.last + middle) > recall:
            low = middle
        else:
            high = middle
    return low
