"""One place that decides whether a request gets a whole page or the part that htmx swaps."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_partial(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part. Restoring the history needs the whole page."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and not (
        headers.get("HX-History-Restore-Request") == "true" or headers.get("HX-Boosted") == "true"
    )


def render_either(
    request: HttpRequest, *, page: str, partial: str, context: Mapping[str, Any]
) -> HttpResponse:
    """Render `partial` for htmx and `page`, which includes it, for everyone else."""
    template = partial if wants_partial(request) else page
    response = render(request, template, dict(context))
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request", "HX-Boosted"))
    return response
