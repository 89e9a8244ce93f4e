"""Each rule takes the line it is for, and leaves the line that only looks like it."""

import pytest

from quizzes.generation.importing.notes import read_notes
from quizzes.generation.importing.proposing import CONFIDENCE


def read(text):
    """Return the proposals of notes as (rule, subject, label, value, negative)."""
    draft = read_notes(text, source="notes")
    return {(p.rule, p.subject, p.label, p.value, p.negative) for p in draft.proposals}


TAKEN = [
    ("pronoun subject", "# Kiln\n- It hardens clay", ("Kiln", "Hardens", "clay", False)),
    ("pronoun subject", "# Kiln\n- this device hardens clay", ("Kiln", "Hardens", "clay", False)),
    ("named subject", "# Kiln\n# Glaze\n- Kiln hardens clay", ("Kiln", "Hardens", "clay", False)),
    ("bare verb", "# Kiln\n- hardens clay", ("Kiln", "Hardens", "clay", False)),
    ("bare verb", "# Kiln\n- found in potteries", ("Kiln", "Found in", "potteries", False)),
    ("bare verb", "# Kiln\n- used for pots", ("Kiln", "Used for", "pots", False)),
    ("what you can do", "# Kiln\n- you can bake bricks", ("Kiln", "Lets you", "bake bricks", False)),
    ("what you can do", "# Kiln\n- we must enable the fan", ("Kiln", "Needs", "the fan", False)),
    ("passive", "# Kiln\n- a shelf\n- Pots are baked using gas\n- takes pots", ("Kiln", "Bakes", "pots using gas", False)),
    ("other subject", "# Kiln\n- Glaze covers the pot", ("Glaze", "Covers", "the pot", False)),
    ("negation", "# Kiln\n- does not cool quickly", ("Kiln", "Not", "cool quickly", True)),
    ("negation", "# Kiln\n- not really an oven", ("Kiln", "Not", "is an oven", True)),
    ("negation", "# Kiln\n- no need to stir clay", ("Kiln", "Not", "need you to stir clay", True)),
    ("negation", "# Kiln\n- you can't open the door", ("Kiln", "Not", "let you open the door", True)),
    ("negation", "# Kiln\n- Not found in: kitchens", ("Kiln", "Not", "is found in kitchens", True)),
    ("acronym", "# MRI (magnetic resonance imaging)\ntext", ("MRI", "Stands for", "magnetic resonance imaging", False)),
    ("words in brackets", "# Kiln (hardens clay)\ntext", ("Kiln", "Hardens", "clay", False)),
    ("amount in brackets", "# Kiln\n- opens slowly (2 days wait)", ("Kiln", "Wait", "2 days", False)),
    ("price", "# Kiln\n- it is costly ($900 per year)", ("Kiln", "Cost", "$900 per year", False)),
    ("known name", "# Pottery\n- **Kiln**: hardens clay", ("Kiln", "Hardens", "clay", False)),
    ("new name", "Tools\n\n- Kiln: oven for clay", ("Kiln", "Is a", "oven for clay", False)),
    ("dash", "Tools\n\n- Kiln - oven for clay", ("Kiln", "Is a", "oven for clay", False)),
    ("aspect", "# Kiln\n- Advantages: speed, heat, price", ("Kiln", "Has the advantage", "heat", False)),
    ("verb label", "# Kiln\n- Needs: gas", ("Kiln", "Needs", "gas", False)),
    ("repeated label", "# Kiln\n- Heat: high\n# Oven\n- Heat: low", ("Kiln", "Heat", "high", False)),
    ("types", "# Kiln\n2 types\n\n1. **Gas kiln**: burns gas\n2. **Wood kiln**: burns wood", ("Kiln", "Includes", "gas kiln", False)),
    ("members", "# Kiln\n- it needs:\n  - gas\n  - bricks", ("Kiln", "Needs", "bricks", False)),
    ("doer", "## Jobs that can be done only by the potter are:\n- light the fire", ("Potter", "Can", "light the fire", False)),
    ("steps", "# Firing\nSteps:\n1. load the pots\n2. close the door\n3. light the gas", ("Firing", "Step", "close the door", False)),
    ("table", "| Oven | Fuel | Sealed |\n|---|---|---|\n| Kiln | gas | no |", ("Kiln", "Fuel", "gas", False)),
    ("table", "| Oven | Fuel | Sealed |\n|---|---|---|\n| Kiln | gas | no |", ("Kiln", "Sealed", "no", True)),
    ("contrast", "# Ovens and heat\n- Kiln is hot, whereas Fridge is cold", ("Kiln", "Is", "hot", False)),
    ("narrative", "In 1911 Ada Stone founded a pottery.", ("Ada Stone", "Founds", "a pottery in 1911", False)),
    ("dated line", "Timeline:\n- 1911: Ada Stone opens a pottery", ("Ada Stone", "Opens", "a pottery in 1911", False)),
    ("bare phrase", "# Kiln\n- automatic heat control", ("Kiln", "Has", "automatic heat control", False)),
    ("two names", "Tools\n\n- Kiln & Oven: give the heat", ("Oven", "Gives", "the heat", False)),
    ("maker", "# Acme Kiln\n# Acme Oven Two\n# Acme Wheel Box\n# Acme Wheel Box\n- Acme bakes the clay for you", ("Acme Wheel Box", "Lets Acme", "bake the clay for you", False)),
    ("line before", "# Heat\n- we can make heat with:\n  - **Kiln**: burns gas\n  - when shut, keeps the heat", ("Kiln", "Keeps", "the heat when shut", False)),
    ("part of the thing", "# Red Book\nIt lists rare birds. The language is Latin.", ("Red Book", "Language", "Latin", False)),
]  # fmt: skip

