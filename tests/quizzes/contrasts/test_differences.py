"""What the lessons say of two things, side by side."""

import pytest

from quizzes.contrasts.differences import Saying, differences_of

THINGS = ("Leaf", "Root")


def say(thing, says, *, slot="table", polarity=True, key=""):
    statement = f"{thing}: {says}"
    return Saying(key or f"{thing} {says} {polarity}", thing, slot, says, polarity, statement)


def topics(rows):
    return [row.topic for row in rows]


def test_a_deed_of_one_that_is_denied_of_the_other_sets_them_apart():
    table = differences_of(
        [say("Leaf", "catch light"), say("Root", "catch light", polarity=False)], THINGS
    )

    (row,) = table.differing
    assert row.topic == "Catches light"
    assert [cell[0].polarity for cell in row.cells] == [True, False]
    assert not row.by_value
    assert table.shared == table.denied == table.lone == ()


def test_a_deed_of_both_is_shared_and_one_denied_of_both_is_told_apart_from_it():
    table = differences_of(
        [say(thing, "hold water") for thing in THINGS]
        + [say(thing, "bloom in May", polarity=False) for thing in THINGS],
        THINGS,
    )

    assert (topics(table.shared), topics(table.denied)) == (["Holds water"], ["Blooms in May"])
    assert table.differing == ()


def test_what_is_said_of_one_alone_sets_nothing_apart():
    table = differences_of(
        [say("Leaf", "catch light"), say("Root", "sleep", polarity=False)], THINGS
    )

    assert topics(table.lone) == ["Catches light", "Sleeps"]
    assert table.differing == ()
    assert table.telling == {}


@pytest.mark.parametrize(
    ("slot", "says", "topic", "words"),
    [
        ("purpose", ("catch light", "drink water"), "Purpose", ["catch light", "drink water"]),
        ("is the", ("be the part above", "be the part below"), "What it is", None),
        (
            "is a",
            ("be a green part", "be a white part"),
            "What it is",
            ["a green part", "a white part"],
        ),
        ("stands for", ("stand for L", "stand for R"), "Stands for", ["L", "R"]),
        ("cost", ("cost: 3 euro", "cost: 4 euro"), "Cost", ["3 euro", "4 euro"]),
    ],
)
def test_slots_that_hold_one_value_stand_side_by_side(slot, says, topic, words):
    table = differences_of(
        [say(thing, said, slot=slot) for thing, said in zip(THINGS, says, strict=True)], THINGS
    )

    (row,) = table.differing
    assert (row.topic, row.by_value) == (topic, True)
    assert [cell[0].words for cell in row.cells] == (words or ["the part above", "the part below"])


def test_a_purpose_that_is_denied_of_the_other_stands_with_its_purpose_and_with_the_denial():
    table = differences_of(
        [
            say("Leaf", "catch light", slot="purpose"),
            say("Root", "catch light", polarity=False, slot="not"),
            say("Root", "drink water", slot="purpose"),
        ],
        THINGS,
    )

    assert topics(table.differing) == ["Purpose", "Catches light"]
    assert table.lone == ()


def test_the_same_value_of_both_is_shared():
    table = differences_of([say(thing, "cost: 3 euro", slot="cost") for thing in THINGS], THINGS)

    assert topics(table.shared) == ["3 euro"]


def test_values_come_before_deeds_and_deeds_in_the_order_of_the_lessons():
    said = [
        *(say(thing, "dig", polarity=thing == "Root") for thing in THINGS),
        *(say(thing, "climb", polarity=thing == "Leaf") for thing in THINGS),
        *(say(thing, f"feed the {thing}", slot="purpose") for thing in THINGS),
    ]

    assert topics(differences_of(said, THINGS).differing) == ["Purpose", "Digs", "Climbs"]


def test_the_facts_in_which_they_differ_say_whose_they_are():
    table = differences_of(
        [
            say("Leaf", "catch light", key="f1"),
            say("Root", "catch light", polarity=False, key="f2"),
            say("Leaf", "hold water", key="f3"),
            say("Root", "hold water", key="f4"),
        ],
        THINGS,
    )

    assert table.telling == {"f1": "Leaf", "f2": "Root"}


def test_other_things_are_left_out():
    assert differences_of([say("Stem", "carry water")], THINGS).rows == ()


def test_old_facts_that_keep_no_words_of_their_own_are_told_by_their_sentence():
    (row,) = differences_of([say("Leaf", "")], THINGS).lone

    assert row.topic == "Leaf: "
