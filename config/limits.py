"""Limits on what costs much: so many requests of one person, or of one address, in a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from math import ceil
from time import time
from typing import Any, TypeVar, cast

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = TypeVar("View", bound=Callable[..., HttpResponse])
Source = Callable[[HttpRequest], str]


def limited(
    name: str,
    *,
    times: int,
    seconds: int,
    methods: tuple[str, ...] = ("POST",),
    per: Source | None = None,
) -> Callable[[View], View]:
    """Refuse requests beyond `times` in a window of `seconds`, with 429 and Retry-After.

    Counted for each person, and for guests for each address. Counts are kept in the cache that all
    workers share; a window begins on the clock, so that no request is written down.

    Args:
        name: what is limited; views with the same name share their count.
        methods: the only ones that count.
        per: says whose count a request goes to, if not to the person's.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            source = (per or person_of)(request)
            if request.method in methods and count(source, name, seconds) > times:
                wait = ceil(seconds - time() % seconds)
                refusal = render(request, "429.html", {"minutes": ceil(wait / 60)}, status=429)
                refusal["Retry-After"] = str(wait)
                return refusal
            return view(request, *args, **kwargs)

        return cast("View", limited_view)

    return decorate


def person_of(request: HttpRequest) -> str:
    """Return the person, or for a guest the address."""
    user = getattr(request, "user", None)
    return f"user:{user.pk}" if user and user.pk else address_of(request)


def address_of(request: HttpRequest) -> str:
    """Return the address that a request comes from; the session stays closed."""
    return f"ip:{get_adapter().get_client_ip(request)}"


def path_of(request: HttpRequest) -> str:
    """Return the path that is asked for, as a digest, since it may hold a secret."""
    return f"path:{sha256(request.path.encode()).hexdigest()}"


def count(source: str, name: str, seconds: int) -> int:
    """Return how many requests of this source there were in this window, this one included."""
    key = f"limit:{name}:{source}:{int(time() // seconds)}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return cache.incr(key)
    except ValueError:  # dropped by the cache in between
        return 1
