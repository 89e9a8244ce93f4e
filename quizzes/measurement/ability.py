"""How able a person is: a Rasch model with a chance of guessing, kept as a likelihood on a grid.

Source: Rasch 1960, with the lower asymptote of Birnbaum 1968 fixed by the kind of question. Answers
fade, since a person who learns is not the person of last month. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, log

# Logits. Wide enough for 99.9 % of a standard normal population on both sides of the items.
ABILITIES = tuple(step / 5 for step in range(-20, 21))
HALF_LIFE = timedelta(days=30)  # after which an answer says half as much about today


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person's answers in a course say of their ability.

    Attributes:
        likelihood: logarithm of the likelihood of the answers at each of `ABILITIES`.
        weight: how many answers of today they are worth.
        last_at: the latest of them.
        lessons: slug -> [answers, right ones], to wordings not seen before.
        unseen, unseen_right: the same over all lessons.
        seen, seen_right: answers to wordings seen before; they say nothing of ability.
    """

    likelihood: tuple[float, ...]
    weight: float
    last_at: datetime
    lessons: dict[str, list[int]]
    unseen: int = 0
    unseen_right: int = 0
    seen: int = 0
    seen_right: int = 0


def chance_of_right(ability: float, *, difficulty: float, guess: float) -> float:
    """Return the chance, 0 to 1, that a person of an ability answers a question rightly.

    Args:
        ability, difficulty: logits.
        guess: chance of one who knows nothing, 0 to 1.
    """
    return guess + (1 - guess) / (1 + exp(difficulty - ability))


def log_likelihood(*, right: bool, difficulty: float, guess: float) -> tuple[float, ...]:
    """Return the logarithm of the chance of an answer at each of `ABILITIES`."""
    chances = (chance_of_right(one, difficulty=difficulty, guess=guess) for one in ABILITIES)
    return tuple(log(chance if right else 1 - chance) for chance in chances)


def fading(since: datetime, until: datetime) -> float:
    """Return what is left of an answer's weight, 0 to 1. A clock that went back costs nothing."""
    return float(0.5 ** (max(until - since, timedelta()) / HALF_LIFE))


def with_answer(
    standing: Standing | None,
    *,
    lesson: str,
    right: bool,
    fresh: bool,
    difficulty: float,
    guess: float,
    at: datetime,
) -> Standing:
    """Return the standing after one more answer; `None` means that there was none before."""
    before = standing or Standing((0.0,) * len(ABILITIES), 0.0, at, {})
    if not fresh:
        return replace(before, seen=before.seen + 1, seen_right=before.seen_right + right)
    left = fading(before.last_at, at)
    news = log_likelihood(right=right, difficulty=difficulty, guess=guess)
    answers, rights = before.lessons.get(lesson, (0, 0))
    return replace(
        before,
        likelihood=tuple(
            left * old + new for old, new in zip(before.likelihood, news, strict=True)
        ),
        weight=left * before.weight + 1,
        last_at=max(before.last_at, at),
        lessons=before.lessons | {lesson: [answers + 1, rights + right]},
        unseen=before.unseen + 1,
        unseen_right=before.unseen_right + right,
    )
