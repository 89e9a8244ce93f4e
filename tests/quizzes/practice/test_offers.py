import pytest

from quizzes.models import Question
from quizzes.practice.offers import read_offers
from tests.exam_course import make_full_exam
from tests.factories import LessonFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def test_lessons_are_offered_by_module_with_their_number_of_questions():
    lesson = LessonFactory.create()
    QuestionFactory.create_batch(3, lesson=lesson)
    other = LessonFactory.create(module=lesson.module)
    QuestionFactory.create(lesson=other)
    course = lesson.module.course

    assert read_offers().choices == [
        (course.title, [(f"course-{course.pk}", f"All of {course.title} (4 questions)")]),
        (
            lesson.module.title,
            [
                (f"module-{lesson.module_id}", f"All of {lesson.module.title} (4 questions)"),
                (f"lesson-{lesson.pk}", f"{lesson.title} (3)"),
                (f"lesson-{other.pk}", f"{other.title} (1)"),
            ],
        ),
    ]


def test_domains_are_offered_where_the_exam_has_lessons_for_them():
    course = make_full_exam()

    groups = dict(read_offers().choices)

    domains = course.blueprints.get().domains.order_by("number")
    assert groups["By domain of the exam"] == [
        (f"domain-{one.pk}", f"Domain {one.number}: {one.title} (50)") for one in domains
    ]


def test_of_several_courses_each_group_names_its_own():
    first, second = (QuestionFactory.create().lesson.module for _ in range(2))

    titles = [title for title, _ in read_offers().choices]

    assert titles == [
        first.course.title,
        f"{first.course.title} · {first.title}",
        second.course.title,
        f"{second.course.title} · {second.title}",
    ]


def test_what_has_no_live_question_is_not_offered():
    LessonFactory.create()
    QuestionFactory.create(status=Question.Status.RETIRED)
    QuestionFactory.create(version=False)
    QuestionFactory.create(lesson__published=False)

    assert read_offers().groups == ()


def test_a_preset_is_found_by_its_slug_or_number():
    course = make_full_exam()
    lesson = course.modules.order_by("position")[1].lessons.order_by("position")[0]
    domain = course.blueprints.get().domains.get(number=2)
    value_of = read_offers().value_of

    assert value_of({"lesson": lesson.slug, "course": course.slug}) == f"lesson-{lesson.pk}"
    assert value_of({"module": lesson.module.slug}) == f"module-{lesson.module_id}"
    assert value_of({"domain": "2", "course": course.slug}) == f"domain-{domain.pk}"
    assert value_of({"course": course.slug}) == f"course-{course.pk}"


@pytest.mark.parametrize(
    "preset",
    [
        {},
        {"lesson": "nowhere"},
        {"module": "nowhere"},
        {"domain": "x"},
        {"course": "mars"},
        {"planet": "mars"},
    ],
)
def test_a_preset_that_is_not_offered_is_passed_over(preset):
    QuestionFactory.create()

    assert read_offers().value_of(preset) is None


def test_a_preset_of_another_course_is_passed_over():
    lesson = QuestionFactory.create().lesson

    assert read_offers().value_of({"lesson": lesson.slug, "course": "another"}) is None


@pytest.mark.parametrize("rows", [1, 6])
def test_the_queries_do_not_grow(django_assert_num_queries, rows):
    for _ in range(rows):
        QuestionFactory.create_batch(rows)

    with django_assert_num_queries(2):
        assert read_offers().choices
