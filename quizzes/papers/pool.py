"""The pool: questions that may be asked, as candidates for a draw. Reads rows, writes none."""

from __future__ import annotations

from collections import Counter

from accounts.models import User
from quizzes.answers import kind_of
from quizzes.grading import asked_facts
from quizzes.models import Question, QuestionQuerySet, Response, Version
from quizzes.papers.candidates import Candidate


def candidates_of(questions: QuestionQuerySet, user: User) -> list[Candidate]:
    """Return the questions for the draw, with how often this person has answered each."""
    answered = Counter(
        Response.objects.final()
        .filter(item__attempt__user=user, item__version__question__in=questions)
        .values_list("item__version__question", flat=True)
    )
    return [
        candidate_of(question, question.current, times_answered=answered[question.pk])
        for question in light(questions)
        if question.current
    ]


def light(questions: QuestionQuerySet) -> QuestionQuerySet:
    """Read with the questions what a candidate is made of, and not the text of their lessons."""
    rows = questions.select_related("current", "lesson")
    return rows.defer("difficulty_reasons", "lesson__body", "lesson__carries")


def candidate_of(question: Question, version: Version, *, times_answered: int) -> Candidate:
    version.question = question  # known already, so that its kind costs no query
    kind = kind_of(version)
    return Candidate(
        version_id=version.pk,
        lesson=question.lesson.slug,
        key=question.key,
        number=version.number,
        option_count=len(version.options),
        arrangement=kind.arrangement,
        facts=frozenset(asked_facts(version.options, version.fact_keys)),
        stem=version.stem,
        times_answered=times_answered,
        scored=version.scored,
        kind=question.kind,
        level=question.level,
        frame=question.frame,
        told=frozenset((*question.told, *version.fact_keys)),
        keys=version.key_positions,
        key_texts=tuple(version.options[place]["text"] for place in version.key_positions),
        guess=kind.guess,
        difficulty=question.difficulty_prior,
        digest=version.digest,
    )
