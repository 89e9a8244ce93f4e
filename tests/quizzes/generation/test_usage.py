"""What running text shows about a name."""

import pytest

from quizzes.generation.usage import PLACES, Usage

TEXT = """\
A security group keeps traffic out, and each HSM keeps its keys. An HSM device is sold.
Rules of encryption at rest follow, Lambda runs; Flow Logs show who came. Lambdas end.
Every Key Vault is one of the vaults.
"""


@pytest.fixture(scope="module")
def usage():
    return Usage(TEXT)


@pytest.mark.parametrize(
    ("name", "said"),
    [("security group", True), ("Security group", False), ("curity group", False), ("🔥", False)],
)
def test_a_name_is_found_as_whole_words_in_its_spelling(usage, name, said):
    assert usage.says(name) is said


def test_a_name_is_found_in_the_plural():
    assert Usage("Both security groups close.").says("security group")


def test_a_noun_with_an_article_is_counted_in_any_case_of_letters(usage):
    assert usage.is_counted("key vault")
    assert not usage.is_counted("encryption at rest")


def test_a_noun_after_a_preposition_alone_is_bare(usage):
    assert usage.is_bare("encryption at rest")
    assert not usage.is_bare("security group")


def test_a_noun_of_its_own_is_no_part_of_a_longer_one(usage):
    assert usage.is_noun_of_its_own("HSM")
    assert not Usage("An HSM device is sold.").is_noun_of_its_own("HSM")


def test_a_name_inside_a_sentence_follows_a_word_or_a_comma(usage):
    assert usage.is_inside_sentences("Lambda")
    assert not usage.is_inside_sentences("Rules")


def test_a_plural_takes_a_plural_verb(usage):
    assert usage.takes_plural_verb("Flow Logs")
    assert not usage.takes_plural_verb("Lambda")


def test_words_are_small_only_in_small_letters(usage):
    assert "vaults" in usage.small_words
    assert "lambda" not in usage.small_words


def test_a_name_is_judged_by_its_rarest_word_and_by_so_many_places():
    common = "red key " * PLACES * 2

    assert Usage(common + "of red key7 ").is_bare("red key7")
    assert not Usage(common + "of red key ").is_bare("red key")


def test_signs_in_a_name_are_no_trouble():
    usage = Usage("It compiles with C++ and reads a .env file; 12\u00bd%.")

    assert usage.is_bare("C++")
    assert usage.is_counted(".env file")
    assert not usage.is_counted("%")
