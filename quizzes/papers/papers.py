"""Papers: exam forms of a course, drawn by seed or rebuilt from a code. Reads rows, writes none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from courses.models import Blueprint, Course, Domain, Lesson
from quizzes.models import Question
from quizzes.papers.assembly import assemble, bank_digest
from quizzes.papers.candidates import Candidate
from quizzes.papers.form_codes import FormCode, NotACode, plan_bits, read_code
from quizzes.papers.places import Place
from quizzes.papers.plans import NotAPlan, Part, Plan
from quizzes.papers.pool import candidate_of

DEFAULT_ITEMS, MINUTES_PER_ITEM = 20, 1.5  # for a course that prepares for no exam
WHOLE = ""  # code of the only part of such a course


class CourseDiffers(Exception):
    """The code was made where the course, or its exam, is not the same as here."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A form of a course as it is handed out."""

    course: Course
    plan: Plan
    seed: int
    code: str
    places: tuple[Place, ...]


def draw_paper(course: Course, *, seed: int, items: int | None = None) -> Paper:
    """Return the paper of a seed.

    Args:
        seed: 0 to 134,217,727, so that the code can hold it.
        items: questions wanted; without it, as many as the exam asks of the domains covered.

    Raises:
        BankCannotFill: the course has too few questions for it.
        NotACode: the seed or the number of items does not fit into a code.
        NotAPlan: no domain of the exam is covered, or there are no items.
    """
    plan = plan_of(course, items=items)
    candidates = candidates_for(course, kinds=plan.kinds)
    code = _code_of(plan, candidates, seed)
    return Paper(course, plan, seed, str(code), assemble(candidates, plan, seed=seed))


def redraw_paper(course: Course, text: str) -> Paper:
    """Return the paper of a code.

    Raises:
        NotACode: the code is mistyped.
        CourseDiffers: it was made from other questions or another exam plan than are here.
        NotAPlan: no domain of the exam is covered.
    """
    code = read_code(text)
    if not code.items:
        raise NotACode("No form has this code: it would hold no question.")
    plan = plan_of(course, items=code.items)
    candidates = candidates_for(course, kinds=plan.kinds)
    here = _code_of(plan, candidates, code.seed)
    if here.plan != code.plan:
        raise CourseDiffers(
            "This code was made for another course, or for an exam with other weights, than the "
            f"one called “{course.title}” here. It cannot draw the same paper."
        )
    if here.bank != code.bank:
        raise CourseDiffers(
            f"The questions of “{course.title}” here are not those that the code was made from: "
            "the lessons or the program have another version. It cannot draw the same paper."
        )
    return Paper(course, plan, code.seed, str(code), assemble(candidates, plan, seed=code.seed))


def find_paper(text: str) -> Paper:
    """Return the paper of a code, of whichever published course it was made from.

    Raises:
        NotACode: the code is mistyped.
        CourseDiffers: no course here is the one that it was made from.
    """
    code = read_code(text)
    trouble = CourseDiffers("No course here is the one that this code was made from.")
    for course in Course.objects.filter(published=True):
        try:
            if plan_bits(plan_of(course, items=code.items).digest) == code.plan:
                return redraw_paper(course, text)
        except NotAPlan:
            continue
        except CourseDiffers as other_bank:
            trouble = other_bank
    raise trouble


def _code_of(plan: Plan, candidates: Sequence[Candidate], seed: int) -> FormCode:
    bank = bank_digest(candidates, plan)
    return FormCode.of(seed=seed, items=plan.items, plan=plan.digest, bank=bank)


def plan_of(course: Course, *, items: int | None = None) -> Plan:
    """Return the plan of a form: the exam's, cut down to the domains that the course covers.

    Items, scored items and minutes shrink alike. A course without an exam has one part, scored
    throughout.

    Raises:
        NotAPlan: no domain of the exam is covered, or there are no items.
    """
    exam = course.blueprints.prefetch_related("domains").order_by("code").first()
    lessons = list(Lesson.objects.published().filter(module__course=course).in_order())
    if exam is None:
        count = DEFAULT_ITEMS if items is None else items
        part = Part(WHOLE, course.title, 1, tuple((one.slug, one.bank_share) for one in lessons))
        return Plan(course.title, (part,), count, count, round(count * MINUTES_PER_ITEM))
    covered = [domain for domain in exam.domains.all() if domain.covered]
    weight = sum(domain.weight for domain in covered)
    count = _rounded(exam.items * weight, 100) if items is None else items
    homes = {lesson.slug: home_of(lesson, covered) for lesson in lessons}
    return Plan(
        title=exam.title,
        parts=tuple(_part_of(domain, lessons, homes) for domain in covered),
        items=count,
        scored=_rounded(exam.scored_items * count, exam.items),
        minutes=-(-exam.minutes * count // exam.items),
        pass_percent=_pass_percent(exam),
    )


def _part_of(domain: Domain, lessons: Sequence[Lesson], homes: dict[str, str]) -> Part:
    code = str(domain.number)
    own = ((one.slug, one.bank_share) for one in lessons if homes[one.slug] == code)
    return Part(code, domain.title, domain.weight, tuple(own))


def home_of(lesson: Lesson, covered: Sequence[Domain]) -> str:
    """Return the code of the domain that a lesson belongs to: that of its first task statement.

    A lesson without a task belongs to the first domain covered.
    """
    codes = [str(domain.number) for domain in covered]
    tasks = [str(task).split(".")[0] for task in lesson.exam_tasks]
    return next((task for task in tasks if task in codes), codes[0] if codes else WHOLE)


def _pass_percent(exam: Blueprint) -> int:
    return _rounded(100 * (exam.pass_mark - exam.scale_min), exam.scale_max - exam.scale_min)


def _rounded(number: int, by: int) -> int:
    """Return the quotient of two whole numbers, halves up."""
    return (2 * number + by) // (2 * by)


def candidates_for(course: Course, *, kinds: Collection[str] = ()) -> list[Candidate]:
    """Return the questions of a course that may be asked, each with its domain.

    Args:
        kinds: the only ones wanted; without them, all.
    """
    exam = course.blueprints.prefetch_related("domains").order_by("code").first()
    covered = [domain for domain in exam.domains.all() if domain.covered] if exam else []
    questions = Question.objects.servable().of(course).select_related("current", "lesson")
    questions = questions.defer("difficulty_reasons", "lesson__body", "lesson__carries")
    if kinds:
        questions = questions.filter(kind__in=kinds)
    return [
        replace(
            candidate_of(question, question.current, times_answered=0),
            domain=home_of(question.lesson, covered),
        )
        for question in questions
        if question.current
    ]
