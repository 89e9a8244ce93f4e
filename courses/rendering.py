"""Rendering: lesson Markdown to safe HTML, section by section, with an anchor at each passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it.tree import SyntaxTreeNode

from courses.markup import Writer
from passages import anchor_for as anchor_for  # the name that other apps know
from passages import parse, plain_text

MAX_BYTES = 200_000
MAX_COLUMNS = 24
EXAMPLE, TRAP, PLAIN = "example", "trap", "plain"
KINDS = {"worked example": EXAMPLE, "before the exam": TRAP}

DELIMITERS = re.compile(r"^[ \t]*\|?[ \t]*:?-[-:| \t]*$", re.MULTILINE)
SLOT = re.compile(r'<span data-passage="(p-[0-9a-f]{10})"></span>')

SANITISER = nh3.Cleaner(
    tags={
        *("a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr"),
        *("li", "ol", "p", "pre", "s", "span", "strong"),
        *("table", "tbody", "td", "th", "thead", "tr", "ul"),
    },
    attributes={
        "*": {"id"},
        "a": {"href", "title"},
        "div": {"role", "tabindex", "aria-label"},
        "ol": {"start"},
        "pre": {"tabindex"},
        "span": {"data-passage"},
        "th": {"scope"},
    },
    allowed_classes={
        "div": {"passage", "table-region", "table-region-wide"},
        "li": {"fact-line"},
        "span": {"fact-value"},
        "td": {"cell-yes", "cell-no", "cell-depends"},
        "ul": {"facts"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
)


class BodyRefused(ValueError):
    """The body is too large to render. The message names the line and the cure."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of HTML, and the anchor of the passage that ends with it ("" after the last one)."""

    html: SafeString
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading; the first may have no heading."""

    title: str
    anchor: str
    level: int
    kind: str
    pieces: tuple[Piece, ...]

    @property
    def anchors(self) -> tuple[str, ...]:
        return tuple(piece.anchor for piece in self.pieces if piece.anchor)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A lesson as a reader sees it."""

    sections: tuple[Section, ...]

    @property
    def contents(self) -> tuple[Section, ...]:
        """Return the sections that a table of contents lists."""
        return tuple(section for section in self.sections if 0 < section.level <= 3)

    @property
    def html(self) -> SafeString:
        pieces = (piece.html for section in self.sections for piece in section.pieces)
        return mark_safe("".join(pieces))  # noqa: S308  # each piece has left the sanitiser


def check_body(body: str) -> None:
    """Refuse a body that would take too long to render.

    Raises:
        BodyRefused: over `MAX_BYTES` bytes, or a table of more than `MAX_COLUMNS` columns.
    """
    size = len(body.encode())
    if size > MAX_BYTES:
        raise BodyRefused(
            f"The lesson has {size:,} bytes; at most {MAX_BYTES:,} are shown. Split it in two."
        )
    for found in DELIMITERS.finditer(body):
        columns = found[0].strip().strip("|").count("|") + 1
        if columns > MAX_COLUMNS:
            line = body.count("\n", 0, found.start()) + 1
            raise BodyRefused(
                f"Line {line}: a table of {columns} columns; at most {MAX_COLUMNS} are shown. "
                "Split the table."
            )


@lru_cache(maxsize=256)
def render(body: str) -> Rendering:
    """Return a lesson body as safe HTML.

    Raises:
        BodyRefused: as `check_body` says.
    """
    check_body(body)
    writer, kind, sections = Writer(), PLAIN, []
    for nodes in split_at_headings(parse(body).children):
        section = _write_section(writer, nodes, kind)
        kind = section.kind
        sections.append(section)
    return Rendering(tuple(sections))


def split_at_headings(nodes: Sequence[SyntaxTreeNode]) -> list[Sequence[SyntaxTreeNode]]:
    """Return the blocks of each section, its heading among them."""
    starts = {i for i, node in enumerate(nodes) if node.type == "heading"}
    return [nodes[start:end] for start, end in pairwise(sorted({0, *starts, len(nodes)}))]


def _write_section(writer: Writer, nodes: Sequence[SyntaxTreeNode], kind_above: str) -> Section:
    """Write one section. A smaller heading below a worked example still belongs to it."""
    pieces = _cut(SANITISER.clean(writer.write_all(nodes)))
    if nodes[0].type != "heading":
        return Section("", "", 0, PLAIN, pieces)
    title, level = plain_text(nodes[0]), max(2, int(nodes[0].tag[1]))
    kind = KINDS.get(title.casefold(), kind_above if level > 2 else PLAIN)
    return Section(title, anchor_for(title), level, kind, pieces)


def _cut(html: str) -> tuple[Piece, ...]:
    """Cut sanitised HTML at its slots."""
    *cut, last = SLOT.split(html)
    pairs = (*zip(cut[::2], cut[1::2], strict=True), (last, ""))
    return tuple(Piece(mark_safe(run), anchor) for run, anchor in pairs)  # noqa: S308  # sanitised
