"""What is asked in ways enough, what is not, and why."""

import pytest

from quizzes.generation.bank import Bank, Gap
from quizzes.generation.base import build_base
from quizzes.generation.coverage import cover
from tests.quizzes.generation.builders import (
    bank_of,
    base_from,
    base_of,
    changed,
    claim,
    fact,
    item,
    lesson,
    option,
)
from tests.shipped import shipped_bank, shipped_base

NAMES = ("Slate", "Chalk", "Basalt", "Granite")


def asked(one, model, direction, level="recall"):
    """Return an item that asks one fact in one way."""
    options = [
        option(name, correct=name == one.subject, facts=[one], form="name", subject=name)
        for name in NAMES
    ]
    made = item("Which rock is it?", options, asked=[one], model=model, direction=direction)
    return changed(made, key=f"{model} {direction} {level}", level=level)


def row_of(one, *items, gaps=()):
    base = base_from(one)
    (row,) = cover(base, Bank(items, tuple(gaps))).rows
    return row


def fact_of(importance="B", **values):
    return fact("Slate", "split into sheets", importance=importance, kind="rock", **values)


WAYS = [("T1", "a>b"), ("T1", "b>a"), ("T2", "a>b"), ("T4", "a>b")]


@pytest.mark.parametrize(("importance", "wanted"), [("B", 2), ("C", 1)])
def test_a_fact_needs_as_many_ways_as_its_importance_says(importance, wanted):
    one = fact_of(importance)

    short = row_of(one, *(asked(one, *way) for way in WAYS[: wanted - 1]))
    enough = row_of(one, *(asked(one, *way) for way in WAYS[:wanted]))

    assert (short.is_met, short.missing) == (False, 1)
    assert (enough.is_met, enough.missing) == (True, 0)


def test_another_wording_is_not_another_way():
    one = fact_of("B")
    twice = [asked(one, "T1", "a>b"), changed(asked(one, "T1", "a>b"), key="other")]

    assert len(row_of(one, *twice).ways) == 1


@pytest.mark.parametrize(("level", "met"), [("recall", False), ("compare", True), ("apply", True)])
def test_an_important_fact_is_to_be_compared_or_applied_as_well(level, met):
    one = fact_of("A")
    items = [asked(one, *way) for way in WAYS[:3]] + [asked(one, *WAYS[3], level=level)]

    row = row_of(one, *items)

    assert row.is_met == met
    assert row.missing == (0 if met else 1)


def gap(one, reason, direction="name>feature"):
    return Gap(one, "T9", direction, reason, "")


def test_the_reasons_are_those_of_the_questions_that_could_not_be_made():
    one = fact_of("B")

    row = row_of(one, gaps=[gap(one, "NO_PROOF"), gap(one, "LINT_7", "feature>name")])

    assert row.reasons == ("LINT_7", "NO_PROOF")


def test_where_no_question_failed_no_kind_of_question_asks_such_a_line():
    one = fact_of("B")

    assert row_of(one, asked(one, "T1", "a>b")).reasons == ("NO_MODEL",)


def test_a_line_that_says_no_more_than_its_label_has_little_value():
    one = fact("Slate", "be a rock", slot="is a", value="rock", kind="rock")

    assert row_of(one).reasons == ("LOW_VALUE",)
    assert row_of(changed(one, value="rock that splits")).reasons == ("NO_MODEL",)


def test_a_fact_that_is_met_has_no_reason_even_if_some_question_failed():
    one = fact_of("C")

    assert row_of(one, asked(one, *WAYS[0]), gaps=[gap(one, "NO_PROOF")]).reasons == ()


def test_what_may_not_decide_a_question_is_listed_and_not_counted():
    one = fact_of("A", scored=False)
    base = base_from(one)

    coverage = cover(base, Bank((), ()))

    assert coverage.rows[0].reasons == ("NO_KEY",)
    assert coverage.unmet == []
    assert coverage.shares["A"].facts == 0


def test_what_a_lesson_denies_is_no_row():
    base = base_from(fact_of(says=False))

    assert cover(base, Bank((), ())).rows == ()


def test_facts_that_contradict_each_other_count_as_not_covered():
    base = base_of("## Cat\n\n- **Legs:** four\n\n## Cat\n\n- **Legs:** five\n")

    coverage = cover(base, Bank((), ()))

    assert {row.reasons for row in coverage.rows} == {("UNAPPROVED",)}
    assert coverage.shares["B"].facts == 2
    assert not coverage.shares["B"].is_reached


def test_a_price_without_a_date_is_a_gap_for_its_age():
    body = "".join(
        f"## {name}\n\n- **Is a:** boat\n- **Cost:** {cost} euros\n\n"
        for name, cost in [("Raft", 40), ("Kayak", 300), ("Dinghy", 800), ("Barge", 90000)]
    )
    base = base_of(body)

    rows = [row for row in cover(base, bank_of(body)).rows if row.fact.slot == "cost"]

    assert len(rows) == 4
    assert all("VOLATILE" in row.reasons for row in rows)


def test_shares_are_of_the_facts_of_one_importance():
    first, second, third = (fact_of("B", key=str(n), value=str(n)) for n in range(3))
    base = base_from(first, second, third)
    items = [asked(first, *WAYS[0]), asked(first, *WAYS[1]), asked(second, *WAYS[0])]

    share = cover(base, Bank(tuple(items), ())).shares["B"]

    assert (share.facts, share.asked, share.met) == (3, 2, 1)
    assert share.share == pytest.approx(1 / 3)
    assert not share.is_reached


def test_a_course_without_facts_of_an_importance_lacks_none():
    share = cover(build_base([lesson("Words.")]), Bank((), ())).shares["A"]

    assert share.share == 1.0
    assert share.is_reached


def test_every_positive_fact_of_the_shipped_course_has_its_row():
    base, bank = shipped_base(), shipped_bank()

    coverage = cover(base, bank)

    assert [row.fact for row in coverage.rows] == [f for f in base.facts if f.polarity]
    asked_keys = {fact.key for one in bank.items for fact in one.asked}
    said = {fact.key for fact in base.facts if fact.polarity}
    assert {row.fact.key for row in coverage.rows if row.ways} == asked_keys & said
    assert all(row.reasons for row in coverage.unmet)


def test_claims_of_the_syllabus_raise_what_a_fact_needs():
    body = "## Raft\n\n- **Needs:** logs tied with rope\n"
    base = base_of(lesson(body, claims=[claim("R1", "logs tied with rope", weight="A")]))

    (row,) = cover(base, Bank((), ())).rows

    assert row.missing == 4
