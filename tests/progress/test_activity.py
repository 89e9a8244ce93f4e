from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from progress.activity import WEEKS, read_activity, streak_of
from quizzes.models import Day
from tests.factories import CourseFactory, UserFactory

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday
TODAY = NOON.date()


@pytest.fixture
def course(db):
    return CourseFactory.create()


def note(user, course, *, ago=0, answers=1, right=1, **fields):
    return Day.objects.create(
        user=user,
        course=course,
        date=TODAY - timedelta(days=ago),
        answers=answers,
        right=right,
        **fields,
    )


def ago(*days):
    return {TODAY - timedelta(days=day) for day in days}


def test_a_person_without_answers_has_quiet_weeks(student):
    activity = read_activity(student, now=NOON)

    assert len(activity.weeks) == WEEKS
    assert activity.days[0].date.weekday() == 0
    assert (activity.answers, activity.right, activity.active_days) == (0, 0, ())
    assert activity.today.date == TODAY
    assert (activity.streak.days, activity.streak.since) == (0, None)


def test_days_of_all_courses_are_added(student, course):
    note(student, course, answers=3, right=2, seconds=50.0)
    note(student, CourseFactory.create(), answers=4, right=1, seconds=70.0)
    note(student, course, ago=3)

    activity = read_activity(student, now=NOON)

    assert [(day.date.day, day.answers, day.right) for day in activity.active_days] == [
        (20, 7, 3),
        (17, 1, 1),
    ]
    assert (activity.answers, activity.right) == (8, 4)
    assert (activity.weeks[0].right, activity.weeks[0].minutes) == (4, 2)


def test_a_day_is_one_of_the_site_whatever_zone_the_reader_is_in(student, course):
    note(student, course, ago=-1)
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    with timezone.override(ZoneInfo("Pacific/Auckland")):
        activity = read_activity(student, now=late)

    assert activity.today.date == TODAY
    assert activity.answers == 0


def test_days_before_the_first_week_count_for_the_streak_alone(student, course):
    for day in range(300):
        note(student, course, ago=day)

    activity = read_activity(student, now=NOON)

    assert activity.answers == len(activity.days) < 300
    assert activity.streak.days == 300


def test_days_of_others_are_not_counted(student, course):
    note(UserFactory.create(), course)

    assert read_activity(student, now=NOON).answers == 0


def test_days_and_weeks_link_to_their_answers(student):
    activity = read_activity(student, now=NOON)

    assert activity.today.url == "/dashboard/responses/?day=2026-11-20"
    assert activity.weeks[0].url == "/dashboard/responses/?since=2026-11-16&until=2026-11-20"
    assert list(activity.days_to_come) == [5, 6]


@pytest.mark.parametrize(
    ("days", "length", "since", "safe"),
    [
        (ago(0), 1, 0, True),
        (ago(1), 1, 1, True),
        (ago(2), 1, 2, False),
        (ago(3), 0, None, False),
        (ago(0, 1, 2), 3, 2, True),
        (ago(0, 2, 4), 3, 4, True),
        (ago(0, 1, 4, 5), 2, 1, True),
        (ago(2, 3), 2, 3, False),
        (set(), 0, None, False),
    ],
)
def test_one_missed_day_is_forgiven_and_two_in_a_row_end_a_streak(days, length, since, safe):
    streak = streak_of(days, today=TODAY)

    assert streak.days == length
    assert streak.since == (None if since is None else TODAY - timedelta(days=since))
    assert streak.is_safe is safe


@given(st.sets(st.integers(0, 60)))
def test_a_day_more_never_shortens_a_streak(days):
    before = streak_of(ago(*days), today=TODAY)
    after = streak_of(ago(*days, 0), today=TODAY)

    assert after.days >= before.days
    assert before.days <= len(days)
    if before.since:
        gaps = sorted(day for day in days if TODAY - timedelta(days=day) >= before.since)
        assert all(late - early <= 2 for early, late in pairwise(gaps))


def test_a_streak_opens_to_its_answers():
    streak = streak_of(ago(0, 1), today=date(2026, 11, 20))

    assert streak.url == "/dashboard/responses/?since=2026-11-19"
