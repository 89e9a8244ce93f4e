"""Needs: what somebody may want, in every form, from what a thing does; settings and instance words."""

import re

import pytest

from quizzes.generation.data import load
from quizzes.generation.instances import case_of, instance_of, read_instances
from quizzes.generation.needs import is_choice, need_of
from quizzes.generation.phrases import PREPOSITIONS
from quizzes.generation.settings import VERBS, Setting, settings_of
from quizzes.generation.things import is_mass, is_plural
from quizzes.generation.words import article
from tests.quizzes.generation.builders import base_from, fact

BANKS = load("settings")
ENTRIES = load("instances")


def need(does, *, kind="tool", slot="table", **values):
    one = fact("Gadget", does, kind=kind, slot=slot)
    return need_of(base_from(one, **values), one)


# What may be wanted


@pytest.mark.parametrize("kind", ["tool", "AWS service", "KMS key type", "kind of key", "tools"])
def test_a_scenario_may_be_told_of_what_people_choose(kind):
    assert is_choice(base_from(fact("Gadget", "cut bread")), kind)


@pytest.mark.parametrize("kind", ["organelle", "part of a cell", "battle", "king", "type", ""])
def test_no_scenario_is_told_of_what_nobody_chooses(kind):
    assert not is_choice(base_from(fact("Gadget", "cut bread")), kind)


def test_a_course_may_name_more_that_is_chosen():
    assert need("go with fish", kind="wine") is None
    assert need("go with fish", kind="wine", choices=frozenset({"wine"})) is not None


@pytest.mark.parametrize(
    "does",
    ["depend on a licence", "cost a lot", "add a monthly charge to the bill", "have to be renewed"],
)
def test_nobody_wants_a_price_or_a_condition(does):
    assert need(does) is None


@pytest.mark.parametrize(
    "does",
    [
        "let a customer choose",  # the chooser would be somebody else's customer
        "keep its own log",  # "its" would change its owner
        "be on by default",
        "use machine learning",  # a means, no end
        "work in winter",
        "survive the dishwasher",
    ],
)
def test_a_state_or_a_means_is_a_demand_and_no_deed(does):
    assert not need(does).is_deed
    assert need(does).want == need(does).done == need(does).task == ""


# How it is said


@pytest.mark.parametrize(
    ("does", "want", "done"),
    [
        ("scan bread for mould", "scan bread for mould", "bread scanned for mould"),
        (
            "answer queries from a worldwide network",
            "answer queries from a worldwide network",
            "queries answered from a worldwide network",
        ),
        (
            "trace a fault back to a cause",
            "trace a fault back to a cause",
            "a fault traced back to a cause",
        ),
        (
            "examine the crust of a loaf",
            "examine the crust of a loaf",
            "the crust of a loaf examined",
        ),
        ("supply flour on request", "get flour on request", "flour supplied on request"),
        (
            "show the state of the dough",
            "see the state of the dough",
            "the state of the dough shown",
        ),
        ("tell who made a change", "find out who made a change", ""),
        ("tell rye from wheat", "tell rye from wheat", "rye told from wheat"),
        (
            "rotate credentials of shops such as bakeries",
            "rotate credentials of shops such as bakeries",
            "",
        ),
        ("report loaves that burn", "find out about loaves that burn", ""),
        ("roll out dough", "roll out dough", ""),
        ("keep and turn loaves", "keep and turn loaves", ""),
        ("report loaves shared with guests", "find out about loaves shared with guests", ""),
        (
            "lend bakers in need a good oven",
            "lend bakers in need a good oven",
            "bakers lent in need a good oven",
        ),
        ("lend a baker of rolls an oven", "lend a baker of rolls an oven", ""),
    ],
)
def test_a_need_is_said_as_a_wish_and_as_what_one_wants_done(does, want, done):
    assert (need(does).want, need(does).done) == (want, done)


def test_a_need_is_said_as_a_task_and_as_a_demand():
    assert need("roll out dough").task == "rolling out dough"
    assert need("roll out dough").demand == "rolls out dough"


# Instances


def known(*words, term="personal data"):
    return read_instances([{"term": term, "instances": list(words)}])


