"""What the pages of reviews show: what is due, what comes next, and how a review ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from courses.models import Course, Enrolment
from quizzes.models import Attempt, Card, Response
from quizzes.pages import open_attempts_of, question_url
from quizzes.reviews.due import askable_cards, batch_size, reviews_left
from quizzes.reviews.outlook import Outlook, facts_word, outlook_of


@dataclass(frozen=True, slots=True)
class OpenReview:
    """A review that waits to be gone on with."""

    answered: int
    total: int
    url: str

    @property
    def left(self) -> int:
        return self.total - self.answered


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A course as the review page shows it.

    Attributes:
        met: facts that were met and can be asked.
        left: reviews that the person still wants today.
        planned: facts that the plan of today has room for, where it led here.
    """

    course: Course
    met: int
    left: int
    outlook: Outlook
    opened: OpenReview | None
    planned: int | None = None

    @property
    def due(self) -> int:
        return self.outlook.now

    @property
    def batch(self) -> int:
        """Return how many questions the next review has."""
        return min(self.due, batch_size(self.left))

    @property
    def share(self) -> int:
        """Return how many of the next review the plan has room for; 0 if it says nothing else."""
        return self.planned if self.planned and self.planned < self.batch else 0

    @property
    def share_words(self) -> str:
        return facts_word(self.share)

    @property
    def batch_words(self) -> str:
        return facts_word(self.batch)

    @property
    def due_words(self) -> str:
        return facts_word(self.due)

    @property
    def waiting(self) -> int:
        """Return how many facts are due beyond the reviews of today."""
        return max(self.due - self.left, 0)


def courses_to_review(user: User) -> QuerySet[Course]:
    """Return the published courses that the person has joined or answered questions of.

    Those with most facts to review come first.
    """
    here = OuterRef("pk")
    mine = Exists(Enrolment.objects.filter(user=user, course=here)) | Exists(
        Card.objects.filter(user=user, fact__course=here)
    )
    cards = Count("facts__cards", filter=Q(facts__cards__user=user))
    return Course.objects.filter(mine, published=True).alias(cards=cards).order_by("-cards", "pk")


def read_review(
    user: User, course: Course, *, now: datetime, planned: int | None = None
) -> ReviewPage:
    """Return what is due in a course at the moment `now`. Four queries.

    Args:
        planned: facts that the plan of today has room for, where it led here.
    """
    due = list(askable_cards(user, course).values_list("due_at", flat=True))
    return ReviewPage(
        course=course,
        met=len(due),
        left=reviews_left(user, course, now=now),
        outlook=outlook_of(due, now=now),
        opened=open_review(user, course),
        planned=planned,
    )


def open_review(user: User, course: Course) -> OpenReview | None:
    waiting = open_attempts_of(user).filter(course=course, mode=Attempt.Mode.REVIEW)
    attempt: Any = waiting.first()  # with what is annotated there
    if attempt is None:
        return None
    url = question_url(attempt, attempt.resume_at)
    return OpenReview(attempt.answered, attempt.total, url)


@dataclass(frozen=True, slots=True)
class ReviewEnd:
    """What a finished review says at its end.

    Attributes:
        guessed: right answers that the person called guesses.
    """

    page: ReviewPage
    guessed: int


def end_of(attempt: Attempt, user: User, *, now: datetime) -> ReviewEnd:
    """Return the end of a review that was finished. Five queries."""
    guesses = Response.objects.final().filter(
        item__attempt=attempt, points__gte=1, confidence=Response.Confidence.GUESSING
    )
    return ReviewEnd(read_review(user, attempt.course, now=now), guesses.count())
