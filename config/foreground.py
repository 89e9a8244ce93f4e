"""Stands in the terminal for the server, which gets a session of its own.

Ctrl-C in a terminal signals every process of the group, and granian's main process signals its
workers once more: a worker that gets both at one time hangs until it is killed. From here each
signal goes to the main process alone. Little is imported, since this stays in memory.

It is also the timer of what has to be done though nobody asks for it: a command that runs now and
then beside the server, in a process that goes again, so that it costs no memory in between.
"""

import signal
import subprocess
import sys


def main(words: list[str]) -> int:
    """Serve until the server ends.

    Args:
        words: seconds between two runs of the chore, the chore, "--", the server.
    """
    every, *both = words
    middle = both.index("--")
    chore, command = both[:middle], both[middle + 1 :]
    server = subprocess.Popen(command, start_new_session=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: server.terminate())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # config.serve held it back
    code = wait(server, chore, every=float(every))
    if code in (0, -signal.SIGTERM):  # the latter if it had not begun yet
        sys.stdout.write("\nStopped.\n")
        return 0
    sys.stdout.write(f"\nThe server ended with code {code}.\n")
    return 1


def wait(server: "subprocess.Popen[bytes]", chore: list[str], *, every: float) -> int:
    """Return the code with which the server ends, and run the chore every so many seconds until then.

    A chore that fails says so itself, and runs again the next time.
    """
    while True:
        try:
            return server.wait(every)
        except subprocess.TimeoutExpired:
            subprocess.run(chore, start_new_session=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
