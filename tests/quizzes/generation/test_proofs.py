"""True, false or unknown: six classes of proof, each given and each withheld."""

import pytest

from quizzes.generation.base import Denial
from quizzes.generation.phrases import Phrase
from quizzes.generation.proofs import TOO_ALIKE, Truth, evaluate, other_step, overlap
from quizzes.generation.words import likeness
from tests.quizzes.generation.builders import base_from, base_of, changed, fact

FALSE, TRUE, UNKNOWN = Truth.FALSE, Truth.TRUE, Truth.UNKNOWN


def verdict(base, subject, value):
    """Evaluate what some other thing is said to do, for `subject`."""
    asked = next(f for f in base.facts if f.value == value and f.polarity)
    found = evaluate(base, subject, asked)
    return found.truth, found.proof


def test_what_the_lesson_says_is_true():
    base = base_of("## Hen\n\n- **Lays:** eggs\n\n## Duck\n\n- **Lays:** eggs\n")

    found = evaluate(base, "Duck", base.by_subject["Hen"][0])

    assert (found.truth, found.proof) == (TRUE, "TRUE")
    assert [f.statement for f in found.facts] == ["Duck lays eggs."]


# P1: the lesson says no


def test_a_no_cell_is_a_proof():
    base = base_of("| Bird | Hen | Owl |\n| --- | --- | --- |\n| hunts at night | no | yes |\n")

    found = evaluate(base, "Hen", base.by_subject["Owl"][0])

    assert (found.truth, found.proof) == (FALSE, "P1")
    assert [f.statement for f in found.facts] == ["Hen does not hunt at night."]


def test_a_not_line_is_a_proof():
    base = base_of("## Hen\n\n- **Not:** hunt at night\n\n## Owl\n\n- **Hunts:** at night\n")

    assert verdict(base, "Hen", "at night") == (FALSE, "P1")


def test_what_stands_outside_a_list_of_only_is_denied():
    base = base_of("## Owl\n\n- **Only eats:** mice; voles\n\n## Hen\n\n- **Eats:** corn\n")

    assert verdict(base, "Owl", "corn") == (FALSE, "P1")


def test_what_may_be_part_of_a_list_of_only_is_not_denied():
    base = base_of("## Owl\n\n- **Only eats:** wood mice\n\n## Cat\n\n- **Eats:** mice\n")

    assert verdict(base, "Owl", "mice") == (UNKNOWN, "")


def test_a_list_of_only_says_nothing_of_another_verb():
    base = base_of("## Owl\n\n- **Only eats:** mice\n\n## Hen\n\n- **Likes:** corn\n")

    assert verdict(base, "Owl", "corn") == (UNKNOWN, "")


# P2: another value in a slot with one value


def test_another_value_of_a_noun_slot_is_a_proof():
    base = base_of("## Rome\n\n- **River:** Tiber\n\n## Paris\n\n- **River:** Seine\n")

    assert verdict(base, "Rome", "Seine") == (FALSE, "P2")


def test_another_purpose_is_a_proof():
    base = base_of(
        "## Root\n\n- **Purpose:** draw water from soil\n\n"
        "## Leaf\n\n- **Purpose:** catch sunlight\n"
    )

    assert verdict(base, "Root", "catch sunlight") == (FALSE, "P2")


def test_another_value_in_a_column_is_a_proof():
    base = base_of("| City | River |\n| --- | --- |\n| Rome | Tiber |\n| Paris | Seine |\n")

    assert verdict(base, "Rome", "Seine") == (FALSE, "P2")


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("30 days", "60 days"),
        ("layer 4", "layer 7"),
        ("$5 a month", "$50 a month"),
        ("1914–1918", "1939–1945"),
        ("port 22", "port 443"),
        ("-5 degrees", "5 degrees"),
    ],
)
def test_another_number_of_the_same_unit_is_another_value(own, asked):
    base = base_of(f"## Rome\n\n- **Limit:** {own}\n\n## Paris\n\n- **Limit:** {asked}\n")

    assert verdict(base, "Rome", asked) == (FALSE, "P2")


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("Tiber", "the river Tiber"),
        ("free of charge", "free"),
        ("30 days", "30 days for new users"),
        ("1910–1916", "1914–1918"),
        ("30 days", "1 month"),
        ("more than 20 days", "30 days"),
    ],
)
def test_values_that_overlap_or_cannot_be_compared_are_not_proved_false(own, asked):
    base = base_of(f"## Rome\n\n- **Limit:** {own}\n\n## Paris\n\n- **Limit:** {asked}\n")

    assert verdict(base, "Rome", asked) == (UNKNOWN, "")


