"""What the bullets, tables and steps of a lesson say, in four subjects."""

from datetime import date

import pytest

from quizzes.generation.things import in_text
from tests.quizzes.generation.builders import claim, lesson, read, statements

CELL = """\
## Mitochondrion (plural: mitochondria)

A mitochondrion makes usable energy.

"""


def facts(bullets):
    return read(CELL + bullets).facts


def fact(bullet):
    (only,) = facts(bullet)
    return only


def problems(body):
    return [(p.line, p.text, p.cure) for p in read(body).problems]


# Labels of bullets


def test_purpose_is_a_verb_phrase_in_its_base_form():
    one = fact("- **Purpose:** turn sugar into usable energy")

    assert one.statement == "A mitochondrion turns sugar into usable energy."
    assert (one.slot, one.polarity, one.importance) == ("purpose", True, "A")


def test_is_a_gives_the_kind_by_which_questions_name_the_thing():
    one = fact("- **Is a:** cell part that has two membranes")

    assert one.statement == "A mitochondrion is a cell part that has two membranes."
    assert one.kind == "cell part"


@pytest.mark.parametrize(
    ("value", "kind", "statement"),
    [
        ("organelle for energy", "organelle", "is an organelle for energy."),
        ("a part of the cell", "part", "is a part of the cell."),
        ("the engine of a cell", "engine", "is the engine of a cell."),
        ("one of the organelles", "organelles", "is one of the organelles."),
        ("RNA copier", "RNA copier", "is an RNA copier."),
    ],
)
def test_is_a_takes_the_article_it_needs(value, kind, statement):
    one = fact(f"- **Is a:** {value}")

    assert one.statement == f"A mitochondrion {statement}"
    assert one.kind == kind


def test_stands_for_gives_the_words_of_an_acronym():
    body = "## DNS\n\n- **Stands for:** domain name system\n"

    assert statements(body) == ["DNS stands for domain name system."]


def test_can_gives_one_fact_for_each_member():
    assert [f.statement for f in facts("- **Can:** divide on its own; fuse with another")] == [
        "A mitochondrion can divide on its own.",
        "A mitochondrion can fuse with another.",
    ]


def test_not_gives_facts_that_are_denied():
    found = facts("- **Not:** catch light; is found in bacteria; holds starch")

    assert [f.statement for f in found] == [
        "A mitochondrion does not catch light.",
        "A mitochondrion is not found in bacteria.",
        "A mitochondrion does not hold starch.",
    ]
    assert {(f.slot, f.polarity) for f in found} == {("not", False)}


def test_cannot_denies_an_ability():
    one = fact("- **Cannot:** live outside a cell")

    assert one.statement == "A mitochondrion cannot live outside a cell."
    assert not one.polarity


def test_what_a_not_line_denies_is_the_same_predicate_that_another_label_says():
    denied = fact("- **Not:** store starch")
    said = fact("- **Stores:** starch")

    assert denied.predicate == said.predicate


@pytest.mark.parametrize("label", ["Only imports", "Imports only"])
def test_only_closes_a_list(label):
    found = facts(f"- **{label}:** proteins; lipids")

    assert [f.statement for f in found] == [
        "A mitochondrion imports proteins.",
        "A mitochondrion imports lipids.",
    ]
    assert {f.closed for f in found} == {"only"}
    assert len({f.group for f in found}) == 1


def test_only_without_a_verb_says_what_the_thing_works_on():
    assert fact("- **Only:** plant cells").statement == "A mitochondrion works on plant cells."


@pytest.mark.parametrize(
    "bullet",
    [
        "- **Needs (complete list):** oxygen; sugar",
        "- **Needs:** oxygen; sugar (complete list)",
        "- **Needs (complete):** oxygen; sugar",
        "- **Needs:** oxygen; sugar (and no others)",
    ],
)
def test_complete_list_closes_a_list(bullet):
    found = facts(bullet)

    assert [(f.value, f.closed) for f in found] == [("oxygen", "complete"), ("sugar", "complete")]


