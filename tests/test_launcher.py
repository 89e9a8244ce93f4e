"""The launcher as a module, and as an old Python would read it."""

import ast
import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

PATH = Path(__file__).parent.parent / "notewright"


@pytest.fixture
def launcher(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = SourceFileLoader("notewright_launcher", str(PATH))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    monkeypatch.setattr(module, "STAMP", str(tmp_path / "stamp.json"))
    return module


def test_an_old_python_can_parse_it():
    ast.parse(PATH.read_text(), feature_version=(3, 4))


@pytest.mark.parametrize(("words", "code"), [([], 0), (["help"], 0), (["sing"], 2)])
def test_it_helps(words, code):
    run = subprocess.run([PATH, *words], capture_output=True, text=True, check=False)

    assert run.returncode == code
    assert "./notewright run" in run.stdout


def test_an_old_python_without_a_newer_one_says_how_to_get_one(launcher, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setattr(launcher, "find_good_python", lambda: None)

    with pytest.raises(SystemExit):
        launcher.use_good_python(["run"])

    output = capsys.readouterr().out
    assert "this is 3.8" in output
    assert "apt-get install" in output


def test_an_old_python_hands_over_to_a_newer_one(launcher, monkeypatch):
    def execv(path, words):
        raise GeneratorExit(path, words[2:])  # the real one does not come back

    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setattr(launcher, "find_good_python", lambda: "/opt/python3.12")
    monkeypatch.setattr(os, "execv", execv)

    with pytest.raises(GeneratorExit) as handed:
        launcher.use_good_python(["run", "--demo"])

    assert handed.value.args == ("/opt/python3.12", ["run", "--demo"])


@pytest.mark.parametrize(
    ("version", "good"),
    [("3.10.13", False), ("3.11.0", True), ("3.14.1", True), ("3.15.0", False), ("", False)],
)
def test_a_good_python_is_one_that_the_packages_support(launcher, monkeypatch, version, good):
    monkeypatch.setattr(launcher, "version_of", lambda python: version)
    assert launcher.is_good_python("python") is good


def test_a_stamp_is_believed_for_the_lock_and_the_python_it_names(launcher, monkeypatch):
    monkeypatch.setattr(launcher, "version_of", lambda python: "3.12.4")
    launcher.write_stamp({"python": "3.12.4", "run": "abc"})

    assert launcher.is_installed("run", "abc")
    assert not launcher.is_installed("run", "changed")
    assert not launcher.is_installed("test", "abc")
    monkeypatch.setattr(launcher, "version_of", lambda python: "3.13.0")
    assert not launcher.is_installed("run", "abc")


def test_a_broken_stamp_counts_as_none(launcher):
    Path(launcher.STAMP).write_text("{")
    assert launcher.read_stamp() == {}


def test_the_settings_file_fills_what_the_environment_leaves_open(launcher, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", {"NOTEWRIGHT_HTTPS": "false"})
    (tmp_path / ".env").write_text(
        "# NOTEWRIGHT_DATA=elsewhere\nNOTEWRIGHT_HTTPS=true\n\nNOTEWRIGHT_EMAIL_FROM='A <a@b.c>'\n"
    )

    launcher.read_settings_file()

    assert os.environ == {"NOTEWRIGHT_HTTPS": "false", "NOTEWRIGHT_EMAIL_FROM": "A <a@b.c>"}


def test_without_a_way_to_make_an_environment_it_prints_the_one_command(launcher, monkeypatch):
    monkeypatch.setattr(launcher, "can_make_venv", lambda python: False)
    monkeypatch.setattr(launcher, "is_root", lambda: False)
    monkeypatch.setattr(launcher, "which", {"apt-get": "/usr/bin/apt-get"}.get)

    with pytest.raises(launcher.Trouble, match=r"sudo apt-get install -y python3\.\d+-venv"):
        launcher.make_venv()


def test_root_on_debian_fetches_the_missing_module(launcher, monkeypatch):
    fetched, commands = [], []
    monkeypatch.setattr(launcher, "can_make_venv", lambda python: bool(fetched))
    monkeypatch.setattr(launcher, "is_root", lambda: True)
    monkeypatch.setattr(launcher, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(launcher, "apt_get_install", fetched.append)
    monkeypatch.setattr(
        launcher, "run_quietly", lambda command, complaint: commands.append(command)
    )

    launcher.make_venv()

    assert fetched == ["python{}.{}-venv".format(*sys.version_info)]
    assert commands[0][1:3] == ["-m", "venv"]


def test_without_ensurepip_uv_makes_the_environment(launcher, monkeypatch):
    commands = []
    monkeypatch.setattr(launcher, "can_make_venv", lambda python: False)
    monkeypatch.setattr(launcher, "which", {"uv": "/usr/bin/uv"}.get)
    monkeypatch.setattr(
        launcher, "run_quietly", lambda command, complaint: commands.append(command)
    )

    launcher.make_venv()

    assert commands[0][:2] == ["/usr/bin/uv", "venv"]


def test_a_failed_command_shows_its_last_words_and_the_cure(launcher):
    command = [sys.executable, "-c", "print('no route to the index'); raise SystemExit(1)"]

    with pytest.raises(launcher.Trouble, match=r"no route to the index\n\nTry again\."):
        launcher.run_quietly(command, "Try again.")


def test_without_any_chromium_it_fails_and_says_how_to_get_one(launcher, monkeypatch):
    monkeypatch.setattr(launcher, "read_output", lambda command: "")
    monkeypatch.setattr(launcher, "is_root", lambda: False)
    monkeypatch.setattr(launcher.subprocess, "call", lambda *args, **kwargs: 1)

    with pytest.raises(launcher.Trouble, match="sudo apt-get install -y chromium"):
        launcher.ensure_chromium()


@pytest.mark.parametrize(
    ("postgres", "sqlite", "words", "code", "runs"),
    [
        (0, 0, [], 0, 2),
        (1, 0, [], 1, 1),  # stops, so that the closing line is that of the failure
        (0, 1, [], 1, 2),
        (5, 0, [], 5, 1),  # no test at all on PostgreSQL is a failure too ...
        (5, 0, ["tests/test_env.py"], 0, 2),  # ... unless somebody picked the tests
    ],
)
def test_the_code_of_the_tests_speaks_for_both_databases(
    launcher, monkeypatch, postgres, sqlite, words, code, runs
):
    commands = []

    def call(command):
        commands.append(command)
        return postgres if "tests.postgres" in command else sqlite

    monkeypatch.setattr(launcher, "install", lambda name: None)
    monkeypatch.setattr(launcher, "ensure_chromium", lambda: None)
    monkeypatch.setattr(launcher, "forget_settings", lambda: None)
    monkeypatch.setattr(launcher.subprocess, "call", call)

    assert launcher.test(words) == code
    assert len(commands) == runs
    assert all(command[-len(words) :] == words for command in commands if words)
