"""What is made anew after an edit is what a build from nothing makes; what need not be is not."""

from collections import defaultdict
from dataclasses import replace

import pytest

from quizzes.generation.bank import Memory, build_bank, item_key
from quizzes.generation.base import build_base
from quizzes.generation.facts import LessonSource
from quizzes.generation.item_models import ALL
from quizzes.generation.shelf import Shelf
from quizzes.generation.views import about, noted, still_holds
from tests.quizzes.generation.builders import lessons
from tests.quizzes.generation.test_item_models import BATTLES, DEVICES, KINGDOMS, KITCHENS
from tests.shipped import shipped_bank, shipped_base


def settings_of(base):
    return {**base.words, "denials": base.denials}


def first_line_with(body, words):
    return next(line for line in body.splitlines() if words in line)


def edited(sources, slug, change):
    return [replace(s, body=change(s.body)) if s.slug == slug else s for s in sources]


def without_a_bullet(body):
    return body.replace(first_line_with(body, "- **"), "", 1)


def with_longer_value(body):
    line = first_line_with(body, "**Purpose:**")
    return body.replace(line, f"{line.rstrip('.')} of every account", 1)


def with_flipped_cell(body):
    line = next(one for one in body.splitlines() if one.startswith("|") and " yes " in one)
    return body.replace(line, line.replace(" yes ", " no ", 1), 1)


def with_its_last_section_first(body):
    start, *rest = body.split("\n## ")
    return "\n## ".join((start, rest[-1].rstrip() + "\n", *rest[:-1]))


EDITS = {
    "a bullet goes": lambda all_: edited(all_, "ddos-protection", without_a_bullet),
    "a value is reworded": lambda all_: edited(all_, "guardduty", with_longer_value),
    "a cell is flipped": lambda all_: edited(all_, "secrets-manager", with_flipped_cell),
    "a section moves": lambda all_: edited(all_, "macie", with_its_last_section_first),
    "a lesson goes": lambda all_: [s for s in all_ if s.slug != "kms"],
    "two lessons change places": lambda all_: [
        replace(all_[1], position=1),
        replace(all_[0], position=2),
        *all_[2:],
    ],
}


@pytest.fixture(scope="module")
def memory():
    """Return the memory of a build of the shipped course."""
    kept = Memory()
    assert build_bank(shipped_base(), memory=kept) == shipped_bank()
    return kept


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_with_memory_equals_one_from_nothing(memory, edit):
    kept = Memory(memory.base, memory.seed, dict(memory.made))
    base = shipped_base()
    sources = EDITS[edit](list(base.lessons.values()))

    before = build_base(sources, **settings_of(base), before=base)
    after = build_base(sources, **settings_of(base))
    remembered = build_bank(before, memory=kept)

    assert before == after
    assert remembered == build_bank(after)
    assert (remembered == shipped_bank()) == (edit == "a section moves")


def test_prose_put_in_makes_no_question_anew(memory):
    kept = Memory(memory.base, memory.seed, dict(memory.made))
    base = shipped_base()
    sources = edited(base.lessons.values(), "kms", lambda body: f"A word before.\n\n{body}")

    bank = build_bank(build_base(sources, **settings_of(base), before=base), memory=kept)

    assert bank == shipped_bank()
    assert all(kept.made[slug] is made for slug, made in memory.made.items())


def test_a_new_value_makes_only_what_depends_on_it_anew(memory):
    kept = Memory(memory.base, memory.seed, dict(memory.made))
    base = shipped_base()
    sources = edited(base.lessons.values(), "access-analyzer", with_longer_value)

    build_bank(build_base(sources, **settings_of(base), before=base), memory=kept)

    same = [slug for slug, made in memory.made.items() if kept.made[slug] is made]
    assert {"encryption", "kms", "cloudhsm", "root-user"} <= set(same)
    assert "access-analyzer" not in same


