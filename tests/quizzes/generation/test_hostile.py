"""Whatever an author writes, reading ends soon, and ends in facts, problems or LessonTooLong."""

import time
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.reading import QUARTER, SHAPES, WHOLE, main, seconds
from passages import PLAIN_FROM, parse, plain_text
from quizzes.generation.bank import build_bank
from quizzes.generation.base import build_base
from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import Claim, LessonSource
from quizzes.generation.gates import passes
from quizzes.generation.reading import LABEL_LIMIT, LINE_LIMIT, NAME_LIMIT
from tests.quizzes.generation.builders import lesson, read

SECONDS = 20  # for what takes under one on an idle machine

quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

WORDS = """
scans reads is has can bake a an the α C++ 細胞 été - – 24/7 1.2.3.4 1914–1918 $5 30 days 1st ½ ² …
yes no depends none ✓ ? only not never it's NaN 10,000,000 ; : | ** __ ` [x](y) <b> <!-- --> {thing}
{0} %s \\ & &amp; Router router Routers The ACM KMS .. , ,, ;; "quote" “ ” ( ) '' \u200b \u202e
"""
MARKS = "(complete list)|(as of 2026-11)|(as of 2026-00)|(as of 9999-99)|(as of|such as rye|do not"
LABELS = (
    "Purpose|Is a|Is|Stands for|Can|Cannot|Not|Only|Only scans|Only can scan|Scans (complete list)|"
    "Cost|Limit|Found in|Tip|α|Reads|must scan|can|only|Not only|Has|🔥|Costs|Fought|Number of legs"
)

words = st.sampled_from(WORDS.split() + MARKS.split("|"))
phrases = st.lists(words, min_size=0, max_size=6).map(" ".join)
labels = st.sampled_from(LABELS.split("|"))
bullets = st.builds("- **{}:** {}".format, labels, phrases)
nested = st.builds("- **{}:**\n  - {}\n  - {}".format, labels, phrases, phrases)
headings = st.builds("\n## {}\n".format, phrases)
marks = st.sampled_from(["<!-- quiz: skip -->", "<!-- quiz: no key -->", "<!-- quiz: -->", "<!--"])
steps = st.builds("1. {}\n2. {}\n3. {}".format, phrases, phrases, phrases)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 6))
    lines = draw(st.integers(0, 5))

    def row(cells):
        return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"

    def cells(strategy):
        return draw(st.lists(strategy, min_size=columns, max_size=columns))

    answers = st.sampled_from(["yes", "no", "depends", "", "30 days", "1914–1918", "7", "24/7"])
    body = [row([draw(phrases), *cells(answers)[1:]]) for _ in range(lines)]
    return "\n".join(["", row(cells(phrases)), row(["---"] * columns), *body, ""])


blocks = st.one_of(headings, bullets, bullets, nested, tables(), tables(), marks, steps, phrases)
markdown = st.lists(blocks, max_size=14).map("\n".join)


def read_all(*bodies, claims=()):
    """Take the lessons through everything; return the base and its bank."""
    sources = [
        lesson(body, slug=f"lesson-{place}", position=place, claims=claims)
        for place, body in enumerate(bodies, start=1)
    ]
    base = build_base(sources, stop_words=["router"], settings=["A {thing}"])
    return base, build_bank(base)


@quick
@given(st.lists(markdown, min_size=1, max_size=2))
def test_markdown_that_nearly_keeps_the_convention_is_read_without_a_crash(bodies):
    base, bank = read_all(*bodies)

    assert all(passes(one, base) for one in bank.items)
    for fact in base.facts:
        assert fact.subject
        assert fact.value
        assert fact.quote in fact.passage.text
    for problem in base.problems:
        assert problem.line >= 1
        assert problem.text
        assert problem.cure


@quick
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash(text):
    read_all(text, f"## {text}\n\n- **Purpose:** {text}\n- **{text}:** x\n")


