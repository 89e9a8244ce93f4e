"""T6, the process: put the steps in order, and tell which step comes next or just before."""

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
                yield _beside(process, step, following, "step>next")
                yield _beside(process, following, step, "step>before")


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
    ends = {1: f"the first of {total} steps", total: f"the last of {total} steps"}
    return Option(
        text=step.value,
        correct=True,
        explanation=f"This is {ends.get(place, f'step {place} of {total}')}.{before}",
        proof="TRUE",
        facts=(step,),
        form="step",
        subject=step.subject,
        aside=(steps[place - 2],) if place > 1 else (),
        place=place,
    )


def _beside(process: tuple[Fact, ...], known: Fact, asked: Fact, direction: str) -> Draft:
    """Ask which step stands right after, or right before, a known one."""
    others = [step for step in process if step not in (known, asked)]
    return Draft(
        model="T6",
        direction=direction,
        kind="single",
        lesson=known.passage.lesson,
        asked=(known, asked),
        stems=stems(
            "next_step" if direction == "step>next" else "step_before",
            title=known.subject,
            step=known.value,
        ),
        keys=(_right(known, asked),),
        pool=tuple(_elsewhere(asked, step) for step in others),
        predicate=asked.value,
    )


def _right(known: Fact, asked: Fact) -> Option:
    first, second = sorted((known, asked), key=lambda step: step.place)
    return Option(
        text=asked.value,
        correct=True,
        explanation=f"Right after “{first.value}” comes “{second.value}”.",
        proof="TRUE",
        facts=(asked,),
        form="step",
        subject=known.subject,
        aside=(known,),
    )


def _elsewhere(asked: Fact, other: Fact) -> Option:
    when = "before" if other.place < asked.place else "after"
    verdict = other_step(asked, other)
    return Option(
        text=other.value,
        correct=False,
        explanation=f"“{other.value}” comes {when} “{asked.value}”.",
        proof=verdict.proof,
        facts=verdict.facts,
        form="step",
        subject=asked.subject,
        aside=(asked,),
    )
