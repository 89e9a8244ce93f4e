"""The line that would close a gap: pasted into the lesson it does what it promises."""

from dataclasses import replace

import pytest

from quizzes.generation.bank import build_bank
from quizzes.generation.coverage import cover
from quizzes.generation.remedies import remedy_for
from quizzes.generation.survey import survey
from quizzes.generation.trials import best_lines, unlocked
from tests.quizzes.generation.builders import base_of, claim, lesson, survey_of

BOATS = """\
A canoe, a ferry, a dinghy and a barge meet in a harbour.

## Ferry

A ferry crosses a river again and again.

- **Is a:** boat
- **Runs:** by a timetable that hangs at the pier

## Which boat is it?

| Boat | Canoe | Ferry | Dinghy | Barge |
| --- | --- | --- | --- | --- |
| moves by paddles held in the hands | yes | no | no | no |
| carries cars across the water | no | yes | no | no |
| sails with a single small mast | no | no | yes | no |
| hauls heavy cargo along canals | no | depends | no | yes |
"""

TOOLS = """\
## Kettle

- **Is a:** kitchen tool
- **Boils:** water for a pot of tea

## Grater

- **Is a:** kitchen tool
- **Shreds:** carrots and hard cheese

## Sieve

- **Is a:** kitchen tool
- **Parts:** fine flour from lumps

## Whisk

- **Is a:** kitchen tool
- **Beats:** air into egg white
"""


def row_about(course, words):
    return next(row for row in course.coverage.rows if words in row.fact.statement)


def remedy_about(course, words):
    return remedy_for(row_about(course, words), course)


def with_remedy(course, remedy):
    """Return the survey of the course with a line pasted in, as an author would."""
    lessons = course.base.lessons
    body = remedy.applied(lessons[remedy.lesson])
    sources = [
        replace(lesson, body=body) if slug == remedy.lesson else lesson
        for slug, lesson in lessons.items()
    ]
    base = base_of(*sources, settings=course.base.settings)
    return survey(base, build_bank(base))


def test_a_line_of_a_thing_that_stands_in_a_table_becomes_a_row_of_it():
    course = survey_of(BOATS)

    remedy = remedy_about(course, "timetable")

    assert remedy.text == "| runs by a timetable that hangs at the pier | no | yes | no | no |"
    assert remedy.exact
    assert remedy.condition == "if it is not so of Canoe, Dinghy and Barge"
    assert (
        remedy.line
        == BOATS.split("\n").index("| hauls heavy cargo along canals | no | depends | no | yes |")
        + 2
    )


def fresh_items(before, after):
    """Return the questions that a course has more, all of them and those not on a group of facts."""
    known = {one.key for one in before.bank.items}
    fresh = [one for one in after.bank.items if one.key not in known]
    return fresh, [one for one in fresh if len(one.asked) <= 2]


def test_a_row_pasted_in_unlocks_just_what_the_trial_counted():
    course = survey_of(BOATS)
    remedy = remedy_about(course, "timetable")

    after = with_remedy(course, remedy)

    fresh, alone = fresh_items(course, after)
    assert alone
    assert len(alone) <= unlocked(remedy, course) <= len(fresh)
    assert len(row_about(after, "timetable").ways) > len(row_about(course, "timetable").ways)


def test_what_the_neighbours_do_is_proposed_as_not_so():
    course = survey_of(TOOLS)

    remedy = remedy_about(course, "boils water")

    assert remedy.where == "under “Kettle”, line 1 of one"
    label, entries = remedy.text.split(":** ")
    assert label == "- **Not"
    assert set(entries.split("; ")) <= {
        "shred carrots and hard cheese",
        "part fine flour from lumps",
        "beat air into egg white",
    }


def test_denials_pasted_in_let_the_line_be_asked():
    sources = [TOOLS.split("## Whisk")[0], "## Whisk" + TOOLS.split("## Whisk")[1]]
    course = survey_of(*sources)
    row = row_about(course, "beats air")
    remedy = remedy_for(row, course)

    after = with_remedy(course, remedy)

    assert not row.ways
    assert row_about(after, "beats air").ways
    fresh, alone = fresh_items(course, after)
    assert len(alone) <= unlocked(remedy, course) <= len(fresh)


def test_a_thing_is_not_denied_what_is_like_its_own_deeds():
    alike = TOOLS.replace("air into egg white", "water for a pot of coffee")

    remedy = remedy_about(survey_of(alike), "boils water")

    assert "coffee" not in remedy.text


