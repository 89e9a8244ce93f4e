"""What keeps lessons from being asked well, for authors at a terminal and for continuous integration."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.bank.building import sync_course
from quizzes.models import Question
from tests.factories import LessonFactory, ModuleFactory
from tests.quizzes.bank.test_bank import BODY
from tests.shipped import SHIPPED

UNREADABLE = f"{BODY}\n## Raft\n\nA raft floats.\n\n- **Purpose:** logs and rope\n"
BARE = f"{BODY}\n## Raft\n\nA raft floats.\n\n- **Needs:** logs tied with rope\n"


@pytest.fixture
def harbour(db):
    return ModuleFactory.create(course__slug="harbour")


def printed(*arguments):
    out = StringIO()
    call_command("lint_lessons", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments):
    """Return what is printed before the command ends with an error, and the error."""
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("lint_lessons", *arguments, stdout=out)
    return out.getvalue(), failure.value


def test_a_sound_course_has_nothing_to_mend(harbour):
    LessonFactory.create(module=harbour, slug="boats", body=BODY)

    text = printed("--course", "harbour")

    assert "harbour: 1 lessons" in text
    assert "Nothing to mend." in text


def test_a_finding_shows_the_lesson_the_line_its_words_and_the_cure(harbour):
    LessonFactory.create(module=harbour, slug="boats", body=UNREADABLE)

    text, error = refused("--course", "harbour")

    assert "error: boats, line 16 [unreadable]" in text
    assert "    - **Purpose:** logs and rope" in text
    assert "does not begin with a verb" in text
    assert "write a verb in its base form" in text
    assert error.returncode == 1
    assert "1 errors" in str(error)


def test_advice_fails_only_where_it_is_asked_to(harbour):
    LessonFactory.create(module=harbour, slug="boats", body=BARE)

    text = printed("--course", "harbour")

    assert "advice: boats, line 12 [no-purpose]" in text
    assert "1 pieces of advice" in str(refused("--course", "harbour", "--strict")[1])


def test_the_lines_to_write_next_come_with_what_they_unlock(harbour):
    LessonFactory.create(module=harbour, slug="boats", body=BARE)

    text = printed("--course", "harbour", "--next", "1")

    assert "One line more, and what it unlocks:" in text
    assert "under “Raft”, line 12 of boats" in text
    assert "- **Not:**" in text


def test_without_a_slug_every_course_is_looked_at(harbour):
    LessonFactory.create(module=harbour, slug="boats", body=BODY)
    LessonFactory.create(module__course__slug="airport", slug="jets", body="Only words.")

    text = printed()

    assert "harbour: 1 lessons" in text
    assert "airport: 1 lessons, 0 questions." in text


def test_the_stored_bank_is_left_as_it_is(harbour):
    lesson = LessonFactory.create(module=harbour, slug="boats", body=BODY)
    sync_course(harbour.course)
    before = set(Question.objects.values_list("key", "status"))
    lesson.body = "Nothing is left."
    lesson.save()

    printed("--course", "harbour")

    assert set(Question.objects.values_list("key", "status")) == before


def test_markdown_files_are_lessons_of_one_course(tmp_path):
    (tmp_path / "boats.md").write_text(UNREADABLE, encoding="utf-8")
    (tmp_path / "rafts.md").write_text(
        "## Raft\n\nA raft.\n\n- **Cost:** 9 euros\n", encoding="utf-8"
    )

    (report,), error = json_of(tmp_path / "boats.md", tmp_path / "rafts.md")

    found = {(one["lesson"], one["line"], one["rule"]) for one in report["findings"]}
    assert ("boats", 16, "unreadable") in found
    assert ("rafts", 5, "undated") in found
    assert report["lessons"] == 2
    assert "2 errors" in str(error)


def json_of(*paths):
    text, error = refused(*map(str, paths), "--json")
    return json.loads(text), error


def test_a_fixture_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="no fixture is here"):
        printed(str(tmp_path / "missing.yaml"))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "boats.md").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError):
        printed(str(tmp_path / "boats.md"))


@pytest.mark.parametrize(
    "text", ["a: [", "just words", "- model: courses.lesson", "- {model: courses.boat, fields: {}}"]
)
def test_a_fixture_of_another_shape_is_refused(tmp_path, text):
    (tmp_path / "boats.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=r"boats\.yaml"):
        printed(str(tmp_path / "boats.yaml"))


def test_a_lesson_without_its_text_is_refused(tmp_path):
    row = "- {model: courses.lesson, fields: {slug: boats, title: Boats}}"
    (tmp_path / "boats.yaml").write_text(row, encoding="utf-8")

    with pytest.raises(CommandError, match="lacks its 'body'"):
        printed(str(tmp_path / "boats.yaml"))


def test_files_and_a_course_are_not_looked_at_together(harbour):
    with pytest.raises(CommandError, match="not both"):
        printed("boats.md", "--course", "harbour")


def test_the_shipped_course_passes_the_strict_linter():
    (report,) = json.loads(printed(str(SHIPPED), "--strict", "--json"))

    assert report["lessons"] == 16
    assert report["findings"] == []
    assert report["next"]
    gains = [line["unlocks"] for line in report["next"]]
    assert gains == sorted(gains, reverse=True)
