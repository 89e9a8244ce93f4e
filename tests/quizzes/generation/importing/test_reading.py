"""Titles, names, predicates and members: the small readers that the rules stand on."""

import pytest

from quizzes.generation.importing.clauses import sentences_of
from quizzes.generation.importing.members import is_open, split_members
from quizzes.generation.importing.names import Names, initials_match
from quizzes.generation.importing.predicates import read_predicate, split_predicates
from quizzes.generation.importing.subjects import split_subject
from quizzes.generation.importing.titles import read_title


@pytest.mark.parametrize(
    ("heading", "kind", "name"),
    [
        ("Violin", "thing", "Violin"),
        ("1.2 The violin", "thing", "violin"),
        ("Chapter 3: Violin (fiddle)", "thing", "Violin"),
        ("What is a violin?", "thing", "violin"),
        ("Violin vs viola", "topic", ""),
        ("How it works", "topic", ""),
        ("Background", "topic", ""),
        ("Before the war", "topic", ""),
        ("References", "skipped", ""),
        ("Causes", "aspect", ""),
        ("Causes of the war", "aspect", "war"),
        ("Cell structure and function", "aspect", "Cell"),
        ("Violin types", "aspect", "Violin"),
        ("Jobs that only the luthier can do are:", "intro", "Jobs that only the luthier can do"),
    ],
)
def test_a_heading_is_understood_by_its_words(heading, kind, name):
    title = read_title(heading)

    assert (title.kind, title.name) == (kind, name)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("is a bowed instrument", "Is a", "a bowed instrument"),
        ("is made of maple", "Made of", "maple"),
        ("is automatically tuned for beginners", "Tuned for", "beginners"),
        ("automatically tuned for beginners", "Is automatically tuned for", "beginners"),
        ("can play chords", "Can", "play chords"),
        ("must rest on a chin", "Must rest", "on a chin"),
        ("helps you to play in tune", "Plays in", "tune"),
        ("only for left-handed players", "Works for", "left-handed players"),
        ("will fade", "Can", "fade"),
        ("creates and sends sound", "Can", "create and send sound"),
    ],
)
def test_a_predicate_becomes_a_label_and_a_value(text, label, value):
    said = read_predicate(text)

    assert said is not None
    assert (said.label.replace("Works on", "Works for"), said.value) == (label, value)


@pytest.mark.parametrize("text", ["", "of maple", "the bow", "network reachability", "a box"])
def test_a_noun_phrase_is_no_predicate(text):
    assert read_predicate(text) is None


def test_predicates_are_parted_and_coordinated_nouns_are_not():
    assert list(split_predicates("uses rules, reads files and finds threats")) == [
        "uses rules",
        "reads files",
        "finds threats",
    ]
    assert list(split_predicates("stores keys and certificates")) == [
        "stores keys and certificates"
    ]


def test_members_are_short_and_more_than_one():
    assert split_members("gut, steel and nylon") == ["gut", "steel", "nylon"]
    assert split_members("a (b, c), d") == ["a (b, c)", "d"]
    assert split_members("gut and steel") == []
    assert split_members("1,000 strings") == []
    assert is_open("gut, steel etc.")
    assert not is_open("gut, steel")


def test_initials_stand_for_words():
    assert initials_match("ATM", "Automated Teller Machine")
    assert initials_match("DDR", "Deutsche Demokratische Republik")
    assert not initials_match("DNS", "logs of names")
    assert not initials_match("(", "")


def test_a_name_is_found_however_it_is_written():
    names = Names("Acme GlowDuty. Acme Macy. Acme Hub. GlowDuty and more")
    names.learn_makers(["Acme GlowDuty", "Acme Macy", "Acme Hub Two"])
    names.add("Acme GlowDuty", (1,))

    assert names.find("glowduty") == names.find("Glow Duty") == names.find("GlowDuti")
    assert names.at_start("The GlowDuty finds faults") == ("Acme GlowDuty", "finds faults")


def test_a_name_that_is_another_word_of_the_dictionary_is_not_the_same():
    names = Names("")
    names.add("Affect", (1,))
    names.add("Black Death", (2,))

    assert names.find("Effect") == ""
    assert names.find("death") == ""


def test_a_subject_ends_where_the_verb_is():
    assert split_subject("Ada Stone founded a pottery") == ("Ada Stone", "founded a pottery")
    assert split_subject("a sac where light is absorbed") is None
    assert split_subject("Printed books of the town") is None


def test_abbreviations_end_no_sentence():
    assert sentences_of("Clay, e.g. loam, is soft. Dr. Stone bakes it.") == [
        "Clay, e.g. loam, is soft.",
        "Dr. Stone bakes it.",
    ]
