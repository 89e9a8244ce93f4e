"""Apply-level questions: a situation with a need, and the learner decides."""

import re
from pathlib import Path

import pytest
from lemminflect import getAllLemmas

from quizzes.generation.bank import build_bank
from quizzes.generation.data import load
from quizzes.generation.facts import LessonSource
from quizzes.generation.gates import passes
from quizzes.generation.phrases import is_base
from quizzes.generation.proofs import Truth, evaluate
from quizzes.generation.settings import Setting
from quizzes.generation.words import article, capitalise
from tests.quizzes.generation.builders import bank_of, base_of
from tests.shipped import shipped_bank, shipped_base

DATA = Path(__file__).parents[2] / "data"
FAMILIES = (
    "name_by_need",
    "name_by_need_done",
    "name_by_two_needs",
    "name_by_three_needs",
    "open_need_by_name",
    "client_by_name",
    "two_tasks_by_name",
    "name_by_sign",
)


def written(name):
    """Return a course of one lesson of tests/data."""
    return LessonSource("lesson", (DATA / f"{name}.md").read_text(encoding="utf-8"))


KITCHEN, PLANTS, GARDEN = map(written, ("kitchen_tools", "plant_parts", "garden_methods"))
SUBJECTS = (KITCHEN, PLANTS, GARDEN)

TOOLS = """\
A whisk, a sieve, a ladle, a grater and a kettle stand in a kitchen.

## Whisk

- **Is a:** kitchen tool
- **Purpose:** beat air into cream

## Which tool is it?

| Kitchen tool | Whisk | Sieve | Ladle | Grater | Kettle |
| --- | --- | --- | --- | --- | --- |
| consists of thin steel wires | yes | yes | no | no | no |
| whips egg foam by hand | yes | no | no | yes | no |
| serves soup at the table | no | no | yes | no | no |
"""

LOGS = """\
Sign-in logs, mail logs, print logs and door logs are kept.

| Log | Sign-in logs | Mail logs | Print logs | Door logs |
| --- | --- | --- | --- | --- |
| can reveal a guessed password | yes | no | no | no |
| can reveal a flood of letters | no | yes | no | no |
| can reveal a visit at night | no | no | no | yes |
"""


def applied(bank, direction=""):
    return [one for one in bank.items if one.level == "apply" and direction in one.direction]


# A need


def test_a_need_asks_for_the_thing_that_meets_it():
    (one,) = [
        one
        for one in applied(bank_of(KITCHEN), "need>name")
        if one.asked[0].value == "beat air into egg whites"
    ]

    assert [option.text for option in one.right] == ["Whisk"]
    assert re.search(r"beat air into egg whites|air beaten into egg whites", one.stem.text)
    assert one.stem.setting


def test_a_need_is_told_in_concrete_words_and_explained_in_the_lesson_s():
    (one,) = [
        one
        for one in applied(bank_of(KITCHEN), "need>name")
        if one.asked[0].value == "cut vegetables into thin slices"
    ]

    assert "vegetables" not in one.stem.text
    assert re.search(
        r"^A mandoline cuts vegetables into thin slices. (.+) are vegetables.$",
        one.right[0].explanation,
    )


def test_a_wrong_thing_is_told_what_it_does_and_what_it_leaves_open():
    said = {
        option.text: option.explanation
        for one in applied(bank_of(KITCHEN), "need>name")
        if one.right[0].text == "Whisk"
        for option in one.wrong
    }

    assert said["Sieve"] == (
        "A sieve separates lumps from flour, but the need to beat air into egg whites is left open."
    )


def test_no_scenario_is_told_of_parts_that_nobody_chooses():
    assert applied(bank_of(PLANTS)) == []


def test_a_course_may_say_that_its_things_are_chosen():
    assert applied(bank_of(PLANTS, choices=["part"]), "need>name")


# Several needs


def test_two_needs_are_met_by_one_thing_and_each_rules_a_neighbour_out():
    base = base_of(TOOLS)

    (one,) = applied(build_bank(base), "two needs>name")

    assert {fact.value for fact in one.asked} == {
        "consists of thin steel wires",
        "whips egg foam by hand",
    }
    assert [option.text for option in one.right] == ["Whisk"]
    ruled_out = [set(clause.rules_out) & {o.text for o in one.wrong} for clause in one.clauses]
    assert ruled_out[0] - ruled_out[1] == {"Sieve"}
    assert ruled_out[1] - ruled_out[0] == {"Grater"}


def test_a_near_miss_is_told_which_need_it_meets_and_which_it_fails():
    (one,) = applied(bank_of(TOOLS), "two needs>name")

    said = {option.text: option.explanation for option in one.wrong}
    assert said["Sieve"] == (
        "A sieve consists of thin steel wires, but the need to whip egg foam by hand is left open."
    )
    assert said["Grater"] == (
        "A grater whips egg foam by hand, but it does not consist of thin steel wires, "
        "which is asked for here."
    )


