from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedRequest
from config.limits import limited
from progress.search.search import search
from progress.words import LONGEST


@require_safe
@limited("search", times=60, seconds=60, methods=("GET",))
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    groups = search(request.user, query) if query else ()
    context = {"query": query, "groups": groups, "longest": LONGEST}
    return render(request, "progress/search.html", context)
