from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError

from quizzes.answers.base import NotAnAnswer
from quizzes.memory import mastery_after
from quizzes.models import Attempt, AttemptItem, Card, Question, Response
from quizzes.practice.services import start_attempt, start_check
from quizzes.services import (
    GRACE,
    AttemptClosed,
    BankTooSmall,
    OtherAttemptOpen,
    finish_attempt,
    record_response,
)
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    ResponseFactory,
    UserFactory,
    VersionFactory,
    option,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(6, lesson=lesson)
    return lesson


def practise(user, source, *, count=5, seed=1, now=MONDAY, replacing=None):
    return start_attempt(
        user=user, source=source, count=count, seed=seed, now=now, replacing=replacing
    )


def answer(item, *, right=True, sent_key=None, now=MONDAY):
    keys = list(item.version.key_positions)
    others = [i for i in range(len(item.version.options)) if i not in keys]
    chosen = keys if right else others[: len(keys)]
    return record_response(item=item, chosen=chosen, sent_key=sent_key or uuid4(), now=now)


# Starting


def test_a_practice_has_as_many_questions_as_were_asked_for(student, lesson):
    attempt = practise(student, lesson, count=5)

    assert [item.position for item in attempt.items.all()] == [1, 2, 3, 4, 5]
    assert (attempt.title, attempt.mode, attempt.started_at) == (lesson.title, "practice", MONDAY)
    assert attempt.finished_at is None


def test_the_options_of_each_question_stand_in_a_drawn_order(student, lesson):
    attempt = practise(student, lesson, count=6)

    orders = [item.option_order for item in attempt.items.all()]
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders)
    assert len({tuple(order) for order in orders}) > 1


def test_one_seed_gives_two_newcomers_the_same_paper(lesson):
    papers = [practise(UserFactory.create(), lesson, seed=9) for _ in range(2)]

    first, second = (
        list(paper.items.values_list("version_id", "option_order")) for paper in papers
    )
    assert first == second
    assert papers[0].form_code == papers[1].form_code


def test_a_module_is_drawn_from_all_its_lessons(student):
    module = ModuleFactory.create()
    lessons = LessonFactory.create_batch(3, module=module)
    for one in lessons:
        QuestionFactory.create_batch(4, lesson=one)

    attempt = practise(student, module, count=6)

    drawn = attempt.items.values_list("version__question__lesson", flat=True)
    assert sorted(drawn) == sorted([one.pk for one in lessons] * 2)


def test_starting_twice_gives_the_same_attempt(student, lesson):
    first = practise(student, lesson, seed=1)
    second = practise(student, lesson, seed=2)

    assert second == first
    assert Attempt.objects.count() == 1
    assert AttemptItem.objects.count() == 5


def test_an_open_attempt_on_something_else_is_not_ended_unasked(student, lesson):
    other = LessonFactory.create(module=lesson.module)
    QuestionFactory.create(lesson=other)
    first = practise(student, lesson)

    with pytest.raises(OtherAttemptOpen) as trouble:
        practise(student, other)

    assert trouble.value.attempt == first
    assert Attempt.objects.get().finished_at is None


def test_an_open_attempt_is_ended_when_the_person_agrees(student, lesson):
    other = LessonFactory.create(module=lesson.module)
    QuestionFactory.create(lesson=other)
    first = practise(student, lesson)
    later = MONDAY + timedelta(minutes=5)

    second = practise(student, other, now=later, replacing=first.pk)
    again = practise(student, other, now=later, replacing=first.pk)

    first.refresh_from_db()
    assert first.finished_at == later
    assert second == again != first


def test_agreeing_to_end_one_attempt_does_not_end_another(student, lesson):
    other = LessonFactory.create(module=lesson.module)
    QuestionFactory.create(lesson=other)
    practise(student, lesson)

    with pytest.raises(OtherAttemptOpen):
        practise(student, other, replacing=AttemptFactory.create().pk)


def test_another_course_may_be_open_at_the_same_time(student, lesson):
    elsewhere = QuestionFactory.create().lesson

    assert practise(student, lesson) != practise(student, elsewhere)