LEFT = [
    ("pronoun subject", "It hardens clay."),  # nothing that "it" could be
    ("pronoun subject", "# A vs B\n- this hardens clay"),
    ("named subject", "# Kiln\n# Glaze\n- Kilns of old times"),
    ("bare verb", "# Kiln\n- Control centre of the works"),
    ("bare verb", "# Kiln\n- Distributed heat of the oven"),
    ("what you can do", "# Kiln\n- you may like it"),
    ("passive", "# Kiln\n- Pots are baked by hand"),
    ("other subject", "# Kiln\n- heat that melts the glaze"),
    ("negation", "# Kiln\n- nothing special"),
    ("acronym", "# MRI (see page four)\ntext"),
    ("words in brackets", "# Kiln (mains, battery)\ntext"),
    ("amount in brackets", "# Kiln\n- opens slowly (often)"),
    ("price", "# Kiln\n- it weighs 900 kg"),
    ("known name", "# Pottery\n- **Example**: a kiln"),
    ("new name", "Tools\n\n- see: https://example.org"),
    ("new name", "Tools\n\n- Ada saw it in 1911: the kiln"),
    ("dash", "Tools\n\n- well-known oven"),
    ("aspect", "Tools\n\n- Advantages: speed, heat"),  # of no thing
    ("verb label", "# Kiln\n- **Gas tank**: holds gas"),
    ("repeated label", "# Kiln\n- **Heat coil**: warms the clay"),
    ("types", "# Kiln\n2 types of people came by"),
    ("members", "# Kiln\n- it needs:\n  eg: gas"),
    ("doer", "## Jobs that can be done quickly are:\n- light the fire"),
    ("steps", "# Kilns\n1. gas kiln\n2. wood kiln\n3. salt kiln"),
    ("table", "| Oven | Fuel |\n|---|---|\n| Kiln | |\n| Stove | - |"),
    ("contrast", "# Kiln\n- it hardens clay while it burns"),
    ("narrative", "# Kiln\n- It hardens clay"),
    ("dated line", "Timeline:\n- 10:30: the kiln opens"),
    ("bare phrase", "automatic heat control"),  # of no thing
    ("bare phrase", "# Kiln\n- why does it crack?"),
    ("two names", "Tools\n\n- Salt and pepper kiln: gives heat"),
    ("maker", "# Kiln\n- Acme bakes the clay for you"),
    ("line before", "# Kiln\n- burns gas\n- keeps the heat"),
    ("part of the thing", "# Red Book\nThe Latin Church is old."),
]


