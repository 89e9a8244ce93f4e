"""The survey: a course as its author wrote it beside what the generator made of it.

The linter and the remedies look at lines, headings and tables here, and at facts, bank and coverage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.generation.bank import Bank
from quizzes.generation.base import FactBase
from quizzes.generation.coverage import Coverage, Row, cover
from quizzes.generation.facts import Fact
from quizzes.generation.reading import Bullet, Section, Table, read_sections
from quizzes.generation.words import normal

# A line that goes on with the bullet before it: words, and no mark of a block of its own.
CONTINUED = re.compile(r"\s*(?![-*+|#>]\s|\d+[.)]\s|<!--)\S")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a thing has its heading with fact bullets under it."""

    lesson: str
    section: Section

    @property
    def first_open(self) -> Bullet | None:
        """Return the first bullet under the heading that is not marked (no key)."""
        return next((bullet for bullet in self.section.bullets if not bullet.mark), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """A comparison table with things across and features down.

    Attributes:
        group: the name under which its facts stand together.
        names: the thing of each column after the first.
    """

    lesson: str
    table: Table
    group: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """All that a rule or a remedy may look at.

    Attributes:
        homes: the heading of each thing that has one with bullets, by name.
        grids: the tables in which a thing is a column, by name, in the order of the course.
        rows: of the coverage, by fact key.
        kinds: names of the things that facts call by a noun.
        by_line: facts by lesson and line.
    """

    base: FactBase
    bank: Bank
    coverage: Coverage
    lines: dict[str, list[str]]
    sections: dict[str, list[Section]]
    homes: dict[str, Home]
    grids: dict[str, list[Grid]]
    rows: dict[str, Row]
    kinds: dict[str, frozenset[str]]
    by_line: dict[tuple[str, int], list[Fact]]

    def words(self, lesson: str, line: int) -> str:
        """Return a line of a lesson as it is written; of a line that is not there, nothing."""
        written = self.lines.get(lesson, [])
        return written[line - 1].strip() if 0 < line <= len(written) else ""

    def row(self, fact: Fact) -> Row:
        return self.rows[fact.key]

    def is_asked(self, fact: Fact) -> bool:
        return bool(self.row(fact).ways)

    def position(self, lesson: str) -> int:
        return self.base.lessons[lesson].position

    def all_sections(self) -> Iterator[tuple[str, Section]]:
        for lesson, sections in self.sections.items():
            yield from ((lesson, section) for section in sections)

    def facts_on(self, lesson: str, line: int) -> list[Fact]:
        """Return the facts, of both polarities, that stand on a line."""
        return self.by_line.get((lesson, line), [])

    def end_of_block(self, lesson: str, line: int) -> int:
        """Return the last line of the bullet or row that starts on a line."""
        written, last = self.lines[lesson], line
        while last < len(written) and CONTINUED.match(written[last]):
            last += 1
        return last

    def grids_of(self, name: str) -> list[Grid]:
        return self.grids.get(name, [])

    def of_kind(self, kind: str) -> frozenset[str]:
        return self.kinds.get(kind, frozenset())


def survey(base: FactBase, bank: Bank) -> Survey:
    """Return the survey of a course and the bank that was built from it."""
    coverage = cover(base, bank)
    sections = {slug: read_sections(slug, lesson.body) for slug, lesson in base.lessons.items()}
    known = _known_names(base)
    by_line: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in base.facts:
        by_line[(fact.passage.lesson, fact.passage.line)].append(fact)
    return Survey(
        base=base,
        bank=bank,
        coverage=coverage,
        lines={slug: lesson.body.split("\n") for slug, lesson in base.lessons.items()},
        sections=sections,
        homes=_homes(base, sections, known),
        grids=_grids(base, sections, known, by_line),
        rows={row.fact.key: row for row in coverage.rows},
        kinds=_kinds(base),
        by_line=dict(by_line),
    )


def _kinds(base: FactBase) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for fact in base.facts:
        if fact.kind:
            found[fact.kind].add(fact.subject)
    return {kind: frozenset(names) for kind, names in found.items()}


def _known_names(base: FactBase) -> dict[str, str]:
    """Return the one name of a thing for each of its names, as `words.normal` gives them."""
    return {
        normal(written, base.stop_words): name
        for name, thing in base.things.items()
        for written in (*thing.aliases, name)
    }


def _homes(
    base: FactBase, sections: dict[str, list[Section]], known: dict[str, str]
) -> dict[str, Home]:
    homes: dict[str, Home] = {}
    for lesson, found in sections.items():
        for section in found:
            name = known.get(normal(section.name, base.stop_words))
            if name and section.bullets:
                homes.setdefault(name, Home(lesson, section))
    return homes


def _grids(
    base: FactBase,
    sections: dict[str, list[Section]],
    known: dict[str, str],
    by_line: dict[tuple[str, int], list[Fact]],
) -> dict[str, list[Grid]]:
    grids: dict[str, list[Grid]] = defaultdict(list)
    for lesson, found in sections.items():
        for table in (table for section in found for table in section.tables):
            group = _group_of(table, lesson, by_line)
            if table.mark or not group:
                continue
            names = tuple(
                known.get(normal(cell, base.stop_words), cell) for cell in table.header[1:]
            )
            for name in names:
                grids[name].append(Grid(lesson, table, group, names))
    return dict(grids)


def _group_of(table: Table, lesson: str, by_line: dict[tuple[str, int], list[Fact]]) -> str:
    """Return the group of a table with features down, "" of another.

    With things down each column is a group of its own, with its place behind a second colon.
    """
    groups = {
        fact.group
        for row in table.rows
        for fact in by_line.get((lesson, row.passage.line), ())
        if fact.in_table and fact.group.startswith(f"{lesson}:") and fact.group.count(":") == 1
    }
    return min(groups, default="")
