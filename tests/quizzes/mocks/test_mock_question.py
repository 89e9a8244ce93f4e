"""A question of an open mock: what is kept, what is said of it, when it is too late."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from quizzes.mocks.services import start_mock
from quizzes.models import AttemptItem, Card, Question, Response
from quizzes.papers.papers import draw_paper
from quizzes.services import (
    AttemptClosed,
    finish_attempt,
    finish_overdue,
    flag_item,
    record_response,
)
from quizzes.sittings.pages import palette_of
from tests.exam_course import make_full_exam, make_small_exam
from tests.factories import MONDAY, EnrolmentFactory, UserFactory

HTMX = {"HX-Request": "true"}
PER_REQUEST = re.compile(r'(name="(?:csrfmiddlewaretoken|sent_key)" value=")[^"]*')


@pytest.fixture
def course(db):
    return make_small_exam()


@pytest.fixture
def mock(student, course):
    """A mock of fifteen minutes, begun on Monday at nine."""
    return start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)


@pytest.fixture(autouse=True)
def at():
    """The clock of the server: one minute after the start, until a test moves it."""
    with time_machine.travel(MONDAY + timedelta(minutes=1), tick=False) as traveller:
        yield lambda **since: traveller.move_to(MONDAY + timedelta(**since))


@pytest.fixture
def client_in_time(client, student, at):
    client.force_login(student)
    return client


def item_of(mock, kind):
    return mock.items.filter(version__question__kind=kind).order_by("position")[0]


def letters(item, *options):
    """Return the letters under which options are shown."""
    return ["ABCDE"[item.option_order.index(option)] for option in options]


def post(client, item, *options, htmx=False, **fields):
    data = {"sent_key": str(uuid4()), "chosen": letters(item, *options), "seen": 0} | fields
    return client.post(item.get_absolute_url(), data, headers=HTMX if htmx else {})


def click(client, item, *options, **fields):
    return post(client, item, *options, htmx=True, clicked="answer", **fields)


def kept(item):
    return [response.chosen for response in item.responses.order_by("number")]


def words(response):
    return " ".join(response.content.decode().split())


def clock_in(reply):
    """Return what a reply tells the countdown of the page, in milliseconds."""
    return json.loads(reply.headers["HX-Trigger"])["mock:clock"]


def checked_in(page):
    """Return the letters of the rows that are chosen on a page."""
    return re.findall(r'name="chosen" value="(.)"[^>]* checked', page)


# Saving


def test_every_click_is_saved_and_said_with_its_time(client_in_time, mock):
    item = item_of(mock, "single")

    first = click(client_in_time, item, 1)
    second = click(client_in_time, item, 0)

    assert kept(item) == [[1], [0]]
    assert "Saved 09:01:00" in words(second)
    assert first.headers["Outbox"] == second.headers["Outbox"] == "stored"
    assert f"Question {item.position}: answered" in words(second)
    assert not Card.objects.exists()


def test_the_reply_tells_the_time_that_is_left(client_in_time, mock):
    reply = click(client_in_time, item_of(mock, "single"), 1)

    assert clock_in(reply) == {"now": 1793610060000, "left": 840000}


def test_a_retry_of_a_click_is_the_same_click(client_in_time, mock):
    item, key = item_of(mock, "single"), str(uuid4())

    replies = [click(client_in_time, item, 1, sent_key=key) for _ in range(2)]

    assert kept(item) == [[1]]
    assert {reply.headers["Outbox"] for reply in replies} == {"stored"}


def test_half_of_a_select_two_is_kept_and_told_as_incomplete(client_in_time, mock):
    item = item_of(mock, "multiple")

    click(client_in_time, item, 1)
    page = words(client_in_time.get(item.get_absolute_url()))

    assert kept(item) == [[1]]
    assert checked_in(page) == letters(item, 1)
    assert f"Question {item.position}: answered in part" in page
    assert palette_of(mock).incomplete[0].position == item.position


def test_what_is_taken_back_is_blank_again_and_stays_out_of_the_log(client_in_time, mock, at):
    item = item_of(mock, "multiple")
    click(client_in_time, item, 0, 1)
    click(client_in_time, item)

    assert f"Question {item.position}: not answered" in words(
        client_in_time.get(item.get_absolute_url())
    )
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=5))
    assert not Response.objects.final().exists()


def test_the_page_shows_what_was_saved(client_in_time, mock):
    item = item_of(mock, "single")
    click(client_in_time, item, 2)

    page = words(client_in_time.get(item.get_absolute_url()))

    assert checked_in(page) == letters(item, 2)
    assert "Saved 09:01:00" in page


def test_seconds_of_all_clicks_add_up(client_in_time, mock, at):
    item = item_of(mock, "single")
    click(client_in_time, item, 2, seconds="4.5")
    click(client_in_time, item, 0, seconds="3")
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=5))

    assert Response.objects.final().get().seconds == 7.5


@pytest.mark.parametrize("key", ["", "no key"])
def test_a_click_without_its_key_is_refused_for_good_and_in_words(client_in_time, mock, key):
    item = item_of(mock, "single")

    reply = click(client_in_time, item, 1, sent_key=key)

    assert "without its key" in words(reply)
    assert reply.headers["Outbox"] == "refused"
    assert kept(item) == []


def test_a_row_that_is_not_there_is_refused_on_the_page(client_in_time, mock):
    item = item_of(mock, "single")

    reply = client_in_time.post(
        item.get_absolute_url(), {"sent_key": str(uuid4()), "chosen": "Z", "go": "next"}
    )

    assert reply.status_code == 200
    assert "no such row" in words(reply)
    assert kept(item) == []


# Without a script


def test_the_button_saves_and_leads_to_the_next_question(client_in_time, mock):
    first = mock.items.get(position=1)

    reply = post(client_in_time, first, 1, go="next")

    assert kept(first) == [[1]]
    assert reply.url == reverse("quizzes:question_answer", args=(mock.pk, 2))


@pytest.mark.parametrize(
    ("position", "go", "to"),
    [
        (3, "previous", 2),
        (3, "7", 7),
        (3, "", 4),
        (3, "99999999999999999999", 4),
        (3, "0", 4),
        (3, "²", 4),
        (3, "review", None),
        (10, "next", None),
        (1, "previous", None),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_each_button_leads_where_it_says(client_in_time, mock, position, go, to, htmx):
    item = mock.items.get(position=position)

    reply = post(client_in_time, item, 1, go=go, htmx=htmx)

    expected = (
        reverse("quizzes:question_answer", args=(mock.pk, to)) if to else mock.get_absolute_url()
    )
    assert (reply.headers.get("HX-Redirect") if htmx else reply.url) == expected
    assert reply.headers["Outbox"] == "stored"
    assert kept(item) == [[1]]


def test_leaving_a_page_without_a_change_does_not_undo_what_another_device_did(
    client_in_time, mock
):
    item = item_of(mock, "single")
    click(client_in_time, item, 1)  # the page that is left below shows this answer, number 1
    click(client_in_time, item, 0)  # on another device

    post(client_in_time, item, 1, seen=1, go="next")

    assert kept(item) == [[1], [0]]


def test_of_two_devices_the_last_click_wins(client_in_time, mock, at):
    item = item_of(mock, "single")
    click(client_in_time, item, 1)
    click(client_in_time, item, 0)
    click(client_in_time, item, 3, seen=1)
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=5))

    assert Response.objects.final().get().chosen == [3]


def at_minute(minute):
    """Return the time of a click as the page sends it."""
    return round((MONDAY + timedelta(minutes=minute)).timestamp() * 1000)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_click_that_waited_does_not_undo_a_later_one(client_in_time, mock, at, htmx):
    """One device lost its line at minute two; on another the person answered at minute four."""
    item = item_of(mock, "single")
    at(minutes=4)
    click(client_in_time, item, 0, clicked_at=at_minute(4))

    at(minutes=9)
    fields = {"clicked": "answer", "clicked_at": at_minute(2)}
    reply = post(client_in_time, item, 1, htmx=htmx, **fields)

    assert kept(item) == [[0]]
    assert reply.headers["Outbox"] == "refused"
    page = words(client_in_time.get(item.get_absolute_url()))
    assert f"You answered question {item.position} later on another device." in page


def test_a_click_that_waited_is_stored_when_nothing_later_was(client_in_time, mock, at):
    item = item_of(mock, "single")
    click(client_in_time, item, 1, clicked_at=at_minute(1))

    at(minutes=9)
    click(client_in_time, item, 0, clicked_at=at_minute(2))

    assert kept(item) == [[1], [0]]


def test_a_retry_of_a_click_that_a_later_one_followed_is_stored_already(client_in_time, mock, at):
    item, key = item_of(mock, "single"), str(uuid4())
    click(client_in_time, item, 1, clicked_at=at_minute(1), sent_key=key)
    at(minutes=4)
    click(client_in_time, item, 0, clicked_at=at_minute(4))

    reply = click(client_in_time, item, 1, clicked_at=at_minute(1), sent_key=key)

    assert reply.headers["Outbox"] == "stored"
    assert kept(item) == [[1], [0]]


@pytest.mark.parametrize("made", ["", "soon", "-1", "9" * 40, "1793610060000.5"])
def test_nonsense_for_a_time_costs_no_answer(client_in_time, mock, made):
    item = item_of(mock, "single")

    click(client_in_time, item, 0, clicked_at=made)

    assert kept(item) == [[0]]


def test_a_blank_question_is_left_without_a_row(client_in_time, mock):
    post(client_in_time, mock.items.get(position=1), go="next")

    assert not Response.objects.exists()


# Flags


def test_a_flag_is_set_and_taken_away_by_a_click(client_in_time, mock):
    item = item_of(mock, "single")

    reply = post(client_in_time, item, htmx=True, clicked="flag", flagged="on")
    assert "not answered, flagged" in words(reply)
    item.refresh_from_db()
    assert item.flagged

    post(client_in_time, item, htmx=True, clicked="flag", was_flagged="on")
    item.refresh_from_db()
    assert not item.flagged
    assert not Response.objects.exists()


def test_a_flag_is_set_without_a_script_too(client_in_time, mock):
    item = item_of(mock, "single")

    post(client_in_time, item, flagged="on", go="next")

    assert AttemptItem.objects.get(pk=item.pk).flagged


def test_a_click_on_an_answer_leaves_the_flag_of_another_device_alone(client_in_time, mock):
    item = item_of(mock, "single")
    flag_item(item=item, flagged=True, now=MONDAY)

    click(client_in_time, item, 1)

    assert AttemptItem.objects.get(pk=item.pk).flagged


def test_after_the_end_no_flag_is_set(mock, at):
    finish_attempt(attempt=mock, now=MONDAY)

    with pytest.raises(AttemptClosed):
        flag_item(item=item_of(mock, "single"), flagged=True, now=MONDAY)


def test_a_click_that_the_end_overtook_is_not_taken_for_stored(mock, at):
    item = item_of(mock, "single")
    sent = {"item": item, "now": MONDAY}
    first = record_response(**sent, chosen=[0], sent_key=uuid4())
    finish_attempt(attempt=mock, now=MONDAY)

    assert record_response(**sent, chosen=[0], sent_key=first.sent_key) == first
    with pytest.raises(AttemptClosed):
        record_response(**sent, chosen=[1], sent_key=uuid4())
    assert kept(item) == [[0], [0]]


# The deadline


def test_a_click_under_way_at_the_deadline_is_taken(client_in_time, mock, at):
    item = item_of(mock, "single")

    at(minutes=15, seconds=5)
    click(client_in_time, item, 0)

    assert kept(item) == [[0]]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_late_answer_is_refused_in_words_and_what_was_saved_stands(
    client_in_time, mock, at, htmx
):
    item = item_of(mock, "single")
    click(client_in_time, item, 0)

    at(minutes=15, seconds=6)
    reply = post(client_in_time, item, 1, htmx=htmx, go="next", clicked="answer")

    mock.refresh_from_db()
    assert (reply.headers.get("HX-Redirect") if htmx else reply.url) == mock.get_absolute_url()
    assert reply.headers["Outbox"] == "refused"
    page = words(client_in_time.get(mock.get_absolute_url()))
    assert "so it does not count. What was saved before stands." in page
    assert Response.objects.final().get().chosen == [0]
    assert mock.finished_at == mock.deadline


def test_an_answer_after_the_own_end_is_told_apart(client_in_time, mock, at):
    item = item_of(mock, "single")
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=2))

    click(client_in_time, item, 1)

    page = words(client_in_time.get(mock.get_absolute_url()))
    assert "You had finished before this answer arrived" in page


@pytest.mark.parametrize("position", [1, 10])
def test_who_comes_back_after_the_deadline_gets_the_report(client_in_time, mock, at, position):
    at(hours=3)

    reply = client_in_time.get(mock.items.get(position=position).get_absolute_url(), follow=True)

    assert reply.redirect_chain == [(mock.get_absolute_url(), 302)]
    assert "was up, so it has ended" in words(reply)


@pytest.mark.parametrize(
    "url", ["/mock/", "/practice/", "/attempts/{0}/", "/attempts/{0}/1/", "/attempts/{0}/clock/"]
)
def test_every_page_of_attempts_ends_what_is_overdue(client_in_time, mock, at, url):
    at(hours=3)

    client_in_time.get(url.format(mock.pk))

    mock.refresh_from_db()
    assert mock.finished_at == mock.deadline


def test_only_what_is_overdue_is_ended(student, mock):
    assert finish_overdue(student, now=MONDAY + timedelta(minutes=15, seconds=5)) == 0
    assert finish_overdue(student, now=MONDAY + timedelta(minutes=15, seconds=6)) == 1
    assert finish_overdue(student, now=MONDAY + timedelta(hours=1)) == 0


def test_without_a_limit_there_is_no_countdown_and_no_end(client, student, course, at):
    EnrolmentFactory.create(user=student, course=course, time_factor=0)
    mock = start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)
    client.force_login(student)

    at(hours=300)
    page = words(client.get(mock.items.get(position=1).get_absolute_url()))

    assert "No time limit" in page
    assert "data-clock" not in page
    assert finish_overdue(student, now=MONDAY + timedelta(days=300)) == 0
    click(client, item_of(mock, "single"), 0)
    assert Response.objects.count() == 1


def test_the_clock_of_the_page_is_that_of_the_server(client_in_time, mock, at):
    at(minutes=3, seconds=30)

    page = words(client_in_time.get(mock.items.get(position=1).get_absolute_url()))

    assert 'data-left="690000" data-whole="900000"' in page
    assert "11:30 left" in page
    assert "until 09:15:00" in page


def test_the_page_may_ask_for_the_time_again(client_in_time, mock, at):
    url = reverse("quizzes:mock_clock", args=(mock.pk,))

    assert clock_in(client_in_time.get(url)) == {"now": 1793610060000, "left": 840000}
    at(minutes=20)
    ended = client_in_time.get(url, headers=HTMX)
    assert (ended.status_code, ended.headers["HX-Redirect"]) == (204, mock.get_absolute_url())


# The end


def finish_url(mock):
    return reverse("quizzes:attempt_finish", args=(mock.pk,))


def test_the_review_counts_what_is_open_and_flagged(client_in_time, mock):
    click(client_in_time, item_of(mock, "single"), 0)
    click(client_in_time, item_of(mock, "multiple"), 0)
    flag_item(item=item_of(mock, "single"), flagged=True, now=MONDAY)

    page = words(client_in_time.get(mock.get_absolute_url()))

    assert "8 of 10 not answered." in page
    assert "1 answered in part." in page
    assert "1 flagged." in page
    assert "Finish with 8 questions not answered" in page
    assert page.count('class="square-link is-open" href=') == 8


def test_nothing_ends_before_the_person_is_sure(client_in_time, mock):
    reply = client_in_time.post(finish_url(mock))

    mock.refresh_from_db()
    assert mock.finished_at is None
    assert "Tick the box first" in words(reply)


def test_who_is_sure_ends_it(client_in_time, mock):
    reply = client_in_time.post(finish_url(mock), {"sure": "on"})

    mock.refresh_from_db()
    assert mock.finished_at == MONDAY + timedelta(minutes=1)
    assert reply.url == mock.get_absolute_url()
    assert client_in_time.post(finish_url(mock)).url == mock.get_absolute_url()


def test_at_the_deadline_the_page_ends_it_by_itself(client_in_time, mock, at):
    at(minutes=15)

    reply = client_in_time.post(finish_url(mock), headers=HTMX)

    mock.refresh_from_db()
    assert reply.headers["HX-Redirect"] == mock.get_absolute_url()
    assert mock.finished_at == mock.deadline


def test_a_page_whose_countdown_is_ahead_is_put_right(client_in_time, mock, at):
    at(minutes=14, seconds=58)

    reply = client_in_time.post(finish_url(mock), headers=HTMX)

    mock.refresh_from_db()
    assert clock_in(reply)["left"] == 2000
    assert mock.finished_at is None


# Who may, and what nobody may see


@pytest.mark.parametrize("path", ["", "1/", "clock/"])
def test_a_stranger_finds_nothing(client, mock, path):
    client.force_login(UserFactory.create())

    assert client.get(f"{mock.get_absolute_url()}{path}").status_code == 404


def test_a_stranger_changes_nothing(client, mock):
    client.force_login(UserFactory.create())
    item = item_of(mock, "single")

    assert click(client, item, 0).status_code == 404
    assert client.post(finish_url(mock), {"sure": "on"}).status_code == 404
    assert kept(item) == []


@pytest.mark.parametrize("path", ["", "1/", "clock/"])
def test_a_guest_is_sent_to_log_in(client, mock, path):
    reply = client.get(f"{mock.get_absolute_url()}{path}")

    assert reply.url.startswith(reverse("account_login"))


def test_other_methods_are_refused(client_in_time, mock):
    assert client_in_time.put(mock.items.get(position=1).get_absolute_url()).status_code == 405
    assert client_in_time.post(reverse("quizzes:mock_clock", args=(mock.pk,))).status_code == 405
    assert client_in_time.get(finish_url(mock)).status_code == 405


def test_there_is_a_clock_of_mocks_only(client_in_time, student, mock):
    type(mock).objects.update(mode="practice")

    assert client_in_time.get(reverse("quizzes:mock_clock", args=(mock.pk,))).status_code == 404


def test_no_page_of_an_open_mock_tells_what_is_right(client_in_time, mock):
    urls = [mock.get_absolute_url(), *(item.get_absolute_url() for item in mock.items.all())]

    for url in urls:
        page = words(client_in_time.get(url))
        assert "Why option" not in page
        assert "words on option" not in page
    reply = click(client_in_time, item_of(mock, "single"), 0)
    assert "Why option" not in words(reply)


def test_the_page_of_a_question_is_the_same_whether_it_counts_or_not(client_in_time, student):
    """Of a full form: 15 of its 65 questions do not count, and nothing tells which."""
    mock = start_mock(user=student, paper=draw_paper(make_full_exam(), seed=3), now=MONDAY)
    assert mock.items.filter(scored=False).count() == 15

    for item in mock.items.filter(position__in=(1, 30, 65)):
        pages = set()
        for scored in (True, False):
            AttemptItem.objects.filter(pk=item.pk).update(scored=scored)
            page = client_in_time.get(item.get_absolute_url()).content.decode()
            pages.add(PER_REQUEST.sub(r"\1", page))
        assert len(pages) == 1


def test_scored_and_unscored_questions_have_pages_of_one_shape(client_in_time, student):
    mock = start_mock(user=student, paper=draw_paper(make_full_exam(), seed=3), now=MONDAY)
    shapes = {True: set(), False: set()}
    inner = mock.items.filter(position__gt=1, position__lt=65)
    for item in inner.select_related("version__question"):
        page = client_in_time.get(item.get_absolute_url()).content.decode()
        tags = re.findall(r"<[a-z][^ >]*|class=\"[^\"]*\"", page)
        shapes[item.scored].add((item.version.question.kind, tuple(tags)))

    assert {kind for kind, _ in shapes[True]} == set(Question.Kind.values[:2])
    assert shapes[False] <= shapes[True]


@pytest.mark.parametrize("clicks", [1, 12])
def test_queries_of_a_page_do_not_grow_with_what_was_clicked(
    client_in_time, mock, django_assert_num_queries, clicks
):
    item = item_of(mock, "single")
    for _ in range(clicks):
        click(client_in_time, item, 1)

    with django_assert_num_queries(5):  # session, user, item, palette, last answer
        client_in_time.get(item.get_absolute_url())
    with django_assert_num_queries(4):  # session, user, attempt, palette
        client_in_time.get(mock.get_absolute_url())


@pytest.mark.parametrize("full", [False, True])
def test_a_click_takes_as_many_queries_on_a_long_form(
    client_in_time, student, course, django_assert_num_queries, full
):
    made = make_full_exam() if full else course
    mock = start_mock(user=student, paper=draw_paper(made, seed=3), now=MONDAY)
    item = item_of(mock, "single")
    click(client_in_time, item, 1)

    with django_assert_num_queries(15):
        click(client_in_time, item, 2)
