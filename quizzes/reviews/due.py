"""What is due for review, and in which ways it can be asked: reads rows, writes none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Enrolment, Lesson
from quizzes.models import Attempt, Card, Fact, Question, Response
from quizzes.papers.pool import candidate_of
from quizzes.reviews.choosing import BATCH, DueFact, Way
from quizzes.rollups.cards import memory_of

SPARE = 3  # facts looked at for each question of a review, since some stand in each other's way


def askable_cards(user: User, course: Course | None) -> QuerySet[Card]:
    """Return the cards of facts, of a course or of all, that can be asked now."""
    asking = Question.objects.servable().filter(facts=OuterRef("fact"), current__isnull=False)
    cards = Card.objects.filter(Exists(asking), user=user, fact__status=Fact.Status.APPROVED)
    if course:
        cards = cards.filter(fact__course=course)
    return cards.filter(fact__lesson__in=Lesson.objects.published())


def due_facts(user: User, course: Course, *, now: datetime, count: int) -> list[DueFact]:
    """Return facts that are due with the ways to ask them, those least surely recalled first.

    There are more than `count`, so that a review of that length can be drawn. Three queries.
    """
    due = askable_cards(user, course).filter(due_at__lte=now).select_related("fact")
    cards = sorted(due, key=lambda card: (memory_of(card).recall(now), card.due_at, card.pk))
    cards = cards[: count * SPARE]
    asking = questions_on([card.fact_id for card in cards])
    seen = answers_to({question.pk for ones in asking.values() for question in ones}, user)
    return [due_fact(card, asking[card.fact_id], seen) for card in cards]


def due_fact(
    card: Card, asking: Sequence[Question], seen: dict[int, dict[int, datetime]]
) -> DueFact:
    last = {
        question.pk: max(seen[question.pk].values()) for question in asking if question.pk in seen
    }
    ways = tuple(
        Way(
            question.pk,
            candidate_of(question, question.current, times_answered=0),
            seen.get(question.pk, {}).get(question.current.pk),
        )
        for question in asking
        if question.current
    )
    return DueFact(
        key=card.fact.key,
        last_kind=card.last_kind,
        ways=ways,
        last_question=max(last, key=lambda pk: (last[pk], pk)) if last else None,
    )


def questions_on(facts: Sequence[int]) -> dict[int, list[Question]]:
    """Return the questions that ask each of these facts, by its id. Two queries."""
    questions = Question.objects.servable().filter(current__isnull=False, facts__in=facts)
    rows = questions.distinct().select_related("current", "lesson").order_by("pk")
    by_id = {question.pk: question for question in rows}
    pairs = Question.facts.through.objects.filter(fact__in=facts, question__in=list(by_id))
    asking: defaultdict[int, list[Question]] = defaultdict(list)
    for fact, question in pairs.order_by("question_id").values_list("fact_id", "question_id"):
        asking[fact].append(by_id[question])
    return asking


def answers_to(questions: set[int], user: User) -> dict[int, dict[int, datetime]]:
    """Return when a person last answered these questions: by question, then by wording."""
    answered = (
        Response.objects.final()
        .filter(item__attempt__user=user, item__version__question__in=questions)
        .values_list("item__version__question", "item__version")
        .annotate(last=Max("created_at"))
        .order_by()
    )
    seen: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    for question, version, last in answered:
        seen[question][version] = last
    return dict(seen)


def reviews_left(user: User, course: Course, *, now: datetime) -> int:
    """Return how many more reviews the person wants on the day of `now`. Two queries."""
    limits = Enrolment.objects.filter(user=user, course=course).values_list("reviews_a_day")
    limit = limits.first() or (Enrolment().reviews_a_day,)
    return max(limit[0] - reviews_on(user, course, now=now), 0)


def reviews_on(user: User, course: Course, *, now: datetime) -> int:
    """Return how many questions of reviews the person answered on the day of `now`."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    return (
        Response.objects.final()
        .filter(item__attempt__user=user, item__attempt__course=course)
        .filter(item__attempt__mode=Attempt.Mode.REVIEW)
        .filter(created_at__gte=midnight, created_at__lt=midnight + timedelta(days=1))
        .count()
    )


def batch_size(left: int) -> int:
    """Return how many questions the next review may have."""
    return min(left, BATCH)
