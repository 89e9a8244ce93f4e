from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Card
from quizzes.rollups.rebuilding import Rebuild
from quizzes.services import record_response
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    CardFactory,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def rebuild(*words):
    """Return what the command says; its complaints are part of it."""
    out = StringIO()
    call_command("rebuild", *words, stdout=out, stderr=out)
    return out.getvalue()


def answer(attempt, question, *, right=True, minutes=0):
    record_response(
        item=AttemptItemFactory.create(attempt=attempt, version=question.current),
        chosen=[0 if right else 1],
        sent_key=uuid4(),
        now=MONDAY + timedelta(minutes=minutes),
    )


@pytest.fixture
def answered(student):
    """Two people who answered questions that share facts."""
    lesson = LessonFactory.create()
    facts = FactFactory.create_batch(3, lesson=lesson)
    questions = [
        QuestionFactory.create(lesson=lesson, facts=facts[:2]),
        QuestionFactory.create(lesson=lesson, facts=facts[1:]),
    ]
    for person in (student, UserFactory.create()):
        attempt = AttemptFactory.create(user=person, course=lesson.module.course)
        AttemptItemFactory.create(attempt=attempt)  # stays open, so that the attempt does
        for minute, right in enumerate((False, True, True)):
            answer(attempt, questions[minute % 2], right=right, minutes=minute)
    return student


def tamper(sql, *values):
    """Change a row behind the back of the models."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_cards_kept_answer_by_answer_equal_a_rebuild_from_the_log(answered):
    assert rebuild("--check") == "2 people, 6 answers, 10 rows: all as the log says.\n"


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("UPDATE quizzes_card SET mastery = 0.99", "the log says"),
        ('UPDATE quizzes_card SET "right" = 40', "right is 40"),
        ("DELETE FROM quizzes_card", "missing"),
    ],
)
def test_a_changed_card_is_found_and_mended(answered, sql, complaint):
    before = list(Card.objects.order_by("user", "fact").values_list("fact", "mastery", "right"))
    tamper(sql)

    with pytest.raises(CommandError, match="6 differ from the log"):
        rebuild("--check")
    said = rebuild()
    after = list(Card.objects.order_by("user", "fact").values_list("fact", "mastery", "right"))

    assert complaint in said
    assert "6 mended" in said
    assert after == before
    assert "all as the log says" in rebuild("--check")


def test_a_card_that_no_answer_made_is_found_and_removed(answered):
    CardFactory.create(user=answered)

    with pytest.raises(CommandError, match="1 differ"):
        rebuild("--check")
    rebuild()

    assert Card.objects.count() == 6


def test_the_check_changes_nothing(answered):
    tamper("UPDATE quizzes_card SET mastery = 0.5")

    with pytest.raises(CommandError):
        rebuild("--check")

    assert set(Card.objects.values_list("mastery", flat=True)) == {0.5}


def test_changed_points_are_found_and_cannot_be_mended(answered):
    tamper("UPDATE quizzes_response SET points = 1 WHERE points = 0")

    with pytest.raises(CommandError, match="2 differ"):
        rebuild("--check")
    with pytest.raises(CommandError, match="cannot be mended"):
        rebuild()


def test_a_changed_choice_is_found(answered):
    tamper("UPDATE quizzes_response SET chosen = %s", "[3]")

    with pytest.raises(CommandError):
        rebuild("--check")


def test_an_empty_database_is_as_the_log_says():
    assert "0 people, 0 answers" in rebuild("--check")


def test_answers_of_a_person_who_left_are_no_difference(answered):
    answered.delete()

    assert rebuild("--check").startswith("1 people, 3 answers, 5 rows: all")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    answers=st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(-5, 5)), max_size=12)
)
def test_whatever_is_answered_the_cards_equal_a_rebuild(db, answers):
    person = UserFactory.create()
    lesson = LessonFactory.create()
    facts = FactFactory.create_batch(4, lesson=lesson)
    questions = [QuestionFactory.create(lesson=lesson, facts=facts[n : n + 2]) for n in range(4)]
    attempt = AttemptFactory.create(user=person, course=lesson.module.course)
    AttemptItemFactory.create(attempt=attempt)
    for question, right, minutes in answers:
        answer(attempt, questions[question], right=right, minutes=minutes)

    audit = Rebuild().person(person.pk)
    assert audit.answers == len(answers)
    assert audit.wrong_rows == audit.wrong_marks == ()


def test_only_people_of_whom_nothing_was_derived_are_rebuilt_after_an_upgrade(answered):
    tamper("DELETE FROM quizzes_ability WHERE user_id = %s", answered.pk)
    tamper("UPDATE quizzes_card SET mastery = 0.5")

    said = rebuild("--stale")

    assert "1 people, 3 answers" in said
    assert Rebuild().person(answered.pk).wrong_rows == ()
    assert set(Card.objects.exclude(user=answered).values_list("mastery", flat=True)) == {0.5}
    assert rebuild("--stale").startswith("0 people")


def test_what_was_read_by_earlier_rules_is_rebuilt(answered):
    tamper("UPDATE quizzes_ability SET rules = 0 WHERE user_id = %s", answered.pk)
    tamper("UPDATE quizzes_card SET mastery = 0.5")

    assert "1 people, 3 answers" in rebuild("--stale")
    assert Rebuild().person(answered.pk).wrong_rows == ()
    assert rebuild("--stale").startswith("0 people")
