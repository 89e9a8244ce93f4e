from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Ability, Attempt, Card, Confusion, Day, Response
from quizzes.rollups.rebuilding import Rebuild
from quizzes.services import finish_attempt, record_response
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    VersionFactory,
    option,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lesson():
    return LessonFactory.create()


@pytest.fixture
def attempt(student, lesson):
    """Return an open practice that stays open whatever is answered."""
    attempt = AttemptFactory.create(user=student, course=lesson.module.course)
    AttemptItemFactory.create(attempt=attempt)
    return attempt


def answer(attempt, question, *, right=True, at=MONDAY, **fields):
    item = AttemptItemFactory.create(
        attempt=attempt, version=question.current, lesson=question.lesson.slug
    )
    chosen = [0 if right else 1]
    return record_response(item=item, chosen=chosen, sent_key=uuid4(), now=at, **fields)


def about(lesson, *things):
    """Return a question whose options belong to these things, the first one right."""
    fact = FactFactory.create(lesson=lesson, subject=things[0])
    options = [
        option(thing, correct=place == 0, fact=fact.key) | {"thing": thing, "behind": []}
        for place, thing in enumerate(things)
    ]
    question = QuestionFactory.create(lesson=lesson, facts=[fact], version=False)
    question.current = VersionFactory.create(question=question, options=options)
    question.save()
    return question


def test_a_day_counts_its_answers_and_the_time_spent(attempt, lesson):
    for minute, right in enumerate((True, False, True)):
        answer(
            attempt,
            QuestionFactory.create(lesson=lesson),
            right=right,
            seconds=10.5,
            at=MONDAY + timedelta(minutes=minute),
        )
    answer(attempt, QuestionFactory.create(lesson=lesson), at=MONDAY + DAY)

    days = list(Day.objects.values_list("date", "answers", "right", "seconds"))
    assert days == [(date(2026, 11, 2), 3, 2, 31.5), (date(2026, 11, 3), 1, 1, 0.0)]


def test_a_day_is_a_day_of_the_site_and_not_of_the_reader(attempt, lesson, settings):
    settings.TIME_ZONE = "Australia/Sydney"
    timezone.get_default_timezone.cache_clear()
    try:
        with timezone.override("UTC"):
            late = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)
            answer(attempt, QuestionFactory.create(lesson=lesson), at=late)
    finally:
        timezone.get_default_timezone.cache_clear()

    assert Day.objects.get().date == date(2026, 11, 3)


def test_what_was_chosen_in_error_tells_which_thing_is_taken_for_which(attempt, lesson):
    question = about(lesson, "Inspector", "Macie", "GuardDuty", "Artifact")
    other = about(lesson, "Inspector", "Macie", "WAF", "Shield")

    answer(attempt, question, right=False)
    answer(attempt, other, right=False, at=MONDAY + DAY)
    answer(attempt, question, at=MONDAY + DAY)

    (confusion,) = Confusion.objects.all()
    assert (confusion.thing, confusion.taken_for) == ("Inspector", "Macie")
    assert (confusion.times, confusion.last_at) == (2, MONDAY + DAY)


def test_an_option_of_the_same_thing_is_no_confusion(attempt, lesson):
    answer(attempt, about(lesson, "Macie", "Macie", ""), right=False)

    assert not Confusion.objects.exists()


def test_the_fact_behind_what_was_chosen_in_error_is_due_sooner(attempt, lesson, student):
    known, unmet = FactFactory.create_batch(2, lesson=lesson)
    answer(attempt, QuestionFactory.create(lesson=lesson, facts=[known]))
    before = Card.objects.get(fact=known)
    question = about(lesson, "Inspector", "Macie", "WAF")
    question.current.options[1]["behind"] = [known.key, unmet.key]
    version = VersionFactory.create(question=question, options=question.current.options)
    question.current = version

    answer(attempt, question, right=False, at=MONDAY + 2 * DAY)

    after = Card.objects.get(fact=known)
    assert after.mastery == before.mastery
    assert after.stability < before.stability
    assert after.last_outcome == Card.Outcome.CONFUSED
    assert not Card.objects.filter(fact=unmet).exists()
    assert Rebuild().person(student.pk).wrong_rows == ()


def test_only_words_seen_for_the_first_time_speak_of_ability(attempt, lesson, student):
    question = QuestionFactory.create(lesson=lesson)

    answer(attempt, question, right=False)
    first = Ability.objects.get()
    answer(attempt, question, at=MONDAY + DAY)
    second = Ability.objects.get()

    assert second.likelihood == first.likelihood
    assert (second.unseen, second.unseen_right, second.seen, second.seen_right) == (1, 0, 1, 1)
    assert second.lessons == {lesson.slug: [1, 0]}