def test_a_finished_attempt_is_not_resumed(student, lesson):
    first = practise(student, lesson)
    finish_attempt(attempt=first, now=MONDAY)

    assert practise(student, lesson) != first


def test_too_small_a_bank_saves_nothing(student):
    lesson = LessonFactory.create()

    with pytest.raises(BankTooSmall):
        practise(student, lesson)

    assert not Attempt.objects.exists()


def test_too_small_a_bank_leaves_what_is_open(student, lesson):
    empty = LessonFactory.create(module=lesson.module)
    first = practise(student, lesson)

    with pytest.raises(BankTooSmall):
        practise(student, empty, replacing=first.pk)

    first.refresh_from_db()
    assert first.finished_at is None


@pytest.mark.parametrize(
    "change",
    [
        {"status": Question.Status.RETIRED},
        {"status": Question.Status.REJECTED},
        {"current": None},
    ],
)
def test_what_is_retired_rejected_or_without_wording_is_not_asked(student, change):
    question = QuestionFactory.create()
    Question.objects.filter(pk=question.pk).update(**change)

    with pytest.raises(BankTooSmall):
        practise(student, question.lesson)


@pytest.mark.parametrize("path", ["lesson__published", "lesson__module__course__published"])
def test_what_is_not_published_is_not_asked(student, path):
    question = QuestionFactory.create(**{path: False})

    with pytest.raises(BankTooSmall):
        practise(student, question.lesson)


def test_questions_not_answered_yet_come_first(student, lesson):
    known = Question.objects.filter(lesson=lesson)[:4]
    attempt = AttemptFactory.create(user=student, course=lesson.module.course, finished=True)
    for question in known:
        ResponseFactory.create(
            item=AttemptItemFactory.create(attempt=attempt, version=question.current)
        )

    drawn = practise(student, lesson, count=2).items.values_list("version__question", flat=True)

    assert not set(drawn) & {question.pk for question in known}


def test_what_other_people_answered_does_not_matter(student, lesson):
    expected = list(practise(student, lesson, count=3, seed=4).items.values_list("version"))
    ResponseFactory.create(item__version=Question.objects.first().current)

    drawn = practise(UserFactory.create(), lesson, count=3, seed=4).items.values_list("version")
    assert list(drawn) == expected


# Checks


def test_a_check_asks_up_to_three_questions_on_the_section(student, lesson):
    questions = [QuestionFactory.create(lesson=lesson, facts__section="Root") for _ in range(4)]

    check = start_check(user=student, lesson=lesson, section="Root", seed=1, now=MONDAY)

    drawn = set(check.items.values_list("version__question", flat=True))
    assert len(drawn) == 3
    assert drawn <= {question.pk for question in questions}
    assert check.title == f"{lesson.title}: Root"


def test_a_check_without_a_section_asks_about_the_lesson(student, lesson):
    check = start_check(user=student, lesson=lesson, section="", seed=1, now=MONDAY)

    assert check.items.count() == 3


def test_a_check_of_a_section_without_questions_starts_nothing(student, lesson):
    with pytest.raises(BankTooSmall):
        start_check(user=student, lesson=lesson, section="Bark", seed=1, now=MONDAY)

    assert not Attempt.objects.exists()


def test_a_new_check_ends_the_one_left_behind(student, lesson):
    QuestionFactory.create(lesson=lesson, facts__section="Root")
    first = start_check(user=student, lesson=lesson, section="Leaf", seed=1, now=MONDAY)
    again = start_check(user=student, lesson=lesson, section="Leaf", seed=2, now=MONDAY)
    second = start_check(user=student, lesson=lesson, section="Root", seed=3, now=MONDAY)

    first.refresh_from_db()
    assert again == first
    assert first.finished_at == MONDAY
    assert second.finished_at is None


def test_a_check_and_a_practice_may_be_open_together(student, lesson):
    practice = practise(student, lesson)

    check = start_check(user=student, lesson=lesson, section="", seed=1, now=MONDAY)

    practice.refresh_from_db()
    assert practice.finished_at is None
    assert check != practice


# Answering


