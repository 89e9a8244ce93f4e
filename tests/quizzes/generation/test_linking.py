"""A rewording keeps its key; another fact does not get it."""

import pytest

from quizzes.generation.linking import SURE, Links, StoredFact, known_keys, link
from tests.quizzes.generation.builders import base_of

OVEN = "## Oven\n\n- **Is a:** kitchen tool\n- **Purpose:** {}\n"
USES = "## {}\n\n- **Is a:** kitchen tool\n- **Bakes:** {}\n- **Weighs:** {} kg\n"


def facts(*purposes):
    return base_of(*(OVEN.format(one) for one in purposes)).facts


def stored(fact, **values):
    known = {
        "key": fact.key,
        "fingerprint": fact.fingerprint,
        "subject": fact.subject,
        "slot": fact.slot,
        "says": fact.says,
        "section": fact.passage.section,
        "polarity": fact.polarity,
        "statement": fact.statement,
    }
    return StoredFact(**known | values)


def fact_of(body, slot):
    return next(fact for fact in base_of(body).facts if fact.slot == slot)


def purpose(text):
    return fact_of(OVEN.format(text), "purpose")


def baked(text, name="Oven", weight=20):
    return fact_of(USES.format(name, text, weight), "bake")


def keys_of(new, lost, **names):
    return link(new, lost, **names).keys


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bread and cakes", "cakes and bread"),
        ("bread and cakes", "bread, cakes and pies"),
        ("stew for hours", "stew for some hours"),
    ],
)
def test_a_rewording_keeps_its_key(old, new):
    fact = baked(new)

    assert keys_of([fact], [stored(baked(old), key="old")]) == {fact.fingerprint: "old"}


@pytest.mark.parametrize(
    ("old", "new"), [("bread and cakes", "clay for potters"), ("bread", "coal")]
)
def test_another_fact_on_the_same_thing_gets_a_key_of_its_own(old, new):
    assert keys_of([baked(new)], [stored(baked(old))]) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [("bake bread and cakes", "melt glass for windows"), ("bake bread", "store coal")],
)
def test_what_fills_a_slot_of_one_value_may_change(old, new):
    fact = purpose(new)

    assert keys_of([fact], [stored(purpose(old), key="old")]) == {fact.fingerprint: "old"}


def test_two_facts_that_swap_their_values_keep_their_keys():
    old = [
        stored(purpose("bake bread"), key="oven"),
        stored(purpose("cool milk"), key="fridge", subject="Fridge"),
    ]
    new = purpose("cool milk")

    names = {"Oven", "Fridge"}
    linked = keys_of([new], old, names_before=names, names_now=names)

    assert linked == {new.fingerprint: "oven"}


def test_a_fact_that_is_denied_now_keeps_its_key_if_nothing_else_changed():
    fact = baked("bread")

    assert keys_of([fact], [stored(fact, key="old", fingerprint="x", polarity=False)])
    assert keys_of([fact], [stored(baked("breads and pies"), polarity=False)]) == {}


def test_a_fact_on_another_thing_gets_a_key_of_its_own():
    old, new = baked("bread and cakes"), baked("cakes and bread")

    assert keys_of([new], [stored(old, subject="Kiln")], names_now={"Kiln", "Oven"}) == {}


def test_a_thing_that_is_renamed_everywhere_takes_its_keys_along():
    old = base_of(USES.format("Oven", "bread", 20)).facts
    new = base_of(USES.format("Stove", "bread", 20)).facts

    linked = keys_of(
        new, [stored(fact) for fact in old], names_before={"Oven"}, names_now={"Stove"}
    )

    assert [linked[fact.fingerprint] for fact in new] == [fact.key for fact in old]


def test_a_thing_that_still_stands_elsewhere_is_not_renamed():
    old = [stored(fact) for fact in base_of(USES.format("Oven", "bread", 20)).facts]
    new = base_of(USES.format("Stove", "bread", 20)).facts

    assert keys_of(new, old, names_before={"Oven"}, names_now={"Oven", "Stove"}) == {}
    assert keys_of(new, old, names_before={"Oven", "Stove"}, names_now={"Stove"}) == {}


def test_a_thing_of_which_little_is_the_same_is_another_thing():
    old = [stored(fact) for fact in base_of(USES.format("Oven", "bread", 20)).facts]
    new = base_of(USES.format("Stove", "clay", 300)).facts

    assert keys_of(new, old, names_before={"Oven"}, names_now={"Stove"}) == {}


def test_a_fact_that_moves_to_another_heading_keeps_its_key():
    old, new = baked("bread and cakes"), baked("cakes and bread")

    assert keys_of([new], [stored(old, section="Oven at home")])


def test_what_was_said_before_is_found_again_whatever_it_said_since():
    fact = baked("bread")
    since = stored(baked("clay for potters"), key="old", before=("other", fact.fingerprint))

    assert keys_of([fact], [since]) == {fact.fingerprint: "old"}
    assert keys_of([fact], [stored(baked("clay for potters"), key="old")]) == {}


def test_each_old_key_goes_to_one_new_fact_and_to_the_likest():
    old = stored(baked("bread and cakes"), key="old")
    near, far = baked("cakes and bread"), baked("bread and roasts")

    for new in ([near, far], [far, near]):
        assert keys_of(new, [old]) == {near.fingerprint: "old"}


def test_the_order_of_the_old_ones_changes_nothing():
    old = [
        stored(baked("bread and cakes"), key="one"),
        stored(baked("a stew for hours"), key="two"),
    ]
    new = [baked("cakes and bread"), baked("stew for some hours")]

    linked = keys_of(new, old)

    assert linked == keys_of(new[::-1], old[::-1])
    assert linked == {new[0].fingerprint: "one", new[1].fingerprint: "two"}


def test_a_sentence_that_a_person_should_look_at_counts_as_new_and_is_told():
    old, new = stored(baked("bread and rolls", "Kiln")), baked("bread and rolls")
    links = link([new], [old], names_before={"Oven"}, names_now={"Oven"})
    far = link([baked("coal")], [old], names_before={"Oven"}, names_now={"Oven"})

    assert links.keys == {}
    assert [(doubt.statement, doubt.lost) for doubt in links.doubts] == []
    assert far.doubts == ()

    moved = link(
        [baked("bread and rolls on stone")],
        [stored(baked("bread and rolls"), section="Attic", slot="can")],
    )
    assert [doubt.lost for doubt in moved.doubts] == ["Oven bakes bread and rolls."]


def test_nothing_is_linked_where_nothing_is_lost():
    assert link(facts("bake bread"), []) == Links()
    assert link([], [stored(purpose("bake bread"))]) == Links()
    assert 0 < SURE <= 1


def test_a_live_fact_goes_before_a_retired_one_that_said_the_same():
    live, retired = (stored(baked("bread"), key=key, live=key == "a") for key in ("a", "b"))

    assert known_keys([live, retired]) == known_keys([retired, live]) == {live.fingerprint: "a"}
