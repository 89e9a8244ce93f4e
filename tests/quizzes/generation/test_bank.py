"""The bank is the same on every machine, and each question hangs on its own lesson alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizzes.generation.amounts import amounts_of
from quizzes.generation.bank import build_bank
from quizzes.generation.base import build_base
from quizzes.generation.coverage import cover
from quizzes.generation.gates import Failure, gate
from tests.quizzes.generation.builders import (
    bank_of,
    base_of,
    claim,
    lesson,
    lessons,
    picture,
    picture_of,
)
from tests.quizzes.generation.test_item_models import BATTLES, DEVICES, KINGDOMS, KITCHENS
from tests.shipped import shipped_bank, shipped_base, shipped_words

HOTEL = {"settings": ["A small hotel", "A zoo", "A ferry line"]}

PRINT_SHIPPED_BANK = """
from tests.quizzes.generation.builders import picture
from tests.shipped import shipped_bank
for one in picture(shipped_bank()):
    print(one)
"""


def test_the_order_of_the_lessons_changes_nothing():
    sources = lessons(DEVICES, KINGDOMS, KITCHENS, BATTLES)

    banks = [
        build_bank(build_base(order, **HOTEL), seed=3)
        for order in (sources, sources[::-1], sources[2:] + sources[:2])
    ]

    assert banks[0] == banks[1] == banks[2]
    assert banks[0].items


def test_the_order_of_the_shipped_lessons_changes_nothing():
    base = shipped_base()
    backwards = list(base.lessons.values())[::-1]

    again = build_base(backwards, **shipped_words())

    assert again == base


def test_two_processes_print_the_shipped_bank_byte_for_byte_alike():
    """Sets and dictionaries of strings stand in another order under another hash seed."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT_SHIPPED_BANK],
            cwd=Path(__file__).parents[3],
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]

    first, second = (run.communicate()[0] for run in runs)

    assert first == second
    assert first.decode().splitlines() == [str(one) for one in picture(shipped_bank())]


def test_a_seed_changes_wordings_and_not_what_is_asked():
    base = base_of(DEVICES, KINGDOMS, BATTLES, **HOTEL)

    banks = [build_bank(base, seed=seed) for seed in range(4)]

    assert len({tuple(sorted(one.key for one in bank.items)) for bank in banks}) == 1
    assert len({str(picture(bank)) for bank in banks}) == 4


def test_a_question_does_not_change_when_an_unrelated_lesson_is_edited():
    before = bank_of(DEVICES, KINGDOMS, BATTLES, **HOTEL)
    after = bank_of(
        DEVICES, KINGDOMS.replace("Toledo", "Burgos").replace("London", "York"), BATTLES, **HOTEL
    )

    elsewhere = [one for one in picture(before) if one[1] != "two"]
    assert elsewhere == [one for one in picture(after) if one[1] != "two"]
    assert picture(before) != picture(after)


def test_a_question_does_not_change_when_an_unrelated_lesson_is_added_or_moves_to_the_end():
    before = {one.key: picture_of(one) for one in bank_of(DEVICES, BATTLES, **HOTEL).items}

    after = {one.key: picture_of(one) for one in bank_of(DEVICES, BATTLES, KITCHENS, **HOTEL).items}

    assert before.items() <= after.items()


def test_rewording_around_the_facts_keeps_every_question():
    prose = DEVICES.replace("Networks are built from boxes.", "Wires alone make no network.\n\nOh!")

    before, after = (bank_of(body, **HOTEL) for body in (DEVICES, prose))

    def shown(bank):
        return [(one.key, one.stem.text, [o.text for o in one.options]) for one in bank.items]

    assert shown(before) == shown(after)


def test_an_edited_fact_leaves_its_old_question_behind():
    before, after = (
        {one.key: one for one in bank_of(body).items}
        for body in (KINGDOMS, KINGDOMS.replace("Toledo", "Burgos"))
    )

    gone = {one.asked[0].statement for key, one in before.items() if key not in after}
    assert gone == {"The capital of Castile is Toledo."}


def test_no_two_questions_share_a_key_or_a_stem_with_its_answer():
    items = shipped_bank().items

    assert len({one.key for one in items}) == len(items)
    seen = {
        (one.stem.text, *sorted((option.premise, option.text) for option in one.right))
        for one in items
    }
    assert len(seen) == len(items)


def test_each_fact_is_asked_or_is_listed_as_not_asked():
    base, bank = shipped_base(), shipped_bank()

    asked = {fact.key for one in bank.items for fact in one.asked}
    positive = {fact.key for fact in base.facts if fact.polarity}
    assert positive - asked == {row.fact.key for row in cover(base, bank).unasked}


# Facts that may not score


@pytest.mark.parametrize("bank", ["made", "shipped"])
def test_facts_that_may_not_score_never_decide_a_question(bank):
    if bank == "made":
        claims = [claim("N1", "block unwanted connections", scored=False)]
        items = build_bank(base_of(lesson(DEVICES, claims=claims), **HOTEL)).items
    else:
        items = shipped_bank().items

    assert items
    for one in items:
        deciding = [*one.asked, *(fact for option in one.options for fact in option.facts)]
        assert all(fact.scored for fact in deciding), one.stem.text


def test_a_block_marked_no_key_is_not_asked_and_is_listed():
    base = base_of(DEVICES.replace("- **Is a:**", "<!-- quiz: no key -->\n\n- **Is a:**"))
    bank = build_bank(base)

    assert bank.items == ()
    assert {row.reasons for row in cover(base, bank).rows} == {("NO_KEY",)}


def test_a_proof_never_stands_on_what_a_later_lesson_says():
    base = shipped_base()

    for one in shipped_bank().items:
        place = base.lessons[one.lesson].position
        for option in one.options:
            assert all(base.position(fact) <= place for fact in option.facts), one.stem.text


def test_the_place_of_the_key_does_not_hang_on_how_many_sets_of_options_were_tried(monkeypatch):
    base = base_of(DEVICES, KINGDOMS, BATTLES, **HOTEL)
    refused = set()

    def fussy(item, base, judged):
        """Refuse the first set of options of each question."""
        if item.key in refused:
            return gate(item, base)
        refused.add(item.key)
        return iter([Failure(33, "Once more.")])

    plain = places_of_keys(build_bank(base))
    monkeypatch.setattr("quizzes.generation.bank.gate", fussy)
    again = places_of_keys(build_bank(base))

    assert len(plain.keys() & again.keys()) > 5
    assert all(plain[mark] == again[mark] for mark in plain.keys() & again.keys())


def places_of_keys(bank):
    return {
        (item.key, len(item.options)): [option.correct for option in item.options]
        for item in bank.items
        if not amounts_of([option.text for option in item.options])
    }