def test_an_open_cell_becomes_a_no_where_that_is_all_that_lacks():
    table = """\
A canoe, a ferry and a dinghy.

| Boat | Canoe | Ferry | Dinghy |
| --- | --- | --- | --- |
| carries cars across the water | depends | yes | no |
| moves by paddles held in the hands | yes | no | no |
| sails with a single small mast | no | no | yes |
"""
    important = claim("B1", "carries cars across the water", weight="A")
    course = survey_of(lesson(table, claims=[important]))

    remedy = remedy_about(course, "carries cars")

    assert remedy.text == "| carries cars across the water | no | yes | no |"
    assert (remedy.line, remedy.instead) == (5, True)
    assert remedy.condition == "if it is not so of Canoe"
    assert unlocked(remedy, course) > 0


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("- **Cost:** 40 euros", "- **Cost:** 40 euros (as of 2026-05)"),
        ("- **Cost:** 40\n  euros", "  euros (as of 2026-05)"),
        ("- **Cost:** 40 euros.", "- **Cost:** 40 euros (as of 2026-05)."),
    ],
)
def test_a_price_gets_the_latest_month_that_the_course_names(line, dated):
    others = "".join(
        f"## {name}\n\n- **Is a:** boat\n- **Cost:** {cost} euros (as of 2026-0{month})\n\n"
        for name, cost, month in [("Kayak", 300, 1), ("Dinghy", 800, 5), ("Barge", 90000, 2)]
    )
    course = survey_of(f"{others}## Raft\n\n- **Is a:** boat\n{line}\n")

    remedy = remedy_about(course, "cost of Raft")

    assert remedy.text == dated
    assert remedy.exact
    assert unlocked(remedy, course) > 0


def test_without_any_month_in_the_course_the_author_fills_it_in():
    body = "".join(
        f"## {name}\n\n- **Is a:** boat\n- **Cost:** {cost} euros\n\n"
        for name, cost in [("Raft", 40), ("Kayak", 300), ("Dinghy", 800), ("Barge", 90000)]
    )

    remedy = remedy_about(survey_of(body), "cost of Raft")

    assert remedy.text.endswith("(as of YYYY-MM)")
    assert not remedy.exact


def test_a_definition_is_promised_to_fit_one_thing_alone():
    body = "".join(
        f"## {name}\n\n- **Is a:** boat that {does}\n- **Purpose:** {deed}\n\n"
        for name, does, deed in [
            ("Canoe", "moves by paddles", "glide over still water"),
            ("Ferry", "crosses a river", "bring cars to the other bank"),
            ("Dinghy", "has one small mast", "teach children to sail"),
            ("Barge", "lies deep in canals", "haul heavy cargo slowly"),
        ]
    )
    course = survey_of(body)

    remedy = remedy_about(course, "crosses a river")

    assert remedy.text == "- **Is the:** boat that crosses a river"
    assert remedy.condition == "if that fits nothing else in this course"
    assert unlocked(remedy, course) > 0


def test_a_line_in_dispute_is_to_be_corrected():
    course = survey_of("## Cat\n\n- **Legs:** four\n\n## Cat\n\n- **Legs:** five\n")

    remedy = remedy_for(course.coverage.unmet[0], course)

    assert "corrected or deleted" in remedy.text
    assert not remedy.exact


def test_what_is_asked_in_ways_enough_needs_no_line():
    course = survey_of(BOATS)

    (row,) = [row for row in course.coverage.rows if "carries cars" in row.fact.statement]

    assert row.is_met
    assert remedy_for(row, course) is None


@pytest.mark.parametrize("body", [BOATS, TOOLS, "## Raft\n\n- **Needs:** logs tied with rope\n"])
def test_every_gap_has_a_reason_and_a_line(body):
    course = survey_of(body)

    assert course.coverage.unmet
    for row in course.coverage.unmet:
        remedy = remedy_for(row, course)
        assert row.reasons
        assert remedy.text
        assert str(remedy).startswith(remedy.where[0].upper())


def test_the_lines_are_sorted_by_what_they_unlock_and_name_the_facts_they_serve():
    course = survey_of(BOATS, TOOLS)

    lines = best_lines(course, trials=3)

    gains = [line.unlocks for line in lines]
    assert gains == sorted(gains, reverse=True)
    assert 1 <= sum(line.counted for line in lines) <= 3
    assert all(line.unlocks for line in lines if line.counted)
    tried = [unlocked(line.remedy, course) for line in lines if line.counted]
    assert tried == [line.unlocks for line in lines if line.counted]


def test_without_trials_each_gap_is_served_by_one_line():
    course = survey_of(BOATS, TOOLS)

    lines = best_lines(course, trials=0)

    served = [row.fact.key for line in lines for row in line.rows]
    assert sorted(served) == sorted(row.fact.key for row in course.coverage.unmet)
    assert not any(line.counted for line in lines)


def test_a_line_that_changes_nothing_unlocks_nothing():
    course = survey_of(BOATS)
    remedy = remedy_about(course, "timetable")

    assert unlocked(replace(remedy, text=""), course) == 0


def test_a_row_serves_the_coverage_too():
    course = survey_of(BOATS)
    remedy = remedy_about(course, "timetable")
    after = with_remedy(course, remedy)

    before, now = (cover(one.base, one.bank).shares["B"] for one in (course, after))

    assert now.met > before.met
