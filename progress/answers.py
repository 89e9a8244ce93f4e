"""The answers behind every figure: which ones are asked for, and how each is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from accounts.models import User
from courses.models import Course, Lesson, Module
from courses.rendering import anchor_for
from progress.confusions.pairs import answers_that_confuse
from quizzes.answers import kind_of
from quizzes.forecasts.profiles import domains_of, homes_of, lessons_of
from quizzes.models import Attempt, Fact, Question, Response, ResponseQuerySet

VERDICTS = {"": "All answers", "1": "Right only", "0": "Not right only"}
WORDINGS = {"": "", "new": "To words that were new to you", "seen": "To words you had seen before"}
HIDDEN = (
    "course",
    "module",
    "domain",
    "fact",
    "since",
    "until",
    "attempt",
    "wording",
    "thing",
    "taken_for",
)


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
    until = forms.DateField(required=False, widget=forms.HiddenInput)
    course = forms.SlugField(required=False, widget=forms.HiddenInput)
    module = forms.SlugField(required=False, widget=forms.HiddenInput)
    domain = forms.IntegerField(
        required=False, min_value=0, max_value=10_000, widget=forms.HiddenInput
    )
    wording = forms.ChoiceField(required=False, choices=WORDINGS.items(), widget=forms.HiddenInput)
    thing = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    taken_for = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
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

    @property
    def kept(self) -> list[forms.BoundField]:
        """Return the hidden fields that narrow the list, to be sent along."""
        return [self[name] for name in HIDDEN if self[name].data]

    @property
    def narrowed(self) -> list[str]:
        """Say in words what the hidden fields ask for."""
        asked, told = self.cleaned_data, []
        if course := asked.get("course"):
            title = Course.objects.filter(slug=course, published=True).values_list("title")
            told += [f"In {row[0]}." for row in title]
            if module := asked.get("module"):
                titles = Module.objects.filter(slug=module, course__slug=course)
                told += [f"Module: {row[0]}." for row in titles.values_list("title")]
            if (domain := asked.get("domain")) is not None:
                told.append(f"Domain {domain} of the exam.")
            if asked.get("thing") and asked.get("taken_for"):
                told.append(f"{capfirst(asked['thing'])} taken for {capfirst(asked['taken_for'])}.")
        if wording := asked.get("wording"):
            told.append(f"{WORDINGS[wording]}.")
        return told

    def apply(self, answers: ResponseQuerySet) -> ResponseQuerySet:
        """Keep the answers that are asked for. A field that makes no sense narrows nothing."""
        self.full_clean()
        asked = self.cleaned_data
        if course := asked.get("course"):
            answers = self.within(course, answers)
        if wording := asked.get("wording"):
            answers = by_wording(answers, wording)
        if lesson := asked.get("lesson"):
            answers = answers.filter(item__version__question__in=questions_about(*lesson))
        if fact := asked.get("fact"):
            answers = answers.filter(item__version__question__facts__key=fact)
        if day := asked.get("day"):
            answers = answers.filter(created_at__date=day)
        if since := asked.get("since"):
            answers = answers.filter(created_at__date__gte=since)
        if until := asked.get("until"):
            answers = answers.filter(created_at__date__lte=until)
        if attempt := asked.get("attempt"):
            answers = answers.filter(item__attempt=attempt)
        if correct := asked.get("correct"):
            right = {"points__gte": 1}
            answers = answers.filter(**right) if correct == "1" else answers.exclude(**right)
        return answers

    def within(self, course: str, answers: ResponseQuerySet) -> ResponseQuerySet:
        """Keep the answers of a course: of one of its modules, domains, or confusions if asked."""
        asked = self.cleaned_data
        answers = answers.filter(item__attempt__course__slug=course)
        if module := asked.get("module"):
            lessons = Lesson.objects.filter(module__slug=module, module__course__slug=course)
            answers = answers.filter(item__version__question__in=questions_of_any(course, lessons))
        if (domain := asked.get("domain")) is not None:
            answers = answers.filter(
                item__version__question__in=questions_of_any(course, lessons_in(course, domain))
            )
        if (thing := asked.get("thing")) and (other := asked.get("taken_for")):
            answers = answers.filter(pk__in=answers_that_confuse(answers, thing, other))
        return answers


def by_wording(answers: ResponseQuerySet, wording: str) -> ResponseQuerySet:
    """Keep the answers to words that the person saw for the first time ("new"), or the others."""
    earlier = Response.objects.final().filter(
        item__attempt__user=OuterRef("item__attempt__user"),
        item__version=OuterRef("item__version"),
        pk__lt=OuterRef("pk"),
    )
    return answers.filter(~Exists(earlier) if wording == "new" else Exists(earlier))


def lessons_in(course: str, domain: int) -> QuerySet[Lesson]:
    """Return the lessons of a course that belong to a domain of its exam."""
    found = list(Course.objects.filter(slug=course, published=True))
    homes: dict[str, str] = {}
    for row in found:
        homes = homes_of(lessons_of(found)[row.pk], domains_of(found)[row.pk])
    slugs = [slug for slug, code in homes.items() if code == str(domain)]
    return Lesson.objects.filter(module__course__slug=course, slug__in=slugs)


def questions_of_any(course: str, lessons: QuerySet[Lesson]) -> QuerySet[Question]:
    """Return the questions of these lessons and those of other lessons that ask about their facts."""
    own = Q(lesson__in=lessons.values("pk"))
    asking = Q(facts__lesson__in=lessons.values("pk"), facts__course__slug=course)
    return Question.objects.filter(own | asking)


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
