"""The report of a mock exam: the range, what it speaks of, each question; and the paper in print."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from quizzes.measurement.ability import ABILITIES, log_likelihood
from quizzes.measurement.scaling import (
    Mark,
    chance_share,
    expected_share,
    interval,
    pass_chance,
    posterior,
)
from quizzes.mocks.reports import read_report
from quizzes.mocks.results import Result
from quizzes.mocks.services import start_mock
from quizzes.models import Attempt, Question, Version
from quizzes.papers.papers import draw_paper, find_paper
from quizzes.papers.printing import paper_as_data
from quizzes.services import finish_attempt, flag_item, record_response
from tests.exam_course import make_full_exam, make_small_exam
from tests.factories import MONDAY, CourseFactory, EnrolmentFactory, UserFactory


@pytest.fixture
def course(db):
    return make_small_exam()


@pytest.fixture
def mock(student, course):
    return start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)


def answer(item, *, right=True, seconds=30.0):
    keys = list(item.version.key_positions)
    others = [place for place in range(len(item.version.options)) if place not in keys]
    chosen = keys if right else others[: len(keys)]
    record_response(item=item, chosen=chosen, sent_key=uuid4(), now=MONDAY, seconds=seconds)


def sit(mock, *, right, blank=0, minutes=10):
    """Answer the first questions of each sort rightly, leave the last ones blank, and finish."""
    items = list(mock.items.order_by("-scored", "position"))
    for place, item in enumerate(items[: len(items) - blank]):
        answer(item, right=place < right)
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=minutes))
    return read_report(Attempt.objects.get(pk=mock.pk))


def words(response):
    return " ".join(response.content.decode().split())


def page_of(client, mock):
    client.force_login(mock.user)
    return words(client.get(mock.get_absolute_url()))


# The range


def test_the_range_is_what_the_scored_answers_say(mock):
    report = sit(mock, right=5, blank=3)

    scored = list(mock.items.filter(scored=True).order_by("position"))
    form = [Mark(one.difficulty, 0.1 if len(one.option_order) == 5 else 0.25) for one in scored]
    first = [one.pk for one in scored][:5]
    logs = [
        log_likelihood(right=one.pk in first, difficulty=mark.difficulty, guess=mark.guess)
        for one, mark in zip(scored, form, strict=True)
    ]
    chances = posterior([sum(column) for column in zip(*logs, strict=True)])
    low, high = (
        report.exam.scale.points(expected_share(ability, form), chance=chance_share(form))
        for ability in interval(chances)
    )
    assert len(logs[0]) == len(ABILITIES)
    assert low - 10 < report.result.low <= low
    assert high <= report.result.high < high + 10
    assert report.result.chance == pytest.approx(pass_chance(chances, form, cut=0.67))


def test_unscored_answers_change_nothing(student, course):
    reports = []
    for right in (0, 2):
        mock = start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)
        for place, item in enumerate(mock.items.order_by("-scored", "position")):
            answer(item, right=place < 6 or place - 8 in range(right))
        finish_attempt(attempt=mock, now=MONDAY)
        reports.append(read_report(Attempt.objects.get(pk=mock.pk)))

    assert reports[0].result == reports[1].result
    assert [report.right for report in reports] == [6, 8]


def test_blank_counts_as_wrong(student, course):
    results = []
    for blank in (0, 10):
        mock = start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)
        results.append(sit(mock, right=0, blank=blank).result)

    assert results[0] == results[1]


def test_who_knows_more_stands_higher(student, course):
    lows, chances = [], []
    for right in (0, 4, 8):
        mock = start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)
        result = sit(mock, right=right).result
        lows.append(result.low)
        chances.append(result.chance)

    assert lows == sorted(set(lows))
    assert chances == sorted(set(chances))


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "less than once in 20 times"),
        (0.06, "about once in 10"),
        (0.6, "about 6 times in 10"),
        (0.94, "about 9 times in 10"),
        (0.99, "more than 19 times in 20"),
    ],
)
def test_the_chance_is_told_in_whole_times(chance, said):
    result = Result(None, 6, 8, 6, 400, 800, chance)

    assert result.chance_words == said


def test_the_page_begins_with_the_range(client, mock):
    result = sit(mock, right=5, blank=1).result
    page = page_of(client, mock)

    assert f"Between {result.low} and {result.high}; pass is 700." in page
    assert f"You would pass such a form {result.chance_words}." in page
    assert "Practice scale: the exam's owner does not publish" in page
    assert "5 of 8 scored questions right; 6 were needed. 1 left blank" in page
    assert "This form is not passed" in page
    assert "It speaks of 50% of the exam by weight. It says nothing about Roots." in page


def test_a_form_with_enough_right_answers_is_passed(client, mock):
    sit(mock, right=6)

    assert "This form is passed:" in page_of(client, mock)


def test_the_drawing_has_its_words_and_stays_within_its_width(client, mock):
    result = sit(mock, right=8).result
    page = page_of(client, mock)

    line = result.line
    assert f"your range is {result.low} to {result.high}, the pass mark 700." in page
    assert line.pass_mark == pytest.approx(66.67)
    assert 0 <= line.start < line.start + line.width <= 100
    assert "style=" not in page


def test_an_empty_form_has_a_report_too(client, mock):
    sit(mock, right=0, blank=10)
    page = page_of(client, mock)

    assert "0 of 8 scored questions right" in page
    assert page.count("Left blank") == 10


# Where it came from


def test_the_tables_count_all_questions_with_their_interval(mock):
    report = sit(mock, right=5)

    tables = {table.name: table.rows for table in report.tables}
    assert set(tables) == {"By domain", "By module", "By lesson", "By level", "By kind"}
    for rows in tables.values():
        assert sum(row.total for row in rows) == 10
        assert sum(row.right for row in rows) == 5
    (domain,) = tables["By domain"]
    assert domain.label == "Leaves"
    assert (domain.interval.low_percent, domain.interval.high_percent) == (27, 73)


def test_what_went_worst_comes_first_and_is_studied_next(mock):
    for item in mock.items.select_related("version__question__lesson"):
        answer(item, right=item.version.question.lesson.slug != "l1-2")
    finish_attempt(attempt=mock, now=MONDAY)
    report = read_report(Attempt.objects.get(pk=mock.pk))

    assert [row.label for row in report.study_next] == ["Lesson 1.2"]
    assert report.study_next[0].url == reverse("progress:lesson", args=("botany", "l1-2"))
    lessons = next(table for table in report.tables if table.name == "By lesson")
    assert [row.label for row in lessons.rows] == ["Lesson 1.2", "Lesson 1.1"]


def test_small_numbers_are_marked(client, mock):
    report = sit(mock, right=5)

    few = [row for table in report.tables for row in table.rows if row.total < 5]
    assert few
    assert page_of(client, mock).count('class="few"') == len(few)


def test_nothing_missed_offers_another_form(client, mock):
    sit(mock, right=10)

    assert "Nothing was missed." in page_of(client, mock)


def test_the_time_is_told_with_the_slowest_questions(client, mock):
    items = list(mock.items.order_by("position"))
    for item, seconds in zip(items, (200, 10, 190, 30, None, 20, 185, 5, 5), strict=False):
        answer(item, seconds=seconds)
    finish_attempt(attempt=mock, now=MONDAY + timedelta(minutes=12, seconds=30))
    report = read_report(Attempt.objects.get(pk=mock.pk))

    assert [entry.position for entry in report.time.slowest] == [1, 3, 7]
    assert (report.time.pace_words, report.time.over_pace, report.time.untold) == ("1:30", 3, 1)
    page = page_of(client, mock)
    assert "12:30 of 15:00 for 10 questions: 1:30 for each is the pace." in page
    assert "3 took more than twice the pace" in page
    assert "Of 1 answered question the browser did not say how long it took." in page


def test_without_a_limit_the_time_is_told_against_the_usual_pace(client, student, course):
    EnrolmentFactory.create(user=student, course=course, time_factor=0)
    mock = start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)
    sit(mock, right=5, minutes=90)

    page = page_of(client, mock)

    assert "1:30:00, without a limit for 10 questions: 1:30 for each would be" in page


# Each question


def test_every_question_is_explained_also_the_blank_ones(client, mock):
    flag_item(item=mock.items.get(position=2), flagged=True, now=MONDAY)
    report = sit(mock, right=5, blank=2)
    page = page_of(client, mock)

    assert page.count("Why option") == sum(len(entry.shown.rows) for entry in report.entries)
    assert page.count("In the lesson:") == page.count("Why option")
    assert page.count("Left blank") == 2
    assert page.count("· flagged") == 1
    for item in mock.items.all():
        assert f'href="{item.get_absolute_url()}"' in page


def test_only_now_it_is_told_which_questions_did_not_count(client, mock):
    sit(mock, right=5)

    assert page_of(client, mock).count("tried out: does not count") == 2


def test_a_blank_question_is_explained_on_its_own_page_too(client, mock):
    sit(mock, right=0, blank=10)
    client.force_login(mock.user)

    page = words(client.get(mock.items.get(position=1).get_absolute_url()))

    assert "You left this one blank, which counts as wrong." in page
    assert "Why option 1" in page


@pytest.mark.parametrize("full", [False, True])
def test_queries_do_not_grow_with_the_form(
    client, student, course, django_assert_num_queries, full
):
    made = make_full_exam() if full else course
    mock = start_mock(user=student, paper=draw_paper(made, seed=5), now=MONDAY)
    sit(mock, right=5)
    client.force_login(student)

    with django_assert_num_queries(5):  # session, user, attempt, items, responses
        client.get(mock.get_absolute_url())


# A form over all domains


def test_a_full_form_follows_the_weights_and_names_nothing_missing(client, student):
    mock = start_mock(user=student, paper=draw_paper(make_full_exam(), seed=9), now=MONDAY)

    parts = [mock.items.filter(part=str(number)).count() for number in (1, 2, 3, 4)]
    scored = [mock.items.filter(part=str(number), scored=True).count() for number in (1, 2, 3, 4)]
    assert parts == [16, 19, 22, 8]  # 24, 30, 34 and 12 % of 65, by largest remainder
    assert scored == [12, 15, 17, 6]
    assert mock.deadline - mock.started_at == timedelta(minutes=90)
    report = sit(mock, right=40)
    assert (report.result.scored, report.result.needed) == (50, 34)
    assert report.exam.missing == ()
    domains = next(table for table in report.tables if table.name == "By domain")
    assert {row.label for row in domains.rows} == {"Leaves", "Roots", "Flowers", "Seeds"}
    assert "It says nothing about" not in page_of(client, mock)


def test_a_longer_form_says_more(student, course):
    short = start_mock(user=student, paper=draw_paper(course, seed=5), now=MONDAY)
    full = start_mock(user=student, paper=draw_paper(make_full_exam(), seed=5), now=MONDAY)

    few, many = sit(short, right=6).result, sit(full, right=37).result

    assert many.high - many.low < few.high - few.low


# In print


def paper_url(code, name="mock_paper"):
    return reverse(f"quizzes:{name}", args=(code,))


def test_the_same_code_is_the_same_paper_on_another_installation(db):
    """There the course was loaded in another order, so that every row has another id."""
    here = make_full_exam()
    papers = [draw_paper(here, seed=seed) for seed in (1, 2, 3)]
    before = [paper_as_data(paper, key=True) for paper in papers]
    assert before[0] != before[1]
    Question.objects.update(current=None)
    Version.objects.all()._raw_delete("default")
    Question.facts.through.objects.all().delete()
    Question.objects.all().delete()
    here.delete()

    make_full_exam(backwards=True)

    found = [find_paper(paper.code) for paper in papers]
    assert [paper_as_data(paper, key=True) for paper in found] == before
    assert {one.candidate.version_id for one in found[0].places}.isdisjoint(
        one.candidate.version_id for one in papers[0].places
    )


def test_a_code_finds_its_course_among_several(course):
    code = draw_paper(course, seed=3).code
    CourseFactory.create()
    make_full_exam()

    assert find_paper(code).course == course


def test_an_instructor_prints_any_paper_and_its_key(instructor_client, course):
    code = draw_paper(course, seed=3).code
    key = {item["number"]: item for item in paper_as_data(find_paper(code), key=True)["items"]}

    paper = words(instructor_client.get(paper_url(code)))
    sheet = words(instructor_client.get(paper_url(code, "mock_key")))

    assert paper.count('class="paper-item"') == 10
    assert "10 questions, 15 minutes. 8 of them count." in paper
    assert paper_url(code, "mock_key") in paper
    rows = re.findall(r'<th scope="row">(\d+)</th><td>([A-E and]+)</td><td>(yes|no)</td>', sheet)
    assert len(rows) == 10
    for number, right, counts in rows:
        item = key[int(number)]
        assert right == " and ".join(item["key"])
        assert counts == ("yes" if item["scored"] else "no")


def test_an_instructor_draws_a_new_paper_or_types_the_code_of_one(instructor_client, course):
    code = draw_paper(course, seed=3).code
    url = reverse("quizzes:mock_print")
    start = words(instructor_client.get(reverse("quizzes:mock_start")))

    new = instructor_client.get(url, {"course": "botany"})
    typed = instructor_client.get(url, {"code": f" {code.lower()} "})

    assert f"{url}?course=botany" in start
    assert typed.url == paper_url(code)
    assert new.url != typed.url
    assert words(instructor_client.get(new.url)).count('class="paper-item"') == 10


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"code": "no"}, "A form code has 16 letters and digits"),
        ({"course": "nowhere"}, ""),
        ({}, ""),
    ],
)
def test_what_cannot_be_printed_is_not_found(instructor_client, course, asked, why):
    reply = instructor_client.get(reverse("quizzes:mock_print"), asked)

    assert reply.status_code == 404
    assert why in words(reply)


def test_a_course_without_enough_questions_draws_no_paper(instructor_client, course):
    Question.objects.update(status=Question.Status.REJECTED)

    reply = instructor_client.get(reverse("quizzes:mock_print"), {"course": "botany"})

    assert reply.status_code == 404
    assert "Leaves needs 10 questions" in words(reply)


def test_learners_draw_no_papers(client, student, course):
    url = reverse("quizzes:mock_print")
    assert client.get(url).url.startswith(reverse("account_login"))
    client.force_login(student)

    assert client.get(url, {"course": "botany"}).status_code == 404
    assert client.post(url).status_code == 405
    assert "For instructors" not in words(client.get(reverse("quizzes:mock_start")))


def test_who_finished_a_mock_prints_its_paper_without_the_key(client, student, mock):
    client.force_login(student)
    url = paper_url(mock.form_code)
    assert client.get(url).status_code == 404  # it is still open
    sit(mock, right=5)

    page = words(client.get(url))

    assert page.count('class="paper-item"') == 10
    assert "key" not in page.lower()
    typed = paper_url(mock.form_code.replace("-", "").lower())
    assert words(client.get(typed)).count('class="paper-item"') == 10
    assert client.get(paper_url(mock.form_code, "mock_key")).status_code == 404


def test_the_paper_of_somebody_else_is_not_found(client, mock):
    sit(mock, right=5)
    client.force_login(UserFactory.create())

    assert client.get(paper_url(mock.form_code)).status_code == 404


@pytest.mark.parametrize("name", ["mock_paper", "mock_key"])
def test_a_guest_is_sent_to_log_in_and_a_wrong_method_is_refused(client, instructor, course, name):
    url = paper_url(draw_paper(course, seed=3).code, name)

    assert client.get(url).url.startswith(reverse("account_login"))
    client.force_login(instructor)
    assert client.post(url).status_code == 405


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("0000", "A form code has 16 letters and digits"),
        ("0000-0000-0000-0000", "No course here is the one that this code was made from."),
    ],
)
def test_a_paper_that_cannot_be_drawn_says_why(instructor_client, course, code, why):
    reply = instructor_client.get(paper_url(code))

    assert reply.status_code == 404
    assert why in words(reply)


def test_a_paper_of_other_questions_says_why(instructor_client, course):
    code = draw_paper(course, seed=4).code
    Version.objects.filter(pk=Question.objects.first().current_id).update(digest="edited")

    assert "have another version" in words(instructor_client.get(paper_url(code)))


def test_printing_is_limited(instructor_client, course):
    code = draw_paper(course, seed=4).code
    codes = {instructor_client.get(paper_url("0000")).status_code for _ in range(60)}

    assert codes == {404}
    assert instructor_client.get(paper_url(code)).status_code == 429


def test_the_links_to_print_stand_in_the_report(client, student, instructor, mock):
    sit(mock, right=5)

    assert paper_url(mock.form_code) in page_of(client, mock)
    assert paper_url(mock.form_code, "mock_key") not in page_of(client, mock)
    Attempt.objects.update(user=instructor)
    mock.refresh_from_db()
    assert paper_url(mock.form_code, "mock_key") in page_of(client, mock)
