"""Bad moments in the middle of a question: no answer is lost, and none counts twice."""

import re
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Response, Version
from quizzes.practice.services import start_attempt
from quizzes.services import record_response
from tests.browser.accessibility import assert_accessible
from tests.browser.practising import (
    answer_button,
    confidence_button,
    cut_line,
    go,
    make_lesson,
    right_row,
    send_again_button,
    summary,
    trouble,
    wrong_row,
)
from tests.factories import MONDAY, PASSWORD, UserFactory, VersionFactory

RIGHT = re.compile("Right.")


@pytest.fixture
def attempt(student, transactional_db):
    return start_attempt(user=student, source=make_lesson(), count=5, seed=1, now=MONDAY)


@pytest.fixture
def _lost_line(page, troubles):
    """Let the browser report requests that fail."""
    yield
    troubles.clear()


# A clock that is wrong by `wrongBy` hours, which a test may change while a page is open.
WRONG_CLOCK = """
    const RightDate = Date;
    window.wrongBy = %s;
    const wrong = () => RightDate.now() + window.wrongBy * 3600 * 1000;
    Date = class extends RightDate {
      constructor(...parts) { super(...(parts.length ? parts : [wrong()])); }
      static now() { return wrong(); }
    };
"""
HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def kept(page):
    """Return the names under which the browser keeps answers that wait."""
    names = page.evaluate("Object.keys(localStorage)")
    return [name for name in names if name.startswith("notewright.outbox.")]


def lose_the_reply(route):
    route.fetch()
    route.abort()


