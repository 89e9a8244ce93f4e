"""The measures of the picture of confusions."""

import pytest

from progress.confusions.map import LONGEST, MOST, STEP, level_of, map_of, shortened, side_by_side
from progress.confusions.pairs import Pair
from tests.factories import MONDAY


def pair(thing, taken_for, times=1):
    return Pair("plants", thing, taken_for, times, MONDAY)


def words(names):
    return [name.word for name in names]


def test_rows_are_what_was_asked_for_and_columns_what_was_chosen():
    drawn = map_of([pair("Leaf", "Root", 3), pair("Stem", "Root")])

    assert words(drawn.rows) == ["Leaf", "Stem"]
    assert words(drawn.columns) == ["Root"]
    assert [cell.pair.times for cell in drawn.cells] == [3, 1]


def test_what_is_confused_with_one_another_stands_side_by_side():
    pairs = [pair("A", "B", 5), pair("C", "D", 4), pair("E", "B", 1), pair("D", "C", 1)]

    assert side_by_side(pairs) == ["A", "B", "E", "C", "D"]


@pytest.mark.parametrize("count", [1, 2, 40, 57])
def test_every_cell_stands_in_its_row_and_column_within_the_picture(count):
    drawn = map_of([pair(f"Thing {n}", f"Other {n % 7}", count - n) for n in range(count)])

    assert len(drawn.cells) == min(count, MOST)
    assert drawn.left_out == max(count - MOST, 0)
    assert len({(cell.x, cell.y) for cell in drawn.cells}) == len(drawn.cells)
    for cell in drawn.cells:
        row = drawn.rows[round((cell.y - drawn.top) / STEP)]
        column = drawn.columns[round((cell.x - drawn.left) / STEP)]
        assert (row.word, column.word) == (cell.pair.thing, cell.pair.taken_for)
        assert drawn.left <= cell.x < cell.x + STEP <= drawn.width
        assert drawn.top <= cell.y < cell.y + STEP <= drawn.height


def test_of_many_pairs_those_that_happened_once_and_touch_no_other_stay_out():
    hub = [pair("Hub", f"Spoke {n}") for n in range(8)]
    often = [pair("Leaf", "Root", 2)]
    lone = [pair(f"Thing {n}", f"Other {n}") for n in range(6)]

    drawn = map_of([*often, *hub, *lone])

    assert [cell.pair for cell in drawn.cells] == [*often, *hub]
    assert drawn.left_out == 6
    assert len(map_of(lone).cells) == 6


def test_many_pairs_that_all_stand_alone_are_drawn():
    assert len(map_of([pair(f"Thing {n}", f"Other {n}") for n in range(50)]).cells) == MOST


@pytest.mark.parametrize(
    ("times", "most", "level"), [(1, 1, 1), (2, 2, 2), (1, 9, 1), (4, 9, 2), (9, 9, 3), (3, 3, 3)]
)
def test_the_shade_is_a_third_of_the_most_and_once_is_never_dark(times, most, level):
    assert level_of(times, most) == level


def test_long_names_are_cut():
    assert shortened("L" * 200) == "L" * (LONGEST - 1) + "…"
    assert shortened("Leaf") == "Leaf"
