"""Runs of capitals: which are worth explaining, and whether a text does."""

import pytest

from quizzes.generation.acronyms import acronyms_in, is_explained


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a VPC with two VPCs", {"VPC"}),
        ("ATP and NADPH", {"ATP", "NADPH"}),
        ("the USA over HTTP", set()),
        ("Louis XIV", set()),
        ("it does NOT, and ONLY then", set()),
        ("IP and a US map", set()),
        ("SHA256 and EC2", set()),
    ],
)
def test_acronyms_are_runs_of_capitals_that_not_everybody_knows(text, found):
    assert acronyms_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "A virtual private cloud (VPC) is a network.",
        "A VPC (virtual private cloud) is a network.",
        "VPC stands for a network of your own.",
        "VPC is short for something.",
        "VPC flows (what passes) are kept.",
        "Your VPC, the virtual private cloud, is a network.",
    ],
)
def test_a_text_explains_an_acronym_with_words_near_by(text):
    assert is_explained("VPC", ["Other words.", text])


@pytest.mark.parametrize(
    "text",
    [
        "A VPC is a network.",
        "A virtual private cloud is a network.",
        "A VPC is a network, and a very long walk away from it stands a virtual private cloud.",
        "VPC: very nice clouds",
    ],
)
def test_a_text_that_only_uses_an_acronym_does_not_explain_it(text):
    assert not is_explained("VPC", [text])


def test_small_words_may_be_left_out_or_count():
    assert is_explained("IAM", ["IAM is Identity and Access Management."])
    assert is_explained("DOS", ["The denial of service is called DOS."])
