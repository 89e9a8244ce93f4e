"""Mock exams in a real browser: by keyboard alone, without a line, killed, on two devices, to the last second."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.mocks.services import start_mock
from quizzes.models import Attempt, AttemptItem, Response
from quizzes.papers.papers import draw_paper
from quizzes.services import finish_attempt, record_response
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll, follow
from tests.browser.practising import cut_line
from tests.exam_course import make_small_exam
from tests.factories import CourseFactory, EnrolmentFactory


@pytest.fixture
def course(transactional_db):
    return make_small_exam()


@pytest.fixture
def mock(student, course):
    """A mock of ten questions that has just begun."""
    return start_mock(user=student, paper=draw_paper(course, seed=5), now=timezone.now())


def go(page, mock, position=1):
    page.goto(f"/attempts/{mock.pk}/{position}/")


def item_of(mock, kind="single"):
    return mock.items.filter(version__question__kind=kind).order_by("position")[0]


def row(page, number):
    """Return the row of an option by its number; 1 is right."""
    return page.locator(".option-row", has_text=f"option {number} of")


def saved(page):
    return page.locator("#save-state", has_text=re.compile(r"Saved \d\d:\d\d:\d\d"))


def unsaved(page):
    return page.locator("#save-state", has_text="Not saved, trying again")


def square(page, position):
    return page.locator(f"#go-{position}")


def chosen_of(item):
    return [one.chosen for one in item.responses.order_by("number")]


def run_out_in(mock, **span):
    """Move the deadline, the length of the whole with it."""
    Attempt.objects.filter(pk=mock.pk).update(deadline=timezone.now() + timedelta(**span))


# Clicks


def test_each_click_is_saved_and_said_politely(student_page, mock):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)
    page.evaluate("window.stayed = true")

    row(page, 2).click()
    expect(saved(page)).to_be_visible()
    row(page, 1).click()
    expect(page.locator("#seen")).to_have_value("2")

    assert chosen_of(item) == [[1], [0]]
    assert item.responses.first().seconds > 0
    expect(page.locator("#save-state")).to_have_attribute("role", "status")
    expect(square(page, item.position)).to_have_accessible_name(
        f"Question {item.position}: answered"
    )
    assert page.evaluate("window.stayed") is True


def test_half_a_select_two_is_shown_as_incomplete_and_kept_over_a_reload(student_page, mock):
    page, item = student_page, item_of(mock, "multiple")
    go(page, mock, item.position)

    row(page, 2).click()
    expect(saved(page)).to_be_visible()
    page.reload()

    expect(row(page, 2).locator("input")).to_be_checked()
    expect(page.locator(".option-input:checked")).to_have_count(1)
    expect(square(page, item.position)).to_have_accessible_name(
        f"Question {item.position}: answered in part"
    )


def test_a_flag_toggles_and_shows_in_the_palette(student_page, mock):
    page = student_page
    go(page, mock)

    page.get_by_label("Flag").check()
    expect(square(page, 1)).to_have_accessible_name("Question 1: not answered, flagged")
    page.keyboard.press("f")
    expect(square(page, 1)).to_have_accessible_name("Question 1: not answered")

    assert not AttemptItem.objects.filter(flagged=True).exists()
    assert not Response.objects.exists()


def test_the_palette_leads_to_any_question_and_saves_first(student_page, mock):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)

    row(page, 3).click()
    square(page, 9).click()

    expect(page).to_have_url(re.compile(r"/9/$"))
    assert chosen_of(item) == [[2]]


# The keyboard


@pytest.mark.parametrize(("width", "height", "zoom"), [(320, 640, 1), (640, 900, 2)])
def test_a_whole_mock_is_done_by_keyboard_alone(student_page, course, width, height, zoom):
    page = student_page
    page.emulate_media(reduced_motion="reduce")  # so that the focus is in sight at once
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/mock/")
    enlarge(page, zoom)
    press_until_focused(page, page.get_by_role("button", name="Start the exam"))
    page.keyboard.press("Enter")
    expect(page.locator(".mock-where")).to_have_text("Question 1 of 10")
    mock = Attempt.objects.get()

    for position in range(1, 11):
        expect(page.locator(".mock-where")).to_have_text(f"Question {position} of 10")
        enlarge(page, zoom)
        if position == 4:
            page.keyboard.press("f")
        elif position != 6:
            choose_right_ones(page)
            expect(square(page, position)).to_have_accessible_name(f"Question {position}: answered")
        page.keyboard.press("Enter" if position % 2 else "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Review before the end")
    enlarge(page, zoom)
    expect(page.locator(".review-counts")).to_contain_text("2 of 10 not answered.")
    press_until_focused(page, page.get_by_role("link", name="Question 4: not answered, flagged"))
    page.keyboard.press("Enter")
    expect(page.locator(".mock-where")).to_have_text("Question 4 of 10")
    choose_right_ones(page)
    expect(saved(page)).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator(".mock-where")).to_have_text("Question 3 of 10")
    page.keyboard.press("r")
    expect(page.locator(".review-counts")).to_contain_text("1 of 10 not answered.")
    enlarge(page, zoom)
    press_until_focused(page, page.get_by_label("Finish with 1 question not answered"))
    page.keyboard.press("Space")
    press_until_focused(page, page.get_by_role("button", name="Finish the exam"))
    page.keyboard.press("Enter")

    expect(
        page.get_by_role("heading", name=re.compile(r"Between \d+ and \d+; pass is 700"))
    ).to_be_visible()
    enlarge(page, zoom)
    mock.refresh_from_db()
    assert mock.finished_at is not None
    assert Response.objects.final().filter(points=1).count() == 9


def enlarge(page, zoom):
    """Zoom the page as a browser does, and see that nothing has to be scrolled sideways."""
    page.locator("html").evaluate("(html, zoom) => { html.style.zoom = zoom }", zoom)
    assert_no_sideways_scroll(page)


def choose_right_ones(page):
    for letter in right_letters(page):
        page.keyboard.press(letter)


def right_letters(page):
    picks = 2 if page.locator(".option-input[type=checkbox]").count() else 1
    return [
        row(page, number).locator(".option-key").inner_text().lower()
        for number in range(1, picks + 1)
    ]


def press_until_focused(page, locator):
    """Press Tab until an element has the focus, which can be seen and is not covered."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and locator.evaluate("one => one === document.activeElement"):
            assert is_in_sight(locator)
            return
    raise AssertionError("The keyboard does not reach it.")


