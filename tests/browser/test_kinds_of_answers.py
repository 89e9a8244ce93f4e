"""Matching, ordering and written answers in a real browser: keyboard, no script, small screens, night."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Response
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll, follow
from tests.browser.practising import (
    answer_button,
    cut_line,
    go,
    send_again_button,
    summary,
    trouble,
)
from tests.factories import (
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    option,
)

KINDS = ("matching", "ordering", "cloze", "short_answer", "numeric")
LOOKS = [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
ORDERS = {"matching": [3, 1, 4, 0, 2], "ordering": [2, 0, 3, 1]}  # the steps: 3, 1, 4, 2
WORDS = {"cloze": "chlorophyll", "short_answer": "leaf green", "numeric": "30 days"}

every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def attempt_of(student, transactional_db):
    """Make an attempt whose first question is of a kind and whose second is a choice."""

    def attempt_of(kind, **fields):
        stem = "The green in a leaf is ____." if kind == "cloze" else f"A question, {kind}?"
        question = QuestionFactory.create(kind=kind, version__stem=stem, **fields)
        attempt = AttemptFactory.create(user=student, course=question.lesson.module.course)
        AttemptItemFactory.create(
            attempt=attempt, version=question.current, option_order=ORDERS.get(kind, [0, 1])
        )
        AttemptItemFactory.create(attempt=attempt)
        return attempt

    return attempt_of


def field(page):
    return page.get_by_label("Your answer")


def up(page, step):
    return page.get_by_role("button", name=f"Move up: step {step}")


def steps_shown(page):
    return [text.split()[-1] for text in page.locator(".step-words").all_inner_texts()]


def fill_in(page, kind):
    """Give the right answer with a pointer."""
    if kind == "matching":
        for number in range(4):
            page.get_by_label(f"premise {number}").select_option(label=f"match {number}")
    elif kind == "ordering":
        for step in (1, 2, 2):
            up(page, step).click()
    else:
        field(page).fill(WORDS[kind])


@every_kind
def test_a_right_answer_opens_in_place(student_page, attempt_of, kind):
    page = student_page
    go(page, attempt_of(kind))
    page.evaluate("window.stayed = true")

    fill_in(page, kind)
    answer_button(page).click()

    expect(summary(page)).to_have_text(re.compile(r"Right\."))
    expect(summary(page)).to_be_focused()
    expect(page.locator(".reason").first).to_be_visible()
    expect(page.locator(".source").first).to_be_visible()
    assert page.evaluate("window.stayed") is True
    assert Response.objects.get().points == 1
    assert Response.objects.get().seconds > 0


# By keyboard alone


def tab_to(page, locator, limit=40):
    for _ in range(limit):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{locator} is not reached with Tab")


def test_matching_by_keyboard_alone(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("matching"))
    for number in range(4):
        tab_to(page, page.get_by_label(f"premise {number}"))
        page.keyboard.type(f"match {number}")
        page.wait_for_timeout(1100)  # a browser forgets what was typed to a list after a second
    tab_to(page, answer_button(page))
    page.keyboard.press("Enter")

    expect(summary(page)).to_have_text(re.compile(r"Right\."))
    expect(summary(page)).to_be_focused()


def test_ordering_by_keyboard_alone(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("ordering"))
    assert steps_shown(page) == ["3", "1", "4", "2"]

    tab_to(page, up(page, 1))
    page.keyboard.press("Enter")
    expect(up(page, 1)).to_be_focused()
    expect(page.locator("[data-moved]")).to_have_text("step 1: place 1 of 4")
    page.keyboard.press("Space")  # it is at the top already
    assert steps_shown(page) == ["1", "3", "4", "2"]
    tab_to(page, up(page, 2))
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    expect(page.locator("[data-moved]")).to_have_text("step 2: place 2 of 4")
    assert steps_shown(page) == ["1", "2", "3", "4"]
    assert page.locator(".step-place").all_inner_texts() == ["1", "2", "3", "4"]
    tab_to(page, answer_button(page))
    page.keyboard.press("Enter")

    expect(summary(page)).to_have_text(re.compile(r"Right\."))


@pytest.mark.parametrize("kind", WORDS)
def test_one_begins_to_write_and_goes_on_with_the_next_question(student_page, attempt_of, kind):
    page = student_page
    go(page, attempt_of(kind))

    page.keyboard.type(WORDS[kind])
    expect(field(page)).to_have_value(WORDS[kind])
    page.keyboard.press("Enter")
    expect(summary(page)).to_have_text(re.compile(r"Right\."))
    expect(summary(page)).to_be_focused()
    page.keyboard.press("n")

    expect(page.locator(".place-words")).to_have_text("Question 2 of 2")


def test_no_single_key_fires_while_one_writes(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("short_answer"))

    field(page).focus()
    page.keyboard.type("any? 1n")

    expect(field(page)).to_have_value("any? 1n")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(answer_button(page)).to_be_visible()


def test_single_keys_that_are_turned_off_do_not_begin_to_write(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("short_answer"))
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    page.get_by_label("Use the single letters").uncheck()
    page.get_by_role("button", name="Close").click()

    page.keyboard.press("c")

    expect(field(page)).to_have_value("")


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_letters_and_digits_choose_nothing_where_there_are_no_rows_to_choose(
    student_page, attempt_of, kind
):
    page = student_page
    go(page, attempt_of(kind))

    for key in ("a", "1", "n"):
        page.keyboard.press(key)

    assert {box.input_value() for box in page.locator("select").all()} == {""}
    expect(answer_button(page)).to_be_visible()


# Without JavaScript


@every_kind
def test_without_javascript_everything_still_works(plain_page, attempt_of, kind):
    page = plain_page
    go(page, attempt_of(kind))
    if kind == "ordering":
        expect(page.locator("[data-move]:visible")).to_have_count(0)
        for step in range(1, 5):
            page.get_by_label(f"Place of: step {step}").select_option(str(step))
    else:
        fill_in(page, kind)
    answer_button(page).click()

    expect(summary(page)).to_have_text(re.compile(r"Right\."))
    page.go_back()
    page.reload()
    expect(summary(page)).to_have_text(re.compile(r"Right\."))
    assert Response.objects.get().points == 1


def test_without_javascript_places_given_twice_are_refused_and_kept(plain_page, attempt_of):
    page = plain_page
    go(page, attempt_of("ordering"))
    for step, place in ((1, "1"), (2, "2"), (3, "2"), (4, "4")):
        page.get_by_label(f"Place of: step {step}").select_option(place)
    answer_button(page).click()

    expect(page.get_by_role("alert")).to_contain_text("Place 2 is given more than once")
    expect(page.get_by_label("Place of: step 3")).to_have_value("2")
    page.get_by_label("Place of: step 3").select_option("3")
    answer_button(page).click()
    expect(summary(page)).to_have_text(re.compile(r"Right\."))


# Nothing lost


def test_an_order_that_nobody_touched_is_no_answer(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("ordering"))
    answer_button(page).click()

    expect(page.get_by_role("alert").filter(has_text="Put the steps into")).to_be_visible()
    expect(up(page, 1)).to_be_visible()
    assert steps_shown(page) == ["3", "1", "4", "2"]
    fill_in(page, "ordering")
    answer_button(page).click()
    expect(summary(page)).to_have_text(re.compile(r"Right\."))


def test_an_order_comes_back_as_it_was_sent(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("ordering"))
    fill_in(page, "ordering")
    page.locator("input[name=sent_key]").evaluate("field => { field.value = 'broken' }")
    answer_button(page).click()
    expect(page.get_by_role("alert").filter(has_text="send it again")).to_be_visible()
    assert steps_shown(page) == ["1", "2", "3", "4"]
    answer_button(page).click()

    expect(summary(page)).to_have_text(re.compile(r"Right\."))


@pytest.mark.parametrize("kind", ["matching", "ordering", "cloze"])
def test_an_answer_that_waits_stands_in_its_fields_after_a_reload(
    student_page, attempt_of, troubles, kind
):
    page = student_page
    go(page, attempt_of(kind))
    fill_in(page, kind)
    cut_line(page)
    answer_button(page).click()
    expect(trouble(page)).to_be_visible()
    given = page.locator(".question-choices").evaluate(
        "choices => [...choices.elements].map((field) => [field.name, field.value])"
    )
    page.reload()
    expect(trouble(page)).to_be_visible()

    assert sorted(given) == sorted(
        page.locator(".question-choices").evaluate(
            "choices => [...choices.elements].map((field) => [field.name, field.value])"
        )
    )
    page.unroute_all()
    send_again_button(page).click()
    expect(summary(page)).to_have_text(re.compile(r"Right\."))
    troubles.clear()  # the browser reports the lost line


def test_a_match_left_open_is_refused_and_the_others_are_kept(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("matching"))
    for number in range(3):
        page.get_by_label(f"premise {number}").select_option(label=f"match {number}")
    answer_button(page).click()

    expect(page.get_by_role("alert").filter(has_text="1 of 4 is still open")).to_be_visible()
    for number in range(3):
        chosen = page.get_by_label(f"premise {number}").locator("option:checked")
        expect(chosen).to_have_text(f"match {number}")
    assert not Response.objects.exists()


@every_kind
@pytest.mark.parametrize("plain", [False, True])
def test_a_double_click_counts_once_and_the_back_button_harms_nothing(
    request, attempt_of, kind, plain
):
    page = request.getfixturevalue("plain_page" if plain else "student_page")
    go(page, attempt_of(kind))
    if plain and kind == "ordering":
        for step in range(1, 5):
            page.get_by_label(f"Place of: step {step}").select_option(str(5 - step))
    else:
        fill_in(page, kind)
    answer_button(page).dblclick()
    expect(summary(page)).to_be_visible()
    told = summary(page).inner_text()
    follow(page, page.locator(".question-next"))

    page.go_back()

    expect(summary(page)).to_have_text(told)
    assert Response.objects.count() == 1


# Inside a lesson


@every_kind
def test_a_check_is_answered_inside_the_lesson(student_page, transactional_db, kind):
    page = student_page
    body = "## Leaf\n\nA leaf feeds a plant.\n\n- **Purpose:** capture sunlight\n"
    lesson = LessonFactory.create(body=body)
    fact = FactFactory.create(lesson=lesson, section="Leaf", passage="Purpose: capture sunlight")
    QuestionFactory.create(lesson=lesson, kind=kind, facts=[fact])
    page.goto(lesson.get_absolute_url())
    page.get_by_role("button", name=re.compile("^Check")).first.click()
    expect(answer_button(page)).to_be_visible()

    if kind == "ordering":
        for step in (1, 2, 3):
            for _ in range(4):
                if steps_shown(page)[step - 1] == str(step):
                    break
                up(page, step).click()
    else:
        fill_in(page, kind)
    answer_button(page).click()

    expect(summary(page)).to_have_text(re.compile(r"Right\."))
    expect(page.locator(".check-score")).to_have_text("1 of 1 right.")


# Looks


def assert_looks(page):
    """Check the page as it stands on each screen, by day and by night."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert_no_sideways_scroll(page)
        assert_accessible(page)


