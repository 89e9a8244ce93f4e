"""What there is to learn, and what a person gives to it: the values that a plan is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from quizzes.memory import Memory

USUAL_SECONDS = 30.0  # for an answer: what exams of this kind allow is three times as much
VERDICT_SECONDS = 12.0  # to read the reason after an answer, which no clock measures
MEETING_SECONDS = 18.0  # more for a fact asked the first time: all reasons and its sentence
FASTEST, SLOWEST = 8.0, 120.0  # seconds for an answer that are taken at their word
DAYS_WANTED, ANSWERS_WANTED = 3, 30  # before a person's own pace says more than the usual one
# Right answers to facts never asked, by those who have just read them: more than luck among four
# rows, less than what is reviewed in time. Own answers outweigh it once there are more than these.
FIRST_RIGHT, FIRST_RIGHT_WEIGHT = 0.6, 20
HALF_READ = 0.5  # of a lesson that is opened and not finished is taken to be read


@dataclass(frozen=True, slots=True)
class FactLoad:
    """A fact that can be asked.

    Attributes:
        lesson: slug of the lesson that teaches it.
        weight: its share of the exam, in a unit that all facts of the course have in common.
        memory: of the person; `None` means that it was not met.
    """

    id: int
    lesson: str
    weight: float
    memory: Memory | None = None


@dataclass(frozen=True, slots=True)
class LessonLoad:
    """A lesson.

    Attributes:
        minutes: of reading that are left, 0 for a lesson that is read.
        needs: slugs of the lessons that should be read before.
        begun: whether it was opened already.
    """

    slug: str
    minutes: float
    needs: frozenset[str] = frozenset()
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for an answer, with its verdict."""

    review: float = USUAL_SECONDS + VERDICT_SECONDS
    new: float = USUAL_SECONDS + VERDICT_SECONDS + MEETING_SECONDS
    own: bool = False  # measured from the person's own answers


@dataclass(frozen=True, slots=True)
class Load:
    """All there is to learn in a course, in course order.

    Attributes:
        mock_minutes: that a mock exam takes in one piece; 0 where there is none.
        first_right: the chance that a new fact is answered rightly, 0 to 1.
    """

    facts: tuple[FactLoad, ...]
    lessons: tuple[LessonLoad, ...]
    pace: Pace = Pace()
    mock_minutes: int = 0
    first_right: float = FIRST_RIGHT


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person gives to a day: minutes, and reviews at the most."""

    minutes: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Done:
    """What was done today already."""

    minutes: float = 0.0
    reviews: int = 0


NOTHING_DONE = Done()


def pace_of(days: Sequence[tuple[int, float]]) -> Pace:
    """Return the pace of a person from their days: answers, and seconds spent on them.

    The median of the days, since one question left open over lunch says nothing. Days on which no
    time was told are left out, and with too few answers the usual pace stands.
    """
    timed = [(answers, seconds) for answers, seconds in days if answers and seconds > 0]
    if len(timed) < DAYS_WANTED or sum(answers for answers, _ in timed) < ANSWERS_WANTED:
        return Pace()
    seconds = min(max(median(spent / answers for answers, spent in timed), FASTEST), SLOWEST)
    review = seconds + VERDICT_SECONDS
    return Pace(review, review + MEETING_SECONDS, own=True)


def first_right_of(answers: int, right: int) -> float:
    """Return the chance that a new fact is answered rightly.

    Args:
        answers: to questions that the person had not seen before, and how many were `right`.
    """
    return (right + FIRST_RIGHT * FIRST_RIGHT_WEIGHT) / (answers + FIRST_RIGHT_WEIGHT)
