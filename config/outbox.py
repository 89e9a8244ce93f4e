"""What the server says to the outbox of a browser (static/js/outbox.js)."""

from django.http import HttpResponse

HEADER = "Outbox"


def settle(response: HttpResponse, *, stored: bool) -> HttpResponse:
    """Say that the browser may let go of what it sent: it is stored, or it never will be.

    Without this the browser keeps it and sends it again. Say it only when the answer is committed.
    """
    response.headers[HEADER] = "stored" if stored else "refused"
    return response