@pytest.mark.parametrize(("right", "points"), [(True, 1), (False, 0)])
def test_an_answer_is_stored_with_its_points(student, lesson, right, points):
    item = practise(student, lesson).items.first()
    key = UUID(int=7)

    response = record_response(
        item=item, chosen=[0 if right else 2], sent_key=key, now=MONDAY, seconds=4.5
    )

    stored = Response.objects.get()
    assert stored == response
    assert (stored.points, stored.sent_key, stored.seconds) == (points, key, 4.5)
    assert (stored.number, stored.created_at) == (1, MONDAY)


def test_choices_are_stored_as_sorted_indexes_into_the_options(student):
    question = QuestionFactory.create(two=True)
    item = practise(student, question.lesson).items.get()

    response = record_response(item=item, chosen=[4, 1], sent_key=uuid4(), now=MONDAY)

    assert response.chosen == [1, 4]
    assert response.points == 0


def test_a_retry_changes_nothing(student, lesson):
    item = practise(student, lesson).items.first()
    first = answer(item, sent_key=UUID(int=1))
    cards = list(Card.objects.values())

    again = answer(item, sent_key=UUID(int=1), right=False)

    assert again == first
    assert Response.objects.count() == 1
    assert list(Card.objects.values()) == cards


def test_a_second_answer_from_another_tab_changes_nothing(student, lesson):
    item = practise(student, lesson).items.first()
    first = answer(item, right=False)

    again = answer(item, right=True)

    assert (again, again.points) == (first, 0)
    assert Response.objects.count() == 1


@pytest.mark.parametrize("chosen", [[], [0, 1], [4], [-1]])
def test_a_choice_the_question_does_not_have_is_refused(student, lesson, chosen):
    item = practise(student, lesson).items.first()

    with pytest.raises(NotAnAnswer):
        record_response(item=item, chosen=chosen, sent_key=uuid4(), now=MONDAY)

    assert not Response.objects.exists()
    assert not Card.objects.exists()


def test_an_answer_after_the_end_is_refused(student, lesson):
    attempt = practise(student, lesson)
    finish_attempt(attempt=attempt, now=MONDAY)

    with pytest.raises(AttemptClosed):
        answer(attempt.items.first())

    assert not Response.objects.exists()


def test_a_retry_after_the_end_gets_the_stored_answer(student, lesson):
    attempt = practise(student, lesson)
    first = answer(attempt.items.first())
    finish_attempt(attempt=attempt, now=MONDAY)

    assert answer(attempt.items.first()) == first


def test_an_answer_is_taken_until_the_grace_after_the_deadline_is_over(student):
    question = QuestionFactory.create()
    attempt = AttemptFactory.create(
        user=student, course=question.lesson.module.course, deadline=MONDAY
    )
    item = AttemptItemFactory.create(attempt=attempt, version=question.current)

    with pytest.raises(AttemptClosed):
        answer(item, now=MONDAY + GRACE + timedelta(milliseconds=1))

    assert answer(item, now=MONDAY + GRACE).points == 1


def test_the_last_answer_finishes_the_attempt(student, lesson):
    attempt = practise(student, lesson, count=2)
    first, second = attempt.items.all()

    answer(first)
    attempt.refresh_from_db()
    assert attempt.finished_at is None

    answer(second, now=MONDAY + timedelta(minutes=1))
    attempt.refresh_from_db()
    assert attempt.finished_at == MONDAY + timedelta(minutes=1)


def test_finishing_twice_keeps_the_first_time(student, lesson):
    attempt = practise(student, lesson)

    finish_attempt(attempt=attempt, now=MONDAY)
    finish_attempt(attempt=attempt, now=MONDAY + timedelta(hours=1))

    attempt.refresh_from_db()
    assert attempt.finished_at == MONDAY


def test_an_attempt_keeps_the_wording_that_it_drew(student):
    question = QuestionFactory.create()
    item = practise(student, question.lesson).items.get()
    shown = item.version

    question.current = VersionFactory.create(question=question, stem="Another wording?")
    question.save()

    item.refresh_from_db()
    assert item.version == shown
    assert answer(item).points == 1


# Cards


