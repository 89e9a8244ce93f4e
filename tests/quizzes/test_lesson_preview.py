import re

import pytest
from django.urls import reverse

from accounts.models import User
from courses.models import Lesson
from quizzes.bank import sync_course
from quizzes.models import Version
from quizzes.previewing import preview_edit
from tests.courses.hostile import PAYLOADS
from tests.courses.test_lesson_admin import BODY, save
from tests.factories import LessonFactory, ModuleFactory

NEW = reverse("quizzes:lesson_preview_new")


@pytest.fixture
def lesson(db):
    module = ModuleFactory.create()
    lesson = LessonFactory.create(module=module, slug="rocks", title="Rocks", body=BODY)
    sync_course(module.course)
    return lesson


def preview_of(lesson):
    return reverse("quizzes:lesson_preview", args=(lesson.pk,))


def edited(old="consists of tiny sea shells", new="dissolves in weak acid"):
    return BODY.replace(old, new)


def live(lesson):
    return {q.key: q.current.digest for q in lesson.questions.filter(status="live")}


def test_a_text_that_did_not_change_changes_nothing(lesson):
    preview = preview_edit(lesson, BODY)

    assert preview.changes == ()
    assert preview.kept == preview.questions == len(live(lesson))


@pytest.mark.parametrize(
    "body",
    [edited(), edited("no | no | yes | no", "yes | no | yes | no"), BODY + "\nA last word.\n"],
    ids=["a row says another thing", "a cell is another", "prose is put in"],
)
def test_what_is_foretold_is_what_a_save_makes(instructor_client, lesson, body):
    before = live(lesson)
    preview = preview_edit(Lesson.objects.get(pk=lesson.pk), body)

    save(instructor_client, lesson, body=body)

    after = live(lesson)
    counts = {kind: sum(c.kind == kind for c in preview.changes) for kind in ("new", "gone")}
    assert counts == {"new": len(after.keys() - before.keys()), "gone": len(before.keys() - after)}
    assert preview.questions == len(after)


def test_a_preview_stores_nothing(instructor_client, lesson):
    before = live(lesson), Version.objects.count()

    instructor_client.post(preview_of(lesson), {"body": edited()})

    lesson.refresh_from_db()
    assert lesson.body == BODY
    assert (live(lesson), Version.objects.count()) == before


def test_the_page_shows_the_lesson_the_changes_and_the_keys(instructor_client, lesson):
    page = instructor_client.post(preview_of(lesson), {"body": edited(), "title": "Rocks"}).text

    assert "dissolves in weak acid" in page
    assert "<table" in page
    assert "(right)" in page
    assert "Gone" in page


def test_the_part_for_the_form_is_no_whole_page(instructor_client, lesson):
    part = instructor_client.post(preview_of(lesson), {"body": edited(), "part": "questions"}).text

    assert part.lstrip().startswith("<section")
    assert "If you save this" in part


def test_what_the_linter_says_is_shown(instructor_client, lesson):
    body = BODY + "\n## Flint\n\nA flint.\n\n- **Purpose:** frobnicate\n"

    assert preview_edit(lesson, body).findings
    assert (
        "keeps it from being asked well"
        in instructor_client.post(preview_of(lesson), {"body": body}).text
    )


def test_an_unpublished_lesson_is_shown_as_if_it_were_published(lesson):
    Lesson.objects.update(published=False)
    sync_course(lesson.module.course)

    preview = preview_edit(Lesson.objects.get(pk=lesson.pk), BODY)

    assert preview.questions > 0
    assert {change.kind for change in preview.changes} == {"new"}


def test_a_lesson_that_is_not_saved_yet_is_shown_and_says_when_its_questions_are(
    instructor_client, lesson
):
    page = instructor_client.post(NEW, {"body": BODY}).text

    assert "tiny sea shells" in page
    assert "Save the lesson first" in page


@pytest.mark.parametrize("payload", PAYLOADS[:20])
def test_hostile_text_is_shown_as_text(instructor_client, lesson, payload):
    page = instructor_client.post(preview_of(lesson), {"body": payload}).text

    article = page[page.index("<article") : page.index("</article>")].lower()
    assert "<script" not in article
    assert not re.search(r"""<[^>]*(href|src)=["']?\s*javascript:|<[^>]+\son\w+=""", article)


@pytest.mark.parametrize("body", ["a" * 200_001, "|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n"])
def test_a_text_that_cannot_be_shown_is_refused_in_words(instructor_client, lesson, body):
    response = instructor_client.post(preview_of(lesson), {"body": body})

    assert response.status_code == 200
    assert "It cannot be shown" in response.text


def test_a_zero_byte_and_an_empty_text_are_no_errors(instructor_client, lesson):
    for body in ("", "\0", "a\0b"):
        assert instructor_client.post(preview_of(lesson), {"body": body}).status_code == 200


def test_learners_and_guests_see_no_preview(client, student_client, lesson):
    assert student_client.post(preview_of(lesson), {"body": BODY}).status_code == 403
    client.logout()
    assert "/accounts/login/" in client.post(preview_of(lesson), {"body": BODY}).url


def test_staff_without_the_right_to_edit_lessons_see_no_preview(client, lesson):
    helper = User.objects.create_user("helper@example.com", "a long walk at night", is_staff=True)
    client.force_login(helper)

    assert client.post(preview_of(lesson), {"body": BODY}).status_code == 403


def test_only_a_post_asks_for_it_and_no_stranger_frames_it(instructor_client, lesson):
    assert instructor_client.get(preview_of(lesson)).status_code == 405
    assert instructor_client.post(NEW, {"body": ""})["X-Frame-Options"] == "DENY"
    assert (
        instructor_client.post(preview_of(lesson).replace(str(lesson.pk), "999999")).status_code
        == 404
    )


def test_the_form_offers_it(instructor_client, lesson):
    page = instructor_client.get(reverse("admin:courses_lesson_change", args=(lesson.pk,))).text
    new = instructor_client.get(reverse("admin:courses_lesson_add")).text

    assert f'formaction="{preview_of(lesson)}"' in page
    assert f'formaction="{NEW}"' in new
