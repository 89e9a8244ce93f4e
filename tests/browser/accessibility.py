from axe_playwright_python.sync_playwright import Axe


def follow(page, locator):
    """Click a link or a button that leads to another page, and wait until that page has come."""
    with page.expect_navigation():
        locator.click()


def assert_no_sideways_scroll(page):
    wide, visible = page.locator("html").evaluate("html => [html.scrollWidth, html.clientWidth]")
    assert wide <= visible


def assert_accessible(page, *, leave_out=()):
    """Fail with the place and the rule of each fault that axe finds on the page as it stands.

    Args:
        leave_out: selectors of elements that are not ours to mend.
    """
    context = {"exclude": [[selector] for selector in leave_out]} if leave_out else None
    # Without preload axe reads no style sheet anew, which the content policy would report.
    found = Axe().run(page, context=context, options={"preload": False}).response["violations"]
    faults = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html']}"
        for rule in found
        for node in rule["nodes"]
    ]
    assert faults == [], f"{page.url}:\n" + "\n".join(faults)
