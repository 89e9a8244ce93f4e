"""Past mock exams beside what was foretold of them, as values and as a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from progress import charts
from quizzes.forecasts.forecasts import Profile
from quizzes.forecasts.profiles import Outline
from quizzes.mocks.history import PastMock, finished_mocks, past_mocks
from quizzes.models import Attempt
from quizzes.papers.exams import exam_of

SHOWN = 10  # latest mock exams
RANGE_WIDTH = 10


@dataclass(frozen=True, slots=True)
class MockResult:
    """A mock exam that is over, beside what was foretold when it began.

    Attributes:
        foretold: chance of passing, 0 to 100; None where too little was known.
        low, high: points, between which the person's level lay nine times in ten. A score may lie
            outside, since one form also varies by luck.
    """

    pk: int
    course: int
    title: str
    ended_at: datetime
    right: int
    scored: int
    points: int
    passed: bool
    foretold: int | None
    low: int | None
    high: int | None

    @property
    def url(self) -> str:
        return reverse("quizzes:attempt_report", args=(self.pk,))

    @property
    def words(self) -> str:
        """Say for example "chance of passing 58%, then passed"."""
        outcome = "passed" if self.passed else "not passed"
        if self.foretold is None:
            return f"nothing foretold, then {outcome}"
        return f"chance of passing {self.foretold}%, then {outcome}"


@dataclass(frozen=True, slots=True)
class MockPoint:
    """A mock exam in the drawing: its score, and the range of the person's level before it."""

    mock: MockResult
    x: float
    y: float
    top: float | None
    height: float | None

    @property
    def left(self) -> float:
        """Return where the range begins, which is as wide as `RANGE_WIDTH`."""
        return self.x - RANGE_WIDTH / 2


@dataclass(frozen=True, slots=True)
class MockChart:
    points: tuple[MockPoint, ...]
    axis: charts.Axis
    pass_y: float

    @property
    def ticks(self) -> tuple[charts.Tick, ...]:
        return self.axis.ticks(5)

    @property
    def line(self) -> str:
        """Return the scores as the points of a line."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def mock_chart(mocks: Sequence[MockResult], profile: Profile) -> MockChart:
    axis = charts.Axis(profile.scale.low, profile.scale.high, 150, 10)
    places = charts.Axis(0, max(len(mocks), 2), 60, 620)
    points = [point_of(mock, places.place(number + 0.5), axis) for number, mock in enumerate(mocks)]
    return MockChart(tuple(points), axis, axis.place(profile.scale.pass_mark))


def point_of(mock: MockResult, x: float, axis: charts.Axis) -> MockPoint:
    top = height = None
    if mock.low is not None and mock.high is not None:
        top, height = axis.place(mock.high), axis.length(mock.low, mock.high)
    return MockPoint(mock, x, axis.place(mock.points), top, height)


def read_mocks(user: User, outlines: Mapping[int, Outline]) -> tuple[MockResult, ...]:
    """Return the latest mock exams of these courses that are over, latest last. One query."""
    mocks = Attempt.objects.filter(
        user=user, mode=Attempt.Mode.MOCK, finished_at__isnull=False, course__in=outlines
    )
    latest = mocks.order_by("-pk").values("pk")[:SHOWN]  # the key of people has this order at hand
    past = past_mocks(finished_mocks().filter(pk__in=latest).order_by("pk"))
    return tuple(result_of(mock, outlines[mock.attempt.course_id].profile) for mock in past)


def result_of(mock: PastMock, profile: Profile | None) -> MockResult:
    """Return how a mock exam went, on the scale that it had when it began."""
    attempt, exam = mock.attempt, exam_of(mock.attempt)
    share = mock.right / mock.scored if mock.scored else 0.0
    forecast = attempt.forecast
    return MockResult(
        pk=attempt.pk,
        course=attempt.course_id,
        title=attempt.title,
        ended_at=attempt.finished_at or attempt.started_at,
        right=mock.right,
        scored=mock.scored,
        points=exam.scale.points(share, chance=profile.chance if profile else 0.0),
        passed=mock.right >= exam.needed,
        foretold=round(100 * forecast["pass_chance"]) if "pass_chance" in forecast else None,
        low=forecast.get("low"),
        high=forecast.get("high"),
    )
