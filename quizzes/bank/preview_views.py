from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from accounts.models import User
from config.limits import limited
from courses.forms import LessonTextForm
from courses.models import Lesson
from courses.rendering import render as render_body
from quizzes.bank.previewing import LessonPreview, preview_draft, preview_edit


@require_POST
@limited("lesson_preview", times=60, seconds=60)
def lesson_preview(request: AuthenticatedRequest, pk: int | None = None) -> HttpResponse:
    """Show a lesson as it would be with the text that was sent. Nothing is stored.

    With `part=panel` only what the panel beside the form shows.
    """
    if not may_preview(request.user):
        raise PermissionDenied
    lessons = Lesson.objects.select_related("module__course")
    lesson = get_object_or_404(lessons, pk=pk) if pk else None
    form = LessonTextForm(request.POST)
    context: dict[str, Any] = {"refusal": form.refusal, "title": form.cleaned_data.get("title", "")}
    if not form.refusal:
        context["rendering"] = render_body(form.cleaned_data["body"])
        context["preview"] = preview_of(lesson, form)
    is_panel = request.POST.get("part") == "panel"
    page = "quizzes/_lesson_preview.html" if is_panel else "quizzes/lesson_preview.html"
    return render(request, page, context)


def may_preview(user: User) -> bool:
    return user.is_staff and user.has_perm("courses.change_lesson")


def preview_of(lesson: Lesson | None, form: LessonTextForm) -> LessonPreview:
    written = form.cleaned_data
    if lesson:
        return preview_edit(lesson, written["body"])
    module = written.get("module")
    return preview_draft(module and module.course, written.get("title", ""), written["body"])
