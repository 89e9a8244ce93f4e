"""Whatever the notes are, reading ends soon, in the same bytes, with lines that exist."""

import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import LessonSource
from quizzes.generation.importing.lessons import lessons_of
from quizzes.generation.importing.notes import read_notes
from quizzes.generation.importing.types import Decisions

ROOT = Path(__file__).parents[4]

quick = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

WORDS = [
    "it",
    "is",
    "are",
    "the",
    "a",
    "an",
    "of",
    "and",
    "or,",
    "which",
    "that",
    "can",
    "not",
    "only",
    "uses",
    "used",
    "stores",
    "for",
    "in",
    "at",
    "TCP",
    "DNS",
    "Kiln",
    "kiln",
    "Kilns",
    "clay",
    "data",
    "types",
    "2",
    "1911",
    "$5",
    "(30",
    "days",
    "trial)",
    "etc.",
    "e.g.",
    "**",
    "*",
    "`",
    "[x](y)",
    "<b>",
    "|",
    ":",
    "-",
    "–",
    ";",
    "=",
    "->",
    "?",
    "!",
    "\u200b",
    "\u202e",
    "細胞",
    "été",
    "{x}",
    "\\",
    "&",
    "C++",
    "24/7",
    "10:30",
    "https://a.b/c",
    "no",
    "none",
    "yes",
    "eg:",
    "vs",
    "Causes",
]
phrases = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
starts = st.sampled_from(
    ["", "# ", "## ", "###", "  # ", "- ", "* ", "*", "> ", "  > ", "1. ", "1.", "2) ", "  . ", "| ", ": ",
     "    - ", "**", "```", "| --- |", "===", "---", "o  ", "\t- ", "<!-- x -->"]
)  # fmt: skip
lines = st.builds("{}{}".format, starts, phrases)
notes = st.lists(lines, max_size=25).map("\n".join)


@quick
@given(notes)
def test_any_notes_are_read_into_lessons_without_problems(text):
    draft = read_notes(text, source="notes")
    count = len(draft.raw.split("\n"))
    lessons = lessons_of(draft, Decisions(), pending=True)

    for thing in (
        *draft.proposals,
        *draft.pieces,
        *draft.entities,
        *draft.repairs,
        *draft.spellings,
    ):
        assert all(1 <= number <= count for number in thing.lines)
    for proposal in draft.proposals:
        assert proposal.quote in draft.raw
        assert 0 < proposal.confidence <= 1
    keys = [proposal.key for proposal in draft.proposals]
    assert len(keys) == len(set(keys))
    for lesson in lessons:
        read_lesson(LessonSource(lesson.slug, lesson.body))


@quick
@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text):
    draft = read_notes(text, source="notes")

    assert draft.raw == text.replace("\r\n", "\n").replace("\r", "\n")
    lessons_of(draft, Decisions())


@pytest.mark.parametrize(
    "line",
    ["a " * 900, "(" * 1900, "**a" * 600, "a: " * 600, "- x [(" * 300, "uses a and " * 150, "- it is " * 200,
     ", which eats " * 120, ">" * 1900, "|" + "a|" * 900, "1.1." * 400, "x" * 1999],
)  # fmt: skip
def test_time_grows_with_the_length_of_the_notes_and_no_faster(line):
    def seconds(times):
        text = f"{line}\n" * times
        start = time.process_time()
        read_notes(text, source="notes")
        return time.process_time() - start

    seconds(2)  # dictionaries are loaded once
    small, large = seconds(10), seconds(40)

    assert large < 10 * small + 0.5


def test_a_deep_nest_and_many_headings_are_read_soon():
    deep = "".join(f"{'  ' * depth}- needs part {depth}:\n" for depth in range(300))
    many = "".join(f"# Thing {number}\n- burns gas {number}\n" for number in range(300))
    start = time.process_time()

    assert read_notes(deep, source="deep").pieces
    assert len(read_notes(many, source="many").proposals) == 300
    assert time.process_time() - start < 20


def test_the_same_notes_give_the_same_bytes_in_any_process():
    path = ROOT / "tests" / "data" / "notes" / "photography.md"
    code = (
        "import hashlib, pickle, sys; from pathlib import Path\n"
        "from quizzes.generation.importing.notes import read_notes\n"
        "from quizzes.generation.importing.lessons import lessons_of\n"
        "from quizzes.generation.importing.types import Decisions\n"
        "d = read_notes(Path(sys.argv[1]).read_text(encoding='utf-8'), source='x')\n"
        "print(hashlib.sha256(repr((d, lessons_of(d, Decisions(), pending=True))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def test_a_draft_can_be_stored_and_taken_back():
    draft = read_notes("# Kiln\n- hardens clay\n", source="notes")

    assert pickle.loads(pickle.dumps(draft)) == draft