def test_words_seen_before_do_not_raise_mastery(attempt, lesson):
    question = QuestionFactory.create(lesson=lesson)
    answer(attempt, question)
    once = Card.objects.get().mastery

    answer(attempt, question, at=MONDAY + DAY)

    assert Card.objects.get().mastery == once
    assert Card.objects.get().last_outcome == Card.Outcome.REPEATED


def test_a_guess_is_told_from_knowledge(attempt, lesson):
    guess = Response.Confidence.GUESSING
    answer(attempt, QuestionFactory.create(lesson=lesson), confidence=guess)

    card = Card.objects.get()
    assert card.last_outcome == Card.Outcome.GUESSED
    assert card.first_right_at is None


# Feedback at the end


@pytest.fixture
def mock(student, lesson):
    """Return a mock exam of three questions with an hour to go."""
    attempt = AttemptFactory.create(
        user=student,
        course=lesson.module.course,
        mode=Attempt.Mode.MOCK,
        feedback=Attempt.Feedback.AT_END,
        deadline=MONDAY + timedelta(hours=1),
    )
    for question in (
        QuestionFactory.create(lesson=lesson),
        QuestionFactory.create(lesson=lesson, two=True),
        QuestionFactory.create(lesson=lesson),
    ):
        AttemptItemFactory.create(attempt=attempt, version=question.current)
    return attempt


def click(mock, position, *chosen, minute=1, **fields):
    return record_response(
        item=mock.items.get(position=position),
        chosen=list(chosen),
        sent_key=uuid4(),
        now=MONDAY + timedelta(minutes=minute),
        **fields,
    )


def test_before_the_end_every_click_is_kept_and_none_counts(mock):
    click(mock, 1, 1)
    click(mock, 1, 0, minute=2)
    click(mock, 2, 0, minute=3)

    rows = Response.objects.order_by("pk").values_list("item__position", "number", "final")
    assert list(rows) == [(1, 1, False), (1, 2, False), (2, 1, False)]
    assert not Card.objects.exists()
    assert not Day.objects.exists()


def test_a_retry_of_a_click_is_the_same_click(mock):
    item, key = mock.items.get(position=1), uuid4()
    send = {"item": item, "chosen": [1], "sent_key": key, "now": MONDAY}

    assert record_response(**send) == record_response(**send)
    assert Response.objects.count() == 1


def test_at_the_end_the_last_answers_count_and_the_rest_is_left_open(mock, student):
    click(mock, 1, 1, seconds=4.0)
    click(mock, 1, 0, minute=2, seconds=3.0, confidence="sure")
    click(mock, 2, 0, minute=3)

    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=10))

    finals = Response.objects.final().order_by("item__position")
    assert [(one.item.position, one.chosen, one.points) for one in finals] == [
        (1, [0], 1.0),
        (2, [0], 0.0),
    ]
    assert (finals[0].seconds, finals[0].confidence) == (7.0, "sure")
    assert {one.created_at for one in finals} == {MONDAY + timedelta(minutes=10)}
    assert Day.objects.get().answers == 2
    assert Rebuild().person(student.pk).wrong_rows == ()


def test_to_end_it_twice_changes_nothing(mock):
    click(mock, 1, 0)
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=10))
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=11))

    mock.refresh_from_db()
    assert mock.finished_at == MONDAY + timedelta(minutes=10)
    assert Response.objects.count() == 2
    assert Day.objects.get().answers == 1


def test_after_the_deadline_it_ended_at_the_deadline(mock):
    click(mock, 1, 0)
    finish_attempt(attempt=mock, now=MONDAY + DAY)

    mock.refresh_from_db()
    assert mock.finished_at == mock.deadline
    assert Response.objects.final().get().created_at == mock.deadline


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    events=st.lists(
        st.tuples(
            st.integers(0, 4),
            st.booleans(),
            st.integers(-2, 40),
            st.sampled_from(["", "guessing", "unsure", "sure"]),
            st.booleans(),
        ),
        max_size=14,
    )
)
def test_whatever_happens_all_that_is_derived_equals_a_rebuild(db, events):
    person, lesson = UserFactory.create(), LessonFactory.create()
    things = ["Inspector", "Macie", "WAF", "Shield", "KMS"]
    questions = [about(lesson, *things[n:], *things[:n]) for n in range(5)]
    course = lesson.module.course
    practice = AttemptFactory.create(user=person, course=course)
    exam = AttemptFactory.create(
        user=person, course=course, mode="mock", feedback=Attempt.Feedback.AT_END
    )
    for attempt in (practice, exam):
        AttemptItemFactory.create(attempt=attempt)
    at = MONDAY
    for place, right, days, confidence, in_exam in events:
        at += timedelta(days=days)
        attempt = exam if in_exam else practice
        answer(attempt, questions[place], right=right, at=at, confidence=confidence)
    finish_attempt(attempt=exam, now=at)

    audit = Rebuild().person(person.pk)
    assert audit.answers == len(events)
    assert audit.wrong_rows == audit.wrong_marks == ()
