"""Reading notes from disk: one Markdown file, or a folder of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd"})
MAX_BYTES = 2_000_000
MAX_PATH = 240


class BadNotes(ValueError):
    """Notes that cannot be imported: says file, line and cure. Nothing has been changed."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of notes as it came.

    Attributes:
        path: its name within what is imported.
        text: never empty, with line feeds at the ends of lines.
    """

    path: str
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def title(self) -> str:
        return title_of(Path(self.path).stem)


def title_of(name: str) -> str:
    """Return the name of a file or folder as a title: "cell_biology-2" as "Cell biology 2"."""
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def read_sources(path: Path) -> list[Source]:
    """Return the Markdown file, or those of the folder and its subfolders, in order.

    Raises:
        BadNotes: nothing is there, it is no Markdown, no UTF-8 text, empty or too long.
    """
    if path.is_dir():
        found = [_source(file, file.relative_to(path).as_posix()) for file in _within(path)]
        if not found:
            raise BadNotes(
                f"{path}: no Markdown file is in this folder. Name the folder with the .md files."
            )
        return found
    if not path.exists():
        raise BadNotes(f"{path}: nothing is there. Check the path.")
    if path.suffix.lower() not in ENDINGS:
        raise BadNotes(
            f"{path}: not a Markdown file. Save the notes as text with the ending .md, or name a "
            "folder of such files."
        )
    return [_source(path, path.name)]


def _within(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files of a folder; hidden files and folders are left alone."""
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix.lower() in ENDINGS and not hidden and file.is_file():
            yield file


def _source(file: Path, name: str) -> Source:
    if len(name) > MAX_PATH:
        raise BadNotes(f"{file}: its name has over {MAX_PATH} letters. Give it a shorter name.")
    return Source(name, _text(file))


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadNotes(
            f"{file}: cannot be read ({error.strerror}). Check that you may open it."
        ) from error
    if len(data) > MAX_BYTES:
        raise BadNotes(
            f"{file}: {len(data):,} bytes; at most {MAX_BYTES:,} are read. Split it in several files."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadNotes(f"{file}:{line}: not UTF-8 text. Save the file as UTF-8.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadNotes(
            f"{file}:{line}: a zero byte, so this is no text. Save the notes as plain text."
        )
    if not text.strip():
        raise BadNotes(f"{file}:1: the file is empty. Write notes in it, or take it out.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
