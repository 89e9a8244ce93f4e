"""No key and no explanation leaves the server before the answer is in: pages are searched byte by byte."""

import re

import pytest
from django.urls import reverse

from quizzes.models import AttemptItem, Question, Version
from quizzes.practice.services import start_attempt
from tests.factories import MONDAY, LessonFactory, QuestionFactory, ResponseFactory, option

HTMX = {"HX-Request": "true"}
CANARY = "canary"
PER_REQUEST = re.compile(r'(name="(?:csrfmiddlewaretoken|sent_key)" value=")[^"]*')


def secret(text, *, correct=False):
    """Return an option whose every word but the text is a canary."""
    return option(
        text,
        correct=correct,
        fact=f"{CANARY}-fact",
        explanation=f"{CANARY} explanation of {text}",
        quote=f"{CANARY} quote of {text}",
    )


def options(right=(0,), total=4):
    return [secret(f"row {place}", correct=place in right) for place in range(total)]


def pairs(matches="abcd"):
    """Return premises with these matches, and one match too many."""
    matched = [
        secret(f"match {match}", correct=True) | {"premise": f"premise {number}"}
        for number, match in enumerate(matches)
    ]
    return [*matched, secret("match z") | {"premise": ""}]


def steps(words="abcd"):
    return [
        secret(f"step {word}", correct=True) | {"place": n} for n, word in enumerate(words, start=1)
    ]


def written(key=CANARY, *, tolerance=None, unit="days"):
    """Return a key with all that goes with it, and an answer proved wrong."""
    fields = {"accepted": [f"{CANARY} also"], "lookalikes": [f"{CANARY} not"]}
    if tolerance is not None:
        fields |= {"unit": unit, "tolerance": tolerance}
    return [secret(key, correct=True) | fields, secret(f"{CANARY} wrong")]


NUMBER, TOLERANCE = "815162342", 0.7317
SECRETS = (CANARY, NUMBER, str(TOLERANCE))
OPTIONS = {
    "single": options((0,)),
    "true_false": options((2,)),
    "multiple": options((1, 3), 5),
    "matching": pairs(),
    "ordering": steps(),
    "cloze": written(),
    "short_answer": written(),
    "numeric": written(NUMBER, tolerance=TOLERANCE),
}


@pytest.fixture
def lesson(db):
    return LessonFactory.create()


@pytest.fixture
def attempt(student, lesson):
    """One open question of each kind, all full of canaries."""
    for kind, stored in OPTIONS.items():
        for level in Question.Level.values[:2]:
            QuestionFactory.create(
                lesson=lesson,
                kind=kind,
                level=level,
                version__options=stored,
                version__stem=f"Which ____, {kind}, {level}?",
            )
    return start_attempt(user=student, source=lesson, count=20, seed=3, now=MONDAY)


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


def tells(response):
    sent = bytes_of(response)
    return any(word in sent for word in SECRETS)


@pytest.fixture
def item_of(attempt):
    """Return an open question of a kind: item_of("matching")."""
    items = attempt.items.select_related("version__question").order_by("position")
    return lambda kind: items.filter(version__question__kind=kind)[0]


def test_every_kind_is_asked(attempt):
    asked = attempt.items.values_list("version__question__kind", flat=True)

    assert set(asked) == set(OPTIONS) == set(Question.Kind.values)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_no_page_tells_before_the_answer(student_client, attempt, lesson, headers):
    for url in pages_of(attempt, lesson):
        response = student_client.get(url, headers=headers, follow=True)

        assert response.status_code == 200, url
        assert not tells(response), url


def test_a_guest_is_told_nothing_before_the_answer(client, attempt):
    for url in (reverse("home"), reverse("quizzes:try_question")):
        assert not tells(client.get(url))


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"chosen": ["A", "B", "C"]},
        {"chosen": "Z"},
        {"match-1": "A", "place-1": "1", "written": ""},
        {"match-1": "Z", "place-1": "9", "written": "x" * 200},
    ],
)
def test_a_refused_answer_tells_nothing(student_client, attempt, headers, data):
    for item in attempt.items.all():
        response = student_client.post(item.get_absolute_url(), data, headers=headers)

        assert "question-error" in bytes_of(response)
        assert not tells(response)


def test_starting_a_check_tells_nothing(student_client, attempt, lesson):
    url = reverse("quizzes:check_start", args=(lesson.module.course.slug, lesson.slug))

    assert not tells(student_client.post(url, headers=HTMX))
    assert not tells(student_client.post(url, follow=True))


@pytest.mark.parametrize("kind", OPTIONS)
def test_an_answer_tells_only_its_own_question(student_client, attempt, item_of, kind):
    answered = item_of(kind)
    ResponseFactory.create(item=answered)

    assert tells(student_client.get(answered.get_absolute_url()))
    for other in attempt.items.exclude(pk=answered.pk):
        assert not tells(student_client.get(other.get_absolute_url()))


def test_a_finished_attempt_does_not_tell_what_was_not_answered(student_client, attempt):
    student_client.post(reverse("quizzes:attempt_finish", args=(attempt.pk,)))

    for url in (
        attempt.get_absolute_url(),
        *(item.get_absolute_url() for item in attempt.items.all()),
    ):
        assert not tells(student_client.get(url))


# For each kind, stored options that differ in what is right, each with a drawn order that shows the
# very same words in the very same places.
MATCHES = ("abcdz", "badcz", "dcbaz", "cdabz")
WORDS = ("bdac", "abdc", "cabd", "dbca")  # never as drawn: a, b, c, d
SAME_LOOKS = {
    "single": [(options((right,)), [0, 1, 2, 3]) for right in range(4)],
    "true_false": [(options((right,)), [0, 1, 2, 3]) for right in range(4)],
    "multiple": [(options(right, 5), [4, 1, 0, 3, 2]) for right in [(0, 1), (1, 4), (2, 3)]],
    "matching": [(pairs(m[:4]), [m.index(match) for match in "cazdb"]) for m in MATCHES],
    "ordering": [(steps(words), [words.index(word) for word in "abcd"]) for words in WORDS],
    "cloze": [(written(key), [0, 1]) for key in ("one", "another")],
    "short_answer": [(written(key), [0, 1]) for key in ("one", "another")],
    "numeric": [(written("1", tolerance=0), [0, 1]), (written("4,000", tolerance=25), [0, 1])],
}


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("kind", OPTIONS)
def test_an_open_question_is_the_same_page_whatever_is_right(
    student_client, item_of, kind, headers
):
    """Ids, classes, order, attributes, lengths: nothing differs."""
    item = item_of(kind)
    pages = set()
    for stored, order in SAME_LOOKS[kind]:
        Version.objects.filter(pk=item.version_id).update(options=stored)
        AttemptItem.objects.filter(pk=item.pk).update(option_order=order)
        page = student_client.get(item.get_absolute_url(), headers=headers).content.decode()
        pages.add(PER_REQUEST.sub(r"\1", page))

    assert len(SAME_LOOKS[kind]) > 1
    assert len(pages) == 1


def test_steps_are_drawn_in_another_order_than_the_right_one(attempt):
    for item in attempt.items.filter(version__question__kind="ordering"):
        assert item.option_order != [0, 1, 2, 3]