def test_a_list_is_open_unless_the_lesson_says_otherwise():
    assert {f.closed for f in facts("- **Needs:** oxygen; sugar")} == {""}


def test_two_closed_lists_of_one_thing_are_two_groups():
    found = facts("- **Only imports:** proteins\n- **Only exports:** energy")

    assert len({f.group for f in found}) == 2


def test_any_verb_in_the_third_person_makes_a_list():
    found = facts("- **Contains:** its own DNA; ribosomes, and water")

    assert [(f.slot, f.value) for f in found] == [
        ("contain", "its own DNA"),
        ("contain", "ribosomes, and water"),
    ]


def test_a_verb_with_a_modal_keeps_it():
    assert fact("- **Can hold:** calcium").statement == "A mitochondrion can hold calcium."


def test_nested_bullets_are_members_like_those_between_semicolons():
    nested = facts("- **Contains:**\n  - DNA\n  - ribosomes.")
    listed = facts("- **Contains:** DNA; ribosomes")

    assert [f.statement for f in nested] == [f.statement for f in listed]
    assert [f.passage.text for f in nested] == ["DNA", "ribosomes."]


def test_any_other_noun_is_a_slot_with_one_value():
    one = fact("- **Diameter:** about one micrometre")

    assert one.statement == "The diameter of a mitochondrion is about one micrometre."
    assert (one.slot, one.phrase) == ("diameter", None)


def test_a_number_after_a_word_that_may_be_a_verb_makes_it_a_noun():
    protocols = "| Protocol | Ports |\n| --- | --- |\n| HTTP | 80 |\n| DNS | 53 |\n"

    assert fact("- **Layers:** 2").statement == "The layers of a mitochondrion are 2."
    assert fact("- **Weighs:** 2").statement == "A mitochondrion weighs 2."
    assert statements(protocols) == ["The ports of HTTP are 80.", "The ports of DNS are 53."]


def test_a_slot_of_many_takes_the_plural():
    assert fact("- **Membranes:** two").statement == "The membranes of a mitochondrion are two."


@pytest.mark.parametrize("label", ["Example", "Tip", "Note", "TRAP", "Remember"])
def test_examples_and_tips_are_no_facts(label):
    assert facts(f"- **{label}:** think of a power plant") == []


def test_the_date_of_what_ages_is_kept_and_left_out_of_the_value():
    one = fact("- **Cost:** 3 euros (as of 2026-11)")

    assert (one.value, one.as_of) == ("3 euros", date(2026, 11, 1))
    assert "as of" not in one.statement


def test_the_quote_of_a_fact_stands_in_its_passage():
    for one in facts("- **Cost:** 3 euros (as of 2026-11)\n- **Contains:** DNA; ribosomes."):
        assert one.quote in one.passage.text
        assert one.passage.line in {5, 6}
        assert one.passage.section == "Mitochondrion (plural: mitochondria)"


@pytest.mark.parametrize(
    ("bullet", "value", "quote"),
    [
        ("- **Cost:** 3 euros", "3 euros", "3 euros"),
        ("- **Cost:** 3 euros (as of 2026-11).", "3 euros", "3 euros"),
        (
            "- **Cost:** 3 euros (as of 2026-11) a month",
            "3 euros a month",
            "3 euros (as of 2026-11) a month",
        ),
        (
            "- **Needs:** air (complete list) daily",
            "air daily",
            "Needs: air (complete list) daily",
        ),
    ],
)
def test_a_quote_is_verbatim_also_where_a_mark_stands_within_the_value(bullet, value, quote):
    one = fact(bullet)

    assert (one.value, one.quote) == (value, quote)


# Lines that cannot be read


