"""Known answers of the models that are no plain choice, and of definitions and statements."""

import pytest

from quizzes.generation.bank import build_bank
from quizzes.generation.gates import passes
from quizzes.generation.item_models import definition, typed
from quizzes.generation.things import Thing
from tests.quizzes.generation.builders import bank_of, base_of

# Matching, sorting, statements: plants


PLANTS = """\
## Which part is it?

| Part of a plant | Leaf | Root | Stem | Flower | Seed |
| --- | --- | --- | --- | --- | --- |
| captures the light of the sun | yes | no | no | no | no |
| drinks water from the soil | no | yes | no | no | no |
| carries juice between the ends | no | no | yes | no | no |
| calls insects by its scent | no | no | no | yes | no |
| sleeps until spring | no | no | no | no | yes |
"""

FOODS = """\
## Where does it go?

| Food | Goes into the fridge | Goes onto the shelf |
| --- | --- | --- |
| Milk | yes | no |
| Butter | yes | no |
| Yoghurt | yes | no |
| Rice | no | yes |
| Flour | no | yes |
| Honey | depends | yes |
"""


def of_kind(bank, kind):
    return [one for one in bank.items if one.kind == kind]


def test_matching_pairs_each_thing_with_a_line_of_its_own():
    base = base_of(PLANTS)
    found = of_kind(bank_of(PLANTS), "matching")

    assert found
    for one in found:
        truth = {fact.subject: fact for fact in base.facts if fact.polarity}
        pairs = {option.premise: option.text.lower() for option in one.right}
        assert pairs == {name: truth[name].does.third() for name in pairs}
        (extra,) = one.wrong
        assert extra.premise == ""
        assert extra.text not in {option.text for option in one.right}
        assert passes(one, base)


def test_matching_leaves_out_what_may_fit_two():
    unsure = PLANTS.replace(
        "| drinks water from the soil | no | yes | no", "| drinks water from the soil | | yes | "
    )

    for one in of_kind(bank_of(unsure), "matching"):
        assert not {"Leaf", "Root"} <= {option.premise for option in one.right}


def test_sorting_puts_things_under_lines_that_exclude_each_other():
    found = of_kind(bank_of(FOODS), "matching")

    assert found
    for one in found:
        sides = {option.text for option in one.right}
        assert sides == {"Goes into the fridge", "Goes onto the shelf"}
        assert "Honey" not in {option.premise for option in one.right}
        assert one.wrong == ()


def test_a_statement_stands_among_false_ones_made_of_other_cells():
    cold = {"Milk", "Butter", "Yoghurt"}
    found = [one for one in bank_of(FOODS).items if one.model == "T14"]

    assert found
    for one in found:
        for option in one.options:
            name, _, said = option.text.partition(" goes ")
            assert option.correct is ((name in cold) == (said == "into the fridge"))


def test_no_false_statement_stands_in_two_questions():
    said = [
        option.text for one in bank_of(FOODS).items if one.model == "T14" for option in one.wrong
    ]

    assert said
    assert len(set(said)) == len(said)


# Typed answers: stars and offices


STARS = """\
## Sirius (Dog Star)

- **Is the:** star that outshines all others
- **Purpose:** mark the hot days of August

## Polaris (Pole Star)

- **Is the:** star that shows the way north
- **Purpose:** guide sailors at night

## Vega

- **Is the:** star that leads the Lyre
- **Purpose:** open the summer triangle

## Capella

- **Is the:** star that leads the Charioteer
- **Purpose:** light the winter zenith
"""


def test_a_name_is_asked_without_options_where_no_other_fits():
    found = [one for one in bank_of(STARS).items if one.model == "T10"]

    assert {one.kind for one in found} <= {"short_answer", "cloze"}
    assert {one.options[0].text for one in found} == {"Sirius", "Polaris", "Vega", "Capella"}
    for one in found:
        if one.kind == "cloze":
            assert one.stem.text.endswith("____.")
        assert all(not option.correct for option in one.options[1:])


def test_other_names_of_the_thing_count_as_right():
    answers = {
        one.options[0].text: one.options[0].accepted
        for one in bank_of(STARS).items
        if one.model == "T10"
    }

    assert answers["Polaris"] == ("Pole Star",)


@pytest.mark.parametrize(
    ("name", "stop", "accepted"),
    [
        ("Siege of the port", ["port"], ()),
        ("Siege of the port", ["the", "port"], ()),
        ("Blockade by the fleet", ["the", "fleet"], ()),
        ("Port and town", ["town"], ()),
        ("Port and town", ["port"], ()),
        ("Siege of the port", ["siege"], ()),
        ("Second blockade", ["blockade"], ("Second",)),
        ("Amazon Route 53", ["amazon"], ("Route 53",)),
    ],
)
def test_a_short_form_that_is_broken_off_does_not_count(name, stop, accepted):
    base = base_of(STARS.replace("Vega", name), stop_words=stop)

    assert typed._accepted(base, base.things[name], []) == accepted


def test_a_short_form_that_names_two_things_does_not_count():
    owned = STARS.replace("Vega", "Fleet managed lamp")
    shared = owned.replace("Capella", "Harbour managed lamp")

    for text, accepted in ((owned, ("managed lamp",)), (shared, ())):
        bank = build_bank(base_of(text, stop_words=["fleet"]))
        found = {
            one.options[0].subject: one.options[0].accepted
            for one in bank.items
            if one.model == "T10"
        }
        assert found["Fleet managed lamp"] == accepted


