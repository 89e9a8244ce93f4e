"""Facts keep their key and count their versions; what they said before is kept."""

from uuid import uuid4

import pytest

from quizzes.bank.building import sync_course
from quizzes.bank.receivers import notes_of
from quizzes.memory import PRIOR, mastery_after
from quizzes.models import Card, Fact, FactChange, Question, Version
from quizzes.rollups.rebuilding import Rebuild
from quizzes.services import record_response
from tests.factories import MONDAY, AttemptFactory, AttemptItemFactory
from tests.made_course import make_course
from tests.mutations import bodies_of, set_bodies

SPEED = "- **Speed:** 18 knots"


@pytest.fixture
def course(db):
    course = make_course()
    sync_course(course)
    return course


def edit(course, old, new):
    """Replace words in all lessons; return what the sync tells."""
    bodies = bodies_of(course)
    assert any(old in body for body in bodies.values())
    return set_bodies(course, {slug: body.replace(old, new) for slug, body in bodies.items()})


def speed():
    return Fact.objects.get(
        statement__contains="speed of", statement__endswith="knots.", subject="Ferry"
    )


def wordings():
    return dict(Question.objects.filter(status="live").values_list("key", "current"))


def test_another_value_is_a_new_version_of_the_same_fact(course):
    before = speed()

    report = edit(course, SPEED, "- **Speed:** 21 knots")

    after, change = speed(), FactChange.objects.get()
    assert (after.key, after.version) == (before.key, 2)
    assert (change.kind, change.version, change.statement) == ("substantive", 1, before.statement)
    assert report.facts.substantive == 1
    assert (report.facts.new, report.facts.retired) == (0, 0)


def test_what_is_undone_has_the_version_of_then_and_its_questions_their_wording(course):
    before, asked = speed(), wordings()

    for value in (21, 24):
        edit(course, SPEED, f"- **Speed:** {value} knots")
        assert wordings() != asked
        edit(course, f"- **Speed:** {value} knots", SPEED)

        assert speed().version == 1
        assert wordings() == asked
    assert speed().key == before.key
    assert FactChange.objects.filter(fact=before).count() == 4


def test_other_words_for_the_same_keep_the_version_and_make_a_new_wording(course):
    fact = Fact.objects.get(statement="A ferry carries cars between two ports.")
    asking = Question.objects.filter(facts=fact, model="T1").first()

    report = edit(course, "carry cars between", "carry cars that between")

    fact.refresh_from_db()
    asking.refresh_from_db()
    assert report.facts.wording == 1
    assert fact.version == 1
    assert asking.current.number == 2


def test_small_steps_to_another_matter_are_measured_from_the_first_words(course):
    """Each of the two steps is a slip of the pen; together they are another word."""
    edit(course, "push large ships", "push larxe ships")
    assert Fact.objects.get(statement__contains="larxe").version == 1

    edit(course, "push larxe ships", "push larva ships")
    assert Fact.objects.get(statement__contains="larva").version == 2

    edit(course, "push larva ships", "push large ships")
    assert Fact.objects.get(statement__contains="large ships").version == 1


def test_a_deleted_line_that_comes_back_brings_its_questions_back(course):
    asked, fact = wordings(), speed()
    line = f"{SPEED}\n"
    bodies = bodies_of(course)
    edit(course, line, "")
    fact.refresh_from_db()
    assert fact.status == Fact.Status.RETIRED
    assert wordings() != asked

    set_bodies(course, bodies)

    assert speed().pk == fact.pk
    assert wordings() == asked


def test_moving_a_section_changes_no_wording_and_takes_the_citations_along(course):
    bodies = bodies_of(course)
    start = bodies["cargo"].index("## Crane")
    section = bodies["cargo"][start : bodies["cargo"].index("## Conveyor")]
    fact = Fact.objects.get(statement__startswith="A crane lifts")
    numbers = set(Version.objects.values_list("number", flat=True))

    set_bodies(
        course,
        {"cargo": bodies["cargo"].replace(section, ""), "signals": bodies["signals"] + section},
    )

    moved = Fact.objects.get(pk=fact.pk)
    assert (moved.lesson.slug, moved.version) == ("signals", 1)
    assert not FactChange.objects.exists()
    assert numbers == {1}
    question = Question.objects.filter(facts=fact, model="T1", status="live").first()
    right = next(option for option in question.current.options if option["correct"])
    assert "signals" in {citation["lesson"] for citation in right["citations"]}


def test_a_renamed_thing_takes_its_facts_along(course):
    keys = set(Fact.objects.filter(subject="Icebreaker").values_list("key", flat=True))

    report = edit(course, "Icebreaker", "Ice cutter")

    assert set(Fact.objects.filter(subject="Ice cutter").values_list("key", flat=True)) == keys
    assert report.facts.substantive == report.facts.new == report.facts.retired == 0
    assert report.facts.wording == len(keys)


def test_the_instructor_is_told_what_may_be_the_same(course):
    report = edit(course, "- **Uses:** steel cables", "- **Needs:** steel cables")

    (doubt,) = report.doubts
    assert doubt.lost == "A crane uses steel cables."
    assert report.facts.new == report.facts.retired == 1
    assert any("perhaps the same as “A crane uses" in note.text for note in notes_of(report))


def answer(user, question):
    """Answer a question rightly in an attempt of its own."""
    attempt = AttemptFactory.create(user=user, course=question.lesson.module.course, finished=False)
    AttemptItemFactory.create(attempt=attempt)  # stays open, so that the attempt does
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)
    chosen = list(question.current.key_positions)
    record_response(item=item, chosen=chosen, sent_key=uuid4(), now=MONDAY)
    attempt.finished_at = MONDAY
    attempt.save()


def test_a_card_knows_that_the_lesson_says_another_thing_now(course, student):
    fact = Fact.objects.get(statement="A ferry carries cars between two ports.")
    question = Question.objects.filter(facts=fact, model="T1", kind="single", status="live").first()
    answer(student, question)
    assert not Card.objects.get(fact=fact).lesson_changed

    edit(course, "carry cars between two ports", "carry trains between two ports")
    card = Card.objects.get(fact=fact)
    assert card.lesson_changed
    assert Rebuild().person(student.pk).wrong_rows == ()

    question.refresh_from_db()
    assert question.current.fact_versions[fact.key] == 2
    answer(student, question)
    again = Card.objects.get(fact=fact)
    assert not again.lesson_changed
    assert (again.right, again.fact_version) == (2, 2)
    guess = 1 / len(question.current.options)
    assert again.mastery == mastery_after(PRIOR, right=True, guess=guess)
    assert Rebuild().person(student.pk).wrong_rows == ()


def test_a_card_of_another_version_is_no_rollup_of_the_log(course, student):
    fact = Fact.objects.get(statement="A ferry carries cars between two ports.")
    question = Question.objects.filter(facts=fact, model="T1", kind="single", status="live").first()
    answer(student, question)

    Card.objects.filter(fact=fact).update(fact_version=2)

    (complaint,) = Rebuild().person(student.pk).wrong_rows
    assert "fact_version is 2, the log says 1" in complaint