def is_in_sight(locator):
    return locator.evaluate(
        """one => {
            const { x, y, width, height } = one.getBoundingClientRect();
            const found = document.elementFromPoint(x + width / 2, y + height / 2);
            return found !== null && (one.contains(found) || found.contains(one));
        }"""
    )


def test_the_bar_never_covers_what_has_the_focus(student_page, mock):
    page = student_page
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 660})
    go(page, mock)

    for _ in range(3):
        for _ in range(30):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if focused.count() and page.locator(".mock-form :focus").count():
                assert is_in_sight(focused)
        page.keyboard.press("Shift+Tab")


def test_single_keys_can_be_turned_off(student_page, mock):
    page = student_page
    go(page, mock)
    page.keyboard.press("?")
    page.get_by_label("Use the single letters").uncheck()
    assert_accessible(page)
    page.get_by_role("button", name="Close").click()

    for key in ("n", "r", "f", "a"):
        page.keyboard.press(key)

    expect(page.locator(".mock-where")).to_have_text("Question 1 of 10")
    expect(page.locator(".option-input:checked")).to_have_count(0)
    expect(page.get_by_label("Flag")).not_to_be_checked()


# Without a script


def test_without_javascript_a_whole_mock_is_done(plain_page, course):
    page = plain_page
    page.goto("/mock/")
    page.get_by_role("button", name="Start the exam").click()
    expect(page.locator(".clock-time")).to_have_text("15:00 left")
    for position in range(1, 11):
        expect(page.locator(".mock-where")).to_have_text(f"Question {position} of 10")
        row(page, 1).click()
        if page.locator(".option-input[type=checkbox]").count():
            row(page, 2).click()
        if position == 2:
            page.locator(".flag-choice").click()
        page.locator("#go-next").click()
    expect(page.locator(".review-counts")).to_contain_text("All 10 answered.")
    expect(page.locator(".review-counts")).to_contain_text("1 flagged.")
    page.get_by_role("link", name="Question 2: answered, flagged").click()
    page.locator("#go-previous").click()
    expect(page.locator(".mock-where")).to_have_text("Question 1 of 10")
    page.locator("#go-review").click()
    page.get_by_label("I have looked through my answers").check()
    page.get_by_role("button", name="Finish the exam").click()

    expect(page.locator(".range-fact")).to_contain_text("8 of 8 scored questions right")
    page.locator("summary", has_text="Why, option by option").first.click()
    expect(page.locator(".reason").first).to_be_visible()
    assert Response.objects.filter(final=False).count() == 10


