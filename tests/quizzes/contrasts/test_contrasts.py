"""Which questions tell two things apart, and which six of them make a drill."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contrasts.drills import (
    EACH_WAY,
    LENGTH,
    Bearing,
    Contrast,
    contrast_of,
    draw_contrasts,
    pair_of,
    title_of,
)
from quizzes.papers.candidates import Candidate

THINGS = ("Leaf", "Root")


def candidate(number, *, facts=(), seen=0, stem=""):
    return Candidate(
        version_id=number,
        lesson="plants",
        key=f"q{number:03}",
        number=1,
        option_count=4,
        facts=frozenset(facts or {f"f{number}"}),
        stem=stem or f"What does question {number} ask?",
        times_answered=seen,
    )


def options(*named):
    """Return options: names in capitals are right."""
    return [{"thing": one.capitalize(), "correct": one.isupper()} for one in named]


def judge(*named, telling=None, **fields):
    contrast = contrast_of(candidate(1, **fields), options(*named), THINGS, telling or {})
    return contrast and (contrast.bearing, contrast.key)


@pytest.mark.parametrize(("named", "key"), [(("LEAF", "root"), "Leaf"), (("ROOT", "leaf"), "Root")])
def test_one_as_the_key_and_the_other_offered_is_closest(named, key):
    assert judge(*named, "stem") == (Bearing.APART, key)


def test_both_as_keys_of_a_matching_are_named():
    assert judge("LEAF", "ROOT", "STEM") == (Bearing.NAMED, "")


def test_a_stem_that_names_both_is_a_comparison():
    stem = "The leaf and the root both hold water. What does the leaf do alone?"

    assert judge("LEAF", "stem", stem=stem) == (Bearing.NAMED, "Leaf")


def test_a_fact_in_which_they_differ_tells_them_apart():
    told = {"f1": "Root", "f9": "Leaf"}

    assert judge("ROOT", "stem", telling=told) == (Bearing.DIFFERING, "Root")
    assert judge("STEM", "seed", facts={"f1", "f9"}, telling=told) == (Bearing.DIFFERING, "")


@pytest.mark.parametrize("named", [("STEM", "leaf", "root"), ("LEAF", "stem"), ("STEM", "")])
def test_what_has_no_say_on_the_pair_is_left_out(named):
    assert judge(*named) is None


def test_options_that_belong_to_nothing_known_do_no_harm():
    bare = [{"correct": True}, {"correct": False}]

    assert contrast_of(candidate(1), bare, THINGS, {}) is None


def contrast(number, key="Leaf", bearing=Bearing.APART, **fields):
    return Contrast(candidate(number, **fields), bearing, key)


def drawn(contrasts, seed=1):
    by_id = {one.candidate.version_id: one for one in contrasts}
    return [
        by_id[place.candidate.version_id] for place in draw_contrasts(contrasts, THINGS, seed=seed)
    ]


def numbers(contrasts, seed=1):
    return sorted(one.candidate.version_id for one in drawn(contrasts, seed))


def test_both_ways_round_are_mixed_evenly():
    bank = [contrast(n, THINGS[n > 19]) for n in range(24)]

    assert Counter(one.key for one in drawn(bank)) == {"Leaf": 3, "Root": 3}


def test_two_of_each_way_come_before_closer_or_newer_ones():
    bank = [contrast(n) for n in range(20)]
    bank += [contrast(n, "Root", seen=3) for n in (20, 21)]

    assert {20, 21} <= set(numbers(bank))


def test_new_words_come_before_seen_ones():
    bank = [contrast(n, THINGS[n % 2], seen=n < 10) for n in range(20)]

    assert all(one.is_fresh for one in drawn(bank))


def test_comparisons_come_next_and_then_facts_in_which_they_differ():
    bank = [contrast(1), contrast(2, "Root")]
    bank += [contrast(n, bearing=Bearing.DIFFERING) for n in range(10, 20)]
    bank += [contrast(n, "", bearing=Bearing.NAMED) for n in (30, 31, 32)]

    assert Counter(one.bearing for one in drawn(bank)) == {
        Bearing.APART: 2,
        Bearing.NAMED: 3,
        Bearing.DIFFERING: 1,
    }


def test_a_question_on_two_facts_does_not_stand_in_the_way_of_two_others():
    bank = [contrast(1, facts={"a", "b"}), contrast(2, facts={"a"}), contrast(3, facts={"b"})]

    assert numbers(bank) == [2, 3]


def test_an_empty_bank_makes_an_empty_drill():
    assert draw_contrasts([], THINGS, seed=1) == ()


def test_the_order_of_the_bank_changes_nothing():
    bank = [contrast(n, THINGS[n % 2]) for n in range(20)]

    assert draw_contrasts(bank, THINGS, seed=3) == draw_contrasts(bank[::-1], THINGS, seed=3)


def test_another_seed_makes_another_drill():
    bank = [contrast(n, THINGS[n % 2]) for n in range(20)]

    assert len({tuple(numbers(bank, seed)) for seed in range(10)}) > 5


@st.composite
def banks(draw):
    return [
        contrast(
            number,
            draw(st.sampled_from([*THINGS, ""])),
            draw(st.sampled_from(Bearing)),
            seen=draw(st.integers(0, 1)),
            facts=draw(st.sets(st.sampled_from("abcdefghij"), min_size=1, max_size=2)),
        )
        for number in range(draw(st.integers(0, 20)))
    ]


@given(banks(), st.integers(0, 2**62))
def test_whatever_the_bank_holds_a_drill_keeps_its_rules(bank, seed):
    places = draw_contrasts(bank, THINGS, seed=seed)
    drill = drawn(bank, seed)

    asked = Counter(fact for one in drill for fact in one.candidate.facts)
    assert len(drill) <= LENGTH
    assert all(times == 1 for times in asked.values())
    assert all(sorted(place.option_order) == [0, 1, 2, 3] for place in places)
    assert draw_contrasts(bank, THINGS, seed=seed) == places
    fitting = [
        one for one in bank if one not in drill and asked.keys().isdisjoint(one.candidate.facts)
    ]
    assert len(drill) == LENGTH or not fitting
    for taken in drill:  # in its place no new words of its own sort were to be had
        left = [one for one in fitting if (one.bearing, one.key) == (taken.bearing, taken.key)]
        assert taken.is_fresh or not any(one.is_fresh for one in left)


@given(st.lists(st.sampled_from(THINGS), max_size=20), st.integers(0, 2**62))
def test_each_is_the_key_twice_where_the_bank_has_it(keys, seed):
    bank = [contrast(number, key) for number, key in enumerate(keys)]

    drawn_keys = Counter(one.key for one in drawn(bank, seed))
    for thing in THINGS:
        assert drawn_keys[thing] >= min(EACH_WAY, keys.count(thing))


def test_a_pair_has_one_order():
    assert pair_of("root", "Leaf") == pair_of("Leaf", "root") == ("Leaf", "root")


def test_the_drill_is_called_by_both_names_and_long_ones_are_cut():
    assert title_of(THINGS) == "Leaf and Root"
    title = title_of(("L" * 200, "R" * 200))
    assert len(title) <= 160
    assert "L… and R" in title
