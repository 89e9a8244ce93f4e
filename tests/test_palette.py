"""The colours of the pages, measured in both themes (WCAG 2.2: 1.4.3 text, 1.4.11 what is not text)."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[1] / "static" / "css"
TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
COLOURS = {name: pair for name, *pair in TOKEN.findall((STYLES / "site.css").read_text())}
THEMES = {"light": 0, "dark": 1}
PAPERS = (
    *("paper", "paper-raised", "paper-sunk", "highlight"),
    *("accent-wash", "due-wash", "right-wash", "wrong-wash"),
)
TEXTS = ("ink", "ink-soft", "accent", "accent-strong", "due", "right", "wrong")


def luminance(colour):
    """Return the relative luminance of #rrggbb (WCAG 2.2, definition of that name)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other, theme):
    dark, light = sorted(luminance(COLOURS[name][THEMES[theme]]) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_quoted_words_can_be_read_and_stand_out_from_their_passage(theme):
    assert contrast("ink", "quoted", theme) >= 4.5
    assert contrast("quoted", "highlight", theme) > 1.1


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read_on_every_paper(text, paper, theme):
    assert contrast(text, paper, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("button", ["accent", "accent-strong"])
def test_the_words_on_a_button_can_be_read(button, theme):
    assert contrast("on-accent", button, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("line", ["rule-strong", "due-mark"])
@pytest.mark.parametrize("paper", ["paper", "paper-raised", "paper-sunk"])
def test_the_edges_of_fields_and_marks_can_be_seen(line, paper, theme):
    assert contrast(line, paper, theme) >= 3


@pytest.mark.parametrize("sheet", sorted(STYLES.glob("*.css")), ids=lambda sheet: sheet.name)
def test_no_style_asks_a_stranger_for_anything(sheet):
    text = sheet.read_text()

    assert "@import" not in text
    assert set(re.findall(r"url\(\s*['\"]?(.{5})", text)) <= {"data:"}
