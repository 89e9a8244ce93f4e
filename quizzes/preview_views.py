from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from config.limits import limited
from courses.models import Lesson
from courses.rendering import BodyRefused, Rendering
from courses.rendering import render as render_body
from quizzes.previewing import preview_edit


@require_POST
@limited("lesson_preview", times=240, seconds=60)
def lesson_preview(request: AuthenticatedRequest, pk: int | None = None) -> HttpResponse:
    """Show a lesson as it would be with the text that was sent. Nothing is stored.

    With `part=questions` only what would become of its questions, for the page of the form.
    """
    if not request.user.has_perms(("courses.change_lesson", "courses.view_lesson")):
        raise PermissionDenied
    lessons = Lesson.objects.select_related("module__course")
    lesson = get_object_or_404(lessons, pk=pk) if pk else None
    body = request.POST.get("body", "").replace("\r\n", "\n").replace("\0", "")
    try:
        rendering, refusal = render_body(body), ""
    except BodyRefused as trouble:
        rendering, refusal = Rendering(()), str(trouble)
    preview = preview_edit(lesson, body) if lesson and not refusal else None
    context = {
        "title": request.POST.get("title", "")[:160],
        "rendering": rendering,
        "refusal": refusal or (preview.refusal if preview else ""),
        "preview": preview,
        "lesson": lesson,
    }
    is_part = request.POST.get("part") == "questions"
    page = "quizzes/_lesson_preview.html" if is_part else "quizzes/lesson_preview.html"
    return render(request, page, context)
