"""What tells two things of a course apart, and how a drill on them went: reads rows, writes none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from courses.models import Course, Lesson
from courses.rendering import anchor_for
from quizzes.contrasts.differences import Differences, Saying, Things, differences_of
from quizzes.contrasts.drills import Contrast, contrast_of, pair_of
from quizzes.grading import mark_scheme_of
from quizzes.models import Attempt, Fact, Question, Response, Version
from quizzes.papers.pool import candidate_of


def read_differences(course: Course, things: Things) -> Differences:
    """Return the table of two things from what published lessons say. One query."""
    facts = Fact.objects.filter(
        course=course,
        subject__in=things,
        status=Fact.Status.APPROVED,
        lesson__in=Lesson.objects.published(),
    )
    ordered = facts.order_by("position", "pk").select_related("lesson")
    return differences_of((saying_of(fact, course) for fact in ordered), things)


def saying_of(fact: Fact, course: Course) -> Saying:
    lesson = reverse("progress:lesson", args=(course.slug, fact.lesson.slug))
    return Saying(
        key=fact.key,
        thing=fact.subject,
        slot=fact.slot,
        says=fact.says,
        polarity=fact.polarity,
        statement=fact.statement,
        url=f"{lesson}#{anchor_for(fact.passage)}",
    )


def read_contrasts(user: User, course: Course, table: Differences) -> list[Contrast]:
    """Return the questions that tell the things of a table apart, with what the person answered.

    Two queries, however many questions there are.
    """
    asking = Question.objects.servable().of(course).filter(current__isnull=False)
    questions = asking.filter(facts__subject__in=table.things).distinct()
    rows = list(questions.select_related("current", "lesson"))
    answered = times_answered(user, [row.current_id for row in rows])
    contrasts = []
    for row in rows:
        if row.current:
            candidate = candidate_of(row, row.current, times_answered=answered[row.current.pk])
            contrast = contrast_of(candidate, row.current.options, table.things, table.telling)
            contrasts += [contrast] if contrast else []
    return contrasts


def times_answered(user: User, versions: Iterable[int | None]) -> Counter[int]:
    """Return how often a person answered each of these wordings."""
    answers = Response.objects.final().filter(
        item__attempt__user=user, item__version__in=[pk for pk in versions if pk]
    )
    return Counter(answers.values_list("item__version", flat=True))


def are_known(course: Course, things: Things) -> bool:
    """Tell whether the course speaks, or spoke, of both things."""
    named = Fact.objects.filter(course=course, subject__in=things)
    return set(named.values_list("subject", flat=True)) == set(things)


def pair_drilled(attempt: Attempt) -> Things | None:
    """Return the two things that an attempt drills; `None` if it is no contrast drill."""
    match attempt.choice.get("contrast"):
        case [str(one), str(other)]:
            return (one, other)
    return None


@dataclass(frozen=True, slots=True)
class DrillEnd:
    """How a finished drill went with its pair.

    Attributes:
        before, now: how often each was taken for the other before the drill and in it, by the thing
            that was asked for and the one that was chosen.
    """

    course: str
    things: Things
    before: Counter[Things]
    now: Counter[Things]

    @property
    def url(self) -> str:
        return pair_url(self.course, self.things)

    @property
    def words(self) -> str:
        """Say how it went, such as "Before this drill you took A for B twice. In it you did not."."""
        before, now = (mistakes_words(found, self.things) for found in (self.before, self.now))
        if not (before or now):
            return "You did not take one for the other, in this drill or before it."
        earlier = f"you took {before}" if before else "you had not taken one for the other"
        return f"Before this drill {earlier}. In it you {f'took {now}' if now else 'did not'}."


def mistakes_words(found: Counter[Things], things: Things) -> str:
    """Return which of two things was taken for the other, and how often; "" if it never was."""
    ways = [pair for pair in (things, things[::-1]) if found[pair]]
    return " and ".join(
        f"{one} for {other} {times_words(found[one, other])}" for one, other in ways
    )


def times_words(times: int) -> str:
    """Return how often in words; `times` from 1."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def end_of_drill(attempt: Attempt) -> DrillEnd | None:
    """Return how a finished drill went; `None` for any other attempt. Four queries."""
    things = pair_drilled(attempt)
    if things is None or attempt.finished_at is None:
        return None
    wrong = Response.objects.final().filter(points__lt=1)
    now = mistakes_in(wrong.filter(item__attempt=attempt).values_list("item__version", "chosen"))
    about = Question.objects.filter(facts__course=attempt.course_id, facts__subject__in=things)
    earlier = wrong.filter(
        item__attempt__user=attempt.user_id,
        item__attempt__course=attempt.course_id,
        item__version__question__in=about.values("pk"),
        created_at__lt=attempt.started_at,
    )
    before = mistakes_in(earlier.values_list("item__version", "chosen"))
    return DrillEnd(attempt.course.slug, things, before, now)


def mistakes_in(answers: Iterable[tuple[int, list[int | str | None]]]) -> Counter[Things]:
    """Return how often each thing was taken for another in answers: wording and what was chosen."""
    given = list(answers)
    versions = Version.objects.select_related("question").in_bulk({pk for pk, _ in given})
    schemes = {pk: mark_scheme_of(version) for pk, version in versions.items()}
    return Counter(pair for pk, chosen in given for pair in schemes[pk].mistaken(chosen))


def mistaken_url(course: str, version: Version, response: Response) -> str:
    """Return where the two things stand that an answer to a single choice mixed up; "" if none."""
    if response.points == 1 or version.question.kind != Question.Kind.SINGLE:
        return ""
    mistaken = mark_scheme_of(version).mistaken(response.chosen)
    return pair_url(course, pair_of(*mistaken[0])) if mistaken else ""


def pair_url(course: str, things: Things) -> str:
    """Return where two things are compared. Names may hold any sign, so they stand in the query."""
    query = urlencode({"thing": things[0], "other": things[1]})
    return f"{reverse('progress:confusion_pair', args=(course,))}?{query}"
