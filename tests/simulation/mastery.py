"""Who knows a fact and who does not, against who is called knowing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from statistics import fmean

from quizzes.memory import SLIP, Showing, remember
from quizzes.reach import USUAL_GUESS, reach_of
from tests.simulation.figures import Figure
from tests.simulation.scheduling import START

TRIES = 12  # questions, each in new words
SHARE, ITEMS = 0.03, 6
MIXES = {
    "one kind": ("single",),
    "two kinds of choice": ("single", "true_false"),
    "choices": ("single", "true_false", "multiple"),
    "choice and recall": ("single", "short_answer"),
    "as in the bank": ("single", "true_false", "single", "multiple", "single", "cloze"),
}
RHYTHMS = {"a question a day": 1, "three a day": 3}


@dataclass(frozen=True, slots=True)
class Called:
    """How many were called knowing, 0 to 1, and after how many questions."""

    share: float
    items: float


def call(
    kinds: Sequence[str], a_day: int, *, knows: bool, learners: int, teaches: float = 0.0
) -> Called:
    """Return how many people are called knowing a fact within `TRIES` questions.

    Args:
        teaches: the chance that feedback teaches it to who does not know it.
    """
    chance = Random(f"{kinds} {a_day} {knows} {teaches}")
    wanted = reach_of(dict.fromkeys(kinds, TRIES))
    needed = [
        tries_of(kinds, a_day, chance, wanted.is_known, knows, teaches) for _ in range(learners)
    ]
    called = [tries for tries in needed if tries]
    return Called(len(called) / learners, fmean(called) if called else 0.0)


def tries_of(kinds, a_day, chance, is_known, knows, teaches) -> int:
    """Return after how many questions one person is called knowing; 0 if never."""
    memory = None
    for number in range(TRIES):
        kind = kinds[number % len(kinds)]
        guess = USUAL_GUESS[kind]
        right = chance.random() < (1 - SLIP if knows else guess)
        at = START + timedelta(days=number // a_day)
        memory = remember(memory, Showing(right=right, guess=guess, answered_at=at, kind=kind))
        if is_known(memory):
            return number + 1
        knows = knows or chance.random() < teaches
    return 0


def figures(*, learners: int) -> Iterator[Figure]:
    """Yield the worst of all mixes and rhythms."""
    runs = {
        f"{mix}, {rhythm}": (MIXES[mix], RHYTHMS[rhythm]) for mix in MIXES for rhythm in RHYTHMS
    }
    false = {name: call(*run, knows=False, learners=learners).share for name, run in runs.items()}
    right = {name: call(*run, knows=True, learners=learners) for name, run in runs.items()}
    missed = {name: 1 - called.share for name, called in right.items()}
    items = {name: called.items for name, called in right.items()}
    for name, found, bar in (
        ("called known, by who knows nothing and learns nothing", false, SHARE),
        ("not called known, by who knows it", missed, SHARE),
        ("questions until it is called known", items, ITEMS),
    ):
        worst = max(found, key=lambda run: found[run])
        yield Figure(name, found[worst], bar, note=f"the worst: {worst}")
