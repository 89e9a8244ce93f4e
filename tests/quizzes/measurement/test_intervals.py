import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.measurement.intervals import Interval, wilson


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        # Newcombe 1998, table I, method 3: 95 % intervals.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_the_literature(right, total, low, high):
    found = wilson(right, total, level=0.95)

    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_without_questions_it_may_be_anything():
    assert wilson(0, 0) == Interval(0.0, 1.0)


def test_it_is_told_in_whole_percent():
    found = wilson(1, 2)

    assert (found.low_percent, found.high_percent) == (12, 88)


counts = st.integers(0, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(counts)
def test_the_share_that_was_seen_lies_within(pair):
    right, total = pair
    found = wilson(right, total)

    assert 0 <= found.low <= found.high <= 1
    if total:
        assert found.low - 1e-12 <= right / total <= found.high + 1e-12


@given(counts)
def test_wrong_is_right_mirrored(pair):
    right, total = pair
    one, other = wilson(right, total), wilson(total - right, total)

    assert one.low == pytest.approx(1 - other.high)
    assert one.high == pytest.approx(1 - other.low)


@given(st.integers(1, 60), st.integers(2, 5))
def test_more_questions_say_more(total, times):
    few, many = wilson(total // 2, total), wilson(times * (total // 2), times * total)

    assert many.high - many.low < few.high - few.low
