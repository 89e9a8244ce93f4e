"""Stands in the terminal for the server, which gets a session of its own.

Ctrl-C in a terminal signals every process of the group, and granian's main process signals its
workers once more: a worker that gets both at one time hangs until it is killed. From here each
signal goes to the main process alone. Little is imported, since this stays in memory.
"""

import signal
import subprocess
import sys


def main(command: list[str]) -> int:
    server = subprocess.Popen(command, start_new_session=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: server.terminate())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # config.serve held it back
    code = server.wait()
    if code in (0, -signal.SIGTERM):  # the latter if it had not begun yet
        sys.stdout.write("\nStopped.\n")
        return 0
    sys.stdout.write(f"\nThe server ended with code {code}.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
