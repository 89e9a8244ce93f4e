"""Doubtful words are shown and never changed; terms are left in peace."""

import pytest

from quizzes.generation.importing.notes import read_notes
from quizzes.generation.importing.spelling import is_formed, suggest


def doubted(text):
    return {one.word: one.suggestion for one in read_notes(text, source="notes").spellings}


@pytest.mark.parametrize(
    ("word", "meant"),
    [("complaince", "compliance"), ("encrption", "encryption"), ("anamoly", "anomaly")],
)
def test_a_slip_is_shown_with_its_lines(word, meant):
    draft = read_notes(f"# Kiln\n- hardens clay\n- needs {word}\n", source="notes")

    assert [(s.word, s.suggestion, s.lines) for s in draft.spellings] == [(word, meant, (3,))]
    assert word in draft.repaired


@pytest.mark.parametrize(
    "text",
    [
        "# Kubelet\n- kubelet runs pods",  # a name
        "# Kiln\n- needs `encrption`",  # code
        "# Kiln\n- needs ENCRPTION and Encrption",  # written large
        "# Kiln\n- an alkine",  # short of six is not: alkine has six, but is near two words
        "# Kiln\n- a lens flre",  # too short
        "# Kiln\n- " + "encrption " * 5,  # written so often that it is meant
        "# Kiln\n- backend reachability of endusers",  # made of words
    ],
)
def test_terms_are_left(text):
    assert (
        doubted(text).keys() & {"kubelet", "encrption", "flre", "backend", "reachability"} == set()
    )


def test_words_of_words_are_formed():
    assert is_formed("reachability")
    assert is_formed("backend")
    assert not is_formed("complaince")
    assert suggest("xqzwvkjh", set()) == ""
