"""Solvers that know nothing."""

import pytest

from quizzes.generation.chance import Chance
from quizzes.generation.guessing import Guessable
from quizzes.generation.solvers import FEW, MANY, MARGIN, judge
from tests.shipped import shipped_guessables

WORDS = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "frost",
    "grove",
    "heath",
    "inlet",
    "jetty",
    "knoll",
    "lagoon",
    "marsh",
]


def questions(count, key_of=None, options_of=None, facts_of=None):
    """Return questions with the key by lot, or where `key_of` puts it."""
    chance = Chance("solvers")
    made = []
    for number in range(count):
        options = tuple(f"{word} {number}" for word in chance.shuffled(WORDS)[:4])
        options = options_of(options, number) if options_of else options
        key = key_of(options, number) if key_of else chance.below(4)
        facts = facts_of(number) if facts_of else (f"fact {number}",)
        made.append(Guessable(f"Which tree is number {number}?", options, frozenset({key}), facts))
    return made


def turning(options, number):
    """Return a place that is each place in turn."""
    return number % 4


def with_key(text):
    """Return a maker of options in which the key, placed in turn, is this text."""
    return lambda options, number: (*options[: number % 4], text, *options[number % 4 + 1 :])


def finding(bank, name):
    return next(one for one in judge(bank).findings if one.solver == name)


def failing(bank):
    return [one.solver for one in judge(bank).failures]


def test_a_bank_with_keys_by_lot_cannot_be_guessed():
    found = judge(questions(500))

    assert (found.rule, found.questions) == ("keys by lot", 500)
    assert found.failures == ()
    assert all(one.chance == pytest.approx(0.25) for one in found.findings)


CAN_BE_GUESSED = [
    ("always second", lambda options, n: 1, None),
    ("longest", turning, with_key("a long row of trees")),
    ("shortest", turning, with_key("fir")),
    ("stem overlap", turning, with_key("a tree number")),
    ("exclusive overlap", turning, with_key("a tree number")),
    (
        "fewest absolutes",
        turning,
        lambda o, n: tuple(t if i == n % 4 else f"never {t}" for i, t in enumerate(o)),
    ),
    (
        "convergence",
        turning,
        lambda o, n: tuple(
            " ".join(o) if i == n % 4 else f"{t} {WORDS[(n + i) % 13]}" for i, t in enumerate(o)
        ),
    ),
    ("key frequency", turning, with_key("oak")),
    ("learned", turning, with_key("Oak of LONDON 7, planted")),
]


@pytest.mark.parametrize(("name", "key_of", "options_of"), CAN_BE_GUESSED)
def test_a_bank_that_can_be_guessed_is_found_out(name, key_of, options_of):
    found = finding(questions(FEW, key_of, options_of), name)

    assert found.share > 0.5
    assert found.fails


def test_a_small_bank_is_too_small_to_judge_and_does_not_fail():
    found = judge(questions(FEW - 1, lambda options, n: 1))

    assert found.rule == "too few to judge"
    assert found.failures == ()
    assert finding(questions(FEW - 1, lambda options, n: 1), "always second").share == 1


def test_a_large_bank_fails_by_its_margin_over_chance():
    over, under = (
        questions(MANY, lambda options, n, many=many: 0 if n < many else 1 + n % 3)
        for many in (250 + round(MANY * MARGIN) + 10, 250 + round(MANY * MARGIN) - 10)
    )

    assert judge(over).rule == "margin over chance"
    assert "always first" in failing(over)
    assert "always first" not in failing(under)


def test_questions_on_one_fact_are_one_piece_of_evidence():
    """Forty facts of ten questions each, all with the key in one place: little is shown by that."""
    place = {fact: (0 if fact < 17 else 1 + fact % 3) for fact in range(40)}

    def bank(facts_of):
        return questions(400, lambda o, n: place[n // 10], with_same_order, facts_of)

    alone, together = bank(lambda n: (f"f{n}",)), bank(lambda n: (f"f{n // 10}",))

    assert finding(alone, "always first").p_value < 0.01
    assert finding(together, "always first").p_value > 0.01


def with_same_order(options, number):
    return tuple(sorted(options))


def test_the_learned_solver_learns_what_no_single_look_tells():
    """Half of the keys are long ones in the first place, half short ones in the last."""

    def key_of(options, number):
        return 0 if number % 2 else 3

    def options_of(options, number):
        capital = tuple(text.capitalize() for text in options)
        key = key_of(options, number)
        return tuple(
            f"{text[:-1]}X" if place in {key, 1 + number % 2} else text
            for place, text in enumerate(capital)
        )

    bank = questions(FEW, key_of, options_of)
    others = [one.share for one in judge(bank).findings if one.solver != "learned"]

    assert finding(bank, "learned").share > max(others) + 0.1


def test_the_learned_solver_never_learns_from_a_question_on_the_same_fact():
    """Each fact has its own famous answer: known from the same fact alone."""

    def options_of(options, number):
        words = [option.split(" ")[0] for option in options]
        apart = tuple(f"{word} {2000 + 4 * number + place}" for place, word in enumerate(words))
        return with_key(f"maple {2000 + number // 8}")(apart, number)

    bank = questions(FEW, turning, options_of, lambda n: (f"f{n // 8}",))

    assert finding(bank, "key frequency").share == 1
    assert finding(bank, "learned").share < 0.5


def test_questions_with_two_keys_are_judged_by_the_keys_found():
    bank = [
        Guessable(
            "Which two?", ("a b c d", "e f g h", "i", "j", "k"), frozenset({0, 1}), (f"f{n}",)
        )
        for n in range(FEW)
    ]

    assert finding(bank, "longest").share == 1
    assert finding(bank, "shortest").share == 0
    assert finding(bank, "always first").share == pytest.approx((1 + 0.25) / 2)
    assert finding(bank, "longest").chance == pytest.approx(0.4)
    assert "longest" in failing(bank)


def test_an_empty_bank_has_no_findings():
    assert judge([]).findings == ()


def test_the_same_seed_gives_the_same_findings():
    assert judge(questions(60), seed=3) == judge(questions(60), seed=3)


def test_the_shipped_bank_cannot_be_guessed():
    assert judge(shipped_guessables()).failures == ()
