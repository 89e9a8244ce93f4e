"""Solvers that know nothing."""

import pytest

from quizzes.generation.chance import Chance
from quizzes.generation.solvers import Guessable, judge
from tests.shipped import shipped_bank

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


def questions(count, key_of=None, options_of=None):
    chance = Chance("solvers")
    made = []
    for number in range(count):
        options = tuple(f"{word} {number}" for word in chance.shuffled(WORDS)[:4])
        options = options_of(options, number) if options_of else options
        key = key_of(options, number) if key_of else chance.below(4)
        made.append(Guessable(f"Which tree is number {number}?", options, key))
    return made


def finding(bank, name):
    return next(one for one in judge(bank) if one.solver == name)


def test_a_bank_with_keys_by_lot_cannot_be_guessed():
    findings = judge(questions(300))

    assert [one.solver for one in findings if one.fails] == []
    assert all(one.chance == pytest.approx(0.25) for one in findings)


@pytest.mark.parametrize(
    ("name", "bank"),
    [
        ("always second", questions(300, key_of=lambda options, n: 1)),
        (
            "longest",
            questions(
                300,
                lambda o, n: n % 4,
                lambda o, n: (*o[: n % 4], "a long row of trees", *o[n % 4 + 1 :]),
            ),
        ),
        (
            "shortest",
            questions(300, lambda o, n: n % 4, lambda o, n: (*o[: n % 4], "fir", *o[n % 4 + 1 :])),
        ),
        (
            "stem overlap",
            questions(
                300,
                lambda o, n: n % 4,
                lambda o, n: (*o[: n % 4], "a tree number", *o[n % 4 + 1 :]),
            ),
        ),
        (
            "fewest absolutes",
            questions(
                300,
                lambda o, n: n % 4,
                lambda o, n: tuple(t if i == n % 4 else f"never {t}" for i, t in enumerate(o)),
            ),
        ),
        (
            "key frequency",
            questions(300, lambda o, n: n % 4, lambda o, n: (*o[: n % 4], "oak", *o[n % 4 + 1 :])),
        ),
    ],
)
def test_a_bank_that_can_be_guessed_is_found_out(name, bank):
    found = finding(bank, name)

    assert found.share > 0.5
    assert found.fails


def test_an_empty_bank_has_no_findings():
    assert judge([]) == []


def test_the_same_seed_gives_the_same_findings():
    assert judge(questions(60), seed=3) == judge(questions(60), seed=3)


def test_the_shipped_bank_cannot_be_guessed():
    bank = [
        Guessable(
            item.stem.text,
            tuple(option.text for option in item.options),
            next(i for i, option in enumerate(item.options) if option.correct),
        )
        for item in shipped_bank().items
        if item.kind in {"single", "true_false"}
    ]

    assert {one.solver: (one.share, one.p_value) for one in judge(bank) if one.fails} == {}
