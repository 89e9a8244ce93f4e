"""What several tabs, clicks and devices do at once, with real threads and real transactions."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.contrasts.services import start_contrast
from quizzes.mocks.services import start_mock
from quizzes.models import Attempt, AttemptItem, Card, Response
from quizzes.papers.papers import draw_paper
from quizzes.practice.services import start_attempt
from quizzes.reviews.services import start_review
from quizzes.rollups.rebuilding import Rebuild
from quizzes.services import AttemptClosed, finish_attempt, record_response
from tests.exam_course import make_small_exam
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    CardFactory,
    FactFactory,
    LessonFactory,
    QuestionFactory,
    ResponseFactory,
)
from tests.pairs import ask_apart

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 6


def at_once(*tasks):
    """Run the tasks in one thread each, as nearly together as can be, and return what they return."""
    barrier = Barrier(len(tasks))

    def run(task):
        try:
            barrier.wait(timeout=30)
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


@pytest.fixture
def attempt(student):
    """An open attempt with one question that the tests answer and one that stays open."""
    attempt = AttemptFactory.create(user=student)
    AttemptItemFactory.create_batch(2, attempt=attempt)
    return attempt


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("same_key", [True, False])
def test_many_answers_to_one_question_count_once(student, attempt, same_key):
    item = attempt.items.first()
    clients = [client_of(student) for _ in range(CROWD)]
    key = str(uuid4())

    def post(client, letter):
        sent = {"chosen": letter, "sent_key": key if same_key else str(uuid4())}
        return client.post(item.get_absolute_url(), sent, headers={"HX-Request": "true"})

    answers = at_once(
        *(lambda c=client, n=n: post(c, "ABCD"[n % 4]) for n, client in enumerate(clients))
    )

    stored = Response.objects.get()
    word = b"Right." if stored.points else b"Not this one."
    assert all(answer.status_code == 200 and word in answer.content for answer in answers)
    card = Card.objects.get()
    assert card.right + card.wrong == 1


def test_answers_to_questions_on_one_fact_add_up(student):
    lesson = LessonFactory.create()
    fact = FactFactory.create(lesson=lesson)
    attempt = AttemptFactory.create(user=student, course=lesson.module.course)
    items = [
        AttemptItemFactory.create(
            attempt=attempt, version=QuestionFactory.create(lesson=lesson, facts=[fact]).current
        )
        for _ in range(CROWD)
    ]

    def answer(item, chosen):
        return record_response(item=item, chosen=[chosen], sent_key=uuid4(), now=MONDAY)

    at_once(*(lambda i=item, n=n: answer(i, n % 2) for n, item in enumerate(items)))

    audit = Rebuild().person(student.pk)
    assert audit.answers == CROWD
    assert audit.wrong_rows == ()
    attempt.refresh_from_db()
    assert attempt.finished_at == MONDAY


def test_many_starts_open_one_attempt(student):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(5, lesson=lesson)
    clients = [client_of(student) for _ in range(CROWD)]
    wish = {"source": f"lesson-{lesson.pk}", "count": 5}

    answers = at_once(
        *(lambda c=client: c.post(reverse("quizzes:practice"), wish) for client in clients)
    )

    assert len({answer.url for answer in answers}) == 1
    assert Attempt.objects.count() == 1
    assert AttemptItem.objects.count() == 5


def test_many_checks_open_one_attempt(student):
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(3, lesson=lesson)
    url = reverse("quizzes:check_start", args=(lesson.module.course.slug, lesson.slug))
    clients = [client_of(student) for _ in range(CROWD)]

    answers = at_once(*(lambda c=client: c.post(url) for client in clients))

    assert {answer.status_code for answer in answers} == {302}
    assert Attempt.objects.count() == 1
    assert AttemptItem.objects.count() == 3


def test_an_answer_that_meets_the_end_is_either_in_or_refused(student, attempt):
    item = attempt.items.first()

    def answer():
        try:
            return record_response(item=item, chosen=[0], sent_key=uuid4(), now=MONDAY)
        except AttemptClosed:
            return None

    stored, _ = at_once(answer, lambda: finish_attempt(attempt=attempt, now=MONDAY))

    attempt.refresh_from_db()
    assert attempt.finished_at == MONDAY
    assert list(Response.objects.all()) == ([stored] if stored else [])
    assert Card.objects.count() == Response.objects.count()


def test_the_database_itself_refuses_a_second_answer():
    first = ResponseFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        ResponseFactory.create(item=first.item)


def test_a_twin_that_was_faster_wins(student, attempt, monkeypatch):
    """The lock is not the only guard: without it the unique constraints keep one answer."""
    monkeypatch.setattr("quizzes.services.lock_person", lambda user_id: None)
    item = attempt.items.first()
    keys = [uuid4() for _ in range(CROWD)]

    def answer(key, chosen):
        try:
            return record_response(item=item, chosen=[chosen], sent_key=key, now=MONDAY).pk
        except IntegrityError:
            return None

    answers = at_once(*(lambda k=key, n=n: answer(k, n % 4) for n, key in enumerate(keys)))

    assert set(answers) - {None} == {Response.objects.get().pk}
    assert Rebuild().person(student.pk).wrong_rows == ()


def test_a_twin_start_that_was_faster_wins(student, monkeypatch):
    monkeypatch.setattr("quizzes.services.lock_person", lambda user_id: None)
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(5, lesson=lesson)

    def start(seed):
        return start_attempt(user=student, source=lesson, count=5, seed=seed, now=MONDAY)

    attempts = at_once(*(lambda s=seed: start(s) for seed in range(CROWD)))

    assert len({attempt.pk for attempt in attempts}) == 1
    assert AttemptItem.objects.count() == 5


@pytest.mark.parametrize("locked", [True, False])
def test_to_begin_a_drill_many_times_at_once_begins_one(student, monkeypatch, locked):
    if not locked:
        monkeypatch.setattr("quizzes.services.lock_person", lambda user_id: None)
    lesson = LessonFactory.create()
    for pair in [("Leaf", "Root"), ("Root", "Leaf")] * 4:
        ask_apart(lesson, *pair)
    course = lesson.module.course

    def start(seed):
        things = ("Leaf", "Root")
        return start_contrast(user=student, course=course, things=things, seed=seed, now=MONDAY)

    attempts = at_once(*(lambda s=seed: start(s) for seed in range(CROWD)))

    assert len({attempt.pk for attempt in attempts}) == 1
    assert AttemptItem.objects.count() == 6


def test_to_begin_a_mock_many_times_at_once_begins_one(student):
    course = make_small_exam()
    clients = [client_of(student) for _ in range(CROWD)]
    start = reverse("quizzes:mock_start")

    replies = at_once(*(lambda c=c: c.post(start, {"course": course.slug}) for c in clients))

    attempt = Attempt.objects.get()
    first = reverse("quizzes:question_answer", args=(attempt.pk, 1))
    assert {reply.url for reply in replies} == {first}
    assert attempt.items.count() == 10


def test_clicks_that_race_with_the_end_are_counted_or_refused(student):
    course = make_small_exam()
    now = timezone.now()
    mock = start_mock(user=student, paper=draw_paper(course, seed=1), now=now)
    item = mock.items.filter(version__question__kind="single").first()
    clients = [client_of(student) for _ in range(CROWD)]

    def click(client, letter):
        sent = {"chosen": letter, "sent_key": str(uuid4()), "clicked": "answer"}
        return client.post(item.get_absolute_url(), sent, headers={"HX-Request": "true"})

    def finish():
        return finish_attempt(attempt=mock, now=timezone.now())

    *replies, _ = at_once(
        *(lambda c=client, n=n: click(c, "ABCD"[n % 4]) for n, client in enumerate(clients)), finish
    )

    told = Counter(reply.headers["Outbox"] for reply in replies)
    clicks = list(item.responses.filter(final=False).order_by("number"))
    assert told["stored"] == len(clicks)
    assert told["stored"] + told["refused"] == CROWD
    finals = [(one.chosen, one.number) for one in item.responses.filter(final=True)]
    assert finals == [(last.chosen, last.number + 1) for last in clicks[-1:]]
    assert Rebuild().person(student.pk).wrong_rows == ()


def test_many_starts_of_a_review_give_one(student):
    lesson = LessonFactory.create()
    for question in QuestionFactory.create_batch(3, lesson=lesson):
        CardFactory.create(user=student, fact=question.facts.get(), due_at=MONDAY)

    started = at_once(
        *(
            lambda seed=seed: start_review(
                user=student, course=lesson.module.course, seed=seed, now=MONDAY
            )
            for seed in range(CROWD)
        )
    )

    review = Attempt.objects.get()
    assert {one.pk for one in started} == {review.pk}
    assert review.items.count() == 3
