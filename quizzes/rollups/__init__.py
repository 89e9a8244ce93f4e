"""All that is derived from the log of one person, kept in step with it answer by answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth import get_user_model

from quizzes.rollups.abilities import Abilities
from quizzes.rollups.base import Rollup
from quizzes.rollups.cards import Cards
from quizzes.rollups.confusions import Confusions
from quizzes.rollups.days import Days
from quizzes.rollups.evidence import Evidence

ROLLUPS: tuple[Rollup, ...] = (Cards(), Days(), Confusions(), Abilities())


def lock_person(user_id: int | None) -> None:
    """Make everyone who writes for this person wait until the transaction ends.

    So the order of responses in the log (their ids) is the order in which rollups were updated.
    SQLite needs no lock: its transactions begin as writers. `None` is a person who has left.
    """
    if user_id is None:
        return
    people = get_user_model().objects.select_for_update(no_key=True)
    people.filter(pk=user_id).values_list("pk").first()


def carry(user_id: int, answers: Sequence[Evidence]) -> None:
    """Carry answers into the rollups of a person. Call it in the transaction of the answers."""
    for rollup in ROLLUPS:
        keys = {key for evidence in answers for key in rollup.touched(evidence)}
        rows = rollup.read(user_id, keys)
        for evidence in answers:
            rollup.carry(rows, evidence)
        rollup.write(user_id, rows)
