"""Everything that writes attempts and responses. Each service may be called twice without harm."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from courses.models import Course, Lesson, Module
from quizzes.answers import kind_of
from quizzes.answers.base import Chosen
from quizzes.candidates import Candidate
from quizzes.cards import lock_person, update_cards
from quizzes.drawing import draw_form, draw_option_order, form_code_of
from quizzes.grading import asked_facts, mark_scheme_of
from quizzes.models import Attempt, AttemptItem, Question, QuestionQuerySet, Response, Version

CHECK_LENGTH = 3  # questions at most, so that a check stays a pause in reading


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
def start_attempt(
    *,
    user: User,
    source: Lesson | Module,
    count: int,
    seed: int,
    now: datetime,
    replacing: int | None = None,
) -> Attempt:
    """Return the person's open practice of `source`, or start one on a newly drawn form.

    Args:
        count: questions wanted; the form is shorter when the source has fewer different facts.
        replacing: id of the open attempt on something else that the person agreed to finish.

    Raises:
        BankTooSmall: there is nothing to ask; nothing is saved.
        OtherAttemptOpen: something else is open and `replacing` does not name it.
    """
    lock_person(user.pk)
    title, course = source.title, course_of(source)
    opened = open_attempt_of(user, course, Attempt.Mode.PRACTICE)
    if opened and opened.title == title:
        return opened
    if opened and opened.pk != replacing:
        raise OtherAttemptOpen(opened)
    if opened:
        close_attempt(opened, now=now)
    form = draw_form(candidates_of(questions_of(source), user), count=count, seed=seed)
    return open_attempt(user, course, Attempt.Mode.PRACTICE, title, form, seed=seed, now=now)


@transaction.atomic
def start_check(*, user: User, lesson: Lesson, section: str, seed: int, now: datetime) -> Attempt:
    """Return the open check of this section, or start one of up to three questions on it.

    An empty `section` asks about the whole lesson. A check left open elsewhere in the course is
    finished: its answers are stored already.

    Raises:
        BankTooSmall: there is nothing to ask on the section; nothing is saved.
    """
    lock_person(user.pk)
    course = course_of(lesson)
    title = f"{lesson.title}: {section}"[:160] if section else lesson.title
    opened = open_attempt_of(user, course, Attempt.Mode.CHECK)
    if opened and opened.title == title:
        return opened
    if opened:
        close_attempt(opened, now=now)
    questions = questions_of(lesson)
    if section:
        questions = questions.filter(facts__lesson=lesson, facts__section=section).distinct()
    form = draw_form(candidates_of(questions, user), count=CHECK_LENGTH, seed=seed)
    return open_attempt(user, course, Attempt.Mode.CHECK, title, form, seed=seed, now=now)


@transaction.atomic
def record_response(
    *,
    item: AttemptItem,
    chosen: Chosen,
    sent_key: UUID,
    now: datetime,
    seconds: float | None = None,
) -> Response:
    """Store the answer to an item, update the cards, and finish the attempt with its last item.

    Args:
        chosen: the answer as its kind reads it (`quizzes/answers`).
        sent_key: made with the form. A retry, a double click or a second tab gets the answer that
            is stored already, and nothing changes.
        seconds: time spent, as the browser saw it.

    Raises:
        AttemptClosed: it is too late for a first answer.
        NotAnAnswer: it is not complete, or not one that the question can have.
    """
    lock_person(item.attempt.user_id)
    attempt = Attempt.objects.get(pk=item.attempt_id)
    stored = item.responses.first()
    if stored:
        return stored
    if not accepts_answers(attempt, now=now):
        raise AttemptClosed
    scheme = mark_scheme_of(item.version)
    accepted = scheme.kind.accept(chosen)
    response, created = Response.objects.get_or_create(
        item=item,
        number=1,
        defaults={
            "chosen": accepted,
            "points": scheme.points(accepted),
            "seconds": seconds,
            "sent_key": sent_key,
            "created_at": now,
        },
    )
    if created:
        if attempt.user_id is not None:
            update_cards(
                user_id=attempt.user_id,
                course_id=attempt.course_id,
                scheme=scheme,
                chosen=accepted,
                answered_at=now,
            )
        if not attempt.items.filter(responses__isnull=True).exists():
            close_attempt(attempt, now=now)
    return response


@transaction.atomic
def finish_attempt(*, attempt: Attempt, now: datetime) -> None:
    """End the attempt; what is not answered stays so and counts as nothing. Twice is harmless."""
    lock_person(attempt.user_id)
    close_attempt(attempt, now=now)


def close_attempt(attempt: Attempt, *, now: datetime) -> None:
    Attempt.objects.open().filter(pk=attempt.pk).update(finished_at=now)


def accepts_answers(attempt: Attempt, *, now: datetime) -> bool:
    in_time = attempt.deadline is None or now <= attempt.deadline
    return attempt.finished_at is None and in_time


def open_attempt_of(user: User, course: Course, mode: Attempt.Mode) -> Attempt | None:
    return Attempt.objects.open().filter(user=user, course=course, mode=mode).first()


def open_attempt(
    user: User,
    course: Course,
    mode: Attempt.Mode,
    title: str,
    form: tuple[Candidate, ...],
    *,
    seed: int,
    now: datetime,
) -> Attempt:
    """Save an attempt with its items; the attempt of a faster twin request wins."""
    if not form:
        raise BankTooSmall(title)
    attempt, created = Attempt.objects.get_or_create(
        user=user,
        course=course,
        mode=mode,
        finished_at=None,
        defaults={
            "title": title,
            "seed": seed,
            "started_at": now,
            "form_code": f"{mode}-{form_code_of(form, seed=seed)}",
        },
    )
    if created:
        AttemptItem.objects.bulk_create(
            AttemptItem(
                attempt=attempt,
                position=position,
                version_id=candidate.version_id,
                option_order=draw_option_order(candidate, seed=seed),
                scored=candidate.scored,
            )
            for position, candidate in enumerate(form, start=1)
        )
    return attempt


def course_of(source: Lesson | Module) -> Course:
    return source.module.course if isinstance(source, Lesson) else source.course


def questions_of(source: Lesson | Module) -> QuestionQuerySet:
    """Return what may be asked on a lesson or a module."""
    questions = Question.objects.servable().filter(current__isnull=False)
    if isinstance(source, Lesson):
        return questions.filter(lesson=source)
    return questions.filter(lesson__module=source)


def candidates_of(questions: QuestionQuerySet, user: User) -> list[Candidate]:
    """Return the questions for the draw, with how often this person has answered each."""
    answered = Counter(
        Response.objects.filter(
            item__attempt__user=user, item__version__question__in=questions
        ).values_list("item__version__question", flat=True)
    )
    return [
        candidate_of(question, question.current, times_answered=answered[question.pk])
        for question in questions.select_related("current", "lesson")
        if question.current
    ]


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