@pytest.mark.parametrize(
    ("bullet", "complaint"),
    [
        ("- **Purpose:** the energy of a cell", "does not begin with a verb"),
        ("- **Not:** a plant", "does not begin with a verb"),
        ("- **Can:** energy", "does not begin with a verb"),
        ("- **Only quickly:** energy", "does not begin with a verb"),
        ("- **Cost:** 3 euros (as of 2026-13)", "cannot be read"),
        ("- **Cost:** 3 euros (as of November)", "cannot be read"),
        ("- **Needs:** sugar (as of 0000-00)", "cannot be read"),
        ("- **Cost:**", "Nothing stands after"),
        ("- **Is a:**", "Nothing stands after"),
        ("- **Cost:** (as of 2026-11)", "Nothing stands after"),
        ("- **Cost:** …", None),
        ("- **Needs:** ; ;", None),
        ("- **Grown:** in a dish", "neither a noun nor a verb"),
    ],
)
def test_a_line_that_cannot_be_read_is_reported_and_yields_nothing(bullet, complaint):
    body = CELL + bullet

    if complaint is None:
        assert all(f.value for f in read(body).facts)
        return
    assert read(body).facts == []
    ((line, text, cure),) = problems(body)
    assert line == 5
    assert complaint in text
    assert cure


def test_good_lines_beside_a_bad_one_are_read():
    found = facts("- **Purpose:** energy\n- **Contains:** DNA")

    assert [f.statement for f in found] == ["A mitochondrion contains DNA."]


# Headings


@pytest.mark.parametrize(
    "heading",
    [
        "Worked example",
        "Before the exam",
        "At a glance",
        "Which one is it?",
        "Xylem or phloem",
        "Mitosis vs. meiosis",
        "How it works",
        "Why it exists",
        "In short",
    ],
)
def test_bullets_under_a_heading_that_is_no_thing_are_reported(heading):
    body = f"## {heading}\n\n- **Purpose:** move water\n"

    assert read(body).facts == []
    assert [(line, heading in text) for line, text, _ in problems(body)] == [(3, True)]


def test_examples_under_a_heading_that_is_no_thing_are_not_reported():
    assert problems("## Worked example\n\n- **Tip:** move water\n") == []


def test_a_heading_without_bullets_is_no_thing():
    assert read("## Xylem\n\nIt moves water.\n").things == []


@pytest.mark.parametrize("heading", ["(xylem)", "", "()"])
def test_a_heading_without_a_name_yields_no_facts(heading):
    assert read(f"## {heading}\n\n- **Purpose:** move water\n").facts == []


# How things are named


@pytest.mark.parametrize(
    ("heading", "prose", "statement"),
    [
        # Networking
        ("Router", "A router joins networks.", "A router joins networks."),
        ("IP address", "An IP address is a number.", "An IP address joins networks."),
        ("HTTP", "HTTP is spoken on the web.", "HTTP joins networks."),
        ("Cisco", "Cisco makes routers.", "Cisco joins networks."),
        ("DNS servers", "DNS servers answer.", "DNS servers join networks."),
        # Biology
        ("Osmosis", "By osmosis water moves.", "Osmosis joins networks."),
        ("An enzyme", "It helps.", "An enzyme joins networks."),
        ("Xylem vessel", "A xylem vessel is dead.", "A xylem vessel joins networks."),
        ("Charles Darwin", "Darwin sailed.", "Charles Darwin joins networks."),
        # Cooking
        ("Bread", "The smell of bread fills the house.", "Bread joins networks."),
        ("Egg white", "An egg white foams.", "An egg white joins networks."),
        ("Baking in an oven", "It is hot.", "Baking in an oven joins networks."),
        ("Scrambled eggs", "They are soft.", "Scrambled eggs join networks."),
        # History
        ("The Senate", "It sat in Rome.", "The Senate joins networks."),
        ("Battle of Hastings", "In 1066.", "Battle of Hastings joins networks."),
        ("Punic Wars", "The Punic Wars were long. Punic Wars were fought.", None),
        ("Trade", "They lived from trade and war.", "Trade joins networks."),
    ],
)
def test_running_text_names_a_thing_as_the_lesson_does(heading, prose, statement):
    (said,) = statements(f"## {heading}\n\n{prose}\n\n- **Purpose:** join networks\n")

    assert said == (statement or "Punic Wars join networks.")


