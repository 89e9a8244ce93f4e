from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.answers.writing import NotANumber, bare, cleaned, is_meant, number_in


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("GuardDuty", "GuardDuty"),
        ("  guardduty ", "GuardDuty"),
        ("Guard Duty", "GuardDuty"),
        ("the zone of trust", "Zone of trust"),
        ("An “access key”.", "access key"),
        ("multi factor", "multi-factor"),
        ("TCP IP", "TCP/IP"),
        ("GurdDuty", "GuardDuty"),  # a letter missing
        ("GuardDutyy", "GuardDuty"),  # one too many
        ("GuordDuty", "GuardDuty"),  # a wrong one
        ("GaurdDuty", "GuardDuty"),  # two swapped
        ("A", "a"),
        ("Stra\u00dfe", "STRASSE"),
        ("e\u0301clair", "\u00e9clair"),  # composed and not
        ("C++", "c++"),
    ],
)
def test_a_typed_text_is_read_kindly(typed, meant):
    assert is_meant(typed, ["something else", meant])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", "GuardDuty"),
        ("?!", "..."),
        ("the", "the key"),
        ("GrdDuty", "GuardDuty"),  # two slips
        ("leag", "leaf"),  # too short for a slip
        ("asymmetric", "symmetric"),  # the first letter makes another word
        ("Route 54", "Route 53"),  # digits make another thing
        ("Standard C", "Standard C#"),
        ("C", "C++"),
        ("guard", "GuardDuty"),
    ],
)
def test_what_may_mean_something_else_is_not_read_kindly(typed, meant):
    assert not is_meant(typed, [meant])


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("adsorption", True),
        ("absorption", False),  # the other thing itself
        ("adsorptoin", False),  # a slip, but two letters from the other thing
    ],
)
def test_no_slip_is_forgiven_near_the_name_of_another_thing(typed, right):
    assert is_meant(typed, ["adsorption"], lookalikes=["absorption"]) is right


def test_a_slip_is_forgiven_where_the_other_thing_is_far():
    assert is_meant("photosyntesis", ["photosynthesis"], lookalikes=["respiration"])


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("30", "30"),
        ("30.0", "30"),
        (" 30 days ", "30"),
        ("30 Day", "30"),
        ("3,000", "3000"),
        ("$3,000", "3000"),
        ("3 000", "3000"),
        ("3\u00a0000", "3000"),
        ("1,234,567.5", "1234567.5"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("0,5", "0.5"),
        ("1 234,5", "1234.5"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("30%", "30"),
        ("\u0663\u0660", "30"),
        ("30.", "30"),
    ],
)
def test_one_number_is_read(typed, number):
    assert number_in(typed, "days") == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "not a number"),
        ("thirty", "not a number"),
        ("days", "not a number"),
        ("5-7", "one number"),
        ("30 or 31", "one number"),
        ("3,0000", "one number"),
        ("1.000.000", "one number"),
        ("12e5", "one number"),
        ("30 hours", "alone, in days"),
        ("3k", "alone, in days"),
        ("about 30 days", "alone, in days"),
    ],
)
def test_what_is_not_one_number_of_the_unit_is_refused_in_words(typed, words):
    with pytest.raises(NotANumber, match=words):
        number_in(typed, "days")


def test_without_a_unit_the_number_stands_alone():
    assert number_in("3", "") == 3
    with pytest.raises(NotANumber, match=r"alone\.$"):
        number_in("3 days", "")


@given(st.text(max_size=120), st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed, unit):
    assert bare(typed) == bare(cleaned(typed)) or not typed.isprintable()
    with suppress(NotANumber):
        assert number_in(typed, unit).is_finite()


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_way_to_write_a_number_gives_the_same(number):
    assert number_in(f"{number:f}", "") == number_in(f"{number:,f} days", "days") == number
