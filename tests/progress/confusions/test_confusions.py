"""The map of confusions, and the page of one pair."""

import re
from datetime import timedelta
from html import escape

import pytest
from django.urls import reverse

from courses.rendering import anchor_for
from quizzes.contrasts.reading import pair_url
from quizzes.models import Attempt, Confusion, Question
from quizzes.practice.services import start_attempt
from quizzes.rollups.rebuilding import Rebuild
from tests.factories import (
    MONDAY,
    CourseFactory,
    EnrolmentFactory,
    FactFactory,
    LessonFactory,
    UserFactory,
)
from tests.pairs import MISTAKEN, RIGHT, STRANGER, answer_all, ask_apart, ask_to_sort, choose

URL = reverse("progress:confusions")
THINGS = ("Leaf", "Root")


@pytest.fixture
def lesson(db):
    """A lesson with four questions each way round."""
    lesson = LessonFactory.create()
    for _ in range(4):
        ask_apart(lesson, "Leaf", "Root")
        ask_apart(lesson, "Root", "Leaf")
    return lesson


@pytest.fixture
def course(lesson):
    return lesson.module.course


@pytest.fixture
def url(course):
    return pair_url(course.slug, THINGS)


def question_on(course, thing):
    return course.facts.filter(subject=thing).first().questions.get()


def mix_up(user, course, thing="Leaf", times=1, at=MONDAY):
    for _ in range(times):
        choose(user, question_on(course, thing), MISTAKEN, at=at)


def told(response):
    """Return the pairs that the map tells, as they stand in its table."""
    return [(pair.thing, pair.taken_for, pair.times) for pair in response.context["pairs"]]


def text_of(client, url):
    return client.get(url).content.decode()


def test_the_map_tells_exactly_what_the_log_says(student_client, student, lesson, course):
    mix_up(student, course, "Leaf", times=3)
    mix_up(student, course, "Root")
    choose(student, question_on(course, "Leaf"), STRANGER)
    choose(student, question_on(course, "Leaf"), RIGHT)
    mix_up(UserFactory.create(), course, "Root", times=5)

    response = student_client.get(URL)

    assert told(response) == [("Leaf", "Root", 3), ("Leaf", "Seed", 1), ("Root", "Leaf", 1)]
    drawn = {(cell.pair.thing, cell.pair.taken_for) for cell in response.context["map"].cells}
    assert len(drawn) == 3


def test_each_number_leads_to_exactly_its_answers(student_client, student, course):
    mix_up(student, course, "Leaf", times=3)
    mix_up(student, course, "Root", times=2)

    response = student_client.get(URL)

    for pair in response.context["pairs"]:
        assert f'href="{escape(pair.url)}"' in response.content.decode()
        assert student_client.get(pair.url).context["page"].paginator.count == pair.times


def test_several_pairs_of_one_answer_count_as_the_one_answer_they_open(
    student_client, student, lesson, course
):
    sorting = ask_to_sort(lesson, "Leaf", "Root", each=3)
    choose(student, sorting, 3, 3, 3, 3, 3, 0)

    response = student_client.get(URL)

    assert told(response) == [("Leaf", "Root", 1), ("Root", "Leaf", 1)]
    for pair in response.context["pairs"]:
        assert student_client.get(pair.url).context["page"].paginator.count == 1
    assert Rebuild().person(student.pk).wrong_rows == ()


def test_each_pair_leads_to_its_page(student_client, student, course):
    mix_up(student, course)

    assert f'href="{escape(pair_url(course.slug, THINGS))}"' in text_of(student_client, URL)


def test_the_day_of_the_last_time_is_told(student_client, student, course):
    mix_up(student, course, at=MONDAY + timedelta(days=2))

    assert "4 Nov 2026" in text_of(student_client, URL)


def test_an_empty_map_explains_itself_and_offers_practice(student_client, student, course):
    EnrolmentFactory.create(user=student, course=course)

    page = text_of(student_client, URL)

    assert "the two stand here" in page
    assert reverse("quizzes:practice") in page
    assert '<svg class="confusion-map' not in page


def test_without_a_course_the_courses_are_offered(student_client):
    assert reverse("courses:course_list") in text_of(student_client, URL)


def test_with_several_courses_one_is_chosen(student_client, student, course):
    mix_up(student, course)
    other = CourseFactory.create()
    EnrolmentFactory.create(user=student, course=other)

    assert student_client.get(URL).context["course"] == course
    chosen = student_client.get(URL, {"course": other.slug})
    assert (chosen.context["course"], told(chosen)) == (other, [])
    assert f"?course={course.slug}" in chosen.content.decode()


