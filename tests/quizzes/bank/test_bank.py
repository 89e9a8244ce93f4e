"""The bank in the database follows the lessons."""

import pytest
from django.core.exceptions import ValidationError

from quizzes.bank.building import sync_course
from quizzes.models import Fact, Question, Version
from tests.factories import AttemptItemFactory, LessonFactory, ModuleFactory

BODY = """\
A canoe, a ferry, a dinghy and a barge meet in a harbour.

## Which boat is it?

| Boat | Canoe | Ferry | Dinghy | Barge |
| --- | --- | --- | --- | --- |
| moves by paddles held in the hands | yes | no | no | no |
| carries cars across the water | no | yes | no | no |
| sails with a single small mast | no | no | yes | no |
| hauls heavy cargo along canals | no | no | no | yes |
"""


@pytest.fixture
def lesson(db):
    return LessonFactory.create(module=ModuleFactory.create(), slug="boats", body=BODY)


@pytest.fixture
def course(lesson):
    sync_course(lesson.module.course)
    return lesson.module.course


def edit(lesson, old, new):
    lesson.body = lesson.body.replace(old, new)
    lesson.save()


def live():
    return {q.key: q.current_id for q in Question.objects.filter(status=Question.Status.LIVE)}


def test_facts_and_questions_are_made(course):
    assert Fact.objects.filter(polarity=True).count() == 4
    assert Fact.objects.filter(polarity=False).count() == 12
    assert len(live()) >= 8


def test_a_second_sync_changes_nothing(course):
    before = live()

    report = sync_course(course)

    assert (report.new, report.reworded, report.retired) == (0, 0, 0)
    assert report.kept == len(before)
    assert live() == before


def test_a_lazy_sync_does_not_even_read_when_nothing_changed(course, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        report = sync_course(course, lazy=True)

    assert report.kept == len(live())


def test_a_lazy_sync_sees_an_edit(course, lesson):
    edit(lesson, "carries cars across the water", "follows a timetable between two ports")

    assert sync_course(course, lazy=True).new > 0


def test_a_new_fact_makes_questions_and_a_lost_one_retires_its_own(course, lesson):
    before = live()
    edit(lesson, "carries cars across the water", "follows a timetable between two ports")

    report = sync_course(course)

    assert report.new > 0
    assert report.retired > 0
    assert Fact.objects.filter(statement__contains="cars across", status="approved").count() == 0
    assert Fact.objects.filter(statement__contains="cars across", status="retired").count() == 4
    assert set(before) & set(live())


def test_rewording_a_fact_keeps_its_key_and_makes_a_new_version(course, lesson):
    fact = Fact.objects.get(statement="A ferry carries cars across the water.")
    asking = set(fact.questions.values_list("key", flat=True))
    edit(lesson, "carries cars across the water", "carries cars across the wide water")

    sync_course(course)

    fact.refresh_from_db()
    assert fact.statement == "A ferry carries cars across the wide water."
    assert fact.version == 2
    assert asking <= set(live())


def test_keys_stay_when_another_lesson_makes_another_name_the_usual_one(course, lesson):
    """Old answers hang on the key of a fact, whatever name the questions use today."""
    ferry = Fact.objects.get(statement="A ferry carries cars across the water.")
    rows = "".join(f"| visits island number {n} | yes | no |\n" for n in range(6))
    table = f"| Boat | Harbour Ferry | Raft |\n| --- | --- | --- |\n{rows}"
    course.stop_words = ["harbour"]
    course.save()
    LessonFactory.create(module=lesson.module, slug="islands", body=table)

    sync_course(course)

    ferry.refresh_from_db()
    assert ferry.status == Fact.Status.APPROVED
    assert ferry.subject == "Harbour Ferry"
    assert not Fact.objects.filter(status=Fact.Status.RETIRED).exists()


def test_a_fact_marked_no_key_is_kept_but_not_asked(course, lesson):
    edit(lesson, "| Boat |", "<!-- quiz: no key -->\n\n| Boat |")

    sync_course(course)

    assert Fact.objects.filter(scored=True).count() == 0
    assert Fact.objects.filter(scored=False).count() == 16
    assert live() == {}


def test_moving_a_line_changes_no_question(course, lesson):
    before = live()
    edit(lesson, "## Which boat is it?\n", "A few words first.\n\n## Which boat is it?\n")

    sync_course(course)

    assert live() == before


def test_undoing_an_edit_restores_the_questions(course, lesson):
    before = set(live())
    edit(lesson, "carries cars across the water", "follows a timetable between two ports")
    sync_course(course)
    edit(lesson, "follows a timetable between two ports", "carries cars across the water")

    sync_course(course)

    assert set(live()) == before


def test_an_attempt_still_shows_the_version_that_was_asked(course, lesson):
    version = Version.objects.filter(stem__contains="carries cars").first()
    item = AttemptItemFactory.create(version=version)
    edit(lesson, "carries cars across the water", "carries cars across the wide water")

    sync_course(course)

    item.refresh_from_db()
    assert "carries cars across the water" in item.version.stem


def test_a_rejected_question_stays_rejected(course, lesson):
    question = Question.objects.filter(status="live").first()
    Question.objects.filter(pk=question.pk).update(status=Question.Status.REJECTED)
    edit(lesson, "single small mast", "single short mast")

    sync_course(course)

    question.refresh_from_db()
    assert question.status == Question.Status.REJECTED


def test_a_suspended_question_stays_suspended_and_follows_its_lesson(course, lesson):
    version = Version.objects.filter(stem__contains="carries cars").first()
    Question.objects.filter(pk=version.question_id).update(status=Question.Status.SUSPENDED)
    edit(lesson, "carries cars across the water", "carries cars across the wide water")

    sync_course(course)

    question = Question.objects.get(pk=version.question_id)
    assert question.status == Question.Status.SUSPENDED
    assert "wide water" in question.current.stem


def test_an_unpublished_lesson_is_not_asked_and_comes_back_as_it_was(course, lesson):
    before = live()
    lesson.published = False
    lesson.save()
    sync_course(course)

    assert live() == {}

    lesson.published = True
    lesson.save()
    sync_course(course)
    assert live() == before


def test_a_denial_of_an_instructor_proves_a_wrong_option(course, lesson):
    fact = Fact.objects.get(statement="A ferry carries cars across the water.")
    edit(
        lesson,
        "| carries cars across the water | no | yes | no | no |",
        "| carries cars across the water |  | yes |  |  |",
    )
    sync_course(course)
    assert not Question.objects.filter(status="live", current__stem__contains="carries cars")

    course.denials.create(statement=fact.statement, subjects=["Canoe", "Dinghy", "Barge"])
    sync_course(course)

    question = Question.objects.filter(
        status="live", current__stem__contains="carries cars", model="T4", kind="single"
    ).first()
    assert {option["proof"]["class"] for option in question.current.options} == {"TRUE", "P6"}


def test_a_version_never_changes(course):
    version = Version.objects.first()
    version.stem = "Another stem?"

    with pytest.raises(ValidationError):
        version.save()


def test_a_lesson_without_facts_is_named(course, lesson):
    lesson.body = "Only prose."
    lesson.save()

    assert sync_course(course).silent_lessons == ["boats"]


def test_a_denial_of_what_no_lesson_says_is_reported(course):
    course.denials.create(statement="A raft carries cars.", subjects=["Canoe"])

    (problem,) = sync_course(course).problems

    assert "No lesson says “A raft carries cars.”" in problem.text
