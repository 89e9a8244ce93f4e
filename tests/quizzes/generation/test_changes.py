"""A change of a fact is cosmetic, wording or substantive."""

import pytest

from quizzes.generation.changes import Change, Saying, change_between


def change(old, new, *, subject="Oven", renamed="", polarity=True, denied=False):
    return change_between(
        Saying(subject, old, polarity), Saying(renamed or subject, new, polarity and not denied)
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bake bread", "bake bread"),
        ("bake the bread", "bake bread"),
        ("Bake Bread.", "bake bread"),
        ("bake a loaf", "bake loaves"),
        ("cost: 3 euro", "Cost: 3 euro"),
    ],
)
def test_case_articles_and_endings_are_cosmetic(old, new):
    assert change(old, new) is Change.COSMETIC


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bake bread and cakes", "bake cakes and bread"),
        ("bake bread, cakes and pies", "bake cakes, pies and bread"),
        ("reads the protcol of a request", "reads the protocol of a request"),
        ("answer look-ups", "answer lookups"),
        ("keep a stew that simmers warm", "keep a stew simmers warm"),
    ],
)
def test_order_in_a_list_slips_hyphens_and_fillers_are_wording(old, new):
    assert change(old, new) is Change.WORDING
    assert change(new, old) is Change.WORDING


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cost: 3 euro", "cost: 4 euro"),
        ("bake bread", "bake cakes"),
        ("bake bread", "can bake bread"),
        ("bake bread and cakes", "bake bread or cakes"),
        ("move data from disk to tape", "move data from tape to disk"),
        ("encrypt data in transit", "decrypt data in transit"),
        ("last 30 days", "last 30 hours"),
        ("bake bread", "bake bread in winter"),
        ("let dogs bite men", "let men bite dogs"),
        ("use port 10001", "use port 10002"),
        ("accept quick requests", "accept quiet requests"),
        ("use: Artefakt", "use: Artifakt"),
    ],
)
def test_another_object_is_substantive(old, new):
    assert change(old, new) is Change.SUBSTANTIVE
    assert change(new, old) is Change.SUBSTANTIVE


def test_what_is_no_longer_so_is_substantive():
    assert change("bake bread", "bake bread", denied=True) is Change.SUBSTANTIVE


def test_another_name_for_the_thing_is_wording():
    assert change("bake bread", "bake bread", renamed="Kiln") is Change.WORDING
    assert change("bake bread", "bake bread", renamed="The oven") is Change.COSMETIC