def test_a_right_answer_credits_every_fact_of_the_question(student, lesson):
    asked, other = FactFactory.create_batch(2, lesson=lesson)
    question = QuestionFactory.create(lesson=lesson, facts=[asked, other])
    attempt = AttemptFactory.create(user=student, course=asked.course)

    answer(item_on(attempt, question, asking=asked))

    cards = {card.fact: card for card in Card.objects.all()}
    assert set(cards) == {asked, other}
    assert {card.user for card in cards.values()} == {student}
    expected = mastery_after(0.35, right=True, guess=0.25)
    assert [card.mastery for card in cards.values()] == [expected] * 2
    assert {(card.right, card.wrong) for card in cards.values()} == {(1, 0)}


def test_a_wrong_answer_lowers_only_the_fact_that_was_asked(student, lesson):
    asked, other = FactFactory.create_batch(2, lesson=lesson)
    question = QuestionFactory.create(lesson=lesson, facts=[asked, other])

    attempt = AttemptFactory.create(user=student, course=asked.course)

    answer(item_on(attempt, question, asking=asked), right=False)

    card = Card.objects.get()
    assert card.fact == asked
    assert (card.right, card.wrong) == (0, 1)
    assert card.mastery == mastery_after(0.35, right=False, guess=0.25)


def test_a_later_answer_goes_on_from_the_card(student, lesson):
    fact = FactFactory.create(lesson=lesson)
    attempt = AttemptFactory.create(user=student, course=fact.course)
    first, second = (
        item_on(attempt, QuestionFactory.create(lesson=lesson, facts=[fact]), asking=fact)
        for _ in range(2)
    )

    answer(first)
    answer(second, right=False, now=MONDAY + timedelta(days=1))

    card = Card.objects.get()
    once = mastery_after(0.35, right=True, guess=0.25)
    assert card.mastery == mastery_after(once, right=False, guess=0.25)
    assert (card.right, card.wrong) == (1, 1)
    assert card.last_answered_at == MONDAY + timedelta(days=1)


def test_a_fact_the_course_no_longer_has_is_passed_over(student):
    question = QuestionFactory.create()
    item = AttemptItemFactory.create(
        attempt=AttemptFactory.create(user=student, course=question.lesson.module.course),
        version=VersionFactory.create(question=question, fact_keys=["gone"]),
    )

    assert answer(item).points == 1
    assert not Card.objects.exists()


def test_the_answer_of_a_person_who_left_makes_no_card(lesson):
    attempt = AttemptFactory.create(user=None, course=lesson.module.course)
    item = AttemptItemFactory.create(attempt=attempt, version=lesson.questions.first().current)

    assert answer(item).points == 1
    assert not Card.objects.exists()


def item_on(attempt, question, *, asking):
    """Return an item on a wording in which `asking` alone proves the right option."""
    options = [option(word, correct=word == "a", fact=asking.key) for word in "abcd"]
    version = VersionFactory.create(question=question, options=options)
    return AttemptItemFactory.create(attempt=attempt, version=version)


# The log


def test_the_log_of_responses_only_grows():
    response = ResponseFactory.create()

    response.points = 0
    with pytest.raises(ValidationError):
        response.save()
    with pytest.raises(ValidationError):
        response.delete()
    with pytest.raises(ValidationError):
        Response.objects.update(points=0)
    with pytest.raises(ValidationError):
        Response.objects.all().delete()

    assert Response.objects.get().points == 1


@pytest.mark.parametrize("facts", [1, 20])
def test_the_number_of_queries_of_an_answer_does_not_grow(
    student, lesson, django_assert_num_queries, facts
):
    question = QuestionFactory.create(
        lesson=lesson, facts=FactFactory.create_batch(facts, lesson=lesson)
    )
    attempt = AttemptFactory.create(user=student, course=lesson.module.course)
    items = [
        AttemptItemFactory.create(attempt=attempt, version=question.current) for _ in range(facts)
    ]
    item = AttemptItem.objects.select_related("version__question", "attempt").get(pk=items[0].pk)

    with django_assert_num_queries(16 if facts > 1 else 18):  # with the last answer it finishes
        answer(item)
