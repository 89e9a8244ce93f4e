"""Promises about the repository itself."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from config import env

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("run", "test")}


def test_the_migrations_say_what_the_models_say(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_the_deployment_check_is_clean_with_production_settings():
    """In a process of its own, since these settings are read at start."""
    ours = ("NOTEWRIGHT_", "DJANGO_")
    safe = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    production = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "NOTEWRIGHT_DATA": os.environ["NOTEWRIGHT_DATA"],
        "NOTEWRIGHT_SECRET_KEY": "a secret key that is long enough 0123456789 abcdefgh",
        "NOTEWRIGHT_HTTPS": "true",
        "NOTEWRIGHT_DEBUG": "false",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    run = subprocess.run(
        command, cwd=ROOT, env=safe | production, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no_inline_script_style_or_handler(path):
    text = path.read_text()

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert "<style" not in text
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_asks_no_other_host_for_anything(path):
    for tag in re.findall(r"<(?:script|link|img|iframe|source|use)\b[^>]*>", path.read_text()):
        assert "//" not in tag.replace("http://www.w3.org/", "")


def test_the_example_file_lists_every_variable_that_is_read():
    example = (ROOT / ".env.example").read_text()

    assert set(re.findall(r"^# ?(NOTEWRIGHT_\w+)=", example, re.MULTILINE)) == {
        name for name in env.reader.dump() if name.startswith("NOTEWRIGHT_")
    }


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_hashes_and_names_no_host(name):
    requirements = re.findall(r"^[a-z][^#\n]*(?:\n {4}[^#\n]*)*", LOCKS[name], re.MULTILINE)

    assert requirements
    assert all("==" in one and "--hash=sha256:" in one for one in requirements)
    assert "://" not in LOCKS[name]


def test_both_locks_agree():
    run, test = (dict(re.findall(r"^([\w.-]+)==(\S+)", LOCKS[name], re.M)) for name in LOCKS)

    assert run.items() <= test.items()
