"""One minimal valid row for each model: fixed times, sequences where a field is unique, no chance."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from courses.models import (
    Blueprint,
    Course,
    Domain,
    Enrolment,
    Lesson,
    Module,
    Objective,
    Reading,
)
from quizzes.models import (
    Asking,
    Attempt,
    AttemptItem,
    Card,
    Fact,
    FactChange,
    NotesFile,
    Proposal,
    Question,
    Response,
    Version,
)
from quizzes.papers.exams import Exam, ExamPart

PASSWORD = "a long walk at night"
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    class Params:
        instructor = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    password = PASSWORD  # in plain words; stored hashed

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, **kwargs)


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    slug = factory.Sequence(lambda n: f"course-{n}")
    title = factory.Sequence(lambda n: f"Course {n}")
    published = True


class ModuleFactory(DjangoModelFactory):
    class Meta:
        model = Module

    course = factory.SubFactory(CourseFactory)
    position = factory.Sequence(lambda n: n + 1)
    slug = factory.Sequence(lambda n: f"module-{n}")
    title = factory.Sequence(lambda n: f"Module {n}")


class LessonFactory(DjangoModelFactory):
    class Meta:
        model = Lesson

    module = factory.SubFactory(ModuleFactory)
    position = factory.Sequence(lambda n: n + 1)
    slug = factory.Sequence(lambda n: f"lesson-{n}")
    title = factory.Sequence(lambda n: f"Lesson {n}")
    summary = "What a leaf does."
    body = "## Leaf\n\nA leaf feeds a plant.\n\n- **Purpose:** capture sunlight\n"
    published = True


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective

    lesson = factory.SubFactory(LessonFactory)
    position = factory.Sequence(lambda n: n + 1)
    level = Objective.Level.UNDERSTAND
    text = factory.Sequence(lambda n: f"Tell apart what leaves do, part {n}")


class BlueprintFactory(DjangoModelFactory):
    class Meta:
        model = Blueprint

    course = factory.SubFactory(CourseFactory)
    code = factory.Sequence(lambda n: f"EX-{n}")
    title = "Botany, first exam"
    items = 65
    scored_items = 50
    minutes = 90
    scale_min = 100
    scale_max = 1000
    pass_mark = 700
    checked_on = date(2026, 11, 1)


class DomainFactory(DjangoModelFactory):
    class Meta:
        model = Domain

    blueprint = factory.SubFactory(BlueprintFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Domain {n}")
    weight = 25
    covered = True


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrolment

    user = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory)
    created_at = MONDAY


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = Reading

    class Params:
        finished = factory.Trait(finished_at=MONDAY + timedelta(minutes=7))

    user = factory.SubFactory(UserFactory)
    lesson = factory.SubFactory(LessonFactory)
    first_opened = MONDAY


class FactFactory(DjangoModelFactory):
    class Meta:
        model = Fact

    lesson = factory.SubFactory(LessonFactory)
    course = factory.SelfAttribute("lesson.module.course")
    key = factory.Sequence(lambda n: f"f{n:06}")
    position = factory.Sequence(lambda n: n + 1)
    section = "Leaf"
    subject = "Leaf"
    slot = "purpose"
    statement = factory.Sequence(lambda n: f"A leaf captures sunlight in way {n}")
    passage = factory.SelfAttribute("statement")


class FactChangeFactory(DjangoModelFactory):
    """What a fact said before, when it was another matter."""

    class Meta:
        model = FactChange

    fact = factory.SubFactory(FactFactory, version=2)
    number = factory.LazyAttribute(lambda change: change.fact.changes.count() + 1)
    kind = FactChange.Kind.SUBSTANTIVE
    version = 1
    fingerprint = factory.Sequence(lambda n: f"print{n}")
    subject = factory.SelfAttribute("fact.subject")
    says = "catch rain"
    statement = "A leaf catches rain"
    polarity = True


def option(text, *, correct=False, fact="f000000", lesson="leaf", explanation="", quote=""):
    """Return one option as the bank stores it."""
    return {
        "text": text,
        "correct": correct,
        "explanation": explanation or f"Why {text} is {'right' if correct else 'wrong'}.",
        "proof": {"class": "TRUE" if correct else "P1", "facts": [fact]},
        "citations": [
            {"lesson": lesson, "quote": quote or f"words on {text}", "passage": f"About {text}."}
        ],
    }


def options_of(version, *, right=1, total=4):
    """Return the options that suit the kind of the question.

    Of rows to choose from there are `total`, and the first `right` are right.
    """
    if special := OPTIONS.get(version.question.kind):
        return special(version)
    make = maker_for(version)
    return [
        make(f"option {place} of {version.stem}", correct=place <= right)
        for place in range(1, total + 1)
    ]


def matching_options(version, *, premises=4, groups=0, extra=1):
    """Return premises with their matches, and matches too many; `groups` makes premises share."""
    make = maker_for(version)
    matched = [
        make(f"match {n % groups if groups else n}", correct=True) | {"premise": f"premise {n}"}
        for n in range(premises)
    ]
    return matched + [make(f"match too many {n}") | {"premise": ""} for n in range(extra)]


def ordering_options(version, *, steps=4):
    """Return steps in their right order."""
    make = maker_for(version)
    return [make(f"step {n}", correct=True) | {"place": n} for n in range(1, steps + 1)]


def written_options(
    version, *, key="chlorophyll", accepted=("leaf green",), wrong=("carotene",), lookalikes=()
):
    """Return the key of a written answer and some answers proved wrong."""
    make = maker_for(version)
    written = {"accepted": list(accepted), "lookalikes": list(lookalikes)}
    return [make(key, correct=True) | written, *(make(text) for text in wrong)]


def numeric_options(version, *, key="30", unit="days", tolerance=0, wrong=("90",)):
    key, *others = written_options(version, key=key, accepted=(), wrong=wrong)
    return [key | {"unit": unit, "tolerance": tolerance}, *others]


def maker_for(version):
    """Return `option`, citing the question's fact and lesson."""
    fact = (version.fact_keys or ["f000000"])[0]
    return partial(option, fact=fact, lesson=version.question.lesson.slug)


