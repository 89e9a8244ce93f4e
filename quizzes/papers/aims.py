"""Aims: what a form should be like, and what it costs to miss it. Pure, whole numbers only.

An aim bounds how many questions of one sort stand on a form ("compare": 6 to 6), or a sum over the
scored questions. The cost of a form is what it misses, weighted; a form that costs nothing is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from quizzes.papers.candidates import Candidate
from quizzes.papers.plans import Part, Plan, floor_and_ceiling, shared_out
from quizzes.papers.worth import cut_of, information, logits_of

FRAME_PERCENT = 8  # of a form that one frame may make
ANSWER_PERCENT = 10  # of a form that may have the same right answer
LOGITS_OFF = 4  # hundredths by which the mean difficulty may miss its target
INFORMATION_OFF = 40  # thousandths by which the information at the cut may miss its target
# What one question too many or too few costs, one hundredth of a logit, one thousandth of information.
LESSON, LEVEL, FRAME, ANSWER, LOGIT, INFORMED = 10, 10, 60, 30, 40, 10

Sort = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate with what the aims look at.

    Attributes:
        part: code of its domain.
        sorts: the sorts it counts among, such as ("level", "compare").
        logits: hundredths.
        informs: millionths, at the cut.
    """

    candidate: Candidate
    part: str
    sorts: tuple[Sort, ...]
    logits: int
    informs: int


@dataclass(frozen=True, slots=True)
class Bounds:
    low: int
    high: int
    weight: int

    def cost(self, count: int) -> int:
        return self.weight * (max(0, count - self.high) + max(0, self.low - count))


@dataclass(frozen=True, slots=True)
class Target:
    """A sum over the scored questions of a form of `count`.

    Attributes:
        logits: mean, in hundredths.
        informs: mean, in millionths.
    """

    count: int
    logits: int
    informs: int

    def cost(self, logits: int, informs: int) -> int:
        """Return what the sums of a form cost."""
        off = abs(logits - self.count * self.logits) // self.count
        wanted = max(1, self.count * self.informs)
        informed_off = 1000 * abs(informs - wanted) // wanted
        return LOGIT * max(0, off - LOGITS_OFF) + INFORMED * max(0, informed_off - INFORMATION_OFF)


@dataclass(frozen=True, slots=True)
class Aims:
    bounds: dict[Sort, Bounds]
    target: Target

    def bounds_of(self, sort: Sort) -> Bounds:
        return self.bounds.get(sort) or self.bounds[(sort[0], "")]


def entries_of(candidates: Collection[Candidate], plan: Plan) -> list[Entry]:
    """Return the candidates that may stand on a form of the plan, measured at its cut."""
    codes = {part.code for part in plan.parts if part.weight}
    fit = [one for one in candidates if one.kind in plan.kinds and one.domain in codes]
    cut = cut_of(fit, plan.pass_percent)
    return [
        Entry(one, one.domain, tuple(sorts_of(one)), logits_of(one), information(one, cut))
        for one in sorted(fit, key=lambda one: (one.lesson, one.key))
    ]


def sorts_of(candidate: Candidate) -> Iterator[Sort]:
    yield ("lesson", candidate.lesson)
    yield ("level", candidate.level)
    if candidate.frame:
        yield ("frame", candidate.frame)
    for text in candidate.key_texts:
        yield ("answer", text.lower())


def aims_of(entries: Collection[Entry], plan: Plan) -> Aims:
    """Return the aims of a form of the plan, drawn from these."""
    per_part = shared_out(plan.items, {part.code: part.weight for part in plan.parts})
    bounds = {
        ("lesson", ""): Bounds(0, 0, LESSON),
        ("level", ""): Bounds(0, plan.items, LEVEL),
        ("frame", ""): Bounds(0, at_most(FRAME_PERCENT, plan.items), FRAME),
        ("answer", ""): Bounds(0, at_most(ANSWER_PERCENT, plan.items), ANSWER),
    }
    for part in plan.parts:
        for lesson, (low, high) in _lessons_of(part, per_part[part.code], entries).items():
            bounds["lesson", lesson] = Bounds(low, high, LESSON)
    present = {entry.candidate.level for entry in entries}
    levels = [(level, weight) for level, weight in plan.levels if level in present]
    for level, (low, high) in floor_and_ceiling(plan.items, levels).items():
        bounds["level", level] = Bounds(low, high, LEVEL)
    return Aims(bounds, target_of(entries, plan))


