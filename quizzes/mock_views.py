"""The pages of mock exams: the start, a question, the review before the end, the report, the paper."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import AuthenticatedRequest
from config.htmx import wants_partial
from config.limits import limited
from config.outbox import settle
from courses.models import Course
from quizzes import mocks, services
from quizzes.answers import kind_of
from quizzes.assembly import BankCannotFill
from quizzes.exams import exam_of, offer_for
from quizzes.form_codes import SEEDS, NotACode, read_code
from quizzes.mock_forms import ClickForm, FinishForm, MockStartForm
from quizzes.mock_pages import Clock, palette_of, past_mocks_of
from quizzes.mock_reports import read_report
from quizzes.models import Attempt, AttemptItem, Response
from quizzes.papers import CourseDiffers, Paper, draw_paper, find_paper, redraw_paper
from quizzes.plans import NotAPlan
from quizzes.printing import paper_as_data
from quizzes.profiles import forecast_for

TIME_UP = "The time of “{}” was up, so it has ended. What was saved counts."
TOO_LATE = "The time was up before this answer arrived, so it does not count. What was saved before stands."
FINISHED = "You had finished before this answer arrived, so it does not count. What was saved before stands."
NEWER = "You answered question {} later on another device. That answer stands."
OTHER_FORM = (
    "You are in the middle of another form. Go on with it and finish it first; then take this one."
)


def end_overdue(request: AuthenticatedRequest, now: datetime) -> bool:
    """End what the person left open beyond its deadline, and say so. Call it before attempts are read."""
    overdue = Attempt.objects.overdue(now - services.GRACE).filter(user=request.user)
    titles = list(overdue.values_list("title", flat=True))
    if titles:
        services.finish_overdue(request.user, now=now)
    for title in titles:
        messages.info(request, TIME_UP.format(title))
    return bool(titles)


def end_if_overdue(request: AuthenticatedRequest, attempt: Attempt, now: datetime) -> bool:
    """Do the same for one attempt, at no cost while it is in time."""
    if attempt.finished_at or services.accepts_answers(attempt, now=now):
        return False
    end_overdue(request, now)
    attempt.refresh_from_db(fields=["finished_at"])
    return True


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
        return mocks.start_mock(user=request.user, paper=paper, now=now, forecast=forecast)
    except services.OtherAttemptOpen as trouble:
        if not code:
            return trouble.attempt  # begun in another tab while this one was drawn
        form.add_error("code", OTHER_FORM)
    except (NotACode, CourseDiffers) as trouble:
        form.add_error("code", str(trouble))
    except (BankCannotFill, NotAPlan) as trouble:
        form.add_error(None, f"There are too few questions for a form yet. {trouble}.")
    return None


def paper_for(course: Course, code: str) -> Paper:
    return redraw_paper(course, code) if code else draw_paper(course, seed=secrets.randbelow(SEEDS))


# A question


def mock_question(request: AuthenticatedRequest, item: AttemptItem, now: datetime) -> HttpResponse:
    """Show a question of an open mock, or take what was sent of it."""
    if request.method == "POST":
        return take(request, item, now)
    return show(request, item, now)


def take(request: AuthenticatedRequest, item: AttemptItem, now: datetime) -> HttpResponse:
    kind, total = kind_of(item.version), item.attempt.items.count()
    form = ClickForm(request.POST, kind=kind, order=item.option_order, total=total)
    if not form.is_valid():
        return refuse_click(request, item, form, now)
    try:
        keep(item, form, now)
    except services.AttemptClosed:
        return say_too_late(request, item.attempt)
    except OlderClick:
        messages.warning(request, NEWER.format(item.position))
        return settle(lead(request, item.get_absolute_url()), stored=False)
    if "go" in request.POST or not wants_partial(request):
        return go_on(request, item, form.cleaned_data["go"], total)
    item.refresh_from_db(fields=["flagged"])
    saved = render(
        request,
        "quizzes/_mock_saved.html",
        {
            "item": item,
            "now": now,
            "seen": number_of(last_response(item)),
            "palette": palette_of(item.attempt),
        },
    )
    return settle(with_clock(saved, Clock.of(item.attempt, now)), stored=True)


class OlderClick(Exception):
    """The click waited in a browser while a later one, from another device, was saved."""


def keep(item: AttemptItem, form: ClickForm, now: datetime) -> None:
    """Store what the person changed on the page, and nothing else: another device may be newer.

    Raises:
        AttemptClosed: it is too late.
        OlderClick: a later click is saved already.
    """
    sent = form.cleaned_data
    if form.flag_differs(flagged=item.flagged):
        mocks.flag_item(item=item, flagged=sent["flagged"], now=now)
    given = {response.number: response for response in item.responses.order_by("number")}
    shown = given.get(sent["seen"])
    if not form.answer_differs(shown.chosen if shown else []):
        return
    is_new = sent["sent_key"] not in {response.sent_key for response in given.values()}
    if is_new and given and form.is_older_than(given[max(given)]):
        raise OlderClick
    services.record_response(
        item=item,
        chosen=sent["chosen"],
        sent_key=sent["sent_key"],
        seconds=sent["seconds"],
        now=now,
    )


def go_on(
    request: AuthenticatedRequest, item: AttemptItem, go: str | int, total: int
) -> HttpResponse:
    """Lead to where the person wants to go; after the last question comes the review."""
    position = {"next": item.position + 1, "previous": item.position - 1}.get(str(go), go)
    if isinstance(position, int) and 1 <= position <= total:
        url = reverse("quizzes:question_answer", args=(item.attempt_id, position))
    else:
        url = item.attempt.get_absolute_url()
    return settle(lead(request, url), stored=True)


def refuse_click(
    request: AuthenticatedRequest, item: AttemptItem, form: ClickForm, now: datetime
) -> HttpResponse:
    """Say what is wrong with what was sent; it can never be stored as it is."""
    if not wants_partial(request):
        return show(request, item, now, error=form.error)
    refused = render(request, "quizzes/_mock_refused.html", {"error": form.error})
    return settle(refused, stored=False)


def say_too_late(request: AuthenticatedRequest, attempt: Attempt) -> HttpResponse:
    attempt.refresh_from_db(fields=["finished_at"])
    ended_itself = attempt.finished_at is None or attempt.finished_at == attempt.deadline
    messages.warning(request, TOO_LATE if ended_itself else FINISHED)
    return settle(lead(request, attempt.get_absolute_url()), stored=False)


def lead(request: AuthenticatedRequest, url: str) -> HttpResponse:
    """Return a redirect, in the way that htmx follows with the whole page."""
    if wants_partial(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def with_clock(response: HttpResponse, clock: Clock) -> HttpResponse:
    """Tell the page what time it is, and for its countdown how much is left."""
    told = {"now": clock.now_milliseconds}
    if clock.deadline:
        told["left"] = clock.left_milliseconds
    response.headers["HX-Trigger"] = json.dumps({"mock:clock": told})
    return response


def show(
    request: AuthenticatedRequest, item: AttemptItem, now: datetime, *, error: str = ""
) -> HttpResponse:
    kind, response = kind_of(item.version), last_response(item)
    sent = kind.sent(response.chosen, item.option_order) if response else None
    context = {
        "item": item,
        "attempt": item.attempt,
        "exam": exam_of(item.attempt),
        "name": f"question-{item.attempt_id}-{item.position}",
        "shown": kind.show_open(item.option_order, sent),
        "palette": palette_of(item.attempt),
        "clock": Clock.of(item.attempt, now),
        "seen": number_of(response),
        "saved_at": response.created_at if response else None,
        "sent_key": uuid4(),
        "error": error,
    }
    return render(request, "quizzes/mock_question.html", context)


def last_response(item: AttemptItem) -> Response | None:
    return item.responses.order_by("-number").first()


def number_of(response: Response | None) -> int:
    return response.number if response else 0


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


def mock_review(
    request: AuthenticatedRequest,
    attempt: Attempt,
    now: datetime,
    *,
    form: FinishForm | None = None,
) -> HttpResponse:
    context = {
        "attempt": attempt,
        "exam": exam_of(attempt),
        "palette": palette_of(attempt),
        "clock": Clock.of(attempt, now),
        "form": form or FinishForm(),
    }
    return render(request, "quizzes/mock_review.html", context)


def mock_finish(request: AuthenticatedRequest, attempt: Attempt, now: datetime) -> HttpResponse:
    """End a mock: at once when its time is up, before that only when the person is sure."""
    if attempt.finished_at is None:
        clock, form = Clock.of(attempt, now), FinishForm(request.POST)
        if not clock.is_up and not form.is_valid():
            if wants_partial(request):  # the countdown of the page was ahead of the server
                return with_clock(HttpResponse(status=204), clock)
            return mock_review(request, attempt, now, form=form)
        services.finish_attempt(attempt=attempt, now=now)
    return lead(request, attempt.get_absolute_url())


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
    if not request.user.is_staff and not has_finished(request, code):
        raise Http404
    try:
        paper = find_paper(code)
    except (NotACode, CourseDiffers, BankCannotFill, NotAPlan) as trouble:
        return say_no_paper(request, code, str(trouble))
    context = {"paper": paper_as_data(paper, key=key), "plan": paper.plan, "key": key}
    return render(request, "quizzes/mock_paper.html", context)


def has_finished(request: AuthenticatedRequest, code: str) -> bool:
    mine = Attempt.objects.filter(user=request.user, mode=Attempt.Mode.MOCK, form_code=code)
    return mine.filter(finished_at__isnull=False).exists()