# Without a line


def test_clicks_without_a_line_are_kept_and_the_last_one_is_sent_when_it_is_back(
    student_page, mock, troubles
):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)

    cut_line(page)
    for number in (2, 3, 1):
        row(page, number).click()
    expect(unsaved(page)).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Send again now").click()

    expect(saved(page)).to_be_visible()
    assert chosen_of(item) == [[0]]
    troubles.clear()  # the browser reports the lost line


def test_it_is_sent_again_by_itself(student_page, mock, troubles):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)

    page.context.set_offline(True)
    row(page, 1).click()
    expect(unsaved(page)).to_be_visible()
    page.context.set_offline(False)

    expect(saved(page)).to_be_visible()
    assert chosen_of(item) == [[0]]
    troubles.clear()


def test_who_goes_on_without_a_line_stays_until_the_answer_is_saved(student_page, mock, troubles):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)
    cut_line(page)

    row(page, 1).click()
    expect(unsaved(page)).to_be_visible()
    page.locator("#go-next").click()
    expect(unsaved(page)).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/{item.position}/$"))
    page.unroute_all()

    expect(page).to_have_url(re.compile(rf"/{item.position + 1}/$"))
    assert chosen_of(item)[-1] == [0]
    troubles.clear()


def test_a_killed_browser_that_comes_back_sends_what_was_not_saved(
    student_page, mock, browser, browser_context_args, troubles, base_url
):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)
    row(page, 2).click()
    expect(saved(page)).to_be_visible()
    cut_line(page)
    row(page, 1).click()
    expect(unsaved(page)).to_be_visible()
    left_behind = page.context.storage_state()
    troubles.clear()
    page.context.close()

    again = browser.new_context(
        **{**browser_context_args, "base_url": base_url, "storage_state": left_behind}
    )
    page = again.new_page()
    page.goto("/mock/")
    expect(page.get_by_role("heading", name="You are in the middle of one")).to_be_visible()
    expect(page.locator("#messages")).to_contain_text("has reached the server")
    go(page, mock, item.position)

    expect(row(page, 1).locator("input")).to_be_checked()
    assert chosen_of(item) == [[1], [0]]
    again.close()


def test_of_two_devices_the_last_click_wins(student_page, mock):
    item = item_of(mock)
    first, second = student_page, student_page.context.new_page()
    for page in (first, second):
        go(page, mock, item.position)
    row(first, 2).click()
    expect(saved(first)).to_be_visible()
    row(second, 1).click()
    expect(saved(second)).to_be_visible()

    first.locator("#go-next").click()  # no click here: it must not undo the other's
    expect(first).to_have_url(re.compile(rf"/{item.position + 1}/$"))
    first.go_back()

    expect(row(first, 1).locator("input")).to_be_checked()
    assert chosen_of(item) == [[1], [0]]


def test_a_click_that_waited_for_a_line_does_not_undo_a_later_one(student_page, mock, troubles):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)
    cut_line(page)
    row(page, 2).click()
    expect(unsaved(page)).to_be_visible()
    later = timezone.now() + timedelta(seconds=60)
    record_response(item=item, chosen=[0], sent_key=uuid4(), now=later)  # elsewhere

    page.unroute_all()

    expect(page.locator("#messages")).to_contain_text("later on another device")
    expect(row(page, 1).locator("input")).to_be_checked()
    assert chosen_of(item) == [[0]]
    troubles.clear()


# The time


def left_on(page):
    """Return the seconds that the countdown shows."""
    minutes, seconds = page.locator(".clock-time").inner_text().removesuffix(" left").split(":")
    return 60 * int(minutes) + int(seconds)


