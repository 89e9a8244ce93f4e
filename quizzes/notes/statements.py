"""The sentence that a proposal makes, as the reader of lessons reads its bullet."""

from __future__ import annotations

from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import LessonSource
from quizzes.generation.words import capitalise


class NotAFact(ValueError):
    """No fact can be read from the words. The message says why, and the cure."""


def statement_of(*, subject: str, label: str, value: str, shape: str = "bullet") -> str:
    """Return the sentence of a bullet "**label:** value" under the heading `subject`.

    Args:
        shape: as a proposal has it; a step is a sentence of its own.

    Raises:
        NotAFact: the reader of lessons makes nothing of it.
    """
    if any("\n" in text or "\r" in text for text in (subject, label, value)):
        raise NotAFact("Write subject, label and value on one line each.")
    if shape == "step":
        return f"{capitalise(value.rstrip('.'))}."
    body = f"## {subject}\n\n- **{label}:** {value}\n"
    found = read_lesson(LessonSource(slug="proposal", body=body))
    if not found.facts:
        told = [f"{problem.text} {problem.cure}" for problem in found.problems]
        raise NotAFact(" ".join(told) or "No fact can be read from these words.")
    return " ".join(fact.statement for fact in found.facts)
