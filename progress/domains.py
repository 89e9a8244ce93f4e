"""The domains of an exam: which of them a course covers, and how well a person knows what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from progress.mastery import FactMark, LessonProgress, Mastery
from quizzes.forecasts.profiles import Outline


@dataclass(frozen=True, slots=True)
class DomainProgress(Mastery):
    """A domain of the exam. `weight` is its share of the exam, 0 to 100."""

    course: str
    number: int
    title: str
    weight: int
    covered: bool
    facts: tuple[FactMark, ...]

    @property
    def answers_url(self) -> str:
        return f"{reverse('progress:responses')}?course={self.course}&domain={self.number}"


def domains_of(outline: Outline, lessons: Sequence[LessonProgress]) -> tuple[DomainProgress, ...]:
    """Return the domains of a course's exam with the facts of their lessons."""
    course = lessons[0].course if lessons else ""
    return tuple(
        DomainProgress(
            course=course,
            number=domain.number,
            title=domain.title,
            weight=domain.weight,
            covered=domain.covered,
            facts=tuple(
                fact
                for lesson in lessons
                if domain.covered and outline.homes.get(lesson.slug) == str(domain.number)
                for fact in lesson.facts
            ),
        )
        for domain in outline.domains
    )
