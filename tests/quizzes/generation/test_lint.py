"""Each rule of the linter flags what it is for, and leaves alone what differs from it in that alone."""

from dataclasses import dataclass

import pytest

from quizzes.generation.bank import Bank, Gap
from quizzes.generation.lint import RULES, lint
from quizzes.generation.survey import survey
from tests.quizzes.generation.builders import base_of, survey_of
from tests.shipped import shipped_bank, shipped_base

BOATS = """\
## Canoe

A canoe is light.

- **Is a:** boat
- **Purpose:** glide over still water

## Ferry

A ferry is large.

- **Is a:** boat
- **Purpose:** bring cars to the other bank
"""

TABLE = """\
Boats differ. There is a canoe, a ferry and a barge.

| Boat | Canoe | Ferry | Barge |
| --- | --- | --- | --- |
| carries cars across the water | no | yes | no |
"""

VALUES = """\
A canoe, a ferry, a dinghy and a barge need care.

| Boat | Needs |
| --- | --- |
| Canoe | {canoe} |
| Ferry | a crew of twelve |
| Dinghy | a small mast |
| Barge | a deep canal |
"""

CREWS = """\
## Galley

- **Is a:** ship
- **{label}:** {members}

## Frigate

- **Is a:** ship
- **Carries:** such as cannons on two decks; marines with muskets; powder in barrels
"""

LEAK = """\
## Cable ferry

A cable ferry crosses a river.

- **Is a:** boat
- **Purpose:** {purpose}

## Canoe

A canoe is light.

- **Is a:** boat
- **Purpose:** glide over still water

## Barge

A barge is broad.

- **Is a:** boat
- **Purpose:** haul heavy goods in bulk
"""


def under(line, *, before=""):
    """Return a lesson on two boats with one line more, the last under the ferry."""
    return f"{BOATS}{line}\n{before}"


@dataclass(frozen=True)
class Case:
    """A text that a rule flags, at a line, and one that it leaves alone."""

    rule: str
    name: str
    flagged: str
    line: int
    clean: str