@pytest.mark.parametrize("number", [2, 3])
def test_every_clause_of_the_shipped_scenarios_rules_out_what_no_other_does(number):
    base = shipped_base()
    scenarios = [one for one in applied(shipped_bank(), "needs>name") if len(one.asked) == number]

    assert len(scenarios) >= 10
    for one in scenarios:
        fails = [
            {o.subject for o in one.wrong if evaluate(base, o.subject, f).truth is Truth.FALSE}
            for f in one.asked
        ]
        assert set.union(*fails) == {option.subject for option in one.wrong}
        for mine in fails:
            assert mine - set().union(*(other for other in fails if other is not mine))


# An open need


def test_an_open_need_is_what_the_thing_does_not_do_and_the_others_are_met():
    for body in SUBJECTS:
        base = base_of(body)
        for one in applied(build_bank(base), "open need"):
            (key,) = one.right
            assert evaluate(base, key.subject, one.asked[0]).truth is Truth.FALSE
            for option in one.wrong:
                assert evaluate(base, option.subject, option.facts[0]).truth is Truth.TRUE


def test_an_open_need_is_explained_by_the_thing_that_meets_it():
    questions = applied(bank_of(KITCHEN), "open need")

    said = {option.explanation for one in questions for option in one.right}
    assert (
        "A sieve does not beat air into egg whites. A whisk does, so that need calls for a whisk."
        in said
    )


# Clients and signs


def test_a_thing_is_recommended_to_the_client_whose_need_it_meets():
    base = base_of(GARDEN)
    questions = applied(build_bank(base), "name>client")

    assert questions
    for one in questions:
        whose = [option.text.split(" hoping to ")[0] for option in one.options]
        assert len(set(whose)) == len(whose)
        assert one.right[0].explanation.startswith(one.asked[0].statement)
        for option in one.wrong:
            assert evaluate(base, option.subject, option.aside[0]).truth is Truth.FALSE


def test_two_of_five_tasks_are_for_the_thing():
    base = base_of(GARDEN)
    questions = applied(build_bank(base), "two tasks")

    assert questions
    for one in questions:
        assert len(one.options) == 5
        for option in one.wrong:
            assert evaluate(base, option.subject, option.aside[0]).truth is Truth.FALSE


def test_a_sign_is_asked_of_what_nobody_chooses():
    questions = applied(bank_of(LOGS), "sign>name")

    assert {one.asked[0].value: one.right[0].text for one in questions} == {
        "can reveal a guessed password": "Sign-in logs",
        "can reveal a flood of letters": "Mail logs",
        "can reveal a visit at night": "Door logs",
    }


# What holds for all


@pytest.mark.parametrize("seed", range(4))
def test_every_question_passes_the_gate_whatever_the_seed(seed):
    for body in (*SUBJECTS, TOOLS, LOGS):
        base = base_of(body)
        assert all(passes(one, base) for one in build_bank(base, seed=seed).items)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_model_has_six_wordings_of_level_apply(family):
    frames = load("frames")[family]

    assert len(frames) >= 6
    assert {frame["level"] for frame in frames} == {"apply"}
    assert len({frame["text"] for frame in frames}) == len(frames)


def test_a_quarter_of_the_shipped_bank_is_of_level_apply():
    assert len(applied(shipped_bank())) >= 0.25 * len(shipped_bank().items)


def test_no_setting_is_used_up_and_few_stand_twice_in_one_lesson():
    """A learner who works through a lesson meets somebody new in most of its scenarios."""
    for slug in shipped_base().lessons:
        told = [
            one.stem.setting
            for one in applied(shipped_bank())
            if one.stem.setting and one.lesson == slug
        ]
        assert len(set(told)) >= 0.6 * len(told)


STEMS = [one.stem for one in applied(shipped_bank())]


@pytest.mark.parametrize("stem", STEMS, ids=lambda stem: stem.frame)
def test_every_scenario_of_the_shipped_bank_is_grammatical(stem):
    """Articles by sound, verbs by number, an infinitive behind "to", and no place left open."""
    text = stem.text
    assert not re.search(r"[{}]|  ", text)
    assert text == capitalise(text)
    for said, word in re.findall(r"\b([Aa]n?) ([\w-]+)", text):
        assert said.lower() == article(word), text
    who = stem.setting
    if who and text.startswith(f"{capitalise(who)} "):
        verb = text[len(who) + 1 :].split(" ")[0]
        assert verb == "would" or verb in Setting(capitalise(who)).places.values(), text
    for wish in re.findall(r"(?:wants?|has|have|hopes?|plans?|asks? you how) to (\w+)", text):
        assert is_base(wish), text


def test_every_task_of_the_shipped_bank_begins_with_a_gerund():
    for one in (*applied(shipped_bank(), "open need"), *applied(shipped_bank(), "two tasks")):
        for option in one.options:
            first = option.text.split(" ")[0].lower()
            assert "VERB" in getAllLemmas(first), option.text
            assert first.endswith("ing"), option.text


def test_every_client_of_the_shipped_bank_hopes_to_do_something():
    for one in applied(shipped_bank(), "name>client"):
        for option in one.options:
            who, want = option.text.split(" hoping to ")
            assert not Setting(who).plural
            assert is_base(want.split(" ")[0]), option.text
