"""Papers of a stored course: by seed, by code, on another installation, printed."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.models import Question, Version
from quizzes.papers.assembly import BankCannotFill
from quizzes.papers.form_codes import NotACode
from quizzes.papers.papers import CourseDiffers, draw_paper, plan_of, redraw_paper
from quizzes.papers.plans import NotAPlan
from quizzes.papers.printing import paper_as_data, paper_as_text
from tests.factories import (
    BlueprintFactory,
    CourseFactory,
    DomainFactory,
    FactFactory,
    LessonFactory,
    QuestionFactory,
)


def stored_course(slug="botany"):
    """Return a course with an exam of two domains, one of them covered, and forty questions."""
    course = CourseFactory.create(slug=slug, title="Botany")
    exam = BlueprintFactory.create(course=course, items=40, scored_items=30, minutes=50)
    DomainFactory.create(blueprint=exam, number=1, title="Leaves", weight=50)
    DomainFactory.create(blueprint=exam, number=2, title="Roots", weight=50, covered=False)
    for lesson in (
        LessonFactory.create(
            module__course=course, slug=name, bank_share=share, exam_tasks=["1.1", "2.3"]
        )
        for name, share in (("oak", 30), ("fir", 10))
    ):
        for number in range(20):
            fact = FactFactory.create(lesson=lesson, key=f"{lesson.slug}{number}")
            QuestionFactory.create(
                lesson=lesson,
                key=f"{lesson.slug}-{number:02}",
                facts=[fact],
                frame=f"frame{number}",
                level=("recall", "compare", "apply")[number % 3],
                difficulty_prior=(number % 7 - 3) / 4,
            )
    return course


@pytest.fixture
def course(db):
    return stored_course()


def printed(*command):
    out = StringIO()
    call_command("draw_form", *command, stdout=out)
    return out.getvalue()


def test_the_plan_is_the_exam_cut_down_to_what_the_course_covers(course):
    plan = plan_of(course)

    assert (plan.items, plan.scored, plan.minutes, plan.pass_percent) == (20, 15, 25, 67)
    (part,) = plan.parts
    assert (part.code, part.title, dict(part.lessons)) == ("1", "Leaves", {"oak": 30, "fir": 10})


def test_a_shorter_form_is_cut_down_alike(course):
    plan = plan_of(course, items=10)

    assert (plan.items, plan.scored, plan.minutes) == (10, 8, 13)


def test_a_course_without_an_exam_has_forms_of_its_own(course):
    course.blueprints.all().delete()

    plan = plan_of(course, items=12)

    assert (plan.title, plan.items, plan.scored, plan.minutes) == ("Botany", 12, 12, 18)
    assert len(draw_paper(course, seed=1, items=12).places) == 12


def test_a_course_that_covers_no_domain_has_no_form(course):
    course.blueprints.get().domains.update(covered=False)

    with pytest.raises(NotAPlan, match="covers no domain"):
        draw_paper(course, seed=1)


def test_a_lesson_belongs_to_the_domain_of_its_first_covered_task(course):
    course.blueprints.get().domains.update(covered=True)
    course.modules.first().lessons.filter(slug="oak").update(exam_tasks=["2.4", "1.1"])

    parts = {part.code: dict(part.lessons) for part in plan_of(course).parts}

    assert parts == {"1": {"fir": 10}, "2": {"oak": 30}}


def test_a_code_draws_the_same_paper(course):
    paper = draw_paper(course, seed=4)

    again = redraw_paper(course, paper.code.lower())

    assert again == paper
    assert draw_paper(course, seed=5).code != paper.code


def test_a_code_draws_the_same_paper_where_rows_have_other_ids(course):
    code = draw_paper(course, seed=4, items=12).code
    text = paper_as_text(draw_paper(course, seed=4, items=12), key=True)
    Question.objects.update(current=None)
    course.delete()
    LessonFactory.create_batch(3)  # so that nothing has the id it had

    elsewhere = stored_course()

    assert paper_as_text(redraw_paper(elsewhere, code), key=True) == text


def test_a_code_of_another_bank_is_refused_in_words(course):
    code = draw_paper(course, seed=4).code
    question = Question.objects.first()
    Version.objects.filter(pk=question.current_id).update(digest="edited")

    with pytest.raises(CourseDiffers, match="questions of “Botany” here are not those"):
        redraw_paper(course, code)


def test_a_code_of_another_exam_is_refused_in_words(course):
    code = draw_paper(course, seed=4).code
    course.blueprints.update(pass_mark=800)

    with pytest.raises(CourseDiffers, match="exam with other weights"):
        redraw_paper(course, code)


def test_a_mistyped_code_is_refused_in_words(course):
    with pytest.raises(NotACode, match="16 letters and digits"):
        redraw_paper(course, "no code")


def test_a_rejected_question_is_not_drawn(course):
    Question.objects.filter(lesson__slug="oak").update(status=Question.Status.REJECTED)

    paper = draw_paper(course, seed=1)

    assert {place.candidate.lesson for place in paper.places} == {"fir"}


def test_a_paper_shows_no_key_unless_asked(course):
    paper = draw_paper(course, seed=4)

    open_, closed = (paper_as_data(paper, key=key) for key in (True, False))

    assert all(set(item) == {"number", "id", "stem", "options"} for item in closed["items"])
    assert "Key" not in paper_as_text(paper, key=False)
    assert "does not count" not in paper_as_text(paper, key=False)
    assert sum(item["scored"] for item in open_["items"]) == 15


def test_the_key_of_a_paper_names_the_letters_of_the_right_options(course):
    for item in paper_as_data(draw_paper(course, seed=4), key=True)["items"]:
        version = Question.objects.get(key=item["id"]).current
        right = {option["text"] for option in version.options if option["correct"]}
        assert {item["options"][letter] for letter in item["key"]} == right


def test_the_command_prints_a_paper_and_prints_it_again_from_its_code(course):
    paper = printed("--course", "botany", "--seed", "4", "--key")
    code = paper.splitlines()[1].removeprefix("Form ")

    assert paper.startswith("Botany, first exam\nForm ")
    assert "20 questions, 25 minutes. 15 of them count." in paper
    assert paper.count("(does not count)") == 5
    assert printed("--course", "botany", "--code", code, "--key") == paper


def test_the_command_prints_data(course):
    data = json.loads(printed("--course", "botany", "--items", "8", "--format", "json"))

    assert [item["number"] for item in data["items"]] == list(range(1, 9))
    assert set(data["items"][0]["options"]) == {"A", "B", "C", "D"}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--course", "airport"), "No course is called"),
        (("--course", "botany", "--items", "90"), "Leaves needs 90 questions: the bank has 40"),
        (("--course", "botany", "--items", "0"), "0 scored of 0"),
        (("--course", "botany", "--items", "9", "--code", "X"), "leave --items out"),
        (("--course", "botany", "--code", "X"), "16 letters and digits"),
        (("--course", "botany", "--seed", "-1"), "seed must lie between"),
    ],
)
def test_the_command_says_what_is_wrong(course, arguments, why):
    with pytest.raises(CommandError, match=why):
        printed(*arguments)


def test_a_bank_that_is_too_small_says_so(course):
    with pytest.raises(BankCannotFill, match="Leaves"):
        draw_paper(course, seed=1, items=41)
