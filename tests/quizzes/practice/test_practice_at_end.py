"""A practice that tells nothing before its end: what is kept, what is told, what counts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from quizzes.models import Attempt, Card, Day, Question, Response
from quizzes.practice.services import start_attempt
from quizzes.services import finish_attempt, record_response
from tests.factories import MONDAY, LessonFactory, QuestionFactory

HTMX = {"HX-Request": "true"}
LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture
def lesson(db):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(4, lesson=lesson)
    return lesson


@pytest.fixture
def attempt(student, lesson):
    return begin(student, lesson)


def begin(student, lesson):
    return start_attempt(
        user=student,
        source=lesson,
        count=5,
        seed=1,
        now=MONDAY,
        feedback=Attempt.Feedback.AT_END,
    )


def item_at(attempt, position):
    return attempt.items.select_related("version__question", "attempt").get(position=position)


def letter(item, option):
    return "ABCDE"[item.option_order.index(option)]


def click(client, item, option=None, *, htmx=False, **fields):
    chosen = [] if option is None else [letter(item, option)]
    data = {"sent_key": str(uuid4()), "chosen": chosen, "seen": 0} | fields
    return client.post(item.get_absolute_url(), data, headers=HTMX if htmx else {})


def keep(item, chosen, *, at=MONDAY):
    return record_response(item=item, chosen=chosen, sent_key=uuid4(), now=at)


def finish(client, attempt, **fields):
    return client.post(reverse("quizzes:attempt_finish", args=(attempt.pk,)), fields)


def test_a_click_is_saved_and_not_final(student_client, attempt):
    reply = click(student_client, item_at(attempt, 1), 0, htmx=True, clicked="answer")

    assert reply.headers["Outbox"] == "stored"
    assert "Saved" in reply.content.decode()
    kept = Response.objects.get()
    assert (kept.chosen, kept.final) == ([0], False)


def test_an_answer_can_be_changed_until_the_end(student_client, attempt):
    item = item_at(attempt, 1)
    click(student_client, item, 0)
    click(student_client, item, 2, seen=1)
    finish(student_client, attempt, sure="on")

    assert Response.objects.final().get().chosen == [2]
    assert [row.chosen for row in Response.objects.order_by("number")] == [[0], [2], [2]]


def test_without_a_script_next_leads_on_and_at_last_to_the_review(student_client, attempt):
    assert click(student_client, item_at(attempt, 1), 0).url == f"/attempts/{attempt.pk}/2/"
    assert click(student_client, item_at(attempt, 4), 0).url == attempt.get_absolute_url()


def test_nothing_is_told_before_the_end(student_client, attempt):
    item = item_at(attempt, 1)
    keep(item, [0])
    option = item.version.options[0]

    for url in (item.get_absolute_url(), attempt.get_absolute_url(), "/practice/", "/dashboard/"):
        page = student_client.get(url).content.decode()
        assert option["explanation"] not in page
        assert "verdict" not in page
        assert "1 right" not in page


def test_nothing_counts_before_the_end(attempt):
    keep(item_at(attempt, 1), [0])

    assert not Card.objects.exists()
    assert not Day.objects.exists()


def test_no_clock_is_shown(student_client, attempt):
    for url in (item_at(attempt, 1).get_absolute_url(), attempt.get_absolute_url()):
        page = student_client.get(url).content.decode()
        assert "time limit" not in page
        assert "data-clock" not in page
        assert "exam" not in page.split("<main")[1].split("</main>")[0].lower()


def test_the_review_counts_what_is_not_answered(student_client, attempt):
    keep(item_at(attempt, 2), [0])

    page = student_client.get(attempt.get_absolute_url()).content.decode()

    assert "3 of 4 not answered." in page
    assert "neither right nor wrong" in page
    assert "Finish with 3 questions not answered" in page


def test_to_finish_one_must_be_sure(student_client, attempt):
    keep(item_at(attempt, 1), [0])

    page = finish(student_client, attempt).content.decode()

    attempt.refresh_from_db()
    assert attempt.finished_at is None
    assert "Tick the box first" in page


def test_the_end_leads_to_the_ordinary_report_with_explanations(student_client, attempt):
    item = item_at(attempt, 1)
    keep(item, [0])

    report = student_client.get(finish(student_client, attempt, sure="on").url).content.decode()

    assert '<span class="report-number">1 of 1</span> right' in report
    assert "3 of the 4 questions were not answered and count neither way." in report
    opened = student_client.get(item.get_absolute_url()).content.decode()
    assert item.version.options[0]["explanation"] in opened


def test_blank_is_no_answer_and_tells_nothing(student_client, attempt):
    blank, taken_back = item_at(attempt, 2), item_at(attempt, 3)
    keep(taken_back, [0])
    keep(taken_back, [])
    keep(item_at(attempt, 1), [1])
    finish(student_client, attempt, sure="on")

    assert Card.objects.count() == Response.objects.final().count() == 1
    page = student_client.get(blank.get_absolute_url()).content.decode()
    assert "without answering this question" in page
    assert blank.version.options[0]["explanation"] not in page


def test_an_answer_after_the_end_is_refused_and_said_to_be(student_client, attempt):
    keep(item_at(attempt, 1), [0])
    finish(student_client, attempt, sure="on")

    reply = click(student_client, item_at(attempt, 2), 0, htmx=True, clicked="answer")

    assert reply.headers["Outbox"] == "refused"
    assert Response.objects.final().count() == 1
    page = student_client.get(attempt.get_absolute_url()).content.decode()
    assert "You had finished before this answer arrived" in page


def test_what_is_derived_equals_a_rebuild(student, lesson, attempt):
    QuestionFactory.create(lesson=lesson, kind=Question.Kind.MATCHING)
    for position, chosen in ((1, [0]), (2, [1]), (3, [])):
        keep(item_at(attempt, position), chosen)
    keep(item_at(attempt, 1), [3])
    finish_attempt(attempt=attempt, now=LATER)
    again = begin(student, lesson)
    for item in again.items.select_related("version__question"):
        keep(
            item,
            [0] if item.version.question.kind == Question.Kind.SINGLE else [0, None, None, None],
        )
    finish_attempt(attempt=again, now=LATER)

    call_command("rebuild", check=True)  # raises when something differs


def test_a_stranger_finds_nothing(client, attempt, instructor):
    client.force_login(instructor)
    item = item_at(attempt, 1)

    assert click(client, item, 0).status_code == 404
    assert finish(client, attempt, sure="on").status_code == 404
    assert not Response.objects.exists()


@pytest.mark.parametrize("kind", [Question.Kind.MATCHING, Question.Kind.ORDERING])
def test_who_passes_over_a_question_without_a_script_answers_nothing(student_client, student, kind):
    question = QuestionFactory.create(kind=kind)
    attempt = begin(student, question.lesson)

    click(student_client, item_at(attempt, 1))

    assert not Response.objects.exists()


def test_what_is_refused_stays_on_the_page_with_the_reason(student_client, student):
    question = QuestionFactory.create(kind=Question.Kind.ORDERING)
    attempt = begin(student, question.lesson)

    places = {"place-1": "2", "place-2": "2"}
    page = click(student_client, item_at(attempt, 1), **places).content.decode()

    assert "Place 2 is given more than once" in page
    assert page.count('<option value="2" selected>') == 2
    assert not Response.objects.exists()
