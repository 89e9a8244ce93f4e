"""Learners with a history of any length, written in bulk; what is derived of it comes by a rebuild."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import User
from courses.models import Course, Enrolment, Lesson, Reading
from quizzes.generation.chance import Chance
from quizzes.models import Attempt, AttemptItem, Question, Response
from quizzes.rollups.rebuilding import Rebuild

LENGTH = 20  # questions of an attempt
RIGHT = 80  # percent of the answers
DAYS = 200  # over which the answers are spread
BATCH = 2_000


def add_learner(course: Course, *, responses: int, seed: int, now: datetime) -> User:
    """Save a learner who gave so many answers in a course until `now`, with all that follows."""
    chance = Chance("learner", seed, responses)
    user = User.objects.create_user(f"learner{seed}@bench.example")
    Enrolment.objects.create(user=user, course=course, created_at=now)
    lessons = Lesson.objects.published().filter(module__course=course)
    Reading.objects.bulk_create(
        Reading(user=user, lesson=lesson, first_opened=now, finished_at=now) for lesson in lessons
    )
    questions = list(
        Question.objects.servable()
        .of(course)
        .filter(kind=Question.Kind.SINGLE)
        .select_related("current", "lesson")
        .order_by("lesson__slug", "key")
    )
    attempts = Attempt.objects.bulk_create(
        attempts_of(user, course, count=-(-responses // LENGTH), now=now), batch_size=BATCH
    )
    items = AttemptItem.objects.bulk_create(
        items_of(attempts, questions, chance, responses), batch_size=BATCH
    )
    Response.objects.bulk_create(responses_to(items, chance), batch_size=BATCH)
    Rebuild(repair=True).person(user.pk)
    return user


def attempts_of(user: User, course: Course, *, count: int, now: datetime) -> Iterator[Attempt]:
    """Yield finished practices, evenly over the days."""
    for number in range(count):
        began = now - timedelta(days=DAYS) + timedelta(days=DAYS) * number / count
        yield Attempt(
            user=user,
            course=course,
            mode=Attempt.Mode.PRACTICE,
            title=course.title,
            form_code=f"bench-{number}",
            seed=number,
            started_at=began,
            finished_at=began + timedelta(minutes=10),
        )


def items_of(
    attempts: Sequence[Attempt], questions: Sequence[Question], chance: Chance, responses: int
) -> Iterator[AttemptItem]:
    drawn: list[Question] = []
    for number in range(responses):
        drawn = drawn or chance.shuffled(questions)
        question = drawn.pop()
        version = question.current
        if version is not None:
            yield AttemptItem(
                attempt=attempts[number // LENGTH],
                position=number % LENGTH + 1,
                version=version,
                option_order=list(range(len(version.options))),
                lesson=question.lesson.slug,
                difficulty=question.difficulty_prior,
            )


def responses_to(items: Sequence[AttemptItem], chance: Chance) -> Iterator[Response]:
    for number, item in enumerate(items):
        right = chance.below(100) < RIGHT
        keys = list(item.version.key_positions)
        others = [place for place in item.option_order if place not in keys]
        yield Response(
            item=item,
            chosen=keys if right else [chance.choice(others)],
            points=float(right),
            seconds=12.0,
            sent_key=UUID(int=number),
            created_at=item.attempt.started_at + timedelta(seconds=20 * item.position),
        )
