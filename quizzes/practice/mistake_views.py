"""The page of mistakes, and their retries."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthenticatedRequest
from courses.models import Course, Lesson
from quizzes import services
from quizzes.forms import RetryForm
from quizzes.models import Attempt, Fact
from quizzes.pages import first_open_position, open_attempts_of, question_url
from quizzes.practice.mistake_pages import groups_on, past_of
from quizzes.practice.mistakes import mistakes_of
from quizzes.practice.retries import LONGEST, Scope, start_retry, title_of
from quizzes.sittings.views import end_overdue
from quizzes.views import draw_seed

PAGE_SIZE = 20
NOTHING_OPEN = "Nothing of this is open any more: you have answered it rightly since."


@require_safe
def mistake_list(request: AuthenticatedRequest) -> HttpResponse:
    return show(request)


def show(
    request: AuthenticatedRequest,
    *,
    blocking: Attempt | None = None,
    wanted: str = "",
    fields: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    end_overdue(request, timezone.now())
    mistakes = mistakes_of(request.user)
    page = Paginator(mistakes, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "courses": groups_on(list(page.object_list), mistakes, request.user) if mistakes else (),
        "past": None if mistakes else past_of(request.user),
        "longest": LONGEST,
        "blocking": blocking,
        "wanted": wanted,
        "fields": fields or [],
    }
    return render(request, "quizzes/mistake_list.html", context)


@require_POST
def mistake_retry(request: AuthenticatedRequest) -> HttpResponse:
    form = RetryForm(request.POST)
    if not form.is_valid():
        raise Http404
    scope = scope_of(form)
    try:
        attempt = start_retry(
            user=request.user,
            scope=scope,
            replacing=form.cleaned_data["replacing"],
            seed=draw_seed(),
            now=timezone.now(),
        )
    except services.BankTooSmall:
        messages.info(request, NOTHING_OPEN)
        return redirect(reverse("quizzes:mistake_list"))
    except services.OtherAttemptOpen as trouble:
        blocking = open_attempts_of(request.user).get(pk=trouble.attempt.pk)
        return show(request, blocking=blocking, wanted=title_of(scope), fields=form.sent)
    return redirect(question_url(attempt, first_open_position(attempt)))


def scope_of(form: RetryForm) -> Scope:
    asked = form.cleaned_data
    course = get_object_or_404(Course, slug=asked["course"], published=True)
    if asked["fact"]:
        facts = Fact.objects.select_related("course", "lesson__module__course")
        return get_object_or_404(facts, course=course, key=asked["fact"])
    if asked["lesson"]:
        lessons = Lesson.objects.published().select_related("module__course")
        return get_object_or_404(lessons, module__course=course, slug=asked["lesson"])
    return course
