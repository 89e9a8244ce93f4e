"""The statistics of a whole bank: each passes an even bank and refuses what it is for."""

import pytest

from quizzes.generation.balance import balance, duplicates, fame_of_answers
from quizzes.generation.balance import place_of_keys as places
from quizzes.generation.balance import rank_of_numbers as ranks
from quizzes.generation.bank import build_bank
from quizzes.generation.chance import Chance
from quizzes.generation.guessing import Guessable, Lot
from tests.quizzes.generation.builders import base_of
from tests.shipped import shipped_guessables


def question(number, key, options=None, stem="", facts=None):
    return Guessable(
        stem or f"Which tree is number {number}?",
        options or tuple(f"tree {number} {letter}" for letter in "abcd"),
        frozenset({key}),
        facts or (f"fact {number}",),
    )


def by_lot(count, options=None):
    chance = Chance("balance")
    return [question(number, chance.below(4), options) for number in range(count)]


def test_keys_by_lot_are_in_balance():
    assert [one.name for one in balance(by_lot(200)) if one.fails] == []


def test_a_place_that_is_preferred_fails():
    bank = [question(n, 1 if n < 40 else n % 4) for n in range(100)]

    assert places(bank).fails
    assert "15 : 55 : 15 : 15" in places(bank).told


def test_places_are_compared_among_questions_with_as_many_options():
    three = [question(n, n % 3, ("oak", "fir", "yew")) for n in range(60)]

    assert not places([*three, *by_lot(60)]).fails
    assert places([question(n, 0, ("oak", "fir", "yew")) for n in range(60)]).fails


AMOUNTS = ("10 days", "20 days", "30 days", "40 days")


def test_a_rank_among_numbers_that_is_preferred_fails():
    middle = [question(n, 2, AMOUNTS) for n in range(40)]

    assert ranks(middle).fails
    assert not ranks(by_lot(40, AMOUNTS)).fails
    assert not ranks([question(n, 2) for n in range(40)]).fails  # no numbers


@pytest.mark.parametrize("statistic", [places, ranks])
def test_a_few_questions_tell_nothing(statistic):
    few = [question(n, 0, AMOUNTS) for n in range(19)]

    assert not statistic(few).fails
    assert statistic(few).told == "too few to judge"


TREES = ("oak", "fir", "yew", "elm", "ash", "bay", "box", "fig")


def of_trees(count, key_of):
    chance = Chance("trees")
    made = []
    for number in range(count):
        options = tuple(chance.shuffled(TREES)[:4])
        made.append(question(number, key_of(options, chance), options))
    return made


def test_answers_that_are_always_or_never_right_fail_and_are_named():
    bank = of_trees(160, lambda options, chance: min(range(4), key=lambda i: options[i]))

    found = fame_of_answers(bank)

    assert found.fails
    assert any("“ash” was the key" in offender for offender in found.offenders)
    assert any("“yew” was the key 0 of" in offender for offender in found.offenders)


def test_answers_that_are_right_by_lot_do_not_fail():
    assert not fame_of_answers(of_trees(160, lambda options, chance: chance.below(4))).fails


ALIKE = [
    ("Which tree has cones?", "A town wants a tree. Which tree has cones?", ("f",), ("f",), True),
    ("Which tree has cones?", "Which tree has needles?", ("f",), ("g",), False),
    ("Which tree has cones?", "A town wants a tree. Which tree has cones?", ("f",), ("g",), False),
    ("Which tree has cones?", "Which of these trees has a cone?", ("f",), ("g",), True),
    ("Which tree has cones?", "What grows on mountains near snow?", ("f",), ("f",), False),
]


@pytest.mark.parametrize(("stem", "other", "facts", "others", "same"), ALIKE)
def test_what_is_a_duplicate(stem, other, facts, others, same):
    one = question(1, 0, TREES[:4], stem, facts)
    two = question(2, 1, ("yew", "oak", "ash", "bay"), other, others)

    assert duplicates([one, two]).fails is same
    assert not duplicates([one, question(2, 0, ("yew", "oak"), other, others)]).fails


def test_the_bank_keeps_no_duplicate_and_tells_which_it_left_out():
    base = base_of(
        """
        ## Trees

        | Tree | Bear cones | Drop leaves | Grow needles |
        | --- | --- | --- | --- |
        | Fir | yes | no | yes |
        | Oak | no | yes | no |
        | Elm | no | yes | no |
        | Yew | no | no | yes |
        """
    )

    bank = build_bank(base)

    stems = [
        (item.kind, item.stem.text, *sorted(o.text for o in item.right)) for item in bank.items
    ]
    assert len(set(stems)) == len(stems)


# Keys by lot


def test_questions_on_one_fact_are_turned_together():
    names = ("ash", "bay", "elm", "fir")
    pair = [
        question(1, 0, names, facts=("f", "g")),
        question(2, 3, ("fir", "elm", "bay", "ash"), facts=("f",)),
        question(3, 0, names),
    ]

    drawn = [Lot(pair).draw(number) for number in range(60)]

    right = [
        [one.options[next(iter(keys))] for one, keys in zip(pair, bank, strict=True)]
        for bank in drawn
    ]
    assert all(first == second for first, second, _ in right)
    assert {first for first, _, _ in right} == set(names)
    assert any(first != third for first, _, third in right)


def test_mean_and_spread_are_those_of_many_draws():
    bank = [question(n, n % 4, facts=(f"f{n // 3}",)) for n in range(30)]
    table = [[0.1, 0.2, 0.3, 0.4] for _ in bank]
    lot = Lot(bank)

    shares = [
        sum(table[p][next(iter(keys))] for p, keys in enumerate(lot.draw(n))) / 30
        for n in range(2000)
    ]
    mean, spread = lot.mean_and_spread(table)

    drawn_mean = sum(shares) / 2000
    drawn_spread = (sum((share - drawn_mean) ** 2 for share in shares) / 2000) ** 0.5
    assert drawn_mean == pytest.approx(mean, abs=0.002)
    assert drawn_spread == pytest.approx(spread, rel=0.1)


def test_the_shipped_bank_is_in_balance():
    assert {one.name: one.told for one in balance(shipped_guessables()) if one.fails} == {}