@pytest.mark.parametrize("odd", ["nowhere", "\x00", "x" * 5000])
def test_a_course_that_is_not_there_shows_the_usual_one(student_client, student, course, odd):
    mix_up(student, course)

    assert student_client.get(URL, {"course": odd}).context["course"] == course


@pytest.mark.parametrize("count", [1, 60])
def test_the_map_takes_as_many_queries_for_many_pairs(
    student_client, student, course, django_assert_num_queries, count
):
    EnrolmentFactory.create(user=student, course=course)
    for n in range(count):
        Confusion.objects.create(
            user=student,
            course=course,
            thing=f"Thing {n}",
            taken_for=f"Other {n}",
            times=1,
            last_at=MONDAY,
        )

    with django_assert_num_queries(4):  # session, user, courses, pairs
        student_client.get(URL)


def test_a_pair_says_how_often_each_way(student_client, student, course, url):
    mix_up(student, course, "Leaf", times=2)
    mix_up(student, course, "Root")

    response = student_client.get(url)

    ways = [(pair.thing, pair.taken_for, pair.times) for pair in response.context["pairs"]]
    assert ways == [("Leaf", "Root", 2), ("Root", "Leaf", 1)]


def test_a_pair_says_how_often_in_the_words_of_the_end_of_a_drill(
    student_client, student, course, url
):
    mix_up(student, course, "Leaf", times=2)
    mix_up(student, course, "Root")

    page = text_of(student_client, url)

    assert ">twice</a>, last on" in page
    assert ">once</a>, last on" in page


def test_names_begin_with_a_capital_and_the_number_says_what_it_opens(student_client, student):
    lesson = LessonFactory.create()
    question = ask_apart(lesson, "root hairs", "Leaf")
    ask_apart(lesson, "Leaf", "root hairs")
    choose(student, question, MISTAKEN)
    url = pair_url(lesson.module.course.slug, ("Leaf", "root hairs"))

    page, pair = text_of(student_client, URL), text_of(student_client, url)

    assert 'Root hairs <span class="soft">taken for</span> Leaf' in page
    assert "time: the answer that took root hairs for Leaf</span>" in page
    assert re.search(r"<h1>Leaf <span[^>]*>and</span> Root hairs</h1>", pair)


def test_a_pair_never_mixed_up_has_a_page_whichever_comes_first(student_client, course, url):
    turned = pair_url(course.slug, THINGS[::-1])

    pages = [student_client.get(one) for one in (url, turned)]

    assert {page.context["things"] for page in pages} == {THINGS}
    assert "not taken one for the other" in pages[0].content.decode()


@pytest.mark.parametrize(
    "name", ["C++ / C#", "50% & more?", "../admin", "<b>bold</b>", "Schlüssel"]
)
def test_a_thing_may_have_any_name(student_client, lesson, course, name):
    FactFactory.create(lesson=lesson, subject=name)

    page = student_client.get(pair_url(course.slug, (name, "Leaf")))

    assert page.status_code == 200
    assert escape(name) in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"thing": "Leaf"},
        {"thing": "Leaf", "other": "Leaf"},
        {"thing": "Leaf", "other": "Moon"},
        {"thing": "Leaf", "other": "\x00"},
        {"thing": "Leaf", "other": "R" * 201},
    ],
)
def test_an_unknown_pair_is_not_found(student_client, course, query):
    page = reverse("progress:confusion_pair", args=(course.slug,))

    assert student_client.get(page, query).status_code == 404
    assert student_client.post(page, query_params=query).status_code == 404


def test_a_pair_of_a_hidden_or_another_course_is_not_found(student_client, course, url):
    other = CourseFactory.create()
    assert student_client.get(pair_url(other.slug, THINGS)).status_code == 404

    course.published = False
    course.save()
    assert student_client.get(url).status_code == 404


def test_a_pair_whose_names_are_gone_still_shows_what_was_mixed_up(student_client, student, course):
    mix_up(student, course)
    course.facts.update(subject="Renamed")

    response = student_client.get(pair_url(course.slug, THINGS))

    assert "no longer speak of these two" in response.content.decode()
    assert response.context["questions"] == 0


def test_the_table_links_each_cell_to_its_sentence(student_client, lesson, course, url):
    for thing, polarity in (("Leaf", True), ("Root", False)):
        FactFactory.create(
            lesson=lesson,
            subject=thing,
            slot="table",
            says="catch light",
            polarity=polarity,
            passage=f"catches light: {thing}",
        )

    response = student_client.get(url)

    deeds = [row for row in response.context["table"].differing if not row.by_value]
    assert [row.topic for row in deeds] == ["Catches light"]
    page = response.content.decode()
    for thing in THINGS:
        anchor = anchor_for(f"catches light: {thing}")
        assert f'href="{lesson.get_absolute_url()}#{anchor}"' in page


