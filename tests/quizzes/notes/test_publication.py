"""From a draft that nobody sees to a course that a student practises."""

import pytest
from django.urls import reverse

from courses.models import Lesson
from quizzes.bank.audit import audit
from quizzes.models import Asking, Attempt, Fact, Proposal, Question, Response
from quizzes.notes.decisions import answer_askings, decide_proposals
from quizzes.notes.files import Source
from quizzes.notes.publication import NothingApproved, preview_notes, publish_notes
from quizzes.practice.services import start_attempt
from tests.factories import MONDAY, LessonFactory
from tests.quizzes.notes.orchestra import (
    STRINGS,
    WINDS,
    approve_all,
    changed,
    imported,
    proposal,
    published,
    say_yes,
)

pytestmark = pytest.mark.django_db
Status = Proposal.Status


@pytest.fixture
def course():
    """A draft of two lessons of which nothing is decided."""
    return imported(STRINGS, WINDS).course


def approve(*words):
    for one in words:
        decide_proposals(proposals=[proposal(one)], status=Status.APPROVED, by=None, now=MONDAY)


# The whole way


def test_a_student_practises_questions_made_from_notes(student_client, student):
    course = imported(STRINGS, WINDS).course
    say_yes("identity", "negation", "closure")
    approve_all()
    publish_notes(course=course)
    lesson = Lesson.objects.get(slug="strings")

    page = student_client.get(lesson.get_absolute_url()).content.decode()
    assert "the melody above the orchestra" in page

    student_client.post(reverse("quizzes:practice"), {"source": f"lesson-{lesson.pk}", "count": 5})
    attempt = Attempt.objects.get(user=student)
    assert attempt.items.exists()
    for item in attempt.items.filter(version__question__kind="single"):
        key = item.option_order.index(item.version.key_positions[0])
        sent_key = student_client.get(item.get_absolute_url()).context["sent_key"]
        student_client.post(
            item.get_absolute_url(),
            {"chosen": "ABCDE"[key], "sent_key": sent_key},
        )
    assert Response.objects.exists()
    assert set(Response.objects.values_list("points", flat=True)) == {1.0}


def test_what_is_published_passes_the_audit(course):
    say_yes("identity", "negation", "closure")
    approve_all()
    publish_notes(course=course)

    assert audit(course)["questions"] > 0
    assert audit(course)["failures"] == []


def test_every_fact_of_the_course_was_approved(course):
    approve("reads the alto clef", "sings the tenor", "fills the middle")
    publish_notes(course=course)

    said = {row.statement for row in Proposal.objects.accepted()}
    assert set(Fact.objects.values_list("statement", flat=True)) == said


# Nobody sees a draft


def pages_of(lesson):
    course = lesson.module.course
    return [
        reverse("home"),
        reverse("courses:course_list"),
        reverse("quizzes:practice"),
        reverse("quizzes:try_question"),
        reverse("progress:dashboard"),
        f"{reverse('quizzes:practice')}?lesson={lesson.slug}",
        f"{reverse('progress:responses')}?lesson={lesson.slug}",
        reverse("progress:course_map", args=(course.slug,)),
        lesson.get_absolute_url(),
    ]


def test_a_draft_is_on_no_page_of_a_student_nor_of_an_instructor(client, student, instructor):
    lesson = Lesson.objects.get(module__course=imported(changed("# Strings", "# Zithers")).course)
    approve_all()
    for person in (student, instructor):
        client.force_login(person)
        for page in pages_of(lesson):
            response = client.get(page, follow=True)
            text = response.content.decode()
            assert "Zithers" not in text, page
            assert "alto clef" not in text, page
        assert client.get(lesson.get_absolute_url()).status_code == 404
        assert client.get(pages_of(lesson)[-2]).status_code == 404


@pytest.mark.parametrize(
    "act", ["progress:lesson_open", "progress:lesson_finish", "quizzes:check_start"]
)
def test_nothing_can_be_done_with_a_draft_lesson(student_client, course, act):
    approve_all()

    response = student_client.post(reverse(act, args=(course.slug, "strings")))

    assert response.status_code == 404


def test_a_draft_cannot_be_practised(student_client, course):
    approve_all()
    for lesson in Lesson.objects.all():
        for source in (f"lesson-{lesson.pk}", f"module-{lesson.module_id}"):
            student_client.post(reverse("quizzes:practice"), {"source": source, "count": 5})

    assert not Attempt.objects.exists()
    assert not Question.objects.exists()


# Previews


