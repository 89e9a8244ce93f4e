"""Known answers: what each item model asks of a small lesson, in four subjects."""

import pytest

from quizzes.generation.bank import build_bank
from quizzes.generation.coverage import cover
from quizzes.generation.gates import passes
from tests.quizzes.generation.builders import bank_of, base_of, claim, lesson

# T1, the identifying purpose: networking


DEVICES = """\
Networks are built from boxes.

## Router

A router joins networks.

- **Is a:** network device
- **Purpose:** forward packets between networks

## Switch

A switch joins machines.

- **Is a:** network device
- **Purpose:** pass frames on within one building

## Firewall

A firewall guards.

- **Is a:** network device
- **Purpose:** block unwanted connections

## Modem

A modem talks over a line.

- **Is a:** network device
- **Purpose:** turn signals of a telephone line into bits
"""

# T2, the attribute: history and cooking

KINGDOMS = """\
## England

- **Is a:** kingdom
- **Capital:** London

## Scotland

- **Is a:** kingdom
- **Capital:** Edinburgh

## France

- **Is a:** kingdom
- **Capital:** Paris

## Castile

- **Is a:** kingdom
- **Capital:** Toledo
"""

LARDER = """\
| Food | Shelf life |
| --- | --- |
| Milk | 7 days |
| Rice | 700 days |
| Honey | 2,000 days |
| Smoked ham | 90 days |
"""

ORGANS = """\
A heart, a diaphragm, a gullet and a bladder are organs.

| Organ | Pumps |
| --- | --- |
| Heart | blood through the body |
| Diaphragm | air into the lungs |
| Gullet | food into the stomach |
| Bladder | urine out of the body |
"""

# T3, closed membership: cooking

KITCHENS = """\
## Vegan kitchen

- **Is a:** kitchen style
- **Only cooks:** beans; grains; fruit; nuts

## Steak house

- **Is a:** kitchen style
- **Cooks:** beef; lamb; pork
"""

# T4 and T8, the table: history

BATTLES = """\
| Battle | Hastings | Bouvines | Crécy | Lepanto | Agincourt | Poitiers |
| --- | --- | --- | --- | --- | --- | --- |
| shows what longbows can do | no | no | yes | no | yes | yes |
| belongs to the war at sea | no | no | no | yes | no | no |
| brings a new dynasty to the throne | yes | no | no | no | no | depends |
"""


def items(bank, model, direction):
    return [one for one in bank.items if (one.model, one.direction) == (model, direction)]


def answers(bank, model, direction):
    """Return for each item its right and its wrong options."""
    return [
        ({option.text for option in one.right}, {option.text for option in one.wrong})
        for one in items(bank, model, direction)
    ]


def about(items, subject):
    (one,) = [one for one in items if one.asked[0].subject == subject]
    return one


# A need in the words of a purpose asks the same, and the deeper one stays; nobody chooses a part.
PARTS = DEVICES.replace("network device", "network part")
ALL_DEVICES = {"Router", "Switch", "Firewall", "Modem"}


@pytest.mark.parametrize("direction", ["purpose>name", "need>name"])
def test_t1_asks_which_thing_has_a_purpose(direction):
    bank = bank_of(DEVICES if direction == "need>name" else PARTS)

    found = answers(bank, "T1", direction)

    assert sorted(min(right) for right, _ in found) == sorted(ALL_DEVICES)
    assert all(right | wrong == ALL_DEVICES for right, wrong in found)


def test_t1_proves_its_wrong_names_by_their_own_purposes_and_says_so():
    one = about(items(bank_of(PARTS), "T1", "purpose>name"), "Router")

    explained = {option.text: (option.proof, option.explanation) for option in one.options}

    assert explained == {
        "Router": ("TRUE", "A router forwards packets between networks."),
        "Switch": (
            "P2",
            "A switch does not forward packets between networks; "
            "it passes frames on within one building.",
        ),
        "Firewall": (
            "P2",
            "A firewall does not forward packets between networks; it blocks unwanted connections.",
        ),
        "Modem": (
            "P2",
            "A modem does not forward packets between networks; "
            "it turns signals of a telephone line into bits.",
        ),
    }


def test_t1_asks_what_a_thing_is_for():
    one = about(items(bank_of(DEVICES), "T1", "name>purpose"), "Firewall")

    assert [option.text for option in one.right] == ["Blocking unwanted connections"]
    assert {option.text for option in one.wrong} <= {
        "Forwarding packets between networks",
        "Passing frames on within one building",
        "Turning signals of a telephone line into bits",
    }
    assert one.level == "recall"


