"""Blocks: repaired lines to headings, items with their depth, paragraphs, tables and terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from quizzes.generation.importing.repair import FENCE, LONGEST, ROW, RULE, Line
from quizzes.generation.words import squash

Kind = Literal["heading", "item", "step", "paragraph", "table", "code"]

HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r"^(=+|-{3,})\s*$")
ITEM = re.compile(r"^(\s*)([-*+]|\d{1,3}[.)])\s+(.*)$")
DEFINITION = re.compile(r"^\s{0,3}:\s+(\S.*)$")
BOLD_LINE = re.compile(r"^(\*\*|__)([^*_]{2,60})\1:?$")
PIPES = re.compile(r"(?<!\\)\|")
COUNT_LINE = re.compile(
    r"^(?:there (?:are|is) )?(?:\d{1,2}|two|three|four|five|six|seven|eight)(?: [a-z]+){1,2}[.:]?$",
    re.IGNORECASE,
)
LABEL_LINE = re.compile(
    r"^(?:\*\*)?[A-Z0-9][\w/()'&.-]*(?: [\w/()'&.-]+){0,4}(?:\*\*)?(?::|\s(?:[-\u2013\u2014=]|->)(?=\s))\s*\S"
)
COMMENT = re.compile(r"^\s*<!--.*-->\s*$")
SHORT_TITLE = 5  # words of an item under which labelled lines may stand
BOLD_LEVEL = 7  # a bold line is a heading below all others


@dataclass(slots=True)
class Block:
    """One heading, item, paragraph or table.

    Attributes:
        text: inline Markdown kept; of an item without its mark.
        numbers: of the raw lines, ascending.
        depth: of an item the width of its indent, of a heading its level.
        cells: of a table its rows, the header first, each with the raw lines.
        children: of an item the items below it; of a paragraph that ends with ":" the list after it.
    """

    kind: Kind
    text: str
    numbers: tuple[int, ...]
    depth: int = 0
    number: int = 0
    mark: str = ""
    cells: list[tuple[tuple[str, ...], tuple[int, ...]]] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks in order; items stand below the items and the intros they belong to."""
    return _nested(_Scanner(lines).run())