CASES = [
    Case(
        "unreadable",
        "a purpose without a verb",
        under("- **Purpose:** the other bank"),
        14,
        under("- **Can:** carry cars"),
    ),
    Case(
        "contradiction",
        "two values in one slot",
        under("- **Length:** 40 metres\n- **Length:** 50 metres"),
        15,
        under("- **Length:** 40 metres\n- **Width:** 50 metres"),
    ),
    Case(
        "contradiction",
        "a deed that is said and denied",
        under("- **Carries:** cars\n- **Not:** carry cars"),
        15,
        under("- **Carries:** cars\n- **Not:** carry trains"),
    ),
    Case(
        "glued",
        "a table without its line of dashes",
        TABLE.replace("| --- | --- | --- | --- |\n", ""),
        3,
        TABLE,
    ),
    Case(
        "glued",
        "a table whose line of dashes is one short",
        TABLE.replace("| --- | --- | --- | --- |", "| --- | --- | --- |"),
        3,
        TABLE,
    ),
    Case("glued", "text right under a table", f"{TABLE}And so on.\n", 6, f"{TABLE}\nAnd so on.\n"),
    Case(
        "glued",
        "a bullet without a space",
        "## Raft\n\nA raft floats.\n\n-**Is a:** boat\n",
        5,
        "## Raft\n\nA raft floats.\n\n- **Is a:** boat\n",
    ),
    Case(
        "glued",
        "a bullet of one star without a space",
        "A raft.\n\n*it floats on logs\n",
        3,
        "A raft.\n\n*it* floats on logs\n",
    ),
    Case(
        "glued",
        "an indented list right under text",
        "A raft needs:\n    - logs\n    - rope\n",
        2,
        "A raft needs:\n\n- logs\n- rope\n    - strong rope\n",
    ),
    Case(
        "glued",
        "steps that begin with two right under text",
        "How to build a raft:\n2. Cut logs\n3. Tie them\n",
        2,
        "How to build a raft:\n\n2. Cut logs\n3. Tie them\n",
    ),
    Case(
        "undated",
        "a price",
        under("- **Cost:** 12 euros"),
        14,
        under("- **Cost:** 12 euros (as of 2026-11)"),
    ),
    Case(
        "undated",
        "a limit as a label",
        under("- **Limit:** ten cars"),
        14,
        under("- **Lends:** a new dynasty its throne; a trial by jury its bench"),
    ),
    Case(
        "pronoun",
        "a noun that stands elsewhere",
        under("- **Carries:** cars as in the following"),
        14,
        under("- **Carries:** these cars; those who swim; birds above the sea"),
    ),
    Case(
        "pronoun",
        "a value that begins with a pronoun",
        under("- **Name:** its own town"),
        14,
        under("- **Name:** that of a town"),
    ),
    Case(
        "no-purpose",
        "a thing whose siblings have one",
        BOATS.replace("- **Purpose:** bring cars to the other bank\n", ""),
        8,
        BOATS,
    ),
    Case(
        "no-purpose",
        "a thing that nothing tells from others",
        "## Raft\n\nA raft floats.\n\n- **Needs:** logs tied with rope\n",
        1,
        "## Raft\n\nA raft floats.\n\n- **Is a:** boat\n- **Needs:** logs tied with rope\n",
    ),
    Case(
        "alike-purposes",
        "two that say the same",
        BOATS.replace("glide over still water", "bring cars to another bank"),
        13,
        BOATS,
    ),
    Case(
        "not-introduced",
        "a column of a table",
        TABLE.replace(", a ferry", ""),
        5,
        TABLE,
    ),
    Case(
        "acronym",
        "capitals that are never written out",
        under("- **Needs:** a VHF radio"),
        14,
        under("- **Needs:** a VHF radio", before="\nVHF is very high frequency.\n"),
    ),
    Case(
        "open-list",
        "members that may be all",
        CREWS.format(label="Carries", members="rowers on long benches; drums; spare oars"),
        4,
        CREWS.format(label="Only carries", members="rowers on long benches; drums; spare oars"),
    ),
    Case(
        "open-list",
        "members that may be all, under another verb",
        CREWS.format(label="Carries", members="rowers on long benches; drums"),
        4,
        CREWS.format(label="Carries", members="such as drums; rowers on long benches"),
    ),
    Case(
        "too-long",
        "a value of fifteen words",
        under(f"- **Carries:** {' '.join(['cars'] * 15)}"),
        14,
        under(f"- **Carries:** {' '.join(['cars'] * 14)}"),
    ),
    Case(
        "uneven-column",
        "a cell far longer than its column",
        VALUES.format(canoe="one or two people who both know well how to paddle"),
        5,
        VALUES.format(canoe="a good paddle"),
    ),
    Case(
        "telling-name",
        "a purpose that holds the name",
        LEAK.format(purpose="cross a river along a cable"),
        6,
        LEAK.format(purpose="cross a river on a wire"),
    ),
]


def found_by(rule, *bodies):
    return [one for one in lint(survey_of(*bodies)) if one.rule == rule]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_rule_flags_what_it_is_for(case):
    found = found_by(case.rule, case.flagged)

    assert case.line in {one.line for one in found}
    for one in found:
        assert one.severity == RULES[case.rule].severity
        assert one.words == case.flagged.split("\n")[one.line - 1].strip()
        assert one.what.endswith(".")
        assert one.cure


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_rule_leaves_alone_what_is_sound(case):
    assert found_by(case.rule, case.clean) == []


def test_every_rule_has_its_case():
    assert {case.rule for case in CASES} | {"stands-out"} == RULES.keys()


@pytest.mark.parametrize(
    ("reasons", "flagged"),
    [
        (["LINT_7"], True),
        (["LINT_7", "LINT_11"], True),
        (["LINT_7", "NO_PROOF"], False),
        ([], False),
    ],
)
def test_a_line_is_said_to_stand_out_where_its_length_alone_keeps_it_from_being_asked(
    reasons, flagged
):
    base = base_of(BOATS)
    fact = next(one for one in base.facts if one.slot == "purpose")
    gaps = tuple(Gap(fact, "T1", "name>purpose", reason, "") for reason in reasons)

    found = lint(survey(base, Bank((), gaps)))

    assert [one.line for one in found if one.rule == "stands-out"] == ([6] if flagged else [])


