"""Linking: which new sentence is which old fact, so that a key survives rewording, moving and renaming.

Three steps, the surest first: what a fact has said before; what a renamed thing said under its old
name; what is alike enough. Where a person would have to be asked, a sentence counts as new and the
doubt is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from quizzes.generation.assignment import assign
from quizzes.generation.facts import Fact
from quizzes.generation.proofs import is_single_valued
from quizzes.generation.words import likeness, normal

SURE = 0.85  # from this score on, a sentence keeps the key without asking
DOUBTFUL = 0.6  # from this score on, a person should look
SAME_MATTER = 0.6  # likeness of what is said, below which it is another fact


@dataclass(frozen=True, slots=True)
class StoredFact:
    """What the bank remembers of a fact.

    Attributes:
        says: what it says of its subject, as `Fact.says` gives it.
        before: fingerprints that it had earlier, with the earliest last.
    """

    key: str
    fingerprint: str
    subject: str
    slot: str
    says: str
    section: str
    polarity: bool
    statement: str = ""
    live: bool = True
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that counts as new although a lost fact is nearly like it."""

    statement: str
    lost: str
    lesson: str
    line: int


@dataclass(frozen=True, slots=True)
class Links:
    """Stored keys by fingerprint for new sentences, and what is left in doubt."""

    keys: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def known_keys(stored: Iterable[StoredFact]) -> dict[str, str]:
    """Return the key for each fingerprint that is stored; a live fact goes before a retired one."""
    ordered = sorted(stored, key=lambda fact: (fact.live, fact.key))
    return {fact.fingerprint: fact.key for fact in ordered}


def link(
    new: Iterable[Fact],
    lost: Iterable[StoredFact],
    *,
    names_before: Collection[str] = (),
    names_now: Collection[str] = (),
) -> Links:
    """Return which of the new facts are lost ones; each lost one is used once.

    Args:
        new: facts whose fingerprint is not stored.
        lost: stored facts that no sentence says any more, retired ones too.
        names_before: subjects of the live facts before the edit.
        names_now: subjects of all facts after it.
    """
    fresh = sorted(new, key=lambda fact: fact.fingerprint)
    gone = sorted(lost, key=lambda fact: (not fact.live, fact.key))
    keys = _said_before(fresh, gone)
    fresh, gone = _left(fresh, gone, keys)
    renamed = _renamed(fresh, gone, names_before, names_now)
    gone = [replace(old, subject=renamed.get(old.subject, old.subject)) for old in gone]
    keys |= assign(dict(_likely(fresh, gone)))
    return Links(keys, tuple(_doubts(*_left(fresh, gone, keys))))


def _said_before(new: list[Fact], lost: list[StoredFact]) -> dict[str, str]:
    """Return keys of facts that said just this at an earlier time: an edit is undone."""
    owners: dict[str, str] = {}
    for old in lost:
        for fingerprint in old.before:
            owners.setdefault(fingerprint, old.key)
    found: dict[str, str] = {}
    for fact in new:
        key = owners.get(fact.fingerprint)
        if key and key not in found.values():
            found[fact.fingerprint] = key
    return found


def _left(
    new: list[Fact], lost: list[StoredFact], keys: Mapping[str, str]
) -> tuple[list[Fact], list[StoredFact]]:
    taken = set(keys.values())
    return (
        [fact for fact in new if fact.fingerprint not in keys],
        [old for old in lost if old.key not in taken],
    )


def _renamed(
    new: list[Fact], lost: list[StoredFact], before: Collection[str], now: Collection[str]
) -> dict[str, str]:
    """Return the new name of each thing whose name is gone and whose facts stand under a new one.

    More than half of what the two names say must be the same, or it is another thing.
    """
    old_sayings, new_sayings = defaultdict(set), defaultdict(set)
    for old in lost:
        if old.live and old.subject not in now:
            old_sayings[old.subject].add((normal(old.says), old.polarity))
    for fact in new:
        if fact.subject not in before:
            new_sayings[fact.subject].add((normal(fact.says), fact.polarity))
    where: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for name, sayings in new_sayings.items():
        for saying in sayings:
            where[saying].append(name)
    shares = {}
    for name, sayings in old_sayings.items():
        for other in {other for saying in sayings for other in where[saying]}:
            shared = len(sayings & new_sayings[other])
            share = shared / max(len(sayings), len(new_sayings[other]))
            if share > 0.5:
                shares[name, other] = share
    return assign(shares)


def _likely(new: list[Fact], lost: list[StoredFact]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield the pairs of fingerprint and key that are surely one fact, with their score.

    Only facts on one thing can be: without its share the score never reaches `SURE`.
    """
    by_subject = defaultdict(list)
    for old in lost:
        by_subject[old.subject].append(old)
    for fact in new:
        for old in by_subject[fact.subject]:
            if (score := _score(fact, old)) >= SURE:
                # Of facts that are all sure, the likest words decide, then what is live.
                closer = 0.01 * likeness(fact.says, old.says) + 0.001 * old.live
                yield (fact.fingerprint, old.key), score + closer


def _score(fact: Fact, old: StoredFact) -> float:
    """Return .35 subject + .20 slot + .30 what is said + .15 heading, each 0 to 1.

    Whether it is so may change, but then the rest must not. A slot that holds one value ("cost")
    is the same fact whatever fills it.
    """
    said = likeness(*(_filling(f.says, f.slot) for f in (fact, old)))
    if fact.polarity != old.polarity:
        said = 1.0 if normal(fact.says) == normal(old.says) else 0.0
    elif fact.slot == old.slot and fact.subject == old.subject and is_single_valued(fact):
        said = 1.0
    if said < SAME_MATTER:
        return 0.0
    return (
        0.35 * (fact.subject == old.subject)
        + 0.20 * (fact.slot == old.slot)
        + 0.30 * said
        + 0.15 * likeness(fact.passage.section or "-", old.section or "-")
    )


def _filling(says: str, slot: str) -> str:
    """Return what stands behind the label, which would make any two facts of one label alike."""
    return says.removeprefix(slot).lstrip(": ")


def _doubts(new: list[Fact], lost: list[StoredFact]) -> Iterator[Doubt]:
    """Yield for each new fact the lost one that a person might take for it, if there is one."""
    nearby: dict[object, list[StoredFact]] = defaultdict(list)
    for old in lost:
        if old.live:
            nearby[old.subject].append(old)
            nearby[normal(old.says), old.polarity].append(old)
    for fact in new:
        olds = (*nearby[fact.subject], *nearby[normal(fact.says), fact.polarity])
        scored = [(_score(fact, old), old.key, old.statement) for old in olds]
        score, _, statement = max(scored, default=(0.0, "", ""))
        if score >= DOUBTFUL:
            yield Doubt(fact.statement, statement, fact.passage.lesson, fact.passage.line)
