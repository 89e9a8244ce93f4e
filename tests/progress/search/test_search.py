from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.models import SearchEntry, SearchIndex
from progress.search.indexing import index_course
from progress.search.search import excerpt, search
from progress.words import find_words, words_of
from quizzes.bank.building import sync_course
from quizzes.models import Note
from tests.factories import MONDAY, FactFactory, LessonFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("progress:search")
BODY = """\
Boats are older than bridges.

## Ferry

A ferry crosses a river & comes back.

- **Purpose:** carry cars between two ports
- **Not:** tow other <b>ships</b>
"""
RAILWAY = """\
## Railway

It runs on rails. Some lines climb.

- **Purpose:** haul freight over land
- **Not:** wait for the tide; employ a team of divers

| Vehicle | Wagon | Engine |
| --- | --- | --- |
| pulls other vehicles | no | yes |
| needs fuel | | yes |
"""


@pytest.fixture
def lesson():
    lesson = LessonFactory.create(title="Boats", body=BODY)
    sync_course(lesson.module.course)
    return lesson


@pytest.fixture
def railway():
    lesson = LessonFactory.create(title="Railway", body=RAILWAY)
    sync_course(lesson.module.course)
    return lesson


def write_note(user, text, lesson):
    fact = FactFactory.create(lesson=lesson)
    return Note.objects.create(user=user, fact=fact, text=text, updated_at=MONDAY)


def shown(user, query, kind="lesson"):
    """Return title and excerpt of what is found of one kind, without marks."""
    (found,) = [group.found for group in search(user, query) if group.kind == kind]
    return [(one.title, strip_tags(one.snippet)) for one in found]


def titles(user, query):
    return [one.title for group in search(user, query) for one in group.found]


@pytest.mark.parametrize("query", ["ferry", "FERRY", "ferries river", "cross riv", "boats ferry"])
def test_a_section_is_found_by_its_words_their_forms_and_beginnings(lesson, student, query):
    assert "Boats: Ferry" in titles(student, query)


def test_a_fact_is_found_and_leads_to_its_passage(lesson, student):
    (facts,) = [group for group in search(student, "carries cars") if group.kind == "fact"]

    (found,) = facts.found
    assert "ferry" in found.title.lower()
    assert found.url.startswith(f"{lesson.get_absolute_url()}#p-")


def test_every_word_must_occur(lesson, student):
    assert titles(student, "ferry airship") == []


@pytest.mark.parametrize("query", ["", "  ", "…", '"', "' OR 1=1 --", "* NEAR (", "a" * 500])
def test_signs_are_no_words_and_no_commands(lesson, student, query):
    assert titles(student, query) == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_whatever_is_typed_gets_an_answer(lesson, student, student_client, query):
    assert student_client.get(PAGE, {"q": query}).status_code in {200, 429}


def test_what_a_lesson_says_is_shown_as_text(lesson, student_client):
    page = student_client.get(PAGE, {"q": "ships"}).text

    assert "<mark>ships</mark>" in page or "<mark>ship" in page
    assert "<b>" not in page


def test_an_excerpt_keeps_the_label_that_turns_its_sense(railway, student):
    assert shown(student, "divers") == [("Railway", "Not: employ a team of divers")]


def test_a_cell_of_a_table_is_shown_with_its_row_and_column(railway, student):
    assert shown(student, "pulls vehicles") == [
        ("Railway", "pulls other vehicles – Wagon: no; Engine: yes")
    ]


def test_an_excerpt_does_not_repeat_the_title(railway, student):
    assert shown(student, "railway") == [("Railway", "It runs on rails.")]
    assert shown(student, "railway climb") == [("Railway", "Some lines climb.")]


def test_a_fact_is_shown_once_with_its_words_marked(railway, student, student_client):
    page = student_client.get(PAGE, {"q": "freight"}).text

    assert shown(student, "freight", "fact") == [("Railway hauls freight over land.", "")]
    assert page.count("over land") == 2  # the fact, and the passage of the lesson
    assert "Railway hauls <mark>freight</mark> over land." in page


def test_the_line_with_most_of_the_words_is_shown():
    text = "A ferry \2boat\3.\nA \2boat\3 of a \2boat\3.\nA \2boat\3 in a \2port\3."

    assert excerpt(text) == "A \2boat\3 in a \2port\3."
    assert excerpt("") == excerpt("\n") == ""


def test_a_long_line_is_cut_around_the_match_but_keeps_a_label():
    words = " ".join(["word"] * 80)

    assert excerpt(f"{words} \2found\3 {words}").startswith("… word")
    assert "\2found\3" in excerpt(f"{words} \2found\3 {words}")
    assert excerpt(f"Not: {words} \2found\3").startswith("Not: word")