PLANTS = """\
A plant feeds itself. Four of its parts share the work, and each has its own.

## Root

A root anchors a plant.

- **Is a:** plant organ
- **Purpose:** draw water out of the ground
- **Not:** capture sunlight; lead water to the leaves

## Leaf

A leaf is thin and green.

- **Is a:** plant organ
- **Purpose:** turn sunlight into sugar
- **Not:** draw water out of the ground; bear seeds

## Stem

A stem holds a plant upright.

- **Is a:** plant organ
- **Purpose:** lift foliage towards the light
- **Not:** bear seeds; store ATP

## Flower

A flower is where fruit begins. Its cells burn adenosine triphosphate (ATP) as all others do.

- **Is a:** plant organ
- **Purpose:** bear seeds for the next generation
- **Not:** draw water out of the ground; turn sunlight into sugar

## Which part is it?

| Plant organ | Root | Leaf | Stem | Flower |
| --- | --- | --- | --- | --- |
| holds most of the green colour | no | yes | depends | no |
| draws bees to a plant | no | no | no | yes |
| grows down into the dark | yes | no | no | no |
"""

TREATIES = """\
Three treaties ended three wars. Utrecht, Vienna and Versailles each drew the map of Europe anew, in 1713, in 1815 and in 1919.

| Treaty | Year | Ends |
| --- | --- | --- |
| Utrecht | 1713 | the war over Spain |
| Vienna | 1815 | the wars against Napoleon |
| Versailles | 1919 | the First World War |

How a treaty is made:

1. The guns fall silent
2. Envoys meet in a neutral town
3. Diplomats write and sign a text
4. Parliaments at home agree
"""

KITCHEN = """\
A cook reaches for a pan by its task.

## Frying pan

A frying pan is low and wide.

- **Is a:** pan
- **Purpose:** brown food in a little fat
- **Only takes:** butter; oil; lard
- **Cost:** 30 euros (as of 2026-05)
- **Not:** hold a soup for eight

## Stock pot

A stock pot is tall.

- **Is a:** pan
- **Purpose:** simmer bones for hours
- **Takes:** such as bones; vegetables; herbs
- **Cost:** 60 euros (as of 2026-05)

## Wok

A wok is round below.

- **Is a:** pan
- **Purpose:** toss vegetables over a fierce flame
- **Cost:** 45 euros (as of 2026-05)
"""


@pytest.mark.parametrize("body", [PLANTS, TREATIES, KITCHEN])
def test_a_decent_lesson_of_any_subject_is_clean(body):
    assert lint(survey_of(body)) == []


def test_the_shipped_course_is_clean_of_errors_and_of_advice():
    assert lint(survey(shipped_base(), shipped_bank())) == []


def test_errors_come_first_then_the_order_of_the_course():
    late = under("- **Cost:** 12 euros").replace("Ferry", "Trawler").replace("Canoe", "Kayak")
    early = BOATS.replace("- **Purpose:** bring cars to the other bank\n", "")

    found = lint(survey_of(early, late))

    assert [one.severity for one in found] == sorted((f.severity for f in found), reverse=True)
    assert found[0].lesson == "two"
    assert found[-1].lesson == "one"


def test_a_cure_that_can_be_pasted_is_tried_and_its_questions_are_counted():
    bodies = [
        f"## {name}\n\nA boat.\n\n- **Is a:** boat\n- **Cost:** {cost} euros{date}\n"
        for name, cost, date in [
            ("Canoe", 300, " (as of 2026-05)"),
            ("Dinghy", 800, " (as of 2026-05)"),
            ("Barge", 90000, " (as of 2026-05)"),
            ("Raft", 40, ""),
        ]
    ]
    course = survey_of("\n".join(bodies))

    (guessed,) = [one for one in lint(course) if one.rule == "undated"]
    (tried,) = [one for one in lint(course, trials=1) if one.rule == "undated"]

    assert (guessed.counted, tried.counted) == (False, True)
    assert tried.unlocks > 0
    assert "- **Cost:** 40 euros (as of 2026-05)" in tried.cure


def test_what_is_marked_as_no_key_is_left_alone():
    price = "<!-- quiz: no key -->\n\n- **Cost:** 12 euros\n"

    assert found_by("undated", under("- **Cost:** 12 euros"))
    assert not found_by("undated", f"{BOATS}\n{price}")


def test_code_is_not_taken_for_a_table_or_a_list():
    assert not found_by("glued", "Type this:\n\n```\n| a | b |\n    - c\n```\n")


def test_a_number_that_a_line_begins_with_is_no_step():
    assert not found_by("glued", "The law works at layers 3 and\n4. It ends there.\n")


def test_acronyms_of_one_line_are_told_together():
    (found,) = found_by("acronym", under("- **Needs:** a VHF radio and an EPIRB"))

    assert "“EPIRB” and “VHF”" in found.what
    assert found.unlocks == 0
