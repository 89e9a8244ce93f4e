"""The rows of questions and answers, one module for each matter. Django finds them all here."""

from quizzes.models.attempts import (
    Attempt,
    AttemptItem,
    AttemptQuerySet,
    Response,
    ResponseQuerySet,
)
from quizzes.models.facts import Fact, FactChange
from quizzes.models.marks import Bookmark, Note
from quizzes.models.questions import Question, QuestionQuerySet, Version
from quizzes.models.reports import Correction, Report
from quizzes.models.rollups import Ability, Card, Confusion, Day
from quizzes.notes.models import Asking, NotesFile, Proposal

__all__ = [
    "Ability",
    "Asking",
    "Attempt",
    "AttemptItem",
    "AttemptQuerySet",
    "Bookmark",
    "Card",
    "Confusion",
    "Correction",
    "Day",
    "Fact",
    "FactChange",
    "Note",
    "NotesFile",
    "Proposal",
    "Question",
    "QuestionQuerySet",
    "Report",
    "Response",
    "ResponseQuerySet",
    "Version",
]
