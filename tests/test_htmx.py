import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config import htmx
from config.htmx import render_either, wants_partial


def request(**headers):
    return RequestFactory().get("/", headers=headers)


@pytest.fixture(autouse=True)
def rendered(monkeypatch):
    """Answer with the name of the template."""
    monkeypatch.setattr(htmx, "render", lambda request, name, context: HttpResponse(name))


@pytest.mark.parametrize(
    ("headers", "partial"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "false"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
    ],
)
def test_only_a_swap_gets_the_part(headers, partial):
    response = render_either(request(**headers), page="page", partial="part", context={})

    assert wants_partial(request(**headers)) is partial
    assert response.content == (b"part" if partial else b"page")


def test_caches_are_told_what_the_answer_depends_on():
    response = render_either(request(), page="page", partial="part", context={})

    assert response.headers["Vary"] == "HX-Request, HX-History-Restore-Request, HX-Boosted"
