"""The measurements measure what they say. Bars of time are for `./notewright bench`; these are generous."""

from math import log

import pytest

from benchmarks import __main__ as bench
from benchmarks.course import UnfaithfulCopy, enlarged, read, shipped, written
from benchmarks.speed import exponent_of, figures
from benchmarks.work import Figure
from quizzes.generation.bank import build_bank


def test_a_course_twice_as_large_says_twice_as_much_and_shares_no_thing():
    once, twice = shipped().base(), enlarged(shipped(), 2).base()

    copied = [fact for fact in twice.facts if fact.passage.lesson not in once.lessons]
    assert len(twice.facts) == pytest.approx(2 * len(once.facts), rel=0.02)
    assert not {fact.subject for fact in copied} & set(once.by_subject)
    assert {fact.identity for fact in copied}.isdisjoint(fact.identity for fact in once.facts)


def test_the_copy_yields_as_many_questions_as_the_original():
    course = enlarged(shipped(), 2)

    made = build_bank(course.base(), lessons={course.lessons[0].slug, course.lessons[16].slug})

    first, copy = (
        sum(item.lesson == course.lessons[place].slug for item in made.items) for place in (0, 16)
    )
    assert copy == pytest.approx(first, rel=0.15)


def test_a_copy_is_the_same_each_time_and_another_with_another_seed():
    assert enlarged(shipped(), 2) == enlarged(shipped(), 2)
    assert enlarged(shipped(), 2) != enlarged(shipped(), 2, seed=1)


def test_a_course_is_read_as_it_was_written():
    course = enlarged(shipped(), 2)

    assert read(written(course)) == course


def test_a_copy_that_says_less_is_refused(monkeypatch):
    monkeypatch.setattr("benchmarks.course._Writer.body", lambda writer, body: body[:200])

    with pytest.raises(UnfaithfulCopy):
        enlarged(shipped(), 2)


@pytest.mark.parametrize(("power", "exponent"), [(1, 1), (2, 2), (0.5, 0.5)])
def test_the_exponent_tells_n_log_n_from_its_square(power, exponent):
    sizes = [(n, 7 * (n * log(n)) ** power) for n in (800, 1600, 8000)]

    assert exponent_of(sizes) == pytest.approx(exponent)


def test_the_exit_code_tells_a_bar_that_is_missed(monkeypatch, capsys):
    for value, code in ((1.0, 0), (2.1, 1)):
        found = [Figure("a thing", value, 2.0, "units", "0.1 s")]
        monkeypatch.setattr("benchmarks.speed.figures", lambda quick, found=found: found)
        for other in ("reading", "dashboard"):
            monkeypatch.setattr(f"benchmarks.{other}.figures", lambda quick: [])
        assert bench.main(["--quick"]) == code

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["ok", "MISSED"]


def test_the_shipped_course_is_quick_and_grows_slowly():
    assert not [str(figure) for figure in figures(quick=True) if figure.is_missed]
