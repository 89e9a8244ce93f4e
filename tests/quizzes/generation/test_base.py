"""One thing under one name, one fact under one key for good, contradictions set aside."""

import pytest

from quizzes.generation.base import build_base
from tests.quizzes.generation.builders import base_of, claim, lesson, lessons

ROUTER = """\
## Router

A router joins networks.

- **Is a:** network device
- **Purpose:** forward packets between networks
- **Reads:** IP addresses
"""

SWITCH = """\
## Switch

A switch joins the machines of one network.

- **Is a:** network device
- **Purpose:** pass frames on within one network
"""


def said(base):
    return [fact.statement for fact in base.facts]


def keys(base):
    return {(fact.statement, fact.polarity): fact.key for fact in base.facts}


# Names


def test_a_name_and_its_alias_are_one_thing():
    base = base_of(
        "## Domain Name System (DNS)\n\n- **Purpose:** find the address of a name\n",
        "| System | DNS | DHCP |\n| --- | --- | --- |\n| hands out addresses | no | yes |\n"
        "| answers queries | yes | no |\n",
    )

    assert set(base.by_subject) == {"DNS", "DHCP"}
    assert base.things["DNS"].aliases == ("Domain Name System",)
    assert "DNS finds the address of a name." in said(base)


def test_a_name_with_and_without_the_makers_name_is_one_thing():
    one, other = "- **Purpose:** watch packets\n", "- **Reads:** frames\n"
    base = base_of(f"## Acme Sniffer\n\n{one}", f"## Sniffer\n\n{other}", stop_words=["acme"])

    assert set(base.by_subject) == {"Sniffer"}
    assert base.things["Sniffer"].aliases == ("Acme Sniffer",)


def test_a_thing_takes_the_article_of_the_lesson_that_shows_it_in_every_other():
    base = base_of(
        "| Part | Fuel Valve | Air Box |\n| --- | --- | --- |\n| stops fuel | no | yes |\n",
        "## Fuel Valve\n\nA Fuel Valve is small.\n\n- **Purpose:** let fuel through\n",
    )

    assert said(base) == [
        "A Fuel Valve does not stop fuel.",
        "Air Box stops fuel.",
        "A Fuel Valve lets fuel through.",
    ]


def test_without_the_stop_word_they_are_two_things():
    base = base_of("## Acme Sniffer\n\n- **Reads:** a\n", "## Sniffer\n\n- **Reads:** b\n")

    assert set(base.by_subject) == {"Acme Sniffer", "Sniffer"}


def test_the_name_with_the_most_facts_is_the_one_that_questions_use():
    base = base_of(
        "## IPS (Intrusion Prevention System)\n\n- **Purpose:** stop attacks\n- **Reads:** packets\n",
        "## Intrusion Prevention System\n\n- **Needs:** rules\n",
    )

    assert set(base.by_subject) == {"IPS"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("α cell", "β cell"), ("C", "C++"), ("Na", "Na+"), ("TLS 1.2", "TLS 1.3"), ("дом", "сад")],
)
def test_things_that_differ_in_a_sign_stay_two(one, other):
    base = base_of(f"## {one}\n\n- **Makes:** glue\n", f"## {other}\n\n- **Makes:** wax\n")

    assert set(base.by_subject) == {one, other}
    assert len(base.facts) == 2


def test_a_kind_told_in_one_lesson_holds_in_all():
    base = base_of("## Router\n\n- **Reads:** addresses\n", ROUTER)

    assert base.things["Router"].kind == "network device"


# The same said twice


def test_what_two_lessons_say_is_one_fact_that_the_first_one_bears():
    first, second = lessons(ROUTER, ROUTER)
    base = build_base(
        [
            lesson(first.body, slug="one", claims=[claim("N1", "IP addresses", weight="C")]),
            lesson(second.body, slug="two", position=2, claims=[claim("N2", "IP addresses")]),
        ]
    )

    (fact,) = [f for f in base.facts if f.value == "IP addresses"]
    assert fact.passage.lesson == "one"
    assert fact.references == ("N1", "N2")
    assert fact.importance == "B"


def test_a_fact_that_may_not_score_in_one_place_may_not_in_any():
    first, second = lessons(ROUTER, ROUTER)
    base = build_base(
        [
            first,
            lesson(second.body, slug="two", position=2, claims=[claim("N2", "IP", scored=False)]),
        ]
    )

    assert not next(f for f in base.facts if f.value == "IP addresses").scored


