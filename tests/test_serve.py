"""What `./notewright run` does after the launcher: the parts, then all of it for real."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from config import serve

ROOT = Path(__file__).parent.parent


@pytest.fixture
def busy_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_busy_port_is_told_with_the_cure(busy_port):
    with pytest.raises(serve.CannotListen, match=f"run --port {busy_port + 1}"):
        serve.find_free_address("127.0.0.1", busy_port)


def test_a_busy_port_stops_the_start_before_anything_is_touched(busy_port, capsys):
    assert serve.main(["--port", str(busy_port)]) == 1
    assert "in use" in capsys.readouterr().out


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "a" * 64])
def test_a_host_that_is_not_ours_is_told(host):
    with pytest.raises(serve.CannotListen, match=host):
        serve.find_free_address(host, 8000)


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_told(port, capsys):
    with pytest.raises(SystemExit):
        serve.read_options(["--port", port])
    assert "--port" in capsys.readouterr().err


def test_a_free_port_is_given_as_a_number(free_port):
    assert serve.find_free_address("localhost", free_port) == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1", "localhost"),
        ("::1", "localhost"),
        ("10.1.2.3", "10.1.2.3"),
        ("fd00::5", "[fd00::5]"),
    ],
)
def test_the_name_to_type_is_told(host, name):
    assert serve.public_name(host) == name


def test_serving_everybody_names_an_address_that_others_reach(monkeypatch):
    monkeypatch.setattr(serve, "own_address", lambda: "10.1.2.3")
    monkeypatch.setattr(os, "environ", {})

    serve.admit_host("0.0.0.0")

    hosts = os.environ["NOTEWRIGHT_HOSTS"].split(",")
    assert {"localhost", "10.1.2.3", socket.gethostname()} <= set(hosts)
    assert "*" not in hosts


def test_hosts_that_somebody_named_are_kept(monkeypatch):
    monkeypatch.setattr(os, "environ", {"NOTEWRIGHT_HOSTS": "study.example"})
    serve.admit_host("0.0.0.0")
    assert os.environ["NOTEWRIGHT_HOSTS"] == "study.example"


def test_static_files_are_gathered_once(settings, tmp_path, monkeypatch):
    calls = []
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path
    monkeypatch.setattr(serve, "call_command", lambda *words, **options: calls.append(words))
    (tmp_path / "staticfiles.json").write_text("{}")

    serve.collect_static()
    serve.collect_static()
    assert calls == [("collectstatic",)]

    monkeypatch.setattr(serve, "digest_static_sources", lambda: "changed")
    serve.collect_static()
    assert len(calls) == 2


def test_the_server_is_started_beside_the_chore_of_every_few_minutes(monkeypatch):
    started = []
    monkeypatch.setattr(os, "execv", lambda path, words: started.extend(words))

    serve.serve("127.0.0.1", 8000, 2)

    module, every, *rest = started[2:]
    chore, server = rest[: rest.index("--")], rest[rest.index("--") + 1 :]
    assert (module, every) == ("config.foreground", "300")
    assert chore == [sys.executable, "-m", "django", "finish_overdue"]
    assert server[:3] == [sys.executable, "-m", "granian"]


def run_beside(folder, chore, *, seconds):
    """Run a server that lasts so long, and beside it a chore every tenth of a second."""
    notes = folder / "notes"
    notes.touch()
    code = f"open({str(notes)!r}, 'a').write('done\\n'); {chore}"
    server = [sys.executable, "-c", f"import time; time.sleep({seconds})"]
    words = ["0.1", sys.executable, "-c", code, "--", *server]
    foreground = [sys.executable, "-m", "config.foreground", *words]
    run = subprocess.run(foreground, cwd=ROOT, capture_output=True, text=True, check=False)
    return run, notes.read_text().splitlines()


def test_the_chore_runs_again_and_again_while_the_server_lives(tmp_path):
    run, done = run_beside(tmp_path, "pass", seconds=3)

    assert len(done) > 1
    assert (run.returncode, run.stdout) == (0, "\nStopped.\n")


def test_a_chore_that_fails_does_not_end_the_server(tmp_path):
    run, done = run_beside(tmp_path, "raise SystemExit(3)", seconds=3)

    assert len(done) > 1
    assert run.returncode == 0


class Site:
    """A Notewright in processes of its own, as a person starts it."""

    def __init__(self, folder, port):
        self.base = f"http://localhost:{port}"
        self.log = folder / f"log-{time.monotonic_ns()}"
        ours = ("NOTEWRIGHT_", "DJANGO_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.serve", "--port", str(port), "--demo"],
                cwd=ROOT,
                env=clean | {"NOTEWRIGHT_DATA": str(folder / "data")},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self, seconds=120):
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                return self.read("/healthz")
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def read(self, path):
        try:
            response = urllib.request.urlopen(self.base + path, timeout=10)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.read().decode()

    def stop(self):
        """Do as Ctrl-C in a terminal does: signal the whole group."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(20)


def leave_a_mock_open(database):
    """Write an attempt whose time has run out while nothing was running."""
    columns = {
        "mode": "mock",
        "feedback": "at_end",
        "title": "Mock",
        "choice": "{}",
        "exam": "{}",
        "forecast": "{}",
        "form_code": "1",
        "seed": 1,
        "started_at": "2026-11-02 09:00:00",
        "deadline": "2026-11-02 09:30:00",
    }
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    with closing(sqlite3.connect(database)) as rows, rows:
        rows.execute(
            f"INSERT INTO quizzes_attempt (user_id, course_id, {names}) "
            f"SELECT min(accounts_user.id), min(courses_course.id), {marks} "
            "FROM accounts_user, courses_course",
            list(columns.values()),
        )


def test_a_site_starts_serves_stops_and_starts_again_with_all_data(tmp_path, free_port):
    site = Site(tmp_path, free_port)
    try:
        site.wait()
        assert site.read("/readyz") == '{"ready": true, "troubles": []}'
        page = site.read("/accounts/login/")
        assert "Log in" in page
        style = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', page).group(1)
        assert "--paper" in site.read(style)
    finally:
        code = site.stop()
    first = site.log.read_text()
    assert code == 0
    assert "Stopped." in first
    assert f"Notewright is at {site.base}" in first
    assert first.count("shown this once") == 2
    assert "Traceback" not in first

    leave_a_mock_open(tmp_path / "data" / "notewright.sqlite3")
    site = Site(tmp_path, free_port)
    try:
        site.wait()
    finally:
        assert site.stop() == 0
    assert "Ended 1 attempt after the deadline." in site.log.read_text()
    assert "exists" in site.log.read_text()
    assert "shown this once" not in site.log.read_text()
