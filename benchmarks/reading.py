"""How long reading one lesson takes, by its size and by how its author means it.

`python -m benchmarks.reading` prints the seconds for each shape at a quarter of a megabyte and at one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.work import UNIT_SECONDS, Figure, unit_of_work
from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import LessonSource

QUARTER, WHOLE = 250_000, 1_000_000  # characters
BAR_SECONDS = 5.0  # for a lesson of a million characters
LINEAR = 5.0  # times as long for four times the size: linear, with room for noise

THING = (
    "## Widget number{n}\n\nA widget number{n} is a tool.\n\n- **Is a:** kitchen tool\n"
    "- **Purpose:** read page {n} of the book\n- **Uses:** w{n} and x{n}\n\n"
)


def _numbered(text: str, head: str = "") -> Callable[[int], str]:
    """Return a maker of `head` and then `text` again and again, {n} counting."""
    filled = len(text.replace("{n}", "00000"))
    return lambda size: (
        head + "".join(text.replace("{n}", str(n)) for n in range((size - len(head)) // filled + 1))
    )


def _repeated(text: str, head: str = "") -> Callable[[int], str]:
    return lambda size: head + text * ((size - len(head)) // len(text) + 1)


def _wide_table(size: int) -> str:
    columns = size // 30
    names = "".join(f" Name{n} |" for n in range(columns))
    return f"| Thing |{names}\n|{' --- |' * (columns + 1)}\n| reads a page |{' yes |' * columns}\n"


def _growing_ticks(size: int) -> str:
    return " ".join("`" * n for n in range(1, int((2 * size) ** 0.5)))


def _nested_bullets(size: int) -> str:
    return "\n".join("  " * n + "- **Reads:** a" for n in range(int(size**0.5)))


SHAPES: dict[str, Callable[[int], str]] = {
    "things": _numbered(THING),
    "table of things": _numbered(
        "| Name{n} | page {n} | {n} euro |\n",
        "| Thing | Reads | Cost |\n| --- | --- | --- |\n",
    ),
    "wide table": _wide_table,
    "many tables": _repeated("|a|b|\n|-|-|\n|c|yes|\n\n"),
    "prose": _repeated("A word of Rye and another word, all in one line. "),
    "headings": _repeated("## A heading\n\n"),
    "names of few words": _numbered("## Red key{n}\n\n- **Uses:** a red key\n\n"),
    "one list": _repeated("- **Reads:** a\n", "## Book\n\n"),
    "one line of members": _repeated("page; ", "## Book\n\n- **Reads:** "),
    "numbered steps": _repeated("1. a step\n"),
    "nested bullets": _nested_bullets,
    "nested quotes": _repeated(">"),
    "lines of quotes": _repeated("> a\n"),
    "one letter": _repeated("a"),
    "one letter in a heading": _repeated("a", "## "),
    "parentheses in a heading": _repeated("(", "# "),
    "spaces": _repeated(" ", "## a\n\n- **Reads:**"),
    "open brackets": _repeated("["),
    "lines of open brackets": _repeated("[[[[[[[\n\n"),
    "open links": _repeated("[a]("),
    "links": _repeated("[a](b) and\n"),
    "link definitions": _repeated("[a]: b\n"),
    "open stars": _repeated("*a **b "),
    "ticks": _growing_ticks,
    "backslashes": _repeated("\\"),
    "entities": _repeated("&amp;"),
    "open comments": _repeated("<!-- quiz: "),
    "dates": _repeated("(as of ", "## Book\n\n- **Cost:** "),
    "control characters": _repeated("\x00\x07\u202e\u200f "),
    "right to left": _repeated(
        "- **\u05e7\u05d5\u05e8\u05d0:** \u05e1\u05e4\u05e8\n", "## \u05d0\n\n"
    ),
    "lone surrogates": _repeated("- **Reads:** \ud800 page\n", "## Book \udfff\n\n"),
}


def seconds(size: int, shape: str = "things") -> float:
    """Return the processor seconds that reading a lesson of `size` characters takes.

    Args:
        shape: a key of `SHAPES`.
    """
    source = LessonSource(slug="lesson", body=SHAPES[shape](size)[:size])
    start = time.process_time()
    read_lesson(source)
    return time.process_time() - start


def figures(*, quick: bool) -> Iterator[Figure]:
    """Yield how long a lesson of a megabyte takes, and how the time grows with the size."""
    small, large = (size // 10 if quick else size for size in (QUARTER, WHOLE))
    ease = 2.0 if quick else 1.0  # a short run tells less
    seconds(small)  # the first one loads the dictionary
    unit = unit_of_work()
    quarter, whole = seconds(small), seconds(large)
    bar = BAR_SECONDS / UNIT_SECONDS * large / WHOLE * ease
    note = f"{whole:.2f} s"
    yield Figure(f"a lesson of {large:,} characters, read", whole / unit, bar, "units", note)
    yield Figure(f"the same against {small:,}", whole / quarter, LINEAR * ease, "times")


def main(arguments: list[str]) -> list[str]:
    """Return one line for each shape that is named, or for all."""
    lines = []
    for shape in arguments or SHAPES:
        quarter, whole = seconds(QUARTER, shape), seconds(WHOLE, shape)
        lines.append(f"{shape}: {quarter:.2f} s, {whole:.2f} s, ratio {whole / quarter:.1f}")
    return lines


if __name__ == "__main__":
    sys.stdout.write("\n".join(main(sys.argv[1:])) + "\n")
