"""No key and no explanation leaves the server before the answer is in: pages are searched byte by byte."""

import json
import re

import pytest
from django.urls import reverse

from quizzes.models import Question, Version
from quizzes.services import start_attempt
from tests.factories import MONDAY, LessonFactory, QuestionFactory, ResponseFactory, option

HTMX = {"HX-Request": "true"}
CANARY = "canary"
PER_REQUEST = re.compile(r'(name="(?:csrfmiddlewaretoken|sent_key)" value=")[^"]*')


def options(right=(0,), total=4):
    """Return options whose every word but the text is a canary."""
    return [
        option(
            f"row {place}",
            correct=place in right,
            fact=f"{CANARY}-fact",
            explanation=f"{CANARY} explanation {place}",
            quote=f"{CANARY} quote {place}",
        )
        for place in range(total)
    ]


@pytest.fixture
def lesson(db):
    return LessonFactory.create()


@pytest.fixture
def attempt(student, lesson):
    """One open question of each kind, all full of canaries."""
    for kind, right in (("single", (0,)), ("true_false", (2,)), ("multiple", (1, 3))):
        for level in Question.Level.values[:2]:
            QuestionFactory.create(
                lesson=lesson,
                kind=kind,
                level=level,
                version__options=options(right, 5 if kind == "multiple" else 4),
                version__stem=f"Which row, {kind}, {level}?",
            )
    return start_attempt(user=student, source=lesson, count=10, seed=3, now=MONDAY)


def pages_of(attempt, lesson):
    """Return every page and part that a student can get."""
    course = lesson.module.course.slug
    pages = [
        reverse("home"),
        reverse("quizzes:practice"),
        f"{reverse('quizzes:practice')}?lesson={lesson.slug}",
        reverse("quizzes:try_question"),
        reverse("courses:course_list"),
        reverse("progress:course_map", args=(course,)),
        lesson.get_absolute_url(),
        reverse("progress:dashboard"),
        reverse("progress:responses"),
        f"{reverse('progress:responses')}?attempt={attempt.pk}",
        attempt.get_absolute_url(),
    ]
    questions = [item.get_absolute_url() for item in attempt.items.all()]
    return pages + questions + [f"{url}?embedded=1" for url in questions]


def bytes_of(response):
    headers = "".join(f"{name}: {value}\n" for name, value in response.headers.items())
    return headers + response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_no_page_tells_before_the_answer(student_client, attempt, lesson, headers):
    for url in pages_of(attempt, lesson):
        response = student_client.get(url, headers=headers, follow=True)

        assert response.status_code == 200, url
        assert CANARY not in bytes_of(response), url


def test_a_guest_is_told_nothing_before_the_answer(client, attempt):
    for url in (reverse("home"), reverse("quizzes:try_question")):
        assert CANARY not in bytes_of(client.get(url))


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("data", [{}, {"chosen": ["A", "B", "C"]}, {"chosen": "Z"}])
def test_a_refused_answer_tells_nothing(student_client, attempt, headers, data):
    for item in attempt.items.all():
        response = student_client.post(item.get_absolute_url(), data, headers=headers)

        assert CANARY not in bytes_of(response)


def test_starting_a_check_tells_nothing(student_client, attempt, lesson):
    url = reverse("quizzes:check_start", args=(lesson.module.course.slug, lesson.slug))

    assert CANARY not in bytes_of(student_client.post(url, headers=HTMX))
    assert CANARY not in bytes_of(student_client.post(url, follow=True))


def test_an_answer_tells_only_its_own_question(student_client, attempt):
    first, *others = attempt.items.all()
    ResponseFactory.create(item=first)

    assert CANARY in bytes_of(student_client.get(first.get_absolute_url()))
    for other in others:
        assert CANARY not in bytes_of(student_client.get(other.get_absolute_url()))


def test_a_finished_attempt_does_not_tell_what_was_not_answered(student_client, attempt):
    student_client.post(reverse("quizzes:attempt_finish", args=(attempt.pk,)))

    for url in (
        attempt.get_absolute_url(),
        *(item.get_absolute_url() for item in attempt.items.all()),
    ):
        assert CANARY not in bytes_of(student_client.get(url))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_open_question_is_the_same_page_whichever_row_is_right(student_client, attempt, headers):
    """Ids, classes, order, attributes, lengths: nothing differs."""
    item = attempt.items.select_related("version__question").filter(
        version__question__kind="single"
    )[0]
    pages = set()
    for right in range(4):
        changed = json.loads(json.dumps(options((right,))))
        Version.objects.filter(pk=item.version_id).update(options=changed)
        page = student_client.get(item.get_absolute_url(), headers=headers).content.decode()
        pages.add(PER_REQUEST.sub(r"\1", page))

    assert len(pages) == 1
