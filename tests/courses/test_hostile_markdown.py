"""No payload becomes an element, an attribute or an address that an author could not write safely."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rendering import SLOT, render
from tests.courses.hostile import PAYLOADS, RAW

TAGS = {
    *("a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol"),
    *("p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    "aria-label",
    "class",
    "href",
    "id",
    "rel",
    "role",
    "scope",
    "start",
    "tabindex",
    "title",
}
CLASSES = {
    *("cell-depends", "cell-no", "cell-yes", "fact-line", "fact-value", "facts", "passage"),
    *("table-region", "table-region-wide"),
}


class Inspector(HTMLParser):
    """Fails on whatever does not belong on a page."""

    def __init__(self):
        super().__init__()
        self.ids = []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name == "href":
                assert urlsplit(value).scheme in {"", "http", "https", "mailto"}
            if name == "class":
                assert set(value.split()) <= CLASSES
            if name == "id":
                assert SLOT.fullmatch(f'<span data-passage="{value}"></span>')
                self.ids.append(value)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    assert len(set(inspector.ids)) == len(inspector.ids)


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives(payload):
    inspect(render(payload).html)


@pytest.mark.parametrize("payload", RAW)
@pytest.mark.parametrize(
    "place",
    ["## {}", "Text {} text", "- **Purpose:** {}", "| a | b |\n| --- | --- |\n| {} | {} |", "> {}"],
)
def test_no_payload_survives_in_any_place(payload, place):
    inspect(render(place.replace("{}", payload.replace("\n", " "))).html)


def test_a_slot_cannot_be_forged():
    rendering = render('<span data-passage="p-0123456789"></span>\n\nWords `<span>`')

    assert "p-0123456789" not in [a for section in rendering.sections for a in section.anchors]
    assert "&lt;span data-passage=" in rendering.html


def test_raw_html_is_shown_as_it_was_typed():
    assert "&lt;b&gt;bold&lt;/b&gt;" in render("Some <b>bold</b> words").html


@given(st.text(alphabet=st.sampled_from("<>\"'&/=!-[]()`*_~|#\n abcjs:x1."), max_size=300))
def test_no_jumble_of_marks_survives(body):
    inspect(render(body).html)
