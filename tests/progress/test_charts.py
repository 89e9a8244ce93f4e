from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from progress.charts import Axis, band, calendar, level_of, levels, nice

numbers = st.floats(-1e6, 1e6)
days = st.dates(date(2000, 1, 10), date(2100, 1, 1))


def month(day):
    return f"{day:%b}"


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (100, 1000, 6, (200, 400, 600, 800, 1000)),
        (0, 100, 6, (0, 20, 40, 60, 80, 100)),
        (0, 100, 4, (0, 50, 100)),
        (0, 1, 3, (0, 0.5, 1)),
        (7, 7, 5, (7,)),
    ],
)
def test_ticks_stand_at_round_values(low, high, most, ticks):
    assert nice(low, high, most) == ticks


@given(numbers, numbers, st.integers(2, 12))
def test_ticks_are_few_even_and_within_the_axis(low, high, most):
    assume(high - low > 1e-3)

    ticks = nice(low, high, most)

    assert len(ticks) <= most
    slack = (high - low) * 1e-6 + 1e-9
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    steps = {round(b - a, 6) for a, b in pairwise(ticks)}
    assert len(steps) <= 1


@given(st.floats(0, 900), st.floats(1, 900), st.lists(numbers, min_size=2))
def test_places_keep_their_order_and_stay_on_the_axis(low, whole, values):
    axis = Axis(low, low + whole, 0, 640)
    upright = Axis(low, low + whole, 150, 10)

    places = [axis.place(value) for value in sorted(values)]

    assert places == sorted(places)
    assert all(0 <= place <= 640 for place in places)
    assert all(10 <= upright.place(value) <= 150 for value in values)


def test_an_axis_without_length_puts_all_at_its_start():
    assert Axis(5, 5, 10, 90).place(7) == 10


@given(st.lists(st.floats(100, 1000), min_size=4, max_size=4))
def test_a_band_holds_its_point_and_can_be_seen(values):
    low, value, high = sorted(values[:3])

    one = band(low, value, high, values[3], Axis(100, 1000, 0, 640))

    assert one.width >= 2
    assert one.x - 0.02 <= one.point <= one.x + one.width + 0.02
    assert 0 <= one.mark <= 640


@given(
    days, st.integers(1, 60), st.dictionaries(st.integers(0, 400), st.integers(0, 500), max_size=30)
)
def test_every_day_of_the_weeks_has_one_square(today, weeks, ago):
    counts = {today - timedelta(days=n): count for n, count in ago.items()}

    drawn = calendar(counts, today=today, weeks=weeks, step=14, name=month)

    assert drawn.squares[-1].date == today
    assert drawn.squares[0].date.weekday() == 0
    assert len({(square.x, square.y) for square in drawn.squares}) == len(drawn.squares)
    assert drawn.weeks == weeks
    for square in drawn.squares:
        assert 0 <= square.x <= drawn.width - 14
        assert 0 <= square.y <= drawn.height - 14
        assert square.count == counts.get(square.date, 0)
        assert (square.level == 0) == (square.count == 0)
    assert all(0 <= name.x <= drawn.width - 28 or weeks == 1 for name in drawn.months)


@given(st.lists(st.integers(0, 1000), min_size=1))
def test_more_answers_never_look_like_fewer(counts):
    bounds = levels(counts)

    shown = [level_of(count, bounds) for count in sorted(counts)]

    assert shown == sorted(shown)
    assert set(shown) <= {0, 1, 2, 3, 4}
    assert level_of(max(counts), bounds) in {0, 1, 4}
