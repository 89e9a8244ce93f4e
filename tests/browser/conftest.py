"""What only a browser shows. A page fails on any console error, policy report or foreign request."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import find_chromium

# Playwright keeps an event loop in the thread of the tests, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Milliseconds; two busy cores are slow, and a page that is late is not a page that is wrong.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": list(QUIET)}


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB"}


@pytest.fixture
def troubles():
    """What the browser complained about. A test that provokes an error clears it."""
    return []


@pytest.fixture
def page(page, live_server, troubles):
    """A new browser page whose addresses are relative to the test server."""

    def note_message(message):
        if message.type in {"error", "warning"}:
            troubles.append(f"{page.url}: {message.text}")

    def note_request(request):
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            troubles.append(f"{page.url} asked a stranger for {request.url}")

    page.on("console", note_message)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("request", note_request)
    page.set_default_timeout(PATIENCE)
    yield page
    assert troubles == []


@pytest.fixture
def log_in(page, client, live_server, settings):
    """Give the browser the session of a user: log_in(student)."""

    def log_in(user):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        return page

    return log_in


@pytest.fixture
def plain_log_in(browser, browser_context_args, live_server, client, settings):
    """Open a page of a browser that runs no script, with the session of a user."""
    contexts = []

    def plain_log_in(user):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context = browser.new_context(**browser_context_args, java_script_enabled=False)
        contexts.append(context)
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    yield plain_log_in
    for context in contexts:
        context.close()


@pytest.fixture
def plain_page(plain_log_in, student):
    """A page of a browser that runs no script, logged in as the student."""
    return plain_log_in(student)


@pytest.fixture
def plain_instructor_page(plain_log_in, instructor):
    return plain_log_in(instructor)


@pytest.fixture
def student_page(log_in, student):
    return log_in(student)


@pytest.fixture
def instructor_page(log_in, instructor):
    return log_in(instructor)
