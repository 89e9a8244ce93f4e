"""The pages of mock exams that are theirs alone: the start, the clock, the report, the paper."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import AuthenticatedRequest
from config.limits import limited
from courses.models import Course
from quizzes import services
from quizzes.forecasts.profiles import forecast_for
from quizzes.mocks.forms import MockStartForm
from quizzes.mocks.history import past_mocks_of
from quizzes.mocks.reports import read_report
from quizzes.mocks.services import start_mock
from quizzes.models import Attempt
from quizzes.papers.assembly import BankCannotFill
from quizzes.papers.exams import offer_for
from quizzes.papers.form_codes import SEEDS, NotACode, read_code
from quizzes.papers.papers import CourseDiffers, Paper, draw_paper, find_paper, redraw_paper
from quizzes.papers.plans import NotAPlan
from quizzes.papers.printing import paper_as_data
from quizzes.sittings.pages import Clock, palette_of
from quizzes.sittings.views import end_if_overdue, end_overdue, lead, with_clock

OTHER_FORM = (
    "You are in the middle of another form. Go on with it and finish it first; then take this one."
)


# The start


@limited("mock_start", times=60, seconds=60 * 60)
@require_http_methods(["GET", "POST"])
def mock_start(request: AuthenticatedRequest) -> HttpResponse:
    now = timezone.now()
    end_overdue(request, now)
    courses = list(Course.objects.filter(published=True))
    asked = request.POST.get("course") or request.GET.get("course")
    if asked and asked not in {course.slug for course in courses}:
        raise Http404
    if not courses or (len(courses) > 1 and not asked):
        return render(request, "quizzes/mock_courses.html", {"courses": courses})
    course = next(one for one in courses if one.slug == (asked or courses[0].slug))
    form = MockStartForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (attempt := begin(request, course, form, now)):
        return redirect("quizzes:question_answer", attempt.pk, palette_of(attempt).resume_at)
    opened = services.open_attempt_of(request.user, course, Attempt.Mode.MOCK)
    context = {
        "course": course,
        "courses": courses,
        "form": form,
        "offer": offer_for(request.user, course),
        "opened": opened,
        "palette": palette_of(opened) if opened else None,
        "clock": Clock.of(opened, now) if opened else None,
        "past": past_mocks_of(request.user, course),
    }
    return render(request, "quizzes/mock_start.html", context)


def begin(
    request: AuthenticatedRequest, course: Course, form: MockStartForm, now: datetime
) -> Attempt | None:
    """Return the mock to go on with; without one, what to do stands in the form."""
    code = form.cleaned_data["code"]
    opened = services.open_attempt_of(request.user, course, Attempt.Mode.MOCK)
    if opened and not code:
        return opened
    now = timezone.now()
    try:
        paper = paper_for(course, code)
        forecast = forecast_for(request.user, course, now)
        return start_mock(user=request.user, paper=paper, now=now, forecast=forecast)
    except services.OtherAttemptOpen as trouble:
        if not code:
            return trouble.attempt  # begun in another tab while this one was drawn
        form.add_error("code", OTHER_FORM)
    except (NotACode, CourseDiffers) as trouble:
        form.add_error("code", str(trouble))
    except (BankCannotFill, NotAPlan) as trouble:
        why = str(trouble).rstrip(".")
        form.add_error(None, f"There are too few questions for a form yet. {why}.")
    return None


def paper_for(course: Course, code: str) -> Paper:
    return redraw_paper(course, code) if code else draw_paper(course, seed=secrets.randbelow(SEEDS))


@require_GET
def mock_clock(request: AuthenticatedRequest, attempt_id: int) -> HttpResponse:
    """Tell the time that is left, or lead to the report when nothing is."""
    now = timezone.now()
    attempt = get_mock(request, attempt_id)
    end_if_overdue(request, attempt, now)
    if attempt.finished_at:
        return lead(request, attempt.get_absolute_url())
    return with_clock(HttpResponse(status=204), Clock.of(attempt, now))


def get_mock(request: AuthenticatedRequest, attempt_id: int) -> Attempt:
    mine = Attempt.objects.filter(user=request.user, mode=Attempt.Mode.MOCK)
    return get_object_or_404(mine.select_related("course"), pk=attempt_id)


# The end


def mock_report(request: AuthenticatedRequest, attempt: Attempt) -> HttpResponse:
    return render(request, "quizzes/mock_report.html", {"report": read_report(attempt)})


# The paper


@limited("mock_paper", times=60, seconds=60 * 60, methods=("GET",))
@require_GET
def mock_paper(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Print a paper: for instructors, and for who has finished a mock on it."""
    return print_paper(request, code, key=False)


@limited("mock_paper", times=60, seconds=60 * 60, methods=("GET",))
@require_GET
def mock_key(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Print the key of a paper: for instructors only."""
    if not request.user.is_staff:
        raise Http404
    return print_paper(request, code, key=True)


@limited("mock_paper", times=60, seconds=60 * 60, methods=("GET",))
@require_GET
def mock_print(request: AuthenticatedRequest) -> HttpResponse:
    """Lead an instructor to the paper of a typed code, or to a new one of a course."""
    if not request.user.is_staff:
        raise Http404
    code = request.GET.get("code", "").strip()
    if not code:
        course = get_object_or_404(Course, published=True, slug=request.GET.get("course", ""))
        try:
            code = draw_paper(course, seed=secrets.randbelow(SEEDS)).code
        except (BankCannotFill, NotAPlan) as trouble:
            return say_no_paper(request, "of this course", str(trouble))
    try:
        return redirect("quizzes:mock_paper", str(read_code(code)))
    except NotACode as trouble:
        return say_no_paper(request, code, str(trouble))


def say_no_paper(request: AuthenticatedRequest, code: str, why: str) -> HttpResponse:
    context = {"code": code, "why": why}
    return render(request, "quizzes/mock_no_paper.html", context, status=404)


def print_paper(request: AuthenticatedRequest, code: str, *, key: bool) -> HttpResponse:
    try:
        code = str(read_code(code))
        if not request.user.is_staff and not has_finished(request, code):
            raise Http404
        paper = find_paper(code)
    except (NotACode, CourseDiffers, BankCannotFill, NotAPlan) as trouble:
        return say_no_paper(request, code, str(trouble))
    context = {"paper": paper_as_data(paper, key=key), "plan": paper.plan, "key": key}
    return render(request, "quizzes/mock_paper.html", context)


def has_finished(request: AuthenticatedRequest, code: str) -> bool:
    mine = Attempt.objects.filter(user=request.user, mode=Attempt.Mode.MOCK, form_code=code)
    return mine.filter(finished_at__isnull=False).exists()
