"""Problems with questions: reported, counted, answered."""

import pytest
from django.urls import reverse

from quizzes.models import Correction, Question, Report
from quizzes.practice.sources import questions_of
from quizzes.reports.services import answer_report, close_reports, report_problem, resume
from tests.factories import (
    MONDAY,
    AttemptItemFactory,
    QuestionFactory,
    ResponseFactory,
    UserFactory,
)

REPORTS = reverse("quizzes:report_list")
SECOND_KEY = Report.Reason.SECOND_KEY


@pytest.fixture
def item(student):
    """An answered item; its attempt goes on."""
    item = AttemptItemFactory.create(attempt__user=student)
    AttemptItemFactory.create(attempt=item.attempt)
    ResponseFactory.create(item=item)
    return item


def url(item):
    return reverse("quizzes:report_problem", args=(item.attempt_id, item.position))


def read(response):
    return response.content.decode()


def complain(user, version, reason=SECOND_KEY, text=""):
    report, _ = report_problem(user=user, version=version, reason=reason, text=text, now=MONDAY)
    return report


def status_of(version):
    return Question.objects.get(pk=version.question_id).status


# By learners


def test_the_source_sentence_is_shown_before_one_reports(student_client, item):
    page = read(student_client.get(url(item)))

    (key,) = [one for one in item.version.options if one["correct"]]
    assert page.index(key["citations"][0]["quote"]) < page.index("What is wrong?")


def test_a_report_is_stored_confirmed_and_told_with_the_question(student_client, student, item):
    data = {"reason": "unclear", "text": "Which <i>leaf</i>?"}
    response = student_client.post(url(item), data, follow=True)

    report = Report.objects.get()
    assert (report.user, report.version, report.status) == (student, item.version, "open")
    assert "Thank you." in read(response)
    assert "Which &lt;i&gt;leaf&lt;/i&gt;?" in read(response)
    assert "Nobody has looked at it yet" in read(student_client.get(REPORTS))


def test_the_same_reason_twice_is_one_report(student_client, item):
    student_client.post(url(item), {"reason": "unclear", "text": "First."})
    response = student_client.post(url(item), {"reason": "unclear", "text": "Second."}, follow=True)
    student_client.post(url(item), {"reason": "outdated"})

    assert "reported this already" in read(response)
    assert sorted(Report.objects.values_list("reason", "text")) == [
        ("outdated", ""),
        ("unclear", "First."),
    ]


def test_what_was_done_is_told_on_both_pages(student_client, student, instructor, item):
    report = complain(student, item.version)
    answer_report(report=report, by=instructor, text="The sentence is mended.", now=MONDAY)

    assert "The sentence is mended." in read(student_client.get(item.get_absolute_url()))
    assert "The sentence is mended." in read(student_client.get(REPORTS))


@pytest.mark.parametrize(
    "data", [{}, {"reason": "nonsense"}, {"reason": "other", "text": "x" * 2001}]
)
def test_bad_input_stores_nothing_and_says_what_to_do(student_client, item, data):
    response = student_client.post(url(item), data)

    assert response.status_code == 200
    assert "invalid-feedback" in read(response)
    assert not Report.objects.exists()


def test_who_has_not_answered_does_not_see_the_source(student_client, student):
    item = AttemptItemFactory.create(attempt__user=student)

    assert student_client.get(url(item)).status_code == 404
    assert student_client.post(url(item), {"reason": "other"}).status_code == 404
    assert not Report.objects.exists()


def test_a_stranger_finds_nothing(student_client):
    item = ResponseFactory.create().item

    assert student_client.get(url(item)).status_code == 404
    assert student_client.post(url(item), {"reason": "other"}).status_code == 404
    complain(item.attempt.user, item.version, text="Theirs.")
    assert "Theirs." not in read(student_client.get(REPORTS))


def test_a_guest_is_sent_to_log_in_and_other_methods_are_turned_away(client, student, item):
    assert client.get(url(item)).url.startswith(reverse("account_login"))
    assert client.get(REPORTS).url.startswith(reverse("account_login"))
    client.force_login(student)
    assert client.put(url(item)).status_code == 405
    assert client.post(REPORTS).status_code == 405


