"""Flags, bookmarks and own notes."""

import pytest
from django.urls import reverse

from quizzes.models import Bookmark, Note
from tests.factories import (
    MONDAY,
    AttemptFactory,
    AttemptItemFactory,
    FactFactory,
    LessonFactory,
    ResponseFactory,
    UserFactory,
)

HTMX = {"HX-Request": "true"}
BOOKMARKS = reverse("quizzes:bookmark_list")


@pytest.fixture
def item(student):
    return AttemptItemFactory.create(attempt__user=student)


@pytest.fixture
def fact(db):
    return FactFactory.create()


def flag_url(item):
    return reverse("quizzes:item_flag", args=(item.attempt_id, item.position))


def bookmark_url(item):
    return reverse("quizzes:item_bookmark", args=(item.attempt_id, item.position))


def note_url(fact):
    return reverse("quizzes:note_edit", args=(fact.course.slug, fact.key))


def read(response):
    return response.content.decode()


# Flags


def test_a_flag_is_set_and_taken_away_and_twice_is_harmless(student_client, item):
    for on in ("1", "1", "0", "0"):
        response = student_client.post(flag_url(item), {"on": on})
        item.refresh_from_db()

        assert item.flagged is (on == "1")
        assert response.url == item.get_absolute_url()


def test_htmx_gets_the_flag_as_it_is_now(student_client, item):
    part = read(student_client.post(flag_url(item), {"on": "1"}, headers=HTMX))

    assert part.lstrip().startswith("<form")
    assert "Flagged" in part
    assert 'name="on" value="0"' in part


def test_flagged_questions_are_listed_in_the_report(student_client, item):
    other = AttemptItemFactory.create(attempt=item.attempt)
    student_client.post(flag_url(item), {"on": "1"})

    page = read(student_client.get(item.attempt.get_absolute_url()))

    _, _, flagged = page.partition("You flagged")
    flagged, _, _ = flagged.partition("Each question")
    assert item.version.stem in flagged
    assert other.version.stem not in flagged


# Bookmarks


def test_a_bookmark_is_set_and_taken_away_and_twice_is_harmless(student_client, student, item):
    for on in ("1", "1", "0", "0"):
        student_client.post(bookmark_url(item), {"on": on})

        assert student.bookmarks.count() == int(on)


def test_bookmarked_questions_are_found_again_and_let_go(student_client, student, item):
    student_client.post(bookmark_url(item), {"on": "1"})

    page = read(student_client.get(BOOKMARKS))
    assert item.version.stem in page
    assert item.get_absolute_url() in page
    assert "/practice/?only=bookmarked" in page
    question = item.version.question
    student_client.post(reverse("quizzes:bookmark_remove", args=(question.pk,)))

    assert "No bookmarks yet" in read(student_client.get(BOOKMARKS))


def test_nobody_sees_or_removes_the_bookmarks_of_others(student_client, item):
    other = AttemptItemFactory.create()
    question = other.version.question
    Bookmark.objects.create(user=other.attempt.user, question=question, created_at=MONDAY)

    page = read(student_client.get(BOOKMARKS))
    response = student_client.post(reverse("quizzes:bookmark_remove", args=(question.pk,)))

    assert other.version.stem not in page
    assert response.status_code == 404
    assert Bookmark.objects.count() == 1


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_of_bookmarks_takes_as_many_queries_for_many(
    student_client, student, django_assert_num_queries, count
):
    for item in AttemptItemFactory.create_batch(count, attempt__user=student):
        Bookmark.objects.create(user=student, question=item.version.question, created_at=MONDAY)

    with django_assert_num_queries(4):  # session, user, count, bookmarks
        student_client.get(BOOKMARKS)


# Notes


def test_a_note_is_written_changed_and_deleted(student_client, student, fact):
    student_client.post(note_url(fact), {"text": " Sun goes in. "})
    assert student.notes.get().text == "Sun goes in."
    student_client.post(note_url(fact), {"text": "Light goes in."})
    assert student.notes.get().text == "Light goes in."

    student_client.post(note_url(fact), {"text": "  "})

    assert not Note.objects.exists()


def test_a_note_that_is_too_long_is_refused_and_kept_in_its_field(student_client, fact):
    page = read(student_client.post(note_url(fact), {"text": "x" * 2001}))

    assert "at most 2000" in page
    assert "x" * 2001 in page
    assert not Note.objects.exists()


