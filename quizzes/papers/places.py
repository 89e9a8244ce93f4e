"""Places: where the right answers of a form stand, and the order of its questions. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.generation.chance import Chance
from quizzes.papers.candidates import Arrangement, Candidate

LONGEST_RUN = 4  # questions in a row with the right answer in one place
ORDERS = 200  # orders of the questions that are tried for that


@dataclass(frozen=True, slots=True)
class Place:
    """A question on a form.

    Attributes:
        option_order: indexes into the version's options, as shown.
    """

    candidate: Candidate
    option_order: tuple[int, ...]
    scored: bool

    @property
    def key_places(self) -> tuple[int, ...]:
        """Return where the right options are shown, from 0."""
        keys = self.candidate.keys
        return tuple(i for i, option in enumerate(self.option_order) if option in keys)


def placed(chosen: Sequence[tuple[Candidate, bool]], chance: Chance) -> tuple[Place, ...]:
    """Return the questions in a drawn order, with right answers in all places about equally often.

    Args:
        chosen: candidates, and whether each is scored.
    """
    used: Counter[int] = Counter()
    form = []
    # Those with the least freedom first: amounts stay in order, three options have three places.
    for candidate, scored in sorted(
        chance.shuffled(chosen), key=lambda pair: (not _is_fixed(pair[0]), pair[0].option_count)
    ):
        place = Place(candidate, _order(candidate, used, chance), scored)
        used.update(place.key_places)
        form.append(place)
    orders = [chance.shuffled(form)]
    while longest_run(orders[-1]) > LONGEST_RUN and len(orders) < ORDERS:
        orders.append(chance.shuffled(form))
    calmest = min(orders, key=longest_run)
    return tuple(calmest)


def _order(candidate: Candidate, used: Counter[int], chance: Chance) -> tuple[int, ...]:
    """Return an order of the options that puts the right ones in the places used least."""
    options = range(candidate.option_count)
    if _is_fixed(candidate):
        return tuple(options)
    keys = chance.shuffled(candidate.keys)
    wrong = chance.shuffled([option for option in options if option not in candidate.keys])
    by_use = sorted(chance.shuffled(options), key=lambda place: used[place])
    filled = dict(zip(by_use, (*keys, *wrong), strict=True))
    return tuple(filled[place] for place in options)


def _is_fixed(candidate: Candidate) -> bool:
    return candidate.arrangement is Arrangement.AS_STORED


def longest_run(form: Sequence[Place]) -> int:
    """Return how many questions in a row have a right answer in the same place, at most."""
    longest, runs = 0, Counter[int]()
    for place in form:
        runs = Counter({key: runs[key] + 1 for key in place.key_places})
        longest = max(longest, *runs.values(), 0)
    return longest