def test_what_no_published_lesson_says_is_not_told(student_client, lesson, course, url):
    lesson.published = False
    lesson.save()

    assert student_client.get(url).context["table"].rows == ()


@pytest.mark.parametrize("facts", [0, 30])
def test_a_pair_takes_as_many_queries_for_many_facts(
    student_client, student, lesson, course, url, django_assert_num_queries, facts
):
    mix_up(student, course)
    mix_up(student, course, "Root")
    for thing in THINGS:
        FactFactory.create_batch(facts, lesson=lesson, subject=thing, slot="table")

    # session, user, course, both ways, facts, questions, answers
    with django_assert_num_queries(7):
        student_client.get(url)


def test_the_button_starts_the_drill(student_client, student, url):
    assert "Drill this pair" in text_of(student_client, url)

    response = student_client.post(url)

    attempt = Attempt.objects.get()
    assert (attempt.user, attempt.title, attempt.items.count()) == (student, "Leaf and Root", 6)
    assert response.url == f"/attempts/{attempt.pk}/1/"
    assert student_client.post(url).url == response.url


def test_fewer_questions_are_said_before_the_start(student_client, student, lesson, url):
    kept = list(lesson.questions.values_list("pk", flat=True)[:2])
    lesson.questions.exclude(pk__in=kept).update(status=Question.Status.RETIRED)

    page = text_of(student_client, url)

    assert "The bank holds 2 questions that tell the two apart" in page
    student_client.post(url)
    assert Attempt.objects.get().items.count() == 2


def test_without_questions_there_is_no_button_but_the_reason(student_client, lesson, url):
    lesson.questions.update(status=Question.Status.RETIRED)

    page = text_of(student_client, url)

    assert "no question of the bank tells the two apart" in page
    assert "Drill this pair" not in page
    assert student_client.post(url).status_code == 200
    assert not Attempt.objects.exists()


def test_an_open_practice_is_asked_about_first(student_client, student, lesson, url):
    opened = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    page = student_client.post(url).content.decode()

    assert f"in the middle of “{lesson.title}”" in page
    assert f'name="replacing" value="{opened.pk}"' in page
    assert Attempt.objects.count() == 1
    student_client.post(url, {"replacing": opened.pk})
    opened.refresh_from_db()
    assert opened.finished_at is not None
    assert student.attempts.open().get().title == "Leaf and Root"


@pytest.mark.parametrize("replacing", ["x", "-1", "9" * 400, ""])
def test_nonsense_ends_nothing(student_client, student, lesson, url, replacing):
    start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)

    assert student_client.post(url, {"replacing": replacing}).status_code == 200
    assert student.attempts.open().count() == Attempt.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_guest_is_sent_to_log_in(client, url, method):
    for page in (URL, url):
        response = getattr(client, method)(page)
        assert response.url.startswith(reverse("account_login"))
    assert not Attempt.objects.exists()


def test_other_methods_are_turned_away(student_client, url):
    assert student_client.post(URL).status_code == 405
    assert student_client.put(url).status_code == 405


def test_the_report_of_a_drill_says_how_it_went_with_the_pair(student_client, student, course, url):
    mix_up(student, course)
    student_client.post(url)
    attempt = student.attempts.open().get()
    answer_all(attempt, RIGHT)

    page = text_of(student_client, attempt.get_absolute_url())

    assert "6 of 6" in page
    assert "In it you did not." in page
    assert f'href="{escape(url)}"' in page


@pytest.mark.parametrize("place", [RIGHT, MISTAKEN])
def test_a_mixed_up_answer_leads_to_the_two(student_client, student, course, url, place):
    attempt = choose(student, question_on(course, "Leaf"), place)

    pages = [
        text_of(student_client, page)
        for page in (attempt.get_absolute_url(), attempt.items.get().get_absolute_url())
    ]

    for page in pages:
        assert ("Compare the two" in page) == (place == MISTAKEN)
        assert (f'href="{escape(url)}"' in page) == (place == MISTAKEN)


def test_a_question_not_answered_leads_nowhere(student_client, student, url):
    student_client.post(url)
    attempt = Attempt.objects.get()

    for page in (attempt.get_absolute_url(), attempt.items.first().get_absolute_url()):
        assert "Compare the two" not in text_of(student_client, page)


def test_the_dashboard_leads_to_the_map_and_to_each_pair(student_client, student, course, url):
    mix_up(student, course)

    page = text_of(student_client, reverse("progress:dashboard"))

    assert f'href="{URL}"' in page
    assert f'href="{escape(url)}"' in page
