"""The linter: what keeps a lesson from being asked well, in plain words, each with its line and cure.

Each rule is one function from the survey of a course to remarks, registered with its name and
severity. An error is a line that cannot be asked; advice, one that could be asked better. A rule
speaks only where a decent author would agree; what is merely not asked often enough is no fault of
a line and stands in the coverage (`coverage`, `remedies`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import median
from typing import Literal

from quizzes.generation.acronyms import acronyms_in, is_explained
from quizzes.generation.coverage import WANTED, Row
from quizzes.generation.data import word_list
from quizzes.generation.extraction import NOT_FACTS
from quizzes.generation.facts import Fact
from quizzes.generation.gates import OPTION_WORDS, dangling_word, is_undated
from quizzes.generation.proofs import Truth, evaluate, overlap
from quizzes.generation.reading import Bullet
from quizzes.generation.remedies import NAMING, TOO_FEW, WORDS, Remedy, dated
from quizzes.generation.survey import Survey
from quizzes.generation.things import in_text
from quizzes.generation.trials import unlocked
from quizzes.generation.words import content_words, join_list, likeness, normal, tokens

Severity = Literal["error", "advice"]

ALIKE = 0.7  # likeness from which two Purposes read as one
NAME_WORDS = 3  # words in what counts as a name; longer ones describe
UNEVEN = 2.5  # times the middle length of a column, from which a cell stands out
OPEN_WORDS = word_list("open_words")
PRONOUN = re.compile(r"^(it|he|she|they|we|you|its|their|his|her)\b", re.IGNORECASE)
FENCE = re.compile(r"^\s*(```|~~~)")
TABLE_LINE = re.compile(r"^\s*\|.*\|\s*$")
DEEP_BULLET = re.compile(r"^\s{4,}[-*+]\s+\S")
TIGHT_BULLET = re.compile(r"^\s*([-+]\*\*|\*[A-Za-z][^*]*$)")
STEP = re.compile(r"^\s*(\d{1,2})[.)]\s+\S")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has to say of a line.

    Attributes:
        facts: those that could be asked better; None where the line is no fact yet.
        remedy: the line to write, where it is known word for word.
    """

    lesson: str
    line: int
    what: str
    cure: str
    facts: tuple[Fact, ...] | None = None
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark as an author reads it.

    Attributes:
        line: from 1, in the text of the lesson.
        words: the line as it is written.
        unlocks: questions that the cure would make possible.
        counted: they were really built; otherwise the number is an estimate.
    """

    rule: str
    severity: Severity
    lesson: str
    line: int
    words: str
    what: str
    cure: str
    unlocks: int
    counted: bool


Check = Callable[[Survey], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    severity: Severity
    check: Check


RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        RULES[name] = Rule(name, severity, check)
        return check

    return register


def lint(course: Survey, *, trials: int = 0) -> list[Finding]:
    """Return what all rules find, errors first, then in the order of the course.

    Args:
        trials: how many cures may be tried by really building their questions (about a tenth of a
            second each); the number for the others is estimated.
    """
    found = []
    for one in RULES.values():
        for remark in one.check(course):
            counted = remark.remedy is not None and remark.remedy.exact and trials > 0
            trials -= counted
            found.append(_finding(one, remark, course, counted=counted))
    found.sort(key=lambda f: (f.severity != "error", _place(f, course), f.line, f.rule))
    return found


def _place(finding: Finding, course: Survey) -> int:
    lesson = course.base.lessons.get(finding.lesson)
    return lesson.position if lesson else 0


def _finding(one: Rule, remark: Remark, course: Survey, *, counted: bool) -> Finding:
    if counted and remark.remedy:
        unlocks = unlocked(remark.remedy, course)
    else:
        unlocks = _estimate(remark.facts, course)
    return Finding(
        rule=one.name,
        severity=one.severity,
        lesson=remark.lesson,
        line=remark.line,
        words=course.words(remark.lesson, remark.line),
        what=remark.what,
        cure=remark.cure,
        unlocks=unlocks,
        counted=counted,
    )


def _estimate(facts: tuple[Fact, ...] | None, course: Survey) -> int:
    """Return the ways that facts lack of what a fact of this course has on the average.

    A line that is no fact yet counts as one that is not asked.
    """
    rows = [row for row in course.coverage.rows if row.ways]
    usual = round(sum(len(row.ways) for row in rows) / len(rows)) if rows else WANTED["B"]
    asked = [0] if facts is None else [len(course.row(fact).ways) for fact in facts]
    return sum(max(0, usual - ways) for ways in asked)


# Lines that cannot be read


@rule("unreadable", "error")
def lines_that_cannot_be_read(course: Survey) -> Iterator[Remark]:
    """What extraction could not read."""
    yield from _problems(course, "unreadable")


@rule("contradiction", "error")
def lines_that_contradict(course: Survey) -> Iterator[Remark]:
    """Two lines that say opposite things of one subject, or give one slot two values."""
    yield from _problems(course, "contradiction")


def _problems(course: Survey, name: str) -> Iterator[Remark]:
    for problem in course.base.problems:
        if problem.rule == name:
            yield Remark(problem.lesson, problem.line, problem.text, problem.cure)


@rule("glued", "error")
def blocks_that_do_not_render(course: Survey) -> Iterator[Remark]:
    """Tables, lists and steps that are read as running text, since nothing parts them from it."""
    for lesson, lines in course.lines.items():
        starts = {
            passage.line: passage.text
            for section in course.sections[lesson]
            for passage in section.passages
        }
        for number, line in _outside_code(lines):
            before = lines[number - 2] if number > 1 else ""
            if complaint := _glued(number, line, before, lines, starts):
                yield Remark(lesson, number, *complaint)
        yield from _text_below_tables(course, lesson)


def _outside_code(lines: list[str]) -> Iterator[tuple[int, str]]:
    inside = False
    for number, line in enumerate(lines, start=1):
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            yield number, line


def _glued(
    number: int, line: str, before: str, lines: list[str], starts: dict[int, str]
) -> tuple[str, str] | None:
    """Return what is wrong with a line that looks like the start of a block and is none."""
    text = starts.get(number)
    if TABLE_LINE.match(line) and not TABLE_LINE.match(before):
        if text is None or text.startswith("|"):
            return (
                "This table would be shown as running text.",
                "Leave an empty line above it, and let its second line have one “---” for each column.",
            )
    elif TIGHT_BULLET.match(line):
        return (
            "This bullet would be shown as running text.",
            "Write a space after the mark: “- **”.",
        )
    elif DEEP_BULLET.match(line) and text is None:
        return (
            "This bullet would be shown as running text.",
            "Begin it at the margin, with an empty line above the list.",
        )
    elif _is_swallowed_step(number, lines, starts):
        return (
            "This numbered list would be shown as running text.",
            "Leave an empty line above it, and begin with 1.",
        )
    return None


def _is_swallowed_step(number: int, lines: list[str], starts: dict[int, str]) -> bool:
    """Tell the first of two numbered lines in a row that are no list."""
    here, after = (
        STEP.match(line) for line in (lines[number - 1], "".join(lines[number : number + 1]))
    )
    before = STEP.match(lines[number - 2]) if number > 1 else None
    if not here or not after or before or number in starts:
        return False
    return int(after[1]) == int(here[1]) + 1


def _text_below_tables(course: Survey, lesson: str) -> Iterator[Remark]:
    for table in (table for section in course.sections[lesson] for table in section.tables):
        for row in table.rows:
            if "|" not in course.words(lesson, row.passage.line):
                yield Remark(
                    lesson,
                    row.passage.line,
                    "This line would be shown as a row of the table above it.",
                    "Leave an empty line between the table and the text.",
                )


@rule("undated", "error")
def values_that_age(course: Survey) -> Iterator[Remark]:
    """Prices, trials, limits and quotas without the month in which they held."""
    for fact in _scored(course):
        if is_undated(fact):
            remedy = dated(fact, course)
            yield _on(
                fact,
                f"“{fact.value}” ages and does not say when it held.",
                f"Write: {remedy.text.strip()}",
                remedy=remedy,
            )


@rule("pronoun", "error")
def values_that_point_elsewhere(course: Survey) -> Iterator[Remark]:
    """Values with a pronoun whose noun is not in them, so that they do not stand alone."""
    for fact in _scored(course):
        opening = PRONOUN.match(fact.value)
        if word := opening[0] if opening else dangling_word(fact):
            yield _on(
                fact,
                f"“{word}” has nothing to refer to once the line stands alone in a question.",
                f"Write the noun instead of “{word}”.",
            )


# Things


@rule("no-purpose", "advice")
def things_without_purpose(course: Survey) -> Iterator[Remark]:
    """Things that nothing tells from their siblings, or that lack the Purpose that these have."""
    base = course.base
    with_purpose = {fact.subject for fact in base.facts if fact.slot == "purpose"}
    for name, home in course.homes.items():
        own = [fact for fact in base.by_subject.get(name, ()) if fact.polarity and fact.scored]
        if name in with_purpose or not own:
            continue
        kin = (course.of_kind(base.things[name].kind) & course.homes.keys()) - {name}
        if (kin and len(kin & with_purpose) * 2 >= len(kin)) or _is_nameless(own):
            yield Remark(
                home.lesson,
                home.section.line,
                f"Nothing says what {in_text(base.things[name])} is for.",
                "Write under the heading: - **Purpose:** <a verb phrase that fits nothing else in this course>",
                facts=tuple(own),
            )


def _is_nameless(facts: list[Fact]) -> bool:
    """Tell a thing that no type, table, list or value of its own could identify."""
    return all(f.phrase is not None and not f.group and f.slot not in NAMING for f in facts)


@rule("alike-purposes", "advice")
def purposes_too_alike(course: Survey) -> Iterator[Remark]:
    """Purposes of two things of one kind that a learner could not tell apart."""
    base = course.base
    by_kind: dict[str, list[Fact]] = defaultdict(list)
    for fact in _scored(course):
        if fact.slot == "purpose" and fact.kind:
            by_kind[fact.kind].append(fact)
    for first, second in (pair for facts in by_kind.values() for pair in combinations(facts, 2)):
        if not content_words(first.value) & content_words(second.value):
            continue
        if likeness(first.value, second.value) < ALIKE or not overlap(first.value, second.value):
            continue
        verdicts = (evaluate(base, first.subject, second), evaluate(base, second.subject, first))
        if all(verdict.truth is Truth.UNKNOWN for verdict in verdicts):
            yield _on(
                second,
                f"The Purpose reads like that of {in_text(base.thing(first))}: “{first.value}” "
                f"({first.passage.lesson}, line {first.passage.line}).",
                "Say in both what sets them apart, or write under one of them "
                f"- **Not:** {first.does.base}",
                also=(first,),
            )


@rule("not-introduced", "advice")
def names_without_introduction(course: Survey) -> Iterator[Remark]:
    """Things that stand in a table or a fact and that no heading and no sentence speaks of."""
    base = course.base
    told: dict[str, set[int]] = defaultdict(set)  # where in the text each word stands
    for place, text in enumerate(_prose(course)):
        for word in content_words(text):
            told[word].add(place)
    for name, facts in base.by_subject.items():
        asked = [f for f in facts if f.polarity and f.scored and not f.is_step]
        wanted = content_words(name, base.stop_words)
        if not asked or not wanted or name in course.homes or not _is_name(name):
            continue
        if not set.intersection(*(told.get(word, set()) for word in wanted)):
            yield _on(
                asked[0],
                f"“{name}” is asked about, but no heading and no sentence introduces it.",
                f"Say in a sentence of the text what {in_text(base.things[name])} is.",
            )


def _is_name(name: str) -> bool:
    """Tell a name from a description ("Scanned invoices in a bucket") and from a task ("Closing it")."""
    first, *others = name.split()
    return len(others) < NAME_WORDS and not (others and first.endswith("ing"))


def _prose(course: Survey) -> Iterator[str]:
    """Yield the text of all blocks that are sentences: neither fact lines nor rows of tables."""
    for _, section in course.all_sections():
        lines = {row.passage.line for table in section.tables for row in table.rows}
        lines |= {table.line for table in section.tables}
        for bullet in section.bullets:
            lines |= {bullet.passage.line, *(member.line for member in bullet.members)}
        yield from (passage.text for passage in section.passages if passage.line not in lines)


@rule("acronym", "advice")
def acronyms_never_explained(course: Survey) -> Iterator[Remark]:
    """Runs of capitals in facts of which the course never says what they stand for."""
    names = {token for word in course.base.stop_words for token in tokens(word)}
    used: dict[str, list[Fact]] = defaultdict(list)
    for fact in _scored(course):
        for acronym in acronyms_in(f"{fact.subject} {fact.value}"):
            used[acronym].append(fact)
    texts = [p.text for _, section in course.all_sections() for p in section.passages]
    together: dict[tuple[str, int], list[str]] = defaultdict(list)
    for acronym, facts in sorted(used.items()):
        if acronym.lower() not in names and not is_explained(acronym, texts):
            together[(facts[0].passage.lesson, facts[0].passage.line)].append(acronym)
    for (lesson, line), found in together.items():
        said = join_list([f"“{acronym}”" for acronym in found])
        yield Remark(
            lesson,
            line,
            f"This course never says what {said} {'stand' if len(found) > 1 else 'stands'} for.",
            f"Write it out where it first stands in the text: {found[0]} (<its words>).",
            facts=(),
        )


# Lists, values and columns


@rule("open-list", "advice")
def lists_that_may_be_complete(course: Survey) -> Iterator[Remark]:
    """Lists of which nothing tells whether they are complete, with members that are never asked."""
    for lesson, section in course.all_sections():
        for bullet in section.bullets:
            members = _open_members(bullet, lesson, course)
            if len(members) > 1 and not all(course.is_asked(fact) for fact in members):
                remedy = _closed(bullet, lesson, course)
                if _values_outside(members, course) > 1:
                    yield replace(
                        _on(
                            members[0],
                            "Nothing says whether this list is complete, so nothing outside it can be a wrong answer.",
                            f"If it is complete, write: {remedy.text.strip()} If not, begin it with “such as”.",
                            remedy=remedy,
                        ),
                        line=bullet.passage.line,
                        facts=tuple(members),
                    )


def _open_members(bullet: Bullet, lesson: str, course: Survey) -> list[Fact]:
    """Return the facts of a list that is neither closed nor said to be open."""
    said = {*tokens(bullet.label), *tokens(bullet.value)}
    if bullet.mark or said & OPEN_WORDS or bullet.label.lower() in NOT_FACTS:
        return []
    lines = {bullet.passage.line, *(member.line for member in bullet.members)}
    return [
        fact
        for line in sorted(lines)
        for fact in course.facts_on(lesson, line)
        if fact.polarity and fact.scored and not fact.closed and fact.phrase and _leads(fact)
    ]


def _leads(fact: Fact) -> bool:
    """Tell members of a list under one verb from a row, a purpose and what follows "can"."""
    return fact.does.base.startswith(f"{fact.slot} ") and not fact.group


def _values_outside(members: list[Fact], course: Survey) -> int:
    """Return how many values under the same verb could be wrong answers if the list were complete."""
    base, first = course.base, members[0]
    others = {
        normal(fact.value)
        for fact in base.facts
        if fact.slot == first.slot
        and fact.polarity
        and fact.subject != first.subject
        and base.position(fact) <= base.position(first)
        and not any(overlap(fact.value, member.value) for member in members)
    }
    return len(others)


def _closed(bullet: Bullet, lesson: str, course: Survey) -> Remedy:
    line = bullet.passage.line
    written = course.lines[lesson][line - 1]
    text = written.replace(bullet.label, f"{bullet.label} (complete list)", 1)
    return Remedy(lesson, line, text, f"instead of line {line} of {lesson}", instead=True)


@rule("too-long", "advice")
def values_too_long(course: Survey) -> Iterator[Remark]:
    """Values over fourteen words, which make no option; a step may have a few more."""
    seen = set()
    for fact in _scored(course):
        count = len(fact.value.split())
        place = (fact.passage.lesson, fact.passage.line, fact.value)
        most = OPTION_WORDS if fact.is_step else WORDS
        if count > most and place not in seen:
            seen.add(place)
            yield _on(
                fact,
                f"“{fact.value}” has {count} words: too long for an option.",
                f"Say it in {most} words or fewer, and the rest in the text.",
            )


@rule("uneven-column", "advice")
def cells_that_stand_out(course: Survey) -> Iterator[Remark]:
    """Cells of a column of values that are much longer than the others, so that they give themselves away."""
    for group, facts in course.base.by_group.items():
        values = [f for f in facts if f.polarity and f.slot != "table" and not f.closed]
        values = [f for f in values if not f.is_step]
        if not group or len(values) < 3:
            continue
        middle = median(len(fact.value.split()) for fact in values)
        for fact in values:
            count = len(fact.value.split())
            if count > 4 and count > UNEVEN * middle:
                yield _on(
                    fact,
                    f"“{fact.value}” has {count} words where its column has about {round(middle)}.",
                    "Make the cells of a column alike in length and form.",
                )


@rule("stands-out", "advice")
def lines_that_stand_out(course: Survey) -> Iterator[Remark]:
    """Lines that are never asked, since their length alone would tell them."""
    for row in _never_asked(course):
        if {gap.reason for gap in row.gaps} <= {"LINT_7", "LINT_11"}:
            yield _on(
                row.fact,
                f"“{row.fact.value}” would stand out as the answer by its length.",
                "Make it about as long as the lines it would stand beside, or these as long as it.",
            )


@rule("telling-name", "advice")
def names_that_give_away(course: Survey) -> Iterator[Remark]:
    """Lines that are never asked, since the name of the thing holds their words."""
    stop = course.base.stop_words
    for row in _never_asked(course):
        thing = course.base.thing(row.fact)
        shared = content_words(thing.all_names, stop) & content_words(row.fact.value, stop)
        reasons = {gap.reason for gap in row.gaps}
        if shared and reasons & {"NAME_LEAK", "LINT_8"} and not reasons & TOO_FEW:
            word = min(shared)
            yield _on(
                row.fact,
                f"“{row.fact.value}” answers itself: “{word}” stands in the name {thing.name}.",
                f"Say it without “{word}”, or tell something that the name does not.",
            )


def _never_asked(course: Survey) -> Iterator[Row]:
    """Yield the rows of facts that no question asks, though some question was tried."""
    yield from (row for row in course.coverage.unasked if row.is_counted and row.gaps)


# Shared


def _scored(course: Survey) -> Iterator[Fact]:
    """Yield what may be asked: the positive facts that are not marked (no key)."""
    yield from (fact for fact in course.base.facts if fact.polarity and fact.scored)


def _on(
    fact: Fact, what: str, cure: str, *, also: tuple[Fact, ...] = (), remedy: Remedy | None = None
) -> Remark:
    place = fact.passage
    return Remark(place.lesson, place.line, what, cure, (fact, *also), remedy)
