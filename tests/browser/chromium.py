"""Finds the browser for the tests. `python -m tests.browser.chromium` prints its path."""

import functools
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@functools.cache
def find_chromium():
    """Return the path of a Chromium that starts: an installed one, else Playwright's, else None."""
    installed = [path for name in NAMES if (path := shutil.which(name))]
    for path in (*installed, *APPLICATIONS, playwright_chromium()):
        if starts(path):
            return path
    return None


def playwright_chromium():
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(path):
    """Return whether the program is there with all its libraries."""
    if not Path(path).exists():
        return False
    command = [path, "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    found = find_chromium()
    if not found:
        sys.exit("No Chromium was found.")
    sys.stdout.write(f"{found}\n")
