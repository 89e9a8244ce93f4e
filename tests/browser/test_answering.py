"""Answering in a real browser: by mouse, by keyboard, without JavaScript, twice, and backwards."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Attempt, Response
from quizzes.practice.services import start_attempt
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll, follow
from tests.browser.practising import (
    answer_button,
    go,
    make_lesson,
    right_letter,
    right_row,
    summary,
)
from tests.factories import (
    MONDAY,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    VersionFactory,
    option,
)


@pytest.fixture
def lesson(transactional_db):
    return make_lesson()


@pytest.fixture
def attempt(student, lesson):
    return start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)


def test_answering_by_mouse_opens_the_rows_without_a_reload(student_page, attempt):
    page = student_page
    go(page, attempt)
    page.evaluate("window.stayed = true")

    right_row(page).click()
    answer_button(page).click()

    expect(summary(page)).to_have_text(re.compile("Right."))
    expect(summary(page)).to_be_focused()
    expect(page.locator(".reason")).to_have_count(4)
    assert page.evaluate("window.stayed") is True
    assert Response.objects.get().points == 1
    assert Response.objects.get().seconds > 0


def test_the_whole_row_is_a_target_of_at_least_48_pixels(student_page, attempt):
    go(student_page, attempt)
    row = student_page.locator(".option-row").nth(2)

    box = row.bounding_box()
    assert box["height"] >= 48
    student_page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)

    expect(row.locator("input")).to_be_checked()


def test_a_practice_is_done_by_keyboard_alone(student_page, attempt):
    page = student_page
    go(page, attempt)

    for position in (1, 2):
        expect(page.locator(".place-words")).to_have_text(f"Question {position} of 3")
        page.keyboard.press(right_letter(page).lower())
        expect(right_row(page).locator("input")).to_be_checked()
        page.keyboard.press("Enter")
        expect(summary(page)).to_be_focused()
        page.keyboard.press("n")
    expect(page.locator(".place-words")).to_have_text("Question 3 of 3")
    page.keyboard.press(str("ABCD".index(right_letter(page)) + 1))
    page.keyboard.press("Enter")
    expect(summary(page)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".report-number")).to_have_text("3 of 3")


def test_the_keys_of_the_browser_are_enough_too(student_page, attempt):
    page = student_page
    go(page, attempt)

    page.locator(".option-input").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".option-input").nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    expect(answer_button(page)).to_be_focused()
    page.keyboard.press("Space")

    expect(summary(page)).to_be_focused()
    assert Response.objects.count() == 1


def test_the_sheet_of_keys_opens_and_single_keys_can_be_turned_off(student_page, attempt):
    page = student_page
    go(page, attempt)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Use the single letters").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("b")

    expect(page.locator(".option-input:checked")).to_have_count(0)
    page.get_by_role("button", name="Keyboard").click()
    expect(page.get_by_label("Use the single letters")).not_to_be_checked()


def test_without_javascript_everything_still_works(plain_page, attempt):
    page = plain_page
    go(page, attempt)
    for _ in range(3):
        right_row(page).click()
        answer_button(page).click()
        expect(summary(page)).to_have_text(re.compile("Right."))
        page.locator(".question-next").click()

    expect(page.locator(".report-number")).to_have_text("3 of 3")
    expect(page.get_by_role("button", name="Keyboard")).to_have_count(0)


def test_without_javascript_a_practice_is_built_and_ended(plain_page, lesson):
    page = plain_page
    page.goto(f"/practice/?lesson={lesson.slug}")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Stop here").click()
    page.get_by_role("button", name="Finish now").click()

    expect(page.get_by_text("No question was answered.")).to_be_visible()
    assert Attempt.objects.get().finished_at is not None


@pytest.mark.parametrize("plain", [False, True])
def test_a_double_click_counts_once(request, attempt, plain):
    page = request.getfixturevalue("plain_page" if plain else "student_page")
    go(page, attempt)

    page.locator(".option-row").nth(1).click()
    answer_button(page).dblclick()

    expect(summary(page)).to_be_visible()
    assert Response.objects.count() == 1


def test_select_two_counts_what_one_picks(student_page, student, transactional_db):
    question = QuestionFactory.create(two=True)
    attempt = start_attempt(user=student, source=question.lesson, count=5, seed=1, now=MONDAY)
    page = student_page
    go(page, attempt)
    count = page.locator(".picks-count")

    page.locator(".option-row").nth(0).click()
    expect(count).to_have_text("1 of 2 chosen")
    answer_button(page).click()
    expect(page.get_by_role("alert").filter(has_text="asks for 2")).to_be_visible()
    expect(page.locator(".option-input:checked")).to_have_count(1)
    expect(count).to_have_text("1 of 2 chosen")
    page.locator(".option-row").nth(1).click()
    answer_button(page).click()

    expect(summary(page)).to_be_visible()


def test_an_explanation_leads_to_the_passage_in_the_lesson(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    answer_button(page).click()

    page.get_by_role("link", name="capture sunlight").first.click()

    expect(page).to_have_url(re.compile(r"/courses/.*/#p-[0-9a-f]{10}$"))
    target = page.locator(":target")
    expect(target).to_contain_text("capture sunlight")
    expect(target).to_be_in_viewport()


def test_a_check_is_answered_inside_the_lesson(student_page, lesson):
    page = student_page
    page.goto(lesson.get_absolute_url())
    page.get_by_role("button", name=re.compile("^Check")).first.click()

    for position in (1, 2, 3):
        expect(page.locator(".place-words")).to_have_text(f"Question {position} of 3")
        right_row(page).click()
        answer_button(page).click()
        expect(summary(page)).to_be_focused()
        assert_accessible(page)
        if position < 3:
            page.get_by_role("link", name="Next question").click()

    expect(page.locator(".check-score")).to_have_text("3 of 3 right.")
    expect(page).to_have_url(re.compile(f"{lesson.get_absolute_url()}$"))


def test_a_guest_tries_a_question_in_place(page, lesson):
    page.goto("/")
    page.evaluate("window.stayed = true")

    right_row(page).click()
    answer_button(page).click()

    expect(summary(page)).to_have_text(re.compile("Right."))
    assert page.evaluate("window.stayed") is True
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)
def test_every_page_of_a_practice_is_accessible_and_fits(student_page, lesson, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})

    def look():
        assert_no_sideways_scroll(page)
        assert_accessible(page)

    page.goto("/practice/")
    look()
    follow(page, page.get_by_role("button", name="Start"))
    look()
    answer_button(page).click()  # nothing chosen: refused in words
    expect(page.get_by_role("alert").filter(has_text="Choose a row first")).to_be_visible()
    look()
    right_row(page).click()
    answer_button(page).click()
    expect(summary(page)).to_be_visible()
    look()
    follow(page, page.get_by_role("link", name="Stop here"))
    look()
    page.goto("/practice/")
    look()
    follow(page, page.get_by_role("link", name="Finish it"))
    follow(page, page.get_by_role("button", name="Finish now"))
    look()
    page.goto("/try/")
    look()
    right_row(page).click()
    answer_button(page).click()
    expect(summary(page)).to_be_visible()
    look()


def test_an_empty_practice_page_is_accessible(student_page):
    student_page.goto("/practice/")

    expect(student_page.get_by_role("heading", name="Nothing to practise yet")).to_be_visible()
    assert_accessible(student_page)


def test_long_words_do_not_break_the_page(student_page, student, transactional_db):
    lesson = LessonFactory.create(title="W" * 160)
    fact = FactFactory.create(lesson=lesson)
    question = QuestionFactory.create(lesson=lesson, facts=[fact], version=False)
    words = [option("x" * 200 + str(n), correct=n == 0, quote="y" * 300) for n in range(4)]
    question.current = VersionFactory.create(question=question, stem="Z" * 300, options=words)
    question.save()
    attempt = start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)
    student_page.set_viewport_size({"width": 320, "height": 700})

    go(student_page, attempt)
    assert_no_sideways_scroll(student_page)
    student_page.locator(".option-row").first.click()
    answer_button(student_page).click()
    expect(summary(student_page)).to_be_visible()
    assert_no_sideways_scroll(student_page)
    follow(student_page, student_page.locator(".question-next"))
    assert_no_sideways_scroll(student_page)
