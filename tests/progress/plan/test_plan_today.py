"""What today's plan asks for, read from the rows of a person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from courses.models import Enrolment
from progress.plan import today
from progress.plan.tasks import whole_minutes
from progress.steps import planned_steps
from quizzes.models import Attempt, Card, Day
from tests.factories import (
    MONDAY,
    AttemptFactory,
    BlueprintFactory,
    CourseFactory,
    DomainFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    ReadingFactory,
)
from tests.progress.worlds import answer, ask, know

NOW = MONDAY + timedelta(days=1)


@pytest.fixture
def course(db):
    return CourseFactory.create()


@pytest.fixture
def module(course):
    return ModuleFactory.create(course=course)


def read_lesson(student, module, **fields):
    lesson = LessonFactory.create(module=module, minutes=8, **fields)
    ReadingFactory.create(user=student, lesson=lesson, finished=True)
    return lesson


def test_facts_that_are_due_are_reviewed(student, course, module):
    facts = ask(read_lesson(student, module), count=3)
    know(student, facts)
    Card.objects.filter(fact__in=facts[:2]).update(due_at=MONDAY)

    plan = today(student, course, now=NOW)

    assert plan.reviews.count == 2
    assert plan.reviews.url == f"{reverse('quizzes:review')}?course={course.slug}&count=2"
    assert plan.new_facts is None


def test_new_facts_are_asked_once_their_lesson_is_read(student, course, module):
    lesson = read_lesson(student, module)
    ask(lesson, count=3)
    unread = LessonFactory.create(module=module, minutes=60)
    ask(unread, count=5)

    plan = today(student, course, now=NOW)

    assert plan.new_facts.count == 3
    assert plan.new_facts.title == lesson.title
    assert plan.new_facts.url == (
        f"{reverse('quizzes:practice')}?lesson={lesson.slug}&course={course.slug}"
        "&only=unseen&count=5"
    )
    assert [task.kind for task in plan.tasks] == ["new_facts", "lesson"]
    assert plan.lesson.title == unread.title
    assert plan.lesson.url == unread.get_absolute_url()


def test_a_lesson_is_read_before_its_new_facts_are_asked(student, course, module):
    lesson = LessonFactory.create(module=module, minutes=8)
    ask(lesson, count=3)

    plan = today(student, course, now=NOW)

    assert [task.kind for task in plan.tasks] == ["lesson", "new_facts"]
    steps = list(planned_steps(plan, due=0))
    assert [step.action for step in steps] == ["Read this lesson", "Practise new facts"]
    assert steps[1].text == f"From {lesson.title}: once you have read it. 3 minutes."


def test_new_facts_of_several_lessons_say_which_the_way_opens(student, course, module):
    first, second = (read_lesson(student, module) for _ in range(2))
    ask(first, count=6)
    ask(second, count=7)

    task = today(student, course, now=NOW).new_facts

    assert task.origin == f"from {first.title} first, then from 1 more lesson"
    assert f"lesson={first.slug}" in task.url
    assert task.url.endswith("only=unseen&count=10")


def test_the_way_to_new_facts_presets_the_builder(student, student_client, course, module):
    lesson = read_lesson(student, module)
    ask(lesson, count=12)

    form = student_client.get(today(student, course, now=NOW).new_facts.url).context["form"]

    chosen = {name: form[name].value() for name in ("source", "only", "count")}
    assert chosen == {"source": f"lesson-{lesson.pk}", "only": "unseen", "count": "15"}


def test_more_new_facts_than_a_practice_holds_take_the_longest(student, course, module):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=60)
    ask(read_lesson(student, module), count=30)

    assert today(student, course, now=NOW).new_facts.url.endswith("count=20")


@pytest.mark.parametrize(("wish", "seconds"), [(25, 650), (20, 30), (20, 100), (15, 440), (7, 77)])
def test_what_is_done_and_what_is_to_go_make_up_a_full_day(student, course, module, wish, seconds):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=wish)
    lesson = read_lesson(student, module)
    know(student, ask(lesson, count=4))
    Card.objects.update(due_at=MONDAY)
    ask(lesson, count=60)
    Day.objects.create(
        user=student, course=course, date=NOW.date(), answers=5, right=5, seconds=seconds
    )

    plan = today(student, course, now=NOW)

    assert plan.done + plan.minutes == wish
    assert sum(task.minutes for task in plan.tasks) == plan.minutes


def test_a_day_on_which_less_is_left_is_not_told_as_full(student, course, module):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=20)
    ask(read_lesson(student, module), count=19)

    plan = today(student, course, now=NOW)

    assert (plan.done, plan.minutes) == (0, 19)


@pytest.mark.parametrize(
    ("parts", "total", "whole"),
    [
        ((5.4, 7.4), 13, (5, 8)),
        ((0.2, 9.8), 10, (1, 9)),
        ((0.0, 3.0), 3, (0, 3)),
        ((0.3, 0.3), 0, (1, 1)),
        ((0.0, 0.0), 0, (0, 0)),
    ],
)
def test_whole_minutes_make_the_whole(parts, total, whole):
    assert tuple(whole_minutes(dict(zip("ab", parts, strict=True)), total).values()) == whole


def test_who_never_joined_gets_the_usual_plan_and_joins_nothing(student, course, module):
    LessonFactory.create(module=module, minutes=8)

    plan = today(student, course, now=NOW)

    assert plan.wish == Enrolment().minutes_a_day
    assert plan.lesson.minutes == 8
    assert not Enrolment.objects.exists()


def test_what_was_done_today_is_taken_off(student, course, module):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=10)
    ask(read_lesson(student, module), count=40)
    before = today(student, course, now=NOW)
    Day.objects.create(
        user=student, course=course, date=NOW.date(), answers=10, right=10, seconds=240
    )

    after = today(student, course, now=NOW)

    assert (before.done, after.done) == (0, 6)
    assert before.minutes == pytest.approx(10, abs=1)
    assert after.minutes == pytest.approx(4, abs=1)


def test_the_reviews_of_the_day_are_taken_off_its_limit(student, course, module):
    EnrolmentFactory.create(user=student, course=course, reviews_a_day=5)
    facts = ask(read_lesson(student, module), count=8)
    know(student, facts)
    Card.objects.update(due_at=MONDAY)
    review = AttemptFactory.create(
        user=student, course=course, mode=Attempt.Mode.REVIEW, finished=True
    )
    for fact in facts[:2]:
        answer(student, fact.questions.get(), attempt=review, at=NOW - timedelta(hours=1))

    assert today(student, course, now=NOW).reviews.count == 3


def test_a_lesson_begun_counts_half(student, course, module):
    lesson = LessonFactory.create(module=module, minutes=8)
    ReadingFactory.create(user=student, lesson=lesson)

    assert today(student, course, now=NOW).lesson.minutes == 4


def test_a_lesson_of_which_all_facts_were_met_need_not_be_read(student, course, module):
    lesson = LessonFactory.create(module=module, minutes=8)
    know(student, ask(lesson, count=2))

    plan = today(student, course, now=NOW)

    assert plan.is_done
    assert plan.minutes == 0


def test_what_the_exam_asks_more_about_comes_first(student, course, module):
    EnrolmentFactory.create(user=student, course=course, minutes_a_day=5)
    exam = BlueprintFactory.create(course=course)
    DomainFactory.create(blueprint=exam, number=1, weight=10)
    DomainFactory.create(blueprint=exam, number=2, weight=90)
    minor = read_lesson(student, module, exam_tasks=["1.1"], bank_share=50)
    major = read_lesson(student, module, exam_tasks=["2.1"], bank_share=50)
    for lesson in (minor, major):
        ask(lesson, count=10)

    assert today(student, course, now=NOW).new_facts.title == major.title


def test_a_mock_is_due_three_days_before_the_exam(student, course, module):
    EnrolmentFactory.create(
        user=student, course=course, minutes_a_day=60, exam_date=NOW.date() + timedelta(days=3)
    )
    know(student, ask(read_lesson(student, module), count=20))

    plan = today(student, course, now=NOW)

    assert plan.mock.minutes == 30
    assert plan.mock_fits
    assert today(student, course, now=NOW - timedelta(days=1)).mock is None


def test_a_mock_that_is_longer_than_the_day_takes_the_place_of_all_else(student, course, module):
    EnrolmentFactory.create(
        user=student, course=course, minutes_a_day=20, exam_date=NOW.date() + timedelta(days=3)
    )
    know(student, ask(read_lesson(student, module), count=20))

    plan = today(student, course, now=NOW)

    assert plan.mock.count == 1
    assert not plan.mock_fits
    assert plan.minutes == 0
    (step,) = planned_steps(plan, due=0)
    assert step.text.endswith("30 minutes. It takes the place of all else today.")


def test_what_stands_below_a_mock_is_told_to_be_in_its_place(student, course, module):
    EnrolmentFactory.create(
        user=student, course=course, minutes_a_day=10, exam_date=NOW.date() + timedelta(days=1)
    )
    ask(read_lesson(student, module), count=40)

    mock, new = planned_steps(today(student, course, now=NOW), due=0)

    assert mock.text.endswith("of all else today. Without it: 10 minutes, as below.")
    assert new.title == "10 new facts"


def test_facts_that_wait_are_counted_in_plain_order(student, course, module):
    EnrolmentFactory.create(user=student, course=course, reviews_a_day=5)
    know(student, ask(read_lesson(student, module), count=7))
    Card.objects.update(due_at=MONDAY)

    (step,) = planned_steps(today(student, course, now=NOW), due=7)

    assert step.text.endswith("2 more facts can wait.")


@pytest.mark.parametrize(("factor", "minutes"), [(100, 30), (150, 45), (0, 30)])
def test_a_mock_takes_as_long_as_the_person_has(student, course, module, factor, minutes):
    EnrolmentFactory.create(
        user=student,
        course=course,
        minutes_a_day=60,
        time_factor=factor,
        exam_date=NOW.date() + timedelta(days=3),
    )
    know(student, ask(read_lesson(student, module), count=20))

    assert today(student, course, now=NOW).mock.minutes == minutes


def test_on_the_day_of_the_exam_nothing_is_planned(student, course, module):
    EnrolmentFactory.create(user=student, course=course, exam_date=NOW.date())
    ask(read_lesson(student, module), count=3)

    plan = today(student, course, now=NOW)

    assert plan.is_done
    assert plan.exam_date == NOW.date()


def test_an_exam_that_has_passed_is_none(student, course, module):
    EnrolmentFactory.create(user=student, course=course, exam_date=date(2026, 10, 1))
    ask(read_lesson(student, module), count=3)

    plan = today(student, course, now=NOW)

    assert plan.exam_date is None
    assert plan.new_facts.count == 3


def test_what_cannot_be_asked_is_not_planned(student, course, module):
    lesson = read_lesson(student, module)
    facts = ask(lesson, count=2)
    facts[0].questions.update(status="retired")
    hidden = LessonFactory.create(module=module, published=False)
    QuestionFactory.create(lesson=hidden)

    assert today(student, course, now=NOW).new_facts.count == 1


@pytest.mark.parametrize("size", [1, 12])
def test_the_queries_do_not_grow(student, course, django_assert_num_queries, size):
    exam = BlueprintFactory.create(course=course)
    DomainFactory.create(blueprint=exam)
    EnrolmentFactory.create(user=student, course=course)
    for _ in range(size):
        lesson = read_lesson(student, ModuleFactory.create(course=course))
        facts = ask(lesson, count=3)
        know(student, facts[:2])
        answer(student, facts[0].questions.get(), at=NOW)

    with django_assert_num_queries(12):
        today(student, course, now=NOW)
