"""Each repair mends what it is for and leaves what only looks like it."""

import pytest

from quizzes.generation.importing.notes import read_notes
from quizzes.generation.importing.repair import repair

MENDED = [
    ("bullet without a space", "*this service keeps keys", "* this service keeps keys"),
    ("bullet without a space", "-water boils", "- water boils"),
    ("number without a space", "1.**Lens**: bends light", "1. **Lens**: bends light"),
    ("heading out of place", "  ## Mirrors", "## Mirrors"),
    ("heading out of place", "##Mirrors", "## Mirrors"),
    ("dot as a bullet", "  . violas", "  - violas"),
    ("dot as a bullet", "• violas", "- violas"),
    ("quotation as a bullet", "> close the valve", "- close the valve"),
    (
        "space around a mark",
        "It is slow(costs 5 minutes),it hums",
        "It is slow (costs 5 minutes), it hums",
    ),
    ("chat word", "protects ur files thru locks", "protects your files through locks"),
    ("odd white space", "a\u00a0cat\u200b", "a cat"),
]
LEFT = [
    "*emphasis* opens this line",
    "**Bold** opens this one",
    "-5 degrees",
    "--- ",
    "1.5 litres of water",
    "3.14 is pi",
    "#hashtag",
    "call `f(x)` and https://example.org/a,b",
    "print(value)",
    "1,000 volts",
    "The U-boat and R are kept",
    "- one item - with a dash",
    "2 > 1",
]


@pytest.mark.parametrize(("rule", "before", "after"), MENDED)
def test_a_rule_mends_its_fault(rule, before, after):
    repaired = repair(before)

    assert repaired.text == after
    assert rule in {one.rule for one in repaired.repairs}
    assert all(one.lines == (1,) for one in repaired.repairs)


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_fault_is_left(text):
    assert repair(text).text == text
    assert not repair(text).repairs


def test_two_items_on_one_line_are_parted_and_keep_its_number():
    repaired = repair("# A\n\n> edit the file    > close it")

    assert repaired.text.split("\n")[2:] == ["- edit the file", "- close it"]
    assert [line.numbers for line in repaired.lines] == [(1,), (2,), (3,), (3,)]


def test_a_dash_with_double_space_is_no_second_item():
    assert repair("- salt  - which is white").text == "- salt  - which is white"


def test_a_glued_table_is_parted_and_gets_its_rule():
    repaired = repair("Ports:\n| Name | Port |\n| SSH | 22 |")

    assert repaired.text == "Ports:\n\n| Name | Port |\n| --- | --- |\n| SSH | 22 |"
    assert [one.rule for one in repaired.repairs] == [
        "table glued to the line above",
        "table without a rule",
    ]


def test_a_sound_table_is_left():
    text = "Ports\n\n| Name | Port |\n|---|---|\n| SSH | 22 |"

    assert repair(text).text == text


def test_code_is_left_alone():
    text = "```\n*not a bullet\n> nor this\n```"

    assert repair(text).text == text


def test_a_quotation_after_an_intro_stands_below_it():
    assert repair("* needs:\n> oil").text == "* needs:\n  - oil"


def test_the_diff_shows_the_raw_and_the_repaired_lines():
    draft = read_notes("# Pump\n*moves ur water\n", source="pump.md")

    assert "-*moves ur water" in draft.diff()
    assert "+* moves your water" in draft.diff()
    assert draft.raw == "# Pump\n*moves ur water\n"
    assert read_notes("# Pump\n* moves water\n", source="pump.md").diff() == ""