def test_t1_does_not_ask_a_purpose_that_the_name_gives_away():
    bank = bank_of(DEVICES.replace("## Switch", "## Frame switch"))

    asked = {one.asked[0].subject for one in bank.items if one.model == "T1"}
    reasons = {gap.reason for gap in bank.gaps if gap.fact.subject == "Frame switch"}
    assert asked == ALL_DEVICES - {"Switch"}
    assert reasons & {"NAME_LEAK", "LINT_8"}


def test_t1_needs_two_wrong_options():
    bank = bank_of(DEVICES.split("## Firewall")[0])

    assert bank.items == ()
    reasons = {gap.reason for gap in bank.gaps if gap.model == "T1"}
    assert reasons == {"FEW_SIBLINGS"}


def test_t1_takes_wrong_names_only_from_what_has_been_taught():
    first, second = DEVICES.split("## Modem")
    bank = bank_of(first, f"## Modem{second}")

    for one in bank.items:
        options = {option.text for option in one.options}
        assert one.lesson == "two" or "Modem" not in options


# T2


def test_t2_asks_the_value_of_a_slot():
    found = answers(bank_of(KINGDOMS), "T2", "name>value")

    capitals = {"London", "Edinburgh", "Paris", "Toledo"}
    assert sorted(min(right) for right, _ in found) == sorted(capitals)
    assert all(right | wrong == capitals for right, wrong in found)


def test_t2_explains_whose_value_a_wrong_one_is():
    one = about(items(bank_of(KINGDOMS), "T2", "name>value"), "France")

    london = next(option for option in one.options if option.text == "London")
    assert london.proof == "P2"
    assert london.explanation == "The capital of England is London. The capital of France is Paris."
    assert [fact.statement for fact in london.facts] == ["The capital of France is Paris."]


def test_t2_sets_numbers_in_order():
    found = items(bank_of(LARDER), "T2", "name>value")

    assert len(found) == 4
    for one in found:
        texts = [option.text for option in one.options]
        assert texts == sorted(texts, key=lambda text: int(text.split()[0].replace(",", "")))


def test_t2_asks_what_goes_with_a_verb_at_the_head_of_a_column():
    one = about(items(bank_of(ORGANS), "T2", "name>object"), "Diaphragm")

    assert "a diaphragm pump" in one.stem.text
    assert [option.text for option in one.right] == ["Air into the lungs"]
    assert {option.text for option in one.wrong} == {
        "Blood through the body",
        "Food into the stomach",
        "Urine out of the body",
    }


def test_t2_asks_which_thing_has_the_feature():
    one = about(items(bank_of(ORGANS), "T2", "feature>name"), "Gullet")

    assert [option.text for option in one.right] == ["Gullet"]
    assert {option.text for option in one.wrong} == {"Heart", "Diaphragm", "Bladder"}


def test_t2_does_not_ask_a_price_that_has_no_date():
    priced = LARDER.replace("Shelf life", "Price").replace("days", "euros")
    dated = priced.replace(" euros |", " euros (as of 2026-11) |")

    assert {gap.reason for gap in bank_of(priced).gaps} == {"VOLATILE"}
    assert len(items(bank_of(dated), "T2", "name>value")) == 4


def test_t2_leaves_out_a_value_that_nests_with_the_key():
    nested = KINGDOMS.replace("Toledo", "London on Thames")

    one = about(items(bank_of(nested), "T2", "name>value"), "England")

    assert {option.text for option in one.options} == {"London", "Edinburgh", "Paris"}


# T3


MEAT = {"Beef", "Lamb", "Pork"}


def test_t3_asks_which_belongs_to_a_closed_list():
    found = answers(bank_of(KITCHENS), "T3", "name>member")

    assert sorted(min(right) for right, _ in found) == ["Beans", "Fruit", "Grains", "Nuts"]
    assert all(wrong == MEAT for _, wrong in found)


def test_t3_asks_which_two_belong_to_a_closed_list():
    found = items(bank_of(KITCHENS), "T3", "name>members")

    assert {frozenset(option.text for option in one.right) for one in found} == {
        frozenset({"Beans", "Grains"}),
        frozenset({"Fruit", "Nuts"}),
    }
    for one in found:
        assert {option.text for option in one.wrong} == MEAT
        assert "TWO" in one.stem.text
        assert {option.proof for option in one.wrong} == {"P1"}


def test_t3_does_not_ask_of_an_open_list():
    bank = bank_of(KITCHENS.replace("Only cooks", "Cooks"))

    assert not [one for one in bank.items if one.model == "T3"]


def test_t3_takes_a_complete_list_by_p3():
    bank = bank_of(KITCHENS.replace("Only cooks", "Cooks (complete list)"))

    found = items(bank, "T3", "name>members")

    assert {option.proof for one in found for option in one.wrong} == {"P3"}