@quick
@given(markdown, phrases)
def test_any_claims_are_matched_without_a_crash(body, quote):
    claim = Claim(reference="X", quotes=(quote, "", "**"))

    read_all(body, claims=[claim])


def table_of(rows, columns):
    header = "| Thing | " + " | ".join(f"Name{n}" for n in range(columns)) + " |"
    line = "| --- " * (columns + 1) + "|"
    body = (
        f"| reads page {r} of {r * 7} | "
        + " | ".join("yes" if (r + c) % 3 else "no" for c in range(columns))
        + " |"
        for r in range(rows)
    )
    return "\n".join([header, line, *body])


HOSTILE = {
    "deep quotes": ">" * 5000 + " a",
    "deep lists": "- " * 5000 + "a",
    "deep nested bullets": "\n".join("  " * n + "- **Reads:** a" for n in range(300)),
    "brackets": "[" * 5000,
    "links": "[a](" * 3000,
    "stars": "*a " * 5000,
    "bold": "**a " * 5000,
    "backticks": " ".join("`" * n for n in range(200)),
    "comments": "<!-- quiz: " * 5000,
    "open comment": "<!--" + "a " * 20_000,
    "parentheses in a heading": "# " + "(" * 20_000,
    "spaces": "## a" + " " * 50_000 + "b\n\n- **Reads:**" + " " * 50_000 + "b",
    "one long word": "## " + "a" * 50_000 + "\n\n- **Purpose:** read " + "b" * 50_000,
    "many semicolons": "## Book\n\n- **Reads:** " + "page; " * 3000,
    "dates": "## Book\n\n- **Cost:** " + "(as of " * 3000,
    "a wide table": table_of(6, 24),
    "a long table": table_of(30, 6),
    "many headings": "".join(f"## Name{n}\n\n- **Purpose:** read w{n} x{n}\n\n" for n in range(80)),
    "link definitions": "[a]: b\n" * 3000,
    "entities": "&amp;" * 10_000,
    "control characters": "## A\x00\x07\n\n- **Reads:** \x1b[31m\u202e\ufeff\n",
    "carriage returns": "## Book\r\n\r\n- **Reads:** pages\r\n",
    "surrogates": "## Book \ud800\n\n- **Reads:** \udfff pages\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markdown_ends_soon(name):
    start = time.process_time()

    read_all(HOSTILE[name])

    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_kind_of_line_end_reads_alike(newline):
    body = "## Book\n\n- **Reads:** pages\n- **Not:** burn\n"

    found = read_lesson(LessonSource(slug="lesson", body=body.replace("\n", newline)))

    assert [fact.statement for fact in found.facts] == ["Book reads pages.", "Book does not burn."]


# Marks that parsers are afraid of, put together at random.
SHARDS = st.sampled_from(
    [
        *(
            "[",
            "](",
            ")",
            "![",
            "<",
            ">",
            "<!--",
            "-->",
            "`",
            "``",
            "*",
            "**",
            "_",
            "~~",
            "\\",
            "|",
        ),
        *(
            "\n",
            "\n\n",
            "\t",
            "    ",
            "- ",
            "> ",
            "1. ",
            "# ",
            "## ",
            "---",
            "===",
            "|-|-|",
            "&",
            "&#0;",
        ),
        *(
            "\x00",
            "\x1b",
            "\x85",
            "\u2028",
            "\u202e",
            "\u200f",
            "\ufeff",
            "\ud800",
            "\udfff",
            "\U000e0001",
        ),
        *("ספר", "كتاب", "- **Reads:** page", "- **Purpose:** read a page", "yes", "no"),
        *(
            "| Book | Reads |",
            "| --- | --- |",
            "Book",
            "page",
            "[a]: b",
            "<b>",
            "(as of 2026-",
            "2026-11)",
        ),
    ]
)
runs = st.builds(lambda shard, times: shard * times, SHARDS, st.sampled_from([1, 1, 1, 2, 7, 60]))


@quick
@given(st.lists(runs, max_size=60).map("".join))
def test_shards_of_markdown_give_facts_or_problems_and_what_is_asked_passes_the_gate(body):
    base, bank = read_all(body, f"## Book\n\n{body}\n\n- **Reads:** pages\n")

    assert all(passes(one, base) for one in bank.items)
    for said in chain(base.facts, base.problems):
        assert str(said).encode()  # can be stored: no lone surrogate is left
        assert "\x00" not in str(said)


@quick
@given(SHARDS, st.integers(1, 100_000))
def test_a_hundred_thousand_of_one_thing_are_read(shard, times):
    start = time.process_time()

    read(f"## Book\n\n- **Reads:** {(shard * times)[:100_000]}\n")

    assert time.process_time() - start < SECONDS


SLOWEST = (
    *("things", "table of things", "wide table", "headings", "names of few words", "one list"),
    *("numbered steps", "lines of open brackets", "open links", "right to left", "spaces"),
)


@pytest.mark.parametrize("shape", SLOWEST)
def test_time_grows_with_the_length_of_a_lesson(shape):
    """A fourth is four times as quick: five leaves room for what else runs on the machine."""
    ratios = (
        seconds(QUARTER // 5, shape) / max(seconds(QUARTER // 20, shape), 0.001) for _ in range(4)
    )

    assert any(ratio <= 5 for ratio in ratios)


def test_a_lesson_of_a_megabyte_is_read_in_seconds():
    quarter, whole = seconds(QUARTER), seconds(WHOLE)

    assert whole < 5 * max(quarter, 1)
    assert whole < SECONDS


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_as_long_as_wanted_and_is_read(shape):
    body = SHAPES[shape](6_000)

    assert len(body) >= 3_000
    assert seconds(6_000, shape) < SECONDS


def test_the_benchmark_tells_the_ratio_of_what_is_asked():
    (line,) = main(["one letter"])

    assert line.startswith("one letter: ")
    assert "ratio" in line


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (f"## {'a' * (NAME_LIMIT + 1)}\n\n- **Reads:** pages", "The heading"),
        (f"## Book\n\n- **Reads {'a' * LABEL_LIMIT}:** pages", "The label"),
        (f"## Book\n\n- **Reads:** {'pages; ' * (LINE_LIMIT // 6)}", "The line"),
        (f"## Book\n\n- **Reads:** {'pages; ' * PLAIN_FROM}", "The block"),
        (f"| Book | Reads |\n| - | - |\n| {'a' * (NAME_LIMIT + 1)} | pages |", "The row"),
        (f"| Book | Reads |\n| - | - |\n| Atlas | {'a' * LINE_LIMIT} |", "The row"),
        (
            f"| Book | {'a' * (NAME_LIMIT + 1)} | Map |\n| - | - | - |\n| is read | yes | |",
            "Nothing in this table",
        ),
        (
            f"| Book | Cost {'a' * LABEL_LIMIT} |\n| - | - |\n| Atlas | 3 euro |",
            "Nothing in this table",
        ),
    ],
)
def test_what_is_too_long_to_be_a_fact_is_a_problem_of_its_line(body, trouble):
    found = read(body)

    assert found.facts == []
    assert any(problem.text.startswith(trouble) for problem in found.problems)


def test_marks_in_a_block_without_end_are_plain_text():
    short, long = ("**a** " * (PLAIN_FROM // 6 - 1), "**a** " * (PLAIN_FROM // 6 + 1))

    assert "*" not in plain_text(parse(short))
    assert plain_text(parse(long)) == long.strip()


def test_a_column_with_too_long_a_header_is_left_out_alone():
    found = read(f"| Book | Reads | {'a' * 300} |\n| - | - | - |\n| Atlas | maps | old |")

    assert [fact.statement for fact in found.facts] == ["Atlas reads maps."]
    assert [problem.text[:10] for problem in found.problems] == ["The column"]
