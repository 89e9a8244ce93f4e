"""What a person's answers say of their ability in each course."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from quizzes.measurement.ability import Standing, with_answer
from quizzes.models import Ability
from quizzes.rollups.base import Key, Rollup
from quizzes.rollups.evidence import RULES, Evidence


class Abilities(Rollup):
    """One row for each course."""

    model = Ability
    key = ("course_id",)
    value = Standing
    word = "ability in course"
    constants = MappingProxyType({"rules": RULES})

    def touched(self, evidence: Evidence) -> Collection[Key]:
        return [(evidence.course,)]

    def carried(self, before: Standing | None, key: Key, evidence: Evidence) -> Standing:
        return with_answer(
            before,
            lesson=evidence.lesson,
            right=evidence.right,
            fresh=evidence.fresh,
            difficulty=evidence.difficulty,
            guess=evidence.guess,
            at=evidence.answered_at,
        )


ABILITIES_ROLLUP = Abilities()


def standing_of(ability: Ability) -> Standing:
    """Return what a row says, as a value."""
    standing: Standing = ABILITIES_ROLLUP.value_of(ability)
    return standing