def test_t3_keeps_the_modal_of_the_list():
    kitchens = KITCHENS.replace("Only cooks", "Only can cook").replace(
        "**Cooks:**", "**Can cook:**"
    )

    one = items(bank_of(kitchens), "T3", "name>members")[0]

    assert "can" in one.stem.text
    assert {option.explanation for option in one.wrong} == {
        f"A vegan kitchen cannot cook {meat.lower()}." for meat in MEAT
    }


def test_t3_does_not_take_what_the_thing_can_do_by_another_line():
    kitchens = KITCHENS.replace("Only cooks", "Only can cook").replace(
        "**Cooks:**", "**Can cook:**"
    )
    milder = kitchens.replace("\n## Steak", "- **Can:** cook beef\n\n## Steak")

    wrong = {option.text for one in bank_of(milder).items for option in one.wrong}

    assert "Beef" not in wrong


def test_t3_asks_which_two_things_do_the_same():
    one, left_over = items(bank_of(BATTLES), "T3", "feature>names")

    pairs = [{option.text for option in item.right} for item in (one, left_over)]
    assert {"Crécy", "Agincourt"} in pairs
    assert {"Poitiers", "Crécy"} in pairs
    for item in (one, left_over):
        assert {option.text for option in item.wrong} == {"Hastings", "Bouvines", "Lepanto"}
        assert len(item.asked) == 2
        assert item.kind == "multiple"


def test_t3_never_offers_a_third_thing_that_does_the_same():
    for one in items(bank_of(BATTLES), "T3", "feature>names"):
        assert not {"Crécy", "Agincourt", "Poitiers"} & {option.text for option in one.wrong}


# T4


def test_t4_asks_which_thing_does_it_and_leaves_out_others_that_do_it_too():
    found = items(bank_of(BATTLES), "T4", "feature>name")

    longbows = [one for one in found if "longbows" in one.stem.text]
    assert {one.right[0].text for one in longbows} == {"Crécy", "Agincourt", "Poitiers"}
    for one in longbows:
        assert {option.text for option in one.wrong} == {"Hastings", "Bouvines", "Lepanto"}
        assert {option.proof for option in one.wrong} == {"P1"}


def test_t4_leaves_out_what_the_table_leaves_open():
    found = items(bank_of(BATTLES), "T4", "feature>name")

    for one in found:
        if "dynasty" in one.stem.text:
            assert "Poitiers" not in {option.text for option in one.options}


def test_t4_asks_what_is_true_of_a_thing():
    (one,) = [
        one
        for one in items(bank_of(BATTLES), "T4", "name>feature")
        if one.asked[0].subject == "Lepanto"
    ]

    assert [option.text for option in one.right] == ["It belongs to the war at sea"]
    assert {option.text for option in one.wrong} == {
        "It shows what longbows can do",
        "It brings a new dynasty to the throne",
    }


def test_t4_asks_no_name_where_the_table_does_not_say_what_its_things_are():
    bank = bank_of(BATTLES.replace("| Battle |", "|  |"))

    assert items(bank, "T4", "feature>name") == []
    assert items(bank, "T4", "name>feature")


def test_t4_does_not_let_a_name_give_the_answer_away():
    bank = bank_of(
        "| Oven | Steam oven | Gas oven | Wood oven |\n| --- | --- | --- | --- |\n"
        "| cooks food in hot steam | yes | no | no |\n"
    )

    assert items(bank, "T4", "feature>name") == []
    assert {gap.reason for gap in bank.gaps} & {"NAME_LEAK", "LINT_8"}


# T8


REASONED = {"claim:true", "claim:false"}


def test_t8_sets_two_verdicts_against_two_reasons():
    found = [one for one in bank_of(BATTLES).items if one.direction in REASONED]

    assert found
    for one in found:
        verdicts = [option.text.split(" ")[0].strip(",") for option in one.options]
        reasons = {option.text.split(" it ")[1] for option in one.options}
        assert sorted(verdicts) == ["False", "False", "True", "True"]
        assert len(reasons) == 2
        assert one.kind == "true_false"


def test_t8_is_right_once_and_by_both_parts():
    truth = {
        ("Lepanto", "belongs to the war at sea"),
        ("Hastings", "brings a new dynasty to the throne"),
        *((name, "shows what longbows can do") for name in ("Crécy", "Agincourt", "Poitiers")),
    }

    for one in bank_of(BATTLES).items:
        if one.direction not in REASONED:
            continue
        name = one.options[0].subject
        claim_holds = (name, one.predicate) in truth
        for option in one.options:
            reason_holds = (name, option.text.split(" it ")[1]) in truth
            is_right = option.verdict is claim_holds and reason_holds
            assert option.correct is is_right, (one.stem.text, option.text)


