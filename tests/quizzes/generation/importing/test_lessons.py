"""What is approved becomes a lesson that the generator reads; what is not stays prose."""

from pathlib import Path

import pytest

from quizzes.generation.bank import build_bank
from quizzes.generation.base import build_base
from quizzes.generation.extraction import read_lesson
from quizzes.generation.facts import LessonSource
from quizzes.generation.importing.askings import measure
from quizzes.generation.importing.lessons import lessons_of
from quizzes.generation.importing.notes import read_notes
from quizzes.generation.importing.types import Decisions, Verdict

NOTES = Path(__file__).parents[3] / "data" / "notes"
SETS = ("photography", "biology", "networking", "history")

KILNS = """# Kiln
- hardens clay in great heat
- takes: pots, plates, bricks
- it is costly ($900 per year)

# Wheel
- shapes clay by turning
- an old thing, they say

# Glaze & Slip tools
- **Glaze & Slip**: cover the pot
"""


def sources(lessons):
    return [LessonSource(one.slug, one.body, one.title, one.position) for one in lessons]


def body(draft, decisions, **options):
    return "\n".join(lesson.body for lesson in lessons_of(draft, decisions, **options))


def by_value(draft, value):
    return next(p for p in draft.proposals if p.value == value)


@pytest.mark.parametrize("name", SETS)
def test_every_statement_stands_in_the_lessons_and_no_line_is_a_problem(name):
    draft = read_notes((NOTES / f"{name}.md").read_text(encoding="utf-8"), source=name)
    read = [read_lesson(one) for one in sources(lessons_of(draft, Decisions(), pending=True))]
    said = {fact.statement for lesson in read for fact in lesson.facts}
    said |= {fact.statement for lesson in read for process in lesson.processes for fact in process}

    assert [problem for lesson in read for problem in lesson.problems] == []
    assert {p.statement for p in draft.proposals if p.shape != "step"} <= said
    assert {p.subject for p in draft.proposals if p.shape != "step"} <= {
        entity.name for entity in draft.entities
    }


def test_nothing_is_a_fact_before_it_is_approved_and_nothing_is_lost():
    draft = read_notes(KILNS, source="kilns")
    written = body(draft, Decisions())

    assert "**" not in written.replace("**Glaze & Slip**", "")
    assert "- hardens clay in great heat" in written
    assert "- an old thing, they say" in written


def test_verdicts_and_answers_are_written():
    draft = read_notes(KILNS, source="kilns")
    heat, turning = by_value(draft, "clay in great heat"), by_value(draft, "clay by turning")
    pots, plates = by_value(draft, "pots"), by_value(draft, "plates")
    asked = {asking.kind: asking.key for asking in draft.askings if pots.key in asking.proposals}
    written = body(
        draft,
        Decisions(
            verdicts={
                heat.key: Verdict("approved"),
                turning.key: Verdict("edited", value="clay while it turns"),
                pots.key: Verdict("approved"),
                plates.key: Verdict("rejected"),
                by_value(draft, "bricks").key: Verdict("approved"),
            },
            answers={asked["closure"]: "yes"},
        ),
    )

    assert "- **Hardens:** clay in great heat" in written
    assert "- **Shapes:** clay while it turns" in written
    assert "- **Takes (complete list):** pots; bricks" in written
    assert "plates" not in written


def test_an_identity_becomes_a_purpose_and_a_denial_a_not_line():
    draft = read_notes(KILNS, source="kilns")
    answers = {
        asking.key: "yes" for asking in draft.askings if asking.kind in {"identity", "negation"}
    }
    written = body(draft, Decisions(answers=answers), pending=True)

    assert "- **Purpose:** harden clay in great heat" in written
    assert "- **Not:** harden clay in great heat" in written


