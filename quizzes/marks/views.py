"""Flags, bookmarks and own notes: one tap each, and the pages where they are found again."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import AuthenticatedRequest
from config.htmx import render_either, wants_partial
from courses.models import Lesson
from courses.rendering import anchor_for
from quizzes.forms import NoteForm, SwitchForm
from quizzes.marks import services as marks
from quizzes.models import Fact, Note, Question
from quizzes.views import get_item

PAGE_SIZE = 25


@require_POST
def item_flag(request: AuthenticatedRequest, attempt_id: int, position: int) -> HttpResponse:
    item = get_item(request, attempt_id, position)
    form = SwitchForm(request.POST)
    if form.is_valid():
        marks.set_flag(item, flagged=form.is_on)
    if wants_partial(request):
        return render(request, "quizzes/_flag.html", {"item": item})
    return redirect(item)


@require_POST
def item_bookmark(request: AuthenticatedRequest, attempt_id: int, position: int) -> HttpResponse:
    item = get_item(request, attempt_id, position)
    question, form = item.version.question, SwitchForm(request.POST)
    if form.is_valid():
        marks.set_bookmark(request.user, question, kept=form.is_on, now=timezone.now())
    if not wants_partial(request):
        return redirect(item)
    bookmarked = marks.has_bookmark(request.user, question.pk)
    return render(request, "quizzes/_bookmark.html", {"item": item, "bookmarked": bookmarked})


@require_safe
def bookmark_list(request: AuthenticatedRequest) -> HttpResponse:
    bookmarks = marks.bookmarks_of(request.user)
    page = Paginator(bookmarks, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "quizzes/bookmark_list.html", {"page": page})


@require_POST
def bookmark_remove(request: AuthenticatedRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question, bookmarks__user=request.user, pk=question_id)
    marks.set_bookmark(request.user, question, kept=False, now=timezone.now())
    return redirect("quizzes:bookmark_list")


@require_http_methods(["GET", "POST"])
def note_edit(request: AuthenticatedRequest, course: str, fact: str) -> HttpResponse:
    """Show the form of a note, or store it and show the note; for htmx in its place on the page."""
    row = get_object_or_404(
        Fact.objects.select_related("lesson__module__course"),
        course__slug=course,
        key=fact,
        lesson__in=Lesson.objects.published(),
    )
    note = Note.objects.filter(user=request.user, fact=row).first()
    text = note.text if note else ""
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"text": text})
    back = back_from(request, row)
    if form.is_valid():
        text = form.cleaned_data["text"].strip()
        marks.write_note(request.user, row, text, now=timezone.now())
        if not wants_partial(request):
            return redirect(back)
    context = {"course": course, "key": fact, "note": text, "fact": row, "form": form, "back": back}
    shown = form.is_valid() or request.GET.get("shown") == "1"
    partial = "quizzes/_note.html" if shown else "quizzes/_note_form.html"
    return render_either(request, page="quizzes/note_edit.html", partial=partial, context=context)


def back_from(request: HttpRequest, fact: Fact) -> str:
    """Return where one came from, if that is one of our own pages; else the passage in the lesson."""
    asked = request.POST.get("back") or request.GET.get("back") or ""
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return f"{fact.lesson.get_absolute_url()}#{anchor_for(fact.passage)}"
