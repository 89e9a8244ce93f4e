"""Claims: what a rule read in the notes, before it is known whether a lesson can say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from quizzes.generation.importing.predicates import Said
from quizzes.generation.importing.types import Shape

AGES = re.compile(
    r"[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:usd|eur|gbp|dollars?|euros?|pounds?|cents?)\b|\btrials?\b|\bpric(?:e|es|ing)\b"
    r"|\bfree of charge\b|\bfor free\b|\bfree tier\b|\bno (?:additional|extra) (?:costs?|charges?)\b"
    r"|\bper (?:month|hour|user|seat)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said of one subject; `rule` is the id of the rule that read it.

    Attributes:
        counted: the notes tell how many members its list has.
        open: the notes say that its list has more members.
        verbal: the label is a verb, whatever noun is written the same.
        joint: read from a label that names two things.
        doubt: another thing that it may be about, or "".
    """

    subject: str
    label: str
    value: str
    rule: str
    lines: tuple[int, ...]
    negative: bool = False
    closed: Literal["", "only", "complete"] = ""
    shape: Shape = "bullet"
    group: str = ""
    counted: bool = False
    open: bool = False
    weak: bool = False
    verbal: bool = False
    joint: bool = False
    doubt: str = ""

    @classmethod
    def of(cls, subject: str, said: Said, rule: str, lines: tuple[int, ...]) -> Claim:
        return cls(
            subject,
            said.label,
            said.value,
            "negation" if said.negative else rule,
            lines,
            negative=said.negative,
            closed="only" if said.closed else "",
            weak=said.weak,
            verbal=True,
        )

    @property
    def volatile(self) -> bool:
        """Tell a price, a trial or another value that ages."""
        return bool(AGES.search(f"{self.label} {self.value}"))

    def of_joint(self) -> Claim:
        return replace(self, joint=True)