def test_a_month_is_set_and_a_joint_label_can_be_refused():
    draft = read_notes(KILNS, source="kilns")
    kinds = {asking.kind: asking.key for asking in draft.askings}
    dated = body(draft, Decisions(answers={kinds["date"]: "2026-11"}), pending=True)
    refused = body(draft, Decisions(answers={kinds["joint"]: "no"}), pending=True)

    assert "$900 per year (as of 2026-11)" in dated
    assert "- **Covers:** the pot" in dated
    assert "- **Covers:** the pot" not in refused


def test_a_spelling_is_set_only_when_accepted():
    draft = read_notes("# Kiln\n- hardens complaince clay\n", source="kilns")

    assert "complaince" in body(draft, Decisions(), pending=True)
    accepted = body(draft, Decisions(spellings=frozenset({"complaince"})), pending=True)
    assert "compliance" in accepted
    assert "complaince" not in accepted


def test_a_table_stays_a_table_and_what_is_rejected_is_left_blank():
    draft = read_notes(
        "# Ovens\n\n| Oven | Fuel | Sealed |\n|---|---|---|\n| Kiln | gas | yes |\n| Stove | wood | no |\n",
        source="ovens",
    )
    wood = by_value(draft, "wood")
    written = body(draft, Decisions(verdicts={wood.key: Verdict("rejected")}), pending=True)

    assert "| Oven | Fuel | Sealed |" in written
    assert "| Stove |  | no |" in written


def test_numbered_steps_become_a_process_unless_they_are_no_order():
    draft = read_notes(
        "# Firing\nSteps:\n1. load the pots\n2. close the door\n3. light the gas\n", source="f"
    )
    order = next(asking for asking in draft.askings if asking.kind == "order")
    lesson = sources(lessons_of(draft, Decisions(), pending=True))[0]

    assert [f.value for f in read_lesson(lesson).processes[0]] == [
        "load the pots",
        "close the door",
        "light the gas",
    ]
    loose = sources(lessons_of(draft, Decisions(answers={order.key: "no"}), pending=True))[0]
    assert read_lesson(loose).processes == []


def test_what_an_answer_unlocks_is_measured_and_orders_the_questions():
    draft = read_notes((NOTES / "networking.md").read_text(encoding="utf-8"), source="n")
    measured = measure(draft, Decisions(), month="2026-11", limit=6)
    head = [asking for asking in measured.askings if asking.measured]

    assert len(head) == 6
    assert head == list(measured.askings[:6])
    assert [a.unlocks for a in head] == sorted((a.unlocks for a in head), reverse=True)
    assert head[0].unlocks > 0
    assert {a.key for a in measured.askings} == {a.key for a in draft.askings}


def test_answers_really_grow_the_bank():
    draft = read_notes((NOTES / "networking.md").read_text(encoding="utf-8"), source="n")
    answers = {a.key: a.answers[0] for a in draft.askings if a.kind in {"closure", "identity"}}
    before = build_bank(build_base(sources(lessons_of(draft, Decisions(), pending=True))))
    told = lessons_of(draft, Decisions(answers=answers), pending=True)
    after = build_bank(build_base(sources(told)))

    assert len(after.items) > len(before.items) > 0


def test_gathered_lessons_keep_the_order_of_the_notes_and_slugs_are_unique():
    draft = read_notes((NOTES / "photography.md").read_text(encoding="utf-8"), source="photos")
    lessons = draft.outline.lessons
    sections = [section for lesson in lessons for section in lesson.sections]

    assert [s.lines[0] for s in sections] == sorted(s.lines[0] for s in sections)
    slugs = [one.slug for one in (*draft.outline.modules, *lessons, *sections)]
    assert len(slugs) == len(set(slugs))


def test_headings_that_cover_others_are_modules():
    draft = read_notes(
        "# Fire\n\n## Kiln\n- hardens clay\n\n# Water\n\n## Slip\n- covers clay\n", source="craft"
    )

    assert [module.title for module in draft.outline.modules] == ["Fire", "Water"]
