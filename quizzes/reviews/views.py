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
    context = {
        "courses": courses,
        "review": read_review(request.user, course, now=timezone.now()) if course else None,
    }
    return render(request, "quizzes/review.html", context)


def start(request: AuthenticatedRequest) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise Http404
    course = get_object_or_404(Course, slug=form.cleaned_data["course"], published=True)
    try:
        attempt = start_review(
            user=request.user, course=course, seed=draw_seed(), now=timezone.now()
        )
    except NothingDue:
        messages.info(request, f"Nothing is left to review in {course.title} for now.")
        return redirect("quizzes:review")
    return redirect(question_url(attempt, first_open_position(attempt)))
