"""Siblings: which things and predicates can stand beside the key, proved false, most plausible first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzes.generation.base import FactBase, remembered
from quizzes.generation.chance import digest
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.indexes import grouped
from quizzes.generation.proofs import Truth, Verdict, evaluate
from quizzes.generation.words import content_words


def first_told(base: FactBase) -> Iterator[Sequence[Fact]]:
    """Yield all facts on each thing of which these facts are the first to tell."""
    for fact in base.facts:
        facts = base.by_subject[fact.subject]
        if fact is facts[0]:
            yield facts


@remembered
def false_names(base: FactBase, asked: Fact) -> tuple[tuple[str, Verdict], ...]:
    """Return the things of the same kind of which `asked` is proved false, most plausible first."""
    found = []
    for name in _candidates(base, asked):
        verdict = evaluate(base, name, asked)
        if verdict.truth is Truth.FALSE and in_reach(base, asked, verdict):
            found.append((name, verdict))
    return tuple(sorted(found, key=lambda pair: _name_order(base, asked, pair[0])))


def true_names(base: FactBase, asked: Fact) -> list[Fact]:
    """Return the facts by which things of the same group do the same as `asked`."""
    return list(base.doing.get((asked.group, asked.predicate), ()))


def _candidates(base: FactBase, asked: Fact) -> Iterator[str]:
    """Yield the things that a question on `asked` may name: its table's, else its kind's so far."""
    seen = {asked.subject}
    if asked.group and not asked.closed:
        facts = base.by_group[asked.group]
    else:
        facts = base.named_until[asked.kind, base.position(asked)]
    for name in (fact.subject for fact in facts):
        if name not in seen:
            seen.add(name)
            yield name


def _name_order(base: FactBase, asked: Fact, name: str) -> tuple[float, str]:
    """Order by shared features, nearness in the course, then by lot: a fixed one for each question.

    The lot keeps one famous neighbour from standing in every question.
    """
    mine, theirs = (features(base, thing) for thing in (asked.subject, name))
    union = len(mine | theirs) or 1
    near = (
        1.0 if any(f.passage.lesson == asked.passage.lesson for f in base.by_subject[name]) else 0
    )
    lot = int(digest("lot", asked.key, name, length=4), 16) / 0xFFFF
    rival = 1.0 if name in base.neighbours[asked.subject] else 0.0
    score = 0.3 * len(mine & theirs) / union + 0.25 * near + 0.6 * rival + 0.6 * lot
    return (-score, name)


@remembered
def features(base: FactBase, name: str) -> frozenset[str]:
    return frozenset(f.predicate for f in base.by_subject.get(name, ()) if f.polarity)


@remembered
def false_predicates(base: FactBase, asked: Fact) -> tuple[tuple[Fact, Verdict], ...]:
    """Return what is proved false of `asked`'s subject and said of its siblings, best first.

    Taken are the table of `asked`, the subject's own "Not" lines, and earlier facts on things of
    the same kind.
    """
    found = []
    for predicate, said in grouped(_said_nearby(base, asked), lambda f: f.predicate).items():
        if predicate != asked.predicate:
            fact = _first(base, predicate, said)
            verdict = evaluate(base, asked.subject, fact)
            if verdict.truth is Truth.FALSE and in_reach(base, asked, verdict):
                found.append((fact, verdict))
    return tuple(sorted(found, key=lambda pair: _predicate_order(base, asked, pair[0])))


def in_reach(base: FactBase, asked: Fact, verdict: Verdict) -> bool:
    """Tell whether a proof stands on scored facts of this lesson or an earlier one."""
    return is_told(base, verdict, base.position(asked))


def is_told(base: FactBase, verdict: Verdict, until: int) -> bool:
    """Tell whether a proof stands on scored facts of the lessons up to a place in the course."""
    return all(fact.scored and base.position(fact) <= until for fact in verdict.facts)


def _first(base: FactBase, predicate: str, said: list[Fact]) -> Fact:
    """Return the fact that the course says first, but the subject's own "Not" line before all."""
    if len(said) == 1 or said[0].slot == "not":
        return said[0]
    meant = {id(fact) for fact in said}
    return next(fact for fact in base.by_predicate[predicate] if id(fact) in meant)


def _said_nearby(base: FactBase, asked: Fact) -> Iterator[Fact]:
    """Yield what the subject is said not to do, then what is said of its kind and its neighbours."""
    kind = asked.kind or base.thing(asked).kind
    limit = base.position(asked)
    near = sorted(base.neighbours[asked.subject] - {asked.subject})
    denied = [f for f in base.by_subject[asked.subject] if f.slot == "not"]
    beside = (f for name in near for f in base.by_subject[name] if _tells(f))
    said = [f for f in beside if base.position(f) <= limit or f.slot == "purpose"]
    alike = [f for f in base.noun_until[kind, limit] if f.subject != asked.subject]
    unique = {id(fact): fact for fact in (*denied, *said, *alike)}
    yield from (fact for fact in unique.values() if fact.phrase and fact.scored)


def _tells(fact: Fact) -> bool:
    """Tell what sets a thing apart from what it is called."""
    return fact.polarity and fact.slot not in {"is a", IDENTITY, "stands for"}


def _predicate_order(base: FactBase, asked: Fact, fact: Fact) -> tuple[float, str]:
    same_table = bool(asked.group) and fact.group == asked.group
    same_lesson = fact.passage.lesson == asked.passage.lesson
    ours, theirs = content_words(asked.value), content_words(fact.value)
    shared = len(ours & theirs) / (len(ours | theirs) or 1)
    length = abs(len(asked.value) - len(fact.value)) / max(len(asked.value), len(fact.value), 1)
    lot = int(digest("lot", asked.key, fact.key, length=4), 16) / 0xFFFF
    near = base.neighbours[asked.subject]
    score = 0.4 * same_table + 0.2 * same_lesson + 0.3 * shared - 0.3 * length + 0.3 * lot
    score += 0.6 * (fact.subject in near or fact.subject == asked.subject)
    # Lines of one sort stand together: what is a key in one question is a wrong option in others,
    # so that nobody learns which texts are never right.
    score += 0.8 * (_is_line(fact) and _is_line(asked))
    return (-score, fact.key)


def _is_line(fact: Fact) -> bool:
    """Tell a fact bullet from a purpose, a table cell and a "Not" line."""
    return fact.polarity and not fact.in_table and fact.slot != "purpose"