def test_an_instance_stands_for_a_general_word_and_says_so():
    phrase, link = instance_of(
        known("passport numbers"), fact("Gadget", "discover personal data in files")
    )

    assert phrase.base == "discover passport numbers in files"
    assert link == "Passport numbers are personal data."


@pytest.mark.parametrize(
    "does",
    [
        "shred other personal data",
        "keep two personal data apart",
        "sort non-personal data",
        "oversee personal data and files of many offices",
    ],
)
def test_an_instance_takes_no_place_where_it_need_not_hold(does):
    assert instance_of(known("passport numbers"), fact("Gadget", does)) == (
        fact("Gadget", does).phrase,
        "",
    )


def test_the_longest_term_goes_first():
    both = read_instances(
        [
            {"term": "data", "instances": ["words"]},
            {"term": "personal data", "instances": ["passport numbers"]},
        ]
    )

    assert (
        instance_of(both, fact("Gadget", "find personal data"))[0].base == "find passport numbers"
    )


def test_a_case_agrees_in_number():
    assert case_of("a short script", "custom code") == "A short script is custom code."
    assert case_of("a web shop", "sites") == "A web shop counts among sites."
    assert (
        case_of("notes about a failed backup", "alerts")
        == "Notes about a failed backup are alerts."
    )


def head(words):
    """Return a noun phrase up to its first preposition."""
    return re.split(rf" (?:{'|'.join(sorted(PREPOSITIONS))}) ", words)[0]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["term"])
def test_every_instance_of_the_bank_agrees_with_its_term(entry):
    """Singular stands for singular, many for many, and no instance repeats its term."""
    term = entry["term"]
    assert len(entry["instances"]) >= 2
    for words in entry["instances"]:
        single = words.startswith(("a ", "an "))
        assert words == words.strip()
        assert words[0].islower()
        assert term not in words
        if single:
            assert words.split(" ")[0] == article(words.split(" ", 1)[1])
            assert term.startswith(("a ", "an ")) or is_mass(term) or term == "custom code"
        else:
            assert not term.startswith(("a ", "an "))
            assert is_plural(head(words)) or " and " in words or is_mass(head(words))


# Settings


ALL_SETTINGS = [text for bank in sorted(BANKS) for text in BANKS[bank]]


@pytest.mark.parametrize("text", ALL_SETTINGS)
def test_every_setting_of_the_bank_is_short_and_grammatical(text):
    first, rest = text.split(" ", 1)
    setting = Setting(text)

    assert len(text.split()) <= 8
    assert not text.endswith(".")
    assert not re.search(r"[A-Z]{2}", text)  # an acronym would have to be introduced by the lessons
    assert first in {"A", "An", "The", "Two", "Three"}
    if first in {"A", "An"}:
        assert first.lower() == article(rest)
        assert not setting.plural
    assert setting.places["is"] == ("are" if setting.plural else "is")
    assert setting.places["setting"][0].islower()


def test_the_bank_of_settings_is_rich_and_says_nothing_twice():
    assert len(BANKS["organisations"]) >= 60
    assert len({text.lower() for text in ALL_SETTINGS}) == len(ALL_SETTINGS)


def test_verbs_agree_with_one_and_with_many():
    one, many = Setting("A city library").places, Setting("The developers of an app").places

    assert [one[verb] for verb in VERBS] == list(VERBS)
    assert (many["wants"], many["has"], many["is"], many["relies"]) == (
        "want",
        "have",
        "are",
        "rely",
    )


def who(*texts, **values):
    one = fact("Gadget", *texts, **values)
    return {setting.text for setting in settings_of(base_from(one), one)}


def test_an_organisation_wants_a_service_and_a_person_a_kitchen_tool():
    assert who("keep files", kind="storage service") == set(BANKS["organisations"])
    assert who("guard a network", kind="tool") == set(BANKS["organisations"])
    assert who("cut bread", kind="kitchen tool") == set(BANKS["people"])


def test_the_settings_of_the_course_come_before_the_bank():
    one = fact("Gadget", "cut bread")

    assert settings_of(base_from(one, settings=("A baker",)), one) == (Setting("A baker"),)
