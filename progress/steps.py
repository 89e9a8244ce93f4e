"""What to do next: one step, with the words and the button for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse

from accounts.models import User
from progress.mastery import LessonProgress, LessonState, facts_word
from quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now."""

    title: str
    text: str
    action: str
    url: str


def next_step(user: User, lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return what to do now: end what is open, else read on, else practise what is weakest.

    `None` means that there is nothing to read and nothing to practise. One query.
    """
    return (
        continue_attempt(user, lessons)
        or read_on(lessons)
        or practise_weakest(lessons)
        or start_again(lessons)
    )


def steps_of_today(user: User, lessons: Sequence[LessonProgress]) -> tuple[NextStep, ...]:
    """Return what to do today, the first thing first: what is open, what is due, what is next.

    One query.
    """
    begun, due = continue_attempt(user, lessons), recall_due(lessons)
    following = read_on(lessons) or (None if begun or due else practise_weakest(lessons))
    steps = [step for step in (begun, due, following) if step]
    return tuple(steps or [step for step in [start_again(lessons)] if step])


def recall_due(lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return practice of the lesson with the most facts that are due."""
    due = sum(lesson.due for lesson in lessons)
    if not due:
        return None
    lesson = max(lessons, key=lambda one: one.due)
    return NextStep(
        title=f"{facts_word(due)} {'is' if due == 1 else 'are'} due",
        text="What you learned is about to fade: now is the best time to recall it. Most of them stand "
        f"in {lesson.title}.",
        action="Recall them",
        url=practice_url(lesson),
    )


def continue_attempt(user: User, lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return the attempt last begun in the courses of these lessons that has questions left."""
    unanswered = Q(items__responses__isnull=True)
    attempts = (
        Attempt.objects.open()
        .filter(user=user, course__slug__in={lesson.course for lesson in lessons})
        .annotate(
            left=Count("items", filter=unanswered, distinct=True),
            following=Min("items__position", filter=unanswered),
        )
        .filter(left__gt=0)
        .order_by("-started_at", "-pk")
    )
    for pk, title, mode, left, following in attempts.values_list(
        "pk", "title", "mode", "left", "following"
    )[:1]:
        return NextStep(
            title=title,
            text=f"You have {questions(left)} left in this {Attempt.Mode(mode).label.lower()}.",
            action="Continue",
            url=reverse("quizzes:question_answer", args=(pk, following)),
        )
    return None


def read_on(lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return the first lesson that is not read yet. One that is solid already counts as read."""
    lesson = next((one for one in lessons if not is_done(one)), None)
    if lesson is None:
        return None
    begun = lesson.opened_at is not None
    return NextStep(
        title=lesson.title,
        text=f"Lesson {lesson.number}, {minutes(lesson.minutes)} to read. {lesson.summary}".strip(),
        action="Read on" if begun else "Read this lesson",
        url=lesson.url,
    )


def is_done(lesson: LessonProgress) -> bool:
    return lesson.finished_at is not None or lesson.state == LessonState.SOLID


def practise_weakest(lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return practice of the lesson whose facts are known least; the earlier one if two are equal."""
    able = [lesson for lesson in lessons if lesson.facts]
    if not able:
        return None
    lesson = min(able, key=lambda one: one.percent)
    return NextStep(
        title=lesson.title,
        text=f"{lesson.known_words}, mastery {lesson.percent}%: the least of all your lessons.",
        action="Practise this lesson",
        url=practice_url(lesson),
    )


def start_again(lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return the first lesson, for a course that is read and has no questions."""
    if not lessons:
        return None
    return NextStep(
        title=lessons[0].title,
        text="You have read everything here. There are no questions yet; reading again helps too.",
        action="Read it again",
        url=lessons[0].url,
    )


def practice_url(lesson: LessonProgress) -> str:
    preset = urlencode({"lesson": lesson.slug, "course": lesson.course})
    return f"{reverse('quizzes:practice')}?{preset}"


def questions(count: int) -> str:
    return f"{count} question{'' if count == 1 else 's'}"


def minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"
