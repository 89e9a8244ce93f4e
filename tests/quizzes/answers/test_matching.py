from collections import Counter
from itertools import permutations

import pytest
from django.http import QueryDict

from quizzes.answers.base import NotAnAnswer
from quizzes.answers.matching import Matching
from tests.factories import option


def matching(*pairs, extra=()):
    """Return a matching of (premise, match) pairs and of matches that go with none."""
    options = [option(text, correct=True) | {"premise": premise} for premise, text in pairs]
    return Matching("Match them.", [*options, *(option(t) | {"premise": ""} for t in extra)])


THREE = matching(("leaf", "sunlight"), ("root", "water"), ("stem", "support"), extra=["pollen"])
GROUPS = matching(("oak", "tree"), ("elm", "tree"), ("ash", "tree"), ("moss", "no tree"))
ORDER = [3, 1, 0, 2]  # A pollen, B water, C sunlight, D support


def sent(**fields):
    data = QueryDict(mutable=True)
    data.update({name.replace("_", "-"): value for name, value in fields.items()})
    return data


@pytest.mark.parametrize(
    ("chosen", "points"),
    [([0, 1, 2], 1), ([0, 2, 1], 1 / 3), ([3, 1, 2], 2 / 3), ([1, 2, 0], 0), ([], 0), ([None], 0)],
)
def test_points_are_the_share_of_premises_with_their_match(chosen, points):
    assert THREE.points(chosen) == pytest.approx(points)


@pytest.mark.parametrize("chosen", [[0, 0, 0, 3], [0, 1, 2, 3]])
def test_any_option_with_the_right_text_is_right(chosen):
    """Stored answers name the first of equal texts; the text is what counts."""
    assert GROUPS.points(chosen) == 1


def test_letters_are_read_in_the_drawn_order():
    read = THREE.read(sent(match_1="C", match_2="B", match_3="A"), ORDER)

    assert read == [0, 1, 3]
    assert THREE.accept(read) == [0, 1, 3]


def test_each_text_is_offered_once_and_stored_as_its_first_option():
    shown = GROUPS.show_open([2, 3, 1, 0])

    assert [match.text for match in shown.matches] == ["no tree", "tree"]
    assert GROUPS.read(sent(match_1="B", match_2="B", match_3="B", match_4="A"), [2, 3, 1, 0]) == [
        0,
        0,
        0,
        3,
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose for each one"),
        ({"match_1": "A"}, "2 of 3 are still open"),
        ({"match_1": "A", "match_3": "B"}, "1 of 3 is still open"),
        ({"match_1": "E", "match_2": "A", "match_3": "B"}, "no such row"),
        ({"match_1": "\x00", "match_2": "A", "match_3": "B"}, "no such row"),
    ],
)
def test_what_is_left_open_or_not_on_offer_is_refused_in_words_and_kept(fields, words):
    data = sent(**fields)

    with pytest.raises(NotAnAnswer, match=words):
        THREE.accept(THREE.read(data, ORDER))

    kept = THREE.show_open(ORDER, data)
    assert [premise.picked for premise in kept.premises] == [
        fields.get(f"match_{n}", "") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "chosen", [[], [0, 1], [0, 1, 4], [0, 1, -1], [0, 1, "2"], [0, 1, True], [0, 1, 2, 3]]
)
def test_what_the_page_cannot_send_is_refused(chosen):
    with pytest.raises(NotAnAnswer):
        THREE.accept(chosen)


def test_a_lucky_guess_is_one_of_the_assignments():
    assert THREE.guess == 1 / (4 * 3 * 2)
    assert GROUPS.guess == 1 / 2**4


def test_the_place_of_a_match_says_nothing_of_how_often_it_is_right():
    first = Counter(GROUPS.show_open(order).matches[0].text for order in permutations(range(4)))

    assert first["tree"] == first["no tree"]


def test_the_opened_question_says_for_each_what_goes_with_it():
    shown = THREE.show_answered(ORDER, [0, 2, 1], course="plants")

    assert [row.text for row in shown.rows] == ["leaf", "root", "stem", "pollen"]
    assert [row.belongs for row in shown.rows] == ["sunlight", "water", "support", ""]
    assert [row.verdict.word for row in shown.rows] == [
        "Right",
        "Wrong",
        "Wrong",
        "Goes with none of them",
    ]
    assert shown.rows[1].verdict.remark == "You chose: support"
    assert (shown.right, shown.summary) == (False, "Not quite: 1 of 3 is right.")


@pytest.mark.parametrize(
    ("chosen", "summary"),
    [([0, 1, 2], "Right."), ([1, 2, 0], "Not these."), ([0, 1, 3], "Not quite: 2 of 3 are right.")],
)
def test_the_outcome_in_a_few_words(chosen, summary):
    assert THREE.show_answered(ORDER, chosen, course="plants").summary == summary


def test_an_answer_is_told_in_words():
    assert THREE.told([0, 2, 1]) == "You matched: leaf: sunlight; root: support; stem: water"


def test_what_is_partly_right_is_counted_in_pairs_and_is_not_wrong():
    right = THREE.premises
    chosen = [right[0], right[2], right[1]]

    assert THREE.tally(chosen) == "1 of 3 pairs"
    assert THREE.show_answered(ORDER, chosen, course="plants").state == "partly"
    assert THREE.show_answered(ORDER, right, course="plants").state == "right"
    assert THREE.show_answered(ORDER, [right[1], right[2], right[0]], course="plants").state == (
        "wrong"
    )


def test_premises_tell_one_matching_from_another():
    assert THREE.parts == tuple(THREE.options[i]["premise"] for i in THREE.premises)
