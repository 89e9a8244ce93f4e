import pytest
from django.http import QueryDict

from quizzes.answers.base import NotAnAnswer
from quizzes.answers.written import LONGEST, Number, Written
from tests.factories import option


def written(key="chlorophyll", *, accepted=(), lookalikes=(), wrong=()):
    fields = {"accepted": list(accepted), "lookalikes": list(lookalikes)}
    return Written(
        "The green in a leaf is ____.",
        [option(key, correct=True) | fields, *(option(text) for text in wrong)],
    )


def number(key="30", *, unit="days", tolerance=0, accepted=(), wrong=()):
    fields = {"accepted": list(accepted), "lookalikes": [], "unit": unit, "tolerance": tolerance}
    return Number(
        "How many days?",
        [option(key, correct=True) | fields, *(option(text) for text in wrong)],
    )


def sent(text):
    data = QueryDict(mutable=True)
    data["written"] = text
    return data


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("Chlorophyll", 1),
        ("chlorophyl", 1),
        ("leaf green", 1),
        ("leaf-green", 1),
        ("carotene", 0),
        ("chlorophane", 0),
        ("", 0),
    ],
)
def test_the_key_and_its_other_writings_are_right(typed, points):
    kind = written(accepted=["leaf green"], lookalikes=["chlorophane"], wrong=["carotene"])

    assert kind.points([typed]) == points


def test_an_answer_proved_wrong_is_never_taken_for_a_slip():
    assert written("osmosis").points(["osmosix"]) == 1
    assert written("osmosis", wrong=["osmotic"]).points(["osmosix"]) == 0


@pytest.mark.parametrize("kind", [written(), number()])
@pytest.mark.parametrize("typed", ["\N{LEAF FLUTTERING IN WIND}", "…", " ?! "])
def test_what_has_no_letter_or_digit_is_told_so(kind, typed):
    with pytest.raises(NotAnAnswer, match="no letter or digit in your answer"):
        kind.accept([typed])


def test_what_was_typed_is_kept_on_one_line_without_what_cannot_be_stored():
    kind = written()

    assert kind.accept(kind.read(sent("  leaf\x00\n green "), [0])) == ["leaf green"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "first"), ("  ", "first"), ("?", "no letter"), ("x" * (LONGEST + 1), "A few words")],
)
def test_nothing_or_too_much_is_refused_in_words_and_kept(typed, words):
    kind = written()

    with pytest.raises(NotAnAnswer, match=words):
        kind.accept(kind.read(sent(typed), [0]))

    assert kind.show_open([0], sent(typed)).written == typed.strip()[:LONGEST]


@pytest.mark.parametrize("chosen", [[], ["a", "b"], [1], [None]])
def test_what_the_page_cannot_send_is_refused(chosen):
    with pytest.raises(NotAnAnswer):
        written().accept(chosen)


def test_a_lucky_guess_is_rare():
    assert written().guess == number().guess == 0.03


def test_a_right_answer_opens_the_key_alone():
    shown = written(wrong=["carotene"]).show_answered([0, 1], ["Chlorophyll"], course="plants")

    (row,) = shown.rows
    assert (row.text, row.verdict.right, row.verdict.tag) == ("chlorophyll", True, "your answer")
    assert (shown.summary, shown.filling) == ("Right.", "chlorophyll")


def test_a_slip_is_told():
    shown = written().show_answered([0], ["chlorophyl"], course="plants")

    assert shown.rows[0].verdict.remark == "You wrote “chlorophyl”, which counts."


@pytest.mark.parametrize("typed", ["Carotene", "carotin", "karotene"])
def test_a_wrong_answer_stands_before_the_key_and_is_explained_if_it_is_known(typed):
    shown = written(wrong=["carotene", "water"]).show_answered([0], [typed], course="plants")

    yours, key = shown.rows
    assert (yours.text, yours.verdict.right) == (typed, False)
    known = "Why carotene is wrong." if typed == "Carotene" else ""
    assert yours.verdict.explanation == known
    assert (key.text, key.verdict.right, key.verdict.word) == ("chlorophyll", True, "The answer")
    assert not any(row.text == "water" for row in shown.rows)


@pytest.mark.parametrize(
    ("typed", "tolerance", "points"),
    [
        ("30", 0, 1),
        ("30.0", 0, 1),
        ("30 days", 0, 1),
        ("Thirty", 0, 1),
        ("31", 0, 0),
        ("31", 1, 1),
        ("28.9", 1, 0),
        ("30.1", 0.1, 1),
        ("-30", 0, 0),
        ("3.0", 0, 0),
        ("300", 0, 0),
        ("30 hours", 0, 0),
    ],
)
def test_a_number_is_right_within_its_tolerance(typed, tolerance, points):
    assert number(tolerance=tolerance, accepted=["thirty"]).points([typed]) == points


@pytest.mark.parametrize(
    ("typed", "words"),
    [("a month", "not a number"), ("30 hours", "in days"), ("29 or 30", "one number")],
)
def test_what_is_no_number_is_refused_in_words(typed, words):
    with pytest.raises(NotAnAnswer, match=words):
        number().accept([typed])


def test_a_number_that_is_written_out_is_an_answer_where_that_is_accepted():
    assert number(accepted=["thirty"]).accept(["Thirty"]) == ["Thirty"]


def test_a_wrong_number_is_explained_if_it_is_known():
    shown = number(tolerance=0.5, wrong=["3,000"]).show_answered([0], ["$3000"], course="plants")

    assert [row.text for row in shown.rows] == ["$3000", "30 ± 0.5 days"]
    assert shown.rows[0].verdict.explanation == "Why 3,000 is wrong."


def test_an_open_number_shows_its_unit_and_nothing_else():
    shown = number(tolerance=0.5).show_open([0])

    assert (shown.unit, shown.numeric, shown.written) == ("days", True, "")


def test_instructors_see_all_that_decides():
    kind = written(accepted=["leaf green"], lookalikes=["chlorophane"], wrong=["carotene"])

    assert [kind.listed(option) for option in kind.options] == [
        "Right: chlorophyll; also “leaf green”; not “chlorophane”",
        "Wrong: carotene",
    ]
    assert number(tolerance=2).listed(number(tolerance=2).key) == "Right: 30 ± 2 days"


def test_an_answer_is_told_in_words():
    assert written().told(["chlorophyl"]) == "You wrote: chlorophyl"