def test_the_line_of_a_fact_is_that_of_the_new_text():
    base = shipped_base()
    sources = edited(base.lessons.values(), "kms", lambda body: f"A word before.\n\n{body}")

    moved = build_base(sources, **settings_of(base), before=base)

    lines = {fact.key: fact.passage.line for fact in base.facts}
    assert {f.passage.line - lines[f.key] for f in moved.by_lesson["kms"]} == {2}


def test_other_settings_or_another_seed_forget_everything(memory):
    sources = lessons(DEVICES, KINGDOMS, KITCHENS, BATTLES)
    kept = Memory()
    for words, seed in (((), 0), ((), 5), (("A zoo", "A ferry line"), 5)):
        base = build_base(sources, settings=words)
        assert build_bank(base, seed=seed, memory=kept) == build_bank(base, seed=seed)


def test_the_questions_of_the_lessons_are_together_those_of_the_bank():
    base = shipped_base()

    made = defaultdict(list)
    for slug in base.lessons:
        for item in build_bank(base, lessons={slug}).items:
            made[item.key].append(item)

    assert made.keys() >= {item.key for item in shipped_bank().items}
    assert all(item in made[item.key] for item in shipped_bank().items)
    assert sum(item.lesson == "kms" for item in build_bank(base, lessons={"kms"}).items) > 20


@pytest.mark.parametrize("propose", ALL, ids=lambda propose: propose.__module__.split(".")[-1])
def test_an_item_model_proposes_the_same_lesson_by_lesson(propose):
    """Else a question would depend on more than its lesson and what was looked up for it."""
    base = shipped_base()

    views = [about(base, slug) for slug in base.lessons]
    for view in views:
        noted(view)
    apart = [draft for view in views for draft in propose(view)]

    assert in_order_of_keys(apart) == in_order_of_keys(propose(base))


def in_order_of_keys(drafts):
    return sorted(((item_key(draft), draft) for draft in drafts), key=lambda pair: pair[0])


# Views


def test_a_view_holds_the_facts_of_its_lesson_and_looks_up_in_the_course():
    view = about(shipped_base(), "macie")

    assert {fact.passage.lesson for fact in view.facts} == {"macie"}
    assert view.by_subject["Amazon GuardDuty"] == shipped_base().by_subject["Amazon GuardDuty"]


def test_a_look_up_in_a_view_cannot_be_walked():
    view = about(shipped_base(), "macie")
    noted(view)

    with pytest.raises(TypeError, match="by_subject"):
        list(view.by_subject)


def test_notes_hold_until_what_was_looked_up_is_another():
    one, other = lessons(DEVICES, KITCHENS)
    base = build_base([one, other])
    view = about(base, one.slug)
    notes = noted(view)
    name = base.by_lesson[one.slug][0].subject
    assert view.by_subject[name]
    assert view.by_subject.get("Nobody") is None

    assert still_holds(notes, build_base([one, other]))
    assert not still_holds(notes, build_base([other]))
    nobody = LessonSource("three", "## Nobody\n\n- **Purpose:** find keys\n", position=3)
    assert not still_holds(notes, build_base([one, other, nobody]))


# The shelf


def test_the_shelf_reads_a_lesson_once_wherever_it_stands():
    shelf = Shelf()
    (source,) = lessons(DEVICES)

    first, moved = shelf.read(source), shelf.read(replace(source, position=7))

    assert moved.facts is first.facts
    assert (first.source.position, moved.source.position) == (1, 7)


def test_the_shelf_drops_what_was_not_read_for_longest():
    one, two, three = lessons(DEVICES, KINGDOMS, KITCHENS)
    shelf = Shelf(limit=len(one.body) + len(two.body) + len(three.body) - 1)
    facts = [shelf.read(source).facts for source in (one, two)]
    shelf.read(one)
    shelf.read(three)

    assert shelf.read(one).facts is facts[0]
    assert shelf.read(two).facts is not facts[1]
    assert shelf.read(two).facts == facts[1]
