"""Tails against values from tables and closed forms."""

from math import exp

import pytest

from quizzes.generation.tails import chi_square_tail, holm, normal_tail, wilson


@pytest.mark.parametrize(
    ("value", "freedom", "p_value"),
    [(3.841459, 1, 0.05), (7.814728, 3, 0.05), (11.344867, 3, 0.01), (18.307038, 10, 0.05)],
)
def test_chi_square_as_in_the_tables(value, freedom, p_value):
    assert chi_square_tail(value, freedom) == pytest.approx(p_value, abs=1e-7)


@pytest.mark.parametrize("value", [0.01, 0.5, 1.9, 2.1, 8.0, 60.0])
def test_chi_square_of_two_degrees_is_an_exponential(value):
    assert chi_square_tail(value, 2) == pytest.approx(exp(-value / 2), rel=1e-9)


def test_nothing_off_is_certain():
    assert chi_square_tail(0, 3) == 1


def test_the_normal_tail():
    assert normal_tail(1.6448536, 0, 1) == pytest.approx(0.05, abs=1e-7)
    assert normal_tail(12, 10, 2) == pytest.approx(0.1586553, abs=1e-7)
    assert normal_tail(12, 10, 0) == 1


def test_wilson_as_computed_by_hand():
    assert wilson(0, 4) == pytest.approx((0, 0.4898908), abs=1e-7)
    assert wilson(5, 10) == pytest.approx((0.2365931, 0.7634069), abs=1e-7)


def test_holm_as_computed_by_hand():
    adjusted = holm({"a": 0.04, "b": 0.01, "c": 0.03})

    assert adjusted == pytest.approx({"a": 0.06, "b": 0.03, "c": 0.06})
    assert list(adjusted) == ["a", "b", "c"]
