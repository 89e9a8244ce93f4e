"""Days: a plan walked through day by day, each filled up to the minutes that a person gives.

Pure: the same load, moment and seed give the same plan on every machine. What an answer will be is
drawn by the seed, with the chance that it has; memory follows as it would after such an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from progress.plan.loads import NOTHING_DONE, Done, FactLoad, Load, Wish
from quizzes.generation.chance import Chance
from quizzes.memory import SLIP, Memory, Showing, remember

TOLERANCE = 0.1  # of the minutes wished for, to either side
REVIEW_SHARE = 0.7  # of a day at the most, while there are new facts or lessons for the rest
GUESS = 0.25  # the chance of a right answer by luck, as among four options
MOCK_BEFORE = 3  # days before the exam: late enough to tell, early enough to mend
REPEATS = 3  # reviews that a new fact brings with it, roughly, within some weeks
PARTS = 1_000_000  # into which a chance is cut


@dataclass(frozen=True, slots=True)
class Reading:
    """A sitting with a lesson: whether it begins with it, and whether the lesson is read then."""

    lesson: str
    minutes: float
    begins: bool
    ends: bool

    @property
    def verb(self) -> str:
        """Say what is done with the lesson."""
        if self.ends:
            return "Read" if self.begins else "Finish"
        return "Begin" if self.begins else "Go on with"


@dataclass(frozen=True, slots=True)
class Day:
    """What a day holds: ids of facts to review and to meet, and what to read.

    Attributes:
        minutes: of all that; on the first day without what was done already.
        mock: whether this is the day for a mock exam.
        mock_fits: whether the mock is part of the minutes. A longer one can only take their place.
        full: whether it ends because its minutes are taken, and not because nothing is left to do.
    """

    date: date
    minutes: float = 0.0
    reviews: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    readings: tuple[Reading, ...] = ()
    mock: bool = False
    mock_fits: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What the days had no room for: facts not met, minutes not read, facts due and not asked."""

    new: tuple[int, ...]
    minutes: float
    reviews: tuple[int, ...]

    @property
    def is_nothing(self) -> bool:
        """Tell whether all lessons are read and all facts met."""
        return not self.new and self.minutes < 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Days in a row, what is left after them, and how well all is known then.

    Attributes:
        strength: expected share of the exam that is known at the end, 0 to 1. What was not met
            counts as nothing.
    """

    days: tuple[Day, ...]
    left: Left
    strength: float


class Room:
    """The minutes of a day, and how many of them are taken."""

    def __init__(self, wish: float, taken: float) -> None:
        self.wish, self.taken = wish, taken

    @property
    def left(self) -> float:
        return self.wish - self.taken

    def take(self, minutes: float) -> bool:
        """Take minutes if the day is not full and they do not overfill it; tell whether they did."""
        if self.left <= 0 or self.taken + minutes > self.wish * (1 + TOLERANCE):
            return False
        self.taken += minutes
        return True


class Walk:
    """What is known and what is left to do, as the days go by."""

    def __init__(self, load: Load, wish: Wish, *, seed: int, in_short_time: bool) -> None:
        self.load, self.wish, self.seed = load, wish, seed
        self.facts = {fact.id: fact for fact in load.facts}
        self.memories = {fact.id: fact.memory for fact in load.facts if fact.memory}
        self.unmet = [fact for fact in by_weight(load.facts) if fact.memory is None]
        self.unread = {one.slug: one.minutes for one in load.lessons if one.minutes > 0}
        self.begun = {one.slug for one in load.lessons if one.begun}
        worth = worth_of(load) if in_short_time else {}
        self.order = sorted(load.lessons, key=lambda lesson: -worth.get(lesson.slug, 0.0))

    def pass_day(self, day: date, moment: datetime, *, done: Done, mock: bool) -> Day:
        """Fill a day and let its answers change what is remembered."""
        room = Room(self.wish.minutes, done.minutes)
        fits = mock and room.take(self.load.mock_minutes)
        due = self.due(moment)[: max(self.wish.reviews - done.reviews, 0)]
        others = bool(self.unmet or self.unread)
        most = self.wish.minutes * REVIEW_SHARE if others else room.wish
        reviews = self.ask_again(due, room, most=most)
        new, readings = self.go_on(room)
        reviews += self.ask_again(due[len(reviews) :], room, most=room.wish)
        more = bool(self.unmet or self.unread or len(reviews) < len(due))
        for fact in (*reviews, *new):
            self.answer(fact, day, moment)
        return Day(
            date=day,
            minutes=room.taken - done.minutes,
            reviews=tuple(reviews),
            new=tuple(new),
            readings=tuple(readings),
            mock=mock,
            mock_fits=fits,
            full=more or room.left <= 0,
        )

    def due(self, moment: datetime) -> list[int]:
        """Return the facts that are due, first those where the exam asks most and most is lacking."""
        due = [fact for fact, memory in self.memories.items() if memory.due_at <= moment]
        return sorted(due, key=lambda fact: (-self.need(fact, moment), fact))

    def need(self, fact: int, moment: datetime) -> float:
        """Return the share of the exam that is not known of a fact."""
        return self.facts[fact].weight * (1 - self.memories[fact].strength(moment))

    def ask_again(self, due: Sequence[int], room: Room, *, most: float) -> list[int]:
        """Take facts from the front of those due while the day has room for them."""
        asked: list[int] = []
        cost = self.load.pace.review / 60
        while len(asked) < len(due) and room.taken < most and room.take(cost):
            asked.append(due[len(asked)])
        return asked

    def go_on(self, room: Room) -> tuple[list[int], list[Reading]]:
        """Ask new facts of lessons that are read; when there are none, read on."""
        new: list[int] = []
        readings: list[Reading] = []
        while True:
            place = self.next_new()
            if place is not None and room.take(self.load.pace.new / 60):
                new.append(self.unmet.pop(place).id)
            elif place is None and self.can_read(room):
                readings.append(self.read(room))
            else:
                return new, readings

    def next_new(self) -> int | None:
        """Return the place of the first fact not met of a lesson that is read."""
        places = (at for at, one in enumerate(self.unmet) if one.lesson not in self.unread)
        return next(places, None)

    def can_read(self, room: Room) -> bool:
        """Tell whether it pays to open a lesson: not for the last moments of a day."""
        return bool(self.unread) and room.left > TOLERANCE * room.wish

    def read(self, room: Room) -> Reading:
        """Read as much of the next lesson as the day has room for."""
        lesson = self.next_lesson()
        begins, left = lesson not in self.begun, self.unread[lesson]
        self.begun.add(lesson)
        if room.take(left):
            del self.unread[lesson]
            return Reading(lesson, left, begins, ends=True)
        minutes = room.left
        room.take(minutes)
        self.unread[lesson] = left - minutes
        return Reading(lesson, minutes, begins, ends=False)

    def next_lesson(self) -> str:
        """Return the first lesson not read whose prerequisites are; if they go round, the first."""
        waiting = [lesson for lesson in self.order if lesson.slug in self.unread]
        ready = (lesson for lesson in waiting if lesson.needs.isdisjoint(self.unread))
        return next(ready, waiting[0]).slug

    def answer(self, fact: int, day: date, moment: datetime) -> None:
        """Let the person answer as FSRS expects, and remember as after such an answer."""
        memory = self.memories.get(fact)
        drawn = Chance(self.seed, "answer", fact, day.isoformat()).below(PARTS)
        right = drawn < PARTS * self.chance_of_right(memory, moment)
        showing = Showing(right=right, guess=GUESS, answered_at=moment)
        self.memories[fact] = remember(memory, showing)

    def chance_of_right(self, memory: Memory | None, moment: datetime) -> float:
        if memory is None:
            return self.load.first_right
        recall = memory.recall(moment)
        return recall * (1 - SLIP) + (1 - recall) * GUESS

    def left(self, moment: datetime) -> Left:
        new = tuple(sorted(fact.id for fact in self.unmet))
        return Left(new, sum(self.unread.values()), tuple(sorted(self.due(moment))))


def make_plan(
    load: Load,
    wish: Wish,
    *,
    today: date,
    now: datetime,
    days: int,
    ahead: int | None = None,
    exam: bool = False,
    done: Done = NOTHING_DONE,
    seed: int = 0,
    skipping: bool = False,
) -> Plan:
    """Return the plan of the days from today on.

    Args:
        today: the date of `now` where the person is.
        days: how many days to plan.
        ahead: how many days there are, if more than those planned.
        exam: whether the day after those is the day of the exam.
        done: today already.
        seed: fixes what the answers are taken to be.
        skipping: whether nothing more is done today.
    """
    ahead = days if ahead is None else ahead
    short = exam and is_short(load, wish, days=ahead)
    walk = Walk(load, wish, seed=seed, in_short_time=short)
    mock = max(ahead - MOCK_BEFORE, 0) if exam and load.mock_minutes else None
    passed = []
    for number in range(days):
        day, moment = today + timedelta(days=number), now + timedelta(days=number)
        if skipping and number == 0:
            passed.append(Day(day, mock=mock == 0))
        else:
            spent = NOTHING_DONE if number else done
            passed.append(walk.pass_day(day, moment, done=spent, mock=number == mock))
    end = now + timedelta(days=days)
    last = end - timedelta(days=1)
    return Plan(tuple(passed), walk.left(last), strength_of(load.facts, walk.memories, end))


def strength_of(facts: Iterable[FactLoad], memories: dict[int, Memory], moment: datetime) -> float:
    """Return the share of the exam, 0 to 1, that is expected to be known; not met is not known."""
    whole = known = 0.0
    for fact in facts:
        whole += fact.weight
        if memory := memories.get(fact.id):
            known += fact.weight * memory.strength(moment)
    return known / whole if whole else 0.0


def is_short(load: Load, wish: Wish, *, days: int) -> bool:
    """Tell roughly whether the days hold less than there is to read and to meet.

    Then lessons are read by what they bring for the exam, else in the order of the course.
    """
    meeting = load.pace.new + REPEATS * load.pace.review
    new = sum(fact.memory is None for fact in load.facts)
    needed = sum(lesson.minutes for lesson in load.lessons) + new * meeting / 60
    return needed > wish.minutes * days


def worth_of(load: Load) -> dict[str, float]:
    """Return for each lesson the share of the exam that its unmet facts bring, for a minute of reading."""
    worth = dict.fromkeys((lesson.slug for lesson in load.lessons), 0.0)
    for fact in load.facts:
        if fact.memory is None:
            worth[fact.lesson] = worth.get(fact.lesson, 0.0) + fact.weight
    return {one.slug: worth[one.slug] / max(one.minutes, 1) for one in load.lessons}


def by_weight(facts: Iterable[FactLoad]) -> list[FactLoad]:
    return sorted(facts, key=lambda fact: -fact.weight)