@every_kind
def test_a_question_is_accessible_and_fits_open_refused_and_answered(
    student_page, attempt_of, kind
):
    page = student_page
    go(page, attempt_of(kind))
    assert_looks(page)
    answer_button(page).click()
    expect(page.locator(".question-error")).to_be_visible()
    assert_looks(page)
    fill_in(page, kind)
    if kind == "matching":
        page.get_by_label("premise 0").select_option(label="match too many 0")
    elif kind == "ordering":
        up(page, 4).click()
    else:
        field(page).fill("90" if kind == "numeric" else "carotene")
    answer_button(page).click()
    state = "partly" if kind in {"matching", "ordering"} else "wrong"
    expect(page.locator(f".summary.is-{state}")).to_be_visible()
    assert_looks(page)


def test_long_matches_are_written_out_above_the_lists(student_page, attempt_of):
    page = student_page
    go(page, attempt_of("matching"))
    expect(page.locator(".matches")).to_have_count(0)
    attempt = attempt_of("matching", version__options=long_matches())

    go(page, attempt)

    expect(page.get_by_role("list", name="What there is to choose from")).to_be_visible()
    letters = page.locator(".match-letter").all_inner_texts()
    assert letters == ["A", "B", "C", "D", "E"]
    for letter, match in zip(letters, page.locator(".match").all(), strict=True):
        text = match.locator("span").last.inner_text()
        page.get_by_label("premise 0").select_option(label=f"{letter}: {text}")
    assert_looks(page)


