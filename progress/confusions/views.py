from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import AuthenticatedRequest
from courses.models import Course
from progress.confusions.map import map_of
from progress.confusions.pairs import read_both_ways, read_pairs
from progress.courses import courses_of
from quizzes import services
from quizzes.contrasts.differences import Things
from quizzes.contrasts.drills import LENGTH, draw_contrasts, pair_of, title_of
from quizzes.contrasts.reading import are_known, read_contrasts, read_differences
from quizzes.contrasts.services import start_contrast
from quizzes.forms import ReplacingForm, ThingsForm
from quizzes.pages import first_open_position, open_attempts_of, question_url
from quizzes.sittings.views import end_overdue
from quizzes.views import draw_seed


@require_safe
def confusions(request: AuthenticatedRequest) -> HttpResponse:
    courses = list(courses_of(request.user))
    pairs = read_pairs(request.user, courses)
    asked = request.GET.get("course") or next((pair.course for pair in pairs), "")
    course = next((one for one in courses if one.slug == asked), next(iter(courses), None))
    shown = [pair for pair in pairs if course and pair.course == course.slug]
    context = {
        "course": course,
        "courses": courses,
        "pairs": shown,
        "times": sum(pair.times for pair in shown),
        "map": map_of(shown) if shown else None,
    }
    return render(request, "progress/confusions.html", context)


@require_http_methods(["GET", "POST"])
def confusion_pair(request: AuthenticatedRequest, course: str) -> HttpResponse:
    row = get_object_or_404(Course, slug=course, published=True)
    things = asked_things(request)
    pairs = read_both_ways(request.user, row, things)
    if not pairs and not are_known(row, things):
        raise Http404
    blocking = None
    if request.method == "POST":
        end_overdue(request, timezone.now())
        try:
            return start_drill(request, row, things)
        except services.OtherAttemptOpen as trouble:
            blocking = trouble.attempt.pk
        except services.BankTooSmall:
            pass  # the page says that there is none
    table = read_differences(row, things)
    drill = draw_contrasts(read_contrasts(request.user, row, table), things, seed=0)
    context = {
        "course": row,
        "things": things,
        "title": title_of(things),
        "pairs": pairs,
        "table": table,
        "questions": len(drill),
        "is_full": len(drill) == LENGTH,
        "blocking": open_attempts_of(request.user).filter(pk=blocking).first()
        if blocking
        else None,
    }
    return render(request, "progress/confusion_pair.html", context)


def asked_things(request: HttpRequest) -> Things:
    """Return the two things that the address names.

    Raises:
        Http404: it does not name two different ones.
    """
    form = ThingsForm(request.GET)
    if not form.is_valid():
        raise Http404
    return pair_of(form.cleaned_data["thing"], form.cleaned_data["other"])


def start_drill(request: AuthenticatedRequest, course: Course, things: Things) -> HttpResponse:
    form = ReplacingForm(request.POST)
    attempt = start_contrast(
        user=request.user,
        course=course,
        things=things,
        seed=draw_seed(),
        now=timezone.now(),
        replacing=form.cleaned_data["replacing"] if form.is_valid() else None,
    )
    return redirect(question_url(attempt, first_open_position(attempt)))
