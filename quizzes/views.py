from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import AuthenticatedRequest
from config.htmx import render_either, wants_partial
from config.outbox import settle
from courses.models import Lesson
from quizzes import services
from quizzes.answers import kind_of
from quizzes.contrasts.reading import end_of_drill, mistaken_url
from quizzes.effects import effects_of, said_with
from quizzes.forms import CheckForm, DayForm, ResponseForm, TryForm
from quizzes.marks.services import has_bookmark
from quizzes.mocks.reports import BLANK
from quizzes.mocks.views import mock_report
from quizzes.models import Attempt, AttemptItem, Response
from quizzes.pages import (
    first_open_position,
    place_in,
    question_url,
    report_on,
)
from quizzes.practice.services import start_check
from quizzes.reports.services import reports_on
from quizzes.reviews.pages import end_of
from quizzes.sample import (
    Sample,
    order_of,
    sample_version,
    show_sample,
    show_sample_answered,
)
from quizzes.showing import Shown
from quizzes.sittings.views import (
    end_if_overdue,
    say_too_late,
    sitting_finish,
    sitting_question,
    sitting_review,
)

CLOSED = (
    "You finished this before the answer came, so it was not counted. Your earlier answers stand."
)
NOTHING_TO_ASK = "There is nothing to ask about this part yet. Read on; the next check is not far."


def draw_seed() -> int:
    return secrets.randbits(62)


@require_POST
def check_start(request: AuthenticatedRequest, course: str, lesson: str) -> HttpResponse:
    read = get_object_or_404(
        Lesson.objects.published().select_related("module__course"),
        module__course__slug=course,
        slug=lesson,
    )
    form = CheckForm(request.POST)
    if not form.is_valid():
        return say_nothing_to_ask(request, read)
    try:
        attempt = start_check(
            user=request.user,
            lesson=read,
            section=form.cleaned_data["section"],
            seed=draw_seed(),
            now=timezone.now(),
        )
    except services.BankTooSmall:
        return say_nothing_to_ask(request, read)
    if not wants_partial(request):
        return redirect(question_url(attempt, first_open_position(attempt)))
    item = get_item(request, attempt.pk, first_open_position(attempt))
    return render_question(request, item, None, embedded=True)


