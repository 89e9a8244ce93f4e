"""The builder of a practice: what, which questions, of which kinds, how many, and when to tell."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from quizzes import services
from quizzes.models import Attempt
from quizzes.pages import first_open_position, open_attempts_of, question_url
from quizzes.practice.forms import PracticeForm, fields_of, is_preset
from quizzes.practice.nearest import Nothing, explain_nothing
from quizzes.practice.offers import Offers, read_offers
from quizzes.practice.services import start_attempt
from quizzes.sittings.views import end_overdue
from quizzes.views import draw_seed

GOING_ON = (
    "This practice was still open, so you go on where you stopped. To begin anew, finish it first."
)


@require_http_methods(["GET", "POST"])
def practice(request: AuthenticatedRequest) -> HttpResponse:
    end_overdue(request, timezone.now())
    offers = read_offers()
    form = PracticeForm(
        request.POST if request.method == "POST" else None,
        offers=offers,
        preset=with_course(request, offers),
    )
    if not form.is_valid():
        return show(request, form)
    try:
        attempt = begin(request, form)
    except services.BankTooSmall:
        nothing = explain_nothing(form.wish, request.user, now=timezone.now())
        return show(request, form, nothing=nothing)
    except services.OtherAttemptOpen as trouble:
        return show(request, form, blocking=trouble.attempt)
    if first_open_position(attempt) > 1:
        messages.info(request, GOING_ON)
    return redirect(question_url(attempt, first_open_position(attempt)))


def begin(request: AuthenticatedRequest, form: PracticeForm) -> Attempt:
    wish = form.wish
    return start_attempt(
        user=request.user,
        source=wish.source,
        only=wish.only,
        kinds=wish.kinds,
        feedback=wish.feedback,
        count=form.cleaned_data["count"],
        replacing=form.cleaned_data["replacing"],
        seed=draw_seed(),
        now=timezone.now(),
    )


def show(
    request: AuthenticatedRequest,
    form: PracticeForm,
    *,
    nothing: Nothing | None = None,
    blocking: Attempt | None = None,
) -> HttpResponse:
    waiting = list(open_attempts_of(request.user))
    sent = form.wish if nothing or blocking else None
    context: dict[str, Any] = {
        "form": form,
        "waiting": waiting,
        "blocking": next((one for one in waiting if blocking and one.pk == blocking.pk), None),
        "wanted": sent.title if sent else "",
        "fields": fields_of(sent, form.cleaned_data["count"]) if sent else [],
        "nothing": nothing,
        "preset_missing": is_preset(request.GET) and form.initial["source"] is None,
    }
    if nothing and nothing.instead:
        context["instead"] = fields_of(nothing.instead, form.cleaned_data["count"])
    return render(request, "quizzes/practice.html", context)


def with_course(request: AuthenticatedRequest, offers: Offers) -> QueryDict:
    """Return the address's parameters; where they name no course, the one last answered in."""
    if is_preset(request.GET) or len(offers.courses) < 2 or "only" not in request.GET:
        return request.GET
    slugs = [course.slug for course in offers.courses]
    latest = request.user.attempts.filter(course__slug__in=slugs).order_by("-pk")
    preset = request.GET.copy()
    preset["course"] = latest.values_list("course__slug", flat=True).first() or slugs[0]
    return preset
