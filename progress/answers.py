"""The answers behind every figure: which ones are asked for, and how each is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import BigIntegerField, Q, QuerySet

from accounts.models import User
from courses.models import Lesson
from courses.rendering import anchor_for
from quizzes.answers import kind_of
from quizzes.models import Attempt, Fact, Question, Response, ResponseQuerySet

VERDICTS = {"": "All answers", "1": "Right only", "0": "Not right only"}


class AnswerFilter(forms.Form):
    """Which answers to show, as the address of the page says. Every field may be empty."""

    lesson = forms.CharField(
        required=False, max_length=120, widget=forms.Select({"class": "form-select"})
    )
    correct = forms.ChoiceField(
        required=False,
        label="Verdict",
        choices=VERDICTS.items(),
        widget=forms.Select({"class": "form-select"}),
    )
    day = forms.DateField(
        required=False,
        widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    since = forms.DateField(required=False, widget=forms.HiddenInput)
    fact = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    attempt = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=BigIntegerField.MAX_BIGINT,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lessons = Lesson.objects.published().in_order()
        self.lessons = list(lessons.values_list("module__course__slug", "slug", "title"))
        choices = [(f"{course}/{slug}", title) for course, slug, title in self.lessons]
        self.fields["lesson"].widget.choices = [("", "All lessons"), *choices]

    def clean_lesson(self) -> tuple[str, str] | None:
        """Return course and slug of the lesson, written as `course/lesson` or as `lesson`."""
        value = self.cleaned_data["lesson"]
        for course, slug, _ in self.lessons:
            if value in {slug, f"{course}/{slug}"}:
                return course, slug
        if value:
            raise forms.ValidationError("There is no such lesson.")
        return None

    def apply(self, answers: ResponseQuerySet) -> ResponseQuerySet:
        """Keep the answers that are asked for. A field that makes no sense narrows nothing."""
        self.full_clean()
        asked = self.cleaned_data
        if lesson := asked.get("lesson"):
            answers = answers.filter(item__version__question__in=questions_about(*lesson))
        if fact := asked.get("fact"):
            answers = answers.filter(item__version__question__facts__key=fact)
        if day := asked.get("day"):
            answers = answers.filter(created_at__date=day)
        if since := asked.get("since"):
            answers = answers.filter(created_at__date__gte=since)
        if attempt := asked.get("attempt"):
            answers = answers.filter(item__attempt=attempt)
        if correct := asked.get("correct"):
            right = {"points__gte": 1}
            answers = answers.filter(**right) if correct == "1" else answers.exclude(**right)
        return answers


def questions_about(course: str, lesson: str) -> QuerySet[Question]:
    """Return the questions of a lesson and those of other lessons that ask about its facts."""
    own = Q(lesson__slug=lesson, lesson__module__course__slug=course)
    asking = Q(facts__lesson__slug=lesson, facts__course__slug=course)
    return Question.objects.filter(own | asking)


@dataclass(frozen=True, slots=True)
class AskedFact:
    """The fact whose answers are shown."""

    statement: str
    lesson: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as the list shows it."""

    stem: str
    told: str
    verdict: str
    tally: str
    lesson: str
    mode: str
    given_at: datetime
    url: str


def answers_of(user: User) -> ResponseQuerySet:
    """Return a person's answers, latest first."""
    return (
        Response.objects.final()
        .filter(item__attempt__user=user)
        .select_related("item__version__question__lesson", "item__attempt")
        .order_by("-created_at", "-pk")
    )


def show_answers(responses: Iterable[Response]) -> tuple[Answer, ...]:
    return tuple(show_answer(response) for response in responses)


def show_answer(response: Response) -> Answer:
    item = response.item
    kind = kind_of(item.version)
    return Answer(
        stem=item.version.stem,
        told=kind.told(response.chosen),
        verdict=verdict_of(response.points),
        tally=kind.tally(response.chosen),
        lesson=item.version.question.lesson.title,
        mode=item.attempt.get_mode_display(),
        given_at=response.created_at,
        url=item.get_absolute_url(),
    )


def verdict_of(points: float) -> str:
    """Return right, partly or wrong."""
    if points >= 1:
        return "right"
    return "partly" if points else "wrong"


def asked_fact(key: str) -> AskedFact | None:
    """Return the fact with this key, if a published lesson says it."""
    facts = Fact.objects.filter(key=key, lesson__in=Lesson.objects.published())
    fact = facts.select_related("lesson__module__course").order_by("course").first()
    if fact is None:
        return None
    url = f"{fact.lesson.get_absolute_url()}#{anchor_for(fact.passage)}"
    return AskedFact(fact.statement, fact.lesson.title, url)


def asked_attempt(user: User, pk: int) -> Attempt | None:
    return Attempt.objects.filter(user=user, pk=pk).first()
