"""What to do next: one step, with the words and the button for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from progress.mastery import LessonProgress, LessonState, facts_word
from progress.plan import Task, TodayPlan
from progress.plan.words import amount
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


def steps_of_today(
    user: User,
    lessons: Sequence[LessonProgress],
    plan: TodayPlan | None,
) -> tuple[NextStep, ...]:
    """Return what to do today, the first thing first: what is open, then what the plan asks.

    What is due in other courses than that of the plan comes last. One query.
    """
    begun = continue_attempt(user, lessons)
    due = sum(one.due for one in lessons if plan and one.course == plan.course)
    planned = planned_steps(plan, due=due) if plan else ()
    others = [one for one in lessons if plan is None or one.course != plan.course]
    steps = [step for step in (begun, *planned, recall_due(others)) if step]
    return tuple(steps)


def planned_steps(plan: TodayPlan, *, due: int) -> Iterator[NextStep]:
    """Yield what a plan asks for today, where so many facts of its course are due in all."""
    if plan.mock_instead:
        instead = " It takes the place of all else today."
        without = f" Without it: {minutes(plan.minutes)}, as below." if plan.tasks else ""
        yield mock_step(plan.mock_instead, instead + without)
    for task in plan.tasks:
        if task.kind == "mock":
            yield mock_step(task, "")
        elif task.kind == "reviews":
            yield review_step(task, waiting=due - task.count)
        elif task.kind == "new_facts":
            yield new_facts_step(task, reads_first=plan.reads_first)
        else:
            yield reading_step(task)


def mock_step(task: Task, more: str) -> NextStep:
    text = f"The exam is near: now one tells most. {minutes(task.minutes)}.{more}"
    return NextStep("A mock exam", text, "Begin the mock exam", task.url)


def review_step(task: Task, *, waiting: int) -> NextStep:
    """Return the review of the day, where so many facts more are due."""
    more = f" {amount(waiting, 'more fact')} can wait." if waiting > 0 else ""
    text = (
        "What you learned is about to fade: now is the best time to recall it. "
        f"{minutes(task.minutes)}.{more}"
    )
    return NextStep(f"{facts_word(task.count)} to review", text, "Review", task.url)


def new_facts_step(task: Task, *, reads_first: bool) -> NextStep:
    unread = reads_first and not task.others
    when = "once you have read it" if unread else "answer what you have read"
    text = f"{task.origin[0].upper()}{task.origin[1:]}: {when}. {minutes(task.minutes)}."
    return NextStep(amount(task.count, "new fact"), text, "Practise new facts", task.url)


def reading_step(task: Task) -> NextStep:
    more = f", with {amount(task.others, 'more lesson')} after it" if task.others else ""
    text = f"{minutes(task.minutes)} of reading{more}."
    return NextStep(task.title, text, "Read this lesson", task.url)


def recall_due(lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return a review of what is due in the course where most is."""
    due = Counter({lesson.course: 0 for lesson in lessons})
    for lesson in lessons:
        due[lesson.course] += lesson.due
    course, count = next(iter(due.most_common(1)), ("", 0))
    if not count:
        return None
    return NextStep(
        title=f"{facts_word(count)} {'is' if count == 1 else 'are'} due",
        text="They stand in another course of yours.",
        action="Review them",
        url=f"{reverse('quizzes:review')}?{urlencode({'course': course})}",
    )


def continue_attempt(user: User, lessons: Sequence[LessonProgress]) -> NextStep | None:
    """Return the attempt last begun in the courses of these lessons that waits to be gone on with.

    Where answers count at the end, it waits until it is ended.
    """
    unanswered = Q(items__responses__isnull=True)
    attempts = (
        Attempt.objects.open()
        .filter(user=user, course__slug__in={lesson.course for lesson in lessons})
        .annotate(
            left=Count("items", filter=unanswered, distinct=True),
            following=Min("items__position", filter=unanswered),
        )
        .filter(Q(left__gt=0) | Q(feedback=Attempt.Feedback.AT_END))
        .order_by("-started_at", "-pk")
    )
    attempt = attempts.first()
    return go_on_with(attempt) if attempt else None


def go_on_with(attempt: Attempt) -> NextStep:
    """Return the step for an open attempt that knows `left` and `following`."""
    left: int = attempt.left  # type: ignore[attr-defined]
    following: int | None = attempt.following  # type: ignore[attr-defined]
    name = attempt.get_mode_display().lower()
    text = f"You have {questions(left)} left in this {name}."
    if not left:
        text = f"You have answered all of this {name}. It counts when you end it."
    if attempt.deadline:
        until = date_format(timezone.localtime(attempt.deadline), "H:i")
        text += f" It ends by itself at {until}."
    url = (
        reverse("quizzes:question_answer", args=(attempt.pk, following))
        if following
        else attempt.get_absolute_url()
    )
    return NextStep(attempt.title, text, "Continue" if left else "Look it over and end it", url)


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
