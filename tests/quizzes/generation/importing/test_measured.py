"""The bars that the four sets of notes hold, and that the measure is strict."""

from pathlib import Path

import pytest

from benchmarks.importing import Entry, likeness, main, read_gold, score
from quizzes.generation.importing.notes import read_notes
from quizzes.generation.words import normal

ROOT = Path(__file__).parents[4]
NOTES, GOLD = ROOT / "tests" / "data" / "notes", ROOT / "benchmarks" / "gold"

BARS = {  # recall, precision, wrong subjects
    "photography": (0.85, 0.80, 0),
    "biology": (0.95, 0.90, 0),
    "networking": (0.95, 0.90, 0),
    "history": (0.85, 0.80, 0),
}


@pytest.mark.parametrize("name", BARS)
def test_the_notes_are_read_to_the_bar(name):
    result = score(
        (NOTES / f"{name}.md").read_text(encoding="utf-8"), read_gold(GOLD / f"{name}.yaml")
    )
    recall, precision, wrong = BARS[name]

    assert result.recall >= recall, result.missed
    assert result.precision >= precision, result.false
    assert result.wrong_subjects <= wrong, result.false


def entry(says, *, subject="Kiln", negative=False):
    return Entry("x", subject, frozenset({normal(subject)}), says, negative)


def proposal(line):
    return read_notes(f"# Kiln\n- {line}\n", source="notes").proposals[0]


def test_another_wording_with_the_same_words_matches():
    assert likeness(proposal("hardens the clay of pots"), entry("makes clay pots hard (hardens)"))


@pytest.mark.parametrize(
    "wrong",
    [
        entry("hardens clay of pots", negative=True),
        entry("burns gas"),
        entry("hardens stone, glass, iron, wax and clay"),  # one word in five
    ],
)
def test_what_says_something_else_does_not_match(wrong):
    assert likeness(proposal("hardens the clay of pots"), wrong) == 0


def test_a_wrong_subject_is_counted_apart_and_finds_nothing():
    result = score("# Kiln\n- hardens clay\n", [entry("hardens clay", subject="Wheel")])

    assert (result.found, result.right, result.wrong_subjects) == (0, 0, 1)


def test_one_long_line_finds_one_of_the_facts_that_it_holds():
    entries = [entry("burns gas"), entry("burns gas quickly")]
    result = score("# Kiln\n- burns gas quickly\n", entries)

    assert result.found == 1


def test_the_figures_are_printed_for_each_rule(capsys):
    assert main([str(NOTES / "biology.md"), str(GOLD / "biology.yaml"), "--details"]) == 0
    printed = capsys.readouterr().out

    assert "biology: recall" in printed
    assert "known name" in printed
    assert main([]) == 2