def test_a_slot_that_holds_many_values_proves_nothing():
    base = base_of("## Rome\n\n- **Has:** seven hills\n\n## Paris\n\n- **Has:** a tower\n")

    assert verdict(base, "Rome", "a tower") == (UNKNOWN, "")


# P3: outside a complete list


def test_what_stands_outside_a_complete_list_is_denied():
    base = base_of(
        "## Bread\n\n- **Needs (complete list):** flour; water\n\n## Cake\n\n- **Needs:** sugar\n"
    )

    assert verdict(base, "Bread", "sugar") == (FALSE, "P3")


def test_a_list_that_is_not_called_complete_denies_nothing():
    base = base_of("## Bread\n\n- **Needs:** flour; water\n\n## Cake\n\n- **Needs:** sugar\n")

    assert verdict(base, "Bread", "sugar") == (UNKNOWN, "")


# P4: the other side of a partition


SIDES = """\
| Cell part | Home |
| --- | --- |
| Cell wall | plants |
| Chloroplast | plants |
| Centriole | animals |
"""


def partition():
    """Return a base where a column sorts four things to two sides, told by verb phrases."""
    column = {"group": "lesson:1:1", "slot": "lives in"}
    return base_from(
        fact("Wall", "live in plants", value="plants", **column),
        fact("Chloroplast", "live in plants", value="plants", **column),
        fact("Centriole", "live in animals", value="animals", **column),
        fact("Lysosome", "live in animals", value="animals", **column),
    )


def test_the_other_side_of_a_partition_is_a_proof():
    assert verdict(partition(), "Wall", "animals") == (FALSE, "P4")


def test_a_partition_read_from_a_lesson_is_one():
    assert verdict(base_of(SIDES), "Cell wall", "animals") == (FALSE, "P4")


def test_a_column_with_a_value_for_each_is_no_partition():
    base = base_from(
        *(
            changed(one, value=f"{one.subject} home", phrase=Phrase(f"live in {one.subject} home"))
            for one in partition().facts
        )
    )

    assert evaluate(base, "Wall", base.facts[1]).proof != "P4"


def test_a_thing_that_stands_on_no_side_is_not_denied():
    base = base_from(*partition().facts, fact("Nucleus", "hold DNA"))

    assert verdict(base, "Nucleus", "animals") == (UNKNOWN, "")


# P5: another step


BREAD = """\
## Bread

1. Mix the dough.
2. Let yeast work.
3. Bake the loaf.
"""


def test_another_step_is_not_the_step_asked_for():
    base = base_of(BREAD)
    first = base.processes[0][0]

    assert other_step(first, base.processes[0][2]).proof == "P5"


def test_the_step_itself_and_a_stranger_are_not_denied():
    base = base_of(BREAD)
    first = base.processes[0][0]

    assert other_step(first, first).truth is Truth.TRUE
    assert other_step(first, fact("Soup", slot="step 2", value="Stir")).truth is UNKNOWN


# P6: an instructor's word


def test_an_instructors_word_is_a_proof():
    hen = "## Hen\n\n- **Lays:** eggs\n\n## Owl\n\n- **Eats:** mice\n"
    asked = base_of(hen).by_subject["Hen"][0]

    base = base_of(hen, denials=[Denial.of("Owl", asked.statement)])

    assert verdict(base, "Owl", "eggs") == (FALSE, "P6")
    assert verdict(base_of(hen), "Owl", "eggs") == (UNKNOWN, "")


