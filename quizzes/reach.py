"""Reach: how sure of a fact the questions that ask it can make us, and in how many ways. Pure.

Only words not seen before raise mastery, so a fact with few questions has a ceiling. One that can
never be called known is not held against anybody (docs/decisions/0023).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quizzes.memory import KINDS_WANTED, KNOWN, PRIOR, Memory, mastery_after

# The chance that one who knows nothing answers rightly: what is usual for each kind. The exact one
# depends on the wording (quizzes/answers); for a ceiling the usual one will do.
USUAL_GUESS: Final[Mapping[str, float]] = {
    "single": 0.25,
    "multiple": 0.10,
    "true_false": 0.25,
    "matching": 0.04,
    "ordering": 0.04,
    "cloze": 0.03,
    "short_answer": 0.03,
    "numeric": 0.03,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What the questions that ask a fact can show.

    Attributes:
        ceiling: mastery, 0 to 1, once each of them was answered rightly at first sight.
        kinds: in how many ways they ask.
    """

    ceiling: float
    kinds: int

    @property
    def suffices(self) -> bool:
        """Tell whether the fact can be called known at all."""
        return self.ceiling >= KNOWN

    @property
    def kinds_wanted(self) -> int:
        """Return in how many ways it has to be answered rightly: two, or one if it has only one."""
        return min(KINDS_WANTED, self.kinds)

    def is_known(self, memory: Memory) -> bool:
        return memory.is_known(self.kinds_wanted)


def reach_of(questions: Mapping[str, int]) -> Reach:
    """Return the reach of so many questions of each kind."""
    mastery = PRIOR
    for kind, count in sorted(questions.items()):
        for _ in range(count):
            mastery = mastery_after(mastery, right=True, guess=USUAL_GUESS[kind])
    return Reach(mastery, len(questions))