def test_the_index_follows_the_lessons(lesson, student):
    lesson.body = BODY.replace("Ferry", "Barge").replace("ferry", "barge")
    lesson.save()
    sync_course(lesson.module.course)

    assert titles(student, "ferry") == []
    assert "Boats: Barge" in titles(student, "barge")


def test_a_course_that_was_never_indexed_is_so_at_the_next_start(lesson, student):
    SearchEntry.objects.all().delete()
    SearchIndex.objects.all().delete()

    sync_course(lesson.module.course, lazy=True)

    assert titles(student, "ferry")


def test_an_index_that_another_program_made_is_made_anew_at_the_next_start(lesson, student):
    SearchEntry.objects.filter(kind="lesson").update(text="as it was shown once")
    SearchIndex.objects.update(maker="an earlier one")

    sync_course(lesson.module.course, lazy=True)

    assert titles(student, "shown once") == []
    assert titles(student, "ferry")


def test_a_course_that_did_not_change_is_left_alone(lesson):
    before = set(SearchEntry.objects.values_list("pk", flat=True))

    sync_course(lesson.module.course, lazy=True)

    assert set(SearchEntry.objects.values_list("pk", flat=True)) == before


def test_what_is_not_published_is_not_found(lesson, student):
    lesson.published = False
    lesson.save()

    assert titles(student, "ferry") == []


def test_a_note_is_found_by_its_writer_alone(lesson, student):
    write_note(student, "Think of the green funnel", lesson)

    (group,) = search(student, "funnels")
    assert group.title == "Your notes"
    assert "<mark>funnel</mark>" in group.found[0].snippet
    assert search(UserFactory.create(), "funnels") == ()


def test_a_changed_note_is_found_by_its_new_words_and_a_deleted_one_no_more(lesson, student):
    note = write_note(student, "green funnel", lesson)
    note.text, note.updated_at = "red mast", MONDAY + timedelta(days=1)
    note.save()

    assert search(student, "funnel") == ()
    assert search(student, "mast")
    note.delete()
    assert search(student, "mast") == ()
    assert not SearchEntry.objects.filter(kind="note").exists()


def test_a_note_stays_in_the_index_when_the_lessons_are_read_anew(lesson, student):
    write_note(student, "green funnel", lesson)

    index_course(lesson.module.course)

    assert search(student, "funnel")


def test_a_title_weighs_more_than_a_text(lesson, student):
    LessonFactory.create(
        module=lesson.module, title="Rivers", body="## Bank\n\nA ferry waits at the bank.\n"
    )
    sync_course(lesson.module.course)

    sections = next(group for group in search(student, "ferry") if group.kind == "lesson").found
    assert [one.title for one in sections] == ["Boats: Ferry", "Rivers: Bank"]


def test_nothing_found_says_what_to_try(student_client, lesson):
    page = student_client.get(PAGE, {"q": "<airship>"}).text

    assert "Nothing is found for “&lt;airship&gt;”" in page


@pytest.mark.parametrize("lessons", [1, 12])
def test_query_count_does_not_grow(student_client, django_assert_num_queries, lessons):
    module = LessonFactory.create(body=BODY).module
    for _ in range(lessons - 1):
        LessonFactory.create(module=module, body=BODY)
    sync_course(module.course)

    with django_assert_num_queries(7):  # session, user, words of three kinds, entries of two
        student_client.get(PAGE, {"q": "ferry"})


def test_words():
    assert words_of("  S3: bucket-policy, 'x' ") == ("S3", "bucket", "policy", "x")
    assert len(words_of("a " * 90)) == 12


def test_no_words_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_words((), user_id=1, kind="fact", limit=5) == []


def test_the_words_are_looked_up_and_not_read_through(lesson):
    if connection.vendor == "postgresql":
        plan = "SET LOCAL enable_seqscan = off"
        sql = """EXPLAIN SELECT id FROM progress_searchentry
            WHERE to_tsvector('english', title || ' ' || text) @@ to_tsquery('english', 'ferri:*')"""
    else:
        plan = "SELECT 1"
        sql = """EXPLAIN QUERY PLAN SELECT rowid FROM progress_searchwords
            WHERE progress_searchwords MATCH 'ferry'"""
    with connection.cursor() as cursor:
        cursor.execute(plan)
        cursor.execute(sql)
        told = " ".join(str(row) for row in cursor.fetchall())

    assert "progress_searchentry_words" in told or "VIRTUAL TABLE INDEX" in told


def test_a_guest_is_sent_to_log_in_and_other_methods_are_refused(client, student_client):
    assert student_client.post(PAGE).status_code == 405
    client.logout()
    assert "/accounts/login/" in client.get(PAGE).url
