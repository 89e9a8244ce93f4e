"""Remedies: the one line of a lesson that would let a fact be asked in more ways.

A remedy is written so that it can be pasted. Whether it is true only the author knows, so what it
denies is never proved, and always somebody else's line turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quizzes.generation.bank import Gap
from quizzes.generation.base import FactBase
from quizzes.generation.coverage import Row
from quizzes.generation.facts import IDENTITY, Fact, LessonSource
from quizzes.generation.phrases import Phrase
from quizzes.generation.proofs import TOO_ALIKE, Truth, evaluate, predicate_text
from quizzes.generation.reading import Table
from quizzes.generation.survey import Home, Survey
from quizzes.generation.things import in_text
from quizzes.generation.words import capitalise, content_words, join_list, likeness

ENTRIES = 3  # denials in one line: with the answer they make four options
WORDS = 14  # in a line, above which its value is too long for an option
NAMING = frozenset({"is a", IDENTITY, "stands for"})  # slots that say what a thing is called
TOO_FEW = frozenset({"NO_PROOF", "FEW_SIBLINGS"})
UNDATED = "YYYY-MM"
IS_A = re.compile(r"\*\*Is an?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remedy:
    """A line to write, and where.

    Attributes:
        line: from 1; the line that `text` stands before, or instead of.
        instead: it replaces the line.
        exact: it can be pasted as it is; otherwise words in <> are the author's to fill in.
        where: the place in words.
        condition: what has to be true for it, as a question; may be empty.
        expected: questions that it is expected to unlock, by an estimate (see `_expected`).
    """

    lesson: str
    line: int
    text: str
    where: str
    instead: bool = False
    exact: bool = True
    condition: str = ""
    expected: int = 0

    def __str__(self) -> str:
        condition = f", {self.condition}" if self.condition else ""
        return f"{capitalise(self.where)}{condition}: {self.text.strip()}"

    def applied(self, source: LessonSource) -> str:
        """Return the body of the lesson with the line in it."""
        lines = source.body.split("\n")
        lines[self.line - 1 : self.line - 1 + self.instead] = [self.text]
        return "\n".join(lines)


def remedy_for(row: Row, course: Survey) -> Remedy | None:
    """Return the line that promises most questions on a fact asked in too few ways, else None."""
    if row.is_met:
        return None
    if row.doubtful:
        return _corrected(row.fact, course)
    return max(_remedies(row, course), key=lambda remedy: (remedy.exact, remedy.expected))


def _remedies(row: Row, course: Survey) -> Iterator[Remedy]:
    """Yield what would help, pasteable lines first; of any gap at least one."""
    for propose in (
        _dated,
        _defined,
        _settled,
        _in_table,
        _own_denials,
        _siblings_denial,
        _reworded,
    ):
        if remedy := propose(row, course):
            yield remedy
    yield _outlined(row, course)


# What ages


def _dated(row: Row, course: Survey) -> Remedy | None:
    gaps = sum(gap.reason == "VOLATILE" for gap in row.gaps)
    return replace(dated(row.fact, course), expected=gaps) if gaps else None


def dated(fact: Fact, course: Survey) -> Remedy:
    """Write the month behind a value that ages."""
    month = _latest_month(course.base)
    lesson, first = fact.passage.lesson, fact.passage.line
    line = (
        first if fact.value in course.words(lesson, first) else course.end_of_block(lesson, first)
    )
    written = course.lines[lesson][line - 1]
    said = fact.value if fact.value in written else written.strip().rstrip(".")
    return Remedy(
        lesson,
        line,
        written.replace(said, f"{said} (as of {month})", 1),
        f"instead of line {line} of {lesson}",
        instead=True,
        exact=month != UNDATED,
        condition="if it holds in that month",
        expected=1,
    )


def _latest_month(base: FactBase) -> str:
    """Return the latest month that the course itself names, since nothing here knows the date."""
    months = [fact.as_of for fact in base.facts if fact.as_of]
    return max(months).strftime("%Y-%m") if months else UNDATED


def _defined(row: Row, course: Survey) -> Remedy | None:
    """Promise that a definition fits one thing alone, so that the thing can be asked for by it."""
    fact = row.fact
    lesson, line = fact.passage.lesson, fact.passage.line
    written = course.lines[lesson][line - 1]
    text = IS_A.sub("**Is the", written, count=1)
    if fact.slot != "is a" or text == written or not _says_more(fact):
        return None
    return Remedy(
        lesson,
        line,
        text,
        f"instead of line {line} of {lesson}",
        instead=True,
        condition="if that fits nothing else in this course",
        expected=row.missing,
    )


def _says_more(fact: Fact) -> bool:
    """Tell "boat that carries cars" from "boat"."""
    return bool(content_words(fact.value) - content_words(fact.kind))


# Tables


def _settled(row: Row, course: Survey) -> Remedy | None:
    """Write "no" into the cells that a table leaves open about others."""
    fact = row.fact
    gaps = [gap for gap in _too_few(row.gaps) if _asks_for_name(gap)]
    grid = next((g for g in course.grids_of(fact.subject) if g.group == fact.group), None)
    if not gaps or grid is None:
        return None
    line = next((r for r in grid.table.rows if r.passage.line == fact.passage.line), None)
    if line is None:
        return None
    cells = [
        "no" if _is_open(course.base, name, fact) else cell
        for name, cell in zip(grid.names, line.cells[1:], strict=False)
    ]
    opened = [
        name
        for name, new, old in zip(grid.names, cells, line.cells[1:], strict=False)
        if new != old
    ]
    helped = sum(gap.lacking <= len(opened) for gap in gaps)
    if not helped:
        return None
    return Remedy(
        fact.passage.lesson,
        fact.passage.line,
        f"| {' | '.join((line.cells[0], *cells))} |",
        f"instead of line {fact.passage.line} of {fact.passage.lesson}",
        instead=True,
        condition=f"if it is not so of {join_list(opened)}",
        expected=helped,
    )


def _in_table(row: Row, course: Survey) -> Remedy | None:
    """Write the fact as a row of a table in which its thing is a column."""
    fact = row.fact
    if not _can_be_row(fact):
        return None
    here = course.position(fact.passage.lesson)
    grids = [g for g in course.grids_of(fact.subject) if course.position(g.lesson) >= here]
    if not grids:
        return None
    grid = min(grids, key=lambda g: (course.position(g.lesson), -len(g.names), g.table.line))
    cells = [_cell(course.base, name, fact) for name in grid.names]
    if cells.count("no") < 2:
        return None
    unknown = [n for n in grid.names if _is_open(course.base, n, fact)]
    return replace(
        _below(grid.lesson, grid.table, (fact.does.third(), *cells)),
        exact=True,
        condition=f"if it is not so of {join_list(unknown)}" if unknown else "",
        expected=_of_cell(course),
    )


def _can_be_row(fact: Fact) -> bool:
    is_name = fact.slot in NAMING
    fits = len(fact.value.split()) <= WORDS and "|" not in fact.value
    return fact.phrase is not None and not fact.in_table and not is_name and fits


def _cell(base: FactBase, name: str, fact: Fact) -> str:
    truth = evaluate(base, name, fact).truth
    if truth is Truth.UNKNOWN:
        return "no" if _is_open(base, name, fact) else "depends"
    return "yes" if truth is Truth.TRUE else "no"


def _of_cell(course: Survey) -> int:
    """Return how many questions a "yes" cell of this course is asked by, on the average."""
    ways = [len(row.ways) for row in course.coverage.rows if row.fact.in_table and row.is_counted]
    return round(sum(ways) / len(ways)) if ways else 2


# Denials


def _own_denials(row: Row, course: Survey) -> Remedy | None:
    """Deny of the fact's thing what its neighbours do: wrong options for "what is true of it?"."""
    home = course.homes.get(row.fact.subject)
    if home is None or home.first_open is None:
        return None
    entries = _denied(home, row.fact.subject, course)
    helped = _helped_by_denials(home, row.fact.subject, len(entries), course)
    if not entries or row.fact.key not in helped:
        return None
    return Remedy(
        home.lesson,
        home.first_open.passage.line,
        f"- **Not:** {'; '.join(entries)}",
        _under(home),
        condition="if it does none of that",
        expected=sum(helped.values()),
    )


