"""Markdown becomes sections with bullets, tables, steps and passages, each with its line."""

from textwrap import dedent

import pytest

from quizzes.generation.reading import (
    SIZE_LIMIT,
    LessonTooLong,
    Steps,
    parse,
    plain_text,
    read_sections,
)


def sections(body):
    return read_sections("bread", dedent(body).strip() + "\n")


def bullets(body):
    return [(b.label, b.value) for b in sections(body)[-1].bullets]


def test_each_heading_of_any_level_opens_a_section():
    found = sections("""
        Before all headings.

        # Yeast

        It lives.

        ### Sourdough (leaven, SD)

        It waits.
        """)

    assert [(s.title, s.level, s.line) for s in found] == [
        ("", 0, 1),
        ("Yeast", 1, 3),
        ("Sourdough (leaven, SD)", 3, 7),
    ]
    assert [s.first_sentence for s in found] == ["Before all headings.", "It lives.", "It waits."]


def test_parentheses_after_a_heading_hold_other_names():
    section = sections("## Sourdough (leaven, SD)")[-1]

    assert section.name == "Sourdough"
    assert section.aliases == ("leaven", "SD")


def test_a_heading_without_parentheses_has_no_other_names():
    section = sections("## Sourdough (leaven) at home")[-1]

    assert section.name == "Sourdough (leaven) at home"
    assert section.aliases == ()


@pytest.mark.parametrize(
    "line",
    [
        "- **Needs:** time",
        "- **Needs**: time",
        "- **Needs** – time",
        "- **Needs** — time",
        "- **Needs** - time",
        "* __Needs:__ time",
        "-   **Needs:**   time",
    ],
)
def test_a_bold_label_is_parted_from_its_value(line):
    assert bullets(line) == [("Needs", "time")]


@pytest.mark.parametrize(
    "line",
    [
        "- Needs: time",
        "- *Needs:* time",
        "- time **Needs:** here",
        "- **Needs** time",
        "1. **Needs:** time",
        "**Needs:** time",
        "- [**Needs:**](/x) time",
        "-",
    ],
)
def test_what_has_no_bold_label_in_front_is_no_fact_line(line):
    assert bullets(line) == []


def test_marks_inside_a_value_are_read_through():
    assert bullets("- **Needs:** *warm* `milk` and [flour](http://x)\n  of two kinds") == [
        ("Needs", "warm milk and flour of two kinds")
    ]


def test_nested_bullets_are_members_with_lines_of_their_own():
    section = sections("""
        ## Dough

        - **Needs:**
          - flour
          - water
            - cold
        """)[-1]

    assert [(p.text, p.line) for p in section.bullets[0].members] == [("flour", 4), ("water", 5)]


def test_a_numbered_list_is_a_process():
    steps = sections("1. Mix.\n2. Knead.\n3. Bake.").pop().steps

    assert [type(one) for one in steps] == [Steps]
    assert [p.text for p in steps[0].passages] == ["Mix.", "Knead.", "Bake."]


def test_a_table_has_a_header_rows_and_a_line():
    table = sections("""
        ## Bread

        | Bread | rises | Cost |
        | --- | --- | --- |
        | Rye | yes | **3** `euros` |
        | Flat | no | |
        """)[-1].tables[0]

    assert table.header == ("Bread", "rises", "Cost")
    assert table.line == 3
    assert [row.cells for row in table.rows] == [("Rye", "yes", "3 euros"), ("Flat", "no", "")]
    assert table.rows[0].passage.text == "Rye | yes | 3 euros"
    assert table.rows[0].passage.line == 5


def test_every_block_is_a_passage_of_its_section():
    found = sections("""
        ## Bread

        Bread is old.
        It is good.

        - **Needs:** time
          - flour

        > A saying.

        | a | b |
        | --- | --- |
        | c | d |
        """)[-1]

    assert [(p.text, p.line) for p in found.passages] == [
        ("Bread", 1),
        ("Bread is old. It is good.", 3),
        ("Needs: time", 6),
        ("flour", 7),
        ("A saying.", 9),
        ("a | b", 11),
        ("c | d", 13),
    ]
    assert {p.section for p in found.passages} == {"Bread"}
    assert {p.lesson for p in found.passages} == {"bread"}


def test_a_skipped_block_is_kept_as_a_passage_only():
    section = sections("""
        ## Bread

        <!-- quiz: skip -->

        - **Needs:** time

        - **Likes:** salt
        """)[-1]

    assert [p.text for p in section.passages][1:] == ["Needs: time", "Likes: salt"]
    assert section.bullets == []


def test_a_mark_reaches_the_next_block_and_no_further():
    section = sections("""
        ## Bread

        <!-- quiz: no key -->

        | a | b |
        | --- | --- |
        | c | d |

        - **Likes:** salt
        """)[-1]

    assert section.tables[0].mark == "no key"
    assert section.bullets[0].mark == ""


@pytest.mark.parametrize("comment", ["<!-- quiz: nonsense -->", "<!-- skip -->", "<b>", "<!-- "])
def test_other_comments_change_nothing(comment):
    section = sections(f"## Bread\n\n{comment}\n\n- **Likes:** salt\n")[-1]

    assert [b.mark for b in section.bullets] in ([""], [])  # an open comment eats what follows


def test_a_lesson_over_the_limit_is_refused():
    with pytest.raises(LessonTooLong, match=f"{SIZE_LIMIT + 1} characters"):
        read_sections("bread", "a" * (SIZE_LIMIT + 1))


def test_plain_text_holds_words_and_no_marks():
    assert plain_text(parse("**Rye** [`flour`](/x) ~~and~~ ![milk](y)\nmore")) == (
        "Rye flour and milk more"
    )
