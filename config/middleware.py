"""Headers that no package of ours sets."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

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
