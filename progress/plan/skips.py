"""What a skipped day costs, in minutes that move and in facts that no longer fit. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from progress.plan.days import Plan
from progress.plan.words import amount, listed, percent

MADE_UP = 0.9  # of the minutes skipped: from then on they count as made up


@dataclass(frozen=True, slots=True)
class SkipCost:
    """What happens if nothing more is done today.

    Attributes:
        minutes: of today that are skipped.
        days: after which the minutes are made up; 0 if they are not, since less comes due.
        new: facts that could not be met before the end any more.
        reading: minutes of it for which there would be no time any more.
        reviews: facts more that would still be due at the end.
        percent: how much less of the exam would be known at the end, as whole percents are told.
        has_exam: whether the end is an exam.
    """

    minutes: float
    days: int
    new: int
    reading: float
    reviews: int
    percent: int
    has_exam: bool

    @property
    def words(self) -> str:
        """Say it, such as "Skip today, and 14 minutes move to the next 3 days"."""
        if self.minutes <= 0:
            return "There is nothing left to skip today."
        if missing := self._missing():
            end = "before the exam" if self.has_exam else "within these two weeks"
            return f"Skip today, and {missing} will not fit {end}.{self._less()}"
        minutes = amount(max(round(self.minutes), 1), "minute")
        move = "moves" if minutes.startswith("1 ") else "move"
        days = {0: "later days", 1: "tomorrow"}.get(self.days, f"the next {self.days} days")
        return f"Skip today, and {minutes} {move} to {days}.{self._less()}"

    def _less(self) -> str:
        if not self.percent:
            return ""
        return f" On the last day you would know about {self.percent}% less."

    def _missing(self) -> str:
        parts = [
            amount(self.new, "new fact") if self.new else "",
            f"{amount(round(self.reading), 'minute')} of reading" if self.reading >= 1 else "",
            amount(self.reviews, "review") if self.reviews else "",
        ]
        return listed([part for part in parts if part])


def skip_cost(plan: Plan, skipped: Plan, *, has_exam: bool) -> SkipCost:
    """Return what it costs to skip today.

    Args:
        plan: with today.
        skipped: without it.
    """
    minutes = plan.days[0].minutes if plan.days else 0.0
    longer = accumulate(
        there.minutes - here.minutes
        for here, there in zip(plan.days[1:], skipped.days[1:], strict=True)
    )
    made_up = (number for number, more in enumerate(longer, 1) if more >= MADE_UP * minutes)
    return SkipCost(
        minutes=minutes,
        days=next(made_up, 0),
        new=max(len(skipped.left.new) - len(plan.left.new), 0),
        reading=max(skipped.left.minutes - plan.left.minutes, 0.0),
        reviews=max(len(skipped.left.reviews) - len(plan.left.reviews), 0),
        # Of what is told, so that two figures that look alike are not said to differ.
        percent=max(percent(plan.strength) - percent(skipped.strength), 0),
        has_exam=has_exam,
    )