def say_nothing_to_ask(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    if wants_partial(request):
        return render(request, "quizzes/_nothing.html", {"text": NOTHING_TO_ASK})
    messages.info(request, NOTHING_TO_ASK)
    return redirect(lesson)


@require_http_methods(["GET", "POST"])
def question_answer(request: AuthenticatedRequest, attempt_id: int, position: int) -> HttpResponse:
    now = timezone.now()
    item = get_item(request, attempt_id, position)
    just_ended = end_if_overdue(request, item.attempt, now)
    if not item.attempt.tells_at_once:
        if item.attempt.finished_at is None:
            return sitting_question(request, item, now)
        if request.method == "POST":
            return say_too_late(request, item.attempt)
        if just_ended:
            return redirect(item.attempt)
    embedded = request.GET.get("embedded") == "1" and wants_partial(request)
    if request.method != "POST":
        return render_question(request, item, final_response(item), embedded=embedded)
    form = ResponseForm(request.POST, kind=kind_of(item.version), order=item.option_order)
    response = final_response(item)
    notice = ""
    if response is None and form.is_valid():
        try:
            response = services.record_response(
                item=item,
                chosen=form.cleaned_data["chosen"],
                sent_key=form.cleaned_data["sent_key"],
                seconds=form.cleaned_data["seconds"],
                confidence=form.cleaned_data["confidence"],
                now=timezone.now(),
            )
        except services.AttemptClosed:
            notice = CLOSED
            if not wants_partial(request):
                messages.warning(request, notice)
                return redirect(item)
    if response is not None and not wants_partial(request):
        return redirect(item)
    item.attempt.refresh_from_db(fields=["finished_at"])
    page = render_question(request, item, response, form=form, notice=notice, embedded=embedded)
    return settle(page, stored=response is not None)


def final_response(item: AttemptItem) -> Response | None:
    return item.responses.filter(final=True).first()


def get_item(request: AuthenticatedRequest, attempt_id: int, position: int) -> AttemptItem:
    items = AttemptItem.objects.filter(attempt__user=request.user)
    return get_object_or_404(
        items.select_related("attempt__course", "version__question"),
        attempt_id=attempt_id,
        position=position,
    )


def render_question(
    request: AuthenticatedRequest,
    item: AttemptItem,
    response: Response | None,
    *,
    form: ResponseForm | None = None,
    notice: str = "",
    embedded: bool = False,
) -> HttpResponse:
    shown = show_item(item, response, form)
    afterwards = tell_afterwards(request, item, response) if response and shown.answered else {}
    context = {
        "item": item,
        "name": f"question-{item.attempt_id}-{item.position}",
        "shown": shown,
        "place": place_in(item.attempt, item.position),
        "error": form.error if form and not shown.answered else "",
        "notice": notice,
        "sent_key": uuid4(),
        "confidences": Response.Confidence.choices,
        "embedded": embedded,
        **afterwards,
    }
    return render_either(
        request,
        page="quizzes/question_answer.html",
        partial="quizzes/_question.html",
        context=context,
    )


def tell_afterwards(
    request: AuthenticatedRequest, item: AttemptItem, response: Response
) -> dict[str, Any]:
    """Return what the page of an answered question tells beside its verdicts."""
    version = item.version
    return {
        "said": said_with(response),
        "effects": effects_of(item, response, request.user),
        "bookmarked": has_bookmark(request.user, version.question_id),
        "reports": reports_on(version, request.user),
        "compare_url": mistaken_url(item.attempt.course.slug, version, response),
        "lesson_changed": version.question.current_id != version.pk,
    }


def show_item(item: AttemptItem, response: Response | None, form: ResponseForm | None) -> Shown:
    kind, order = kind_of(item.version), item.option_order
    if response is None and item.attempt.is_mock:
        return replace(
            kind.show_answered(order, [], course=item.attempt.course.slug), summary=BLANK
        )
    if response is None:
        return kind.show_open(order, form.sent if form else None)
    return kind.show_answered(order, response.chosen, course=item.attempt.course.slug)


@require_GET
def attempt_report(request: AuthenticatedRequest, attempt_id: int) -> HttpResponse:
    now = timezone.now()
    attempt = get_attempt(request, attempt_id)
    end_if_overdue(request, attempt, now)
    if attempt.finished_at is None and not attempt.tells_at_once:
        return sitting_review(request, attempt, now)
    if attempt.finished_at and attempt.is_mock:
        return mock_report(request, attempt)
    ended = attempt.mode == Attempt.Mode.REVIEW and attempt.finished_at is not None
    context = {
        "report": report_on(attempt),
        "review_end": end_of(attempt, request.user, now=now) if ended else None,
        "drill_end": end_of_drill(attempt),
    }
    return render(request, "quizzes/attempt_report.html", context)


@require_POST
def attempt_finish(request: AuthenticatedRequest, attempt_id: int) -> HttpResponse:
    now = timezone.now()
    attempt = get_attempt(request, attempt_id)
    end_if_overdue(request, attempt, now)
    if not attempt.tells_at_once:
        return sitting_finish(request, attempt, now)
    services.finish_attempt(attempt=attempt, now=now)
    return redirect(attempt)


def get_attempt(request: AuthenticatedRequest, attempt_id: int) -> Attempt:
    attempts = Attempt.objects.filter(user=request.user).select_related("course")
    return get_object_or_404(attempts, pk=attempt_id)


@login_not_required
@require_http_methods(["GET", "POST"])
def try_question(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    sample = answered_sample(request, today) if request.method == "POST" else show_sample(today)
    return render_either(
        request,
        page="quizzes/try_question.html",
        partial="quizzes/_try.html",
        context={"sample": sample},
    )


def answered_sample(request: HttpRequest, today: date) -> Sample | None:
    """Return the verdict on the question of today or yesterday.

    Any other day is refused, or the page would tell the key of every question in the bank.
    """
    asked = DayForm(request.POST)
    if not asked.is_valid():
        return show_sample(
            today, error="The answer came without its day. Here is today's question."
        )
    day = asked.cleaned_data["day"]
    if day not in (today, today - timedelta(days=1)):
        return show_sample(today, error="The question has changed since. Here is the one of today.")
    version = sample_version(day)
    if version is None:
        return None
    form = TryForm(request.POST, kind=kind_of(version), order=order_of(version, day))
    if form.error:
        return show_sample(day, sent=form.sent, error=form.error)
    return show_sample_answered(version, day, form.cleaned_data["chosen"])
