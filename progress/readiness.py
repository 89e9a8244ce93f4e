"""How ready a person is for our mock exam: a forecast where enough is known, else what is missing.

Also how answers to new wordings differ from those to old ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from courses.models import Course
from progress import charts
from progress.mock_results import MockChart, MockResult, mock_chart
from progress.plan.words import amount, listed
from quizzes.forecasts.forecasts import ANSWERS, COVERED, Forecast, Lack, Profile, foretell
from quizzes.forecasts.profiles import Outline
from quizzes.measurement.ability import Standing

NAMED = 4  # lessons to answer questions of
GAP = 10  # percent, from which on the gap between old and new wordings means something
FEW = 10  # answers of a sort, below which a share says nothing
AXIS = (0, 640)  # units of the drawing


@dataclass(frozen=True, slots=True)
class Share:
    """Right answers among some, 0 to 100."""

    right: int
    answers: int

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.answers) if self.answers else 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Right answers to wordings seen before, and to those that were new."""

    course: str
    seen: Share
    unseen: Share

    @property
    def words(self) -> str:
        """Say what the gap means."""
        if min(self.seen.answers, self.unseen.answers) < FEW:
            return (
                f"From {FEW} answers of each sort on, the gap between the two tells whether you know "
                "the facts or the questions."
            )
        gap = self.seen.percent - self.unseen.percent
        if gap >= GAP:
            return (
                f"You are right {gap} points more often where you have seen the words before. So much of "
                "it is memory of the questions. Only new words raise your mastery and your forecast."
            )
        if gap <= -GAP:
            return "New words go better than old ones: what comes back is mostly what you missed before."
        return "New words go as well as old ones: you know the facts, not just the questions."

    def url(self, wording: str) -> str:
        return f"{reverse('progress:responses')}?course={self.course}&wording={wording}"

    @property
    def seen_url(self) -> str:
        return self.url("seen")

    @property
    def unseen_url(self) -> str:
        return self.url("new")


@dataclass(frozen=True, slots=True)
class LessonToAsk:
    """A lesson that no answer speaks of yet."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is known of how ready a person is for the mock exam of a course.

    Attributes:
        foretold: one of the two; None where the course can make no form.
        to_ask: lessons to answer questions of, for a forecast.
        mocks: latest last.
    """

    course: str
    outline: Outline
    foretold: Forecast | Lack | None
    gap: Gap
    to_ask: tuple[LessonToAsk, ...]
    mocks: tuple[MockResult, ...]

    @property
    def forecast(self) -> Forecast | None:
        return self.foretold if isinstance(self.foretold, Forecast) else None

    @property
    def lack(self) -> Lack | None:
        return self.foretold if isinstance(self.foretold, Lack) else None

    @property
    def profile(self) -> Profile | None:
        return self.outline.profile

    @property
    def title(self) -> str:
        return self.outline.exam.title if self.outline.exam else "this course"

    @property
    def pass_percent(self) -> int:
        return round(100 * self.forecast.pass_chance) if self.forecast else 0

    @property
    def times_in_ten(self) -> str:
        """Return how often such a form would be passed, in words."""
        times = round(10 * self.forecast.pass_chance) if self.forecast else 0
        return {0: "hardly ever", 10: "nearly always"}.get(times, f"about {times} times in 10")

    @property
    def luck(self) -> str:
        """Say what the range is, and why the chance of passing cannot be read off it."""
        scored = amount(self.profile.scored, "question") if self.profile else ""
        return (
            "The range holds your level nine times in ten. The score of one mock exam may lie outside "
            f"it, since it rests on only {scored} and luck has its part. The chance allows for that."
        )

    @property
    def chart(self) -> charts.Band | None:
        if not (self.forecast and self.profile):
            return None
        scale = self.profile.scale
        axis = charts.Axis(scale.low, scale.high, *AXIS)
        one = self.forecast
        return charts.band(one.low, one.score, one.high, scale.pass_mark, axis)

    @property
    def covered_percent(self) -> int:
        """Return the weight of the exam's domains that the course covers, 0 to 100."""
        domains = self.outline.domains
        whole = sum(domain.weight for domain in domains)
        covered = sum(domain.weight for domain in domains if domain.covered)
        return round(100 * covered / whole) if whole else 100

    @property
    def missing_domains(self) -> tuple[str, ...]:
        return tuple(domain.title for domain in self.outline.domains if not domain.covered)

    @property
    def limits(self) -> str:
        """Say what a forecast does not speak of."""
        if not self.missing_domains:
            return (
                "This is a practice scale: it speaks of our own mock exams. Nobody can foretell the "
                "real one."
            )
        return (
            "This is a practice scale: it speaks of our own mock exams on the "
            f"{self.covered_percent}% of the exam that this course covers, and says nothing about "
            f"{listed(self.missing_domains)}. Nobody can foretell the real one."
        )

    @property
    def asked_percent(self) -> int:
        return round(100 * self.lack.covered) if self.lack else 100

    @property
    def wanted_answers(self) -> int:
        return ANSWERS

    @property
    def wanted_percent(self) -> int:
        return round(100 * COVERED)

    @property
    def answers_url(self) -> str:
        return self.gap.unseen_url

    @property
    def mock_chart(self) -> MockChart | None:
        if not (self.mocks and self.profile):
            return None
        return mock_chart(self.mocks, self.profile)


def readiness_of(
    course: Course,
    outline: Outline,
    standing: Standing | None,
    lessons: Mapping[str, LessonToAsk],
    mocks: Sequence[MockResult],
    *,
    now: datetime,
) -> Readiness:
    """Return how ready a person is for the mock exam of a course.

    Args:
        lessons: of the course, by slug.
        mocks: of the course, latest last.
    """
    foretold = foretell(standing, outline.profile, now=now) if outline.profile else None
    asked = foretold.lessons if isinstance(foretold, Lack) else ()
    return Readiness(
        course=course.slug,
        outline=outline,
        foretold=foretold,
        gap=gap_of(course, standing),
        to_ask=tuple(lessons[slug] for slug in asked[:NAMED] if slug in lessons),
        mocks=tuple(mocks),
    )


def gap_of(course: Course, standing: Standing | None) -> Gap:
    if standing is None:
        return Gap(course.slug, Share(0, 0), Share(0, 0))
    return Gap(
        course.slug,
        seen=Share(standing.seen_right, standing.seen),
        unseen=Share(standing.unseen_right, standing.unseen),
    )
