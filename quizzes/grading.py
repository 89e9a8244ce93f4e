"""Marking: points for an answer, and which facts an answer speaks about. Values in, values out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from quizzes.answers import kind_of
from quizzes.answers.base import AnswerKind, Chosen, Option
from quizzes.models import Version


@dataclass(frozen=True, slots=True)
class MarkScheme:
    """All that is needed to mark the answers to one version, and to learn from them.

    The kind of answer gives the points; `facts` are the keys of the facts of the question, sorted.
    """

    kind: AnswerKind
    facts: tuple[str, ...]
    fact_versions: Mapping[str, int] = field(default_factory=dict)

    def points(self, chosen: Chosen) -> float:
        """Return 0 to 1."""
        return self.kind.points(chosen)

    def is_right(self, chosen: Chosen) -> bool:
        """Tell whether all is right: nothing less counts as knowing."""
        return self.points(chosen) == 1

    def touched(self, chosen: Chosen) -> tuple[str, ...]:
        """Return the keys of the facts that an answer is evidence about.

        A right answer credits every fact of the question; a wrong one counts only against the
        facts behind what was missed.
        """
        if self.is_right(chosen):
            return self.facts
        missed = [self.kind.options[index] for index in self.kind.missed(chosen)]
        return asked_facts(missed, self.facts)

    def mistaken(self, chosen: Chosen) -> tuple[tuple[str, str], ...]:
        """Return which thing was taken for which other one, by their names, each pair once.

        One answer tells of a pair once, however many of its parts were mixed up in that way.
        """
        named = (
            (self.kind.options[missed].get("thing", ""), self.kind.options[pick].get("thing", ""))
            for missed, pick in self.kind.mistaken(chosen)
        )
        pairs = ((thing, other) for thing, other in named if thing and other != thing and other)
        return tuple(dict.fromkeys(pairs))

    def behind(self, chosen: Chosen) -> tuple[str, ...]:
        """Return the keys of the facts of other things that were chosen in error, sorted."""
        picks = {pick for _, pick in self.kind.mistaken(chosen)}
        keys = {key for pick in picks for key in self.kind.options[pick].get("behind", ())}
        return tuple(sorted(keys - set(self.touched(chosen))))

    def version_of(self, fact: str) -> int:
        """Return which version of a fact was asked, from 1."""
        return self.fact_versions.get(fact, 1)


def mark_scheme_of(version: Version) -> MarkScheme:
    """Read the mark scheme from the frozen wording, so that later edits change no past mark."""
    return MarkScheme(
        kind=kind_of(version),
        facts=tuple(sorted(version.fact_keys)),
        fact_versions=version.fact_versions,
    )


def asked_facts(options: Sequence[Option], fact_keys: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the facts that prove the right options, sorted; all facts if none do."""
    proving = {fact for option in options if option["correct"] for fact in option["proof"]["facts"]}
    return tuple(sorted(proving & set(fact_keys) or fact_keys))
