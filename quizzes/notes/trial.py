"""The trial before a batch: sure proposals may be approved together only when a drawn few proved right.

(generation.md §3.2: confidence from .9 on, after 20 random ones with at most one mistake.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import Course
from quizzes.generation.chance import digest
from quizzes.notes.models import Proposal

SURE = 0.9
DRAWN = 20
MISTAKES = 1


@dataclass(frozen=True, slots=True)
class Trial:
    """The proposals drawn from the sure ones of a course, to be decided one by one."""

    drawn: Sequence[Proposal]

    @property
    def left(self) -> list[Proposal]:
        """Return the drawn proposals that nobody has looked at alone."""
        return [p for p in self.drawn if p.status == Proposal.Status.PROPOSED or p.in_batch]

    @property
    def mistakes(self) -> int:
        """Return how many of those looked at were not right as they were read."""
        wrong = (Proposal.Status.REJECTED, Proposal.Status.EDITED)
        return sum(p.status in wrong and not p.in_batch for p in self.drawn)

    @property
    def passed(self) -> bool:
        return not self.left and self.mistakes <= MISTAKES

    def __str__(self) -> str:
        """Say how it stands and what is to be done."""
        if self.mistakes > MISTAKES:
            return (
                f"{self.mistakes} of {len(self.drawn)} drawn proposals were rejected or needed other "
                f"words; at most {MISTAKES} may. Decide the rest one by one."
            )
        if self.left:
            return (
                f"{len(self.left)} of {len(self.drawn)} drawn proposals are still to be decided one "
                f"by one; at most {MISTAKES} may be wrong."
            )
        return f"All {len(self.drawn)} drawn proposals are decided, {self.mistakes} were wrong."


def trial_of(course: Course) -> Trial:
    """Return the trial of a course. The draw is fixed by the course and the keys alone."""
    sure = Proposal.objects.of(course).standing().filter(confidence__gte=SURE)
    keys = dict(sure.values_list("pk", "key"))
    drawn = sorted(keys, key=lambda pk: (digest("trial", course.slug, keys[pk]), pk))[:DRAWN]
    return Trial(
        list(sure.filter(pk__in=drawn).select_related("file").order_by("file_id", "order"))
    )
