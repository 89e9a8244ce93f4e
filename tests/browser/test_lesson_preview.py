"""The live preview beside the form of a lesson: it follows what is written, and nothing is saved."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.bank.building import sync_course
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll
from tests.browser.test_admin import DJANGOS_OWN
from tests.courses.hostile import PAYLOADS
from tests.factories import LessonFactory

ROCKS = """\
Rocks tell how they came to be.

## Which rock is it?

| Rock | Granite | Basalt | Slate | Chalk |
| --- | --- | --- | --- | --- |
| cools slowly under the ground | yes | no | no | no |
| cools quickly at the surface | no | yes | no | no |
| splits into thin flat sheets | no | no | yes | no |
| consists of tiny sea shells | no | no | no | yes |
"""


@pytest.fixture
def lesson(transactional_db):
    lesson = LessonFactory.create(body=ROCKS)
    sync_course(lesson.module.course)
    return lesson


def open_form(page, lesson):
    page.goto(reverse("admin:courses_lesson_change", args=(lesson.pk,)))


def show_preview(page):
    """Open the panel and return it once it shows the lesson."""
    page.get_by_role("button", name="Show preview").click()
    panel = page.get_by_role("region", name="Preview")
    expect(panel.get_by_role("heading", name="As learners will see it")).to_be_visible()
    return panel


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light")])
def test_the_preview_follows_what_is_written(instructor_page, lesson, width, scheme):
    page = instructor_page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    open_form(page, lesson)
    panel = show_preview(page)
    expect(panel).to_contain_text("No question changes.")

    page.locator("#id_body").fill(ROCKS.replace("tiny sea shells", "cooled ash"))

    expect(panel.get_by_role("rowheader", name="consists of cooled ash")).to_be_visible()
    expect(panel.get_by_role("status")).to_have_text("As you wrote it. Nothing is saved yet.")
    panel.get_by_text("Worded anew").click()
    expect(panel.locator(".yield-changed .yield-key").first).to_contain_text("Right: ")
    expect(panel.get_by_role("listitem").filter(has_text="Line 7: “Granite”")).to_be_visible()
    assert_accessible(page, leave_out=DJANGOS_OWN)
    assert_no_sideways_scroll(page)
    lesson.refresh_from_db()
    assert lesson.body == ROCKS


def test_what_was_opened_in_the_preview_stays_open_while_one_writes(instructor_page, lesson):
    open_form(instructor_page, lesson)
    panel = show_preview(instructor_page)
    body = instructor_page.locator("#id_body")
    body.fill(ROCKS.replace("tiny sea shells", "cooled ash"))
    panel.get_by_text("Worded anew").click()

    body.fill(ROCKS.replace("tiny sea shells", "pressed sand"))

    expect(panel.get_by_role("rowheader", name="consists of pressed sand")).to_be_visible()
    expect(panel.locator(".yield-changed")).to_have_attribute("open", "")


def test_only_the_last_answer_is_shown_and_the_one_before_is_given_up(instructor_page, lesson):
    page = instructor_page
    open_form(page, lesson)
    panel = show_preview(page)
    held = []

    def hold_the_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/preview/", hold_the_first)
    body = page.locator("#id_body")
    with page.expect_request("**/preview/"):
        body.fill("The first words.")
    body.fill("The last words.")

    expect(panel.locator(".prose")).to_have_text("The last words.")
    assert held[0].request.failure == "net::ERR_ABORTED"
    expect(panel.get_by_role("status")).to_have_text("As you wrote it. Nothing is saved yet.")


def test_writing_without_a_pause_asks_once(instructor_page, lesson):
    open_form(instructor_page, lesson)
    panel = show_preview(instructor_page)
    asked = []
    instructor_page.on("request", lambda one: asked.append(one) if "/preview/" in one.url else None)

    instructor_page.locator("#id_body").press_sequentially("Basalt is dark. ", delay=20)

    expect(panel.locator(".prose")).to_contain_text("Basalt is dark.")
    assert len(asked) == 1


def test_the_preview_opens_and_closes_by_keyboard_and_remembers(instructor_page, lesson):
    page = instructor_page
    open_form(page, lesson)
    page.locator("#id_body").focus()
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Show preview")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Preview")).to_be_visible()
    page.reload()

    expect(page.get_by_role("region", name="Preview")).to_contain_text("As learners will see it")
    page.get_by_role("button", name="Hide preview").press("Enter")
    expect(page.get_by_role("region", name="Preview")).to_be_hidden()


def test_hostile_text_runs_nothing_in_the_preview(instructor_page, lesson, troubles):
    page = instructor_page
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    open_form(page, lesson)
    panel = show_preview(page)

    told = [payload for payload in PAYLOADS if "\0" not in payload]  # with one it is refused

    page.locator("#id_body").fill("\n\n".join([*told, "The last words."]))

    expect(panel.locator(".prose")).to_contain_text("The last words.")
    assert panel.locator("script, iframe, img, svg, [onclick], a[href^=javascript]").count() == 0


def test_a_text_that_cannot_be_read_is_refused_in_the_panel(instructor_page, lesson):
    open_form(instructor_page, lesson)
    panel = show_preview(instructor_page)

    instructor_page.locator("#id_body").fill("a" * 200_001)

    expect(panel).to_contain_text("This text cannot be read. The lesson has 200,001 bytes")


def test_a_preview_that_does_not_arrive_says_so_and_keeps_the_text(
    instructor_page, lesson, troubles
):
    open_form(instructor_page, lesson)
    panel = show_preview(instructor_page)
    instructor_page.route("**/preview/", lambda route: route.abort())

    instructor_page.locator("#id_body").fill("## Granite\n")

    expect(panel.get_by_role("status")).to_contain_text("your text is still here")
    expect(instructor_page.locator("#id_body")).to_have_value("## Granite\n")
    troubles.clear()


def test_who_is_refused_for_a_while_gets_the_preview_after_it(instructor_page, lesson, troubles):
    page = instructor_page
    open_form(page, lesson)
    panel = show_preview(page)
    page.route(
        "**/preview/",
        lambda route: route.fulfill(status=429, headers={"Retry-After": "2"}),
        times=1,
    )

    page.locator("#id_body").fill("The last words.")

    expect(panel.get_by_role("status")).to_contain_text("comes in 2 seconds")
    expect(panel.locator(".prose")).to_have_text("The last words.")
    troubles.clear()


def test_the_preview_opens_in_a_tab_as_learners_will_see_it(instructor_page, lesson):
    open_form(instructor_page, lesson)
    instructor_page.locator("#id_body").fill(f"{ROCKS}\n## Flint\n\nA flint is hard.\n")

    with instructor_page.expect_popup() as opened:
        instructor_page.get_by_role("button", name="Preview in a new tab").click()

    expect(opened.value.get_by_role("heading", name="Flint")).to_be_visible()
    expect(opened.value.get_by_text("Nothing is saved")).to_be_visible()
    assert_accessible(opened.value)


def test_without_script_the_preview_opens_in_a_tab_and_saves_nothing(
    plain_instructor_page, live_server, lesson
):
    page = plain_instructor_page
    open_form(page, lesson)
    page.locator("#id_body").fill(f"{ROCKS}\n## Flint\n\nA flint is hard.\n")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()

    expect(opened.value.get_by_role("heading", name="Flint")).to_be_visible()
    expect(opened.value.get_by_role("heading", name="Questions")).to_be_visible()
    expect(page.get_by_role("button", name="Show preview")).to_be_hidden()
    lesson.refresh_from_db()
    assert lesson.body == ROCKS


def test_a_lesson_that_is_not_saved_yet_is_previewed_as_it_is_written(instructor_page, lesson):
    page = instructor_page
    page.goto(reverse("admin:courses_lesson_add"))
    panel = show_preview(page)
    expect(panel).to_contain_text("There is no text yet.")

    page.locator("#id_module").select_option(str(lesson.module_id))
    page.locator("#id_body").fill(ROCKS.replace("tiny sea shells", "cooled ash"))

    expect(panel).to_contain_text("questions once it is saved and published.")
    expect(panel.get_by_role("rowheader", name="consists of cooled ash")).to_be_visible()
