"""Repair: what breaks the reading of raw notes, mended line by line, each mend noted.

A rule changes the form of a line and never its words, but for chat forms ("ur"). Fenced code is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from quizzes.generation.data import load
from quizzes.generation.importing.types import Repair

LONGEST = 2_000  # characters; a longer line is no note and is left as it is

FENCE = re.compile(r"^\s{0,8}(```|~~~)")
ODD_SPACE = re.compile("[\t\u00a0\u2007\u202f\u3000]")
NOT_SEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
HEADING = re.compile(r"^\s*#{1,6}\s+\S")
INDENTED_HEADING = re.compile(r"^\s+(?=#{1,6}\s+\S)")
TIGHT_HEADING = re.compile(r"^(\s*#{2,6}|\s*#(?=[A-Z]))(?=[^#\s!])")
TIGHT_BULLET = re.compile(r"^(\s*)([*+](?![*+\s])|[•·▪‣◦●○➤→](?!\s)|-(?=[A-Za-z*]))(?=\S)")
TIGHT_NUMBER = re.compile(r"^(\s*\d{1,2}[.)])(?=\*\*|[A-Za-z])(?!\w{1,4}\.\w)")
DOT = re.compile(r"^(\s*)(?:[•·▪‣◦●○➤→]|o(?=\s{2}))\s+(?=\S)")
LONE_DOT = re.compile(r"^(\s{1,12})\.\s+(?=\S)")
QUOTE = re.compile(r"^(\s*)>[\s>]*")
ITEM = re.compile(r"^(\s*)([-*+]|\d{1,3}[.)])\s+\S")
SECOND_ITEM = re.compile(r"(?<=\S)\s{2,}(?=[>•*]\s+\S)|(?<=\S)\s+(?=[•▪●]\s*\S)")
ROW = re.compile(r"^\s*\|.*\|\s*$")
RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
CODE = re.compile(r"`|://|\w\([\w, ]*\)\s*[{;=]")
TIGHT_COMMA = re.compile(r"(?<=[A-Za-z)]),(?=[A-Za-z])|(?<=[a-z]{2})\.(?=[A-Z][a-z])")
TIGHT_BRACKET = re.compile(
    r"(?<=[A-Za-z]{3})\((?=[A-Z $€£][\w. ]|[a-z][\w-]+[ ,/])|(?<=\*\*)\((?=[A-Za-z])"
)
LOOSE_MARK = re.compile(r"(?<=\w)\s+(?=[.,](?:\s|$))|(?<=\()\s+(?=\w)|(?<=\w)\s+(?=\))")
CHAT = load("importing")["chat"]
CHAT_WORD = re.compile(
    r"(?<![\w'/.-])("
    + "|".join(sorted(map(re.escape, CHAT), key=len, reverse=True))
    + r")(?![\w'/-])"
)


@dataclass(slots=True)
class Line:
    """A line as it is read, with the numbers of the raw lines it stems from."""

    text: str
    numbers: tuple[int, ...]


@dataclass(slots=True)
class Repaired:
    lines: list[Line]
    repairs: list[Repair]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def repair(raw: str) -> Repaired:
    """Return the notes as they can be read, with all that was mended."""
    return _Repairer().run(raw)


@dataclass(slots=True)
class _Repairer:
    lines: list[Line] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    fenced: bool = False

    def run(self, raw: str) -> Repaired:
        for number, text in enumerate(raw.split("\n"), start=1):
            if FENCE.match(text):
                self.fenced = not self.fenced
            elif not self.fenced and len(text) <= LONGEST:
                text = self._mended(text, number)
            parts = [text] if self.fenced or len(text) > LONGEST else self._parted(text, number)
            for part in parts:
                self._add(part, number)
        return Repaired(self.lines, self.repairs)

    def _mended(self, text: str, number: int) -> str:
        for name, mend in LINE_RULES:
            after = mend(text)
            if after != text:
                self._note(number, text, after, name)
                text = after
        quote = QUOTE.match(text)
        if quote and text[quote.end() :].strip():
            after = f"{' ' * self._depth_of_quote(len(quote[1]))}- {text[quote.end() :]}"
            self._note(number, text, after, "quotation as a bullet")
            text = after
        return text

    def _depth_of_quote(self, indent: int) -> int:
        """Return where a quotation used as a bullet stands: below the item that it follows."""
        before = next((line for line in reversed(self.lines) if line.text.strip()), None)
        item = ITEM.match(before.text) if before else None
        if before and item and before.text.rstrip(" *").endswith(":") and len(item[1]) >= indent:
            return len(item[1]) + 2
        return indent

    def _parted(self, text: str, number: int) -> list[str]:
        """Return the items of a line that holds more than one."""
        item = ITEM.match(text)
        if not item or "|" in text:
            return [text]
        parts = SECOND_ITEM.split(text)
        if len(parts) == 1:
            return [text]
        after = [parts[0], *(f"{item[1]}- {part.lstrip('>•*▪● ')}" for part in parts[1:])]
        self._note(number, text, "\n".join(after), "two items on one line")
        return after

    def _add(self, text: str, number: int) -> None:
        before = self.lines[-1].text if self.lines else ""
        if not self.fenced and ROW.match(text):
            self._mend_table(text, number, before)
        self.lines.append(Line(text, (number,)))

    def _mend_table(self, text: str, number: int, before: str) -> None:
        """Part a table from the line above it; give its header a rule when it has none."""
        if before.strip() and not ROW.match(before) and not RULE.match(before):
            self._note(number, text, f"\n{text}", "table glued to the line above")
            self.lines.append(Line("", (number,)))
            return
        first = len(self.lines) < 2 or not ROW.match(self.lines[-2].text)
        if first and ROW.match(before) and not RULE.match(text) and not RULE.match(before):
            cells = before.strip().strip("|").count("|") + 1
            rule = f"|{' --- |' * cells}"
            self._note(number, text, f"{rule}\n{text}", "table without a rule")
            self.lines.append(Line(rule, (number,)))

    def _note(self, number: int, before: str, after: str, rule: str) -> None:
        self.repairs.append(Repair((number,), before, after, rule))


def mend_spaces(text: str) -> str:
    return NOT_SEEN.sub("", ODD_SPACE.sub(lambda m: "    " if m[0] == "\t" else " ", text))


def mend_heading(text: str) -> str:
    text = TIGHT_HEADING.sub(r"\1 ", text)
    return INDENTED_HEADING.sub("", text)


def mend_bullet(text: str) -> str:
    """Give a bullet its space; "*emphasis*" and "-5" are none."""
    found = TIGHT_BULLET.match(text)
    if not found or (found[2] in "*+" and _closes(text[found.end() :], found[2])):
        return text
    mark = found[2] if found[2] in "-*+" else "-"
    return f"{found[1]}{mark} {text[found.end() :]}"


def _closes(rest: str, mark: str) -> bool:
    """Tell emphasis, whose mark comes back alone in the line."""
    return mark in rest.replace(mark * 2, "")


def mend_number(text: str) -> str:
    return TIGHT_NUMBER.sub(r"\1 ", text)


def mend_dot(text: str) -> str:
    return LONE_DOT.sub(r"\1- ", DOT.sub(r"\1- ", text))


def mend_marks(text: str) -> str:
    """Set the space that belongs after a comma and before a bracket; code is left alone."""
    if CODE.search(text) or ROW.match(text):
        return text
    text = TIGHT_COMMA.sub(lambda m: f"{m[0]} ", text)
    text = TIGHT_BRACKET.sub(" (", text)
    return LOOSE_MARK.sub("", text)


def mend_chat(text: str) -> str:
    return text if CODE.search(text) else CHAT_WORD.sub(lambda m: CHAT[m[0]], text)


LINE_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("odd white space", mend_spaces),
    ("heading out of place", mend_heading),
    ("bullet without a space", mend_bullet),
    ("number without a space", mend_number),
    ("dot as a bullet", mend_dot),
    ("space around a mark", mend_marks),
    ("chat word", mend_chat),
)
