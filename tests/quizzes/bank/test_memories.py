"""A save makes anew only what it changed; the bank is the one that a sync from nothing makes."""

import pytest

from quizzes.bank.building import sync_course
from quizzes.bank.memories import MEMORIES, Memories
from quizzes.models import Fact, Question
from tests.factories import LessonFactory, ModuleFactory
from tests.quizzes.bank.test_bank import BODY

TREES = """\
A larch, a yew and a holly stand in a park.

## Which tree is it?

| Tree | Larch | Yew | Holly | Birch |
| --- | --- | --- | --- | --- |
| loses its needles in winter | yes | no | no | no |
| grows red arils around its seeds | no | yes | no | no |
| bears leaves with sharp spines | no | no | yes | no |
| wears white bark that peels | no | no | no | yes |
"""


@pytest.fixture
def boats(db):
    module = ModuleFactory.create()
    LessonFactory.create(module=module, slug="trees", body=TREES)
    return LessonFactory.create(module=module, slug="boats", body=BODY)


def bank_of(course):
    """Return all that learners may see of the bank, and the facts behind it."""
    questions = Question.objects.filter(status=Question.Status.LIVE).order_by("key")
    facts = Fact.objects.filter(course=course, status=Fact.Status.APPROVED).order_by("key")
    return (
        [(q.key, q.current.stem, q.current.options) for q in questions.select_related("current")],
        list(facts.values_list("key", "statement", "passage", "position")),
    )


@pytest.mark.parametrize(
    "edit",
    [
        lambda body: body.replace("carries cars across the water", "waits for a pilot"),
        lambda body: body.replace("| no | yes | no | no |", "| no | no | yes | no |"),
        lambda body: f"A word before.\n\n{body}",
        lambda body: body[: body.index("| sails")],
    ],
    ids=["a line is another", "a cell is another", "prose is put in", "lines go"],
)
def test_a_sync_with_a_memory_makes_the_same_bank_as_one_without(boats, edit):
    course = boats.module.course
    sync_course(course)
    boats.body = edit(boats.body)
    boats.save()
    with MEMORIES.of(course.pk) as memory:
        trees = memory.made["trees"]

    sync_course(course)
    remembered = bank_of(course)

    with MEMORIES.of(course.pk) as memory:
        assert memory.made["trees"] is trees
        memory.base, memory.made = None, {}
    report = sync_course(course)
    assert bank_of(course) == remembered
    assert (report.new, report.reworded, report.retired) == (0, 0, 0)


def test_a_memory_is_lent_once_at_a_time():
    memories = Memories()
    with memories.of(1) as first, memories.of(1) as second:
        assert first is not second


def test_a_memory_is_forgotten_after_an_error_and_when_others_were_used_since():
    memories = Memories(courses=1)
    with memories.of(1) as first:
        pass
    with memories.of(1) as again:
        assert again is first
    with memories.of(2):
        pass
    with memories.of(1) as later:
        assert later is not first
    with pytest.raises(ValueError, match="no"), memories.of(1) as lost:
        raise ValueError("no")
    with memories.of(1) as fresh:
        assert fresh is not lost
