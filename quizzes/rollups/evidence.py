"""What one final answer says: the only thing that everything derived from the log is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quizzes.grading import MarkScheme
from quizzes.memory import Showing
from quizzes.models import Response

# Grows when the same answers say something else, so that rows derived by earlier rules are made anew.
RULES = 1
FactIds = Mapping[str, int]  # key of a fact -> its id, within one course


@dataclass(frozen=True, slots=True)
class Evidence:
    """One final answer of one person.

    Attributes:
        course: id.
        lesson: slug of the question's lesson when it was drawn; "" if that is not known.
        fresh: whether the person saw this wording for the first time.
        taught: whether the feedback came at once.
        difficulty: of the question, predicted when it was drawn, in logits.
        seconds: time spent, 0 where that is not known.
        facts: id -> version of each fact that it is evidence about.
        behind: ids of the facts of other things that were chosen in error.
        mistaken: thing asked for, and the one it was taken for; each pair once.
    """

    course: int
    lesson: str
    answered_at: datetime
    kind: str
    right: bool
    fresh: bool
    guessed: bool
    taught: bool
    guess: float
    difficulty: float
    seconds: float
    facts: Mapping[int, int] = field(default_factory=dict)
    behind: tuple[int, ...] = ()
    mistaken: tuple[tuple[str, str], ...] = ()

    def showing(self, fact: int) -> Showing:
        """Return what the answer shows of one of its facts."""
        return Showing(
            right=self.right,
            guess=self.guess,
            answered_at=self.answered_at,
            kind=self.kind,
            fresh=self.fresh,
            guessed=self.guessed,
            taught=self.taught,
            fact_version=self.facts[fact],
        )


def evidence_of(response: Response, scheme: MarkScheme, facts: FactIds, *, fresh: bool) -> Evidence:
    """Return what a final answer says.

    Args:
        response: with its item, the item's attempt, version and question at hand.
        facts: all facts of the course.
    """
    item, chosen = response.item, response.chosen
    return Evidence(
        course=item.attempt.course_id,
        lesson=item.lesson,
        answered_at=response.created_at,
        kind=item.version.question.kind,
        right=scheme.is_right(chosen),
        fresh=fresh,
        guessed=response.confidence == Response.Confidence.GUESSING,
        taught=item.attempt.tells_at_once,
        guess=scheme.kind.guess,
        difficulty=item.difficulty,
        seconds=response.seconds or 0.0,
        facts={facts[k]: scheme.version_of(k) for k in scheme.touched(chosen) if k in facts},
        behind=tuple(facts[key] for key in scheme.behind(chosen) if key in facts),
        mistaken=scheme.mistaken(chosen),
    )
