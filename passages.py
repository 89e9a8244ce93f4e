"""Passages: the blocks of a lesson that a citation can point at, their plain text and their anchors.

Pure, and below all apps: the pages set the anchors and the generator cites the passages, so both must
cut a lesson in the same places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode


def parse(body: str) -> SyntaxTreeNode:
    """Return the tree of a lesson: CommonMark with tables and strikethrough."""
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    return SyntaxTreeNode(parser.parse(body))


def anchor_for(passage: str) -> str:
    """Return the id of the block whose plain text is `passage`."""
    return "p-" + hashlib.sha256(passage.encode()).hexdigest()[:10]


def own_text(node: SyntaxTreeNode) -> str:
    """Return the plain text of a block: of a list item its first paragraph, of a row its cells."""
    if node.type == "list_item":
        first = first_paragraph(node)
        return plain_text(first) if first else ""
    if node.type == "tr":
        return " | ".join(plain_text(cell) for cell in node.children)
    return plain_text(node)


def first_paragraph(item: SyntaxTreeNode) -> SyntaxTreeNode | None:
    first = item.children[0] if item.children else None
    return first if first is not None and first.type == "paragraph" else None


def plain_text(node: SyntaxTreeNode) -> str:
    """Return the text and code below a node, white space collapsed. Raw HTML is not text."""
    return " ".join("".join(texts(node)).split())


def texts(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield the text and code of all inline tokens below a node, in order."""
    if node.type in {"text", "code_inline"}:
        yield node.content
    elif node.type in {"softbreak", "hardbreak"}:
        yield " "
    for child in node.children:
        yield from texts(child)