def test_the_countdown_runs(student_page, mock):
    page = student_page
    go(page, mock)

    first = left_on(page)
    expect(page.locator(".clock-time")).not_to_have_text(page.locator(".clock-time").inner_text())

    assert 0 < first - left_on(page) < 30
    assert 800 < first <= 900


@pytest.mark.parametrize("hours", [-3, 5])
def test_a_wrong_clock_of_the_machine_changes_nothing(student_page, mock, hours):
    page = student_page
    page.add_init_script(
        f"const real = Date.now; Date.now = () => real() + {hours} * 3600000 + (window.jump ?? 0);"
    )
    go(page, mock)
    assert 800 < left_on(page) <= 900

    with page.expect_response("**/clock/"):  # it notices a jump, and asks the server
        page.evaluate("window.jump = 7200000")

    assert 780 < left_on(page) <= 900


def test_half_time_is_said_politely(student_page, mock):
    now = timezone.now()
    Attempt.objects.filter(pk=mock.pk).update(
        started_at=now - timedelta(minutes=14), deadline=now + timedelta(minutes=14, seconds=8)
    )
    page = student_page
    go(page, mock)
    say = page.locator("[data-clock-say]")

    expect(say).to_have_attribute("role", "status")
    expect(say).to_have_text("14 minutes left.")


def test_the_last_minute_is_said(student_page, mock):
    run_out_in(mock, seconds=68)
    page = student_page
    go(page, mock)

    expect(page.locator("[data-clock-say]")).to_have_text("1 minute left.")


def test_the_time_can_be_put_away(student_page, mock):
    page = student_page
    go(page, mock)

    page.get_by_role("button", name="Hide the time").click()
    page.reload()
    expect(page.locator(".clock-time")).to_be_hidden()
    page.get_by_role("button", name="Show the time").click()

    expect(page.locator(".clock-time")).to_be_visible()


def test_without_a_limit_there_is_no_countdown(student_page, student, course):
    EnrolmentFactory.create(user=student, course=course, time_factor=0)
    mock = start_mock(user=student, paper=draw_paper(course, seed=5), now=timezone.now())
    page = student_page
    go(page, mock)

    expect(page.locator(".clock")).to_have_text("No time limit")
    expect(page.locator("[data-clock]")).to_have_count(0)


def test_when_the_time_is_up_the_page_ends_the_exam(student_page, mock):
    item = item_of(mock)
    run_out_in(mock, seconds=6)
    page = student_page
    go(page, mock, item.position)
    row(page, 1).click()
    expect(saved(page)).to_be_visible()

    expect(page).to_have_url(re.compile(rf"/attempts/{mock.pk}/$"))

    expect(page.get_by_role("heading", name=re.compile("Between"))).to_be_visible()
    mock.refresh_from_db()
    assert mock.finished_at == mock.deadline
    assert Response.objects.final().get().chosen == [0]


def test_when_the_time_is_up_during_the_review_the_page_ends_the_exam(student_page, mock):
    run_out_in(mock, seconds=4)
    page = student_page
    page.goto(mock.get_absolute_url())
    expect(page.get_by_role("heading", name="Finish?")).to_be_visible()

    expect(page.get_by_role("heading", name=re.compile("Between"))).to_be_visible()

    mock.refresh_from_db()
    assert mock.finished_at == mock.deadline


def test_a_click_that_waits_is_sent_before_the_end(student_page, mock, troubles):
    item = item_of(mock)
    run_out_in(mock, seconds=7)
    page = student_page
    go(page, mock, item.position)
    cut_line(page)
    row(page, 1).click()
    expect(unsaved(page)).to_be_visible()
    expect(page.locator(".clock-time")).to_have_text(re.compile("0:0[12] left"))
    page.unroute_all()

    expect(page).to_have_url(re.compile(rf"/attempts/{mock.pk}/$"))
    assert Response.objects.final().get().chosen == [0]
    troubles.clear()


def test_without_a_line_the_page_waits_at_the_end_and_goes_on_when_it_is_back(
    student_page, mock, troubles
):
    run_out_in(mock, seconds=4)
    page = student_page
    go(page, mock)
    with page.expect_event("requestfailed"):
        page.context.set_offline(True)
        expect(page.locator("[data-clock-say]")).to_contain_text("The time is up.")
    expect(page.locator("#messages")).to_be_empty()
    page.context.set_offline(False)

    expect(page).to_have_url(re.compile(rf"/attempts/{mock.pk}/$"))
    mock.refresh_from_db()
    assert mock.finished_at == mock.deadline
    troubles.clear()


