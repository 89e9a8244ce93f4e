import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.summaries import RECENT, read_dashboard
from tests.factories import (
    MONDAY,
    AttemptFactory,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    ReadingFactory,
    UserFactory,
)
from tests.progress.worlds import answer, ask, build_course, know, open_attempt

URL = reverse("progress:dashboard")


def get(client):
    return client.get(URL).content.decode()


def test_an_empty_dashboard_explains_itself_and_offers_the_first_step(student_client):
    LessonFactory.create()

    page = get(student_client)

    assert "There is nothing here yet" in page
    assert f'btn-primary" href="{reverse("courses:course_list")}"' in page


def test_today_says_what_to_do_next_with_one_button(student_client, student):
    module = ModuleFactory.create()
    read, unread = LessonFactory.create_batch(2, module=module)
    ReadingFactory.create(user=student, lesson=read, finished=True)

    page = get(student_client)

    assert page.count("btn-primary") == 1
    assert f'btn-primary" href="{unread.get_absolute_url()}"' in page


def test_a_course_shows_from_the_moment_one_has_joined_it(student_client, student):
    lesson = LessonFactory.create()
    EnrolmentFactory.create(user=student, course=lesson.module.course)

    assert lesson.get_absolute_url() in get(student_client)


def test_every_fact_is_a_square_that_leads_to_its_answers(student_client, student):
    lesson = LessonFactory.create()
    facts = ask(lesson, count=3)
    know(student, facts[:1])
    ReadingFactory.create(user=student, lesson=lesson)

    page = get(student_client)

    for fact in facts:
        assert f"{reverse('progress:responses')}?fact={fact.key}" in page
    assert page.count('class="square square-not-met" href=') == 2
    assert page.count('class="square square-known" href=') == 1
    assert (
        f"{reverse('progress:responses')}?lesson={lesson.module.course.slug}/{lesson.slug}" in page
    )
    assert "32%" in page


def test_recent_attempts_link_to_their_reports(student_client, student):
    question = QuestionFactory.create()
    done = answer(student, question).item.attempt
    course = question.lesson.module.course
    begun = open_attempt(student, course, questions=5, answered=2, title="Leaves")

    page = get(student_client)

    assert f'href="{done.get_absolute_url()}"' in page
    assert "1 of 1 right" in page
    assert f'href="{begun.get_absolute_url()}"' in page
    assert "2 of 5 answered" in page


def test_only_the_latest_attempts_are_listed(student):
    course = LessonFactory.create().module.course
    for day in range(RECENT + 2):
        AttemptFactory.create(
            user=student, course=course, finished=True, started_at=MONDAY + timedelta(days=day)
        )

    attempts = read_dashboard(student, now=MONDAY).attempts

    assert len(attempts) == RECENT
    assert attempts[0].started_at == MONDAY + timedelta(days=RECENT + 1)


def test_a_question_left_out_counts_as_not_right(student):
    course = LessonFactory.create().module.course
    open_attempt(student, course, questions=4, answered=1, finished=True)

    (attempt,) = read_dashboard(student, now=MONDAY).attempts

    assert (attempt.right, attempt.answered, attempt.total) == (1, 1, 4)


def test_the_chart_stands_beside_its_table(student_client, student):
    question = QuestionFactory.create()
    answer(student, question, at=timezone.now())
    answer(student, question, at=timezone.now(), wrong=True)
    today = timezone.localdate().isoformat()

    page = get(student_client)

    # twice in the words, once as a bar, twice in the table
    assert page.count(f"{reverse('progress:responses')}?day={today}") == 5
    assert "2 answers, 1 right" in page
    assert 'class="ledger"' in page


def test_the_numbers_of_others_do_not_show(student_client, student):
    other = UserFactory.create()
    build_course(other)

    assert "There is nothing here yet" in get(student_client)


def test_courses_and_lessons_that_are_not_published_are_invisible(student_client, student):
    hidden = LessonFactory.create(title="Hidden lesson", published=False)
    ReadingFactory.create(user=student, lesson=hidden)
    gone = CourseFactory.create(title="Hidden course", published=False)
    EnrolmentFactory.create(user=student, course=gone)

    page = get(student_client)

    assert "Hidden lesson" not in page
    assert "Hidden course" not in page
    assert "Nothing is waiting" in page


def test_a_guest_is_sent_to_log_in(client, db):
    assert client.get(URL).status_code == 302


def test_a_post_is_turned_away(student_client):
    assert student_client.post(URL).status_code == 405


@pytest.mark.parametrize(
    ("courses", "modules", "lessons", "facts"), [(1, 1, 1, 1), (1, 3, 4, 6), (3, 2, 2, 3)]
)
def test_query_count_does_not_grow(
    student_client, student, django_assert_num_queries, courses, modules, lessons, facts
):
    for _ in range(courses):
        build_course(student, modules=modules, lessons=lessons, facts=facts, days=5)

    # session, user, courses, modules, lessons, facts, open attempt, attempts, activity
    with django_assert_num_queries(10):
        student_client.get(URL)


FIGURE = re.compile(
    r'<a[^>]*href="(/dashboard/responses/[^"]*)"[^>]*>(\d+)(?: answers?| right|</a>)'
)


def test_every_count_equals_the_number_of_answers_it_opens(student_client, student):
    course = build_course(student, modules=2, lessons=2, facts=4, days=3)
    question = course.modules.first().lessons.first().questions.first()
    for hours, wrong in ((0, False), (0, True), (26, False), (40 * 24, True)):
        answer(student, question, wrong=wrong, at=timezone.now() - timedelta(hours=hours))

    figures = FIGURE.findall(get(student_client))

    assert len(figures) >= 8
    for url, count in figures:
        found = student_client.get(unescape(url)).content.decode()
        shown = re.search(r"(\d+) answers?, latest first", found)
        assert int(shown[1] if shown else 0) == int(count), url
