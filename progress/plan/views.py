from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import AuthenticatedRequest
from config.limits import address_of, limited, path_of
from courses.forms import EnrolmentForm
from courses.models import Course, Enrolment
from courses.services import change_enrolment, change_feed_key
from progress.plan import read_plan
from progress.plan.calendar import calendar_of
from progress.plan.rows import changed_at, enrolment_of

HOUR = 60 * 60  # seconds
FETCHES = 60  # of one calendar in an hour
VISITS = 3000  # of any calendars in an hour by one address: some programs fetch for thousands
FRESH = 15 * 60  # seconds for which a program may keep a calendar


@require_safe
def plan(request: AuthenticatedRequest, course: str) -> HttpResponse:
    row = get_object_or_404(Course, slug=course, published=True)
    shown = read_plan(request.user, row, now=timezone.now())
    return render(request, "progress/plan.html", {"plan": shown})


@require_http_methods(["GET", "POST"])
def plan_settings(request: AuthenticatedRequest, course: str) -> HttpResponse:
    row = get_object_or_404(Course, slug=course, published=True)
    now = timezone.now()
    enrolment = enrolment_of(request.user, row)
    form = EnrolmentForm(request.POST or None, instance=enrolment, today=timezone.localdate(now))
    if form.is_valid():
        change_enrolment(user=request.user, course=row, now=now, **form.cleaned_data)
        messages.success(request, "Saved. The plan is made anew with it.")
        return redirect("progress:plan", row.slug)
    context = {"course": row, "form": form, "feed_url": feed_url(request, enrolment.feed_key)}
    return render(request, "progress/plan_settings.html", context)


def feed_url(request: HttpRequest, key: UUID | None) -> str:
    """Return the whole address of the calendar, or nothing."""
    if key is None:
        return ""
    return request.build_absolute_uri(reverse("progress:plan_calendar", args=(key,)))


@require_http_methods(["GET", "POST"])
def plan_feed(request: AuthenticatedRequest, course: str) -> HttpResponse:
    """Ask before a calendar is replaced or switched off; make, replace and switch it off."""
    row = get_object_or_404(Course, slug=course, published=True)
    key = enrolment_of(request.user, row).feed_key
    if request.method != "POST":
        if key is None:
            return redirect("progress:plan_settings", row.slug)
        return render(request, "progress/plan_feed.html", {"course": row, "feed_key": key})
    act = request.POST.get("act", "")
    if act not in SAID:
        messages.warning(request, "Nothing was changed. Choose again what to do.")
        return redirect("progress:plan_settings", row.slug)
    change_feed_key(
        user=request.user,
        course=row,
        now=timezone.now(),
        old=seen_key(request) if act != "make" else None,
        new=None if act == "off" else uuid4(),
    )
    messages.success(request, SAID[act])
    return redirect("progress:plan_settings", row.slug)


SAID = {
    "make": "Your calendar has an address now. Keep it to yourself.",
    "replace": "Your calendar has a new address. The old one shows nothing any more.",
    "off": "The calendar is switched off. Its address shows nothing any more.",
}


def seen_key(request: HttpRequest) -> UUID | None:
    """Return the key that the person saw when they agreed to lose it."""
    try:
        return UUID(request.POST.get("feed_key", ""))
    except ValueError:
        return uuid4()  # nobody's


@login_not_required
@require_safe
@limited("calendars", times=VISITS, seconds=HOUR, methods=("GET", "HEAD"), per=address_of)
@limited("calendar", times=FETCHES, seconds=HOUR, methods=("GET", "HEAD"), per=path_of)
def plan_calendar(request: HttpRequest, feed_key: UUID) -> HttpResponse:
    enrolment = find_feed(feed_key)
    if enrolment is None:
        raise Http404
    # As of the end of the day, so that the calendar stays the same until something is done.
    now = end_of_day(timezone.now())
    shown = read_plan(enrolment.user, enrolment.course, now=now)
    body = calendar_of(
        shown,
        stamp=changed_at(enrolment, now=now),
        address=request.build_absolute_uri,
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = f"private, max-age={FRESH}"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def find_feed(feed_key: UUID) -> Enrolment | None:
    people = Enrolment.objects.select_related("user", "course")
    return people.filter(feed_key=feed_key, course__published=True, user__is_active=True).first()


def end_of_day(now: datetime) -> datetime:
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min)) - timedelta(seconds=1)
