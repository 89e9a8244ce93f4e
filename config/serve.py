"""What `./notewright run` does once the packages are there: prepare the data, then serve."""

import argparse
import errno
import hashlib
import ipaddress
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

CHORE, EVERY = "finish_overdue", 300  # seconds: what ends attempts after their deadline
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


class CannotListen(Exception):
    """The address is taken, not ours or not allowed; the message says what to do."""


def main(words: list[str]) -> int:
    wanted = read_options(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    base = f"http://{public_name(wanted.host)}:{wanted.port}"
    try:
        address = find_free_address(wanted.host, wanted.port)
        admit_host(wanted.host)
        django.setup()
        if settings.HTTPS:
            base = f"https://{settings.ALLOWED_HOSTS[0]}"
        prepare(base=base, demo=wanted.demo)
    except (CannotListen, ImproperlyConfigured, CommandError, DatabaseError) as trouble:
        say(f"\nNotewright did not start. {trouble}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until config.foreground listens
    say(f"\nNotewright is at {base} (Ctrl-C stops it)")
    return serve(address, wanted.port, wanted.workers)


def read_options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./notewright run", description="Serve the course.")
    parser.add_argument("--port", type=port_number, default=8000, help="default: 8000")
    parser.add_argument(
        "--host", default="127.0.0.1", help="default: this machine only; 0.0.0.0: reachable by all"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes, default: 2")
    parser.add_argument("--demo", action="store_true", help="add a demo student and instructor")
    return parser.parse_args(words)


def port_number(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


# Preparing


def prepare(*, base: str, demo: bool) -> None:
    """Bring database, static files and courses up to date; what is up to date is left alone."""
    with step("Database"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("rebuild", stale=True, stdout=StringIO())
        call_command(CHORE)  # what ran out while nothing was running
        call_command("createcachetable", verbosity=0)
    with step("Styles, scripts and pictures"):
        collect_static()
    for folder in sorted(Path("fixtures").iterdir()):
        if folder.is_dir():
            with step(f"Course {folder}"):
                call_command("load_course", str(folder))
    if demo:
        say("Demo accounts:")
        call_command("make_demo")
    call_command("instructor_link", base=base, verbosity=0)


def collect_static() -> None:
    """Gather the files that browsers fetch, unless a stamp says that none has changed."""
    stamp = settings.DATA_DIR / "static.stamp"
    digest = digest_static_sources()
    gathered = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if gathered and stamp.exists() and stamp.read_text() == digest:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest)


def digest_static_sources() -> str:
    from django.contrib.staticfiles.finders import get_finders  # needs the apps

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def step(what: str) -> Iterator[None]:
    begun = time.monotonic()
    say(f"{what} ...")
    yield
    say(f"    ready after {time.monotonic() - begun:.1f} s")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


# Listening


def find_free_address(host: str, port: int) -> str:
    """Return the numeric address of `host` after proving that `port` can be listened on.

    Raises:
        CannotListen: it cannot, with the reason and a cure.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as trouble:
        raise CannotListen(f"{host}:{port} is no address to listen on: {trouble}.") from None
    family, kind, _, _, address = min(found, key=lambda item: item[0] != socket.AF_INET)
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as trouble:
            raise CannotListen(explain(trouble, host, port)) from None
    return str(address[0])


def explain(trouble: OSError, host: str, port: int) -> str:
    if trouble.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use, perhaps by another Notewright. "
            f"Stop that one, or take another port: ./notewright run --port {port + 1}"
        )
    if trouble.errno == errno.EACCES:
        return f"Port {port} is for root alone. Take one above 1023, such as --port 8000."
    return f"This machine cannot listen on {host}: {trouble.strerror}."


def public_name(host: str) -> str:
    """Return the name to type into a browser."""
    if is_everywhere(host):
        return own_address() or "localhost"
    if host in LOCAL_NAMES or host == "::1":
        return "localhost"
    return f"[{host}]" if ":" in host else host


def admit_host(host: str) -> None:
    """Accept requests for the name that was asked for, unless NOTEWRIGHT_HOSTS names others."""
    names = [*LOCAL_NAMES, public_name(host)]
    if is_everywhere(host):
        names.append(socket.gethostname())
    os.environ.setdefault("NOTEWRIGHT_HOSTS", ",".join(dict.fromkeys(names)))


def is_everywhere(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def own_address() -> str:
    """Return the address by which this machine reaches others, or nothing. Sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737)
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def serve(address: str, port: int, workers: int) -> int:
    """Become the server. SQLite takes one writer: more threads would only wait for each other."""
    threads = 1 if connection.vendor == "sqlite" else 4
    connection.close()
    command = [sys.executable, "-m", "config.foreground", str(EVERY)]
    command += [sys.executable, "-m", "django", CHORE, "--"]
    command += [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--host", address, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads)]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "5"]
    command += ["--log-level", "warning", "config.wsgi:application"]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
