from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthenticatedRequest
from courses.models import Course, Lesson
from courses.rendering import BodyRefused, Rendering
from courses.rendering import render as render_body
from courses.services import finish_lesson, open_lesson
from progress.answers import AnswerFilter, answers_of, asked_attempt, asked_fact, show_answers
from progress.courses import read_course, read_place
from progress.dashboards import read_dashboard
from progress.margin import set_margin
from progress.steps import next_step, practice_url
from quizzes.marks.services import notes_in
from quizzes.sample import show_sample
from quizzes.sittings.views import end_overdue

PAGE_SIZE = 25


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("progress:dashboard")
    sample = show_sample(timezone.localdate())
    return render(request, "progress/home.html", {"sample": sample})


@require_safe
def course_map(request: AuthenticatedRequest, course: str) -> HttpResponse:
    row = get_object_or_404(Course, slug=course, published=True)
    shown = read_course(request.user, row, now=timezone.now())
    step = next_step(request.user, shown.lessons)
    on_map = step is not None and step.url in {lesson.url for lesson in shown.lessons}
    context = {"course": shown, "step": step, "step_on_map": on_map}
    return render(request, "progress/course_map.html", context)


@require_safe
def lesson(request: AuthenticatedRequest, course: str, lesson: str) -> HttpResponse:
    row = find_lesson(course, lesson)
    rendering, refusal = render_or_refuse(row.body)
    place = read_place(request.user, row, now=timezone.now())
    sections = set_margin(rendering, place.lesson.facts, notes_in(row, request.user))
    listed = {section.anchor for section in rendering.contents}
    context = {
        "place": place,
        "lesson": place.lesson,
        "module": row.module,
        "objectives": row.objectives.all(),
        "contents": [section for section in sections if section.anchor in listed],
        "sections": sections,
        "refusal": refusal,
        "practice_url": practice_url(place.lesson),
    }
    return render(request, "progress/lesson.html", context)


@require_POST
def lesson_open(request: AuthenticatedRequest, course: str, lesson: str) -> HttpResponse:
    open_lesson(user=request.user, lesson=find_lesson(course, lesson), now=timezone.now())
    return HttpResponse(status=204)


@require_POST
def lesson_finish(request: AuthenticatedRequest, course: str, lesson: str) -> HttpResponse:
    row = find_lesson(course, lesson)
    finish_lesson(user=request.user, lesson=row, now=timezone.now())
    return redirect(f"{row.get_absolute_url()}#finish")


def find_lesson(course: str, lesson: str) -> Lesson:
    lessons = Lesson.objects.published().select_related("module__course")
    return get_object_or_404(lessons, module__course__slug=course, slug=lesson)


def render_or_refuse(body: str) -> tuple[Rendering, str]:
    """Return the lesson, or an empty one with the reason why it cannot be shown."""
    try:
        return render_body(body), ""
    except BodyRefused as refusal:
        return Rendering(()), str(refusal)


@require_safe
def dashboard(request: AuthenticatedRequest) -> HttpResponse:
    now = timezone.now()
    end_overdue(request, now)
    shown = read_dashboard(request.user, now=now)
    return render(request, "progress/dashboard.html", {"dashboard": shown})


@require_safe
def responses(request: AuthenticatedRequest) -> HttpResponse:
    form = AnswerFilter(request.GET)
    answers = form.apply(answers_of(request.user))
    page = Paginator(answers, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = form.cleaned_data
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "answers": show_answers(page.object_list),
        "fact": asked_fact(asked["fact"]) if asked.get("fact") else None,
        "attempt": asked_attempt(request.user, asked["attempt"]) if asked.get("attempt") else None,
        "since": asked.get("since"),
        "until": asked.get("until"),
        "narrowed": form.narrowed,
        "query": query.urlencode(),
    }
    return render(request, "progress/responses.html", context)
