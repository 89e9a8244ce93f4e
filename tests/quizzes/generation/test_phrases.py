"""A verb phrase is said in any form a sentence needs, or refused."""

import pytest

from quizzes.generation.phrases import NotAVerbPhrase, Phrase, base_of, is_base, starts_as_third


@pytest.mark.parametrize(
    ("base", "third", "gerund", "negated"),
    [
        ("knead dough", "kneads dough", "kneading dough", "does not knead dough"),
        ("be in the cell", "is in the cell", "being in the cell", "is not in the cell"),
        ("have a tail", "has a tail", "having a tail", "does not have a tail"),
        ("go north", "goes north", "going north", "does not go north"),
        ("carry oxygen", "carries oxygen", "carrying oxygen", "does not carry oxygen"),
        ("die young", "dies young", "dying young", "does not die young"),
        ("stop a war", "stops a war", "stopping a war", "does not stop a war"),
        ("quickly boil", "quickly boils", "quickly boiling", "does not quickly boil"),
        ("fold and bake it", "folds and bakes it", "folding and baking it", None),
        ("mix, fold and bake it", "mixes, folds and bakes it", None, None),
    ],
)
def test_a_phrase_is_said_in_every_form(base, third, gerund, negated):
    phrase = Phrase.from_base(base)

    assert phrase.third() == third
    assert gerund is None or phrase.gerund() == gerund
    assert negated is None or phrase.negated() == negated


@pytest.mark.parametrize(
    ("base", "many", "negated"),
    [
        ("show look-ups", "show look-ups", "do not show look-ups"),
        ("be common", "are common", "are not common"),
        ("have wings", "have wings", "do not have wings"),
    ],
)
def test_many_things_take_the_plural(base, many, negated):
    phrase = Phrase.from_base(base)

    assert phrase.third(plural=True) == many
    assert phrase.negated(plural=True) == negated


@pytest.mark.parametrize(
    "base", ["knead dough", "be common", "have a tail", "carry oxygen", "fold and bake a pie"]
)
def test_the_third_person_leads_back_to_the_base_form(base):
    assert Phrase.from_third(Phrase.from_base(base).third()).base == base


def test_a_modal_stays_in_front_and_has_no_gerund():
    phrase = Phrase.from_third("can hold air")

    assert (phrase.modal, phrase.base) == ("can", "hold air")
    assert phrase.third() == phrase.third(plural=True) == "can hold air"
    assert phrase.negated() == "cannot hold air"
    assert Phrase("stay cold", "must").negated() == "must not stay cold"
    with pytest.raises(NotAVerbPhrase):
        phrase.gerund()


@pytest.mark.parametrize(
    ("phrase", "plural", "asked"),
    [
        (Phrase("boil"), False, "does water boil"),
        (Phrase("be cold"), False, "is water cold"),
        (Phrase("be cold"), True, "are water cold"),
        (Phrase("boil"), True, "do water boil"),
        (Phrase("boil", "can"), False, "can water boil"),
    ],
)
def test_a_phrase_becomes_a_question(phrase, plural, asked):
    assert phrase.question("water", plural) == asked


def test_many_things_own_their_own():
    assert Phrase.from_third("keeps its shape").third(plural=True) == "keep their shape"


@pytest.mark.parametrize("text", ["", ".", "  ", "statues and floors", "the wall", "xyzzy a wall"])
def test_what_does_not_begin_with_a_base_form_is_refused(text):
    with pytest.raises(NotAVerbPhrase):
        Phrase.from_base(text)


@pytest.mark.parametrize("text", ["finds ore", "brought ore", "finding ore"])
def test_another_form_is_no_base_form(text):
    with pytest.raises(NotAVerbPhrase):
        Phrase.from_base(text)


@pytest.mark.parametrize("text", ["", "the wall", "quietly", "xyzzys a wall"])
def test_what_does_not_begin_with_a_verb_is_not_in_the_third_person(text):
    with pytest.raises(NotAVerbPhrase):
        Phrase.from_third(text)


def test_capitals_and_full_stops_do_not_matter():
    assert Phrase.from_base("Find ore.") == Phrase.from_base("find  ore")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("scans a page", True),
        ("is cold", True),
        ("can swim", True),
        ("slowly melts", True),
        ("scan a page", False),
        ("scanner", False),
        ("cost", False),
        ("colour", False),
        ("", False),
    ],
)
def test_the_third_person_is_told_by_its_first_word(text, answer):
    assert starts_as_third(text) is answer


@pytest.mark.parametrize(
    ("phrase", "state"),
    [
        ("belong to Rome", True),
        ("be cold", True),
        ("bake bread", False),
        ("attack Troy", False),
        ("lose its leaves", True),
        ("give way under a weight", True),
        ("give milk", False),
        ("find the shop out of bread", True),
        ("find the way out", False),
    ],
)
def test_states_are_told_from_deeds(phrase, state):
    assert Phrase.from_base(phrase).is_state is state


def test_what_a_thing_can_do_is_a_state():
    assert Phrase("bake bread", "can").is_state


@pytest.mark.parametrize(
    ("word", "base"), [("goes", "go"), ("has", "have"), ("are", "be"), ("bakes", "bake"), ("a", "")]
)
def test_the_base_form_is_found(word, base):
    assert base_of(word) == base


@pytest.mark.parametrize(("word", "answer"), [("be", True), ("bake", True), ("baker", False)])
def test_base_forms_are_known(word, answer):
    assert is_base(word) is answer
