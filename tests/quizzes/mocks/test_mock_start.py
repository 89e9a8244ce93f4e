"""The start of a mock exam: what is said of it, how one begins, how one goes on, the form of a code."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.models import Domain, Lesson
from quizzes.mocks.services import start_mock
from quizzes.models import Attempt, Question, Version
from quizzes.papers.exams import exam_of
from quizzes.papers.papers import draw_paper
from quizzes.services import OtherAttemptOpen, finish_attempt, record_response
from tests.exam_course import make_small_exam
from tests.factories import MONDAY, CourseFactory, EnrolmentFactory, UserFactory

START = reverse("quizzes:mock_start")


@pytest.fixture
def course(db):
    return make_small_exam()


def begin(client, course, **fields):
    return client.post(START, {"course": course.slug, **fields})


def words(response):
    return " ".join(response.content.decode().split())


def test_the_start_says_what_the_form_is(student_client, course):
    page = words(student_client.get(START))

    assert "10, of which 8 count" in page
    assert "15 minutes" in page
    assert "6 of the 8 that count: 700 on a practice scale from 100 to 1000" in page
    assert "Leaves</dd>" in page
    assert "Roots (50%)" in page
    assert "cannot tell how you would do on the rest" in page
    assert "Start the exam: 15 minutes" in page


def test_it_says_the_rules(student_client, course):
    page = words(student_client.get(START))

    assert "A blank question counts as wrong" in page
    assert "“Select TWO” is all or nothing" in page
    assert "2 questions are only tried out and do not count" in page
    assert "change answers and flag questions until the end" in page


@pytest.mark.parametrize(
    ("factor", "said", "minutes"),
    [
        (100, "15 minutes", 15),
        (125, "19 minutes for you: 125% of the usual 15", 19),
        (133, "20 minutes for you", 20),
        (150, "23 minutes for you", 23),
        (200, "30 minutes for you", 30),
        (0, "no limit for you (usually 15 minutes)", None),
    ],
)
def test_the_time_of_a_person_is_a_number_before_the_start_and_the_deadline_after(
    student_client, student, course, factor, said, minutes
):
    EnrolmentFactory.create(user=student, course=course, time_factor=factor)

    assert said in words(student_client.get(START))
    begin(student_client, course)

    attempt = Attempt.objects.get()
    if minutes is None:
        assert attempt.deadline is None
    else:
        assert attempt.deadline - attempt.started_at == timedelta(minutes=minutes)
    assert exam_of(attempt).own_minutes == minutes


def test_it_begins_with_the_first_question(student_client, student, course):
    response = begin(student_client, course)

    attempt = student.attempts.get()
    assert response.url == reverse("quizzes:question_answer", args=(attempt.pk, 1))
    assert (attempt.mode, attempt.feedback, attempt.items.count()) == ("mock", "at_end", 10)
    assert attempt.items.filter(scored=True).count() == 8
    assert attempt.forecast == {}


def test_what_the_exam_was_stays_with_the_mock(student_client, course):
    begin(student_client, course)
    course.blueprints.update(pass_mark=900, minutes=5)
    Domain.objects.update(title="Renamed")

    exam = exam_of(Attempt.objects.get())

    assert (exam.pass_mark, exam.minutes, exam.needed) == (700, 15, 6)
    assert [part.title for part in exam.parts] == ["Leaves"]
    assert [part.title for part in exam.missing] == ["Roots"]
    assert exam.covered_weight == 50


def test_to_begin_twice_goes_on_with_the_first(student_client, course):
    first = begin(student_client, course)

    assert begin(student_client, course).url == first.url
    assert Attempt.objects.count() == 1


def test_one_goes_on_where_something_is_open(student_client, student, course):
    begin(student_client, course)
    attempt = student.attempts.get()
    for item in attempt.items.filter(position__lte=2):
        choice = list(item.version.key_positions)
        record_response(item=item, chosen=choice, sent_key=uuid4(), now=attempt.started_at)

    page = words(student_client.get(START))

    assert "2 of 10 answered" in page
    assert "15:00 left" in page or "14:5" in page
    assert reverse("quizzes:question_answer", args=(attempt.pk, 3)) in page
    assert "Start the exam" not in page


def test_the_form_of_a_code_is_that_form(student_client, student, course):
    paper = draw_paper(course, seed=77)

    begin(student_client, course, code=f" {paper.code.lower().replace('-', ' ')} ")

    attempt = student.attempts.get()
    drawn = [
        (item.version_id, tuple(item.option_order)) for item in attempt.items.order_by("position")
    ]
    assert attempt.form_code == paper.code
    assert drawn == [(one.candidate.version_id, one.option_order) for one in paper.places]


def test_a_code_that_is_none_is_told_beside_its_field(student_client, course):
    page = words(begin(student_client, course, code="ABC"))

    assert "A form code has 16 letters and digits; this one has 3." in page
    assert 'value="ABC"' in page
    assert not Attempt.objects.exists()


def test_a_code_of_other_questions_is_told(student_client, course):
    code = draw_paper(course, seed=4).code
    Version.objects.filter(pk=Question.objects.first().current_id).update(digest="edited")

    page = words(begin(student_client, course, code=code))

    assert "It cannot draw the same paper" in page
    assert not Attempt.objects.exists()


def test_a_code_waits_while_another_form_is_open(student_client, course):
    begin(student_client, course)
    code = draw_paper(course, seed=1).code

    page = words(begin(student_client, course, code=code))

    assert "in the middle of another form" in page
    assert Attempt.objects.count() == 1


def test_the_service_refuses_a_second_form(student, course):
    start_mock(user=student, paper=draw_paper(course, seed=1), now=MONDAY)

    with pytest.raises(OtherAttemptOpen):
        start_mock(user=student, paper=draw_paper(course, seed=2), now=MONDAY)


def test_the_forecast_is_kept_with_the_mock(student, course):
    paper = draw_paper(course, seed=1)

    attempt = start_mock(user=student, paper=paper, now=MONDAY, forecast={"chance": 0.6})

    attempt.refresh_from_db()
    assert attempt.forecast == {"chance": 0.6}


def test_a_bank_too_small_says_so_and_offers_no_start(student_client, course):
    Question.objects.filter(key__gte="l1-1-06").update(status=Question.Status.REJECTED)

    page = words(student_client.get(START))

    assert "Leaves needs 10 questions and has 6" in page
    assert "Start the exam" not in page
    assert "too few questions" in words(begin(student_client, course))
    assert not Attempt.objects.exists()


def test_questions_that_give_each_other_away_make_no_form(student_client, course):
    """The bank has enough of them, so that only the draw finds it out."""
    Version.objects.update(stem="The same words?")

    page = words(begin(student_client, course))

    assert "There are too few questions for a form yet." in page
    assert not Attempt.objects.exists()


def test_a_course_that_covers_nothing_of_its_exam_says_so(student_client, course):
    Domain.objects.update(covered=False)

    page = words(student_client.get(START))

    assert "covers no domain of the exam" in page
    assert begin(student_client, course).status_code == 200


def test_a_course_without_an_exam_has_a_form_of_its_own(student_client, course):
    course.blueprints.all().delete()

    page = words(student_client.get(START))

    assert "<dd>20</dd>" in page
    assert "14 of the 20 that count: 67 on a practice scale from 0 to 100" in page
    assert "Leaves out" not in page


def test_among_several_courses_one_chooses(student_client, course):
    CourseFactory.create(slug="zoology", title="Zoology")

    page = words(student_client.get(START))

    assert f"{START}?course=botany" in page
    assert f"{START}?course=zoology" in page
    assert "10, of which 8 count" in words(student_client.get(f"{START}?course=botany"))


def test_without_courses_the_page_says_what_will_stand_here(student_client):
    assert "None is published yet" in words(student_client.get(START))


def test_a_course_that_nobody_may_see_is_not_found(student_client, course):
    CourseFactory.create(slug="hidden", published=False)

    for slug in ("hidden", "nowhere"):
        assert student_client.get(f"{START}?course={slug}").status_code == 404
        assert student_client.post(START, {"course": slug}).status_code == 404


def test_the_history_tells_what_counted(student_client, student, course):
    paper = draw_paper(course, seed=1)
    attempt = start_mock(user=student, paper=paper, now=MONDAY)
    for item in attempt.items.all():
        choice = list(item.version.key_positions)
        record_response(item=item, chosen=choice, sent_key=uuid4(), now=MONDAY)
    finish_attempt(attempt=attempt, now=MONDAY + timedelta(minutes=5))
    start_mock(user=UserFactory.create(), paper=paper, now=MONDAY)

    page = words(student_client.get(START))

    assert "8 of 8 (100%)" in page
    assert page.count(reverse("quizzes:mock_paper", args=(paper.code,))) == 1


def test_a_guest_is_sent_to_log_in(client, course):
    assert client.get(START).url.startswith(reverse("account_login"))
    assert client.post(START).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(student_client):
    assert student_client.put(START).status_code == 405


@pytest.mark.parametrize("mocks", [1, 6])
def test_queries_do_not_grow_with_the_history(
    student_client, student, course, django_assert_num_queries, mocks
):
    for seed in range(mocks):
        paper = draw_paper(course, seed=seed)
        attempt = start_mock(user=student, paper=paper, now=MONDAY)
        finish_attempt(attempt=attempt, now=MONDAY)
    student_client.get(START)  # the session

    with django_assert_num_queries(16):
        student_client.get(START)


@pytest.mark.parametrize("lessons", [2, 7])
def test_queries_do_not_grow_with_the_course(
    student_client, course, django_assert_num_queries, lessons
):
    module = course.modules.get()
    for number in range(lessons):
        Lesson.objects.create(
            module=module,
            position=9 + number,
            slug=f"x{number}",
            title="X",
            body="X",
            published=True,
        )

    with django_assert_num_queries(16):
        student_client.get(START)


@pytest.mark.parametrize(
    ("code", "why"),
    [(" ", "Type the code of a form first."), ("0000-0000-0000-0000", "No form has this code")],
)
def test_what_is_no_code_begins_no_exam(student_client, course, code, why):
    page = student_client.post(START, {"course": course.slug, "code": code}).text

    assert why in page
    assert ".." not in page.replace("../", "")
    assert not Attempt.objects.exists()