def test_another_case_is_no_other_name():
    base = base_of(STARS)

    thing = Thing("root user", aliases=("Root user", "Superuser", "superuser"))
    assert typed._accepted(base, thing, []) == ("Superuser",)


STONES = """\
## Sandstone

A bed of sandstone is soft. A slate is not.

- **Is the:** stone that stores water underground
- **Purpose:** hold water between its grains

## Slate

- **Is the:** stone that splits into sheets
- **Purpose:** cover roofs

## Lapis Lazuli

- **Is the:** stone that colours the night sky of painters
- **Purpose:** give painters ultramarine

## SiO

- **Is the:** stone that lets light through
- **Purpose:** focus light in a lens
"""


def test_a_gap_within_a_sentence_is_filled_without_a_capital_where_the_noun_is_common():
    base = base_of(STONES)
    shown = {
        option.text
        for draft in typed.propose(base)
        if draft.kind == "cloze"
        for option in draft.sets[0]
    }

    assert shown == {"sandstone", "slate", "Lapis Lazuli", "SiO"}


def test_a_name_nearby_is_no_slip_of_the_right_one():
    close = STARS.replace("## Vega", "## Polarix")
    answers = {
        one.options[0].text: one.options[0].lookalikes
        for one in bank_of(close).items
        if one.model == "T10"
    }

    assert "Polarix" in answers["Polaris"]
    assert answers["Capella"] == ()


def test_an_acronym_is_asked_for_its_words():
    (one,) = [
        one
        for one in bank_of(
            "## World Trade Office (WTO)\n\n- **Stands for:** World Trade Office\n"
        ).items
        if one.direction == "acronym>words"
    ]

    assert "WTO" in one.stem.text
    assert one.options[0].text == "World Trade Office"


def test_a_name_that_is_no_acronym_of_the_words_is_not_asked_for_them():
    bank = bank_of("## UNO\n\n- **Stands for:** World Trade Office\n")

    assert bank.items == ()


def test_a_number_is_asked_in_its_unit():
    (one,) = of_kind(
        bank_of("## Library card\n\n- **Is a:** card\n- **Validity:** 90 days\n"), "numeric"
    )

    assert (one.options[0].text, one.options[0].unit) == ("90", "days")
    assert "days" in one.stem.text
    assert "90" not in one.stem.text


@pytest.mark.parametrize("value", ["90", "10 to 90 days", "about 90 days", "ninety days"])
def test_what_is_no_number_with_a_unit_is_not_asked_as_one(value):
    bank = bank_of(f"## Library card\n\n- **Is a:** card\n- **Validity:** {value}\n")

    assert of_kind(bank, "numeric") == []


# Definitions


def test_a_definition_with_the_is_denied_of_all_others():
    found = [one for one in bank_of(STARS).items if one.model == "T13"]

    assert {one.direction for one in found} == {"definition>name", "name>definition"}
    for one in found:
        assert {option.proof for option in one.wrong} == {"P1"}


def test_what_a_wrong_definition_defines_is_said_in_one_sentence():
    oars = (
        "## Oar\n\nAn oar is long.\n\n- **Is the:** tool that drives a boat\n\n"
        "## Rudder\n\nA rudder turns.\n\n- **Is the:** tool that steers a boat\n\n"
        "## Anchor\n\nAn anchor sinks.\n\n- **Is the:** tool that holds a boat\n"
    )
    told = {
        option.explanation
        for draft in definition.propose(base_of(oars))
        for option in draft.pool
        if option.explanation.startswith("That is")
    }

    assert "That is a rudder; an oar is the tool that drives a boat." in told


def test_a_definition_with_a_is_denied_of_nobody():
    bank = bank_of(STARS.replace("Is the:", "Is a:"))

    assert [one for one in bank.items if one.model == "T13"] == []


# Processes: bread


BREAD = """\
## Worked example

How bread comes about:

1. Flour and water become dough
2. Yeast lifts the whole
3. The oven sets its crust
4. A cold rack dries the loaf
"""


def test_steps_are_put_in_order():
    (one,) = of_kind(bank_of(BREAD), "ordering")

    assert "how bread comes about" in one.stem.text
    assert [option.place for option in one.options] == [1, 2, 3, 4]
    assert one.options[0].text == "Flour and water become dough"
    assert [option.explanation.partition(". ")[0] for option in one.options] == [
        "This is the first of 4 steps.",
        "This is step 2 of 4",
        "This is step 3 of 4",
        "This is the last of 4 steps",
    ]


def test_the_next_step_is_asked_among_the_others():
    found = [one for one in bank_of(BREAD).items if one.direction == "step>next"]

    assert found
    for one in found:
        step, following = one.asked
        assert following.place == step.place + 1
        assert [option.text for option in one.right] == [following.value]
        assert step.value not in {option.text for option in one.options}
        assert {option.proof for option in one.wrong} == {"P5"}


def test_the_step_before_is_asked_among_the_others():
    found = [one for one in bank_of(BREAD).items if one.direction == "step>before"]

    assert found
    for one in found:
        known, before = one.asked
        assert before.place == known.place - 1
        assert [option.text for option in one.right] == [before.value]


def test_steps_without_a_title_are_not_asked():
    assert bank_of(BREAD.replace("How bread comes about:", "Look:")).items == ()


def test_a_step_that_tells_its_place_is_not_put_in_order():
    bank = bank_of(BREAD.replace("Yeast lifts", "Then yeast lifts"))

    assert of_kind(bank, "ordering") == []
    assert "LINT_38" in {gap.reason for gap in bank.gaps}
