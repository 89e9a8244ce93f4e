"""Reading: lesson Markdown to sections, bullets, steps and tables, each with its place in the text.

Only structure is read here; what it means is decided in `extraction`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from passages import first_paragraph, own_text, parse, plain_text, texts
from quizzes.generation.words import squash

MARK = re.compile(r"<!--\s*quiz:\s*(skip|no key)\s*-->")
PARENTHESES = re.compile(r"\s*\(([^()]*)\)\s*$")
LABEL_END = re.compile(r"^\s*(?:[:\u2013\u2014]|-\s)\s*")

SIZE_LIMIT = 2_000_000  # characters; a lesson is some ten thousand
NAME_LIMIT = 200  # characters of a heading or of the name of a thing
LABEL_LIMIT = 70  # characters of a label or of the header of a column
LINE_LIMIT = 5_000  # characters of a bullet or of a table row


class LessonTooLong(ValueError):
    """The lesson is longer than `SIZE_LIMIT`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a lesson: what a citation points at.

    Attributes:
        lesson: slug.
        section: the heading above it, as written.
        text: plain text of the block, white space collapsed.
        line: where it starts in the body, from 1.
    """

    lesson: str
    section: str
    text: str
    line: int = field(compare=False)  # prose put in above makes it no other passage


@dataclass(frozen=True, slots=True)
class Bullet:
    """A list item with a bold label: "**Label:** value", nested items as members."""

    passage: Passage
    label: str
    value: str
    members: tuple[Passage, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Row:
    passage: Passage
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int
    mark: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list, with the paragraph that leads to it."""

    lead: str
    passages: tuple[Passage, ...]
    mark: str


@dataclass(slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level."""

    title: str
    level: int
    line: int
    first_sentence: str = ""
    lead: str = ""
    bullets: list[Bullet] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    steps: list[Steps] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the title without its last parentheses."""
        return PARENTHESES.sub("", self.title)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the other names given in the last parentheses."""
        found = PARENTHESES.search(self.title)
        return tuple(squash(part) for part in found[1].split(",") if part.strip()) if found else ()


def read_sections(lesson: str, body: str) -> list[Section]:
    """Return the sections of a lesson in order; the first holds what stands before any heading.

    Raises:
        LessonTooLong: the body is over `SIZE_LIMIT` characters.
    """
    if len(body) > SIZE_LIMIT:
        raise LessonTooLong(f"{lesson}: {len(body)} characters, at most {SIZE_LIMIT} are read.")
    sections = [Section(title="", level=0, line=1)]
    mark = ""
    for node in parse(body).children:
        if node.type == "html_block":
            found = MARK.search(node.content)
            mark = found[1] if found else mark
            continue
        if node.type == "heading":
            title = plain_text(node)
            sections.append(Section(title=title, level=int(node.tag[1]), line=_line(node)))
            sections[-1].passages.append(Passage(lesson, title, title, _line(node)))
        elif mark != "skip":
            _Reader(lesson, sections[-1], mark).read(node)
        else:
            _Reader(lesson, sections[-1], mark).keep_passages(node)
        mark = ""
    return sections


@dataclass(slots=True)
class _Reader:
    """Adds one block to its section."""

    lesson: str
    section: Section
    mark: str

    def read(self, node: SyntaxTreeNode) -> None:
        self.keep_passages(node)
        if node.type == "paragraph":
            self.section.first_sentence = self.section.first_sentence or plain_text(node)
        elif node.type == "bullet_list":
            for item in node.children:
                self._read_item(item)
        elif node.type == "ordered_list":
            steps = (self._passage(item) for item in node.children)
            passages = tuple(passage for passage in steps if passage.text)
            self.section.steps.append(Steps(self.section.lead, passages, self.mark))
        elif node.type == "table":
            self._read_table(node)
        self.section.lead = plain_text(node) if node.type == "paragraph" else ""

    def keep_passages(self, node: SyntaxTreeNode) -> None:
        passages = (self._passage(block) for block in blocks(node))
        self.section.passages += [passage for passage in passages if passage.text]

    def _passage(self, node: SyntaxTreeNode) -> Passage:
        return Passage(self.lesson, self.section.title, own_text(node), _line(node))

    def _read_item(self, item: SyntaxTreeNode) -> None:
        label, value = split_label(item)
        if not label:
            return
        members = tuple(
            passage
            for child in item.children
            if child.type in {"bullet_list", "ordered_list"}
            for passage in map(self._passage, child.children)
            if passage.text
        )
        self.section.bullets.append(Bullet(self._passage(item), label, value, members, self.mark))

    def _read_table(self, table: SyntaxTreeNode) -> None:
        head, *bodies = table.children
        header = tuple(plain_text(cell) for cell in head.children[0].children)
        rows = tuple(
            Row(self._passage(row), tuple(plain_text(cell) for cell in row.children))
            for body in bodies
            for row in body.children
        )
        self.section.tables.append(Table(header, rows, _line(table), self.mark))


def blocks(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Yield the paragraphs, list items and table rows in a block, outermost first.

    The first paragraph of a list item is the item itself, not a passage of its own.
    """
    if node.type in {"paragraph", "list_item", "tr", "heading"}:
        yield node
        if node.type != "list_item":
            return
    skip = first_paragraph(node) if node.type == "list_item" else None
    for child in node.children:
        if child is not skip:
            yield from blocks(child)


def split_label(item: SyntaxTreeNode) -> tuple[str, str]:
    """Return the bold label a list item begins with and the text after it, or ("", "")."""
    paragraph = first_paragraph(item)
    inline = paragraph.children[0] if paragraph and paragraph.children else None
    parts = [p for p in (inline.children if inline else ()) if p.type != "text" or p.content]
    if not parts or parts[0].type != "strong":
        return "", ""
    label = plain_text(parts[0])
    rest = squash("".join(text for part in parts[1:] for text in texts(part)))
    if label.endswith(":"):
        return label[:-1].strip(), rest
    separator = LABEL_END.match(rest)
    return (label, rest[separator.end() :]) if separator else ("", "")


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1
