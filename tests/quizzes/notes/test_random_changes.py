"""Seeded random changes of notes and lessons: nothing decided and nothing written is lost."""

from random import Random

import pytest

from courses.models import Lesson
from quizzes.models import Proposal
from quizzes.notes.files import Source
from tests.quizzes.notes.orchestra import STRINGS, WINDS, approve_all, imported

pytestmark = pytest.mark.django_db
LINES = f"{STRINGS.text}\n{WINDS.text}".split("\n")


def mutated(chance, lines):
    """Return the lines with three places taken out, doubled or replaced by lines from elsewhere."""
    lines = list(lines)
    for _ in range(3):
        place = chance.randrange(len(lines))
        lines[place : place + 1] = [chance.choice(LINES)] * chance.randrange(3)
    return lines


def source(lines):
    return Source("all.md", "\n".join(lines))


def lessons():
    return list(Lesson.objects.order_by("slug").values("slug", "title", "body", "position"))


@pytest.mark.parametrize("seed", range(8))
def test_a_change_taken_back_leaves_no_trace(seed):
    imported(source(LINES))
    approve_all()
    before = lessons()

    imported(source(mutated(Random(seed), LINES)))
    report = imported(source(LINES))

    assert lessons() == before
    assert not Proposal.objects.pending().exists()
    assert [file.load.conflicts for file in report.files] == [[]]


@pytest.mark.parametrize("seed", range(8))
def test_what_a_person_wrote_into_a_lesson_survives_every_change(seed):
    chance = Random(seed)
    imported(source(LINES))
    approve_all()
    for lesson in Lesson.objects.all():
        lines = lesson.body.split("\n")
        lines.insert(chance.randrange(len(lines)), f"A remark of mine on {lesson.slug}.")
        lesson.body = "\n".join(lines)
        lesson.save()
    written = set(Lesson.objects.values_list("slug", flat=True))

    for _ in range(3):
        imported(source(mutated(chance, LINES)))
        approve_all()

    remarks = {slug for slug in written if f"A remark of mine on {slug}." in bodies()}
    assert remarks == written


def bodies():
    return "\n".join(Lesson.objects.values_list("body", flat=True))