@dataclass(slots=True)
class _Scanner:
    lines: Sequence[Line]
    blocks: list[Block] = field(default_factory=list)
    open: bool = False  # whether a line of text would continue the last block
    fence: bool = False

    def run(self) -> list[Block]:
        for place, line in enumerate(self.lines):
            self._read(line, self.lines[place + 1].text if place + 1 < len(self.lines) else "")
        return self.blocks

    def _read(self, line: Line, following: str) -> None:
        text = line.text
        if self.fence or FENCE.match(text):
            self._read_code(line)
        elif not text.strip() or COMMENT.match(text[:LONGEST]):
            self.open = False
        elif len(text) > LONGEST:
            self._start(Block("paragraph", squash(text), line.numbers))
        elif found := HEADING.match(text):
            self._start(Block("heading", found[2], line.numbers, len(found[1])), open_=False)
        elif UNDERLINE.match(text):
            self._underline(text)
        elif ROW.match(text) or (RULE.match(text) and "|" in text) or self._in_table(text):
            self._read_row(line)
        elif (found := DEFINITION.match(text)) and self.blocks:
            self._define(found[1], line)
        elif found := ITEM.match(text):
            is_step = found[2][0].isdigit()
            block = Block(
                "step" if is_step else "item", squash(found[3]), line.numbers, len(found[1])
            )
            block.number = int(found[2][:-1]) if is_step else 0
            block.mark = "1" if is_step else found[2]
            self._start(block)
        elif PIPES.search(text) and "|" in following and RULE.match(following):
            self._read_row(line)
        elif found := BOLD_LINE.match(text.strip()):
            self._start_bold(found[2], line, text)
        else:
            self._read_text(line)

    def _start(self, block: Block, *, open_: bool = True) -> None:
        self.blocks.append(block)
        self.open = open_

    def _start_bold(self, title: str, line: Line, text: str) -> None:
        if text[:1] in "*_" and not self.open:
            self._start(Block("heading", title, line.numbers, BOLD_LEVEL), open_=False)
        else:
            self._read_text(line)

    def _read_code(self, line: Line) -> None:
        if FENCE.match(line.text):
            self.fence = not self.fence
            if self.fence:
                self._start(Block("code", line.text.strip(), line.numbers), open_=False)
                return
        block = self.blocks[-1]
        block.text += f"\n{line.text}"
        block.numbers += line.numbers

    def _underline(self, text: str) -> None:
        last = self.blocks[-1] if self.blocks else None
        if self.open and last and last.kind == "paragraph" and len(last.numbers) == 1:
            last.kind, last.depth = "heading", 1 if text[0] == "=" else 2
        self.open = False

    def _in_table(self, text: str) -> bool:
        return self.open and bool(self.blocks) and self.blocks[-1].kind == "table" and "|" in text

    def _read_row(self, line: Line) -> None:
        if not (self.open and self.blocks and self.blocks[-1].kind == "table"):
            self._start(Block("table", "", line.numbers))
        table = self.blocks[-1]
        if not RULE.match(line.text):
            inner = line.text.strip().removeprefix("|").removesuffix("|")
            cells = tuple(squash(cell.replace("\\|", "/")) for cell in PIPES.split(inner))
            table.cells.append((cells, line.numbers))

    def _define(self, text: str, line: Line) -> None:
        """Read ": meaning" as the meaning of the term above it."""
        term = self.blocks[-1]
        if term.kind == "paragraph" and len(term.text) <= 80:
            term.kind = "item"
            term.text = f"**{term.text.strip('*')}**: {text}"
            term.numbers += line.numbers
        else:
            self._start(Block("paragraph", squash(text), line.numbers))

    def _read_text(self, line: Line) -> None:
        """Continue the last block, unless it ends as an intro does or this line stands apart."""
        text = squash(line.text)
        indent = len(line.text) - len(line.text.lstrip())
        last = self.blocks[-1] if self.blocks else None
        if self.open and last and last.kind == "paragraph" and LABEL_LINE.match(text):
            self._start(Block("item", text, line.numbers, indent))
        elif self.open and last and last.kind in {"item", "step", "paragraph"}:
            if LABEL_LINE.match(text) and LABEL_LINE.match(last.text) and indent <= last.depth:
                self._start(Block("item", text, line.numbers, last.depth))
            elif LABEL_LINE.match(text) and len(last.text.split()) <= SHORT_TITLE:
                self._start(Block("item", text, line.numbers, last.depth + 1))
            elif last.text.endswith(":") and last.kind != "paragraph":
                self._start(Block("item", text, line.numbers, max(indent, last.depth + 1)))
            elif len(last.text) <= LONGEST:
                last.text = f"{last.text} {text}"
                last.numbers += line.numbers
            else:
                self._start(Block("paragraph", text, line.numbers, indent))
        else:
            self._start(Block("paragraph", text, line.numbers, indent))


def _announces(text: str) -> bool:
    """Tell words that a list must follow: "They need:", "2 types"."""
    return text.rstrip("*_ ").endswith(":") or bool(COUNT_LINE.match(text))


def _is_slipped(block: Block, parent: Block) -> bool:
    """Tell an item that was indented by accident: it has its parent's mark, its new siblings another."""
    others = {child.mark for child in parent.children}
    return block.mark == parent.mark and bool(others) and block.mark not in others


def _nested(blocks: list[Block]) -> list[Block]:
    top: list[Block] = []
    stack: list[Block] = []
    intro: Block | None = None
    for block in blocks:
        if block.kind not in {"item", "step"}:
            top.append(block)
            stack = []
            intro = block if block.kind == "paragraph" and _announces(block.text) else None
            continue
        while stack and (stack[-1].depth >= block.depth or _is_slipped(block, stack[-1])):
            stack.pop()
        if stack:
            stack[-1].children.append(block)
        elif intro is not None:
            intro.children.append(block)
        else:
            top.append(block)
        if len(stack) < 12:
            stack.append(block)
    return top
