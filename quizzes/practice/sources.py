"""Sources: what a practice draws from: a lesson, a module, a domain of the exam, a course."""

from __future__ import annotations

from courses.models import Course, Domain, Lesson, Module
from quizzes.forecasts.profiles import domains_of, homes_of, lessons_of
from quizzes.models import Question, QuestionQuerySet

Source = Lesson | Module | Domain | Course


def questions_of(source: Source) -> QuestionQuerySet:
    """Return what may be asked on a source. Of a domain, the lessons are read first: two queries."""
    questions = Question.objects.servable().filter(current__isnull=False)
    if isinstance(source, Lesson):
        return questions.filter(lesson=source)
    if isinstance(source, Module):
        return questions.filter(lesson__module=source)
    if isinstance(source, Course):
        return questions.of(source)
    return questions.of(course_of(source)).filter(lesson__slug__in=slugs_in(source))


def course_of(source: Source) -> Course:
    if isinstance(source, Lesson):
        return source.module.course
    if isinstance(source, Domain):
        return source.blueprint.course
    return source.course if isinstance(source, Module) else source


def slugs_in(domain: Domain) -> list[str]:
    """Return the slugs of the published lessons that belong to a domain of an exam."""
    course = domain.blueprint.course
    homes = homes_of(lessons_of([course])[course.pk], domains_of([course])[course.pk])
    return [slug for slug, code in homes.items() if code == str(domain.number)]


def wider(source: Source) -> Source | None:
    """Return what a source is a part of; nothing for a course."""
    if isinstance(source, Lesson):
        return source.module
    return None if isinstance(source, Course) else course_of(source)


def preset_for(source: Source) -> dict[str, str]:
    """Return the parameters with which the practice page is preset to a source."""
    course = {"course": course_of(source).slug}
    if isinstance(source, Lesson):
        return course | {"lesson": source.slug}
    if isinstance(source, Module):
        return course | {"module": source.slug}
    return course | {"domain": str(source.number)} if isinstance(source, Domain) else course


def value_for(source: Source) -> str:
    """Return how a form names a source, such as `lesson-7`."""
    return f"{type(source).__name__.lower()}-{source.pk}"
