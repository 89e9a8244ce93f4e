"""Marking: points for an answer, and which facts an answer speaks about. Values in, values out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.models import Version

Option = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MarkScheme:
    """All that is needed to mark the answers to one version."""

    kind: str
    option_count: int
    keys: tuple[int, ...]
    facts: tuple[str, ...]
    asked: tuple[str, ...]

    def points(self, chosen: Collection[int]) -> float:
        """Return 1.0 when exactly the right options are chosen, else 0.0 (all or nothing)."""
        return float(set(chosen) == set(self.keys))

    def touched(self, *, right: bool) -> tuple[str, ...]:
        """Return the keys of the facts that an answer is evidence about.

        A right answer credits every fact of the question; a wrong one counts only against the
        facts that it asked for.
        """
        return self.facts if right else self.asked


def mark_scheme_of(version: Version) -> MarkScheme:
    """Read the mark scheme from the frozen wording, so that later edits change no past mark."""
    return MarkScheme(
        kind=version.question.kind,
        option_count=len(version.options),
        keys=version.key_positions,
        facts=tuple(sorted(version.fact_keys)),
        asked=asked_facts(version.options, version.fact_keys),
    )


def asked_facts(options: Sequence[Option], fact_keys: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the facts that prove the right options, sorted; all facts if none do."""
    proving = {fact for option in options if option["correct"] for fact in option["proof"]["facts"]}
    return tuple(sorted(proving & set(fact_keys) or fact_keys))
