"""Two texts that grew from one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.merging import merge_texts

BASE = "# Rocks\n\nGranite is hard.\n\nChalk is soft.\n\nSlate splits.\n"
TEXTS = st.lists(st.sampled_from(["\n", "a\n", "b\n", "c\n", "d\n"]), max_size=14).map("".join)


def test_changes_in_different_places_meet():
    ours = BASE.replace("hard", "very hard")
    theirs = BASE.replace("splits", "splits well")

    merged = merge_texts(BASE, ours, theirs)

    assert merged.text == ours.replace("splits", "splits well")
    assert merged.clashes == ()


def test_lines_put_in_by_both_sides_stay_where_they_were_put():
    ours = BASE + "\nMine.\n"
    theirs = BASE.replace("Chalk is soft.\n", "Chalk is soft.\nIt is white.\n")

    assert merge_texts(BASE, ours, theirs).text == theirs + "\nMine.\n"


def test_one_change_made_by_both_sides_is_made_once():
    both = BASE.replace("soft", "white")

    assert merge_texts(BASE, both, both).text == both


def test_a_clash_keeps_our_lines_and_tells_both_and_the_place():
    ours = BASE.replace("Chalk is soft.", "Chalk crumbles.")
    theirs = BASE.replace("Chalk is soft.", "Chalk is white.").replace("splits", "splits well")

    merged = merge_texts(BASE, ours, theirs)

    assert merged.text == ours.replace("splits", "splits well")
    assert [str(clash) for clash in merged.clashes] == [
        "line 5: here “Chalk crumbles.”, there “Chalk is white.”"
    ]


def test_what_we_changed_and_they_took_out_is_a_clash():
    ours = BASE.replace("Chalk is soft.", "Chalk crumbles.")
    theirs = BASE.replace("Chalk is soft.\n\n", "")

    merged = merge_texts(BASE, ours, theirs)

    assert "Chalk crumbles." in merged.text
    assert "(taken out)" in str(merged.clashes[0])


@pytest.mark.parametrize("ending", ["", "\n"])
def test_a_last_line_without_an_end_is_a_line(ending):
    assert merge_texts("a\nb", f"a\nb{ending}", "x\nb").text == f"x\nb{ending}"


@given(TEXTS, TEXTS)
def test_where_one_side_did_nothing_the_other_is_the_result(base, other):
    assert merge_texts(base, base, other).text == other
    assert merge_texts(base, other, base).text == other
    assert merge_texts(base, other, other).text == other


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_of_ours_is_lost_but_those_that_they_took_out(base, ours, theirs):
    merged = merge_texts(base, ours, theirs)
    added = [line for line in ours.splitlines() if line not in base.splitlines()]

    kept = iter(merged.text.splitlines())
    assert all(line in kept for line in added)  # in their order
    assert all(one.line < two.line or one.ours == () for one, two in pairwise(merged.clashes))
