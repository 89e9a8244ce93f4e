"""Everything that writes attempts and responses. Each service may be called twice without harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from courses.models import Course
from quizzes.answers.base import Chosen, is_blank
from quizzes.grading import MarkScheme, mark_scheme_of
from quizzes.models import Attempt, AttemptItem, AttemptQuerySet, Fact, Response
from quizzes.papers.drawing import form_code_of
from quizzes.papers.places import Place
from quizzes.rollups import carry, lock_person
from quizzes.rollups.evidence import FactIds, evidence_of

GRACE = timedelta(seconds=5)  # for an answer that was under way at the deadline


class BankTooSmall(Exception):
    """There is nothing to ask: the lesson, module or section has no live question."""


class OtherAttemptOpen(Exception):
    """The person has an open attempt on something else, and has not said to end it."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(f"{attempt.title} is still open")
        self.attempt = attempt


class AttemptClosed(Exception):
    """The attempt is finished or its time is up; answers already stored stand."""


@transaction.atomic
def record_response(
    *,
    item: AttemptItem,
    chosen: Chosen,
    sent_key: UUID,
    now: datetime,
    seconds: float | None = None,
    confidence: str = "",
) -> Response:
    """Store the answer to an item.

    Where feedback comes at once, the first answer is final: it is carried into all that is derived,
    and the last item finishes the attempt. Where it comes at the end, each answer replaces the one
    before, may be incomplete, and counts when the attempt ends.

    Args:
        chosen: the answer as its kind reads it (`quizzes/answers`).
        sent_key: made with the form. A retry, a double click or a second tab gets the answer that
            is stored already, and nothing changes.
        seconds: time spent, as the browser saw it.
        confidence: a value of `Response.Confidence`, or nothing.

    Raises:
        AttemptClosed: it is too late for an answer.
        NotAnAnswer: it is not complete, or not one that the question can have.
    """
    lock_person(item.attempt.user_id)
    attempt = Attempt.objects.get(pk=item.attempt_id)
    at_once = attempt.tells_at_once
    # What counts at the end is no answer to a later click: that one has to hear that it came too late.
    same = Q(final=True) | Q(sent_key=sent_key) if at_once else Q(sent_key=sent_key)
    stored = item.responses.filter(same).first()
    if stored:
        return stored
    if not accepts_answers(attempt, now=now):
        raise AttemptClosed
    scheme = mark_scheme_of(item.version)
    accepted = scheme.kind.accept(chosen) if at_once else scheme.kind.keep(chosen)
    response = Response(
        item=item,
        number=item.responses.count() + 1,
        final=at_once,
        chosen=accepted,
        points=scheme.points(accepted),
        confidence=confidence,
        seconds=seconds,
        sent_key=sent_key,
        created_at=now,
    )
    response.save(force_insert=True)
    if at_once:
        count(attempt, [response])
        if not attempt.items.filter(responses__isnull=True).exists():
            close_attempt(attempt, now=now)
    return response


@transaction.atomic
def flag_item(*, item: AttemptItem, flagged: bool, now: datetime) -> None:
    """Flag a question, to find it again before the end, or take the flag away. Twice is harmless.

    Raises:
        AttemptClosed: it is too late to change anything.
    """
    lock_person(item.attempt.user_id)
    if not accepts_answers(Attempt.objects.get(pk=item.attempt_id), now=now):
        raise AttemptClosed
    AttemptItem.objects.filter(pk=item.pk).update(flagged=flagged)


def count(attempt: Attempt, finals: Sequence[Response]) -> None:
    """Carry final answers, new in the log, into all that is derived from it."""
    if attempt.user_id is None:
        return
    schemes = [mark_scheme_of(response.item.version) for response in finals]
    facts = facts_spoken_of(attempt, finals, schemes)
    seen = versions_seen_before(attempt, finals)
    answers = []
    for response, scheme in zip(finals, schemes, strict=True):
        version = response.item.version_id
        answers.append(evidence_of(response, scheme, facts, fresh=version not in seen))
        seen.add(version)
    carry(attempt.user_id, answers)


def facts_spoken_of(
    attempt: Attempt, finals: Sequence[Response], schemes: Sequence[MarkScheme]
) -> FactIds:
    keys = {
        key
        for response, scheme in zip(finals, schemes, strict=True)
        for key in (*scheme.touched(response.chosen), *scheme.behind(response.chosen))
    }
    rows = Fact.objects.filter(course=attempt.course_id, key__in=keys).order_by("pk")
    return dict(rows.values_list("key", "pk"))