@pytest.mark.parametrize(("rule", "notes", "expected"), TAKEN)
def test_a_rule_takes_its_line(rule, notes, expected):
    assert (rule, *expected) in read(notes)


@pytest.mark.parametrize(("rule", "notes"), LEFT)
def test_a_rule_leaves_what_only_looks_like_it(rule, notes):
    assert rule not in {found[0] for found in read(notes)}


def test_every_rule_has_a_case_to_take_and_one_to_leave():
    assert {case[0] for case in TAKEN} == {case[0] for case in LEFT} == set(CONFIDENCE)


def test_examples_are_kept_and_are_never_facts():
    draft = read_notes("# Kiln\n- hardens clay\n- eg: a potter bakes plates\n", source="notes")

    assert [piece.text for piece in draft.pieces if piece.kind == "example"] == [
        "a potter bakes plates"
    ]
    assert [p.value for p in draft.proposals] == ["clay"]


def test_only_closes_a_list_and_such_as_keeps_it_open():
    draft = read_notes(
        "# Kiln\n- This device only for pots, plates & bricks\n- it takes: clay, stone, etc.\n",
        source="notes",
    )
    closed = {p.value: p.closed for p in draft.proposals}

    assert closed["pots"] == closed["bricks"] == "only"
    assert closed["clay"] == ""
    assert not [a for a in draft.askings if a.kind == "closure"]


def test_headings_decide_the_subject_and_nesting_does_not():
    draft = read_notes(
        "# Kiln\n- hardens clay\n  ## Wheel\n  * shapes clay\n  ### Actions that can be done only by the master are:\n  > sign pots\n",
        source="notes",
    )

    assert {(p.subject, p.value) for p in draft.proposals} == {
        ("Kiln", "clay"),
        ("Wheel", "clay"),
        ("Master", "sign pots"),
    }


def test_a_price_and_a_trial_age_and_a_weight_does_not():
    draft = read_notes(
        "# Kiln\n- it is costly ($900 per year)\n- has a free trial\n- weighs 900 kg\n", source="n"
    )

    assert {p.value: p.volatile for p in draft.proposals} == {
        "costly": False,
        "$900 per year": True,
        "a free trial": True,
        "900 kg": False,
    }


def test_labelled_lines_need_no_bullets():
    assert read("Tools\n\nKiln: oven for clay\nWheel: table that turns") == {
        ("new name", "Kiln", "Is a", "oven for clay", False),
        ("new name", "Wheel", "Is a", "table that turns", False),
    }


def test_an_item_with_items_below_it_is_their_subject():
    found = read("Tools\n\n- Kiln\n  - hardens clay\n- Wheel\n  - shapes clay\n")

    assert {(subject, label) for _, subject, label, _, _ in found} == {
        ("Kiln", "Hardens"),
        ("Wheel", "Shapes"),
    }


def test_whom_it_means_is_asked_where_the_line_before_spoke_of_another():
    draft = read_notes("# Kiln\n- Glaze covers the pot\n- it needs heat\n", source="notes")
    asked = [asking for asking in draft.askings if asking.kind == "subject"]

    assert ("Kiln", "Glaze") in [asking.answers for asking in asked]


def test_what_is_not_understood_stays_prose():
    draft = read_notes("# Kiln\n- Steep slopes give the river a lot\n- why?\n", source="notes")

    assert draft.proposals == ()
    assert [piece.text for piece in draft.pieces] == ["Steep slopes give the river a lot", "why?"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- **Lysosome**: digests worn-out parts", "Lysosome digests worn-out parts."),
        ("- **Modem**: converts digital signals", "Modem converts digital signals."),
    ],
)
def test_a_third_person_before_an_adjective_is_a_verb(line, said):
    notes = f"# Parts\n\n{line}\n- **Nucleus**: stores DNA\n"

    assert said in {one.statement for one in read_notes(notes, source="parts.md").proposals}
