"""Reviews by FSRS against memories that are not FSRS, and against a box of cards (Leitner 1972)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean

from quizzes import schedule
from quizzes.memory import Memory, Showing, remember
from quizzes.reach import USUAL_GUESS
from tests.simulation.figures import Figure
from tests.simulation.memory_laws import LAWS, TrueMemory

START = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
FACTS, DAYS, NEW_A_DAY = 120, 120, 2
READ_BEFORE = 0.02  # days: the lesson is read half an hour before the first question
BOXES = (1, 2, 4, 8, 16, 32, 64)  # days
LAST = 30  # days over which recall at the end is taken, since on one day chance has its say
WANTED = tuple(0.9 + n / 200 for n in range(13))  # chances of recall at which facts may be due
CHOICE, RECALL = "single", "short_answer"
POLICIES = {"mixed": (CHOICE, RECALL), "choice only": (CHOICE,), "recall only": (RECALL,)}
GAP = 0.03
LONG = 14  # days; after waits longer than that FSRS says how it is with less to go by


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a learner.

    Attributes:
        predicted, true: mean chance of recall at the reviews, as FSRS says and as it is; 0 to 1.
        reviews: questions answered.
        final: mean true chance of recall in the last days.
        long: predicted and true at the reviews after more than `LONG` days.
    """

    predicted: float
    true: float
    reviews: float
    final: float
    long: tuple[float, float] = (0.0, 0.0)


class Learner:
    """A person who reads some facts a day and answers what is due.

    Subclasses say what is due and what an answer does.
    """

    def __init__(self, law: type[TrueMemory], seed: int) -> None:
        self.law = law
        self.chance = Random(f"{law.__name__} {seed}")
        self.truth: dict[int, TrueMemory] = {}
        self.reviews = 0
        self.seen: list[float] = []

    def live(self) -> None:
        for day in range(DAYS):
            first = day * NEW_A_DAY
            for fact in range(first, min(first + NEW_A_DAY, FACTS)):
                self.truth[fact] = self.law(self.chance, day - READ_BEFORE)
            for fact in self.truth:
                if self.is_due(fact, day):
                    self.answer(fact, day)
            if day >= DAYS - LAST:
                self.seen.append(fmean(memory.recall(day + 0.5) for memory in self.truth.values()))

    def is_due(self, fact: int, day: int) -> bool:
        raise NotImplementedError

    def answer(self, fact: int, day: int) -> None:
        raise NotImplementedError

    def respond(self, fact: int, day: int, guess: float) -> bool:
        """Return whether the answer is right: known, or guessed; then study the feedback."""
        recalled = self.chance.random() < self.truth[fact].recall(day)
        right = recalled or self.chance.random() < guess
        self.truth[fact].study(day, recalled=recalled)
        self.reviews += 1
        return right

    @property
    def final(self) -> float:
        return fmean(self.seen)


class Reviewer(Learner):
    """Answers what our program says is due, in kinds that take turns."""

    def __init__(self, law: type[TrueMemory], seed: int, kinds: tuple[str, ...]) -> None:
        super().__init__(law, seed)
        self.kinds = kinds
        self.memories: dict[int, Memory] = {}
        self.times: dict[int, int] = {}
        self.compared: list[tuple[float, float, bool]] = []

    def is_due(self, fact: int, day: int) -> bool:
        memory = self.memories.get(fact)
        return memory is None or memory.due_at <= moment(day)

    def answer(self, fact: int, day: int) -> None:
        now, memory = moment(day), self.memories.get(fact)
        if memory:
            long = now - memory.last_answered_at > timedelta(days=LONG)
            self.compared.append((memory.recall(now), self.truth[fact].recall(day), long))
        kind = self.kinds[self.times.get(fact, 0) % len(self.kinds)]
        guess = USUAL_GUESS[kind]
        right = self.respond(fact, day, guess)
        showing = Showing(right=right, guess=guess, answered_at=now, kind=kind)
        self.memories[fact] = remember(memory, showing)
        self.times[fact] = self.times.get(fact, 0) + 1


class BoxKeeper(Learner):
    """Keeps cards in boxes: a right answer moves a card on, a wrong one back to the first."""

    def __init__(self, law: type[TrueMemory], seed: int) -> None:
        super().__init__(law, seed)
        self.box: dict[int, int] = {}
        self.due: dict[int, int] = {}

    def is_due(self, fact: int, day: int) -> bool:
        return self.due.get(fact, day) <= day

    def answer(self, fact: int, day: int) -> None:
        right = self.respond(fact, day, USUAL_GUESS[CHOICE])
        last = len(BOXES) - 1
        self.box[fact] = min(self.box.get(fact, -1) + 1, last) if right else 0
        self.due[fact] = day + BOXES[self.box[fact]]


def moment(day: float) -> datetime:
    return START + timedelta(days=day)


def review(law: str, policy: str, learners: int) -> Outcome:
    lived = [Reviewer(LAWS[law], seed, POLICIES[policy]) for seed in range(learners)]
    for learner in lived:
        learner.live()
    compared = [one for learner in lived for one in learner.compared]
    late = [one for one in compared if one[2]]
    return Outcome(
        predicted=fmean(predicted for predicted, _, _ in compared),
        true=fmean(true for _, true, _ in compared),
        reviews=fmean(learner.reviews for learner in lived),
        final=fmean(learner.final for learner in lived),
        long=(fmean(one[0] for one in late), fmean(one[1] for one in late)),
    )


def keep_boxes(law: str, learners: int) -> Outcome:
    lived = [BoxKeeper(LAWS[law], seed) for seed in range(learners)]
    for learner in lived:
        learner.live()
    reviews = fmean(learner.reviews for learner in lived)
    return Outcome(0.0, 0.0, reviews, fmean(learner.final for learner in lived))


@contextmanager
def wanting(recall: float) -> Iterator[None]:
    """Let facts be due when recall has fallen to another chance than the program's own."""
    own = schedule.SCHEDULER
    schedule.SCHEDULER = schedule.scheduler_for(recall)
    try:
        yield
    finally:
        schedule.SCHEDULER = own


def review_as_often(law: str, learners: int, *, reviews: float) -> Outcome:
    """Return what FSRS gives for the most reviews that are not more than `reviews`."""
    best = review(law, "mixed", learners)
    for recall in WANTED[1:]:
        with wanting(recall):
            found = review(law, "mixed", learners)
        if found.reviews > reviews:
            break
        best = found
    return best


def figures(*, learners: int, noise: float = 0.0) -> Iterator[Figure]:
    """Yield for each law how far predictions are off, and how much more is remembered than by boxes.

    Args:
        noise: what chance may add to a difference with so few learners.
    """
    for law in LAWS:
        own, boxes = review(law, "mixed", learners), keep_boxes(law, learners)
        yield Figure(
            f"recall, predicted against true: {law}",
            abs(own.predicted - own.true),
            GAP + noise,
            note=f"{own.predicted:.3f} against {own.true:.3f}; after more than {LONG} days "
            f"{own.long[0]:.3f} against {own.long[1]:.3f}",
        )
        ours = review_as_often(law, learners, reviews=boxes.reviews)
        yield Figure(
            f"recall at the end above Leitner's at its reviews: {law}",
            ours.final - boxes.final,
            -noise,
            at_least=True,
            note=f"{ours.final:.3f} by {ours.reviews:.0f} reviews against {boxes.final:.3f} by "
            f"{boxes.reviews:.0f}; as the program is set {own.final:.3f} by {own.reviews:.0f}",
        )
