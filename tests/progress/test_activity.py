from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from progress.activity import DAYS, HEIGHT, Activity, Day, read_activity
from tests.factories import LessonFactory, QuestionFactory, UserFactory
from tests.progress.worlds import answer

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def question(db):
    return QuestionFactory.create(lesson=LessonFactory.create())


def test_a_person_without_answers_has_quiet_days(student):
    activity = read_activity(student, now=NOON)

    assert len(activity.days) == DAYS
    assert (activity.answers, activity.right, activity.active_days) == (0, 0, ())
    assert activity.today.date == date(2026, 11, 20)


def test_answers_are_counted_by_day_and_verdict(student, question):
    answer(student, question, at=NOON)
    answer(student, question, at=NOON, wrong=True)
    answer(student, question, at=NOON - timedelta(days=3))

    activity = read_activity(student, now=NOON)

    assert [(day.date.day, day.right, day.wrong) for day in activity.active_days] == [
        (20, 1, 1),
        (17, 1, 0),
    ]
    assert (activity.answers, activity.right, activity.most) == (3, 2, 2)


@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", 20), ("Pacific/Auckland", 21), ("America/Los_Angeles", 19)]
)
def test_days_are_those_of_the_current_time_zone(student, question, zone, day):
    at = datetime(2026, 11, 20, 12 if zone != "America/Los_Angeles" else 3, 0, tzinfo=UTC)
    answer(student, question, at=at)

    with timezone.override(ZoneInfo(zone)):
        activity = read_activity(student, now=at)

    assert activity.today.date.day == day
    assert activity.today.answers == 1


def test_the_first_day_counts_from_its_midnight(student, question):
    with timezone.override(ZoneInfo("Europe/Berlin")):
        first = datetime(2026, 10, 24, 0, 0, tzinfo=ZoneInfo("Europe/Berlin"))
        answer(student, question, at=first)
        answer(student, question, at=first - timedelta(seconds=1))
        activity = read_activity(student, now=NOON)

    assert (activity.days[0].date, activity.days[0].answers) == (date(2026, 10, 24), 1)


def test_the_clocks_going_back_lose_no_answer(student, question):
    """On 25 October 2026 Berlin has two hours called 02:30."""
    berlin = ZoneInfo("Europe/Berlin")
    for at in ("2026-10-25T00:30+00:00", "2026-10-25T01:30+00:00", "2026-10-25T22:30+00:00"):
        answer(student, question, at=datetime.fromisoformat(at))

    with timezone.override(berlin):
        activity = read_activity(student, now=NOON)

    assert [(day.date.day, day.answers) for day in activity.active_days] == [(25, 3)]


def test_answers_of_others_are_not_counted(student, question):
    answer(UserFactory.create(), question, at=NOON)

    assert read_activity(student, now=NOON).answers == 0


def test_a_day_links_to_its_answers():
    assert Day(date(2026, 11, 2), 1, 0).url == "/dashboard/responses/?day=2026-11-02"


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=DAYS))
def test_bars_stay_inside_the_drawing_and_do_not_touch(counts):
    days = tuple(Day(date(2026, 11, 1), right, wrong) for right, wrong in counts)
    activity = Activity(days)

    bars = activity.bars

    for bar in bars:
        assert -0.001 <= bar.wrong_y <= bar.right_y <= HEIGHT
        assert 0 <= bar.x < bar.x + 16 <= activity.width
    assert all(left.x + 16 < right.x for left, right in pairwise(bars))
    tallest = max(bar.right_height + bar.wrong_height for bar in bars)
    assert activity.most == 0 or tallest == pytest.approx(HEIGHT)