def _denied(home: Home, name: str, course: Survey) -> list[str]:
    """Return what neighbours do and nothing says of the thing, the nearest neighbours' first."""
    base = course.base
    near = base.neighbours.get(name, frozenset()) | course.of_kind(base.things[name].kind)
    said = [
        fact
        for other in sorted(near - {name})
        for fact in base.by_subject.get(other, ())
        if _can_be_denied(fact) and base.position(fact) <= course.position(home.lesson)
    ]
    said.sort(key=lambda f: (f.passage.lesson != home.lesson, f.in_table, f.key))
    taken: list[Fact] = []
    own = content_words(base.things[name].all_names, base.stop_words)
    for fact in said:
        fresh = all(likeness(fact.value, other.value) < TOO_ALIKE for other in taken)
        others = {other.subject for other in taken}
        tells = fact.subject in others or own & content_words(fact.value)
        if fresh and not tells and _is_open(base, name, fact):
            taken.append(fact)
        if len(taken) == ENTRIES:
            break
    return [_entry(fact.does) for fact in taken]


def _under(home: Home) -> str:
    return f"under “{home.section.title}”, line {home.section.line} of {home.lesson}"


def _can_be_denied(fact: Fact) -> bool:
    """Tell what can stand after "Not": a deed of no great length, without a modal."""
    has_verb = fact.polarity and fact.scored and fact.phrase is not None and not fact.does.modal
    plain = fact.slot not in NAMING and ";" not in fact.value
    return has_verb and plain and len(fact.value.split()) <= WORDS


