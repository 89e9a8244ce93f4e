"""Trials: what a line would really unlock, found by writing it into the lesson and building again.

The whole course is read with the line in it; of the questions only those are built that the changed
facts and the things nearest to them may take part in, and only those count that rest on such a fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from quizzes.generation.bank import drafts, finish, item_key
from quizzes.generation.base import FactBase, build_base
from quizzes.generation.coverage import Row
from quizzes.generation.facts import Fact
from quizzes.generation.items import Draft, Option
from quizzes.generation.remedies import Remedy, remedy_for
from quizzes.generation.survey import Survey

TRIALS = 12  # lines that are really tried, the most promising
GROUP = 2  # facts asked by one question, above which it is about a group of them
SIBLINGS = 12  # things beside those on the line that may lend wrong options


@dataclass(frozen=True, slots=True)
class Promise:
    """What a line would do.

    Attributes:
        rows: the facts asked in too few ways for which it is the best line.
        unlocks: questions that it makes possible.
        counted: they were really built; otherwise the number is an estimate.
    """

    remedy: Remedy
    rows: tuple[Row, ...]
    unlocks: int
    counted: bool


def best_lines(course: Survey, *, trials: int = TRIALS) -> list[Promise]:
    """Return one line for each gap of the coverage, those that unlock most questions first.

    A line that was tried and unlocks nothing is left out.

    Args:
        trials: how many of the most promising lines are tried; each takes about a tenth of a second.
    """
    rows: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    lines: dict[tuple[str, int, str], Remedy] = {}
    for row in course.coverage.unmet:
        if remedy := remedy_for(row, course):
            place = (remedy.lesson, remedy.line, remedy.text)
            lines.setdefault(place, remedy)
            rows[place].append(row)
    ordered = sorted(lines, key=lambda place: _promise(lines[place], rows[place], course))
    tried = {place for place in ordered[:trials] if lines[place].exact}
    found = [
        Promise(
            lines[place],
            tuple(rows[place]),
            unlocked(lines[place], course) if place in tried else lines[place].expected,
            place in tried,
        )
        for place in ordered
    ]
    useful = [one for one in found if one.unlocks or not one.counted]
    return sorted(useful, key=lambda one: (-one.unlocks, not one.counted))


def _promise(remedy: Remedy, rows: list[Row], course: Survey) -> tuple[object, ...]:
    """Return what orders lines: what can be pasted, what promises most, the least asked facts first."""
    least = min((row.fact.importance, len(row.ways)) for row in rows)
    return (not remedy.exact, -remedy.expected, least, course.position(remedy.lesson), remedy.line)


def unlocked(remedy: Remedy, course: Survey) -> int:
    """Return how many questions more the course would have with the line in it.

    Questions on a whole group of facts are dealt out over the course, so that a new fact moves them
    more than it adds to them: of one kind and direction they count once.
    """
    after = _with_line(remedy, course.base)
    known = {_mark(fact) for fact in course.base.facts}
    fresh = [fact for fact in after.facts if _mark(fact) not in known]
    if not fresh:
        return 0
    asked = {item.key for item in course.bank.items}
    changed = {fact.key for fact in fresh}
    made = set()
    for draft in drafts(_around(fresh, after)):
        key = item_key(draft)
        if key in asked or key in made or not _may_rest_on(draft, changed):
            continue
        item, _ = finish(draft, after, 0)
        if item and _rests_on(item.asked, item.options, changed):
            is_group = len(item.asked) > GROUP
            made.add(f"{item.model} {item.direction}" if is_group else key)
    return len(made)


def _with_line(remedy: Remedy, base: FactBase) -> FactBase:
    changed = replace(base.lessons[remedy.lesson], body=remedy.applied(base.lessons[remedy.lesson]))
    return build_base(
        [changed if slug == remedy.lesson else lesson for slug, lesson in base.lessons.items()],
        stop_words=base.stop_words,
        settings=base.settings,
        denials=base.denials,
        keys={fact.fingerprint: fact.key for fact in base.facts},
    )


def _mark(fact: Fact) -> tuple[object, ...]:
    """Return all of a fact that a question hangs on; where it stands is left out."""
    return (fact.identity, fact.slot, fact.as_of, fact.closed, fact.scored, fact.kind)


def _around(fresh: list[Fact], base: FactBase) -> FactBase:
    """Return a base with the facts alone that questions on the changed ones are made from.

    These are all facts on the things concerned, and of the things nearest to them what stands in
    the same tables or under the same labels.
    """
    centre = _concerned(fresh, base)
    own = [fact for name in centre for fact in base.by_subject[name]]
    groups = {fact.group for fact in own if fact.group}
    slots = {fact.slot for fact in own} - {"table"} | {"purpose"}
    near = _nearest(centre, base)
    return FactBase(
        lessons=base.lessons,
        facts=tuple(
            fact
            for fact in base.facts
            if fact.subject in centre
            or (fact.subject in near and (fact.group in groups or fact.slot in slots))
        ),
        things=base.things,
        denials=base.denials,
        silences=base.silences,
        stop_words=base.stop_words,
        settings=base.settings,
    )


def _concerned(fresh: list[Fact], base: FactBase) -> list[str]:
    """Return the things of which a line says something new, or whose facts it denies of others."""
    said = {fact.subject for fact in fresh if fact.polarity}
    denied = {
        other.subject
        for fact in fresh
        for other in base.by_predicate[fact.predicate]
        if other.polarity
    }
    return sorted(said or denied | {fact.subject for fact in fresh})


def _nearest(names: Iterable[str], base: FactBase) -> set[str]:
    """Return the things that may lend wrong options: those compared first, then those of the kind."""
    kinds = {base.things[name].kind for name in names} - {""}
    compared = {other for name in names for other in base.neighbours[name]}
    alike = {fact.subject for fact in base.facts if fact.kind in kinds}
    return set([*sorted(compared), *sorted(alike - compared)][:SIBLINGS])


def _may_rest_on(draft: Draft, changed: set[str]) -> bool:
    offered = (*draft.keys, *draft.pool, *(option for options in draft.sets for option in options))
    return _rests_on(draft.asked, offered, changed)


def _rests_on(asked: Iterable[Fact], options: Iterable[Option], changed: set[str]) -> bool:
    """Tell whether a question asks a changed fact, or proves one of its options by it."""
    used = chain(asked, (fact for option in options for fact in option.facts))
    return any(fact.key in changed for fact in used)
