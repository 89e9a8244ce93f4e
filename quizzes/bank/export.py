"""The bank as data: every servable question with its facts, proofs and citations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from courses.models import Course
from quizzes.generation.difficulty import spread_of
from quizzes.models import Fact, Question


def exported_bank(courses: QuerySet[Course]) -> list[dict[str, Any]]:
    """Return the servable questions of the courses, in the order of their lessons and keys."""
    facts = {fact.key: fact for fact in Fact.objects.filter(course__in=courses)}
    questions = (
        Question.objects.servable()
        .filter(lesson__module__course__in=courses)
        .select_related("lesson__module", "current")
        .order_by(
            "lesson__module__course__slug", "lesson__module__position", "lesson__position", "key"
        )
    )
    return [exported_question(question, facts) for question in questions]


def exported_question(question: Question, facts: dict[str, Fact]) -> dict[str, Any]:
    """Return one question as the export writes it.

    Args:
        facts: all facts of the course by key.
    """
    version = question.current
    if version is None:
        raise ValueError(f"Question {question.key} has no wording.")
    proofs = [key for option in version.options for key in option["proof"]["facts"]]
    return {
        "id": question.key,
        "version": version.number,
        "lesson": question.lesson.slug,
        "kind": question.kind,
        "level": question.level,
        "model": question.model,
        "difficulty": {
            "logits": question.difficulty_prior,
            "sd": spread_of(question.kind),
            "reasons": question.difficulty_reasons,
        },
        "stem": version.stem,
        "scored": version.scored,
        "asked": version.fact_keys,
        "facts": [_exported_fact(facts[k]) for k in dict.fromkeys([*version.fact_keys, *proofs])],
        "options": version.options,
    }


def _exported_fact(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.key,
        "sentence": fact.statement,
        "ids": fact.references,
    }
