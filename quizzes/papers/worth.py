"""Worth: what a question tells about a learner, by the Rasch model with a chance of guessing. Pure.

Whole numbers come back, so that two machines that differ in the last bit draw the same form.
"""

from __future__ import annotations

from collections.abc import Collection

from quizzes.measurement.ability import chance_of_right
from quizzes.papers.candidates import Candidate

HALVINGS = 40  # of the interval from -6 to 6 logits in which the cut lies


def chance_on(candidate: Candidate, ability: float) -> float:
    return chance_of_right(ability, difficulty=candidate.difficulty, guess=candidate.guess)


def information(candidate: Candidate, ability: float) -> int:
    """Return the Fisher information of an answer at an ability, in millionths."""
    guess, right = candidate.guess, chance_on(candidate, ability)
    known = (right - guess) / (1 - guess)
    return round(1_000_000 * known**2 * (1 - right) / right)


def logits_of(candidate: Candidate) -> int:
    """Return the predicted difficulty in hundredths of a logit."""
    return round(100 * candidate.difficulty)


def cut_of(candidates: Collection[Candidate], pass_percent: int) -> float:
    """Return the ability, in logits, that gets `pass_percent` of the points on all questions."""
    wanted = len(candidates) * pass_percent / 100
    low, high = -6.0, 6.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if sum(chance_on(one, middle) for one in candidates) < wanted:
            low = middle
        else:
            high = middle
    return round((low + high) / 2, 3)
