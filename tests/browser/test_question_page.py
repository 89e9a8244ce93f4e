"""The comforts of the question page: confidence, flag, bookmark, note, report, the quoted words."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import AttemptItem, Bookmark, Fact, Note, Report, Response
from quizzes.practice.services import start_attempt
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll, follow
from tests.browser.practising import (
    answer_button,
    confidence_button,
    go,
    make_lesson,
    right_letter,
    right_row,
    summary,
    wrong_row,
)
from tests.factories import MONDAY

RIGHT = re.compile("Right.")
QUOTED = "[...(CSS.highlights.get('quoted') ?? [])].map(String)"


@pytest.fixture
def lesson(transactional_db):
    return make_lesson()


@pytest.fixture
def attempt(student, lesson):
    return start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)


@pytest.fixture(params=[False, True], ids=["script", "plain"])
def any_page(request):
    """A page with and one without JavaScript."""
    return request.getfixturevalue("plain_page" if request.param else "student_page")


def flag_button(page):
    return page.get_by_role("button", name=re.compile("^Flag"))


def bookmark_button(page):
    return page.get_by_role("button", name=re.compile("^Bookmark"))


def wait_for_quoted(page, words):
    """Wait until just these words are marked."""
    for _ in range(100):
        if page.evaluate(QUOTED) == words:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(QUOTED))


# How sure one is


@pytest.mark.parametrize("word", ["Guessing", "Unsure", "Sure"])
def test_one_tap_answers_and_says_how_sure_one_is(any_page, attempt, word):
    go(any_page, attempt)
    right_row(any_page).click()
    confidence_button(any_page, word).click()

    expect(summary(any_page)).to_have_text(RIGHT)
    expect(any_page.locator(".said")).to_have_text(f"You were {word.lower()}.")
    assert Response.objects.get().confidence == word.lower()


def test_a_right_guess_says_that_it_does_not_count_as_known(any_page, attempt):
    go(any_page, attempt)
    right_row(any_page).click()
    confidence_button(any_page, "Guessing").click()

    expect(any_page.get_by_text("A right guess does not count as known.")).to_be_visible()


@pytest.mark.parametrize(("key", "said"), [(",", "guessing"), (".", "unsure"), ("-", "sure")])
def test_how_sure_one_is_is_said_with_a_key(student_page, attempt, key, said):
    page = student_page
    go(page, attempt)

    page.keyboard.press(right_letter(page).lower())
    page.keyboard.press(key)

    expect(summary(page)).to_be_focused()
    assert Response.objects.get().confidence == said


def test_without_a_word_nothing_is_said(any_page, attempt):
    go(any_page, attempt)
    right_row(any_page).click()
    answer_button(any_page).click()

    expect(summary(any_page)).to_have_text(RIGHT)
    expect(any_page.locator(".said")).to_have_count(0)
    assert Response.objects.get().confidence == ""


# Flag and bookmark


def test_a_flag_is_set_with_a_key_and_listed_in_the_report(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()

    page.keyboard.press("f")
    expect(flag_button(page)).to_have_text(re.compile("Flagged"))
    expect(right_row(page).locator("input")).to_be_checked()
    assert AttemptItem.objects.filter(flagged=True).count() == 1
    follow(page, page.get_by_role("link", name="Stop here"))

    expect(page.get_by_role("heading", name="You flagged")).to_be_visible()
    go(page, attempt)
    page.keyboard.press("f")
    expect(flag_button(page)).to_have_text("Flag")
    assert not AttemptItem.objects.filter(flagged=True).exists()


def test_a_flag_and_a_bookmark_are_set_by_a_tap(any_page, attempt):
    page = any_page
    go(page, attempt)
    flag_button(page).click()
    expect(flag_button(page)).to_have_text(re.compile("Flagged"))
    right_row(page).click()
    answer_button(page).click()
    bookmark_button(page).click()
    expect(bookmark_button(page)).to_have_text(re.compile("Bookmarked"))

    page.goto("/bookmarks/")
    expect(page.locator(".found-stem")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Remove")).click()

    expect(page.get_by_text("No bookmarks yet")).to_be_visible()
    assert AttemptItem.objects.filter(flagged=True).count() == 1
    assert not Bookmark.objects.exists()


def test_the_focus_stays_on_what_was_pressed(student_page, attempt):
    page = student_page
    go(page, attempt)

    flag_button(page).focus()
    page.keyboard.press("Enter")

    expect(flag_button(page)).to_have_text(re.compile("Flagged"))
    expect(flag_button(page)).to_be_focused()


# Own notes


def test_a_note_is_written_after_an_answer_and_stands_in_the_margin(any_page, attempt, lesson):
    page = any_page
    go(page, attempt)
    right_row(page).click()
    answer_button(page).click()
    page.get_by_role("link", name="Add a note").first.click()
    page.get_by_label("Your note").fill("Sun goes in.")
    page.get_by_role("button", name="Keep the note").click()

    expect(page.locator(".own-note-text")).to_contain_text("Sun goes in.")
    expect(summary(page)).to_have_text(RIGHT)
    page.goto(lesson.get_absolute_url())
    marks = page.locator("details.marks", has=page.locator(".own-note-text"))
    marks.locator("summary").click()
    expect(marks.get_by_text("Sun goes in.")).to_be_visible()

    marks.get_by_role("link", name="Edit your note").click()
    page.get_by_label("Your note").fill("")
    page.get_by_role("button", name="Keep the note").click()

    expect(page).to_have_url(re.compile(lesson.get_absolute_url()))
    expect(page.locator(".own-note-text")).to_have_count(0)
    assert not Note.objects.exists()


def test_a_note_is_left_as_it_was_and_edited_in_its_place(student_page, student, attempt):
    fact = Fact.objects.filter(questions__versions__items__position=1).get()
    Note.objects.create(user=student, fact=fact, text="Sun.", updated_at=MONDAY)
    page = student_page
    go(page, attempt)
    right_row(page).click()
    answer_button(page).click()
    page.evaluate("window.stayed = true")

    page.get_by_role("link", name="Edit your note").click()
    page.get_by_label("Your note").fill("Something else.")
    page.get_by_role("link", name="Leave it as it was").click()

    expect(page.locator(".own-note-text")).to_contain_text("Sun.")
    assert page.evaluate("window.stayed") is True
    assert Note.objects.get().text == "Sun."


# Reports


def test_a_problem_is_reported_after_reading_the_source(any_page, attempt):
    page = any_page
    go(page, attempt)
    wrong_row(page).click()
    answer_button(page).click()
    page.get_by_role("link", name="Report a problem").click()
    expect(page.get_by_role("link", name="capture sunlight")).to_be_visible()
    page.get_by_label("Another answer is right as well").check()
    page.get_by_label("In your words").fill("Row B is right too.")
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_text("Thank you. An instructor")).to_be_visible()
    expect(page.locator(".reported")).to_contain_text("Row B is right too.")
    assert Report.objects.get().text == "Row B is right too."


# The quoted words


def test_the_very_words_are_marked_until_one_moves_on(student_page, attempt):
    page = student_page
    go(page, attempt)
    right_row(page).click()
    answer_button(page).click()

    page.locator(".source a").first.click()

    expect(page).to_have_url(re.compile(r"/courses/.*/#p-[0-9a-f]{10}$"))
    expect(page.locator(":target")).to_contain_text("capture sunlight")
    expect(page.locator(":target")).to_be_in_viewport()
    wait_for_quoted(page, ["capture sunlight"])
    page.evaluate("location.hash = 'finish'")
    wait_for_quoted(page, [])
    page.go_back()
    page.go_back()
    expect(summary(page)).to_have_text(RIGHT)


def test_without_a_script_the_passage_is_marked_as_a_whole(plain_page, attempt):
    page = plain_page
    go(page, attempt)
    right_row(page).click()
    answer_button(page).click()
    page.locator(".source a").first.click()

    expect(page.locator(":target")).to_contain_text("capture sunlight")
    expect(page.locator(":target")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_a_check_inside_a_lesson_leads_to_the_words_without_a_reload(student_page, lesson):
    page = student_page
    page.goto(lesson.get_absolute_url())
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name=re.compile("^Check")).first.click()
    right_row(page).click()
    answer_button(page).click()

    page.locator(".source a").first.click()

    wait_for_quoted(page, ["capture sunlight"])
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.evaluate("window.stayed") is True


# Looks


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)
def test_every_part_is_accessible_and_fits(student_page, student, attempt, lesson, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})

    def look():
        assert_no_sideways_scroll(page)
        assert_accessible(page)

    go(page, attempt)
    flag_button(page).click()
    expect(flag_button(page)).to_have_text(re.compile("Flagged"))
    look()
    wrong_row(page).click()
    confidence_button(page, "Sure").click()
    expect(summary(page)).to_be_visible()
    bookmark_button(page).click()
    expect(bookmark_button(page)).to_have_text(re.compile("Bookmarked"))
    page.get_by_role("link", name="Add a note").first.click()
    page.get_by_label("Your note").fill("Sun goes in. " + "x" * 80)
    look()
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".own-note-text")).to_be_visible()
    look()
    follow(page, page.get_by_role("link", name="Report a problem"))
    page.get_by_role("button", name="Send the report").click()
    look()
    page.get_by_label("Something else").check()
    page.get_by_label("In your words").fill("y" * 200)
    follow(page, page.get_by_role("button", name="Send the report"))
    look()
    for address in ("/reports/", "/bookmarks/", lesson.get_absolute_url()):
        page.goto(address)
        look()
    page.locator("details.marks:has(.own-note-text) > summary").first.click()
    look()
    page.goto(f"/notes/{lesson.module.course.slug}/{Note.objects.get().fact.key}/")
    look()


def test_at_twice_the_size_nothing_is_cut_off(student_page, attempt):
    """200 % zoom of a screen of 1280 by 1024 leaves 640 by 512 (WCAG 2.2: 1.4.4)."""
    page = student_page
    page.set_viewport_size({"width": 640, "height": 512})
    go(page, attempt)
    assert_no_sideways_scroll(page)
    wrong_row(page).click()
    confidence_button(page, "Unsure").click()
    expect(summary(page)).to_be_in_viewport()
    assert_no_sideways_scroll(page)

    for button in page.locator(".tool").all():
        assert button.bounding_box()["height"] >= 24


def test_the_empty_pages_are_accessible(student_page):
    for address in ("/bookmarks/", "/reports/"):
        student_page.goto(address)
        assert_accessible(student_page)
