from datetime import date, timedelta

import pytest
from django.urls import reverse

from progress.models import Record
from progress.records.pdf import letters_missing, sentences_of, write_record
from progress.records.records import NotAchieved, find_record, in_groups, issue_record
from quizzes.models import Day
from tests.factories import MONDAY, LessonFactory, ReadingFactory, UserFactory
from tests.progress.worlds import ask, know

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(student):
    """Return a course of two lessons that the student read and knows."""
    first = LessonFactory.create()
    for lesson in (first, LessonFactory.create(module=first.module)):
        know(student, ask(lesson, count=5), mastery=0.99)
        ReadingFactory.create(user=student, lesson=lesson, finished=True)
    course = first.module.course
    for day in range(3):
        Day.objects.create(
            user=student, course=course, date=date(2026, 11, 2 + day), answers=500, right=400
        )
    return course


def issue(user, course, *, name="Mia Čapek", now=MONDAY, first=7):
    numbers = iter(range(first, first + 12))
    return issue_record(
        user=user, course=course, name=name, now=now, draw=lambda below: next(numbers) % below
    )


def page(course, name="record"):
    return reverse(f"progress:{name}", args=(course.slug,))


def test_who_read_and_knows_all_gets_a_record_with_the_figures(student, course):
    record = issue(student, course)

    assert record.figures == {
        "lessons": 2,
        "minutes": 10,
        "facts": 10,
        "known": 10,
        "days": 3,
        "answers": 1500,
        "first": "2026-11-02",
        "last": "2026-11-04",
    }
    assert "Read all 2 lessons and knew 10 of 10 facts" in sentences_of(record)[0]
    assert "Answered 1,500 questions on 3 days, from 2 November 2026" in sentences_of(record)[1]


def test_who_has_left_a_lesson_unread_gets_none(student, course):
    lesson = LessonFactory.create(module=course.modules.get())
    know(student, ask(lesson, count=5), mastery=0.99)

    with pytest.raises(NotAchieved):
        issue(student, course)
    assert not Record.objects.exists()


def test_who_read_all_but_does_not_know_it_gets_none(course):
    reader = UserFactory.create()
    for lesson in course.modules.get().lessons.all():
        ReadingFactory.create(user=reader, lesson=lesson, finished=True)

    with pytest.raises(NotAchieved):
        issue(reader, course)


def test_a_course_without_lessons_attests_nothing(student, course):
    course.modules.get().lessons.update(published=False)

    with pytest.raises(NotAchieved):
        issue(student, course)


def test_issued_again_it_keeps_its_code(student, course):
    first = issue(student, course)
    again = issue(student, course, name="M. Čapek", now=MONDAY + timedelta(days=9), first=20)

    assert (again.pk, again.code, again.name) == (first.pk, first.code, "M. Čapek")
    assert again.issued_at == MONDAY + timedelta(days=9)


def test_a_code_is_read_as_people_type_it(student, course):
    record = issue(student, course, first=0)

    assert record.code == "0123456789AB"
    assert in_groups(record.code) == "0123-4567-89AB"
    assert find_record(" o123 4567-89ab ") == record
    assert find_record("0123-4567-89AC") is None


def test_the_page_tells_what_is_left_to_do(client, course):
    client.force_login(UserFactory.create())
    text = client.get(page(course)).text

    assert "0 of 2" in text
    assert "Issue my record" not in text


def test_to_post_without_the_achievement_issues_nothing(client, course):
    client.force_login(UserFactory.create())
    response = client.post(page(course), {"name": "Eve"}, follow=True)

    assert "something is left to do" in response.text
    assert not Record.objects.exists()


def test_a_record_is_issued_downloaded_verified_and_withdrawn(student_client, client, course):
    student_client.post(page(course), {"name": "Mia Čapek"})
    record = Record.objects.get()
    verify = reverse("progress:record_verify", args=(in_groups(record.code),))

    paper = student_client.get(page(course, "record_pdf"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    student_client.logout()
    assert "This record is genuine" in client.get(verify).text
    assert "Mia Čapek" in client.get(verify).text
    found = client.get(reverse("progress:record_find"), {"code": record.code.lower()})
    assert found.url == verify

    client.force_login(record.user)
    client.post(page(course, "record_withdraw"))
    assert client.get(verify).status_code == 404


def test_an_unknown_code_is_told(client, course):
    response = client.get(reverse("progress:record_find"), {"code": "1111-2222-3333"})

    assert "No record has this code" in response.text
    assert client.get("/records/1111-2222-3333/").status_code == 404


def test_nobody_downloads_or_withdraws_the_record_of_another(client, student, course):
    issue(student, course)
    client.force_login(UserFactory.create())

    assert client.get(page(course, "record_pdf")).status_code == 404
    client.post(page(course, "record_withdraw"))
    assert Record.objects.count() == 1


@pytest.mark.parametrize("name", ["", "x" * 121])
def test_a_bad_name_issues_nothing(student_client, course, name):
    assert student_client.post(page(course), {"name": name}).status_code == 200
    assert not Record.objects.exists()


def test_the_same_record_gives_the_same_paper(student, course):
    record = issue(student, course)
    papers = {write_record(record, verify_url="https://study.example/records/x/") for _ in "ab"}

    assert len(papers) == 1


@pytest.mark.parametrize("name", ["Mia", "Ωμέγα Δέλτα", "Борис", "N" * 120, "山田 太郎"])
def test_any_name_fits_on_one_page(student, course, name):
    paper = write_record(issue(student, course, name=name), verify_url="https://study.example/")

    assert paper.count(b"/Type /Page\n") == 1


def test_a_guest_is_sent_to_log_in_and_other_methods_are_refused(client, student_client, course):
    assert student_client.get(page(course, "record_withdraw")).status_code == 405
    assert student_client.post(page(course, "record_pdf")).status_code == 405
    client.logout()
    assert "/accounts/login/" in client.get(page(course)).url


@pytest.mark.parametrize(
    ("name", "shown"), [("李小龙 Lee", "李 小 龙"), ("Mia\u202eČapek", "hidden signs")]
)
def test_a_name_that_cannot_be_printed_is_refused_with_its_signs(
    student_client, course, name, shown
):
    text = student_client.post(page(course), {"name": name}).text

    assert f"cannot show: {shown}." in text
    assert not Record.objects.exists()


def test_names_in_the_letters_of_the_font_are_printed():
    assert letters_missing("Zoë Ångström-Đặng, Ελένη Παππά, Любовь Щедрина O’Neill") == ""