def test_a_purpose_that_a_table_repeats_stays_a_purpose_in_the_table():
    base = base_of(
        f"{ROUTER}\n## Which one?\n\n"
        "| Device | Router | Switch |\n| --- | --- | --- |\n"
        "| forwards packets between networks | yes | no |\n"
    )

    (fact,) = [f for f in base.by_subject["Router"] if f.value.startswith("forward")]
    assert (fact.slot, fact.in_table) == ("purpose", True)


# Contradictions


CONTRADICTION = """\
## Router

- **Reads:** IP addresses
- **Speed:** 1 gigabit

## Table

| Device | Router | Switch |
| --- | --- | --- |
| reads IP addresses | no | no |
"""


def test_what_is_said_and_denied_is_set_aside_and_reported_with_both_places():
    base = base_of(CONTRADICTION)

    assert "Router reads IP addresses." not in said(base)
    assert "Router does not read IP addresses." not in said(base)
    (problem,) = base.problems
    assert "contradicts" in problem.text
    assert "line 3" in problem.text
    assert problem.line == 10


def test_what_does_not_contradict_stays():
    assert "The speed of Router is 1 gigabit." in said(base_of(CONTRADICTION))


def test_two_values_of_one_slot_contradict_each_other_across_lessons():
    base = base_of(
        "## Router\n\n- **Speed:** 1 gigabit\n", "## Router\n\n- **Speed:** 10 gigabits\n"
    )

    assert base.facts == ()
    assert [(p.lesson, p.line) for p in base.problems] == [("two", 3)]


def test_one_slot_with_one_value_in_two_lessons_is_no_contradiction():
    body = "## Router\n\n- **Speed:** 1 gigabit\n"

    assert len(base_of(body, body).facts) == 1


# Keys


def test_keys_are_the_same_in_any_order_of_the_lessons():
    first, second = lessons(ROUTER, SWITCH)

    assert build_base([first, second]) == build_base([second, first])


def test_keys_do_not_collide():
    base = base_of(ROUTER, SWITCH, CONTRADICTION)

    assert len(base.keys) == len(base.facts)
    assert all(fact.key for fact in base.facts)


def test_a_key_hangs_on_what_is_said_and_not_on_where():
    before = keys(base_of(ROUTER))
    after = keys(base_of(SWITCH, f"Prose.\n\n# Devices\n\n{ROUTER}"))

    assert before.items() <= after.items()


def test_a_stored_key_is_used_again():
    (fact, *_) = base_of(ROUTER).facts

    again = base_of(ROUTER, keys={fact.fingerprint: "kept"})

    assert again.facts[0].key == "kept"


def test_a_new_fact_never_takes_a_key_that_another_fact_holds():
    one, other = base_of(ROUTER).facts[1:3]

    # The other fact was minted from words that the first one has now.
    base = base_of(ROUTER, keys={other.fingerprint: one.key})

    assert len(base.keys) == len(base.facts)
    held = {fact.fingerprint: fact.key for fact in base.facts}
    assert held[other.fingerprint] == one.key
    assert held[one.fingerprint] not in {one.key, ""}


def test_a_key_once_given_anew_is_given_again():
    one, other = base_of(ROUTER).facts[1:3]
    stored = {other.fingerprint: one.key}

    first = base_of(ROUTER, keys=stored)
    stored |= {fact.fingerprint: fact.key for fact in first.facts}

    assert base_of(ROUTER, keys=stored).facts == first.facts


def test_a_key_survives_when_another_lesson_makes_another_name_the_usual_one():
    router = ROUTER.replace("## Router", "## Acme Router")
    before = base_of(router, stop_words=["acme"])
    stored = {fact.fingerprint: fact.key for fact in before.facts}
    table = "\n".join(
        [
            "| Device | Router | Hub |",
            "| --- | --- | --- |",
            *(f"| answers call number {n} | yes | no |" for n in range(6)),
        ]
    )

    after = base_of(router, table, stop_words=["acme"], keys=stored)

    assert {f.subject for f in before.facts} == {"Acme Router"}
    assert {f.subject for f in after.facts} == {"Router", "Hub"}
    assert set(stored.values()) <= after.keys


# What the base knows of its facts


def test_neighbours_are_things_that_one_table_compares():
    base = base_of(
        "| Device | Router | Hub |\n| --- | --- | --- |\n| reads headers | yes | no |\n",
        SWITCH,
    )

    assert base.neighbours["Router"] >= {"Hub"}
    assert "Switch" not in base.neighbours["Router"]


def test_what_a_table_leaves_open_is_remembered():
    base = base_of(
        "| Device | Router | Hub |\n| --- | --- | --- |\n| reads headers | yes | depends |\n"
    )

    assert base.silences["Hub"] == ("reads headers",)