OPTIONS = {
    Question.Kind.MATCHING: matching_options,
    Question.Kind.ORDERING: ordering_options,
    Question.Kind.CLOZE: written_options,
    Question.Kind.SHORT_ANSWER: written_options,
    Question.Kind.NUMERIC: numeric_options,
}


class VersionFactory(DjangoModelFactory):
    """The question's first wording; `right` and `total` say how many options there are."""

    class Meta:
        model = Version
        exclude = ("right", "total")

    class Params:
        right = 1
        total = 4

    question = factory.SubFactory("tests.factories.QuestionFactory", version=False)
    number = factory.LazyAttribute(lambda version: version.question.versions.count() + 1)
    stem = factory.LazyAttribute(lambda version: f"What does {version.question.key} ask?")
    fact_keys = factory.LazyAttribute(
        lambda version: sorted(version.question.facts.values_list("key", flat=True))
    )
    options = factory.LazyAttribute(
        lambda version: options_of(version, right=version.right, total=version.total)
    )
    digest = factory.LazyAttribute(
        lambda version: hashlib.sha256(f"{version.stem}{version.number}".encode()).hexdigest()
    )
    generator_version = "1"


class QuestionFactory(DjangoModelFactory):
    """A live question with one fact of its lesson and a current version.

    `facts=[...]` gives it other facts, `version=False` leaves it without a wording, and
    `version__right=2` makes two options right. Its options suit its `kind`.
    """

    class Meta:
        model = Question
        skip_postgeneration_save = True

    class Params:
        two = factory.Trait(kind=Question.Kind.MULTIPLE, version__right=2, version__total=5)

    lesson = factory.SubFactory(LessonFactory)
    key = factory.Sequence(lambda n: f"q{n:06}")
    kind = Question.Kind.SINGLE
    level = Question.Level.RECALL
    model = "T1"

    @factory.post_generation
    def facts(self, create, value, **kwargs):
        if create:
            self.facts.set(value or [FactFactory.create(lesson=self.lesson, **kwargs)])

    @factory.post_generation
    def version(self, create, value, **kwargs):
        if not create or value is False:
            return
        self.current = VersionFactory.create(question=self, **kwargs)
        self.save()


EXAM = Exam(
    title="Botany, first exam",
    items=20,
    scored=15,
    minutes=28,
    factor=100,
    low=100,
    pass_mark=700,
    high=1000,
    cut=0.7,
    parts=(ExamPart("1", "Leaves", 60),),
    missing=(ExamPart("2", "Roots", 40),),
)


class AttemptFactory(DjangoModelFactory):
    """An open practice without items; `finished=True` ends it, `mock=True` makes it a mock exam."""

    class Meta:
        model = Attempt

    class Params:
        finished = factory.Trait(finished_at=MONDAY + timedelta(minutes=10))
        mock = factory.Trait(
            mode=Attempt.Mode.MOCK, feedback=Attempt.Feedback.AT_END, exam=EXAM.as_data()
        )

    user = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory)
    mode = Attempt.Mode.PRACTICE
    title = factory.Sequence(lambda n: f"Practice {n}")
    form_code = factory.Sequence(lambda n: f"practice-{n}")
    seed = 1
    started_at = MONDAY


