"""A long lesson is read in time by its length."""

from benchmarks import reading


def test_a_long_lesson_takes_time_by_its_length():
    whole, ratio = reading.figures(quick=True)

    assert not whole.is_missed, str(whole)
    assert not ratio.is_missed, str(ratio)


def test_the_table_names_each_shape():
    (line,) = reading.main(["prose"])

    assert line.startswith("prose: ")
