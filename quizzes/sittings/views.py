"""The pages of a sitting, where nothing is told before the end: a question, the review, the end."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.http import AuthenticatedRequest
from config.htmx import wants_partial
from config.outbox import settle
from quizzes import services
from quizzes.answers import kind_of
from quizzes.models import Attempt, AttemptItem, Response
from quizzes.sittings.forms import ClickForm, FinishForm
from quizzes.sittings.pages import Clock, palette_of

TIME_UP = "The time of “{}” was up, so it has ended. What was saved counts."
TOO_LATE = "The time was up before this answer arrived, so it does not count. What was saved before stands."
FINISHED = "You had finished before this answer arrived, so it does not count. What was saved before stands."
NEWER = "You answered question {} later on another device. That answer stands."


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


# A question


def sitting_question(
    request: AuthenticatedRequest, item: AttemptItem, now: datetime
) -> HttpResponse:
    """Show a question of an open sitting, or take what was sent of it."""
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
        "quizzes/_sitting_saved.html",
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
        services.flag_item(item=item, flagged=sent["flagged"], now=now)
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
        return show(request, item, now, refused=form)
    refused = render(request, "quizzes/_sitting_refused.html", {"error": form.error})
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
    request: AuthenticatedRequest,
    item: AttemptItem,
    now: datetime,
    *,
    refused: ClickForm | None = None,
) -> HttpResponse:
    kind, response = kind_of(item.version), last_response(item)
    saved = kind.sent(response.chosen, item.option_order) if response else None
    sent = refused.sent if refused else saved
    context = {
        "item": item,
        "attempt": item.attempt,
        "name": f"question-{item.attempt_id}-{item.position}",
        "shown": kind.show_open(item.option_order, sent),
        "palette": palette_of(item.attempt),
        "clock": Clock.of(item.attempt, now),
        "seen": number_of(response),
        "saved_at": response.created_at if response else None,
        "sent_key": uuid4(),
        "error": refused.error if refused else "",
    }
    return render(request, "quizzes/sitting_question.html", context)


def last_response(item: AttemptItem) -> Response | None:
    return item.responses.order_by("-number").first()


def number_of(response: Response | None) -> int:
    return response.number if response else 0


# The end


def sitting_review(
    request: AuthenticatedRequest,
    attempt: Attempt,
    now: datetime,
    *,
    form: FinishForm | None = None,
) -> HttpResponse:
    context = {
        "attempt": attempt,
        "palette": palette_of(attempt),
        "clock": Clock.of(attempt, now),
        "form": form or FinishForm(),
    }
    return render(request, "quizzes/sitting_review.html", context)


def sitting_finish(request: AuthenticatedRequest, attempt: Attempt, now: datetime) -> HttpResponse:
    """End a sitting: at once when its time is up, before that only when the person is sure."""
    if attempt.finished_at is None:
        clock, form = Clock.of(attempt, now), FinishForm(request.POST)
        if not clock.is_up and not form.is_valid():
            if wants_partial(request):  # the countdown of the page was ahead of the server
                return with_clock(HttpResponse(status=204), clock)
            return sitting_review(request, attempt, now, form=form)
        services.finish_attempt(attempt=attempt, now=now)
    return lead(request, attempt.get_absolute_url())
