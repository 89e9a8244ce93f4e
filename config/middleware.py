"""What no package of ours does: some headers, the way back after a log-in, a page for a wrong method."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

Handler = Callable[[HttpRequest], HttpResponseBase]

DEVICE_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def refuse_device_features(get_response: Handler) -> Handler:
    """Tell the browser that no page here uses the devices of the reader."""
    policy = ", ".join(f"{feature}=()" for feature in DEVICE_FEATURES)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", policy)
        return response

    return middleware


def keep_personal_pages_out_of_caches(get_response: Handler) -> Handler:
    """Forbid any store of a page made for somebody: after log-out the back button shows nothing."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # A page that never opened the session shows nothing personal and costs no query here.
        if request.session.accessed and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


class LogInAndReturn(LoginRequiredMiddleware):
    """Ask to log in, and lead back to a page that can be shown: the one with the button pressed."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        login = self.get_login_url(view_func)
        return redirect_to_login(
            page_before(request), login, self.get_redirect_field_name(view_func)
        )


def page_before(request: HttpRequest) -> str:
    """Return the path of the page that sent a form; the start where the browser does not say."""
    sender = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(sender, {request.get_host()}, request.is_secure())
    if not (sender and ours):
        return reverse("home")
    parts = urlsplit(sender)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def explain_addresses_of_buttons(get_response: Handler) -> Handler:
    """Show a page where a browser opens an address that only the button of a form can use."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware
