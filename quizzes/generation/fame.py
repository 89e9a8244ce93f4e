"""Fame: how often each option text is the key elsewhere, and what that tells a guesser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizzes.generation.guessing import Guessable, Keys

WEIGHT_OF_CHANCE = 2  # uses, of which chance says how many were the key, added to what was seen


@dataclass(slots=True)
class Fame:
    """How often option texts were used and how often they were a key, over some questions."""

    used: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, questions: Iterable[Guessable], keys: Iterable[Keys]) -> Fame:
        fame = cls()
        for question, own in zip(questions, keys, strict=True):
            fame.used.update(question.options)
            fame.right.update(question.options[key] for key in own)
        return fame

    def scores(self, question: Guessable, keys: Keys | None = None) -> list[float]:
        """Return how likely each option is to be a key by its fame.

        Args:
            keys: those of the question, where it was counted itself and is to be left out.
        """
        chance = len(question.keys) / len(question.options)
        own = 0 if keys is None else 1
        return [
            (self.right[text] - (keys is not None and place in keys) + WEIGHT_OF_CHANCE * chance)
            / (self.used[text] - own + WEIGHT_OF_CHANCE)
            for place, text in enumerate(question.options)
        ]


def fame_elsewhere(questions: Sequence[Guessable], keys: Sequence[Keys]) -> list[list[float]]:
    """Return the scores of all options by their fame in all other questions."""
    fame = Fame.of(questions, keys)
    return [fame.scores(question, own) for question, own in zip(questions, keys, strict=True)]
