from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.rendering import anchor_for
from progress.views import PAGE_SIZE
from tests.factories import (
    MONDAY,
    BlueprintFactory,
    DomainFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
)
from tests.progress.worlds import answer, ask, build_course

URL = reverse("progress:responses")


def get(client, **query):
    return client.get(URL, query).content.decode()


def stems(page, *answers):
    """Return which of the answers the page lists."""
    return [one for one in answers if one.item.version.stem in page]


@pytest.fixture
def right(student):
    return answer(student, QuestionFactory.create(), at=MONDAY)


@pytest.fixture
def wrong(student):
    return answer(student, QuestionFactory.create(), at=MONDAY + timedelta(days=1), wrong=True)


def test_an_answer_shows_question_choice_verdict_and_time(student_client, right):
    page = get(student_client)

    assert right.item.version.stem in page
    assert right.item.version.options[0]["text"] in page
    assert "Right" in page
    assert "2 November 2026, 09:00" in page
    assert f'href="{right.item.get_absolute_url()}"' in page


def test_a_wrong_answer_says_so_in_words(student_client, wrong):
    assert "Not right</span>" in get(student_client)


def test_the_latest_answer_stands_first(student_client, right, wrong):
    page = get(student_client)

    assert page.index(wrong.item.version.stem) < page.index(right.item.version.stem)


@pytest.mark.parametrize(("correct", "left"), [("1", "right"), ("0", "wrong"), ("", "both")])
def test_answers_by_verdict(student_client, right, wrong, correct, left):
    shown = stems(get(student_client, correct=correct), right, wrong)

    assert shown == {"right": [right], "wrong": [wrong], "both": [right, wrong]}[left]


def test_answers_by_lesson(student_client, right, wrong):
    slug = wrong.item.version.question.lesson.slug

    assert stems(get(student_client, lesson=slug), right, wrong) == [wrong]


def test_a_lesson_is_told_from_one_of_the_same_name_in_another_course(student_client, right, wrong):
    lessons = [one.item.version.question.lesson for one in (right, wrong)]
    for lesson in lessons:
        lesson.slug = "same"
        lesson.save()

    page = get(student_client, lesson=f"{lessons[1].module.course.slug}/same")

    assert stems(page, right, wrong) == [wrong]


def test_answers_about_a_fact_of_the_lesson_count_wherever_they_were_asked(student_client, student):
    (fact,) = ask(LessonFactory.create())
    elsewhere = answer(student, QuestionFactory.create(facts=[fact]))

    page = get(student_client, lesson=f"{fact.course.slug}/{fact.lesson.slug}")

    assert stems(page, elsewhere) == [elsewhere]


def test_answers_since_a_day(student_client, right, wrong):
    page = get(student_client, since="2026-11-03")

    assert stems(page, right, wrong) == [wrong]
    assert "Given since 3 November 2026." in page


def test_answers_by_attempt(student_client, right, wrong):
    page = get(student_client, attempt=right.item.attempt_id)

    assert stems(page, right, wrong) == [right]
    assert f'href="{right.item.attempt.get_absolute_url()}"' in page


def test_answers_by_day(student_client, right, wrong):
    assert stems(get(student_client, day="2026-11-03"), right, wrong) == [wrong]


