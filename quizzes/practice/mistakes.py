"""Mistakes: facts that a person missed and has not recovered since. Reads rows, writes none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from accounts.models import User
from courses.models import Course
from quizzes.answers import kind_of
from quizzes.grading import mark_scheme_of
from quizzes.memory import APART
from quizzes.models import Card, Fact, Question, Response
from quizzes.reviews.due import askable_cards


@dataclass(frozen=True, slots=True)
class Mistake:
    """A fact that was missed and not recovered since.

    It is recovered by a later right answer that the person did not call a guess, in other words
    than those missed last: who gives the same words the same answer may know the answer and not the
    fact. Where a fact has no other words, the same ones recover it a day or more after the miss,
    when what was read in the feedback no longer answers for it. What the lesson no longer says, or
    what cannot be asked now, is nobody's mistake.

    Attributes:
        card: of the fact, with fact, lesson, module and course at hand.
        answer: the last one that missed it, with its item, version and question.
        wordings: ids of all wordings in which the fact can be asked now.
    """

    card: Card
    answer: Response
    wordings: frozenset[int]

    @property
    def fact(self) -> Fact:
        return self.card.fact

    @property
    def times(self) -> int:
        """Return how often the fact was missed, from 1."""
        return self.card.wrong

    @property
    def missed_at(self) -> datetime:
        return self.answer.created_at

    @property
    def missed_version(self) -> int:
        return self.answer.item.version_id

    @property
    def stem(self) -> str:
        return self.answer.item.version.stem

    @property
    def told(self) -> str:
        """Return what was answered, such as "You chose: a leaf"."""
        return kind_of(self.answer.item.version).told(self.answer.chosen)

    @property
    def report_url(self) -> str:
        """Return where the answer stands in the report of its attempt."""
        return f"{self.answer.item.attempt.get_absolute_url()}#q{self.answer.item.position}"

    @property
    def is_alone(self) -> bool:
        """Tell whether the fact cannot be asked in other words than those that were missed."""
        return self.wordings <= {self.missed_version}

    def is_recovered_by(self, right: RightAnswer) -> bool:
        if right.pk <= self.answer.pk:
            return False
        if right.version != self.missed_version:
            return True
        return self.is_alone and right.given_at - self.missed_at >= APART


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """A right answer about a fact that was not called a guess."""

    pk: int
    version: int
    given_at: datetime


def mistakes_of(user: User, course: Course | None = None) -> list[Mistake]:
    """Return what a person missed and has not recovered, in a course or in all, in reading order.

    Four queries, however much there is.
    """
    cards = missed_cards(user, course)
    if not cards:
        return []
    missing = answers_that_missed(user, cards)
    facts = [card.fact_id for card in cards if card.pk in missing]
    wordings = wordings_of(facts)
    mistakes = [
        Mistake(card, missing[card.pk], wordings[card.fact_id])
        for card in cards
        if card.pk in missing
    ]
    rights = right_answers_about(facts, user)
    return [
        mistake
        for mistake in mistakes
        if not any(mistake.is_recovered_by(right) for right in rights[mistake.card.fact_id])
    ]


def missed_cards(user: User, course: Course | None) -> list[Card]:
    """Return the cards of facts missed and not answered rightly in words never seen before.

    There are some too many: a fact may have been recovered in words seen before.
    """
    cards = askable_cards(user, course).filter(
        missed_at__isnull=False, fact_version=F("fact__version")
    )
    rows = cards.select_related("fact__lesson__module__course").defer(
        "fact__lesson__body", "fact__lesson__carries"
    )
    lesson = "fact__lesson__"
    return list(
        rows.order_by(
            f"{lesson}module__course__position",
            f"{lesson}module__course__slug",
            f"{lesson}module__position",
            f"{lesson}position",
            "fact__position",
            "fact",
        )
    )


def answers_that_missed(user: User, cards: Collection[Card]) -> dict[int, Response]:
    """Return the last answer that missed each fact, by the id of its card. One query."""
    card_of = {(card.fact.course_id, card.fact.key, card.missed_at): card.pk for card in cards}
    wrong = (
        Response.objects.final()
        .filter(item__attempt__user=user, points__lt=1)
        .filter(created_at__in={card.missed_at for card in cards})
        .select_related("item__attempt", "item__version__question")
        .order_by("pk")
    )
    found = {}
    for answer in wrong:
        course = answer.item.attempt.course_id
        for key in mark_scheme_of(answer.item.version).touched(answer.chosen):
            card = card_of.get((course, key, answer.created_at))
            if card is not None:
                found[card] = answer
    return found


def wordings_of(facts: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return the ids of the wordings in which each fact can be asked now. One query."""
    asking = Question.objects.servable().filter(current__isnull=False, facts__in=facts)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for fact, version in asking.order_by().values_list("facts", "current"):
        found[fact].add(version)
    return {fact: frozenset(found[fact]) for fact in facts}


def right_answers_about(facts: Sequence[int], user: User) -> dict[int, list[RightAnswer]]:
    """Return the right answers to questions on each fact, guesses left out. One query."""
    rows = (
        Response.objects.final()
        .filter(item__attempt__user=user, points=1, item__version__question__facts__in=facts)
        .exclude(confidence=Response.Confidence.GUESSING)
        .order_by("pk")
    )
    found: defaultdict[int, list[RightAnswer]] = defaultdict(list)
    columns = ("item__version__question__facts", "pk", "item__version", "created_at")
    for fact, pk, version, given_at in rows.values_list(*columns):
        found[fact].append(RightAnswer(pk, version, given_at))
    return found


def answered_versions(user: User, versions: Collection[int]) -> set[int]:
    """Return those of these wordings that a person has answered. One query."""
    answered = Response.objects.final().filter(item__attempt__user=user, item__version__in=versions)
    return set(answered.values_list("item__version", flat=True).distinct())