def test_so_many_reports_in_an_hour_are_enough(student_client, item):
    for _ in range(30):
        assert student_client.post(url(item), {"reason": "other"}).status_code == 302

    assert student_client.post(url(item), {"reason": "other"}).status_code == 429


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_of_reports_takes_as_many_queries_for_many(
    student_client, student, instructor, django_assert_num_queries, count
):
    for question in QuestionFactory.create_batch(count):
        report = complain(student, question.current)
        answer_report(report=report, by=instructor, text="Mended.", now=MONDAY)

    with django_assert_num_queries(5):  # session, user, count, reports, corrections
        student_client.get(REPORTS)


# Two witnesses


def test_two_people_who_see_a_second_right_answer_suspend_the_question(student, item):
    complain(student, item.version)
    assert status_of(item.version) == "live"

    complain(UserFactory.create(), item.version)

    assert status_of(item.version) == "suspended"
    assert not questions_of(item.version.question.lesson).filter(pk=item.version.question_id)


def test_one_person_or_other_reasons_suspend_nothing(student, item):
    complain(student, item.version)
    complain(student, item.version)
    for reason in Report.Reason.values:
        if reason != SECOND_KEY:
            complain(UserFactory.create(), item.version, reason)

    assert status_of(item.version) == "live"


def test_reports_that_were_looked_at_suspend_nothing_again(student, item):
    complain(student, item.version)
    complain(UserFactory.create(), item.version)
    close_reports(Report.objects.all())
    resume(Question.objects.all())

    complain(UserFactory.create(), item.version)
    assert status_of(item.version) == "live"
    complain(UserFactory.create(), item.version)

    assert status_of(item.version) == "suspended"


def test_a_rejected_question_stays_rejected(student, item):
    Question.objects.filter(pk=item.version.question_id).update(status="rejected")
    complain(student, item.version)
    complain(UserFactory.create(), item.version)

    assert status_of(item.version) == "rejected"


def test_who_has_left_is_no_witness_any_more(student, item):
    complain(student, item.version)
    Report.objects.update(user=None)
    complain(UserFactory.create(), item.version)

    assert status_of(item.version) == "live"


# By instructors

LIST = reverse("admin:quizzes_report_changelist")


def act(client, action, *reports):
    data = {"action": action, "_selected_action": [report.pk for report in reports]}
    return client.post(LIST, data, follow=True)


def test_an_instructor_sees_the_question_with_its_key(instructor_client, student, item):
    report = complain(student, item.version, text="Row B is right too.")

    listed = read(instructor_client.get(LIST, {"q": "Row B", "status__exact": "open"}))
    page = read(instructor_client.get(reverse("admin:quizzes_report_change", args=(report.pk,))))

    assert item.version.stem in listed
    (key,) = [one for one in item.version.options if one["correct"]]
    assert key["text"] in page
    assert key["explanation"] in page
    assert "Row B is right too." in page


def test_a_word_in_return_closes_the_report_and_reaches_the_learner(
    client, instructor, student, item
):
    report = complain(student, item.version)
    client.force_login(instructor)
    form = {
        "corrections-TOTAL_FORMS": "1",
        "corrections-INITIAL_FORMS": "0",
        "corrections-0-text": "Row B is reworded.",
        "corrections-0-report": report.pk,
    }

    response = client.post(reverse("admin:quizzes_report_change", args=(report.pk,)), form)

    assert response.status_code == 302
    report.refresh_from_db()
    correction = Correction.objects.get()
    assert (report.status, correction.by) == ("closed", instructor)
    client.force_login(student)
    assert "Row B is reworded." in read(client.get(REPORTS))


def test_reports_are_closed_and_their_questions_suspended_and_asked_again(
    instructor_client, student, item
):
    report = complain(student, item.version)

    act(instructor_client, "suspend", report)
    assert status_of(item.version) == "suspended"
    act(instructor_client, "ask_again", report)
    assert status_of(item.version) == "live"
    page = read(act(instructor_client, "close", report))

    report.refresh_from_db()
    assert report.status == "closed"
    assert "1 reports are closed" in page


def test_the_list_of_questions_suspends_and_asks_again(instructor_client, item):
    questions = reverse("admin:quizzes_question_changelist")
    for action, status in (("suspend", "suspended"), ("accept", "live")):
        data = {"action": action, "_selected_action": [item.version.question_id]}
        instructor_client.post(questions, data)

        assert status_of(item.version) == status


def test_a_student_does_not_see_the_reports_of_all(student_client):
    assert student_client.get(LIST, follow=True).status_code == 403