def test_a_note_without_its_field_deletes_nothing(student_client, student, fact):
    Note.objects.create(user=student, fact=fact, text="Sun.", updated_at=MONDAY)

    page = read(student_client.post(note_url(fact), {}))

    assert "came without its words" in page
    assert student.notes.get().text == "Sun."


def test_htmx_edits_a_note_in_its_place(student_client, fact):
    form = read(student_client.get(note_url(fact), headers=HTMX))
    shown = read(student_client.post(note_url(fact), {"text": "Sun."}, headers=HTMX))
    left = read(student_client.get(note_url(fact), {"shown": "1"}, headers=HTMX))

    assert "<textarea" in form
    assert "Sun." in shown
    assert "<textarea" not in shown + left
    assert "Sun." in left


def test_after_a_note_one_is_back_where_one_was(student_client, fact):
    passage = student_client.post(note_url(fact), {"text": "Sun."})
    question = student_client.post(note_url(fact), {"text": "Sun.", "back": "/attempts/1/1/"})

    assert passage.url.startswith(f"{fact.lesson.get_absolute_url()}#p-")
    assert question.url == "/attempts/1/1/"


@pytest.mark.parametrize(
    "back", ["https://example.com/", "//example.com", "/\\example.com", "javascript:x", "x"]
)
def test_a_note_leads_nowhere_else(student_client, fact, back):
    response = student_client.post(note_url(fact), {"text": "Sun.", "back": back})

    assert response.url.startswith(fact.lesson.get_absolute_url())


def test_a_note_stands_after_the_answer_and_not_before(student_client, student, item):
    fact = item.version.question.facts.get()
    Note.objects.create(user=student, fact=fact, text="Sun goes in.", updated_at=MONDAY)

    assert "Sun goes in." not in read(student_client.get(item.get_absolute_url()))
    ResponseFactory.create(item=item)

    assert "Sun goes in." in read(student_client.get(item.get_absolute_url()))


def test_a_note_stands_in_the_margin_of_its_lesson(student_client, student, item):
    lesson = item.version.question.lesson
    fact = item.version.question.facts.get()
    fact.passage = "Purpose: capture sunlight"
    fact.save()
    Note.objects.create(user=student, fact=fact, text="<b>Sun</b>", updated_at=MONDAY)
    Note.objects.create(user=UserFactory.create(), fact=fact, text="Theirs", updated_at=MONDAY)

    page = read(student_client.get(lesson.get_absolute_url()))

    assert "&lt;b&gt;Sun&lt;/b&gt;" in page
    assert "Edit your note" in page
    assert "Theirs" not in page


def test_a_fact_of_an_unpublished_lesson_cannot_be_noted(student_client):
    fact = FactFactory.create(lesson=LessonFactory.create(published=False))

    assert student_client.get(note_url(fact)).status_code == 404
    assert student_client.post(note_url(fact), {"text": "Sun."}).status_code == 404
    assert not Note.objects.exists()


# Everybody else is turned away


@pytest.mark.parametrize("address", [flag_url, bookmark_url])
def test_a_stranger_finds_nothing(student_client, address):
    item = AttemptItemFactory.create()

    response = student_client.post(address(item), {"on": "1"})

    item.refresh_from_db()
    assert response.status_code == 404
    assert not item.flagged
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("address", [flag_url, bookmark_url])
@pytest.mark.parametrize("data", [{}, {"on": ""}, {"on": "2"}, {"on": "true"}])
def test_bad_input_changes_nothing(student_client, item, address, data):
    student_client.post(address(item), data)

    item.refresh_from_db()
    assert not item.flagged
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("address", [flag_url, bookmark_url])
def test_looking_is_no_way_to_change(student_client, item, address):
    assert student_client.get(address(item)).status_code == 405
    assert student_client.post(BOOKMARKS).status_code == 405


def test_a_guest_is_sent_to_log_in(client, fact):
    item = AttemptItemFactory.create(attempt=AttemptFactory.create())
    for response in (
        client.post(flag_url(item)),
        client.post(bookmark_url(item)),
        client.get(note_url(fact)),
        client.get(BOOKMARKS),
    ):
        assert response.url.startswith(reverse("account_login"))
