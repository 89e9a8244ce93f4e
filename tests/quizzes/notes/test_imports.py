"""Importing notes: a draft that nobody sees, again without a change, and changed notes in three ways."""

from dataclasses import replace

import pytest

from courses.loading import BadFixture
from courses.models import Course, Lesson, LoadedRow, Module
from quizzes.models import Asking, NotesFile, Proposal, Question
from quizzes.notes.decisions import decide_proposals
from quizzes.notes.drafts import draft_of
from quizzes.notes.files import BadNotes, Source
from quizzes.notes.imports import refresh
from quizzes.notes.lessons import lessons_of_notes
from quizzes.notes.publication import preview_notes, publish_notes
from tests.factories import MONDAY, CourseFactory, LessonFactory
from tests.quizzes.notes.orchestra import (
    STRINGS,
    WINDS,
    approve_all,
    changed,
    imported,
    proposal,
    published,
)

pytestmark = pytest.mark.django_db
Status = Proposal.Status


def rows():
    """Return everything that an import writes."""
    models = (Course, Module, Lesson, NotesFile, Proposal, Asking, LoadedRow)
    return [list(model.objects.order_by("pk").values()) for model in models]


# The first time


def test_an_import_makes_a_draft_course_with_lessons_and_proposals():
    report = imported(STRINGS, WINDS)

    course = Course.objects.get()
    assert report.created
    assert (course.slug, course.title, course.published) == ("music", "Music", False)
    assert list(lessons_of_notes(course)) == list(Lesson.objects.all())
    assert not Lesson.objects.filter(published=True).exists()
    assert Proposal.objects.exclude(status=Status.PROPOSED).count() == 0
    assert Proposal.objects.count() > 10


def test_the_raw_text_is_kept_and_every_proposal_quotes_a_line_of_it():
    imported(changed("the middle of the harmony", "**the** middle,  of the harmony"))

    file = NotesFile.objects.get()
    lines = file.raw.split("\n")
    assert "**the** middle,  of the harmony" in file.raw
    for row in Proposal.objects.all():
        assert row.quote.strip() in lines[row.line - 1]


def test_every_proposal_belongs_to_a_lesson():
    imported(STRINGS, WINDS)

    assert not Proposal.objects.filter(lesson=None).exists()
    assert {row.lesson.title for row in Proposal.objects.filter(subject="Oboe")} == {"Winds"}


def test_nothing_that_nobody_approved_is_a_fact_of_a_lesson():
    imported()

    assert "**" not in "".join(Lesson.objects.values_list("body", flat=True))


def test_a_course_that_was_not_made_from_notes_is_refused_and_stays_as_it_is():
    CourseFactory.create(slug="music", title="Mine")

    with pytest.raises(
        BadNotes, match=r"strings\.md:1: the course “music” was not made from notes"
    ):
        imported()

    assert Course.objects.get().title == "Mine"
    assert not Module.objects.exists()


def test_a_slug_that_is_none_is_refused_and_nothing_is_stored():
    with pytest.raises(BadFixture, match=r"strings\.md:1: slug"):
        imported(slug="no slug")

    assert not Course.objects.exists()


def test_a_lesson_too_large_to_show_is_refused_by_line_and_nothing_is_stored():
    long = "\n```\nplayed again and again\n```\n" * 9000

    with pytest.raises(BadFixture, match=r"long\.md:1: body: .* Split it in two"):
        imported(Source("long.md", f"# Long\n{long}"))

    assert not Course.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "No heading at all, and nothing to ask.\n",
        f"# {'A very long heading ' * 30}\n\n* reads the alto clef\n",
        "# \n\n#\n\n* reads\n",
        "# Скрипка\n\n* держат под подбородком\n",
        "```\n# not a heading\n",
        "| a | b |\n| --- |\n",
        "# Same\n\n* reads one\n\n# Same\n\n* reads two\n",
    ],
)
def test_notes_of_any_quality_make_a_draft(text):
    report = imported(Source("odd.md", text))

    assert report.created
    for lesson in Lesson.objects.all():
        lesson.full_clean()


