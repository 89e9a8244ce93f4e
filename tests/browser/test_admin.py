"""The admin under the strict policy: every page of it is opened, and its scripts are operated."""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.bank import sync_course
from tests.browser.accessibility import assert_accessible
from tests.factories import (
    PASSWORD,
    AskingFactory,
    LessonFactory,
    NotesFileFactory,
    ProposalFactory,
    QuestionFactory,
    UserFactory,
)

# A search field without a label and a table head without words, in widgets of Django.
DJANGOS_OWN = (".select2-search__field", "th.original")
REGISTERED = sorted(model._meta.label_lower for model in admin.site._registry)


@pytest.fixture
def rows(transactional_db):
    """One row of most models, so that the change pages have something to show."""
    UserFactory.create()
    QuestionFactory.create()
    file = NotesFileFactory.create()
    ProposalFactory.create(file=file)
    AskingFactory.create(file=file)


@pytest.mark.parametrize("label", REGISTERED)
def test_the_pages_of_a_model_obey_the_policy(instructor_page, rows, label):
    name = label.replace(".", "_")
    start = reverse(f"admin:{name}_changelist")

    assert instructor_page.goto(start).ok
    links = instructor_page.locator("#result_list th a, #content .addlink").evaluate_all(
        "links => links.map(link => link.href)"
    )
    for link in links:
        assert instructor_page.goto(link).ok
    assert instructor_page.goto(start + "?q=a").ok


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_admin_is_accessible_by_day_and_by_night(instructor_page, scheme):
    instructor_page.emulate_media(color_scheme=scheme)
    for name in ("index", "accounts_user_changelist", "accounts_user_add", "courses_lesson_add"):
        instructor_page.goto(reverse(f"admin:{name}"))
        assert_accessible(instructor_page, leave_out=DJANGOS_OWN)


@pytest.mark.parametrize("name", ["index", "jsi18n", "password_change"])
def test_the_pages_around_obey_the_policy(instructor_page, name):
    assert instructor_page.goto(reverse(f"admin:{name}")).ok


def test_the_scripts_of_a_form_work(instructor_page, student):
    instructor_page.goto(reverse("admin:accounts_user_change", args=(student.pk,)))

    # The two-list chooser is built by script, with styles set from script.
    available = instructor_page.locator("#id_user_permissions_from option").first
    text = available.inner_text()
    available.dblclick()
    chosen = instructor_page.locator("#id_user_permissions_to option")
    expect(chosen).to_have_text([text])

    instructor_page.get_by_role("button", name="Save", exact=True).click()
    expect(instructor_page.locator(".messagelist")).to_contain_text("changed successfully")


def test_a_person_is_deleted_after_a_question(instructor_page, student):
    instructor_page.goto(reverse("admin:accounts_user_changelist") + f"?q={student.email}")
    instructor_page.locator("input.action-select").check()
    instructor_page.locator("select[name=action]").select_option("delete_selected")
    instructor_page.get_by_role("button", name="Go").click()
    expect(instructor_page.get_by_role("heading", level=1)).to_contain_text("Delete")


def test_the_theme_switch_of_the_admin_works(instructor_page):
    instructor_page.goto(reverse("admin:index"))
    instructor_page.locator("button.theme-toggle").first.click()
    expect(instructor_page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_guest_logs_in_by_the_common_door_and_lands_in_the_admin(page):
    UserFactory.create(email="ina@example.com", instructor=True)
    page.goto(reverse("admin:index"))
    page.get_by_label("Email").fill("ina@example.com")
    page.locator("input[autocomplete=current-password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()

    expect(page).to_have_title("Courses, questions and people | Notewright admin")


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


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_what_becomes_of_the_questions_is_shown_while_a_lesson_is_written(
    instructor_page, lesson, width, scheme
):
    instructor_page.set_viewport_size({"width": width, "height": 900})
    instructor_page.emulate_media(color_scheme=scheme)
    instructor_page.goto(reverse("admin:courses_lesson_change", args=(lesson.pk,)))

    instructor_page.locator("#id_body").fill(ROCKS.replace("tiny sea shells", "cooled ash"))

    live = instructor_page.locator(".preview-live")
    expect(live.get_by_role("heading", name="If you save this")).to_be_visible()
    expect(live).to_contain_text("cooled ash")
    expect(live.locator(".preview-options").first).to_contain_text("(right)")
    expect(instructor_page.locator(".preview-state")).to_contain_text("Nothing is saved")
    assert_accessible(instructor_page, leave_out=DJANGOS_OWN)
    lesson.refresh_from_db()
    assert lesson.body == ROCKS


def test_a_preview_that_does_not_arrive_says_so_and_keeps_the_text(
    instructor_page, lesson, troubles
):
    instructor_page.goto(reverse("admin:courses_lesson_change", args=(lesson.pk,)))
    instructor_page.route("**/preview/", lambda route: route.abort())

    instructor_page.locator("#id_body").fill("## Granite\n")

    expect(instructor_page.locator(".preview-state")).to_contain_text("Your text is still here")
    expect(instructor_page.locator("#id_body")).to_have_value("## Granite\n")
    troubles.clear()


def test_the_preview_opens_in_a_tab_as_learners_will_see_it(instructor_page, lesson):
    instructor_page.goto(reverse("admin:courses_lesson_change", args=(lesson.pk,)))
    instructor_page.locator("#id_body").fill(f"{ROCKS}\n## Flint\n\nA flint is hard.\n")

    with instructor_page.expect_popup() as opened:
        instructor_page.get_by_role("button", name="Preview in a new tab").click()

    expect(opened.value.get_by_role("heading", name="Flint")).to_be_visible()
    expect(opened.value.get_by_text("Nothing is saved.")).to_be_visible()
    assert_accessible(opened.value)