def _entry(phrase: Phrase) -> str:
    return phrase.third() if phrase.verb == "be" else phrase.base


def _helped_by_denials(home: Home, name: str, entries: int, course: Survey) -> dict[str, int]:
    """Return how many failed questions each fact of a thing would get, by fact key."""
    helped: dict[str, int] = {}
    for fact in course.base.by_subject.get(name, ()):
        if fact.polarity and course.base.position(fact) >= course.position(home.lesson):
            gaps = [g for g in _too_few(course.row(fact).gaps) if g.direction.endswith("feature")]
            if count := sum(gap.lacking <= entries for gap in gaps):
                helped[fact.key] = count
    return helped


def _siblings_denial(row: Row, course: Survey) -> Remedy | None:
    """Deny the fact of one neighbour more: a wrong option for "which thing does it?"."""
    fact = row.fact
    gaps = [gap for gap in _too_few(row.gaps) if _asks_for_name(gap) and gap.lacking == 1]
    if not gaps or fact.phrase is None or ";" in fact.value:
        return None
    home = next((home for name, home in _siblings(fact, course)), None)
    if home is None or home.first_open is None:
        return None
    label = "Cannot" if fact.does.modal == "can" else "Not"
    return Remedy(
        home.lesson,
        home.first_open.passage.line,
        f"- **{label}:** {_entry(fact.does)}",
        _under(home),
        condition="if it does not do that",
        expected=len(gaps),
    )


def _siblings(fact: Fact, course: Survey) -> Iterator[tuple[str, Home]]:
    """Yield things of the kind that have been taught and of which nothing tells the fact."""
    base = course.base
    near = base.neighbours.get(fact.subject, frozenset())
    names = course.of_kind(fact.kind) & course.homes.keys() - {fact.subject}
    for name in sorted(
        names, key=lambda n: (n not in near, -course.position(course.homes[n].lesson), n)
    ):
        home = course.homes[name]
        if course.position(home.lesson) <= base.position(fact) and _is_open(base, name, fact):
            yield name, home


def _is_open(base: FactBase, name: str, fact: Fact) -> bool:
    """Tell that nothing says whether a thing does it, nor anything like it."""
    if evaluate(base, name, fact).truth is not Truth.UNKNOWN:
        return False
    wanted = predicate_text(fact)
    said = (predicate_text(f) for f in base.by_subject.get(name, ()) if f.polarity)
    return all(likeness(wanted, words) < TOO_ALIKE for words in said)


# Wording


def _reworded(row: Row, course: Survey) -> Remedy | None:
    """Say what the wording lacks: a template, since nobody but the author can word a fact anew."""
    fact = row.fact
    gap = next((g for g in row.gaps if g.reason not in TOO_FEW | {"VOLATILE"}), None)
    if gap is None and "LOW_VALUE" in row.reasons:
        text = f"- **{fact.slot.capitalize()}:** {fact.value} that <what sets it apart>"
    elif gap is not None:
        text = f"<the same in other words: {gap.text}>"
    else:
        return None
    return Remedy(
        fact.passage.lesson,
        fact.passage.line,
        text,
        f"instead of line {fact.passage.line} of {fact.passage.lesson}",
        instead=True,
        exact=False,
        expected=sum(g.reason == gap.reason for g in row.gaps) if gap else 1,
    )