def test_t8_never_makes_a_claim_false_by_a_not():
    for one in bank_of(BATTLES).items:
        if one.model == "T8":
            assert " not " not in one.stem.text


# T9, shared feature and different purpose, and T11, the scenario: cooking

TOOLS = """\
A whisk, a sieve, a ladle, a grater and a kettle stand in a kitchen.

## Whisk

- **Is a:** kitchen tool
- **Purpose:** beat air into cream

## Which tool is it?

| Kitchen tool | Whisk | Sieve | Ladle | Grater | Kettle |
| --- | --- | --- | --- | --- | --- |
| consists of thin steel wires | yes | yes | no | no | no |
| holds hot liquids | no | no | yes | no | yes |
| whips egg foam by hand | yes | no | no | yes | no |
| boils on an open flame | no | no | no | no | yes |
| serves soup at the table | no | no | yes | no | no |
"""


def test_t9_asks_what_sets_one_of_two_apart():
    found = [one for one in bank_of(TOOLS).items if one.model == "T9"]

    answers = {
        (one.asked[1].subject, one.asked[0].value): [option.text for option in one.right]
        for one in found
    }
    assert answers[("Kettle", "holds hot liquids")] == ["It boils on an open flame"]
    assert answers[("Ladle", "holds hot liquids")] == ["It serves soup at the table"]
    # Whether a sieve beats air into cream as well, nobody has said.
    assert ("Whisk", "consists of thin steel wires") not in answers


def test_t9_never_says_of_both_what_it_says_of_one():
    for one in bank_of(TOOLS).items:
        if one.model == "T9":
            assert all(one.asked[0].value not in option.text for option in one.options)


# What holds for all models


EVERYTHING = (DEVICES, KINGDOMS, LARDER, ORGANS, KITCHENS, BATTLES, TOOLS)


@pytest.mark.parametrize("seed", range(5))
def test_every_question_of_every_subject_passes_the_gate_whatever_the_seed(seed):
    for body in EVERYTHING:
        base = base_of(body, settings=["A small hotel"])
        bank = build_bank(base, seed=seed)
        assert bank.items
        assert all(passes(one, base) for one in bank.items)


def test_a_wrong_option_is_never_true_by_the_lesson():
    for body in EVERYTHING:
        base = base_of(body)
        true = {(f.subject, f.predicate) for f in base.facts if f.polarity}
        for one in build_bank(base).items:
            if one.direction.endswith(">name"):
                for option in one.wrong:
                    assert not all((option.subject, f.predicate) in true for f in one.asked)


def test_what_may_not_score_is_neither_asked_nor_a_proof():
    source = lesson(
        DEVICES, claims=[claim("N1", "pass frames on within one building", scored=False)]
    )
    base = base_of(source, settings=["A small hotel"])

    bank = build_bank(base)

    assert bank.items
    for one in bank.items:
        assert all(fact.scored for fact in one.asked)
        assert all(fact.scored for option in one.options for fact in option.facts)
    closed = [row.fact.subject for row in cover(base, bank).rows if row.reasons == ("NO_KEY",)]
    assert closed == ["Switch"]


def test_plural_things_take_plural_verbs():
    herbs = """\
    Dried herbs, fresh eggs, hot peppers and sweet onions are food.

    ## Dried herbs

    - **Is a:** food
    - **Purpose:** bring scent to a stew

    ## Fresh eggs

    - **Is a:** food
    - **Purpose:** bind a cake together

    ## Hot peppers

    - **Is a:** food
    - **Purpose:** give heat to a sauce
    """
    for seed in range(6):
        for one in bank_of(herbs, seed=seed).items:
            shown = " ".join([one.stem.text, *(option.text for option in one.options)])
            for name in ("dried herbs", "fresh eggs", "hot peppers"):
                assert f"does {name}" not in shown
                assert f"is {name}" not in shown


def test_t8_judges_two_things_where_nothing_more_is_said_of_them():
    warm = {"Milk": False, "Butter": False, "Cheese": False, "Rice": True, "Flour": True}
    rows = "".join(f"| {name} | {'yes' if so else 'no'} |\n" for name, so in warm.items())
    found = [
        one
        for one in bank_of(
            f"## Where?\n\n| Food | keeps in a warm room |\n| --- | --- |\n{rows}"
        ).items
        if one.direction == "claim:of two"
    ]

    assert found
    for one in found:
        first = one.options[0].subject
        second = next(
            name for name in warm if name != first and name.lower() in one.stem.text.lower()
        )
        lead = {True: "True", False: "False"}[warm[first]]
        end = {(True, True): "does too", (True, False): "does not", (False, True): "does"}
        end[False, False] = "does not either"
        (right,) = one.right
        assert right.text.startswith(lead)
        assert right.text.endswith(end[warm[first], warm[second]])