def log_in_by_hand(page, user):
    page.get_by_label("Email").fill(user.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


@pytest.mark.usefixtures("_lost_line")
def test_an_answer_without_a_line_waits_in_the_browser_and_is_sent_by_itself(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()

    page.context.set_offline(True)
    confidence_button(page, "Sure").click()
    expect(trouble(page)).to_be_visible()
    expect(right_row(page).locator("input")).to_be_checked()
    assert len(kept(page)) == 1
    assert_accessible(page)
    page.context.set_offline(False)

    expect(summary(page)).to_have_text(RIGHT)
    assert kept(page) == []
    assert Response.objects.get().confidence == "sure"


@pytest.mark.usefixtures("_lost_line")
def test_what_waits_to_be_sent_is_not_changed_and_can_be_sent_by_hand(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    address = f"**/attempts/{attempt.pk}/1/"
    page.route(address, lambda route: route.abort())
    answer_button(page).click()
    expect(trouble(page)).to_be_visible()

    page.keyboard.press("a")
    page.keyboard.press("b")
    expect(right_row(page).locator("input")).to_be_checked()
    page.unroute(address)
    send_again_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.count() == 1


@pytest.mark.usefixtures("_lost_line")
def test_an_answer_that_waits_survives_a_reload(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    cut_line(page)
    confidence_button(page, "Unsure").click()
    expect(trouble(page)).to_be_visible()

    page.reload()
    expect(trouble(page)).to_be_visible()
    expect(right_row(page).locator("input")).to_be_checked()
    page.unroute_all()
    page.reload()

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.get().confidence == "unsure"
    assert kept(page) == []


@pytest.mark.usefixtures("_lost_line")
def test_an_answer_that_waits_is_sent_from_any_other_page(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    cut_line(page)
    answer_button(page).click()
    expect(trouble(page)).to_be_visible()

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto("/dashboard/")
        expect(page.get_by_text("has not reached the server")).to_be_visible()
        assert_accessible(page)
    page.unroute_all()
    page.get_by_role("button", name="Send now").click()

    expect(page.get_by_text("has reached the server")).to_be_visible()
    assert kept(page) == []
    assert Response.objects.get().points == 1
    page.get_by_role("link", name=re.compile("^Question 1 of 3")).click()
    expect(summary(page)).to_have_text(RIGHT)


@pytest.mark.usefixtures("_lost_line")
def test_a_check_inside_a_lesson_waits_and_is_sent_in_its_place(student_page, attempt):
    page = student_page
    lesson = Version.objects.first().question.lesson
    page.goto(lesson.get_absolute_url())
    page.get_by_role("button", name=re.compile("^Check")).first.click()
    right_row(page).click()
    cut_line(page)
    answer_button(page).click()
    expect(trouble(page)).to_be_visible()
    page.unroute_all()

    expect(summary(page)).to_have_text(RIGHT)
    expect(page).to_have_url(re.compile(f"{lesson.get_absolute_url()}$"))
    page.get_by_role("link", name="Next question").click()
    expect(page.locator(".place-words")).to_have_text("Question 2 of 3")


@pytest.mark.usefixtures("_lost_line")
def test_a_lost_reply_does_not_count_twice(student_page, attempt):
    """The server has stored the answer, but its reply never arrives: sending again shows it."""
    page = student_page
    go(page, attempt)
    right_row(page).click()

    page.route(f"**/attempts/{attempt.pk}/1/", lose_the_reply, times=1)
    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.count() == 1
    assert kept(page) == []


@pytest.mark.usefixtures("_lost_line")
def test_a_server_that_stumbles_gets_the_answer_again(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()

    page.route(f"**/attempts/{attempt.pk}/1/", lambda route: route.fulfill(status=503), times=1)
    answer_button(page).click()
    expect(trouble(page)).to_be_visible()

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.count() == 1


def test_a_page_that_is_not_the_servers_acknowledges_nothing(student_page, attempt):
    """The log-in page of a wireless network answers everything, and has stored nothing."""
    page = student_page
    go(page, attempt)
    right_row(page).click()

    page.route(f"**/attempts/{attempt.pk}/1/", lambda route: route.fulfill(body="Wi-Fi"), times=1)
    answer_button(page).click()
    expect(page.get_by_text("Wi-Fi")).to_be_visible()
    assert len(kept(page)) == 1
    go(page, attempt)

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.count() == 1


@pytest.mark.usefixtures("_lost_line")
def test_an_answer_that_waits_is_nobody_elses(student_page, student, attempt, log_in):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    cut_line(page)
    answer_button(page).click()
    expect(trouble(page)).to_be_visible()
    page.goto("about:blank")
    page.unroute_all()

    log_in(UserFactory.create())
    page.goto("/dashboard/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("has not reached the server")).to_have_count(0)
    assert not Response.objects.exists()
    log_in(student)
    page.goto("/dashboard/")

    expect(page.get_by_text("has reached the server")).to_be_visible()
    assert Response.objects.get().item.attempt.user == student


def test_when_the_session_has_ended_the_answer_is_kept_over_the_log_in(
    student_page, student, attempt
):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    page.context.clear_cookies(name="sessionid")

    confidence_button(page, "Guessing").click()
    expect(page).to_have_url(re.compile(rf"/accounts/login/\?next=/attempts/{attempt.pk}/1/"))
    assert not Response.objects.exists()
    log_in_by_hand(page, student)

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.get().confidence == "guessing"
    assert kept(page) == []


def test_logging_in_again_in_another_tab_keeps_the_answer(student_page, student, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto("/accounts/login/")
    log_in_by_hand(other, student)
    expect(other).to_have_url(re.compile("/dashboard/"))

    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.count() == 1


def test_a_second_tab_sees_the_answer_of_the_first(student_page, attempt):
    first, second = student_page, student_page.context.new_page()
    for page in (first, second):
        go(page, attempt)
    right_row(first).click()
    answer_button(first).click()
    expect(summary(first)).to_have_text(RIGHT)

    wrong_row(second).click()
    answer_button(second).click()

    expect(summary(second)).to_have_text(RIGHT)
    assert Response.objects.get().points == 1


@pytest.mark.usefixtures("_lost_line")
def test_a_tab_that_waits_shows_what_another_tab_has_sent(student_page, attempt):
    first, second = student_page, student_page.context.new_page()
    for page in (first, second):
        go(page, attempt)
    right_row(first).click()
    cut_line(first)
    answer_button(first).click()
    expect(trouble(first)).to_be_visible()

    second.reload()
    expect(summary(second)).to_have_text(RIGHT)

    expect(summary(first)).to_have_text(RIGHT)
    assert Response.objects.count() == 1


@pytest.mark.parametrize("plain", [False, True])
def test_the_back_button_harms_nothing(request, attempt, plain):
    page = request.getfixturevalue("plain_page" if plain else "student_page")
    go(page, attempt)
    right_row(page).click()
    answer_button(page).click()
    page.locator(".question-next").click()
    expect(page.locator(".place-words")).to_have_text("Question 2 of 3")

    page.go_back()
    expect(page.locator(".place-words")).to_have_text("Question 1 of 3")
    expect(summary(page)).to_have_text(RIGHT)
    page.reload()
    expect(summary(page)).to_have_text(RIGHT)

    assert Response.objects.count() == 1


@pytest.fixture
def remembering_page(
    browser_type_launch_args, browser_type, base_url, client, student, attempt, settings
):
    """A page of a browser that keeps left pages in memory, as people's browsers do."""
    browser = browser_type.launch(
        **browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"]
    )
    context = browser.new_context(base_url=base_url)
    client.force_login(student)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
    yield context.new_page()
    browser.close()


def allow_to_remember(route):
    """Take away what forbids Chromium to keep a page; other browsers may keep it all the same."""
    reply = route.fetch()
    headers = {name: value for name, value in reply.headers.items() if name != "cache-control"}
    route.fulfill(response=reply, headers=headers)


def test_a_page_out_of_the_browsers_memory_saves_no_stale_answer(remembering_page, attempt):
    page = remembering_page
    page.route(f"**/attempts/{attempt.pk}/1/", allow_to_remember, times=1)
    go(page, attempt)
    page.evaluate(
        "addEventListener('pageshow', (event) => { document.body.dataset.kept = event.persisted })"
    )
    wrong_row(page).click()
    page.goto("/courses/")
    record_response(
        item=attempt.items.get(position=1), chosen=[0], sent_key=uuid4(), now=timezone.now()
    )

    page.go_back(wait_until="commit")
    expect(page.locator("body")).to_have_attribute("data-kept", "true")
    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    assert Response.objects.get().points == 1


def test_a_reload_before_the_answer_answers_nothing(student_page, attempt):
    page = student_page
    go(page, attempt)
    wrong_row(page).click()
    page.reload()

    expect(page.locator(".option-input:checked")).to_have_count(0)
    assert not Response.objects.exists()
    right_row(page).click()
    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)


@pytest.mark.parametrize("hours", [-30, 5])
def test_a_wrong_clock_breaks_nothing(student_page, attempt, hours):
    page = student_page
    page.add_init_script(WRONG_CLOCK % hours)
    go(page, attempt)
    page.evaluate("window.wrongBy = -window.wrongBy")
    right_row(page).click()
    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    response = Response.objects.get()
    assert 0 < response.seconds < 60
    assert timezone.now() - response.created_at < timedelta(minutes=1)


@pytest.mark.usefixtures("_lost_line")
def test_an_answer_that_waits_does_not_mind_a_wrong_clock(student_page, attempt):
    page = student_page
    page.add_init_script(WRONG_CLOCK % 1000)
    go(page, attempt)
    right_row(page).click()
    cut_line(page)
    answer_button(page).click()
    expect(trouble(page)).to_be_visible()
    page.evaluate("window.wrongBy = -1000")
    page.unroute_all()

    expect(summary(page)).to_have_text(RIGHT)
    assert kept(page) == []


def test_time_counts_only_while_the_page_is_seen(student_page, attempt):
    page = student_page
    began = time.monotonic()
    go(page, attempt)
    page.evaluate(HIDE, True)
    page.wait_for_timeout(3000)
    page.evaluate(HIDE, False)
    right_row(page).click()
    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    assert 0 < Response.objects.get().seconds <= time.monotonic() - began - 3


def test_time_before_a_reload_counts_too(student_page, attempt):
    page = student_page
    go(page, attempt)
    page.wait_for_timeout(2000)
    page.reload()
    right_row(page).click()
    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    assert 2 <= Response.objects.get().seconds < 60


@pytest.mark.parametrize("plain", [False, True])
def test_a_lesson_edited_in_the_middle_leaves_the_question_as_it_was(request, attempt, plain):
    page = request.getfixturevalue("plain_page" if plain else "student_page")
    go(page, attempt)
    stem = page.locator(".stem").inner_text()
    version = Version.objects.get(stem=stem)
    reword(version)
    right_row(page).click()
    answer_button(page).click()

    expect(summary(page)).to_have_text(RIGHT)
    expect(page.locator(".stem")).to_have_text(stem)
    expect(page.get_by_text("The lesson has changed since")).to_be_visible()
    assert Response.objects.get().item.version == version
    page.locator(".source a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What leaves do")
    if not plain:
        expect(page.get_by_text("are not in this lesson any more")).to_be_visible()
        assert_accessible(page)


def reword(version):
    """Let the lesson say it in other words, and the question ask it in others."""
    question = version.question
    lesson = question.lesson
    lesson.body = lesson.body.replace("capture sunlight", "catch the light of the sun")
    lesson.save()
    question.current = VersionFactory.create(question=question, stem="What is caught?")
    question.save()
