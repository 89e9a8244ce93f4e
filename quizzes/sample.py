"""One real question a day for people without an account. Nothing about it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from quizzes.answers import kind_of
from quizzes.answers.base import Chosen
from quizzes.generation.chance import Chance
from quizzes.models import Question, Version
from quizzes.showing import Shown


@dataclass(frozen=True, slots=True)
class Sample:
    """The question of a day as the partial `quizzes/_try.html` shows it."""

    day: date
    shown: Shown
    error: str = ""


def sample_version(day: date) -> Version | None:
    """Return the question of that day: the same for everyone; `None` while the bank is empty."""
    questions = Question.objects.servable().filter(
        kind=Question.Kind.SINGLE,
        level__in=(Question.Level.RECALL, Question.Level.COMPARE),
        current__scored=True,
    )
    count = questions.count()
    if not count:
        return None
    # Ordered by names, not ids: the same bank gives the same question on any installation.
    in_order = questions.order_by("lesson__module__course__slug", "lesson__slug", "key")
    pick = Chance("sample", day.isoformat()).below(count)
    question = in_order.select_related("current", "lesson__module__course")[pick]
    version = question.current
    if version is not None:
        version.question = question
    return version


def show_sample(day: date, *, sent: QueryDict | None = None, error: str = "") -> Sample | None:
    """Return the question of that day, open; for the home page and the page of its own."""
    version = sample_version(day)
    if version is None:
        return None
    return Sample(day, kind_of(version).show_open(order_of(version, day), sent), error)


def show_sample_answered(version: Version, day: date, chosen: Chosen) -> Sample:
    """Return the question of that day with its verdicts on an answer."""
    course = version.question.lesson.module.course.slug
    order = order_of(version, day)
    return Sample(day, kind_of(version).show_answered(order, chosen, course=course))


def order_of(version: Version, day: date) -> list[int]:
    return Chance("sample options", day.isoformat()).shuffled(range(len(version.options)))
