"""Plans of people with many sorts of loads, against the minutes that they give to a day."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from progress.plan.days import Day, Plan, make_plan
from progress.plan.loads import FactLoad, LessonLoad, Load, Pace, Wish
from tests.simulation.figures import Figure
from tests.simulation.scheduling import START

TOLERANCE = 0.10


def load_of(chance: Random) -> Load:
    """Return a course that nobody has begun."""
    lessons = [f"lesson-{n}" for n in range(chance.randrange(4, 20))]
    share = 1 / len(lessons)
    facts = [
        FactLoad(len(lessons) * 100 + n, lesson, share / 20, None)
        for n, lesson in enumerate(chance.choices(lessons, k=chance.randrange(60, 600)))
    ]
    return Load(
        facts=tuple(facts),
        lessons=tuple(LessonLoad(one, chance.randrange(3, 12), frozenset()) for one in lessons),
        pace=Pace(review=chance.uniform(25, 60), new=chance.uniform(40, 90)),
        mock_minutes=0,
    )


def plan_of(chance: Random) -> tuple[Plan, Wish]:
    wish = Wish(chance.randrange(10, 90), 500)
    days = chance.randrange(14, 60)
    plan = make_plan(
        load_of(chance),
        wish,
        today=START.date(),
        now=START,
        days=days,
        exam=chance.random() < 0.5,
        seed=chance.randrange(1000),
    )
    return plan, wish


def has_more(days: tuple[Day, ...], number: int) -> bool:
    """Tell whether something was left to read or to meet after a day."""
    return any(day.new or day.readings for day in days[number + 1 :])


def figures(*, plans: int) -> Iterator[Figure]:
    chance = Random("plans")
    worst, counted = 0.0, 0
    for _ in range(plans):
        plan, wish = plan_of(chance)
        for number, day in enumerate(plan.days):
            off = round(day.minutes / wish.minutes - 1, 9)  # what floats make of a tenth
            if off > 0 or has_more(plan.days, number):
                worst, counted = max(worst, abs(off)), counted + 1
    yield Figure(
        "minutes of a day of a plan, off from those given to it",
        worst,
        TOLERANCE,
        note=f"the worst of {counted} days that had something to fill them",
    )
