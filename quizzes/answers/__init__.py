"""Kinds of answers: how each is sent, checked, marked and shown. One module for each way to answer."""

from __future__ import annotations

from quizzes.answers.base import AnswerKind
from quizzes.answers.choice import Choice
from quizzes.answers.matching import Matching
from quizzes.answers.ordering import Ordering
from quizzes.answers.written import Number, Written
from quizzes.models import Question, Version

KINDS: dict[str, type[AnswerKind]] = {
    Question.Kind.SINGLE: Choice,
    Question.Kind.MULTIPLE: Choice,
    Question.Kind.TRUE_FALSE: Choice,
    Question.Kind.MATCHING: Matching,
    Question.Kind.ORDERING: Ordering,
    Question.Kind.CLOZE: Written,
    Question.Kind.SHORT_ANSWER: Written,
    Question.Kind.NUMERIC: Number,
}


def kind_of(version: Version) -> AnswerKind:
    """Return how this wording is answered, read from its frozen options."""
    return KINDS[version.question.kind](version.stem, version.options)
