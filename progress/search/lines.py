"""Lines: a section of a lesson as lines of plain text that can each be read alone. Pure.

An excerpt shows whole lines, so none may say something else without its neighbours: what stands under
a label keeps the label, and a cell of a table its row and the head of its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.tree import SyntaxTreeNode

from courses.markup import curl_quotes, label_of, strip_comments
from passages import own_text, plain_text

SENTENCE_END = re.compile(r"(?<=[.!]) +(?=[A-Z])")


def lines_of(nodes: Iterable[SyntaxTreeNode]) -> list[str]:
    """Return the lines of the blocks of a section, without its heading."""
    return [curl_quotes(line) for node in nodes for line in _lines(node, "")]


def _lines(node: SyntaxTreeNode, label: str) -> Iterator[str]:
    if node.type == "heading":
        return
    if node.type == "list_item":
        yield from _lines_of_item(node, label)
    elif node.type == "table":
        yield from _lines_of_table(node)
    elif node.type in {"paragraph", "fence", "code_block", "html_block"}:
        yield from (_labelled(label, line) for line in SENTENCE_END.split(_words(node)) if line)
    else:
        for child in node.children:
            yield from _lines(child, label)


def _words(node: SyntaxTreeNode) -> str:
    """Return the words of a block. Raw HTML and code are shown as they were written."""
    if node.type == "paragraph":
        return plain_text(node)
    return " ".join(strip_comments(node.content).split())


def _lines_of_item(item: SyntaxTreeNode, label_above: str) -> Iterator[str]:
    """Yield what a label says, part by part; what is nested in the item has its label too."""
    own, label = own_text(item), label_of(item)
    value = own.removeprefix(label).strip()
    parts = value.split("; ") if label else SENTENCE_END.split(value)
    yield from (_labelled(label or label_above, part) for part in parts if part)
    nested = item.children[1:] if own else item.children
    for node in nested:
        yield from _lines(node, label or (own if own.endswith(":") else label_above))


def _labelled(label: str, line: str) -> str:
    return f"{label} {line}" if label else line


def _lines_of_table(table: SyntaxTreeNode) -> Iterator[str]:
    """Yield a line for each row: its first cell, then each other cell after the head of its column."""
    head, *bodies = table.children
    heads = [plain_text(cell) for cell in head.children[0].children]
    for row in (row for body in bodies for row in body.children):
        first, *cells = (plain_text(cell) for cell in row.children)
        said = (
            f"{name}: {cell}" if name else cell
            for name, cell in zip(heads[1:], cells, strict=True)
            if cell
        )
        yield " – ".join(part for part in (first, "; ".join(said)) if part)  # noqa: RUF001  # a dash
