"""Reporting a problem with a question, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import AuthenticatedRequest
from config.limits import limited
from quizzes.forms import ReportForm
from quizzes.reports import services as reporting
from quizzes.views import final_response, get_item, show_item

PAGE_SIZE = 25
THANKS = "Thank you. An instructor will look at it; what was done about it is told here."
ALREADY = "You reported this already. What was done about it is told here."


@limited("report", times=30, seconds=3600)
@require_http_methods(["GET", "POST"])
def report_problem(request: AuthenticatedRequest, attempt_id: int, position: int) -> HttpResponse:
    """Show the sentence that the key rests on and ask what is wrong. Only who answered may see it."""
    item = get_item(request, attempt_id, position)
    response = final_response(item)
    if response is None:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _, new = reporting.report_problem(
            user=request.user, version=item.version, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, THANKS if new else ALREADY)
        return redirect(item)
    context = {"item": item, "shown": show_item(item, response, None), "form": form}
    return render(request, "quizzes/report_problem.html", context)


@require_safe
def report_list(request: AuthenticatedRequest) -> HttpResponse:
    reports = reporting.reports_of(request.user)
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "quizzes/report_list.html", {"page": page})