def versions_seen_before(attempt: Attempt, finals: Sequence[Response]) -> set[int]:
    """Return the wordings of these answers that the person had answered before them."""
    earlier = Response.objects.final().filter(
        item__attempt__user=attempt.user_id,
        item__version__in={response.item.version_id for response in finals},
    )
    before = earlier.exclude(pk__in=[response.pk for response in finals])
    return set(before.values_list("item__version_id", flat=True).distinct())


@transaction.atomic
def finish_attempt(*, attempt: Attempt, now: datetime) -> None:
    """End the attempt; what is not answered stays so and counts as nothing. Twice is harmless.

    After the deadline the attempt ended at the deadline.
    """
    lock_person(attempt.user_id)
    close_attempt(attempt, now=now)


def finish_overdue(user: User, *, now: datetime) -> int:
    """End the person's attempts whose time is up, and return how many there were."""
    return finish_each(Attempt.objects.overdue(now - GRACE).filter(user=user), now=now)


def finish_all_overdue(*, now: datetime) -> int:
    """End the attempts of everyone whose time is up, and return how many there were."""
    return finish_each(Attempt.objects.overdue(now - GRACE), now=now)


def finish_each(attempts: AttemptQuerySet, *, now: datetime) -> int:
    ended = list(attempts.order_by("deadline", "pk"))
    for attempt in ended:
        finish_attempt(attempt=attempt, now=now)
    return len(ended)


def close_attempt(attempt: Attempt, *, now: datetime) -> None:
    """End the attempt under the lock on its person; of answers at the end, the last ones count.

    An answer that was taken back stays out: the question was left blank.
    """
    ended = min(now, attempt.deadline) if attempt.deadline else now
    if not Attempt.objects.open().filter(pk=attempt.pk).update(finished_at=ended):
        return
    last = [final_of(item, ended) for item in answered_items(attempt)]
    finals = [response for response in last if not is_blank(response.chosen)]
    for response in finals:
        response.save(force_insert=True)
    if finals:
        count(attempt, finals)


def answered_items(attempt: Attempt) -> list[AttemptItem]:
    """Return the items that have answers of which none is final, with these answers at hand."""
    items = attempt.items.filter(responses__isnull=False).exclude(responses__final=True)
    ordered = items.order_by("position").distinct().select_related("attempt", "version__question")
    return list(ordered.prefetch_related("responses"))


def final_of(item: AttemptItem, ended: datetime) -> Response:
    """Return the last answer to an item once more, as the one that counts."""
    given = sorted(item.responses.all(), key=lambda response: response.number)
    last = given[-1]
    spent = [response.seconds for response in given if response.seconds is not None]
    return Response(
        item=item,
        number=last.number + 1,
        chosen=last.chosen,
        points=last.points,
        confidence=last.confidence,
        seconds=sum(spent) if spent else None,
        sent_key=uuid5(last.sent_key, "final"),
        created_at=ended,
    )


def accepts_answers(attempt: Attempt, *, now: datetime) -> bool:
    """Tell whether it is open and its time, with the grace, is not up."""
    in_time = attempt.deadline is None or now <= attempt.deadline + GRACE
    return attempt.finished_at is None and in_time


def open_attempt_of(user: User, course: Course, mode: Attempt.Mode) -> Attempt | None:
    return Attempt.objects.open().filter(user=user, course=course, mode=mode).first()


def open_attempt(
    user: User,
    course: Course,
    mode: Attempt.Mode,
    title: str,
    places: Sequence[Place],
    *,
    seed: int,
    now: datetime,
    form_code: str = "",
    **fields: Any,
) -> Attempt:
    """Save an attempt with its items; the attempt of a faster twin request wins.

    Args:
        form_code: without it, one that is the same exactly when the paper is the same.
        fields: other columns of the attempt, such as `deadline`.

    Raises:
        BankTooSmall: there is nothing to ask; nothing is saved.
    """
    if not places:
        raise BankTooSmall(title)
    drawn = form_code_of((place.candidate for place in places), seed=seed)
    attempt, created = Attempt.objects.get_or_create(
        user=user,
        course=course,
        mode=mode,
        finished_at=None,
        defaults=fields
        | {
            "title": title,
            "seed": seed,
            "started_at": now,
            "form_code": form_code or f"{mode}-{drawn}",
        },
    )
    if created:
        AttemptItem.objects.bulk_create(
            AttemptItem(
                attempt=attempt,
                position=position,
                version_id=place.candidate.version_id,
                option_order=list(place.option_order),
                lesson=place.candidate.lesson,
                part=place.candidate.domain,
                difficulty=place.candidate.difficulty,
                scored=place.scored,
            )
            for position, place in enumerate(places, start=1)
        )
    return attempt