def test_other_names_stand_in_parentheses_after_the_heading():
    thing = read("## Domain Name System (DNS)\n\n- **Purpose:** find an address\n").things[0]

    assert (thing.name, thing.aliases) == ("Domain Name System", ("DNS",))


# Tables


ROCKS = """\
| Rock | Granite | Basalt | Chalk |
| --- | --- | --- | --- |
| cools slowly under the ground | yes | no | No. |
| can scratch glass | ✓ | depends | ✗ |
| contains shells | no |  | yes |
"""


def test_a_table_with_things_across_says_yes_and_no_of_each():
    found = read(ROCKS).facts

    assert [(f.statement, f.polarity) for f in found] == [
        ("Granite cools slowly under the ground.", True),
        ("Basalt does not cool slowly under the ground.", False),
        ("Chalk does not cool slowly under the ground.", False),
        ("Granite can scratch glass.", True),
        ("Chalk cannot scratch glass.", False),
        ("Granite does not contain shells.", False),
        ("Chalk contains shells.", True),
    ]
    assert {(f.slot, f.kind) for f in found} == {("table", "rock")}
    assert len({f.group for f in found}) == 1


def test_blank_and_depends_say_nothing():
    said = {(f.subject, f.value) for f in read(ROCKS).facts}

    assert ("Basalt", "can scratch glass") not in said
    assert ("Basalt", "contains shells") not in said


DISHES = """
    | Dish | rises in the oven | contains flour | Cooks in | Cost | Time |
    | --- | --- | --- | --- | --- | --- |
    | Soufflé | yes | yes | an oven | 4 euros | 40 minutes |
    | Pasta | no | yes | salted water | - | 10 minutes |
    | Rice | no | none | plain water | none | ? |
    """


def test_a_table_with_things_down_reads_verbs_as_features_and_nouns_as_values():
    found = {f.statement: f.polarity for f in read(DISHES).facts}

    assert found == {
        "Soufflé rises in the oven.": True,
        "Pasta does not rise in the oven.": False,
        "Rice does not rise in the oven.": False,
        "Soufflé contains flour.": True,
        "Pasta contains flour.": True,
        "Rice does not contain flour.": False,
        "Soufflé cooks in an oven.": True,
        "Pasta cooks in salted water.": True,
        "Rice cooks in plain water.": True,
        "The cost of Soufflé is 4 euros.": True,
        "The cost of Rice is none.": True,
        "The time of Soufflé is 40 minutes.": True,
        "The time of Pasta is 10 minutes.": True,
    }


def test_each_column_is_a_group_of_its_own():
    groups = {}
    for one in read(DISHES).facts:
        groups.setdefault(one.group, set()).add(one.slot if one.slot != "table" else one.value)

    assert all(len(aspects) == 1 for aspects in groups.values())
    assert len(groups) == 5


def test_a_row_that_does_not_begin_with_a_verb_is_reported():
    body = ROCKS + "| great hardness | yes | no | no |\n"

    assert [(line, "great hardness" in text) for line, text, _ in problems(body)] == [(6, True)]
    assert len(read(body).facts) == 7


def test_a_table_of_which_nothing_can_be_read_is_reported():
    ((line, text, _),) = problems("Text.\n\n| a | b |\n| --- | --- |\n| c |  |\n")

    assert (line, text) == (3, "Nothing in this table can be read as a fact.")


BATTLES = """\
| Battle | Hastings | Crécy | Lepanto |
| --- | --- | --- | --- |
| took place at sea | no | no | yes |
| was won by longbows | no | yes | no |
"""