def test_when_nobody_was_there_the_report_waits(student_page, mock):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)
    row(page, 1).click()
    expect(saved(page)).to_be_visible()
    page.goto("about:blank")
    run_out_in(mock, minutes=-20)

    page.goto("/mock/")

    expect(page.locator("#messages")).to_contain_text("was up, so it has ended")
    expect(page.locator(".mock-past tbody tr")).to_have_count(1)
    assert Response.objects.final().get().chosen == [0]


def test_a_click_that_comes_too_late_is_told_so(student_page, mock):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)
    finish_attempt(attempt=mock, now=timezone.now())  # on another device

    row(page, 1).click()

    expect(page).to_have_url(re.compile(rf"/attempts/{mock.pk}/$"))
    expect(page.locator("#messages")).to_contain_text("so it does not count")
    assert not Response.objects.exists()


def test_when_the_session_has_ended_the_click_is_kept_for_after_the_log_in(student_page, mock):
    page, item = student_page, item_of(mock)
    go(page, mock, item.position)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")

    row(page, 1).click()
    expect(page).to_have_url(re.compile(rf"/accounts/login/\?next=/attempts/{mock.pk}/"))
    page.context.add_cookies(cookies)
    go(page, mock, item.position)

    expect(saved(page)).to_be_visible()
    expect(row(page, 1).locator("input")).to_be_checked()
    assert chosen_of(item) == [[0]]


# Accessibility and look


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_phone(instructor_page, course, troubles, scheme):
    page = instructor_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})

    def look():
        assert_accessible(page)
        assert_no_sideways_scroll(page)

    page.goto("/mock/")
    look()
    page.locator("summary", has_text="Type the code of a form").click()
    page.get_by_label("Form code", exact=True).fill("wrong")
    follow(page, page.get_by_role("button", name="Start with this form"))
    look()
    follow(page, page.get_by_role("button", name="Start the exam"))
    page.locator(".option-row").first.click()
    page.locator(".flag-choice").click()
    expect(square(page, 1)).to_have_accessible_name(re.compile("flagged"))
    look()
    mock = Attempt.objects.get()
    go(page, mock, item_of(mock, "multiple").position)
    row(page, 1).click()
    expect(saved(page)).to_be_visible()
    look()
    page.goto(mock.get_absolute_url())
    look()
    page.locator("#id_sure").evaluate("box => box.form.noValidate = true")
    follow(page, page.get_by_role("button", name="Finish the exam"))
    expect(page.get_by_role("alert")).to_contain_text("Tick the box first")
    look()
    page.locator("#id_sure").check()
    follow(page, page.get_by_role("button", name="Finish the exam"))
    for summary in page.locator(".mock-why > summary").all()[:3]:
        summary.click()
    look()
    page.goto(f"/mock/print/{mock.form_code}/")
    look()
    page.goto(f"/mock/print/{mock.form_code}/key/")
    look()
    page.goto("/mock/")
    look()
    CourseFactory.create()
    page.goto("/mock/")
    expect(page.get_by_text("For which course?")).to_be_visible()
    look()
    page.goto("/mock/print/0000/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such paper")
    look()
    troubles.clear()  # the browser reports the page that is not there


def test_targets_are_large_enough(student_page, mock):
    page = student_page
    page.set_viewport_size({"width": 320, "height": 640})
    go(page, mock)

    for target in page.locator(
        ".option-row, .square-link:is(button), .flag-choice, .mock-actions .btn:visible"
    ).all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 36
    box = page.get_by_role("button", name="Hide the time").bounding_box()
    assert box["height"] >= 24


def test_the_paper_prints_without_the_frame(instructor_page, course):
    page = instructor_page
    page.goto(f"/mock/print/{draw_paper(course, seed=3).code}/")
    page.emulate_media(media="print")

    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator(".site-footer")).to_be_hidden()
    expect(page.locator(".no-print")).to_be_hidden()
    expect(page.locator(".paper-item")).to_have_count(10)
