"""Rollups: rows of one person that follow the log, one step for each answer.

Each says which of its rows an answer touches, and what becomes of a row. Reading, writing and
comparing rows is the same for all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, fields
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import Q

from quizzes.rollups.evidence import Evidence

Key = tuple[Any, ...]
Rows = dict[Key, Any]  # values by the columns that tell a person's rows apart


class Rollup(ABC):
    """One table of rows derived from the log.

    Attributes:
        model: its rows; they have a `user`.
        key: the columns that tell a person's rows apart, with `_id` where they refer to others.
        value: a frozen dataclass with a field for each other column.
        word: what a row is called when it differs from the log.
        constants: other columns, which say the same in every row that is written.
    """

    model: type[models.Model]
    key: tuple[str, ...]
    value: type[Any]
    word: str
    constants: Mapping[str, Any] = MappingProxyType({})

    @abstractmethod
    def touched(self, evidence: Evidence) -> Collection[Key]:
        """Return the keys of the rows that an answer changes."""

    @abstractmethod
    def carried(self, before: Any | None, key: Key, evidence: Evidence) -> Any | None:
        """Return what a row becomes with one more answer; `None` makes no row."""

    def carry(self, rows: Rows, evidence: Evidence) -> None:
        """Carry one answer into the rows."""
        for key in self.touched(evidence):
            after = self.carried(rows.get(key), key, evidence)
            if after is not None:
                rows[key] = after

    def read(self, user_id: int, keys: Collection[Key] | None = None) -> Rows:
        """Return a person's stored rows, all of them or those with the keys."""
        rows = self.model._default_manager.filter(user_id=user_id)
        if keys is not None:
            if not keys:
                return {}
            wanted = (Q(**dict(zip(self.key, key, strict=True))) for key in sorted(keys))
            rows = rows.filter(reduce(or_, wanted))
        return {self.key_of(row): self.value_of(row) for row in rows}

    def write(self, user_id: int, rows: Rows) -> None:
        made = [
            self.model(
                user_id=user_id,
                **dict(zip(self.key, key, strict=True)),
                **asdict(value),
                **self.constants,
            )
            for key, value in sorted(rows.items(), key=lambda row: row[0])
        ]
        self.model._default_manager.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=("user", *(column.removesuffix("_id") for column in self.key)),
            update_fields=[*(field.name for field in fields(self.value)), *self.constants],
        )

    def erase(self, user_id: int, keys: Collection[Key]) -> None:
        for key in keys:
            row = dict(zip(self.key, key, strict=True))
            self.model._default_manager.filter(user_id=user_id, **row).delete()

    def differences(self, stored: Rows, expected: Rows) -> Iterator[str]:
        """Say in words how the stored rows differ from what the log gives."""
        for key in sorted(stored.keys() | expected.keys()):
            name = f"{self.word} {' '.join(map(str, key))}"
            if key not in expected:
                yield f"{name}: no answer made it"
            elif key not in stored:
                yield f"{name}: missing"
            elif stored[key] != expected[key]:
                yield f"{name}: {brief(stored[key], expected[key])}"

    def key_of(self, row: models.Model) -> Key:
        return tuple(getattr(row, column) for column in self.key)

    def value_of(self, row: models.Model) -> Any:
        columns = (getattr(row, field.name) for field in fields(self.value))
        return self.value(*(tuple(c) if isinstance(c, list) else c for c in columns))


def brief(stored: Any, expected: Any) -> str:
    """Return for example "right is 40, the log says 2"."""
    differing = [
        f"{field.name} is {getattr(stored, field.name)}, the log says {getattr(expected, field.name)}"
        for field in fields(expected)
        if getattr(stored, field.name) != getattr(expected, field.name)
    ]
    return "; ".join(differing)
