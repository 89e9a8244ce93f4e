"""The assignment has the largest total, whatever the order of its pairs."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generation.assignment import assign

PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")),
    st.integers(1, 40).map(lambda number: number / 40),
    max_size=16,
)


def total(weights, pairs):
    return sum(weights[pair] for pair in pairs)


def largest_total(weights):
    """Try every assignment."""
    return max(
        total(weights, [pair for pair in zip("abcde", rights, strict=True) if pair in weights])
        for rights in permutations("vwxyz")
    )


@settings(max_examples=300, deadline=None, derandomize=True)
@given(PAIRS)
def test_the_total_is_the_largest_there_is(weights):
    made = assign(weights)

    assert len(set(made.values())) == len(made)
    assert total(weights, made.items()) == pytest.approx(largest_total(weights))
    assert made == assign(dict(reversed(weights.items())))


def test_the_best_pair_gives_way_where_both_can_be_served():
    weights = {("a", "x"): 0.95, ("a", "y"): 0.9, ("b", "x"): 0.9}

    assert assign(weights) == {"a": "y", "b": "x"}


def test_a_partner_is_lost_to_one_who_is_worth_more():
    assert assign({("a", "x"): 0.86, ("b", "x"): 0.99}) == {"b": "x"}


def test_nothing_is_assigned_to_nothing():
    assert assign({}) == {}