def at_most(percent: int, items: int) -> int:
    """Return how many of the items a percentage allows, at least one."""
    return max(1, items * percent // 100)


def _lessons_of(part: Part, items: int, entries: Collection[Entry]) -> dict[str, tuple[int, int]]:
    """Return the bounds of the lessons of a part that have questions."""
    asking = {entry.candidate.lesson for entry in entries if entry.part == part.code}
    weights = dict(part.lessons)
    return floor_and_ceiling(items, [(lesson, weights.get(lesson, 0)) for lesson in sorted(asking)])


def target_of(entries: Collection[Entry], plan: Plan) -> Target:
    """Return what a typical form of the plan has: the means of each part and level, weighted."""
    logits = informs = total = 0.0
    for entry, weight in zip(entries, weights_of(entries, plan), strict=True):
        total += weight
        logits += weight * entry.logits
        informs += weight * entry.informs
    total = total or 1.0
    return Target(plan.scored, round(logits / total), round(informs / total))


def weights_of(entries: Collection[Entry], plan: Plan) -> list[float]:
    """Return how much of a typical form each entry makes, in the unit of the weights of the parts."""
    weights = dict(plan.levels)
    sizes = Counter((entry.part, entry.candidate.level) for entry in entries)
    parts = {part.code: part.weight for part in plan.parts}
    whole = {
        code: sum(weights.get(level, 0) for part, level in sizes if part == code) for code in parts
    }
    found = []
    for entry in entries:
        sort = (entry.part, entry.candidate.level)
        share = weights.get(entry.candidate.level, 0) / (whole[entry.part] or 1) / sizes[sort]
        found.append(parts[entry.part] * share)
    return found


class Ledger:
    """The counts and sums of a form while it is being made, and what a change would cost."""

    def __init__(self, aims: Aims) -> None:
        self._aims = aims
        self._counts: Counter[Sort] = Counter()
        self._logits = self._informs = 0

    def cost(self) -> int:
        sorts = {*self._counts, *(sort for sort in self._aims.bounds if sort[1])}
        counted = sum(self._aims.bounds_of(sort).cost(self._counts[sort]) for sort in sorts)
        return counted + self._aims.target.cost(self._logits, self._informs)

    def cost_of_adding(self, entry: Entry) -> int:
        """Return by how much the counts alone would cost more (less: below zero)."""
        return sum(self._step(sort, 1) for sort in entry.sorts)

    def cost_of_swapping(self, out: Entry, into: Entry, *, scored: bool) -> int:
        """Return by how much the form would cost more with `into` in place of `out`."""
        steps = chain(
            (self._step(sort, 1) for sort in into.sorts if sort not in out.sorts),
            (self._step(sort, -1) for sort in out.sorts if sort not in into.sorts),
        )
        return sum(steps) + (self.cost_of_scoring(out, into) if scored else 0)

    def cost_of_scoring(self, out: Entry, into: Entry) -> int:
        """Return by how much the sums would cost more with `into` scored in place of `out`."""
        target = self._aims.target
        logits = self._logits + into.logits - out.logits
        informs = self._informs + into.informs - out.informs
        return target.cost(logits, informs) - target.cost(self._logits, self._informs)

    def add(self, entry: Entry, *, scored: bool, times: int = 1) -> None:
        for sort in entry.sorts:
            self._counts[sort] += times
        if scored:
            self._logits += times * entry.logits
            self._informs += times * entry.informs

    def _step(self, sort: Sort, by: int) -> int:
        bounds, count = self._aims.bounds_of(sort), self._counts[sort]
        return bounds.cost(count + by) - bounds.cost(count)
