"""Rivals: which things, and which texts, stand beside the key of a scenario without telling it."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.generation.base import FactBase, remembered
from quizzes.generation.chance import digest
from quizzes.generation.facts import Fact
from quizzes.generation.items import Option
from quizzes.generation.needs import Need, need_of
from quizzes.generation.proofs import Verdict
from quizzes.generation.siblings import false_predicates
from quizzes.generation.words import content_words

FEW = 4  # facts at which a thing is half as welcome beside a key as one of which much is said
EARLY = 6  # lessons after which a thing is half as welcome as one that few lessons can offer


def rival_order(
    base: FactBase, asked: Sequence[Fact], name: str, is_near_miss: bool = False
) -> tuple[float, str]:
    """Return where a wrong thing stands among those that may be offered, the lowest first.

    First come near misses, what a table sets beside the key, and what the same lesson speaks of.
    A thing of which much is said is often a key; so it is offered often when it is not, and the
    more so the fewer lessons are left to offer it in. Else the right name would be known by its fame.
    """
    often, lessons = _fame(base, name)
    is_here = any(fact.passage.lesson in lessons for fact in asked)
    lot = int(digest("lot", *(fact.key for fact in asked), name, length=4), 16) / 0xFFFF
    score = 0.5 * is_near_miss + 0.4 * (name in base.neighbours[asked[0].subject]) + 0.2 * is_here
    return -(score + often + 0.5 * lot), name


@remembered
def _fame(base: FactBase, name: str) -> tuple[float, frozenset[str]]:
    """Return how welcome a thing is for what is said of it, and the lessons that say it."""
    own = [fact for fact in base.by_subject[name] if fact.polarity and fact.scored and fact.phrase]
    place = base.position(own[0]) if own else 0
    often = 1.2 * len(own) / (len(own) + FEW) + 1.6 * place / (place + EARLY)
    return often, frozenset(fact.passage.lesson for fact in own)


def needs_of_others(base: FactBase, asked: Fact) -> list[tuple[Need, Verdict]]:
    """Return the tasks that are proved not to be for `asked`'s thing and are for another, best first.

    A "Not" line of the thing is told as the task of whoever does it.
    """
    found = []
    for said, verdict in false_predicates(base, asked):
        doing = (f for f in base.by_predicate[said.predicate] if f.polarity)
        known = (f for f in doing if base.position(f) <= base.position(asked))
        need = next(filter(None, (need_of(base, fact) for fact in known)), None)
        if need and need.is_deed:
            found.append((need, verdict))
    return found


def is_odd_one_out(options: Sequence[Option]) -> bool:
    """Tell whether no option shares fewer words with the others than the key, which would tell it."""
    words = [content_words(option.text) for option in options]
    sharing = [
        sum(len(mine & other) for j, other in enumerate(words) if j != i)
        for i, mine in enumerate(words)
    ]
    rest = [n for n, option in zip(sharing, options, strict=True) if not option.correct]
    key = next(n for n, option in zip(sharing, options, strict=True) if option.correct)
    return key <= min(rest) and key < max(rest)
