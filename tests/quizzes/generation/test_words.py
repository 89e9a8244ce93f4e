"""Words compare by what they say, not by their form, and articles go by sound."""

import pytest

from quizzes.generation.words import (
    article,
    capitalise,
    content_words,
    join_list,
    lemma,
    likeness,
    normal,
    squash,
    tokens,
    with_article,
)


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        (["encrypt", "encrypts", "encrypted", "encrypting"], "encrypt"),
        (["cell", "cells", "cell's"], "cell"),
        (["ribosomes", "ribosome"], "ribosome"),
        (["mice", "mouse"], "mouse"),
        (["cooked", "cooks"], "cook"),
    ],
)
def test_forms_of_one_word_meet_in_one_lemma(forms, root):
    assert {lemma(form.lower()) for form in forms} == {root}


def test_a_word_that_ends_in_double_s_keeps_it():
    assert lemma("mess") == "mess"
    assert lemma("xyzzyss") == "xyzzyss"


def test_content_words_leave_out_what_says_nothing():
    words = content_words("It is the yeast that makes a dough rise")

    assert words == {"yeast", "dough", "rise"}


def test_content_words_leave_out_the_stop_words_of_the_course():
    assert content_words("Acme Router", frozenset({"acme"})) == {"router"}


def test_a_hyphenated_word_counts_whole_and_in_its_parts():
    assert {"slow-cook", "slow", "cook"} <= content_words("slow-cooked stew")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The router forwards packets", "router forward packet"),
        ("  an   Oven ", "oven"),
        ("Leaves fall", "leaves fall"),
    ],
)
def test_wordings_of_one_form_are_normally_the_same(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("α cell", "β cell"),
        ("C", "C++"),
        ("C++", "C#"),
        ("Na", "Na+"),
        ("Vitamin B6", "Vitamin B12"),
        ("TLS 1.2", "TLS 1.3"),
        ("10.0.0.0", "10.0.0.1"),
        ("Война", "Мир"),
        ("Rosé", "Rose"),
        ("細胞", "組織"),
        ("H₂O", "H₂S"),
    ],
)
def test_names_that_differ_in_a_sign_are_not_normally_the_same(one, other):
    assert normal(one) != normal(other)


def test_a_word_with_an_accent_is_one_word():
    assert tokens("crème brûlée, café-crème") == ["crème", "brûlée", "café-crème"]


def test_numbers_with_points_and_commas_are_one_token():
    assert tokens("1,000 loaves at 3.5 euros.") == ["1,000", "loaves", "at", "3.5", "euros"]


def test_likeness_runs_from_nothing_to_one():
    assert likeness("boil eggs", "boils an egg") == 1.0
    assert likeness("boil eggs", "quench thirst") < 0.4
    assert likeness("boil eggs gently", "boil eggs") == 1.0, "a part is as like as the whole"


@pytest.mark.parametrize("pair", [("fold a dough", "fold the map"), ("", "map"), ("a", "")])
def test_likeness_is_the_same_both_ways(pair):
    one, other = pair

    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@pytest.mark.parametrize(
    ("noun", "wanted"),
    [
        ("oven", "an"),
        ("battle", "a"),
        ("hour", "an"),
        ("honest broker", "an"),
        ("house", "a"),
        ("unit", "a"),
        ("uninstalled driver", "an"),
        ("union", "a"),
        ("unimportant clue", "an"),
        ("unanimous vote", "a"),
        ("uranium atom", "a"),
        ("urn", "an"),
        ("onerous tax", "an"),
        ("ewe", "a"),
        ("éclair", "an"),
        ("α cell", "an"),
        ("β cell", "a"),
        ("mRNA strand", "an"),
        ("S3 bucket", "an"),
        ("URL", "a"),
        ("SSL certificate", "an"),
        ("IP address", "an"),
        ("UDP datagram", "a"),
        ("LAN cable", "a"),
        ("NAT gateway", "a"),
        ("RAM module", "a"),
        ("NASA mission", "a"),
        ("8-bit number", "an"),
        ("11 o'clock meal", "an"),
        ("one-pot meal", "a"),
        ("European war", "a"),
        ("X-ray", "an"),
        ("", "a"),
    ],
)
def test_the_article_goes_by_sound(noun, wanted):
    assert article(noun) == wanted


def test_with_article_puts_it_before_the_noun():
    assert with_article("egg") == "an egg"


def test_capitalise_raises_the_first_letter_and_no_other():
    assert capitalise("mRNA in a cell") == "MRNA in a cell"
    assert capitalise("") == ""


@pytest.mark.parametrize(
    ("items", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_are_written_as_people_write_them(items, written):
    assert join_list(items) == written


def test_white_space_is_squashed():
    assert squash(" a\n\tb\u00a0 c ") == "a b c"


def test_an_acronym_is_the_same_in_the_plural_but_a_last_letter_is_kept():
    assert tokens("VPCs") == tokens("VPC")
    assert normal("HTTPS") != normal("HTTP")
