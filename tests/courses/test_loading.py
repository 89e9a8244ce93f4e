"""Loading a course again and again."""

import pytest
from django.core.management import CommandError, call_command

from courses.loading import BadFixture, load_fixtures
from courses.models import Course, Lesson
from tests.factories import LessonFactory

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


def test_changes_of_both_sides_to_different_lines_of_a_text_meet(loaded):
    rewrite(loaded, "      A leaf captures light.\n", "      A leaf.\n\n      A root.\n")
    load_fixtures([loaded])
    Lesson.objects.update(body="A green leaf.\n\nA root.\n")
    rewrite(loaded, "A root.", "A deep root.")

    report = load_fixtures([loaded])

    assert Lesson.objects.get().body == "A green leaf.\n\nA deep root.\n"
    assert report.updated == ["plants / leaf"]
    assert report.conflicts == []


def test_a_line_that_both_sides_changed_is_shown_and_not_overwritten(loaded):
    Lesson.objects.update(body="A green leaf captures light.\n")
    rewrite(loaded, "captures light", "catches sunlight")

    report = load_fixtures([loaded])

    assert Lesson.objects.get().body == "A green leaf captures light.\n"
    (conflict,) = report.conflicts
    assert "“A green leaf captures light.”, there “A leaf catches sunlight.”" in conflict


def test_a_change_that_an_instructor_had_made_already_is_no_conflict(loaded):
    Lesson.objects.update(body="A leaf catches sunlight.\n\nIt is green.\n")
    rewrite(loaded, "captures light", "catches sunlight")

    report = load_fixtures([loaded])

    assert (report.kept, report.conflicts) == (["plants / leaf: body"], [])


def test_a_lesson_that_the_fixture_changed_has_a_new_revision(loaded):
    rewrite(loaded, "captures light", "catches sunlight")

    load_fixtures([loaded])
    load_fixtures([loaded])

    assert Lesson.objects.get().revision == 2


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


def test_the_order_of_references_is_no_change(loaded):
    for slug in ("root", "stem"):
        (loaded / f"02-{slug}.yaml").write_text(LESSON.replace("slug: leaf", f"slug: {slug}"))
    needs = "prerequisites: [[plants, root], [plants, stem]]"
    rewrite(loaded, "summary:", f"{needs}\n    summary:")
    load_fixtures([loaded])
    rewrite(loaded, needs, "prerequisites: [[plants, stem], [plants, root]]")

    report = load_fixtures([loaded])

    assert report.updated == []
    assert Lesson.objects.get(slug="leaf").prerequisites.count() == 2


def test_an_instructors_prerequisites_are_kept(loaded):
    (lesson,) = Lesson.objects.all()
    rewrite(loaded, "    summary", "    prerequisites: []\n    summary")
    load_fixtures([loaded])
    lesson.prerequisites.add(LessonFactory.create(module=lesson.module))

    report = load_fixtures([loaded])

    assert report.kept == ["plants / leaf: prerequisites"]
    assert lesson.prerequisites.count() == 1


def test_after_a_plain_loaddata_equal_rows_are_adopted_and_others_are_conflicts(db, folder):
    call_command("loaddata", folder / "00-course.yaml", folder / "01-leaf.yaml", verbosity=0)
    Lesson.objects.update(title="The leaf")

    report = load_fixtures([folder])

    assert len(report.unchanged) == 2
    assert [line.split(" (")[0] for line in report.conflicts] == ["plants / leaf: title"]
    assert Lesson.objects.get().title == "The leaf"


def test_a_conflict_ends_when_both_sides_agree(loaded):
    Lesson.objects.update(title="The leaf")
    rewrite(loaded, "title: Leaf", "title: Leaves")
    load_fixtures([loaded])
    Lesson.objects.update(title="Leaves")

    report = load_fixtures([loaded])

    assert (report.conflicts, report.kept) == ([], [])


def test_one_file_may_be_loaded_by_its_name(db, folder):
    load_fixtures([folder / "00-course.yaml"])

    assert Course.objects.get().title == "Plants"


# The command


def test_the_command_loads_builds_the_bank_and_says_what_it_did(db, folder, capsys):
    call_command("load_course", folder)

    assert "3 created" in capsys.readouterr().out


def test_the_command_tells_what_was_kept_and_what_is_in_conflict(loaded, capsys):
    Lesson.objects.update(title="The leaf", summary="Mine.")
    rewrite(loaded, "title: Leaf", "title: Leaves")

    call_command("load_course", loaded)

    printed = capsys.readouterr().out
    assert "kept as edited here: plants / leaf: summary" in printed
    assert "conflict, not overwritten: plants / leaf: title" in printed


def test_the_command_tells_lines_that_cannot_be_asked(db, folder, capsys):
    rewrite(
        folder,
        "A leaf captures light.",
        "## Leaf\n\n      - **Purpose:** the leaves\n    published: true",
    )

    call_command("load_course", folder)

    assert "leaf, line 3:" in capsys.readouterr().out


def test_the_command_fails_in_one_line_and_changes_nothing(loaded):
    (loaded / "02-bad.yaml").write_text("- model: courses.course\n  fields: {slug: a}\n")
    rewrite(loaded, "captures light", "catches sunlight")

    with pytest.raises(CommandError, match=r"02-bad\.yaml:1: title"):
        call_command("load_course", loaded)

    assert "sunlight" not in Lesson.objects.get().body


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
        (LESSON, 1, "stands at"),
        ("- model: courses.lesson\n  fields: {id: 7}\n", 1, "no field “id”"),
        ("- model: courses.course\n  fields: {modules: [[a, b]]}\n", 1, "no field “modules”"),
        ("- model: courses.course\n  fields: {slug: a, title: A, settings: zoo}\n", 1, "settings:"),
        ("- model: courses.module\n  fields: {course: 5, slug: a}\n", 1, "natural key"),
        ("- model: courses.module\n  fields: {course: null, slug: a}\n", 1, "natural key"),
        ("- a\n--- \n- b\n", 2, "not valid YAML"),
        ("- !!python/name:os.system\n", 1, "not valid YAML"),
        ("", 1, "a list of rows"),
        *(
            (LESSON.replace("slug: leaf", f"slug: stem\n    {field}"), 1, cure)
            for field, cure in [
                ("prerequisites: [[plants, no]]", "natural key"),
                ("prerequisites: stem", "a list of natural keys"),
                ("prerequisites:", "a list of natural keys"),
                ("carries: [F1]", "ids with entries"),
                ("carries: {F1: }", "F1: an entry"),
                ("carries: {F1: {weight: Z}}", "F1: weight is"),
                ("carries: {F1: {scored: often}}", "F1: scored is"),
                ("carries: {F1: {quotes: light}}", "F1: quotes is"),
                ("carries: {F1: {colour: red}}", "F1: an entry"),
                ("minutes: 0", "minutes:"),
            ]
        ),
        (
            LESSON.replace("slug: leaf", "slug: stem").replace(
                "A leaf captures light.", f"{'| a ' * 30}|\n      {'| - ' * 30}|"
            ),
            1,
            "a table of 30 columns",
        ),
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