def test_a_preview_makes_the_questions_that_publishing_makes_and_stores_nothing(course):
    say_yes("identity", "negation", "closure")
    approve_all()

    preview = preview_notes(course=course)

    assert not Fact.objects.exists()
    publish_notes(course=course)
    stored = set(Question.objects.servable().values_list("current__stem", flat=True))
    assert {item.stem.text for item in preview.bank.items} == stored
    assert stored


def test_a_preview_asks_only_what_is_approved_unless_told_otherwise(course):
    approve("reads the alto clef")
    body = Lesson.objects.get(slug="strings").body

    sure, bold = preview_notes(course=course), preview_notes(course=course, pending=True)

    assert {fact.subject for fact in sure.base.facts} == {"Viola"}
    assert {"Cello", "Oboe"} <= {fact.subject for fact in bold.base.facts}
    assert Lesson.objects.get(slug="strings").body == body
    assert Proposal.objects.accepted().count() == 1


def test_a_preview_of_rejected_facts_never_shows_them(course):
    decide_proposals(
        proposals=[proposal("reads the alto clef")], status=Status.REJECTED, by=None, now=MONDAY
    )

    said = {fact.statement for fact in preview_notes(course=course, pending=True).base.facts}

    assert not any("reads the alto clef" in statement for statement in said)


# Publishing


def test_a_draft_without_an_approved_fact_is_not_published(course):
    with pytest.raises(NothingApproved, match="no fact is approved yet"):
        publish_notes(course=course)

    course.refresh_from_db()
    assert not course.published
    assert not Lesson.objects.filter(published=True).exists()


def test_a_lesson_that_nobody_has_looked_at_stays_a_draft(course):
    approve("reads the alto clef")

    report = publish_notes(course=course)

    assert (report.published, report.held_back) == (["strings"], ["winds"])
    assert list(Lesson.objects.published().values_list("slug", flat=True)) == ["strings"]


def test_a_lesson_from_which_nothing_is_proposed_is_published_as_it_reads():
    prose = Source("prose.md", "# A word before\n\nOh, those rehearsals.\n")
    course = published(STRINGS, prose)

    assert Lesson.objects.published().filter(module__course=course).count() == 2


def test_publishing_twice_changes_nothing(course):
    approve_all()
    publish_notes(course=course)
    before = list(Question.objects.values()), list(Lesson.objects.values())

    report = publish_notes(course=course)

    assert (list(Question.objects.values()), list(Lesson.objects.values())) == before
    assert report.sync.new == report.sync.reworded == report.sync.retired == 0


def test_publishing_again_brings_changed_notes_and_keeps_edits():
    course = published(STRINGS)
    lesson = Lesson.objects.get()
    lesson.body = lesson.body.replace("not yet in order", "in order now")
    lesson.save()
    imported(changed("reads the alto clef", "reads the clef of C"))
    approve_all()
    assert "clef of C" not in Lesson.objects.get().body

    publish_notes(course=course)

    body = Lesson.objects.get().body
    assert "- **Reads:** the clef of C" in body
    assert "in order now" in body


def test_a_lesson_made_by_hand_stays_as_it_is(course):
    mine = LessonFactory.create(
        module=Lesson.objects.get(slug="winds").module, slug="mine", published=False
    )
    approve_all()

    publish_notes(course=course)

    mine.refresh_from_db()
    assert not mine.published


def test_a_published_part_taken_out_of_the_notes_is_unpublished_with_the_next_publishing(student):
    both = Source("all.md", f"{STRINGS.text}\n{WINDS.text}")
    course = imported(both).course
    say_yes("identity", "negation", "closure")
    approve_all()
    publish_notes(course=course)
    start_attempt(
        user=student, source=Lesson.objects.get(slug="strings"), count=3, seed=1, now=MONDAY
    )

    report = imported(Source("all.md", WINDS.text))
    assert Lesson.objects.get(slug="strings").published
    assert "strings" in report.waiting

    assert publish_notes(course=course).withdrawn == ["music / strings"]
    assert not Lesson.objects.get(slug="strings").published
    assert not Question.objects.servable().filter(lesson__slug="strings").exists()
    assert Attempt.objects.get().items.exists()


def test_an_answer_changes_what_is_asked(course):
    approve_all()
    before = len(preview_notes(course=course).bank.items)

    for asking in Asking.objects.of(course).open().filter(kind__in=("identity", "negation")):
        answer_askings(askings=[asking], answer="yes", by=None, now=MONDAY)

    assert len(preview_notes(course=course).bank.items) > before
