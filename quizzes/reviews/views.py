from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from courses.models import Course
from quizzes.forms import ReviewForm
from quizzes.pages import first_open_position, question_url
from quizzes.reviews.pages import courses_to_review, read_review
from quizzes.reviews.services import NothingDue, start_review
from quizzes.views import draw_seed


@require_http_methods(["GET", "POST"])
def review(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "POST":
        return start(request)
    courses = list(courses_to_review(request.user))
    asked = request.GET.get("course", "")
    course = next((one for one in courses if one.slug == asked), next(iter(courses), None))
    wanted = planned_count(request) if course and course.slug == asked else None
    context = {
        "courses": courses,
        "review": read_review(request.user, course, now=timezone.now(), planned=wanted)
        if course
        else None,
    }
    return render(request, "quizzes/review.html", context)


def planned_count(request: AuthenticatedRequest) -> int | None:
    """Return how many facts the plan that led here has room for; nonsense is none."""
    form = ReviewForm(request.GET)
    return form.cleaned_data["count"] if form.is_valid() else None


def start(request: AuthenticatedRequest) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise Http404
    course = get_object_or_404(Course, slug=form.cleaned_data["course"], published=True)
    try:
        attempt = start_review(
            user=request.user,
            course=course,
            seed=draw_seed(),
            now=timezone.now(),
            most=form.cleaned_data["count"],
        )
    except NothingDue:
        messages.info(request, f"Nothing is left to review in {course.title} for now.")
        return redirect("quizzes:review")
    return redirect(question_url(attempt, first_open_position(attempt)))
