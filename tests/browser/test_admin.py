"""The admin under the strict policy: every page of it is opened, and its scripts are operated."""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll
from tests.factories import (
    PASSWORD,
    AskingFactory,
    FactChangeFactory,
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
    QuestionFactory.create(kind="matching")
    FactChangeFactory.create()
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


@pytest.mark.parametrize("label", REGISTERED)
def test_a_list_shows_all_of_its_columns_on_a_desk(instructor_page, rows, label):
    instructor_page.set_viewport_size({"width": 1280, "height": 900})

    instructor_page.goto(reverse(f"admin:{label.replace('.', '_')}_changelist"))

    assert_no_sideways_scroll(instructor_page)
    for results in instructor_page.locator(".results").all():
        assert results.evaluate("list => list.scrollWidth <= list.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["proposal", "notesfile", "asking", "question", "factchange"])
def test_the_pages_of_instructors_fit_and_are_accessible(
    instructor_page, rows, name, width, scheme
):
    instructor_page.set_viewport_size({"width": width, "height": 900})
    instructor_page.emulate_media(color_scheme=scheme)
    instructor_page.goto(reverse(f"admin:quizzes_{name}_changelist"))
    assert_no_sideways_scroll(instructor_page)

    instructor_page.locator("#result_list tbody th a").first.click()

    instructor_page.wait_for_url("**/change/**")
    assert_no_sideways_scroll(instructor_page)
    assert_accessible(instructor_page, leave_out=DJANGOS_OWN)