def test_two_files_with_one_heading_have_a_lesson_each():
    imported(STRINGS, Source("more.md", STRINGS.text))

    slugs = list(Lesson.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["strings", "more-strings"]


def test_a_course_that_was_deleted_may_be_imported_again():
    imported()
    Course.objects.all().delete()

    assert imported().created
    assert Lesson.objects.count() == 1


# Twice


def test_the_second_import_changes_nothing():
    imported(STRINGS, WINDS)
    before = rows()

    report = imported(STRINGS, WINDS, now=MONDAY.replace(hour=20))

    assert rows() == before
    assert not report.created
    assert [file.changes.new for file in report.files] == [0, 0]


def test_the_second_import_after_decisions_changes_nothing():
    imported()
    approve_all()
    before = rows()

    imported()

    assert rows() == before


def test_one_file_may_be_imported_alone_and_the_others_stay():
    imported(STRINGS, WINDS)

    report = imported(changed("tenor", "bass"))

    assert report.missing == ["winds.md"]
    assert Lesson.objects.count() == 2


def test_a_file_under_another_name_is_the_same_file():
    imported(STRINGS)
    approve_all()

    report = imported(Source("bowed.md", STRINGS.text))

    assert (NotesFile.objects.get().path, report.missing) == ("bowed.md", [])
    assert not Proposal.objects.pending().exists()


def test_a_changed_reader_of_notes_reads_the_stored_text_anew(monkeypatch):
    imported()
    row = proposal("reads the alto clef")
    Proposal.objects.filter(pk=row.pk).update(confidence=0.01)
    refresh(Course.objects.get())
    assert proposal("reads the alto clef").confidence == 0.01

    monkeypatch.setattr("quizzes.notes.imports.generator_digest", lambda: "another")
    refresh(Course.objects.get())

    assert proposal("reads the alto clef").confidence == row.confidence


def test_another_reader_takes_no_approved_fact_out_of_a_lesson(monkeypatch):
    course = imported().course
    approve_all()
    body = Lesson.objects.get().body
    less = {row.key for row in Proposal.objects.filter(subject__in=("Cello", "Viola"))}
    whole = draft_of(NotesFile.objects.get())
    fewer = replace(whole, proposals=tuple(p for p in whole.proposals if p.key not in less))
    for module in ("drafts", "imports", "lessons", "decisions"):
        monkeypatch.setattr(f"quizzes.notes.{module}.draft_of", lambda file: fewer)
    monkeypatch.setattr("quizzes.notes.imports.generator_digest", lambda: "another")

    decide_proposals(
        proposals=Proposal.objects.filter(value="a bow"),
        status=Status.APPROVED,
        by=None,
        now=MONDAY,
    )

    assert Proposal.objects.accepted().count() == Proposal.objects.count()
    assert set(facts_in(Lesson.objects.get().body)) == set(facts_in(body))
    assert preview_notes(course=course).base.facts


def facts_in(body):
    return [line for line in body.splitlines() if line.startswith("- **")]


# Changed notes


def test_what_only_the_notes_changed_arrives_and_has_to_be_approved():
    imported()
    approve_all()

    report = imported(changed("the tenor lines", "the tenor lines, softly"))

    row = proposal("softly")
    assert row.status == Status.PROPOSED
    assert [text for file in report.files for text in file.changes.replaced]
    body = Lesson.objects.get().body
    assert "**Sings:**" not in body
    assert "softly" in body  # as prose


def test_a_change_taken_back_brings_lessons_and_decisions_back_as_they_were():
    imported()
    approve_all()
    before = list(Lesson.objects.values("slug", "title", "body")), rows()[4]

    imported(changed("the tenor lines", "the tenor lines, softly"))
    assert Lesson.objects.get().body != before[0][0]["body"]
    imported()

    assert (list(Lesson.objects.values("slug", "title", "body")), rows()[4]) == before


def test_a_decision_on_another_line_stays():
    imported()
    approve_all()

    imported(changed("the tenor lines", "the tenor lines, softly"))

    assert proposal("reads the alto clef").status == Status.APPROVED
    assert "**Reads:** the alto clef" in Lesson.objects.get().body


def test_an_edit_of_a_lesson_stays_and_the_change_of_the_notes_arrives():
    imported()
    approve_all()
    lesson = Lesson.objects.get()
    lesson.body = lesson.body.replace("not yet in order", "in order now")
    lesson.title = "The strings"
    lesson.save()

    report = imported(changed("* rests on a spike", "* rests on a spike\n* carries a low C"))
    decide_proposals(proposals=[proposal("a low C")], status=Status.APPROVED, by=None, now=MONDAY)

    lesson.refresh_from_db()
    assert "in order now" in lesson.body
    assert "**Carries:** a low C" in lesson.body
    assert lesson.title == "The strings"
    assert report.files[0].load.conflicts == []
    assert report.files[0].load.kept == ["music / strings: title"]


def test_a_line_that_a_person_and_the_notes_changed_is_shown_and_not_overwritten():
    imported()
    lesson = Lesson.objects.get()
    lesson.body = lesson.body.replace("not yet in order", "in order now")
    lesson.save()

    report = imported(changed("not yet in order", "still in no order"))

    (conflict,) = report.files[0].load.conflicts
    assert "in order now" in conflict
    assert "still in no order" in conflict
    assert NotesFile.objects.get().conflicts == [conflict]
    assert "in order now" in Lesson.objects.get().body


def test_conflicts_stay_on_show_when_the_same_notes_come_again():
    imported()
    Lesson.objects.update(title="The strings")
    other = changed("# Strings", "# Bowed instruments")
    imported(other)
    (conflict,) = NotesFile.objects.get().conflicts

    imported(other)

    assert NotesFile.objects.get().conflicts == [conflict]


def test_a_reworded_heading_keeps_lesson_and_address():
    imported()
    lesson = Lesson.objects.get()

    imported(changed("# Strings", "# Bowed instruments"))

    (same,) = Lesson.objects.all()
    assert (same.pk, same.slug, same.title) == (lesson.pk, "strings", "Bowed instruments")


def test_a_lesson_that_was_deleted_in_the_admin_stays_deleted():
    imported(STRINGS, WINDS)
    Lesson.objects.get(slug="winds").delete()

    report = imported(STRINGS, WINDS)

    assert not Lesson.objects.filter(slug="winds").exists()
    assert "music / winds: deleted here" in report.files[1].load.kept


def test_a_lesson_made_by_hand_is_never_taken_for_one_of_the_notes():
    imported()
    module = Module.objects.get()
    mine = LessonFactory.create(module=module, slug="winds", body="Mine.\n", published=False)

    imported(STRINGS, WINDS)

    mine.refresh_from_db()
    assert mine.body == "Mine.\n"
    assert Lesson.objects.filter(slug="winds-winds").exists()


PARTS = f"{STRINGS.text}\n{WINDS.text}"
WINDS_TOO = "".join(
    f"\n## Horn {n}\n* is a wind instrument with valves\n* plays the call {n}\n" for n in range(9)
)


def test_a_part_taken_out_of_the_notes_takes_its_draft_lesson_along():
    imported(Source("all.md", PARTS))
    assert Lesson.objects.count() == 2

    report = imported(Source("all.md", PARTS.split("# Winds")[0]))

    assert [lesson.slug for lesson in Lesson.objects.all()] == ["strings"]
    assert report.withdrawn == ["music / winds"]
    assert Module.objects.filter(lessons=None).count() == 0


def test_a_part_that_comes_back_brings_lesson_and_decisions_back():
    imported(Source("all.md", PARTS))
    approve_all()
    imported(Source("all.md", PARTS.split("# Winds")[0]))

    imported(Source("all.md", PARTS))

    assert proposal("bright line").status == Status.APPROVED
    assert "bright line" in Lesson.objects.get(slug="winds").body


def test_a_part_taken_out_of_the_notes_but_edited_here_stays():
    imported(Source("all.md", PARTS))
    Lesson.objects.filter(slug="winds").update(body="Mine.\n")

    report = imported(Source("all.md", PARTS.split("# Winds")[0]))

    assert Lesson.objects.get(slug="winds").body == "Mine.\n"
    assert (report.withdrawn, report.kept) == ([], ["music / winds"])


# What learners see


def test_a_published_lesson_changes_only_when_it_is_published_again():
    course = published(STRINGS)
    before = Lesson.objects.get()
    questions = Question.objects.servable().count()

    report = imported(changed("the tenor lines", "the tenor lines, softly"))

    lesson = Lesson.objects.get()
    assert (lesson.body, lesson.published) == (before.body, True)
    assert report.waiting == ["strings"]
    assert Question.objects.servable().of(course).count() == questions


def test_a_module_that_learners_see_keeps_its_title_until_the_next_publishing():
    course = published(Source("all.md", PARTS))
    title = Module.objects.first().title

    imported(Source("all.md", PARTS.replace("# Strings", "# Bowed instruments") + WINDS_TOO))

    assert Module.objects.first().title == title
    publish_notes(course=course)
    assert Lesson.objects.filter(title__contains="Bowed instruments").exists()


def test_a_new_part_of_published_notes_is_a_draft():
    published(STRINGS)

    imported(STRINGS, WINDS)

    assert not Lesson.objects.get(slug="winds").published
