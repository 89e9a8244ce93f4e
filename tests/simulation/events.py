"""A long row of random events in a course that is edited meanwhile, against a rebuild from the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from accounts.models import User
from courses.models import Course, Lesson
from quizzes.answers.base import NotAnAnswer
from quizzes.bank.building import sync_course
from quizzes.models import Attempt, AttemptItem, Question, Response
from quizzes.practice.services import start_attempt, start_check
from quizzes.rollups.rebuilding import Rebuild
from quizzes.services import (
    AttemptClosed,
    BankTooSmall,
    OtherAttemptOpen,
    finish_attempt,
    finish_overdue,
    record_response,
)
from tests.factories import UserFactory, choice_for
from tests.made_course import make_course
from tests.simulation.figures import Figure
from tests.simulation.scheduling import START

PEOPLE = 5
EDIT = "\n## Harbour cat {number}\n\nA cat.\n\n- **Is a:** harbour boat\n- **Purpose:** catch rat number {number}\n"
REFUSED = (AttemptClosed, BankTooSmall, NotAnAnswer, OtherAttemptOpen)


class World:
    """A small course, some people, a clock that mostly goes forward, and chance."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"events {seed}")
        self.now: datetime = START
        self.course: Course = make_course()
        sync_course(self.course)
        self.people: list[User] = UserFactory.create_batch(PEOPLE)
        self.happened: Counter[str] = Counter()

    def run(self, events: int) -> None:
        deeds: list[Callable[[], None]] = [
            *[self.answer] * 30,
            *[self.click] * 12,
            *[self.practise] * 6,
            *[self.check] * 3,
            *[self.sit_exam] * 3,
            *[self.finish] * 2,
            self.overdue,
            self.reject,
            self.edit,
            self.wait,
        ]
        for _ in range(events):
            deed = self.chance.choice(deeds)
            self.now += timedelta(seconds=self.chance.randrange(-20, 120))
            try:
                deed()
            except REFUSED as refusal:
                self.happened[type(refusal).__name__] += 1
            else:
                self.happened[deed.__name__] += 1

    @property
    def person(self) -> User:
        return self.chance.choice(self.people)

    @property
    def lesson(self) -> Lesson:
        lessons = Lesson.objects.filter(module__course=self.course).order_by("pk")
        return self.chance.choice(list(lessons))

    @property
    def seed(self) -> int:
        return self.chance.randrange(2**30)

    def practise(self) -> None:
        person = self.person
        opened = Attempt.objects.open().filter(user=person, mode=Attempt.Mode.PRACTICE).first()
        replacing = opened.pk if opened and self.chance.random() < 0.5 else None
        start_attempt(
            user=person,
            source=self.lesson,
            count=self.chance.randrange(1, 9),
            seed=self.seed,
            now=self.now,
            replacing=replacing,
        )

    def check(self) -> None:
        start_check(user=self.person, lesson=self.lesson, section="", seed=self.seed, now=self.now)

    def sit_exam(self) -> None:
        """Turn a new check into an exam: answers count at its end, which may come by itself."""
        attempt = start_check(
            user=self.person, lesson=self.lesson, section="", seed=self.seed, now=self.now
        )
        if attempt.items.filter(responses__isnull=False).exists():
            return
        mocks = Attempt.objects.open().filter(user=attempt.user, mode=Attempt.Mode.MOCK)
        if not mocks.exists():
            Attempt.objects.filter(pk=attempt.pk).update(
                mode=Attempt.Mode.MOCK,
                feedback=Attempt.Feedback.AT_END,
                deadline=self.now + timedelta(minutes=30),
            )

    def answer(self) -> None:
        self.respond(Attempt.Feedback.AT_ONCE, otherwise=self.practise)

    def click(self) -> None:
        self.respond(Attempt.Feedback.AT_END, otherwise=self.sit_exam)

    def respond(self, feedback: str, *, otherwise: Callable[[], None]) -> None:
        """Answer a question that waits, or do something else where none does."""
        items = AttemptItem.objects.filter(
            attempt__finished_at__isnull=True, attempt__feedback=feedback
        )
        waiting = list(items.select_related("attempt", "version__question").order_by("pk"))
        if not waiting:
            otherwise()
            return
        item = self.chance.choice(waiting)
        wrong = self.chance.random() < 0.35 and len(item.version.options) > 1
        key = UUID(int=self.chance.getrandbits(128))
        for _ in range(self.chance.choice((1, 1, 1, 2))):  # now and then it is sent twice
            record_response(
                item=item,
                chosen=choice_for(item, wrong),
                sent_key=key,
                now=self.now,
                seconds=self.chance.choice((None, 4.0, 31.5)),
                confidence=self.chance.choice(("", "", *Response.Confidence.values)),
            )

    def finish(self) -> None:
        opened = list(Attempt.objects.open().order_by("pk"))
        if opened:
            finish_attempt(attempt=self.chance.choice(opened), now=self.now)

    def overdue(self) -> None:
        finish_overdue(self.person, now=self.now)

    def reject(self) -> None:
        live = list(Question.objects.of(self.course).servable().order_by("pk"))
        question = self.chance.choice(live)
        Question.objects.filter(pk=question.pk).update(status=Question.Status.REJECTED)
        Question.objects.filter(
            pk__in=Question.objects.filter(status=Question.Status.REJECTED)
            .order_by("pk")
            .values_list("pk", flat=True)[20:]
        ).update(status=Question.Status.LIVE)

    def edit(self) -> None:
        """Write another thing at the end of a lesson in the place of the last one, and read it anew."""
        lesson = self.lesson
        body = lesson.body.split("\n## Harbour cat")[0]
        lesson.body = body + EDIT.format(number=self.chance.randrange(40))
        lesson.save()
        sync_course(self.course)

    def wait(self) -> None:
        self.now += timedelta(hours=self.chance.randrange(1, 60))


def figures(*, events: int, seed: int = 0) -> Iterator[Figure]:
    """Yield how much of what is derived differs from a rebuild. Needs a database, which it changes."""
    world = World(seed)
    world.run(events)
    audits = [Rebuild().person(person.pk) for person in world.people]
    answers = sum(audit.answers for audit in audits)
    wrong = sum(len(audit.wrong_rows) + len(audit.wrong_marks) for audit in audits)
    told = ", ".join(f"{name} {count}" for name, count in world.happened.most_common(8))
    yield Figure(
        f"rows that differ from a rebuild after {events:,} events",
        wrong,
        0,
        note=f"{answers} answers that count; {told}",
    )