class AttemptItemFactory(DjangoModelFactory):
    """One item; its options stand in the stored order unless `option_order` says otherwise."""

    class Meta:
        model = AttemptItem

    attempt = factory.SubFactory(AttemptFactory)
    position = factory.LazyAttribute(lambda item: item.attempt.items.count() + 1)
    version = factory.LazyAttribute(
        lambda item: QuestionFactory.create(lesson__module__course=item.attempt.course).current
    )
    option_order = factory.LazyAttribute(lambda item: list(range(len(item.version.options))))


class ResponseFactory(DjangoModelFactory):
    """A right answer; `wrong=True` chooses an option that is not right."""

    class Meta:
        model = Response

    class Params:
        wrong = False

    item = factory.SubFactory(AttemptItemFactory)
    chosen = factory.LazyAttribute(lambda response: choice_for(response.item, response.wrong))
    points = factory.LazyAttribute(lambda response: 0.0 if response.wrong else 1.0)
    sent_key = factory.Sequence(lambda n: UUID(int=n))
    created_at = factory.Sequence(lambda n: MONDAY + timedelta(seconds=n))


def choice_for(item, wrong):
    return CHOICES.get(item.version.question.kind, rows_chosen)(item.version.options, wrong)


def rows_chosen(options, wrong):
    keys = [i for i, one in enumerate(options) if one["correct"]]
    others = [i for i, one in enumerate(options) if not one["correct"]]
    return sorted(others[: len(keys)] if wrong else keys)


def matches_chosen(options, wrong):
    texts = [one["text"] for one in options]
    right = [texts.index(one["text"]) for one in options if one["premise"]]
    return right[1:] + right[:1] if wrong else right


def order_chosen(options, wrong):
    order = sorted(range(len(options)), key=lambda i: options[i]["place"])
    return order[::-1] if wrong else order


def words_chosen(options, wrong):
    return [options[1]["text"] if wrong else options[0]["text"]]


CHOICES = {
    Question.Kind.MATCHING: matches_chosen,
    Question.Kind.ORDERING: order_chosen,
    Question.Kind.CLOZE: words_chosen,
    Question.Kind.SHORT_ANSWER: words_chosen,
    Question.Kind.NUMERIC: words_chosen,
}


class CardFactory(DjangoModelFactory):
    """Something half known, not due; `proved=True` in ways that make it known if mastery is high."""

    class Meta:
        model = Card

    class Params:
        proved = factory.Trait(
            kinds=["cloze", "single"], first_right_at=MONDAY - timedelta(days=3), spaced=True
        )

    user = factory.SubFactory(UserFactory)
    fact = factory.SubFactory(FactFactory)
    mastery = 0.35
    last_answered_at = MONDAY
    stability = 3650.0  # so firm that a test need not mind what day it is
    due_at = datetime(2036, 11, 2, 9, 0, tzinfo=UTC)


class NotesFileFactory(DjangoModelFactory):
    class Meta:
        model = NotesFile

    course = factory.SubFactory(CourseFactory, published=False)
    position = factory.Sequence(lambda n: n + 1)
    path = factory.Sequence(lambda n: f"notes-{n}.md")
    raw = "# Leaf\n"
    digest = factory.Sequence(lambda n: f"{n:064}")
    imported_at = MONDAY


class ProposalFactory(DjangoModelFactory):
    """A proposal that nobody has judged; a status other than that was given on Monday."""

    class Meta:
        model = Proposal

    file = factory.SubFactory(NotesFileFactory)
    key = factory.Sequence(lambda n: f"p{n:06}")
    order = factory.Sequence(lambda n: n + 1)
    section = "leaf"
    line = 1
    quote = factory.LazyAttribute(lambda proposal: f"- {proposal.label}: {proposal.value}")
    rule = "label and value"
    confidence = 0.95
    subject = "Leaf"
    label = "Captures"
    value = factory.Sequence(lambda n: f"light in way {n}")
    read = factory.LazyAttribute(
        lambda proposal: {
            "subject": proposal.subject,
            "label": proposal.label,
            "value": proposal.value,
        }
    )
    statement = factory.LazyAttribute(lambda proposal: f"A leaf captures {proposal.value}.")
    decided_at = factory.LazyAttribute(
        lambda proposal: None if proposal.status == Proposal.Status.PROPOSED else MONDAY
    )
    status = Proposal.Status.PROPOSED


class AskingFactory(DjangoModelFactory):
    class Meta:
        model = Asking

    file = factory.SubFactory(NotesFileFactory)
    key = factory.Sequence(lambda n: f"a{n:06}")
    order = factory.Sequence(lambda n: n + 1)
    kind = "closure"
    text = factory.Sequence(lambda n: f"Is list {n} complete?")
    answers = ("yes", "no")
    line = 1
