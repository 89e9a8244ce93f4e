"""What an answer changed: for each fact that it speaks of, how sure we are now and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from courses.rendering import anchor_for
from quizzes.grading import mark_scheme_of
from quizzes.marks.services import notes_on
from quizzes.models import AttemptItem, Card, Fact, Response

REASONS = {
    Card.Outcome.WRONG: "It comes again soon, asked another way.",
    Card.Outcome.GUESSED: "A right guess does not count as known.",
    Card.Outcome.REPEATED: "You had seen these words before, so they do not make us surer.",
    Card.Outcome.CONFUSED: "You chose it in place of another, so it comes again soon.",
}
SAID = {
    Response.Confidence.GUESSING: "You were guessing.",
    Response.Confidence.UNSURE: "You were unsure.",
    Response.Confidence.SURE: "You were sure.",
}


@dataclass(frozen=True, slots=True)
class FactEffect:
    """A fact that a question asks, and how one person stands with it.

    Attributes:
        url: of its passage in the lesson.
        sure: how sure we are that the person knows it, 0 to 100, right after the last answer.
        before: the same before the answer; None where other answers came since.
        reason: why, in words, where that is not plain.
        note: the person's own words on it.
    """

    course: str
    key: str
    statement: str
    url: str
    sure: int | None = None
    before: int | None = None
    due_at: datetime | None = None
    reason: str = ""
    note: str = ""


def effects_of(item: AttemptItem, response: Response, user: User) -> tuple[FactEffect, ...]:
    """Return what the final answer to an item changed. Three queries, however many facts.

    The facts that it is evidence about come first, then those of other things chosen in error.
    """
    scheme, chosen = mark_scheme_of(item.version), response.chosen
    keys = dict.fromkeys((*scheme.touched(chosen), *scheme.behind(chosen)))
    rows = Fact.objects.filter(course=item.attempt.course_id, key__in=keys)
    facts = {fact.key: fact for fact in rows.select_related("lesson")}
    ids = [fact.pk for fact in facts.values()]
    cards = {card.fact_id: card for card in Card.objects.filter(user=user, fact__in=ids)}
    notes = notes_on(user, ids)
    return tuple(
        effect_on(
            facts[key], cards.get(facts[key].pk), notes.get(facts[key].pk, ""), item, response
        )
        for key in keys
        if key in facts
    )


def said_with(response: Response) -> str:
    """Return in words how sure the person said to be; "" if nothing was said."""
    return SAID.get(Response.Confidence(response.confidence), "") if response.confidence else ""


def effect_on(
    fact: Fact, card: Card | None, note: str, item: AttemptItem, response: Response
) -> FactEffect:
    course = item.attempt.course.slug
    lesson = reverse("progress:lesson", args=(course, fact.lesson.slug))
    url = f"{lesson}#{anchor_for(fact.passage)}"
    effect = FactEffect(course, fact.key, fact.statement, url, note=note)
    if card is None:
        return effect
    effect = replace(effect, sure=percent(card.mastery), due_at=card.due_at)
    if card.last_answered_at != response.created_at:
        return effect
    reason = REASONS.get(Card.Outcome(card.last_outcome), "")
    return replace(effect, before=percent(card.mastery_before), reason=reason)


def percent(chance: float) -> int:
    """Return a chance of 0 to 1 in whole per cent; only certainty is 100, only impossibility 0."""
    return round(100 * chance) if chance in (0, 1) else min(99, max(1, round(100 * chance)))
