"""The request of a page that needs a log-in, for the types of views."""

from django.http import HttpRequest

from accounts.models import User


class AuthenticatedRequest(HttpRequest):
    """What a view behind `LoginRequiredMiddleware` gets."""

    user: User
