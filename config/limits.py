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


def limited(
    name: str, *, times: int, seconds: int, methods: tuple[str, ...] = ("POST",), per: str = ""
) -> Callable[[View], View]:
    """Refuse requests beyond `times` in a window of `seconds`, with 429 and Retry-After.

    Counted for each person, and for guests for each address. Counts are kept in the cache that all
    workers share; a window begins on the clock, so that no request is written down.

    Args:
        name: what is limited; views with the same name share their count.
        methods: the only ones that count.
        per: the argument of the view for each value of which is counted, whoever asks.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            source = value_source(kwargs[per]) if per else source_of(request)
            if request.method in methods and count(source, name, seconds) > times:
                wait = ceil(seconds - time() % seconds)
                refusal = render(request, "429.html", {"minutes": ceil(wait / 60)}, status=429)
                refusal["Retry-After"] = str(wait)
                return refusal
            return view(request, *args, **kwargs)

        return cast("View", limited_view)

    return decorate


def source_of(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return f"user:{user.pk}" if user and user.pk else f"ip:{get_adapter().get_client_ip(request)}"


def value_source(value: object) -> str:
    """Return a name for a value, which may be a secret."""
    return f"value:{sha256(str(value).encode()).hexdigest()}"


def count(source: str, name: str, seconds: int) -> int:
    """Return how many requests of this source there were in this window, this one included."""
    key = f"limit:{name}:{source}:{int(time() // seconds)}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return cache.incr(key)
    except ValueError:  # dropped by the cache in between
        return 1
