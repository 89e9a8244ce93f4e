"""Notes on disk: what is read, and what is refused with file, line and cure."""

import pytest

from quizzes.notes.files import MAX_BYTES, BadNotes, read_sources, title_of


def test_a_folder_gives_its_markdown_files_in_order_with_those_of_its_subfolders(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.markdown").write_text("# Two")
    (tmp_path / "a.md").write_text("# One")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "c.md").write_text("# Hidden")

    assert [source.path for source in read_sources(tmp_path)] == ["a.md", "b/two.markdown"]


def test_line_ends_and_the_mark_of_some_editors_make_no_difference(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbf# One\r\n\rtwo\r\n")

    assert read_sources(tmp_path / "a.md")[0].text == "# One\n\ntwo\n"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.md", b"one\ntwo\n\xe9t\xe9\n", "a.md:3: not UTF-8 text. Save the file as UTF-8."),
        ("a.md", b"one\n\0\n", "a.md:2: a zero byte"),
        ("a.md", b" \n\n", "a.md:1: the file is empty"),
        ("a.md", b"\xef\xbb\xbf", "a.md:1: the file is empty"),
        ("a.md", b"x" * (MAX_BYTES + 1), "Split it"),
        ("a.docx", b"PK", "a.docx: not a Markdown file"),
        (f"{'a' * 245}.md", b"# One", "a shorter name"),
    ],
)
def test_a_bad_file_is_refused_with_place_and_cure(tmp_path, name, data, told):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(BadNotes) as caught:
        read_sources(tmp_path / name)

    assert told in str(caught.value)


def test_one_bad_file_of_a_folder_is_named(tmp_path):
    (tmp_path / "a.md").write_text("# One")
    (tmp_path / "b.md").write_text("")

    with pytest.raises(BadNotes, match=r"b\.md:1"):
        read_sources(tmp_path)


def test_a_folder_without_markdown_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("one")

    with pytest.raises(BadNotes, match="no Markdown file is in this folder"):
        read_sources(tmp_path)


def test_a_path_to_nothing_is_refused(tmp_path):
    with pytest.raises(BadNotes, match="nothing is there"):
        read_sources(tmp_path / "no.md")


def test_a_link_to_nowhere_is_no_file_of_the_folder(tmp_path):
    (tmp_path / "a.md").symlink_to(tmp_path / "no.md")

    with pytest.raises(BadNotes, match="no Markdown file"):
        read_sources(tmp_path)


@pytest.mark.parametrize(
    ("name", "title"), [("cell_biology-2", "Cell biology 2"), ("AWS", "AWS"), ("", "")]
)
def test_the_name_of_a_file_is_a_title(name, title):
    assert title_of(name) == title
