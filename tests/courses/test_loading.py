"""Loading a course again and again."""

import pytest

from courses.loading import BadFixture, load_fixtures
from courses.models import Course, Lesson

COURSE = """\
- model: courses.course
  fields: {slug: plants, title: Plants, published: true}
- model: courses.module
  fields: {course: [plants], position: 1, slug: light, title: Light}
"""
LESSON = """\
- model: courses.lesson
  fields:
    module: [plants, light]
    position: 1
    slug: leaf
    title: Leaf
    summary: What a leaf does.
    body: |
      A leaf captures light.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "00-course.yaml").write_text(COURSE)
    (tmp_path / "01-leaf.yaml").write_text(LESSON)
    return tmp_path


@pytest.fixture
def loaded(db, folder):
    load_fixtures([folder])
    return folder


def rewrite(folder, old, new):
    file = folder / "01-leaf.yaml"
    file.write_text(file.read_text().replace(old, new))


def test_an_empty_database_gets_every_row(db, folder):
    report = load_fixtures([folder])

    assert len(report.created) == 3
    assert [course.slug for course in report.courses] == ["plants"]


def test_the_second_load_changes_nothing(loaded):
    report = load_fixtures([loaded])

    assert len(report.unchanged) == 3
    assert [report.created, report.updated, report.kept, report.conflicts] == [[], [], [], []]


def test_what_only_the_fixture_changed_is_updated(loaded):
    rewrite(loaded, "captures light", "catches sunlight")

    report = load_fixtures([loaded])

    assert report.updated == ["plants / leaf"]
    assert "sunlight" in Lesson.objects.get().body


def test_what_an_instructor_changed_is_kept_and_reported(loaded):
    Lesson.objects.update(title="The leaf")

    report = load_fixtures([loaded])

    assert report.kept == ["plants / leaf: title"]
    assert Lesson.objects.get().title == "The leaf"


def test_changes_of_both_sides_to_different_fields_meet(loaded):
    Lesson.objects.update(title="The leaf")
    rewrite(loaded, "captures light", "catches sunlight")

    load_fixtures([loaded])

    lesson = Lesson.objects.get()
    assert lesson.title == "The leaf"
    assert "sunlight" in lesson.body


def test_a_real_conflict_is_reported_and_not_overwritten(loaded):
    Lesson.objects.update(title="The leaf")
    rewrite(loaded, "title: Leaf", "title: Leaves")

    report = load_fixtures([loaded])

    assert len(report.conflicts) == 1
    assert report.conflicts[0].startswith("plants / leaf: title (")
    assert Lesson.objects.get().title == "The leaf"


def test_a_kept_change_stays_kept_at_the_third_load(loaded):
    Lesson.objects.update(title="The leaf")

    load_fixtures([loaded])
    report = load_fixtures([loaded])

    assert report.kept == ["plants / leaf: title"]


def test_a_field_new_in_the_fixture_arrives(loaded):
    rewrite(loaded, "    title: Leaf\n", "    title: Leaf\n    minutes: 9\n")

    report = load_fixtures([loaded])

    assert report.updated == ["plants / leaf"]
    assert Lesson.objects.get().minutes == 9


@pytest.mark.parametrize(
    ("text", "line", "cure"),
    [
        ("- model: [unclosed\n", 2, "not valid YAML"),
        ("model: courses.course\n", 1, "a list of rows"),
        ("- fields: {slug: a}\n", 1, "is not a model of a course"),
        ("- model: courses.course\n", 1, "each row needs"),
        ("\n- model: auth.group\n  fields: {name: a}\n", 2, "is not a model of a course"),
        ("- model: courses.course\n  pk: 1\n  fields: {slug: a}\n", 1, "leave “pk” out"),
        ("- model: courses.course\n  fields: {slug: a, colour: red}\n", 1, "no field “colour”"),
        ("- model: courses.course\n  fields: {slug: a b, title: A}\n", 1, "slug:"),
        ("- model: courses.module\n  fields: {course: [no], slug: a}\n", 1, "natural key"),
        (
            "- model: courses.module\n  fields: {slug: a, position: 1}\n",
            1,
            "a reference is missing",
        ),
        (LESSON.replace("position: 1", "position: first"), 1, "position:"),
    ],
)
def test_a_bad_fixture_names_file_line_and_cure_and_changes_nothing(loaded, text, line, cure):
    (loaded / "02-bad.yaml").write_text(text)
    rewrite(loaded, "captures light", "catches sunlight")

    with pytest.raises(BadFixture) as caught:
        load_fixtures([loaded])

    assert f"02-bad.yaml:{line}: " in str(caught.value)
    assert cure in str(caught.value)
    assert "sunlight" not in Lesson.objects.get().body
    assert Course.objects.count() == 1


def test_a_file_in_another_encoding_is_refused(loaded):
    (loaded / "02-bad.yaml").write_bytes("- été\n".encode("latin-1"))

    with pytest.raises(BadFixture, match="not UTF-8"):
        load_fixtures([loaded])


def test_an_empty_folder_is_refused(db, tmp_path):
    with pytest.raises(BadFixture, match="no fixture is here"):
        load_fixtures([tmp_path])