def test_a_day_is_one_of_the_current_time_zone(student_client, student, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    timezone.get_default_timezone.cache_clear()
    late = answer(student, QuestionFactory.create(), at=datetime(2026, 11, 2, 23, 0, tzinfo=UTC))

    try:
        assert stems(get(student_client, day="2026-11-03"), late) == [late]
        assert stems(get(student_client, day="2026-11-02"), late) == []
    finally:
        timezone.get_default_timezone.cache_clear()


def test_answers_by_fact_name_the_fact_and_its_place(student_client, right, wrong):
    fact = right.item.version.question.facts.get()

    page = get(student_client, fact=fact.key)

    assert stems(page, right, wrong) == [right]
    assert fact.statement in page
    lesson = right.item.version.question.lesson
    assert f'href="{lesson.get_absolute_url()}#{anchor_for(fact.passage)}"' in page


def test_a_fact_that_was_never_asked_says_what_to_do(student_client):
    (fact,) = ask(LessonFactory.create())

    assert "No question has asked you about this fact yet" in get(student_client, fact=fact.key)


def test_a_fact_of_a_hidden_lesson_is_not_told(student_client):
    (fact,) = ask(LessonFactory.create(published=False))

    assert fact.statement not in get(student_client, fact=fact.key)


def test_filters_narrow_together(student_client, right, wrong):
    slug = wrong.item.version.question.lesson.slug

    assert stems(get(student_client, lesson=slug, correct="1"), right, wrong) == []


@pytest.mark.parametrize(
    "query",
    [
        {"day": "yesterday"},
        {"day": "2026-02-30"},
        {"day": "0000-00-00"},
        {"since": "ever"},
        {"attempt": "x"},
        {"attempt": "-1"},
        {"attempt": "99999999999999999999999"},
        {"correct": "maybe"},
        {"lesson": "no-such-lesson"},
        {"fact": "x" * 300},
        {"fact": "a\x00b"},
        {"page": "x"},
        {"page": "-3"},
        {"page": "999"},
    ],
)
def test_an_address_that_makes_no_sense_shows_all_answers(student_client, right, query):
    response = student_client.get(URL, query)

    assert response.status_code == 200
    assert stems(response.content.decode(), right) == [right]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_have_no_answers(student_client, right, day):
    assert stems(get(student_client, day=day), right) == []


def test_nobody_sees_the_answers_of_others(student_client, student):
    other = answer(UserFactory.create(), QuestionFactory.create())

    page = get(student_client, attempt=other.item.attempt_id)

    assert other.item.version.stem not in page
    assert other.item.attempt.title not in page
    assert "No answers here" in page


def test_many_answers_are_paged_and_the_filter_stays(student_client, student):
    question = QuestionFactory.create()
    for minute in range(PAGE_SIZE + 1):
        answer(student, question, at=MONDAY + timedelta(minutes=minute))

    first = get(student_client, correct="1")
    last = get(student_client, correct="1", page=2)

    assert first.count('class="answer"') == PAGE_SIZE
    assert "?correct=1&amp;page=2" in first
    assert last.count('class="answer"') == 1
    assert "?correct=1&amp;page=1" in last


def test_a_guest_is_sent_to_log_in(client, db):
    assert client.get(URL).status_code == 302


def test_a_post_is_turned_away(student_client):
    assert student_client.post(URL).status_code == 405


@pytest.mark.parametrize(("modules", "lessons", "facts"), [(1, 1, 1), (2, 3, 6)])
def test_query_count_does_not_grow(
    student_client, student, django_assert_num_queries, modules, lessons, facts
):
    build_course(student, modules=modules, lessons=lessons, facts=facts)

    with django_assert_num_queries(5):  # session, user, lessons, count, answers
        student_client.get(URL)


# What the figures of the dashboard open


def test_answers_of_a_course_and_of_a_module(student_client, right, wrong):
    lessons = [one.item.version.question.lesson for one in (right, wrong)]
    course, module = lessons[1].module.course, lessons[1].module

    of_course = get(student_client, course=course.slug)
    of_module = get(student_client, course=course.slug, module=module.slug)
    of_none = get(student_client, course=course.slug, module=lessons[0].module.slug)

    assert stems(of_course, right, wrong) == [wrong]
    assert f"In {course.title}." in of_course
    assert stems(of_module, right, wrong) == [wrong]
    assert f"Module: {module.title}." in of_module
    assert stems(of_none, right, wrong) == []


def test_answers_of_a_domain_are_those_of_its_lessons(student_client, student):
    leaf = LessonFactory.create(exam_tasks=["1.1"])
    root = LessonFactory.create(module=leaf.module, exam_tasks=["2.1"])
    exam = BlueprintFactory.create(course=leaf.module.course)
    for number in (1, 2):
        DomainFactory.create(blueprint=exam, number=number)
    first, second = (answer(student, QuestionFactory.create(lesson=one)) for one in (leaf, root))

    page = get(student_client, course=leaf.module.course.slug, domain=2)

    assert stems(page, first, second) == [second]
    assert "Domain 2 of the exam." in page


def test_the_first_answer_to_a_wording_is_told_from_later_ones(student_client, student):
    question = QuestionFactory.create()
    first = answer(student, question, at=MONDAY)
    again = answer(student, question, at=MONDAY + timedelta(days=1), wrong=True)
    answer(UserFactory.create(), question, at=MONDAY - timedelta(days=1))

    new, seen = (get(student_client, wording=wording) for wording in ("new", "seen"))

    assert first.item.get_absolute_url() in new
    assert again.item.get_absolute_url() not in new
    assert again.item.get_absolute_url() in seen
    assert first.item.get_absolute_url() not in seen
    assert "To words that were new to you." in new


def test_answers_until_a_day(student_client, right, wrong):
    page = get(student_client, until="2026-11-02")

    assert stems(page, right, wrong) == [right]
    assert "Given until 2 November 2026." in page


@pytest.mark.parametrize(
    "query",
    [
        {"course": "no such course"},
        {"until": "never"},
        {"wording": "odd"},
        {"domain": "x"},
        {"domain": "1"},
        {"module": "leaf"},
        {"thing": "Leaf"},
        {"taken_for": "x" * 300},
    ],
)
def test_a_part_that_makes_no_sense_narrows_nothing(student_client, right, query):
    assert stems(get(student_client, **query), right) == [right]


def test_what_narrows_the_list_is_kept_when_more_is_asked(student_client, right):
    course = right.item.attempt.course

    page = get(student_client, course=course.slug, wording="new")

    assert f'<input type="hidden" name="course" value="{course.slug}"' in page
    assert '<input type="hidden" name="wording" value="new"' in page
