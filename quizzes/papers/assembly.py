"""Assembly: forms that follow a plan, so that any two forms of one plan are worth the same.

Pure: the same candidates, plan and seed give the same form on every machine, whatever the order of
the candidates. Greedy from a seeded order, then repaired by exchanges until none makes it better.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

from quizzes.generation.chance import Chance, digest
from quizzes.papers.aims import Aims, Entry, Ledger, aims_of, entries_of
from quizzes.papers.candidates import Candidate, Name, conflicts_among
from quizzes.papers.places import Place, placed
from quizzes.papers.plans import Plan, shared_out

TRIES = 12  # orders from which a form is begun; later ones avoid what conflicts with much
ROUNDS = 8  # passes over the form in search of better questions


@dataclass(frozen=True, slots=True)
class Shortage:
    """A domain that cannot fill its part of a form.

    Attributes:
        wanted: questions that the form needs of it.
        present: questions that the bank has of it, of the kinds allowed.
        found: most that could stand on the form together.
    """

    title: str
    wanted: int
    present: int
    found: int

    def __str__(self) -> str:
        return (
            f"{self.title} needs {self.wanted} questions: the bank has {self.present} of a kind "
            f"that may be asked, and {self.found} of them fit on one form without giving each "
            "other away"
        )


class BankCannotFill(Exception):
    """The bank is too small for a form of this plan."""

    def __init__(self, shortages: Collection[Shortage]) -> None:
        super().__init__("; ".join(map(str, shortages)))
        self.shortages = tuple(shortages)


@dataclass(slots=True)
class Slot:
    """A place to be filled from one domain."""

    part: str
    scored: bool
    entry: Entry


def assemble(candidates: Collection[Candidate], plan: Plan, *, seed: int) -> tuple[Place, ...]:
    """Return a form of the plan: its questions in order, each with the order of its options.

    Domains have the numbers that their weights give, no question gives another away, right answers
    stand in each place about equally often. The aims (lessons, levels, frames, difficulty,
    information at the cut) are met as far as the bank allows.

    Raises:
        BankCannotFill: some domain has too few questions that can stand together.
    """
    entries = entries_of(candidates, plan)
    chance = Chance(seed, plan.digest, plan.items, bank_digest(candidates, plan), "assembly")
    form = Draft(entries, plan, chance)
    form.fill()
    form.repair()
    return placed([(slot.entry.candidate, slot.scored) for slot in form.slots], chance)


def bank_digest(candidates: Collection[Candidate], plan: Plan) -> str:
    """Return a digest of every question that forms of the plan may draw."""
    rows = sorted(
        repr((one.lesson, one.key, one.digest, one.domain, one.difficulty, one.frame, one.scored))
        for one in candidates
        if one.kind in plan.kinds
    )
    return digest(*rows, length=24)


class Draft:
    """A form in the making."""

    def __init__(self, entries: list[Entry], plan: Plan, chance: Chance) -> None:
        self.plan = plan
        self.chance = chance
        self.slots: list[Slot] = []
        self._aims: Aims = aims_of(entries, plan)
        self._conflicts = conflicts_among([entry.candidate for entry in entries])
        self._entries = entries
        self._begin()

    def _begin(self) -> None:
        """Empty the form and bring the candidates into a new order."""
        self.slots = []
        self._ledger = Ledger(self._aims)
        self._blocked: Counter[Name] = Counter()
        self._pool: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.chance.shuffled(self._entries):
            self._pool[entry.part].append(entry)

    def fill(self) -> None:
        """Fill every slot.

        Raises:
            BankCannotFill: no order of the candidates filled them all.
        """
        most: Counter[str] = Counter()
        for attempt in range(TRIES):
            self._begin()
            for part, scored in self.chance.shuffled(list(self._wanted())):
                if entry := self._best_for(part, scored, caution=attempt):
                    self._put(Slot(part, scored, entry))
            if len(self.slots) == self.plan.items:
                return
            most |= Counter(slot.part for slot in self.slots)
        raise BankCannotFill(list(self._shortages(most)))

    def _wanted(self) -> Iterator[tuple[str, bool]]:
        weights = {part.code: part.weight for part in self.plan.parts}
        scored = shared_out(self.plan.scored, weights)
        for code, count in shared_out(self.plan.items, weights).items():
            counting = min(scored[code], count)
            yield from [(code, True)] * counting + [(code, False)] * (count - counting)

    def _shortages(self, most: Counter[str]) -> Iterator[Shortage]:
        wanted = Counter(part for part, _ in self._wanted())
        for part in self.plan.parts:
            if most[part.code] < wanted[part.code]:
                present = len(self._pool[part.code])
                yield Shortage(part.title, wanted[part.code], present, most[part.code])

    def _best_for(self, part: str, scored: bool, *, caution: int) -> Entry | None:
        """Return the free candidate that the form misses most, the first in order of equals."""
        free = (entry for entry in self._pool[part] if self._fits(entry, scored))
        return min(
            free,
            key=lambda entry: (
                self._ledger.cost_of_adding(entry)
                + caution * len(self._conflicts[entry.candidate.name])
            ),
            default=None,
        )

    def _fits(self, entry: Entry, scored: bool, *, instead_of: Entry | None = None) -> bool:
        """Tell whether a candidate may fill a slot, of a form without `instead_of`."""
        name = entry.candidate.name
        blocked = self._blocked[name]
        if instead_of and blocked:
            out = instead_of.candidate.name
            blocked -= name == out or name in self._conflicts[out]
        return not blocked and (entry.candidate.scored or not scored)

    def _put(self, slot: Slot) -> None:
        self.slots.append(slot)
        self._count(slot, 1)

    def _count(self, slot: Slot, times: int) -> None:
        """Enter a slot in the books, or with -1 take it out again."""
        self._ledger.add(slot.entry, scored=slot.scored, times=times)
        name = slot.entry.candidate.name
        for other in (name, *self._conflicts[name]):
            self._blocked[other] += times

    def repair(self) -> None:
        """Exchange questions while that makes the form cost less."""
        for _ in range(ROUNDS):
            before = self._ledger.cost()
            for place in self.chance.shuffled(range(len(self.slots))):
                self._improve(self.slots[place])
            self._settle_scored()
            if self._ledger.cost() in {0, before}:
                return

    def _improve(self, slot: Slot) -> None:
        """Put the candidate into a slot that makes the form cost least."""
        best, saving = None, 0
        for entry in self._pool[slot.part]:
            if not self._fits(entry, slot.scored, instead_of=slot.entry):
                continue
            cost = self._ledger.cost_of_swapping(slot.entry, entry, scored=slot.scored)
            if cost < saving:
                best, saving = entry, cost
        if best:
            self._count(slot, -1)
            slot.entry = best
            self._count(slot, 1)

    def _settle_scored(self) -> None:
        """Let scored and unscored slots of a domain exchange questions where the sums gain."""
        scored = [slot for slot in self.slots if slot.scored]
        others = [slot for slot in self.slots if not slot.scored]
        for one, other in product(scored, others):
            if one.part != other.part or not other.entry.candidate.scored:
                continue
            if self._ledger.cost_of_scoring(one.entry, other.entry) < 0:
                self._count(one, -1)
                self._count(other, -1)
                one.entry, other.entry = other.entry, one.entry
                self._count(one, 1)
                self._count(other, 1)