def test_an_instructors_word_on_one_thing_says_nothing_of_another():
    birds = (
        "## Hen\n\n- **Lays:** eggs\n\n## Owl\n\n- **Eats:** mice\n\n## Duck\n\n- **Eats:** weed\n"
    )
    asked = base_of(birds).by_subject["Hen"][0]

    base = base_of(birds, denials=[Denial.of("Owl", asked.statement)])

    assert verdict(base, "Duck", "eggs") == (UNKNOWN, "")


def test_an_instructors_word_counts_where_likeness_would_block():
    body = "## Hen\n\n- **Lays:** brown eggs\n\n## Duck\n\n- **Lays:** green eggs\n"
    asked = base_of(body).by_subject["Hen"][0]

    base = base_of(body, denials=[Denial.of("Duck", asked.statement)])

    assert verdict(base_of(body), "Duck", "brown eggs") == (UNKNOWN, "")
    assert verdict(base, "Duck", "brown eggs") == (FALSE, "P6")


# Unknown


def test_absence_is_not_falsehood():
    base = base_of("## Hen\n\n- **Lays:** eggs\n\n## Owl\n\n- **Sees:** in the dark\n")

    assert verdict(base, "Owl", "eggs") == (UNKNOWN, "")
    assert verdict(base, "Hen", "in the dark") == (UNKNOWN, "")


def test_a_thing_that_no_lesson_tells_of_is_unknown():
    base = base_of("## Hen\n\n- **Lays:** eggs\n")

    assert verdict(base, "Unicorn", "eggs") == (UNKNOWN, "")


def test_depends_is_not_falsehood():
    base = base_of(
        "| Bird | Hen | Owl |\n| --- | --- | --- |\n| swims in a pond | depends | no |\n"
        "| swims in a lake | no | yes |\n"
    )
    asked = fact("Duck", "swim in a pond")

    assert evaluate(base, "Hen", asked).truth is UNKNOWN


def alike(share):
    """Return two purposes whose likeness is just at or below the bound of rubric row 2."""
    pairs = {
        "at": ("guard the gate of a camp", "guard the gold of a bank"),
        "below": ("guard the gate of a camp", "count the gold of a bank"),
    }
    return pairs[share]


@pytest.mark.parametrize(("share", "truth"), [("at", UNKNOWN), ("below", FALSE)])
def test_predicates_too_alike_are_not_proved_different(share, truth):
    one, other = alike(share)
    assert (likeness(one, other) >= TOO_ALIKE) is (truth is UNKNOWN)
    base = base_of(f"## Cohort\n\n- **Purpose:** {one}\n\n## Legion\n\n- **Purpose:** {other}\n")

    assert verdict(base, "Cohort", other)[0] is truth


def test_a_complete_list_gives_way_to_what_sounds_alike_elsewhere():
    base = base_from(
        fact("Bread", "need flour", slot="need", value="flour", closed="complete", group="b"),
        fact("Bread", "need plenty of white sugar", slot="want", value="white sugar"),
        fact("Cake", "need plenty of sugar", slot="need", value="plenty of sugar"),
    )

    assert verdict(base, "Bread", "plenty of sugar") == (UNKNOWN, "")


def test_the_lessons_own_no_counts_however_alike():
    base = base_from(
        fact("Bread", "need white sugar", slot="need", value="white sugar"),
        fact("Bread", "need brown sugar", slot="not", value="brown sugar", says=False),
        fact("Cake", "need brown sugar", slot="need", value="brown sugar"),
    )

    assert verdict(base, "Bread", "brown sugar") == (FALSE, "P1")


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("flour", "rye flour", True),
        ("flours", "flour", True),
        ("", "flour", False),
        ("flour", "honey", False),
        ("22", "443", False),
        ("22", "22", True),
        ("10.0.0.0", "172.16.0.0", False),
    ],
)
def test_overlap_is_equality_or_being_a_part(one, other, answer):
    assert overlap(one, other) is answer
    assert overlap(other, one) is answer
