from __future__ import annotations

import secrets
from datetime import date, timedelta
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import AuthenticatedRequest
from config.htmx import render_either, wants_partial
from courses.models import Lesson
from quizzes import services
from quizzes.forms import CheckForm, PracticeForm, ResponseForm, TryForm
from quizzes.models import Attempt, AttemptItem, Response
from quizzes.pages import (
    first_open_position,
    open_attempts_of,
    place_in,
    question_url,
    report_on,
)
from quizzes.sample import Sample, show_sample, show_sample_answered
from quizzes.showing import LETTERS, Shown, indexes_of, show_answered, show_open

CLOSED = (
    "You finished this before the answer came, so it was not counted. Your earlier answers stand."
)
NOTHING_TO_ASK = "There is nothing to ask about this part yet. Read on; the next check is not far."


def draw_seed() -> int:
    return secrets.randbits(62)


@require_http_methods(["GET", "POST"])
def practice(request: AuthenticatedRequest) -> HttpResponse:
    form = PracticeForm(
        request.POST if request.method == "POST" else None,
        preset=preset_of(request),
        course=request.GET.get("course", ""),
    )
    blocking = None
    if form.is_valid():
        try:
            attempt = services.start_attempt(
                user=request.user,
                source=form.cleaned_data["source"],
                count=form.cleaned_data["count"],
                replacing=form.cleaned_data["replacing"],
                seed=draw_seed(),
                now=timezone.now(),
            )
        except services.BankTooSmall:
            form.add_error(
                "source", "There is nothing to ask about this yet. Choose something else."
            )
        except services.OtherAttemptOpen as trouble:
            blocking = trouble.attempt.pk
        else:
            return redirect(question_url(attempt, first_open_position(attempt)))
    waiting = open_attempts_of(request.user)
    context = {
        "form": form,
        "waiting": waiting,
        "blocking": next((attempt for attempt in waiting if attempt.pk == blocking), None),
        "preset_missing": bool(preset_of(request)) and form.fields["source"].initial is None,
    }
    return render(request, "quizzes/practice.html", context)


def preset_of(request: HttpRequest) -> str:
    for kind in ("lesson", "module"):
        if kind in request.GET:
            return f"{kind}:{request.GET[kind]}"
    return ""


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
        attempt = services.start_check(
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
    item = get_item(request, attempt_id, position)
    embedded = request.GET.get("embedded") == "1" and wants_partial(request)
    if request.method != "POST":
        return render_question(request, item, item.responses.first(), embedded=embedded)
    form = response_form(request, item)
    response = item.responses.first()
    notice = ""
    if response is None and form.is_valid():
        try:
            response = services.record_response(
                item=item,
                chosen=indexes_of(form.cleaned_data["chosen"], item.option_order),
                sent_key=form.cleaned_data["sent_key"],
                seconds=form.cleaned_data["seconds"],
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
    return render_question(request, item, response, form=form, notice=notice, embedded=embedded)


def get_item(request: AuthenticatedRequest, attempt_id: int, position: int) -> AttemptItem:
    items = AttemptItem.objects.filter(attempt__user=request.user)
    return get_object_or_404(
        items.select_related("attempt__course", "version__question"),
        attempt_id=attempt_id,
        position=position,
    )


def response_form(request: HttpRequest, item: AttemptItem) -> ResponseForm:
    version = item.version
    return ResponseForm(
        request.POST, options=len(version.options), picks=len(version.key_positions)
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
    context = {
        "item": item,
        "name": f"question-{item.attempt_id}-{item.position}",
        "shown": shown,
        "place": place_in(item.attempt, item.position),
        "error": form.error if form and not shown.answered else "",
        "notice": notice,
        "sent_key": uuid4(),
        "embedded": embedded,
    }
    return render_either(
        request,
        page="quizzes/question_answer.html",
        partial="quizzes/_question.html",
        context=context,
    )


def show_item(item: AttemptItem, response: Response | None, form: ResponseForm | None) -> Shown:
    if response is None:
        checked = form.checked if form else ()
        return show_open(item.version, item.option_order, checked=checked)
    course = item.attempt.course.slug
    return show_answered(item.version, item.option_order, chosen=response.chosen, course=course)


@require_GET
def attempt_report(request: AuthenticatedRequest, attempt_id: int) -> HttpResponse:
    attempt = get_attempt(request, attempt_id)
    return render(request, "quizzes/attempt_report.html", {"report": report_on(attempt)})


@require_POST
def attempt_finish(request: AuthenticatedRequest, attempt_id: int) -> HttpResponse:
    attempt = get_attempt(request, attempt_id)
    services.finish_attempt(attempt=attempt, now=timezone.now())
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
    form = TryForm(request.POST, options=len(LETTERS), picks=1)
    day = form.cleaned_data["day"] if form.is_valid() else today
    if day not in (today, today - timedelta(days=1)):
        return show_sample(today, error="The question has changed since. Here is the one of today.")
    if form.error:
        return show_sample(day, checked=form.checked, error=form.error)
    sample = show_sample(day)
    letters = form.cleaned_data["chosen"]
    if sample is None or len(sample.shown.rows) <= LETTERS.index(letters[0]):
        return show_sample(today, error="This question has no such row. Choose again.")
    return show_sample_answered(day, letters)
