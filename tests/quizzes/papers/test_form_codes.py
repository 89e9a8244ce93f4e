"""Codes of forms: what they hold, how they may be typed, and every slip that they notice."""

import pytest

from quizzes.papers.form_codes import ALPHABET, SEEDS, FormCode, NotACode, read_code

CODE = FormCode(seed=20_261_127, items=20, plan=12_345, bank=31_415_926)
TEXT = str(CODE)


@pytest.mark.parametrize(
    "code",
    [CODE, FormCode(0, 0, 0, 0), FormCode(SEEDS - 1, 255, 2**15 - 1, 2**25 - 1)],
)
def test_a_code_is_read_as_it_was_written(code):
    assert read_code(str(code)) == code


def test_a_code_is_short_and_holds_no_sign_that_reads_like_another():
    assert TEXT == "4TJJ-1RMC-1SXY-QKPX"
    assert set(TEXT) <= {*ALPHABET, "-"}


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace("-", ""),
        TEXT.replace("-", " "),
        f"  {TEXT}\n",
        TEXT.replace("0", "o").replace("1", "l"),
        TEXT.replace("0", "O").replace("1", "I"),
    ],
)
def test_a_code_may_be_typed_as_people_type(typed):
    assert read_code(typed) == CODE


def test_every_wrong_sign_is_noticed():
    signs = TEXT.replace("-", "")
    for place, right in enumerate(signs):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(NotACode, match="mistyped"):
                read_code(signs[:place] + wrong + signs[place + 1 :])


def test_any_two_signs_exchanged_are_noticed():
    signs = TEXT.replace("-", "")
    pairs = [(a, b) for a in range(16) for b in range(a + 1, 16) if signs[a] != signs[b]]
    for one, other in pairs:
        swapped = list(signs)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        with pytest.raises(NotACode, match="mistyped"):
            read_code("".join(swapped))
    assert len(pairs) > 100


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", "this one has 0"), (TEXT[:-1], "this one has 15"), (f"U{TEXT[1:]}", "never holds “U”")],
)
def test_what_is_no_code_is_refused_in_words(typed, why):
    with pytest.raises(NotACode, match=why):
        read_code(typed)


@pytest.mark.parametrize("seed", [-1, SEEDS])
def test_a_seed_that_does_not_fit_is_refused(seed):
    with pytest.raises(NotACode, match="seed"):
        FormCode.of(seed=seed, items=20, plan="ab" * 12, bank="cd" * 12)
