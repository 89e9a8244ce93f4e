"""A rewording keeps its key; another fact does not get it."""

import pytest

from quizzes.generation.linking import SURE, StoredFact, link
from tests.quizzes.generation.builders import base_of

OVEN = "## Oven\n\n- **Is a:** kitchen tool\n- **Purpose:** {}\n"


def facts(*purposes):
    return base_of(*(OVEN.format(one) for one in purposes)).facts


def stored(fact, **values):
    known = {
        "key": fact.key,
        "fingerprint": fact.fingerprint,
        "subject": fact.subject,
        "slot": fact.slot,
        "statement": fact.statement,
        "section": fact.passage.section,
        "polarity": fact.polarity,
    }
    return StoredFact(**known | values)


def purpose(text):
    return next(fact for fact in facts(text) if fact.slot == "purpose")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bake bread and cakes", "bake cakes and bread"),
        ("bake bread and cakes", "bake bread, cakes and pies"),
        ("keep a stew warm for hours", "keep a stew warm for some hours"),
    ],
)
def test_a_rewording_keeps_its_key(old, new):
    fact = purpose(new)

    assert link([fact], [stored(purpose(old), key="old")]) == {fact.fingerprint: "old"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bake bread and cakes", "melt glass for windows"),
        ("bake bread", "store coal"),
    ],
)
def test_another_fact_on_the_same_thing_gets_a_key_of_its_own(old, new):
    assert link([purpose(new)], [stored(purpose(old))]) == {}


def test_a_fact_on_another_thing_gets_a_key_of_its_own():
    old, new = purpose("bake bread and cakes"), purpose("bake cakes and bread")

    assert link([new], [stored(old, subject="Kiln")]) == {}


def test_what_is_denied_is_never_what_was_said():
    old, new = purpose("bake bread and cakes"), purpose("bake cakes and bread")

    assert link([new], [stored(old, polarity=False)]) == {}


def test_a_fact_that_moves_to_another_heading_keeps_its_key():
    old, new = purpose("bake bread and cakes"), purpose("bake cakes and bread")

    assert link([new], [stored(old, section="Oven at home")])


def test_each_old_key_goes_to_one_new_fact_and_to_the_likest():
    old = stored(purpose("bake bread and cakes"), key="old")
    near, far = purpose("bake cakes and bread"), purpose("bake bread and roasts")

    for new in ([near, far], [far, near]):
        assert link(new, [old]) == {near.fingerprint: "old"}


def test_the_order_of_the_old_ones_changes_nothing():
    old = [
        stored(purpose("bake bread and cakes"), key="one"),
        stored(purpose("keep a stew warm for hours"), key="two"),
    ]
    new = [purpose("bake cakes and bread"), purpose("keep a stew warm some hours")]

    linked = link(new, old)

    assert linked == link(new[::-1], old[::-1])
    assert linked == {new[0].fingerprint: "one", new[1].fingerprint: "two"}


def test_nothing_is_linked_where_nothing_is_lost():
    assert link(facts("bake bread"), []) == {}
    assert link([], [stored(purpose("bake bread"))]) == {}
    assert 0 < SURE <= 1
