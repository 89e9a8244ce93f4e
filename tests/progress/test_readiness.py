import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.dashboards import read_dashboard
from progress.mock_results import SHOWN
from progress.readiness import FEW, Gap, Share
from tests.exam_course import make_two_lesson_exam, stand
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    EnrolmentFactory,
    ResponseFactory,
    UserFactory,
)

URL = reverse("progress:dashboard")


@pytest.fixture
def course(student):
    exam = make_two_lesson_exam()
    EnrolmentFactory.create(user=student, course=exam.course)
    return exam.course


def readiness(user, now=MONDAY):
    (course,) = read_dashboard(user, now=now).courses
    return course.readiness


def take_mock(user, course, *, right, scored=15, pilots=5, day=0, **fields):
    """Make a finished mock exam with so many right of its scored questions, and all pilots right."""
    attempt = AttemptFactory.create(
        user=user,
        course=course,
        mock=True,
        started_at=MONDAY + timedelta(days=day),
        finished_at=MONDAY + timedelta(days=day, hours=1),
        **fields,
    )
    version = AttemptItemFactory.create(attempt=attempt, scored=False).version
    for n in range(scored + pilots - 1):
        item = AttemptItemFactory.create(attempt=attempt, version=version, scored=n < scored)
        ResponseFactory.create(item=item, wrong=right <= n < scored)
    return attempt


def test_without_answers_the_page_says_how_many_are_missing_and_where(student_client, course):
    page = student_client.get(URL).content.decode()

    assert "Not enough answers yet: 30 more." in page
    assert "from lessons that make 0% of it" in page
    assert "Nothing is known yet of <a" in page


def test_with_enough_answers_the_range_comes_first(student, student_client, course):
    stand(student, course, count=60)
    course.abilities.update(last_at=timezone.now())

    page = student_client.get(URL).content.decode()
    shown = readiness(student, now=timezone.now())

    assert shown.pass_percent > 90
    assert f"Your level is <strong>between {shown.forecast.low} and {shown.forecast.high}</" in page
    assert "nearly always" in page
    assert 'role="img"' in page
    assert "says nothing about Domain" in page
    assert "60</a>" in page


def test_the_range_is_called_a_level_and_not_the_next_score(student, student_client, course):
    stand(student, course, count=60)
    course.abilities.update(last_at=timezone.now())
    foretold = {"pass_chance": 0.81, "low": 760, "score": 800, "high": 860, "answers": 40}
    take_mock(student, course, right=11, forecast=foretold)

    page = student_client.get(URL).content.decode()

    assert "Your level on the scale of our mock exams</title>" in page
    assert "Your level, nine times in ten between" in page
    scored = readiness(student, now=timezone.now()).profile.scored
    assert f"it rests on only {scored} questions and luck has its part" in page
    assert "Most likely score" not in page
    assert "Score foretold" not in page
    columns = re.findall(r'<th scope="col">([^<]*)</th>', page[page.index('id="mocks-') :])
    assert columns[:5] == ["Mock exam", "Chance foretold", "Then", "Level foretold", "Score"]


def test_one_answer_is_told_in_the_singular(student, student_client, course):
    stand(student, course, count=1)

    assert ">1 answer</a> to new questions" in student_client.get(URL).content.decode()


def test_answers_of_long_ago_no_longer_count(student, course):
    stand(student, course)

    shown = readiness(student, now=MONDAY + timedelta(days=90))

    assert shown.forecast is None
    assert shown.lack.faded


def test_the_standing_of_somebody_else_says_nothing(student, course):
    stand(UserFactory.create(), course)

    assert readiness(student).lack.answers == 30


# Foretold and then


def test_a_forecast_stands_beside_what_came_of_it(student, student_client, course):
    foretold = {"pass_chance": 0.58, "low": 610, "score": 690, "high": 770, "answers": 40}
    take_mock(student, course, right=9)
    take_mock(student, course, right=12, forecast=foretold, day=1)

    first, second = readiness(student).mocks
    page = student_client.get(URL).content.decode()

    assert (first.right, first.scored, first.passed, first.foretold) == (9, 15, False, None)
    assert (second.right, second.passed, second.foretold) == (12, True, 58)
    assert first.words == "nothing foretold, then not passed"
    assert second.words == "chance of passing 58%, then passed"
    assert second.points > 700 > first.points
    assert "610 to 770" in page
    assert f'href="{second.url}"' in page


def test_questions_tried_out_do_not_count(student, course):
    take_mock(student, course, right=0, scored=10, pilots=10)

    (mock,) = readiness(student).mocks

    assert (mock.right, mock.scored, mock.points) == (0, 10, 100)


def test_only_the_latest_mocks_that_are_over_are_shown(student, course):
    for day in range(SHOWN + 1):
        take_mock(student, course, right=1, scored=1, pilots=1, day=day)
    AttemptFactory.create(user=student, course=course, mock=True)

    shown = readiness(student).mocks

    assert len(shown) == SHOWN
    assert shown[-1].ended_at == MONDAY + timedelta(days=SHOWN, hours=1)


def test_the_drawing_of_mocks_stays_within_itself(student, course):
    for day, right in enumerate((0, 15, 7)):
        take_mock(
            student,
            course,
            right=right,
            day=day,
            forecast={"pass_chance": 0.5, "low": 300, "score": 500, "high": 1000, "answers": 30},
        )

    chart = readiness(student).mock_chart

    assert [round(point.y) for point in chart.points[:2]] == [150, 10]
    assert all(48 <= point.left < point.x <= 635 for point in chart.points)
    assert all(10 <= point.top <= point.top + point.height <= 150 for point in chart.points)


# The gap


@pytest.mark.parametrize(
    ("seen", "unseen", "words"),
    [
        (Share(18, 20), Share(12, 20), "You are right 30 points more often"),
        (Share(12, 20), Share(12, 20), "New words go as well as old ones"),
        (Share(8, 20), Share(18, 20), "New words go better than old ones"),
        (Share(FEW - 1, FEW - 1), Share(20, 20), f"From {FEW} answers of each sort on"),
        (Share(0, 0), Share(0, 0), f"From {FEW} answers of each sort on"),
    ],
)
def test_the_gap_says_what_it_means(seen, unseen, words):
    assert Gap("plants", seen, unseen).words.startswith(words)


def test_the_gap_opens_to_its_answers():
    gap = Gap("plants", Share(1, 2), Share(3, 4))

    assert gap.seen_url == "/dashboard/responses/?course=plants&wording=seen"
    assert gap.unseen_url == "/dashboard/responses/?course=plants&wording=new"
