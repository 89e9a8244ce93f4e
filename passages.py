"""Passages: the blocks of a lesson that a citation can point at, their plain text and their anchors.

Pure, and below all apps: the pages set the anchors and the generator cites the passages, so both must
cut a lesson in the same places.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

PLAIN_FROM = 20_000  # characters; a longer block is no paragraph that anybody wrote


def parse(body: str) -> SyntaxTreeNode:
    """Return the tree of a lesson: CommonMark with tables and strikethrough.

    In a block of `PLAIN_FROM` characters or more, marks are plain text: the parser would take
    seconds over thousands of unclosed brackets. What no file can hold (lone surrogates) becomes "?".
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    parser.core.ruler.at("inline", _parse_inline)
    with without_collection():
        return SyntaxTreeNode(parser.parse(body.encode(errors="replace").decode()))


def _parse_inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if len(token.content) < PLAIN_FROM:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            token.children.append(Token("text", "", 0, content=token.content))


@contextmanager
def without_collection() -> Iterator[None]:
    """Stop the garbage collector: all that is read lives, and a large lesson is a million objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


def texts(node: SyntaxTreeNode) -> list[str]:
    """Return the text and code of all inline tokens below a node, in order."""
    kind = node.type
    if kind in {"text", "code_inline"}:
        return [node.content]
    if kind in {"softbreak", "hardbreak"}:
        return [" "]
    return [text for child in node.children for text in texts(child)]
