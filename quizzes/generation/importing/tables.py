"""Tables: cells to claims. The first column holds the things, or the first row where answers are yes and no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation.extraction import SILENT, YES
from quizzes.generation.importing.blocks import Block
from quizzes.generation.importing.claims import Claim
from quizzes.generation.importing.labels import PLACEHOLDER, read_lead
from quizzes.generation.importing.names import plain
from quizzes.generation.importing.predicates import read_predicate, starts_with_verb
from quizzes.generation.importing.sentences import Setting
from quizzes.generation.importing.titles import SLOTS, split_brackets
from quizzes.generation.things import lowered
from quizzes.generation.words import capitalise, lemma, squash

NO = frozenset({"no", "n", "\u2717", "\u2718", "\u2716", "\u274c", "false", "none", "x"})
CHECKED = YES | {"\u2705", "\u2713", "\u2714", "\u2611"}
MEANING = frozenset(
    [
        "meaning",
        "definition",
        "description",
        "notes",
        "note",
        "details",
        "explanation",
        "what",
        "summary",
    ]
)
ASPECT_CORNERS = frozenset(
    {
        "",
        "feature",
        "features",
        "aspect",
        "property",
        "criterion",
        "characteristic",
        "point",
        "difference",
        "basis",
    }
)
MOST_COLUMNS = 40  # a wider table is data and no notes
NAME_HEADERS = frozenset({"name", "term", "acronym", "abbreviation", "word"})


def read_table(block: Block, setting: Setting) -> list[Claim]:
    """Return the claims of a table, one for each told cell."""
    if len(block.cells) < 2:
        return []
    header = [plain(cell) for cell in block.cells[0][0]]
    rows = [([plain(cell) for cell in cells], lines) for cells, lines in block.cells[1:]]
    rows = [(cells, lines) for cells, lines in rows if len(cells) == len(header) and cells[0]]
    if not 2 <= len(header) <= MOST_COLUMNS or not rows:
        return []
    group = f"table {block.numbers[0]}"
    answers = [cell for cells, _ in rows for cell in cells[1:]]
    is_told = all(_answer(cell) is not None or _is_silent(cell) for cell in answers)
    if header[0].lower() in ASPECT_CORNERS or (is_told and _runs_across(header, rows)):
        return list(_across(header, rows, setting, group))
    return list(_down(header, rows, setting, group))


def _runs_across(header: list[str], rows: list[tuple[list[str], tuple[int, ...]]]) -> bool:
    verbs = sum(starts_with_verb(cells[0]) or bool(read_lead(cells[0])) for cells, _ in rows)
    heads = sum(starts_with_verb(head) for head in header[1:])
    return verbs * 2 > len(rows) and heads * 2 < len(header)


def _across(
    header: list[str], rows: list[tuple[list[str], tuple[int, ...]]], setting: Setting, group: str
) -> Iterator[Claim]:
    for cells, lines in rows:
        for name, cell in zip(header[1:], cells[1:], strict=True):
            answer = _answer(cell)
            if not name or _is_silent(cell):
                continue
            thing = _named(name, header[0], setting, lines)
            if answer is not None:
                yield _answered(thing, cells[0], answer, lines, group)
            elif claim := _valued(thing, cells[0], cell, lines, group):
                yield claim


def _down(
    header: list[str], rows: list[tuple[list[str], tuple[int, ...]]], setting: Setting, group: str
) -> Iterator[Claim]:
    things = _column_of_things(header)
    for place, head in enumerate(header):
        if place == things or not head:
            continue
        column = [cells[place] for cells, _ in rows if not _is_silent(cells[place])]
        is_answers = bool(column) and all(_answer(cell) is not None for cell in column)
        for cells, lines in rows:
            cell = cells[place]
            if _is_silent(cell) or not cells[things]:
                continue
            thing = _named(cells[things], header[things], setting, lines)
            answer = _answer(cell)
            if is_answers and answer is not None:
                yield _answered(thing, head, answer, lines, group)
            elif claim := _valued(thing, head, cell, lines, group):
                yield claim


def _column_of_things(header: list[str]) -> int:
    """Return the column that holds the things: the first, unless another is headed "Name"."""
    named = [p for p, head in enumerate(header) if head.lower() in NAME_HEADERS]
    return named[0] if named else 0


def _named(name: str, corner: str, setting: Setting, lines: tuple[int, ...]) -> str:
    brackets = re.search(r"\s*\(([^()]*)\)\s*$", name)
    bare = squash(name[: brackets.start()]) if brackets else name
    alias, expansion, _ = split_brackets(bare, brackets[1] if brackets else "")
    thing = setting.names.add(bare or name, lines, *([alias] if alias else []), expansion=expansion)
    if (
        corner
        and corner.lower() not in NAME_HEADERS | ASPECT_CORNERS
        and not starts_with_verb(corner)
    ):
        setting.names.kinds.setdefault(thing, lowered(corner))
    return thing


def _answered(thing: str, head: str, answer: bool, lines: tuple[int, ...], group: str) -> Claim:
    return Claim(
        thing, head, "yes" if answer else "no", "table", lines,
        negative=not answer, shape="cell", group=group,
    )  # fmt: skip


def _valued(thing: str, head: str, cell: str, lines: tuple[int, ...], group: str) -> Claim | None:
    lower = head.lower()
    if lower in {"stands for", "full name", "full form", "expansion", "long form"} or (
        lower in MEANING and split_brackets(thing, cell)[1]
    ):
        return Claim(thing, "Stands for", cell, "table", lines)
    if lower in MEANING:
        value = re.sub(r"^an?\s+", "", cell, flags=re.IGNORECASE)
        if starts_with_verb(cell):
            said = read_predicate(cell)
            return Claim.of(thing, said, "table", lines) if said else None
        return Claim(thing, "Is a", value, "table", lines)
    if lower in {"example", "examples", "e.g.", "eg"}:
        return None
    noun = lemma(lower.split(" ")[-1])
    label = SLOTS.get(noun, "") if lower not in {"port", "ports"} else ""
    if not label and (said := read_lead(head)) and said.value == PLACEHOLDER:
        label = said.label
    if label and (label == "Used for" or label == "Includes"):
        return Claim(thing, label, cell, "table", lines)
    return Claim(thing, label or capitalise(head), cell, "table", lines, shape="cell", group=group)


def _answer(cell: str) -> bool | None:
    word = cell.strip(" .").lower()
    if word in CHECKED:
        return True
    return False if word in NO else None


def _is_silent(cell: str) -> bool:
    return cell.strip().lower() in SILENT | {"n/a", "tbd", "..."}
