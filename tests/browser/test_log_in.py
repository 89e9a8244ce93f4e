import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.factories import PASSWORD, UserFactory


def test_a_person_signs_up_logs_out_and_logs_in_again(page):
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill("mia@example.com")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_label("Password (again)").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page).to_have_url(re.compile("/dashboard/$"))

    log_out(page)
    page.goto("/dashboard/")
    expect(page).to_have_url(re.compile("/accounts/login/"))

    log_in(page, "mia@example.com", PASSWORD)
    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_a_wrong_password_is_refused_in_words(page):
    UserFactory.create(email="mia@example.com")

    page.goto("/accounts/login/")
    log_in(page, "mia@example.com", "not the one she chose")

    expect(page.get_by_role("main")).to_contain_text("not correct")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_a_forgotten_password_is_replaced_by_mail(page):
    UserFactory.create(email="mia@example.com")

    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill("mia@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")

    page.goto(re.search(r"http://\S+/password/reset/key/\S+", mail.outbox[0].body).group())
    page.get_by_label("New Password", exact=False).first.fill("another long walk")
    page.get_by_label("New Password (again)").fill("another long walk")
    page.get_by_role("button", name="Save the password").click()
    page.get_by_role("main").get_by_role("link", name="Log in").click()
    log_in(page, "mia@example.com", "another long walk")

    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_preferences_change_the_theme(student_page):
    student_page.goto("/accounts/preferences/")
    student_page.get_by_label("Dark").check()
    student_page.get_by_role("button", name="Save").click()

    expect(student_page.locator("html")).to_have_attribute("data-bs-theme", "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
)
def test_the_doors_are_accessible(page, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    assert_accessible(page)

    page.get_by_role("main").get_by_role("button").first.click()
    assert_accessible(page)


@pytest.mark.parametrize(
    "path", ["/accounts/preferences/", "/accounts/password/change/", "/accounts/logout/"]
)
def test_account_pages_are_accessible(student_page, path):
    student_page.goto(path)
    assert_accessible(student_page)


def log_in(page, email, password):
    page.get_by_label("Email").fill(email)
    page.locator("input[autocomplete=current-password]").fill(password)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def log_out(page):
    page.get_by_text("Account menu").click(force=True)
    page.get_by_role("button", name="Log out").click()
