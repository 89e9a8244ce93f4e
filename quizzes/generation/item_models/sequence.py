"""T6, the process: put the steps in order, and tell which step comes next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quizzes.generation.base import FactBase
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.proofs import other_step
from quizzes.generation.voice import stems

LONGEST = 5  # steps that a learner can hold in mind and put in order


def propose(base: FactBase) -> Iterator[Draft]:
    for process in base.processes:
        if all(step.scored for step in process):
            yield from _order(process[:LONGEST])
            for step, following in pairwise(process):
                yield _next(process, step, following)


def _order(steps: tuple[Fact, ...]) -> Iterator[Draft]:
    if len(steps) < 3:
        return
    yield Draft(
        model="T6",
        direction="process>order",
        kind="ordering",
        lesson=steps[0].passage.lesson,
        asked=steps,
        stems=stems("order_of_steps", title=steps[0].subject),
        keys=(),
        pool=(),
        predicate=steps[0].subject,
        sets=(tuple(_placed(step, steps) for step in steps),),
    )


def _placed(step: Fact, steps: tuple[Fact, ...]) -> Option:
    place, total = step.place, len(steps)
    before = f" It comes right after “{steps[place - 2].value}”." if place > 1 else ""
    lead = "first" if place == 1 else "last" if place == total else f"number {place}"
    return Option(
        text=step.value,
        correct=True,
        explanation=f"This step is {lead} of {total}.{before}",
        proof="TRUE",
        facts=(step,),
        form="step",
        subject=step.subject,
        aside=(steps[place - 2],) if place > 1 else (),
        place=place,
    )


def _next(process: tuple[Fact, ...], step: Fact, following: Fact) -> Draft:
    others = [other for other in process if other not in (step, following)]
    return Draft(
        model="T6",
        direction="step>next",
        kind="single",
        lesson=step.passage.lesson,
        asked=(step, following),
        stems=stems("next_step", title=step.subject, step=step.value),
        keys=(_following(step, following),),
        pool=tuple(_elsewhere(step, following, other) for other in others),
        predicate=following.value,
    )


def _following(step: Fact, following: Fact) -> Option:
    return Option(
        text=following.value,
        correct=True,
        explanation=f"Right after “{step.value}” comes “{following.value}”.",
        proof="TRUE",
        facts=(following,),
        form="step",
        subject=step.subject,
        aside=(step,),
    )


def _elsewhere(step: Fact, following: Fact, other: Fact) -> Option:
    when = "before that" if other.place < step.place else f"only after “{following.value}”"
    verdict = other_step(following, other)
    return Option(
        text=other.value,
        correct=False,
        explanation=f"“{other.value}” comes {when}.",
        proof=verdict.proof,
        facts=verdict.facts,
        form="step",
        subject=step.subject,
        aside=(following,),
    )
