"""Every run with small numbers, and the learners themselves. Full numbers: `./notewright simulate`."""

from random import Random

import pytest

from tests.simulation import confusing, events, mastery, readiness, runs, scheduling
from tests.simulation.figures import Figure
from tests.simulation.memory_laws import FIRST_DAYS, LAWS, NINE_IN_TEN, days_to

pytestmark = pytest.mark.simulation


class Typical(Random):
    """Chance that draws the mean of every bell curve."""

    def gauss(self, mu, sigma):
        return mu


def test_with_small_numbers_every_bar_is_met():
    assert [str(figure) for figure in runs.pure(quick=True) if figure.is_missed] == []


@pytest.mark.django_db
def test_after_random_events_nothing_differs_from_a_rebuild():
    (figure,) = events.figures(events=250)

    assert not figure.is_missed, str(figure)
    assert int(figure.note.split()[0]) > 50


@pytest.mark.parametrize("law", LAWS)
def test_a_law_keeps_to_its_anchors(law):
    memory = LAWS[law](Typical(1), 0.0)
    first = days_to(memory)
    growths = []
    for _ in range(4):
        before = days_to(memory)
        memory.study(memory.last + before, recalled=True)
        growths.append(days_to(memory) / before)

    assert first == pytest.approx(FIRST_DAYS, rel=0.01)
    assert sum(growths) / len(growths) == pytest.approx(2.5, abs=0.25)


@pytest.mark.parametrize("law", LAWS)
def test_success_at_once_strengthens_less_than_success_late(law):
    early, late = (LAWS[law](Typical(1), 0.0) for _ in range(2))
    early.study(0.5, recalled=True)
    late.study(days_to(late), recalled=True)

    assert days_to(early) < days_to(late)


@pytest.mark.parametrize("law", LAWS)
def test_recall_falls_with_time_and_a_lapse_helps_no_more_than_success(law):
    memory, lapsed = (LAWS[law](Typical(1), 0.0) for _ in range(2))
    recalls = [memory.recall(day) for day in range(100)]
    memory.study(10, recalled=True)
    lapsed.study(10, recalled=False)

    assert recalls == sorted(recalls, reverse=True)
    assert 0 < recalls[-1] < NINE_IN_TEN < recalls[0] <= 1
    assert days_to(lapsed) <= days_to(memory)


def test_a_run_is_the_same_each_time():
    assert scheduling.review("power", "mixed", 1) == scheduling.review("power", "mixed", 1)


def test_facts_that_are_due_earlier_are_asked_more_often():
    usual = scheduling.review("power", "mixed", 1)
    with scheduling.wanting(0.95):
        strict = scheduling.review("power", "mixed", 1)

    assert strict.reviews > usual.reviews
    assert strict.final > usual.final
    assert scheduling.review("power", "mixed", 1) == usual


def test_who_learns_from_feedback_is_soon_called_knowing():
    learns = mastery.call(("single", "cloze"), 1, knows=False, learners=300, teaches=0.5)
    never = mastery.call(("single", "cloze"), 1, knows=False, learners=300)

    assert learns.share > 0.8 > 0.1 > never.share


def test_chances_that_come_true_have_no_calibration_error():
    wrong = [(0.9, False)] * 100

    assert readiness.calibration_error([(0.5, n % 2 == 0) for n in range(1000)]) == pytest.approx(0)
    assert readiness.calibration_error(wrong) == pytest.approx(0.9)
    assert readiness.brier(wrong) == pytest.approx(0.81)
    assert readiness.brier([(1.0, True), (0.0, False)]) == 0


def test_the_easy_pool_is_half_a_logit_easier():
    means = [
        sum(one.difficulty for one in pool) / len(pool)
        for pool in (readiness.pool(), readiness.easy_pool())
    ]

    assert means[0] - means[1] == pytest.approx(0.5, abs=0.05)


def test_a_likeness_has_something_in_common():
    pairs = confusing.weaknesses()

    assert len(pairs) > 10
    shared = [confusing.likeness(thing, other)[0] for thing, other in pairs.items()]
    assert sum(one > 0 for one in shared) > len(shared) / 2


@pytest.mark.parametrize(
    ("value", "at_least", "missed"),
    [(0.2, False, False), (0.4, False, True), (0.4, True, False), (0.2, True, True)],
)
def test_a_bar_is_a_ceiling_or_a_floor(value, at_least, missed):
    figure = Figure("a thing", value, 0.3, at_least=at_least)

    assert figure.is_missed is missed
    assert str(figure).startswith("MISSED" if missed else "ok")