def _outlined(row: Row, course: Survey) -> Remedy:
    """Say what shape the missing line has, where nothing in the course offers its words."""
    fact, name = row.fact, row.fact.subject
    it = in_text(course.base.things[name])
    if fact.is_step:
        return _next_step(fact, course)
    home, grids = course.homes.get(name), course.grids_of(name)
    if grids and (fact.in_table or _can_be_row(fact)):
        grid = next((g for g in grids if g.group == fact.group), grids[0])
        said = f"what {it} alone does" if fact.in_table else fact.does.third()
        cells = ["yes" if column == name else "no" for column in grid.names]
        return _below(grid.lesson, grid.table, (f"<{said}>", *cells))
    if fact.group and (table := _table_of(fact, course)):
        columns = zip(*(r.cells[1:] for r in table.rows), strict=False)
        cells = [_blank(h, column) for h, column in zip(table.header[1:], columns, strict=False)]
        return _below(fact.passage.lesson, table, (f"<another {fact.kind}>", *cells))
    if home is None or home.first_open is None:
        return _with_heading(row, course)
    has_purpose = any(f.slot == "purpose" for f in course.base.by_subject[name])
    text = f"- **Not:** <what a learner may think of {it}, and what is not so>"
    if not has_purpose and not _too_few(row.gaps):
        text = f"- **Purpose:** <what {it} is for, in a verb phrase that fits nothing else>"
    return Remedy(
        home.lesson,
        home.first_open.passage.line,
        text,
        _under(home),
        exact=False,
        expected=1,
    )


def _next_step(fact: Fact, course: Survey) -> Remedy:
    lesson = fact.passage.lesson
    last = max(course.base.by_group[fact.group], key=lambda step: step.place)
    end = course.end_of_block(lesson, last.passage.line)
    where = f"under the last step, line {last.passage.line} of {lesson}"
    text = f"{last.place + 1}. <what happens next>"
    return Remedy(lesson, end + 1, text, where, exact=False, expected=1)


def _blank(header: str, column: Iterable[str]) -> str:
    """Return what to fill in below a column: yes or no where the column has such cells."""
    answers = all(cell.lower() in {"yes", "no", "depends", ""} for cell in column)
    return "<yes or no>" if answers else f"<its {header}>"


def _table_of(fact: Fact, course: Survey) -> Table | None:
    """Return the table that a fact stands in."""
    tables = (t for s in course.sections[fact.passage.lesson] for t in s.tables)
    return next((t for t in tables if any(r.passage == fact.passage for r in t.rows)), None)


def _below(lesson: str, table: Table, cells: Iterable[str]) -> Remedy:
    after = table.rows[-1].passage.line
    where = f"under the last row of the table, line {after} of {lesson}"
    text = f"| {' | '.join(cells)} |"
    return Remedy(lesson, after + 1, text, where, exact=False, expected=1)


def _with_heading(row: Row, course: Survey) -> Remedy:
    """Ask for a heading of its own for a thing that has none, with its purpose under it."""
    fact = row.fact
    return Remedy(
        fact.passage.lesson,
        len(course.lines[fact.passage.lesson]),
        f"## {fact.subject}",
        f"at the end of {fact.passage.lesson}, with one sentence and a line “- **Purpose:** <…>” under it",
        exact=False,
        expected=1,
    )


def _corrected(fact: Fact, course: Survey) -> Remedy:
    place = fact.passage
    return Remedy(
        place.lesson,
        place.line,
        f"<{course.words(place.lesson, place.line)}, corrected or deleted>",
        f"instead of line {place.line} of {place.lesson}",
        instead=True,
        exact=False,
        condition="another line says the opposite",
    )


def _too_few(gaps: Iterable[Gap]) -> list[Gap]:
    return [gap for gap in gaps if gap.reason in TOO_FEW]


def _asks_for_name(gap: Gap) -> bool:
    """Tell questions whose options are things from those whose options are what is true of one."""
    return gap.direction.endswith(("name", "names"))
