"""Why a figure of mastery is what it is: what the last answer did to it, and time since then. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizzes.memory import Glance, Outcome

OUTCOMES = {
    Outcome.RIGHT: "Answered rightly",
    Outcome.WRONG: "Answered wrongly",
    Outcome.GUESSED: "Guessed rightly",
    Outcome.REPEATED: "Answered rightly in words seen before, which proves nothing new",
    Outcome.CONFUSED: "Chosen in place of another thing, so it is asked again soon",
}


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of the mastery of a fact.

    Attributes:
        before, after: mastery around the last answer, 0 to 100.
        now: what is left of it as it fades, 0 to 100.
        days: whole days since that answer.
    """

    outcome: Outcome
    before: int
    after: int
    now: int
    days: int

    @property
    def answered(self) -> str:
        """Say what the last answer did, such as "Answered wrongly: down from 70% to 32%."."""
        word = OUTCOMES[self.outcome]
        if self.after == self.before:
            return f"{word}: still {self.after}%."
        direction = "up" if self.after > self.before else "down"
        return f"{word}: {direction} from {self.before}% to {self.after}%."

    @property
    def faded(self) -> str:
        """Say what time did since, or nothing."""
        return faded(self.after, self.now, self.days)

    @property
    def words(self) -> str:
        return f"{self.answered} {self.faded}".strip()


def change_of(memory: Glance, *, strength: float, now: datetime) -> Change:
    """Return the last change of a memory, of which `strength` is left (0 to 1)."""
    return Change(
        outcome=Outcome(memory.last_outcome),
        before=percent(memory.mastery_before),
        after=percent(memory.mastery),
        now=percent(strength),
        days=days_since(memory, now),
    )


def days_since(memory: Glance, now: datetime) -> int:
    """Return the whole days since the last answer."""
    return max(now - memory.last_answered_at, timedelta()).days


def faded(then: int, now: int, days: int) -> str:
    """Return for example "Faded from 92% to 85% in 9 days.", or nothing where nothing faded."""
    if now >= then:
        return ""
    since = f"in {days} day{'' if days == 1 else 's'}" if days else "within a day"
    return f"Faded from {then}% to {now}% {since}."


def percent(chance: float) -> int:
    return round(100 * chance)