def long_matches():
    pairs = [option(f"what one can say of part {n} of a plant", correct=n < 4) for n in range(5)]
    return [one | {"premise": f"premise {n}" if n < 4 else ""} for n, one in enumerate(pairs)]


@every_kind
def test_long_words_do_not_break_the_page(student_page, attempt_of, kind):
    page = student_page
    attempt = attempt_of(kind)
    version = attempt.items.order_by("position")[0].version
    for one in version.options:
        one["text"] += "" if kind == "numeric" else " " + "x" * 120
        one["explanation"] = "y" * 200
        if one.get("premise"):
            one["premise"] = "z" * 120
        if "unit" in one:
            one["unit"] = "u" * 60
    type(version).objects.filter(pk=version.pk).update(options=version.options)
    page.set_viewport_size({"width": 320, "height": 700})

    go(page, attempt)
    assert_no_sideways_scroll(page)
    if kind == "matching":
        for box in page.locator("select").all():
            box.select_option("A")
    elif kind == "ordering":
        page.locator("[data-move='1']").first.click()
    else:
        field(page).fill("30" if kind == "numeric" else "w" * 90)
    answer_button(page).click()
    expect(summary(page)).to_be_visible()
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("kind", ["matching", "ordering", "numeric"])
def test_what_one_taps_is_at_least_44_pixels_high(student_page, attempt_of, kind):
    page = student_page
    page.set_viewport_size({"width": 320, "height": 700})
    go(page, attempt_of(kind))

    targets = page.locator(".question-form").locator(
        "select:visible, button:visible, input:visible"
    )

    assert targets.count() > 1
    for target in targets.all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44
