import time

import pytest

from courses.rendering import BodyRefused, anchor_for, check_body, render

BODY = """
Before any heading.

## Amazon Macie (Macie)

It says "hello" and it's fine.

- **Purpose:** find personal data
- **Not:** remove data; *lock* it
  - a nested `item`

### A smaller thing

1. First step
2. Second step

| AWS service | Macie | GuardDuty |
| --- | --- | --- |
| reads **logs** | no | yes |
| uses rules | depends | five of them |

## Worked example

A shop has a bucket.

### And then

More of the example.

## Before the exam

The trap: S3 alone.
"""


def test_the_anchor_of_a_passage_is_short_and_stable():
    assert anchor_for("Purpose: find personal data") == "p-41b74c7f56"


@pytest.mark.parametrize(
    ("passage", "element"),
    [
        ("Before any heading.", "p"),
        ("Amazon Macie (Macie)", "h2"),
        ("Purpose: find personal data", "li"),
        ("Not: remove data; lock it", "li"),
        ("a nested item", "li"),
        ("A smaller thing", "h3"),
        ("First step", "li"),
        ("reads logs | no | yes", "tr"),
        ("""It says "hello" and it's fine.""", "p"),
    ],
)
def test_each_passage_carries_its_anchor_once(passage, element):
    html = render(BODY).html

    assert html.count(f'id="{anchor_for(passage)}"') == 1
    assert f'<{element} id="{anchor_for(passage)}"' in html


def test_a_passage_said_twice_is_anchored_once():
    html = render("Same words.\n\nSame words.\n").html

    assert html.count("Same words.") == 2
    assert html.count("id=") == 1


def test_sections_know_their_title_level_and_kind():
    sections = [(s.title, s.level, s.kind) for s in render(BODY).sections]

    assert sections == [
        ("", 0, "plain"),
        ("Amazon Macie (Macie)", 2, "plain"),
        ("A smaller thing", 3, "plain"),
        ("Worked example", 2, "example"),
        ("And then", 3, "example"),
        ("Before the exam", 2, "trap"),
    ]


def test_the_contents_link_to_every_heading():
    rendering = render(BODY)

    assert [section.title for section in rendering.contents][:2] == [
        "Amazon Macie (Macie)",
        "A smaller thing",
    ]
    assert all(f'id="{section.anchor}"' in rendering.html for section in rendering.contents)


def test_a_first_level_heading_leaves_the_title_to_the_page():
    assert "<h1" not in render("# Title\n").html
    assert "<h2" in render("# Title\n").html


def test_pieces_end_with_the_passage_they_are_named_after():
    pieces = render("One.\n\n- two\n  - three\n").sections[0].pieces

    assert [piece.anchor for piece in pieces] == [
        anchor_for("One."),
        anchor_for("two"),
        anchor_for("three"),
        "",
    ]
    assert "data-passage" not in "".join(piece.html for piece in pieces)


def test_a_table_scrolls_in_a_region_of_its_own():
    html = render(BODY).html

    assert 'class="table-region" role="region" tabindex="0" aria-label="Table 1: A smaller' in html
    assert '<th scope="col">Macie</th>' in html
    assert '<th scope="row">reads <strong>logs</strong></th>' in html
    assert '<td class="cell-yes">yes</td>' in html
    assert '<td class="cell-depends">depends</td>' in html
    assert "<td>five of them</td>" in html


def test_a_table_of_many_columns_is_marked_as_wide():
    html = render("|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|\n").html

    assert 'class="table-region table-region-wide"' in html


def test_labelled_bullets_become_a_list_of_facts():
    html = render("- **Purpose:** find data\n- **Not:** lock it\n").html

    assert '<ul class="facts">' in html
    assert '<strong>Purpose:</strong> <span class="fact-value">find data</span>' in html


def test_a_list_with_other_bullets_is_an_ordinary_list():
    html = render("- **Purpose:** find data\n- something else\n").html

    assert "<ul>" in html


def test_comments_are_left_out():
    html = render("<!-- quiz: skip -->\n\nSeen.<!-- not seen -->\n\n<!-- open").html

    assert "quiz" not in html
    assert "not seen" not in html
    assert "Seen." in html


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"In" it', "“In” it"),
        ("it's", "it’s"),
        ("('no')", "(‘no’)"),
        ('**"bold"**', "<strong>“bold”</strong>"),
        ("**Macie**'s", "<strong>Macie</strong>’s"),
        ('`"code"`', '<code>"code"</code>'),
        ('said\n"yes"', "said\n“yes”"),
    ],
)
def test_quotes_are_curled_on_the_page(typed, set_):
    assert set_ in render(typed).html


def test_links_outside_carry_no_trust():
    html = render("[x](https://example.com)").html

    assert 'rel="noopener noreferrer nofollow"' in html


def test_an_image_is_shown_as_its_words():
    html = render("![A bucket](https://example.com/x.png)").html

    assert "<img" not in html
    assert "A bucket" in html


def test_code_keeps_its_signs():
    assert "<code>a &lt; b &amp;&amp; c\n</code>" in render("```\na < b && c\n```\n").html


def test_a_lesson_is_rendered_once():
    assert render("Once.") is render("Once.")


@pytest.mark.parametrize("body", ["", "\n", "<!-- only a comment -->", "[a]: b"])
def test_a_body_without_words_renders_as_nothing(body):
    assert render(body).html == ""


def test_a_body_over_the_limit_is_refused_with_its_size_and_the_cure():
    with pytest.raises(BodyRefused, match=r"200,001 bytes; at most 200,000.*Split"):
        render("x" * 200_001)


def test_the_limit_counts_bytes():
    with pytest.raises(BodyRefused):
        check_body("é" * 100_001)


def test_a_table_of_too_many_columns_is_refused_with_its_line_and_the_cure():
    row = "| a " * 25 + "|\n"
    body = "One.\n\n" + row + "| --- " * 25 + "|\n" + row

    with pytest.raises(BodyRefused, match=r"Line 4: a table of 25 columns; at most 24.*Split"):
        render(body)


def test_a_table_of_just_enough_columns_is_shown():
    row = "| a " * 24 + "|\n"

    assert render(row + "| --- " * 24 + "|\n" + row).html.count("<td") == 23


@pytest.mark.parametrize(
    "unit", ["**a", "`a", "[", "![a](", "<!--", "'\"", "a\\\n", "# a\n", "- **a:** b\n", "> ", "_a"]
)
def test_no_body_takes_long_to_render(unit):
    started = time.process_time()
    render(unit * (30_000 // len(unit)))

    assert time.process_time() - started < 10
