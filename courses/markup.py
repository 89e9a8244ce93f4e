"""Markup: the tree of a lesson written as HTML, with an anchor and a slot at each passage.

Every word of the author is escaped here; raw HTML is shown as the characters it is made of, and
comments are left out. What is written still goes through the sanitiser of `rendering`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape

from markdown_it.tree import SyntaxTreeNode

from passages import anchor_for, first_paragraph, own_text, plain_text

ANSWERS = {"yes", "no", "depends"}
OPENERS = "([{–—“‘/"  # noqa: RUF001  # after these a quote opens
WIDE_COLUMNS = 5
SIMPLE = {
    "strong": "strong",
    "em": "em",
    "s": "s",
    "thead": "thead",
    "tbody": "tbody",
    "blockquote": "blockquote",
}


def slot(anchor: str) -> str:
    """Return the empty element that marks where a page may put its marks for a passage."""
    return f'<span data-passage="{anchor}"></span>'


@dataclass(slots=True)
class Writer:
    """Writes one lesson. An id stands once on a page, so a passage said twice is anchored once."""

    section: str = ""
    tables: int = 0
    before: str = (
        ""  # the character before the words being written, to tell which way a quote curls
    )
    seen: set[str] = field(default_factory=set)

    def write(self, node: SyntaxTreeNode) -> str:
        if node.type in SIMPLE:
            return element(SIMPLE[node.type], self.write_all(node.children))
        writer: Callable[[Writer, SyntaxTreeNode], str] | None = WRITERS.get(node.type)
        return writer(self, node) if writer else self.write_all(node.children)

    def write_all(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        return "".join(self.write(node) for node in nodes)

    def claim_anchor(self, node: SyntaxTreeNode) -> str:
        """Return the anchor of a passage, or "" where it has no words or an earlier one has it."""
        text = own_text(node)
        anchor = anchor_for(text) if text else ""
        if anchor in self.seen:
            return ""
        self.seen.add(anchor)
        return anchor

    def heading(self, node: SyntaxTreeNode) -> str:
        self.section = plain_text(node)
        return self._passage(node, f"h{max(2, int(node.tag[1]))}")

    def paragraph(self, node: SyntaxTreeNode) -> str:
        return self._passage(node, "p")

    def _passage(self, node: SyntaxTreeNode, tag: str) -> str:
        words = self.write_all(node.children)
        anchor = self.claim_anchor(node)
        if not anchor:
            return element(tag, words)
        return element("div", element(tag, words, id=anchor) + slot(anchor), class_="passage")

    def bullet_list(self, node: SyntaxTreeNode) -> str:
        facts = all(label_of(item) for item in node.children)
        return element("ul", self.write_all(node.children), class_="facts" if facts else "")

    def ordered_list(self, node: SyntaxTreeNode) -> str:
        start = str(node.attrs.get("start", ""))
        return element("ol", self.write_all(node.children), start=start)

    def list_item(self, node: SyntaxTreeNode) -> str:
        first = first_paragraph(node)
        anchor = self.claim_anchor(node)
        words = self._first_line(first, labelled=bool(label_of(node))) if first else ""
        rest = self.write_all(node.children[1:] if first else node.children)
        line = words + (slot(anchor) if anchor else "") + rest
        return element("li", line, id=anchor, class_="fact-line" if label_of(node) else "")

    def _first_line(self, paragraph: SyntaxTreeNode, *, labelled: bool) -> str:
        """Write the first line of a list item; the value of a fact line is an element of its own."""
        self.before = ""
        parts = [p for p in paragraph.children[0].children if p.type != "text" or p.content]
        if not labelled:
            return self.write_all(parts)
        value = element("span", self.write_all(parts[1:]).strip(), class_="fact-value")
        return f"{self.write(parts[0])} {value}"

    def table(self, node: SyntaxTreeNode) -> str:
        self.tables += 1
        columns = len(node.children[0].children[0].children)
        shape = "table-region" + (" table-region-wide" if columns >= WIDE_COLUMNS else "")
        name = f"Table {self.tables}: {self.section}" if self.section else f"Table {self.tables}"
        table = element("table", self.write_all(node.children))
        return element("div", table, class_=shape, role="region", tabindex="0", aria_label=name)

    def row(self, node: SyntaxTreeNode) -> str:
        if node.parent is not None and node.parent.type == "thead":
            cells = (element("th", self.write_all(c.children), scope="col") for c in node.children)
            return element("tr", "".join(cells))
        anchor = self.claim_anchor(node)
        first, *others = node.children
        words = self.write_all(first.children) + (slot(anchor) if anchor else "")
        cells = (self.cell(cell) for cell in others)
        return element("tr", element("th", words, scope="row") + "".join(cells), id=anchor)

    def cell(self, node: SyntaxTreeNode) -> str:
        answer = plain_text(node).casefold()
        shape = f"cell-{answer}" if answer in ANSWERS else ""
        return element("td", self.write_all(node.children), class_=shape)

    def link(self, node: SyntaxTreeNode) -> str:
        href, title = str(node.attrs.get("href", "")), str(node.attrs.get("title", ""))
        return element("a", self.write_all(node.children), href=href, title=title)

    def text(self, node: SyntaxTreeNode) -> str:
        words = curl_quotes(node.content, before=self.before)
        self.before = words[-1:] or self.before
        return escape(words)

    def inline(self, node: SyntaxTreeNode) -> str:
        self.before = ""
        return self.write_all(node.children)

    def code(self, node: SyntaxTreeNode) -> str:
        self.before = node.content[-1:]
        return element("code", escape(node.content))

    def code_block(self, node: SyntaxTreeNode) -> str:
        return element("pre", self.code(node), tabindex="0")

    def line_break(self, node: SyntaxTreeNode) -> str:
        self.before = "\n"
        return "\n" if node.type == "softbreak" else "<br>"

    def raw(self, node: SyntaxTreeNode) -> str:
        words = escape(strip_comments(node.content).strip())
        return element("p", words) if words and node.type == "html_block" else words


WRITERS: dict[str, Callable[[Writer, SyntaxTreeNode], str]] = {
    "heading": Writer.heading,
    "paragraph": Writer.paragraph,
    "bullet_list": Writer.bullet_list,
    "ordered_list": Writer.ordered_list,
    "list_item": Writer.list_item,
    "table": Writer.table,
    "tr": Writer.row,
    "link": Writer.link,
    "inline": Writer.inline,
    "text": Writer.text,
    "code_inline": Writer.code,
    "code_block": Writer.code_block,
    "fence": Writer.code_block,
    "html_block": Writer.raw,
    "html_inline": Writer.raw,
    "softbreak": Writer.line_break,
    "hardbreak": Writer.line_break,
    "hr": lambda _, __: "<hr>",
}


def curl_quotes(text: str, *, before: str = "") -> str:
    """Return the text with typographer's quotes; `before` is the character in front of it."""
    written = []
    for char in text:
        opens = not before or before.isspace() or before in OPENERS
        before = {'"': "“" if opens else "”", "'": "‘" if opens else "’"}.get(char, char)  # noqa: RUF001
        written.append(before)
    return "".join(written)


def strip_comments(html: str) -> str:
    """Return HTML without its comments. By search, since a pattern would be slow on many openings."""
    kept, at = "", 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start)) >= 0:
        kept += html[at:start]
        at = end + 3
    return kept + html[at:]


def element(tag: str, inner: str, **attributes: str) -> str:
    """Return an element; an attribute without a value is left out. `inner` is HTML already."""
    pairs = (
        f' {name.strip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{''.join(pairs)}>{inner}</{tag}>"


def label_of(item: SyntaxTreeNode) -> str:
    """Return the bold label that a list item begins with ("**Purpose:** …"), or ""."""
    paragraph = first_paragraph(item)
    if paragraph is None or not paragraph.children:
        return ""
    parts = [p for p in paragraph.children[0].children if p.type != "text" or p.content]
    label = plain_text(parts[0]) if parts and parts[0].type == "strong" else ""
    return label if label.endswith(":") else ""
