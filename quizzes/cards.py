"""Cards follow the response log: one step for each answer, or all at once from the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from quizzes.answers.base import Chosen
from quizzes.grading import MarkScheme, mark_scheme_of
from quizzes.memory import Memory, remember
from quizzes.models import Card, Fact, Response, Version

Memories = dict[int, Memory]
MEMORY_FIELDS = ("mastery", "right", "wrong", "last_answered_at", "fact_version")


def lock_person(user_id: int | None) -> None:
    """Make everyone who writes for this person wait until the transaction ends.

    So the order of responses in the log (their ids) is the order in which cards were updated.
    SQLite needs no lock: its transactions begin as writers. `None` is a person who has left.
    """
    if user_id is None:
        return
    people = get_user_model().objects.select_for_update(no_key=True)
    people.filter(pk=user_id).values_list("pk").first()


def update_cards(
    *, user_id: int, course_id: int, scheme: MarkScheme, chosen: Chosen, answered_at: datetime
) -> None:
    """Carry one answer into the person's cards. Call it in the transaction of the answer."""
    keys = scheme.touched(chosen)
    known = Fact.objects.filter(course_id=course_id, key__in=keys).values_list("key", "pk")
    facts = dict(known.order_by("pk"))
    memories = memories_of(Card.objects.filter(user_id=user_id, fact__in=facts.values()))
    answer_facts(memories, facts, scheme, chosen, answered_at=answered_at)
    save_memories(user_id, memories)


def answer_facts(
    memories: Memories,
    facts: Mapping[str, int],
    scheme: MarkScheme,
    chosen: Chosen,
    *,
    answered_at: datetime,
) -> None:
    """Carry one answer into the memories of its facts.

    Args:
        facts: ids by key.
    """
    right, guess = scheme.is_right(chosen), scheme.kind.guess
    for key, fact in facts.items():
        memories[fact] = remember(
            memories.get(fact),
            right=right,
            guess=guess,
            answered_at=answered_at,
            fact_version=scheme.version_of(key),
        )


def memories_of(cards: Iterable[Card]) -> Memories:
    return {
        card.fact_id: Memory(
            card.mastery, card.right, card.wrong, card.last_answered_at, card.fact_version
        )
        for card in cards
    }


def save_memories(user_id: int, memories: Memories) -> None:
    cards = [
        Card(
            user_id=user_id,
            fact_id=fact,
            mastery=memory.mastery,
            right=memory.right,
            wrong=memory.wrong,
            last_answered_at=memory.last_answered_at,
            fact_version=memory.fact_version,
        )
        for fact, memory in sorted(memories.items())
    ]
    Card.objects.bulk_create(
        cards,
        update_conflicts=True,
        unique_fields=("user", "fact"),
        update_fields=MEMORY_FIELDS,
    )


@dataclass(frozen=True, slots=True)
class Audit:
    """How what is stored of one person differs from the log, in words; nothing if it agrees."""

    user_id: int
    answers: int
    cards: int
    wrong_marks: tuple[str, ...]
    wrong_cards: tuple[str, ...]


@dataclass
class Rebuild:
    """Recomputes cards from responses alone, keeping what several people share in memory."""

    repair: bool = False
    schemes: dict[int, MarkScheme] = field(default_factory=dict)
    facts: dict[int, dict[str, int]] = field(default_factory=dict)

    def all_people(self) -> Iterator[Audit]:
        """Yield an audit for everyone, one short transaction each."""
        for user_id in list(get_user_model().objects.order_by("pk").values_list("pk", flat=True)):
            yield self.person(user_id)

    @transaction.atomic
    def person(self, user_id: int) -> Audit:
        """Compare a person's cards with their answers, and mend the cards if `repair` is set."""
        lock_person(user_id)
        responses = Response.objects.filter(item__attempt__user=user_id).order_by("pk")
        rows = list(responses.select_related("item__attempt"))
        expected = self.replay(rows)
        stored = memories_of(Card.objects.filter(user=user_id))
        if self.repair and stored != expected:
            Card.objects.filter(user=user_id).exclude(fact__in=expected).delete()
            save_memories(user_id, expected)
        return Audit(
            user_id,
            answers=len(rows),
            cards=len(expected),
            wrong_marks=tuple(self.wrong_marks(rows)),
            wrong_cards=tuple(sorted(compare_memories(stored, expected))),
        )

    def wrong_marks(self, responses: Iterable[Response]) -> Iterator[str]:
        """Say which answers carry other points than their wording gives. No repair can mend it."""
        for response in responses:
            points = self.scheme(response.item.version_id).points(response.chosen)
            if points != response.points:
                yield f"answer {response.pk} is stored with {response.points:g} points, not {points:g}"

    def replay(self, responses: Iterable[Response]) -> Memories:
        memories: Memories = {}
        for response in responses:
            scheme = self.scheme(response.item.version_id)
            chosen = response.chosen
            known = self.facts_of(response.item.attempt.course_id)
            facts = {key: known[key] for key in scheme.touched(chosen) if key in known}
            answer_facts(memories, facts, scheme, chosen, answered_at=response.created_at)
        return memories

    def scheme(self, version_id: int) -> MarkScheme:
        if version_id not in self.schemes:
            version = Version.objects.select_related("question").get(pk=version_id)
            self.schemes[version_id] = mark_scheme_of(version)
        return self.schemes[version_id]

    def facts_of(self, course_id: int) -> dict[str, int]:
        if course_id not in self.facts:
            facts = Fact.objects.filter(course=course_id).values_list("key", "pk")
            self.facts[course_id] = dict(facts)
        return self.facts[course_id]


def compare_memories(stored: Memories, expected: Memories) -> Iterator[str]:
    for fact in stored.keys() | expected.keys():
        if fact not in expected:
            yield f"card of fact {fact}: no answer made it"
        elif fact not in stored:
            yield f"card of fact {fact}: missing"
        elif stored[fact] != expected[fact]:
            yield f"card of fact {fact}: {brief(stored[fact])}, the log says {brief(expected[fact])}"


def brief(memory: Memory) -> str:
    said = f"{memory.mastery:.4f} ({memory.right} right, {memory.wrong} wrong)"
    return said if memory.fact_version == 1 else f"{said} of version {memory.fact_version}"
