"""Pages that need a log-in: the type of their request, and who has to be sure of it."""

from collections.abc import Callable
from typing import TypeVar, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse

from accounts.models import User

View = TypeVar("View", bound=Callable[..., HttpResponse])


class AuthenticatedRequest(HttpRequest):
    """What a view behind `LoginRequiredMiddleware` gets."""

    user: User


def sure_of_person(view: View) -> View:
    """Let only those see the page who typed their password a short while ago; others are asked for it."""
    return cast("View", reauthentication_required(view))
