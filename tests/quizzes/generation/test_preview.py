"""What an edit of one lesson would make of its questions, seen from that lesson alone."""

import pytest

from quizzes.generation.bank import build_bank
from quizzes.generation.base import build_base
from quizzes.generation.preview import foretell
from tests.quizzes.generation.builders import lessons
from tests.shipped import shipped_bank, shipped_base

ROCKS = """
    ## Which rock is it?

    | Rock | Granite | Basalt | Slate | Chalk |
    | --- | --- | --- | --- | --- |
    | cools slowly under the ground | yes | no | no | no |
    | cools quickly at the surface | no | yes | no | no |
    | splits into thin flat sheets | no | no | yes | no |
    | consists of tiny sea shells | no | no | no | yes |
"""


def keys_of(items):
    return {item.key for item in items}


def live_of(base):
    return keys_of(build_bank(base).items)


@pytest.mark.parametrize("slug", ["guardduty", "access-analyzer", "network-firewall", "cloudhsm"])
def test_a_lesson_that_stays_changes_no_question_of_a_large_course(slug):
    base = shipped_base()

    foretold = foretell(base, slug, before=base, live=keys_of(shipped_bank().items))

    assert list(foretold.bank.items) == sorted(foretold.now.values(), key=lambda item: item.key)
    assert foretold.now


def test_what_two_lessons_make_is_news_of_neither():
    base = build_base(lessons(ROCKS, ROCKS))
    live = live_of(base)

    for slug in ("one", "two"):
        foretold = foretell(base, slug, before=base, live=live)
        assert keys_of(foretold.bank.items) == foretold.now.keys()


def test_a_question_that_is_not_in_the_bank_though_it_could_be_stays_out():
    base = build_base(lessons(ROCKS))
    _, *others = sorted(live_of(base))

    foretold = foretell(base, "one", before=base, live=set(others))

    assert keys_of(foretold.bank.items) == foretold.now.keys() == set(others)


def test_a_lesson_that_the_course_does_not_have_yet_brings_all_of_its_questions():
    base = build_base(lessons(ROCKS))

    foretold = foretell(base, "one", before=None, live=frozenset())

    assert foretold.now == {}
    assert keys_of(foretold.bank.items) == live_of(base)
