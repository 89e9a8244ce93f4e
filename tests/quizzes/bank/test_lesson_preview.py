import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from courses.models import Lesson
from courses.rendering import render
from quizzes.bank.building import sync_course
from quizzes.bank.previewing import preview_edit
from quizzes.models import Question, Version
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
    assert '<li class="yield-key">Right: ' in page
    assert "Gone" in page


def test_the_part_for_the_form_is_no_whole_page(instructor_client, lesson):
    part = instructor_client.post(preview_of(lesson), {"body": edited(), "part": "panel"}).text

    assert part.lstrip().startswith("<section")
    assert "<html" not in part
    assert "As learners will see it" in part


def test_what_the_linter_says_is_shown(instructor_client, lesson):
    body = BODY + "\n## Marble\n\n- **Purpose:** statues and floors\n"

    line = body.count("\n", 0, body.index("- **Purpose")) + 1
    findings = preview_edit(lesson, body).findings

    assert any(finding.startswith(f"Line {line}: ") for finding in findings)
    page = instructor_client.post(preview_of(lesson), {"body": body}).text
    assert all(escape(finding) in page for finding in findings)


def test_what_is_said_on_a_save_of_the_same_text_is_said_before(instructor_client, lesson):
    body = BODY + "\n## Marble\n\nMarble shines.\n\n- **Holds:** veins of another colour\n"
    findings = preview_edit(lesson, body).findings

    saved = save(instructor_client, lesson, body=body).text

    assert findings
    for finding in findings:
        assert escape(finding.replace("Line", "Rocks, line", 1)) in saved


def test_learners_read_the_very_bytes_of_the_preview(instructor_client, lesson):
    page = instructor_client.post(preview_of(lesson), {"body": edited()}).text
    save(instructor_client, lesson, body=edited())

    read = instructor_client.get(lesson.get_absolute_url()).text

    shown = [piece.html for part in render(edited()).sections for piece in part.pieces]
    assert all(html in page and html in read for html in shown)


def test_a_question_that_another_lesson_asks_too_is_no_news(lesson):
    other = LessonFactory.create(module=lesson.module, slug="stones", title="Stones", body=BODY)
    sync_course(lesson.module.course)

    assert preview_edit(lesson, BODY).changes == ()
    assert preview_edit(other, BODY).changes == ()


def test_a_rejected_question_is_not_promised_again(lesson):
    question = lesson.questions.filter(status="live").first()
    Question.objects.filter(pk=question.pk).update(status="rejected")

    preview = preview_edit(lesson, BODY)

    assert preview.changes == ()
    assert preview.questions == len(live(lesson))


def test_what_was_asked_before_stands_beside_what_is_asked_then(lesson):
    body = edited("consists of tiny sea shells", "consists of small sea shells")

    changes = preview_edit(lesson, body).changes

    remarks = [change.remark for change in changes if change.kind == "changed"]
    assert any(remark.startswith("Before: ") and "tiny" in remark for remark in remarks)


def test_an_unpublished_lesson_is_shown_as_if_it_were_published(lesson):
    Lesson.objects.update(published=False)
    sync_course(lesson.module.course)

    preview = preview_edit(Lesson.objects.get(pk=lesson.pk), BODY)

    assert preview.questions > 0
    assert {change.kind for change in preview.changes} == {"new"}


def test_a_lesson_that_is_not_saved_yet_is_shown_with_all_its_questions_as_new(
    instructor_client, lesson
):
    body = BODY.replace("tiny sea shells", "pressed sand").replace("thin flat", "thick round")

    page = instructor_client.post(NEW, {"body": body, "module": lesson.module_id}).text

    assert "pressed sand" in page
    assert "once it is saved and published" in page
    assert 'data-fold="new"' in page
    assert 'data-fold="gone"' not in page


@pytest.mark.parametrize("module", ["", "999999", "x"])
def test_a_new_lesson_without_a_module_stands_alone(instructor_client, lesson, module):
    page = instructor_client.post(NEW, {"body": BODY, "module": module}).text

    assert "once it is saved and published" in page
    assert 'data-fold="new"' in page


