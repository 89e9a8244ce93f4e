"""Siblings: which things and predicates can stand beside the key, proved false, most plausible first."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.base import FactBase
from quizzes.generation.chance import digest
from quizzes.generation.facts import IDENTITY, Fact
from quizzes.generation.proofs import Truth, Verdict, evaluate
from quizzes.generation.words import content_words


def false_names(base: FactBase, asked: Fact) -> list[tuple[str, Verdict]]:
    """Return the things of the same kind of which `asked` is proved false, most plausible first."""
    found = []
    for name in _candidates(base, asked):
        verdict = evaluate(base, name, asked)
        if verdict.truth is Truth.FALSE and in_reach(base, asked, verdict):
            found.append((name, verdict))
    return sorted(found, key=lambda pair: _name_order(base, asked, pair[0]))


def true_names(base: FactBase, asked: Fact) -> list[Fact]:
    """Return the facts by which things of the same group do the same as `asked`."""
    return [f for f in base.by_group[asked.group] if f.polarity and f.predicate == asked.predicate]


def _candidates(base: FactBase, asked: Fact) -> Iterator[str]:
    """Yield the things that a question on `asked` may name: its table's, else its kind's so far."""
    seen = {asked.subject}
    if asked.group and not asked.closed:
        names = [fact.subject for fact in base.by_group[asked.group]]
    else:
        limit = base.position(asked)
        names = [
            name
            for name in base.by_kind[asked.kind]
            if any(base.position(fact) <= limit for fact in base.by_subject[name])
        ]
    for name in names:
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


def features(base: FactBase, name: str) -> frozenset[str]:
    return frozenset(f.predicate for f in base.by_subject.get(name, ()) if f.polarity)


def false_predicates(base: FactBase, asked: Fact) -> list[tuple[Fact, Verdict]]:
    """Return what is proved false of `asked`'s subject and said of its siblings, best first.

    Taken are the table of `asked`, the subject's own "Not" lines, and earlier facts on things of
    the same kind.
    """
    found, seen = [], {asked.predicate}
    for fact in _said_nearby(base, asked):
        if fact.predicate in seen or fact.phrase is None or not fact.scored:
            continue
        seen.add(fact.predicate)
        verdict = evaluate(base, asked.subject, fact)
        if verdict.truth is Truth.FALSE and in_reach(base, asked, verdict):
            found.append((fact, verdict))
    return sorted(found, key=lambda pair: _predicate_order(base, asked, pair[0]))


def in_reach(base: FactBase, asked: Fact, verdict: Verdict) -> bool:
    """Tell whether a proof stands on scored facts of this lesson or an earlier one."""
    return all(f.scored and base.position(f) <= base.position(asked) for f in verdict.facts)


def _said_nearby(base: FactBase, asked: Fact) -> Iterator[Fact]:
    kind = asked.kind or base.thing(asked).kind
    limit = base.position(asked)
    near = base.neighbours[asked.subject]
    yield from (f for f in base.by_subject[asked.subject] if f.slot == "not")
    yield from (
        f
        for f in base.facts
        if f.polarity
        and f.slot not in {"is a", IDENTITY, "stands for"}
        and f.subject != asked.subject
        and (f.kind == kind or f.subject in near)
        and (base.position(f) <= limit or (f.slot == "purpose" and f.subject in near))
    )


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