@pytest.mark.parametrize("body", [BATTLES, BATTLES.replace("took", "fight").replace("was", "won")])
def test_a_yes_no_table_without_verbs_in_the_third_person_is_reported_and_not_guessed_at(body):
    found = read(body)

    assert found.facts == []
    ((line, text, cure),) = problems(body)
    assert (line, text) == (1, "Nothing in this table can be read as a fact.")
    assert "present tense" in cure


def test_columns_and_rows_without_a_name_are_left_out():
    body = """
        | Rock |  | Chalk |
        | --- | --- | --- |
        | contains shells | no | yes |
        |  | yes | yes |
        """

    assert statements(body) == ["Chalk contains shells."]
    assert all(thing.name for thing in read(body).things)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Made", "of iron", "of steel"),
        ("Private", "yes", "no"),
        ("Winners", "yes", "no"),
        ("can xyzzy", "yes", "no"),
    ],
)
def test_a_column_that_is_headed_by_no_fitting_words_is_reported(header, first, second):
    body = (
        f"| War | {header} | Winner |\n| --- | --- | --- |\n"
        f"| Boer War | {first} | Britain |\n| Korean War | {second} | none |\n"
    )

    assert {fact.slot for fact in read(body).facts} == {"winner"}
    assert [header in text for _, text, _ in problems(body)] == [True]


def test_a_date_in_a_cell_is_kept_and_a_bad_one_reported():
    body = """
        | Dish | Cost |
        | --- | --- |
        | Rice | 2 euros (as of 2026-11) |
        | Pasta | 3 euros (as of 2026-99) |
        """
    found = read(body)

    assert [(f.value, f.as_of) for f in found.facts] == [("2 euros", date(2026, 11, 1))]
    assert [p.line for p in found.problems] == [4]


def test_tables_are_read_under_any_heading():
    assert statements(f"## Which one is it?\n\n{ROCKS}")


# Marks


def test_a_skipped_block_says_nothing():
    assert facts("<!-- quiz: skip -->\n\n- **Contains:** DNA") == []


def test_a_block_marked_no_key_says_facts_that_do_not_score():
    found = facts("<!-- quiz: no key -->\n\n- **Contains:** DNA\n- **Needs:** sugar")

    assert [f.scored for f in found] == [False, False]


def test_a_table_marked_no_key_says_facts_that_do_not_score():
    found = read(f"<!-- quiz: no key -->\n\n{ROCKS}").facts

    assert found
    assert not any(f.scored for f in found)


# Steps


def test_three_numbered_steps_are_a_process():
    found = read("## Bread\n\n1. Mix the dough.\n2. Let it rest.\n3. Bake it.\n")

    (process,) = found.processes
    assert [(f.slot, f.statement) for f in process] == [
        ("step 1", "Mix the dough."),
        ("step 2", "Let it rest."),
        ("step 3", "Bake it."),
    ]


def test_two_numbered_lines_are_no_process():
    assert read("1. Mix.\n2. Bake.\n").processes == []


# Claims of the syllabus


def test_a_fact_bears_the_ids_of_the_syllabus_that_its_words_carry():
    source = lesson(
        CELL + "- **Contains:** its own DNA; ribosomes\n- **Needs:** oxygen",
        claims=[
            claim("B1", "its own DNA", weight="A"),
            claim("B2", "Needs: oxygen", weight="C", scored=False),
            claim("B3", "not in this lesson"),
        ],
    )

    found = {f.value: f for f in read(source.body, claims=source.claims).facts}

    assert found["its own DNA"].references == ("B1",)
    assert found["its own DNA"].importance == "A"
    assert found["its own DNA"].scored
    assert found["ribosomes"].references == ()
    assert found["oxygen"].references == ("B2",)
    assert not found["oxygen"].scored


