"""Rebuilding: all that is derived, once more from the log, to compare it or to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef

from quizzes.grading import MarkScheme, mark_scheme_of
from quizzes.models import Ability, Attempt, Fact, Response, Version
from quizzes.rollups import ROLLUPS, lock_person
from quizzes.rollups.base import Rows
from quizzes.rollups.evidence import RULES, Evidence, FactIds, evidence_of


@dataclass(frozen=True, slots=True)
class Audit:
    """How what is stored of one person differs from the log, in words; nothing if it agrees."""

    user_id: int
    answers: int
    rows: int
    wrong_marks: tuple[str, ...]
    wrong_rows: tuple[str, ...]


def all_people() -> list[int]:
    """Return the ids of everyone."""
    return list(get_user_model().objects.order_by("pk").values_list("pk", flat=True))


def stale_people() -> list[int]:
    """Return the ids of those whose answers were read by earlier rules, or not at all."""
    person = OuterRef("pk")
    answered = Exists(Response.objects.final().filter(item__attempt__user=person))
    derived = Ability.objects.filter(user=person)
    outdated = Exists(derived.exclude(rules=RULES))
    people = get_user_model().objects.filter(answered, ~Exists(derived) | outdated)
    return list(people.order_by("pk").values_list("pk", flat=True))


def answers_of(user_id: int) -> list[Response]:
    """Return a person's final answers in the order of the log, with all that they refer to.

    Wordings and attempts are read once, however often they were answered.
    """
    finals = Response.objects.final().filter(item__attempt__user=user_id).order_by("pk")
    rows = list(finals.select_related("item"))
    versions = Version.objects.select_related("question").in_bulk(
        {row.item.version_id for row in rows}
    )
    attempts = Attempt.objects.in_bulk({row.item.attempt_id for row in rows})
    for row in rows:
        row.item.version = versions[row.item.version_id]
        row.item.attempt = attempts[row.item.attempt_id]
    return rows


@dataclass
class Rebuild:
    """Recomputes rollups from responses alone, keeping what several people share in memory."""

    repair: bool = False
    schemes: dict[int, MarkScheme] = field(default_factory=dict)
    facts: dict[int, FactIds] = field(default_factory=dict)

    @transaction.atomic
    def person(self, user_id: int) -> Audit:
        """Compare a person's rollups with their answers, and mend them if `repair` is set."""
        lock_person(user_id)
        rows = answers_of(user_id)
        expected = self.replay(rows)
        return Audit(
            user_id,
            answers=len(rows),
            rows=sum(map(len, expected)),
            wrong_marks=tuple(self.wrong_marks(rows)),
            wrong_rows=tuple(self.wrong_rows(user_id, expected)),
        )

    def wrong_marks(self, responses: Iterable[Response]) -> Iterator[str]:
        """Say which answers carry other points than their wording gives. No repair can mend it."""
        for response in responses:
            points = self.scheme(response.item.version).points(response.chosen)
            if points != response.points:
                yield f"answer {response.pk} is stored with {response.points:g} points, not {points:g}"

    def wrong_rows(self, user_id: int, expected: list[Rows]) -> Iterator[str]:
        for rollup, rows in zip(ROLLUPS, expected, strict=True):
            stored = rollup.read(user_id)
            yield from rollup.differences(stored, rows)
            if self.repair and (stored != rows or rollup.constants):
                rollup.erase(user_id, stored.keys() - rows.keys())
                rollup.write(user_id, rows)

    def replay(self, responses: Iterable[Response]) -> list[Rows]:
        """Return the rows of each rollup as the answers give them."""
        replayed: list[Rows] = [{} for _ in ROLLUPS]
        for evidence in self.evidence(responses):
            for rollup, rows in zip(ROLLUPS, replayed, strict=True):
                rollup.carry(rows, evidence)
        return replayed

    def evidence(self, responses: Iterable[Response]) -> Iterator[Evidence]:
        seen: set[int] = set()
        for response in responses:
            version = response.item.version
            facts = self.facts_of(response.item.attempt.course_id)
            fresh = version.pk not in seen
            yield evidence_of(response, self.scheme(version), facts, fresh=fresh)
            seen.add(version.pk)

    def scheme(self, version: Version) -> MarkScheme:
        if version.pk not in self.schemes:
            self.schemes[version.pk] = mark_scheme_of(version)
        return self.schemes[version.pk]

    def facts_of(self, course_id: int) -> FactIds:
        if course_id not in self.facts:
            facts = Fact.objects.filter(course=course_id).values_list("key", "pk")
            self.facts[course_id] = dict(facts)
        return self.facts[course_id]