@pytest.mark.parametrize("payload", PAYLOADS[:20])
def test_hostile_text_is_shown_as_text(instructor_client, lesson, payload):
    page = instructor_client.post(preview_of(lesson), {"body": payload}).text

    article = page[page.index("<article") : page.index("</article>")].lower()
    assert "<script" not in article
    assert not re.search(r"""<[^>]*(href|src)=["']?\s*javascript:|<[^>]+\son\w+=""", article)


@pytest.mark.parametrize("part", ["", "panel"])
@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a" * 200_001, "200,001 bytes; at most 200,000 are shown"),
        ("é" * 100_001, "200,002 bytes"),
        ("a" * 1_000_000, "1,000,000 bytes"),
        ("|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n", "a table of 60 columns"),
        ("Stones\0 and rocks", "a character that no text has"),
    ],
    ids=["a byte too long", "letters of two bytes", "a million", "wide", "NUL"],
)
def test_a_text_that_cannot_be_read_is_refused_in_words(
    instructor_client, lesson, body, words, part
):
    response = instructor_client.post(preview_of(lesson), {"body": body, "part": part})

    assert response.status_code == 200
    assert "This text cannot be read." in response.text
    assert words in response.text
    assert "data-fold" not in response.text


def test_a_body_that_no_form_should_hold_is_turned_away(instructor_client, lesson):
    response = instructor_client.post(preview_of(lesson), {"body": "a" * 3_000_000})

    assert response.status_code == 400


def test_an_empty_text_is_no_error(instructor_client, lesson):
    page = instructor_client.post(preview_of(lesson), {"body": ""}).text

    assert "There is no text yet." in page
    assert "0 facts, 0 questions" in page


def test_too_many_previews_are_refused_with_the_time_to_wait(instructor_client, lesson):
    answers = [instructor_client.post(NEW, {"body": ""}) for _ in range(61)]

    assert {answer.status_code for answer in answers[:60]} == {200}
    assert answers[60].status_code == 429
    assert 0 < int(answers[60]["Retry-After"]) <= 60


def test_learners_and_guests_see_no_preview(client, student_client, lesson):
    assert student_client.post(preview_of(lesson), {"body": BODY}).status_code == 403
    client.logout()
    assert "/accounts/login/" in client.post(preview_of(lesson), {"body": BODY}).url


def test_staff_without_the_right_to_edit_lessons_see_no_preview(client, lesson):
    helper = User.objects.create_user("helper@example.com", "a long walk at night", is_staff=True)
    client.force_login(helper)

    assert client.post(preview_of(lesson), {"body": BODY}).status_code == 403


def test_who_may_edit_lessons_and_is_no_staff_sees_no_preview(client, lesson):
    person = User.objects.create_user("former@example.com", "a long walk at night")
    person.user_permissions.add(Permission.objects.get(codename="change_lesson"))
    client.force_login(person)

    assert client.post(preview_of(lesson), {"body": BODY}).status_code == 403


def test_staff_with_the_right_to_edit_lessons_see_the_preview(client, lesson):
    helper = User.objects.create_user("helper@example.com", "a long walk at night", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_lesson"))
    client.force_login(helper)

    assert client.post(preview_of(lesson), {"body": BODY}).status_code == 200


def test_only_a_post_asks_for_it_and_no_stranger_frames_it(instructor_client, lesson):
    assert instructor_client.get(preview_of(lesson)).status_code == 405
    answer = instructor_client.post(NEW, {"body": ""})
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert (
        instructor_client.post(preview_of(lesson).replace(str(lesson.pk), "999999")).status_code
        == 404
    )


def test_the_form_offers_it(instructor_client, lesson):
    page = instructor_client.get(reverse("admin:courses_lesson_change", args=(lesson.pk,))).text
    new = instructor_client.get(reverse("admin:courses_lesson_add")).text

    assert f'formaction="{preview_of(lesson)}"' in page
    assert f'formaction="{NEW}"' in new


def test_who_may_only_look_at_lessons_is_offered_no_preview(client, lesson):
    reader = User.objects.create_user("reader@example.com", "a long walk at night", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_lesson"))
    client.force_login(reader)

    page = client.get(reverse("admin:courses_lesson_change", args=(lesson.pk,))).text

    assert "formaction" not in page