def test_the_strictest_of_two_claims_on_one_fact_wins():
    source = lesson(
        CELL + "- **Contains:** its own DNA",
        claims=[
            claim("B1", "its own DNA", weight="C", scored=False),
            claim("B2", "its own DNA", weight="A"),
        ],
    )

    (only,) = read(source.body, claims=source.claims).facts
    assert (only.references, only.importance, only.scored) == (("B1", "B2"), "A", False)


def test_a_participle_with_a_preposition_is_passive_as_label_and_as_header():
    label = "## Mitochondrion\n\nA mitochondrion works.\n\n- **Found in:** the cytoplasm\n"
    header = "| Pigment | Made of |\n| --- | --- |\n| Ochre | iron oxide |\n"

    assert statements(label) == ["A mitochondrion is found in the cytoplasm."]
    assert statements(header) == ["Ochre is made of iron oxide."]


def test_a_quality_over_yes_and_no_says_what_a_thing_is():
    body = "| Protocol | Encrypted |\n| --- | --- |\n| SSH | yes |\n| Telnet | no |\n"

    assert statements(body) == ["SSH is encrypted.", "Telnet is not encrypted."]


def test_a_plural_noun_that_may_be_a_verb_is_a_noun():
    body = "| Acid | Bases |\n| --- | --- |\n| DNA | A, C, G and T |\n"

    assert statements(body) == ["The bases of DNA are A, C, G and T."]


def test_a_lone_name_follows_its_siblings():
    table = (
        "A nucleus and a ribosome are small.\n\n| Organelle | Nucleus | Ribosome | Lysosome |\n"
        "| --- | --- | --- | --- |\n| has two membranes | yes | no | no |\n"
    )
    ports = "| Protocol | Port |\n| --- | --- |\n| Telnet | 23 |\n| SSH | 22 |\n| HTTP | 80 |\n"

    assert "A lysosome does not have two membranes." in statements(table)
    assert "The port of Telnet is 23." in statements(ports)


def test_the_plural_is_seen_before_a_participle():
    body = (
        "| Paper | is kept for ten years |\n| --- | --- |\n"
        "| Tax papers moved to the cellar in May | yes |\n| Receipts thrown into the bin | no |\n"
    )

    assert statements(body) == [
        "Tax papers moved to the cellar in May are kept for ten years.",
        "Receipts thrown into the bin are not kept for ten years.",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("**Is:** free of charge", "A pump is free of charge."),
        ("**Is:** stateless", "A pump is stateless."),
        ("**Is:** double-stranded", "A pump is double-stranded."),
        ("**Is:** mineral oil", "A pump is a mineral oil."),  # a thing takes its article
        ("**Is a:** quick machine", "A pump is a quick machine."),
        ("**Is a:** data kept on a disk", "A pump is data kept on a disk."),
    ],
)
def test_is_takes_a_quality_without_an_article(line, said):
    assert statements(f"## A pump\n\nA pump.\n\n- {line}\n") == [said]


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("It spans one Free Port, no more.", "A Free Port is taxed."),
        ("A Free Port is a place.", "A Free Port is taxed."),
        ("Free Port is a brand. A Free Port card is sold.", "Free Port is taxed."),
    ],
)
def test_a_name_with_capitals_that_is_counted_takes_an_article(prose, said):
    table = "| Zone | is taxed |\n| --- | --- |\n| Free Port | yes |\n"

    assert statements(f"{prose}\n\n{table}") == [said]


def test_a_singular_that_ends_in_s_is_no_plural():
    assert statements("## Wide lens\n\nA wide lens.\n\n- **Shows:** the room\n") == [
        "A wide lens shows the room."
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Trying to break into your own house", "trying to break into your own house"),
        ("Beijing opera", "Beijing opera"),
    ],
)
def test_a_deed_is_small_within_a_sentence_and_a_name_is_not(name, written):
    table = f"| Activity | is allowed |\n| --- | --- |\n| {name} | yes |\n"
    (thing,) = read(f"{table}\nMany watch Beijing opera.\n").things

    assert in_text(thing).endswith(written)
