from dataclasses import replace

from courses.rendering import anchor_for, render
from progress.margin import set_margin, tally_of
from progress.mastery import FactMark
from quizzes.memory import KNOWN, FactState

BODY = "Before.\n\n## Leaf\n\n- **Purpose:** capture sunlight\n- **Not:** carry water\n"


def mark(passage, mastery=None, section="Leaf"):
    state = FactState.NOT_MET if mastery is None else FactState.LEARNING
    state = FactState.KNOWN if mastery and mastery >= KNOWN else state
    anchor = anchor_for(passage)
    return FactMark("f1", "A leaf captures sunlight.", section, anchor, mastery, state)


def test_a_fact_stands_beside_the_passage_that_says_it():
    fact = mark("Purpose: capture sunlight")

    sections = set_margin(render(BODY), [fact])

    (run,) = [run for section in sections for run in section.runs if run.marks]
    assert run.marks == (fact,)
    assert run.html.endswith("capture sunlight</span>")


def test_facts_of_one_passage_share_a_place():
    facts = [mark("Purpose: capture sunlight"), mark("Purpose: capture sunlight", 0.5)]

    sections = set_margin(render(BODY), facts)

    assert [run.marks for section in sections for run in section.runs if run.marks] == [
        tuple(facts)
    ]


def test_a_fact_whose_passage_is_gone_is_left_out():
    sections = set_margin(render(BODY), [mark("Words that an edit took away")])

    assert all(not section.marks for section in sections)


def test_a_section_can_be_checked_when_it_says_something_that_can_be_asked():
    before, leaf = set_margin(render(BODY), [mark("Purpose: capture sunlight")])

    assert (before.check, leaf.check) == ("", "Leaf")


def test_nothing_of_the_lesson_is_lost():
    rendering = render(BODY)

    html = "".join(run.html for section in set_margin(rendering, []) for run in section.runs)

    assert html == rendering.html


def test_the_tally_says_in_words_what_the_dots_say():
    marks = [mark("x"), mark("x", 0.3), mark("x", 0.97), mark("x", 0.99)]

    assert tally_of(marks) == "4 facts: 2 known, 1 learning, 1 not met"
    assert tally_of(marks[:1]) == "1 fact: 1 not met"


def test_the_tally_says_when_the_lesson_changed_since_a_fact_was_asked():
    changed = replace(mark("Purpose: capture sunlight", 0.5), has_changed=True)

    assert tally_of([changed]) == "1 fact: 1 learning, 1 changed since you were asked"


def test_a_section_counts_what_changed_since_it_was_asked():
    facts = [mark("Purpose: capture sunlight"), replace(mark("Not: carry water"), has_changed=True)]

    before, leaf = set_margin(render(BODY), facts)

    assert (before.changed, leaf.changed) == (0, 1)
