"""An edit of a lesson reaches exactly the questions that depend on it, and can be undone."""

from collections import Counter

import pytest
from django.core.management import call_command

from courses.models import Course
from quizzes.bank.building import sync_course
from tests.made_course import make_course
from tests.mutations import (
    KINDS,
    all_dependants,
    bodies_of,
    changed_questions,
    direct_dependants,
    drawn_edit,
    set_bodies,
    snapshot,
)

pytestmark = pytest.mark.django_db

EDITS, SHIPPED_EDITS = 100, 2


def check(course, numbers):
    """Make each edit and undo it; return how many questions changed by each kind of edit, and faults."""
    sync_course(course)
    bodies, start = bodies_of(course), snapshot(course)
    reached, faults = Counter(), []
    for number in numbers:
        edit = drawn_edit(bodies, number)
        set_bodies(course, edit.bodies)
        after = snapshot(course)
        changed = changed_questions(start, after)

        faults += [
            (number, edit.kind, "too many", key) for key in changed - all_dependants(start, after)
        ]
        faults += [
            (number, edit.kind, "too few", key) for key in direct_dependants(start, after) - changed
        ]
        set_bodies(course, {slug: bodies[slug] for slug in edit.bodies})
        if snapshot(course) != start:
            faults.append((number, edit.kind, "not undone", ""))
        reached[edit.kind] += len(changed)
    return reached, faults


def test_a_hundred_edits_reach_their_dependants_alone_and_are_undone():
    reached, faults = check(make_course(), range(EDITS))

    assert faults == []
    assert set(reached) == set(KINDS)
    assert all(reached.values()), f"An edit that reaches nothing proves nothing: {reached}"


def test_edits_of_the_shipped_course_reach_their_dependants_alone_and_are_undone():
    call_command("load_course", "fixtures/aws-security", verbosity=0)

    _, faults = check(Course.objects.get(), range(SHIPPED_EDITS))

    assert faults == []
