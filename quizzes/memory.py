"""How sure we are that a person knows a fact, and how long it will stay: one update an answer.

Mastery is a two-state Bayesian update (Bayesian knowledge tracing with fixed parameters: Pelánek
and Řihák 2018). How it fades is FSRS, in `quizzes/schedule.py`. Pure: time comes as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from quizzes.schedule import Grade, Trace, recall_after, reviewed

PRIOR = 0.35  # the chance that a fact is known before the first answer
SLIP = 0.08  # the chance that one who knows it answers wrongly
# With these two, at most 3 % of what a person does not know is called known (docs/simulation.md).
LEARNING = 0.04  # the chance that the feedback teaches it
KNOWN = 0.97
COIN = 0.5  # what a right answer is worth of which the person says that it was a guess
SHAKY = 0.70  # below this chance of recall a right choice among rows may be luck
KINDS_WANTED = 2  # ways of asking in which a fact was answered rightly before it counts as known
APART = timedelta(days=1)  # between the first right answer and one that shows that it stayed
RECALL_KINDS = frozenset({"cloze", "short_answer", "numeric", "ordering"})


class FactState(StrEnum):
    """What a learner is told about a fact."""

    NOT_MET = "not met"
    LEARNING = "learning"
    DUE = "due"
    KNOWN = "known"


class Outcome(StrEnum):
    """What the last answer did to a memory; the reason why it changed."""

    RIGHT = "right"
    WRONG = "wrong"
    GUESSED = "guessed"
    REPEATED = "repeated"
    CONFUSED = "confused"


@dataclass(frozen=True, slots=True)
class Showing:
    """What one answer shows of a fact.

    Attributes:
        guess: the chance that one who knows nothing of the fact answers rightly, 0 to 1.
        kind: of the question.
        fresh: whether the person saw this wording for the first time.
        guessed: whether the person said that it was a guess.
        taught: whether the feedback came at once.
        fact_version: which version of the fact was asked, from 1.
    """

    right: bool
    guess: float
    answered_at: datetime
    kind: str = "single"
    fresh: bool = True
    guessed: bool = False
    taught: bool = True
    fact_version: int = 1

    @property
    def outcome(self) -> Outcome:
        if not self.right:
            return Outcome.WRONG
        if not self.fresh:
            return Outcome.REPEATED
        return Outcome.GUESSED if self.guessed else Outcome.RIGHT


@dataclass(frozen=True, slots=True)
class Glance:
    """What the answers so far say of one fact and one person, as far as a page tells it.

    Attributes:
        mastery: chance that it is known, 0 to 1, right after the last answer.
        mastery_before: the same before that answer.
        kinds: kinds of questions in which it was answered rightly, sorted.
        spaced: whether it was answered rightly a day or more after the first time.
        stability, due_at: as in `Trace`.
        fact_version: which version of the fact was asked last, from 1.
    """

    mastery: float
    mastery_before: float
    last_answered_at: datetime
    last_outcome: str
    kinds: tuple[str, ...]
    spaced: bool
    stability: float
    due_at: datetime
    fact_version: int

    @property
    def is_mastered(self) -> bool:
        """Tell whether it counts as known: sure, in several kinds of questions, and a day later."""
        return self.is_known(KINDS_WANTED)

    def is_known(self, kinds_wanted: int) -> bool:
        """Tell the same of a fact that is asked in few ways (`quizzes/reach.py`)."""
        return self.mastery >= KNOWN and len(self.kinds) >= kinds_wanted and self.spaced

    def recall(self, now: datetime) -> float:
        """Return the chance, 0 to 1, that it is recalled now."""
        return recall_after(self.stability, since=self.last_answered_at, now=now)

    def strength(self, now: datetime) -> float:
        """Return the chance, 0 to 1, that it is known and recalled now: mastery as it fades."""
        return self.mastery * self.recall(now)


@dataclass(frozen=True, slots=True)
class Memory(Glance):
    """All that the answers so far say of one fact and one person.

    Attributes:
        first_right_at: of the fact as it is now.
        missed_at: when it was missed; None once it was answered rightly in new words.
        difficulty: as in `Trace`.
    """

    right: int
    wrong: int
    last_kind: str
    first_right_at: datetime | None
    missed_at: datetime | None
    difficulty: float

    @property
    def trace(self) -> Trace:
        return Trace(self.stability, self.difficulty, self.last_answered_at, self.due_at)


def remember(memory: Memory | None, showing: Showing) -> Memory:
    """Return the memory after one more answer; `None` means that the fact was not met before.

    Who is asked another version of the fact than last time begins anew: knowing what the lesson
    said before is no evidence of knowing what it says now. Words seen before never raise mastery,
    since they may be known by heart, and neither they nor a guess make a fact known.
    """
    same = memory if memory and memory.fact_version == showing.fact_version else None
    before = same.mastery if same else PRIOR
    trace = reviewed(same.trace if same else None, grade_of(same, showing), at=showing.answered_at)
    proves = showing.outcome is Outcome.RIGHT
    kinds = set(same.kinds if same else ())
    first_right_at = same.first_right_at if same else None
    return Memory(
        mastery=mastery_after_showing(before, showing),
        mastery_before=before,
        right=(memory.right if memory else 0) + showing.right,
        wrong=(memory.wrong if memory else 0) + (not showing.right),
        last_answered_at=trace.reviewed_at,
        last_outcome=showing.outcome,
        last_kind=showing.kind,
        kinds=tuple(sorted(kinds | {showing.kind} if proves else kinds)),
        first_right_at=first_right_at or (showing.answered_at if proves else None),
        spaced=bool(same and same.spaced) or (proves and is_apart(first_right_at, showing)),
        missed_at=missed_after(same, showing),
        stability=trace.stability,
        difficulty=trace.difficulty,
        due_at=trace.due_at,
        fact_version=showing.fact_version,
    )


def confuse(memory: Memory, *, at: datetime) -> Memory:
    """Return the memory of a fact that was taken for another one: it is due again soon.

    How sure we are that it is known stays, since it was not what was asked.
    """
    trace = reviewed(memory.trace, Grade.AGAIN, at=at)
    return replace(
        memory,
        mastery_before=memory.mastery,
        last_answered_at=trace.reviewed_at,
        last_outcome=Outcome.CONFUSED,
        stability=trace.stability,
        difficulty=trace.difficulty,
        due_at=trace.due_at,
    )


def grade_of(memory: Memory | None, showing: Showing) -> Grade:
    """Return the grade of an answer for FSRS.

    A right choice among rows may be luck: at the first meeting, where recall was unlikely, or where
    the person says so, it counts as hard. Nothing ever counts as easy.
    """
    if not showing.right:
        return Grade.AGAIN
    if showing.guessed:
        return Grade.HARD
    if showing.kind in RECALL_KINDS:
        return Grade.GOOD
    if memory is None or memory.recall(showing.answered_at) < SHAKY:
        return Grade.HARD
    return Grade.GOOD


def mastery_after_showing(mastery: float, showing: Showing) -> float:
    guess = max(showing.guess, COIN) if showing.guessed else showing.guess
    learning = LEARNING if showing.taught else 0.0
    after = mastery_after(mastery, right=showing.right, guess=guess, learning=learning)
    return mastery if showing.right and not showing.fresh else after


def mastery_after(
    mastery: float, *, right: bool, guess: float, learning: float = LEARNING
) -> float:
    """Return the chance, 0 to 1, that the fact is known after an answer and its feedback.

    Args:
        learning: the chance that the feedback teaches it, 0 where there is none.
    """
    if right:
        known, unknown = mastery * (1 - SLIP), (1 - mastery) * guess
    else:
        known, unknown = mastery * SLIP, (1 - mastery) * (1 - guess)
    shown = known / (known + unknown)
    return shown + (1 - shown) * learning


def is_apart(first_right_at: datetime | None, showing: Showing) -> bool:
    return first_right_at is not None and showing.answered_at - first_right_at >= APART


def missed_after(memory: Memory | None, showing: Showing) -> datetime | None:
    if not showing.right:
        return showing.answered_at
    return None if showing.outcome is Outcome.RIGHT or memory is None else memory.missed_at


def state_of(
    memory: Glance | None, *, now: datetime, kinds_wanted: int = KINDS_WANTED
) -> FactState:
    """Return the word for a fact; `None` means that there is no card."""
    if memory is None:
        return FactState.NOT_MET
    if memory.due_at <= now:
        return FactState.DUE
    return FactState.KNOWN if memory.is_known(kinds_wanted) else FactState.LEARNING
