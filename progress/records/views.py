from __future__ import annotations

import secrets

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import AuthenticatedRequest
from config.limits import limited
from courses.models import Course
from progress.courses import read_course
from progress.models import Record
from progress.records.pdf import letters_missing, sentences_of, write_record
from progress.records.records import NotAchieved, find_record, in_groups, issue_record, prospect_of


class RecordForm(forms.Form):
    """The name that shall stand on the record."""

    name = forms.CharField(
        max_length=120,
        label="Your name, as it shall stand on the record",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        missing = letters_missing(name)
        if missing:
            shown = " ".join(sign for sign in missing if sign.isprintable()) or "hidden signs"
            raise forms.ValidationError(
                "The record is printed in Latin, Greek or Cyrillic letters, and cannot show: "
                f"{shown}. Please write your name in such letters."
            )
        return name


class CodeForm(forms.Form):
    """The code of a record."""

    code = forms.CharField(
        max_length=40,
        label="Code of the record",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "POST"])
def record(request: AuthenticatedRequest, course: str) -> HttpResponse:
    row = find_course(course)
    held = Record.objects.filter(user=request.user, course=row).first()
    greeting = held.name if held else request.user.display_name
    form = RecordForm(request.POST or None, initial={"name": greeting})
    if form.is_valid():
        try:
            issue_record(
                user=request.user,
                course=row,
                name=form.cleaned_data["name"],
                now=timezone.now(),
                draw=secrets.randbelow,
            )
        except NotAchieved:
            messages.error(request, "Not yet: something is left to do. It stands below.")
        else:
            messages.success(request, "Your record is issued.")
        return redirect("progress:record", course)
    context = {
        "course": row,
        "prospect": prospect_of(read_course(request.user, row, now=timezone.now())),
        "form": form,
        "held": held,
        "sentences": sentences_of(held) if held else [],
        "code": in_groups(held.code) if held else "",
        "verify_url": verify_url(request, held) if held else "",
    }
    return render(request, "progress/record.html", context)


@require_safe
def record_pdf(request: AuthenticatedRequest, course: str) -> HttpResponse:
    held = get_object_or_404(
        Record.objects.select_related("course"), user=request.user, course=find_course(course)
    )
    paper = write_record(held, verify_url=verify_url(request, held))
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="record-{course}.pdf"'
    return response


@require_POST
def record_withdraw(request: AuthenticatedRequest, course: str) -> HttpResponse:
    Record.objects.filter(user=request.user, course=find_course(course)).delete()
    messages.success(request, "The record is withdrawn. Its code verifies nothing any more.")
    return redirect("progress:record", course)


@login_not_required
@require_safe
@limited("record_find", times=30, seconds=60, methods=("GET",))
def record_find(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET or None)
    if form.is_valid():
        found = find_record(form.cleaned_data["code"])
        if found:
            return redirect("progress:record_verify", in_groups(found.code))
        form.add_error("code", "No record has this code. Look at the letters once more.")
    return render(request, "progress/record_find.html", {"form": form})


@login_not_required
@require_safe
@limited("record_find", times=30, seconds=60, methods=("GET",))
def record_verify(request: HttpRequest, code: str) -> HttpResponse:
    found = find_record(code)
    if found is None:
        raise Http404("No record has this code, or it was withdrawn.")
    context = {"record": found, "code": in_groups(found.code), "sentences": sentences_of(found)}
    return render(request, "progress/record_verify.html", context)


def find_course(slug: str) -> Course:
    return get_object_or_404(Course, slug=slug, published=True)


def verify_url(request: HttpRequest, held: Record) -> str:
    path = reverse("progress:record_verify", args=(in_groups(held.code),))
    return request.build_absolute_uri(path)
