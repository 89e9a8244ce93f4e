import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from benchmarks.learners import add_learner
from progress.dashboards import RECENT, WEAKEST, read_dashboard
from quizzes.bank.building import sync_course
from quizzes.rollups.rebuilding import Rebuild
from tests.factories import (
    MONDAY,
    AttemptFactory,
    BlueprintFactory,
    CardFactory,
    CourseFactory,
    DomainFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    ReadingFactory,
    UserFactory,
    VersionFactory,
    option,
)
from tests.made_course import make_course
from tests.progress.worlds import answer, ask, build_course, know, open_attempt

URL = reverse("progress:dashboard")
QUERIES = 31


def get(client):
    return client.get(URL).content.decode()


def test_an_empty_dashboard_explains_itself_and_offers_the_first_step(student_client):
    LessonFactory.create()

    page = get(student_client)

    assert "There is nothing here yet" in page
    assert f'btn-primary" href="{reverse("courses:course_list")}"' in page


def test_today_says_what_to_do_next_with_one_button(student_client, student):
    module = ModuleFactory.create()
    read, unread = LessonFactory.create_batch(2, module=module)
    ReadingFactory.create(user=student, lesson=read, finished=True)

    page = get(student_client)

    assert page.count("btn-primary") == 1
    assert f'btn-primary" href="{unread.get_absolute_url()}"' in page


def test_a_course_shows_from_the_moment_one_has_joined_it(student_client, student):
    lesson = LessonFactory.create()
    EnrolmentFactory.create(user=student, course=lesson.module.course)

    assert lesson.get_absolute_url() in get(student_client)


def test_every_fact_is_a_square_that_leads_to_its_answers(student_client, student):
    lesson = LessonFactory.create()
    facts = ask(lesson, count=3)
    know(student, facts[:1])
    ReadingFactory.create(user=student, lesson=lesson)

    page = get(student_client)

    for fact in facts:
        assert f"{reverse('progress:responses')}?fact={fact.key}" in page
    assert page.count('class="square square-not-met" href=') == 2
    assert page.count('class="square square-known" href=') == 1
    assert (
        f"{reverse('progress:responses')}?lesson={lesson.module.course.slug}/{lesson.slug}" in page
    )
    assert "32%" in page


def test_recent_attempts_link_to_their_reports(student_client, student):
    question = QuestionFactory.create()
    done = answer(student, question).item.attempt
    course = question.lesson.module.course
    begun = open_attempt(student, course, questions=5, answered=2, title="Leaves")

    page = get(student_client)

    assert f'href="{done.get_absolute_url()}"' in page
    assert "1 of 1 right" in page
    assert f'href="{begun.get_absolute_url()}"' in page
    assert "2 of 5 answered" in page


def test_only_the_latest_attempts_are_listed(student):
    course = LessonFactory.create().module.course
    for day in range(RECENT + 2):
        AttemptFactory.create(
            user=student, course=course, finished=True, started_at=MONDAY + timedelta(days=day)
        )

    attempts = read_dashboard(student, now=MONDAY).attempts

    assert len(attempts) == RECENT
    assert attempts[0].started_at == MONDAY + timedelta(days=RECENT + 1)


def test_a_question_left_out_counts_as_not_right(student):
    course = LessonFactory.create().module.course
    open_attempt(student, course, questions=4, answered=1, finished=True)

    (attempt,) = read_dashboard(student, now=MONDAY).attempts

    assert (attempt.right, attempt.answered, attempt.total) == (1, 1, 4)


def derive(user):
    """Make all that is derived of a person's answers."""
    Rebuild(repair=True).person(user.pk)


def test_the_calendar_stands_beside_its_table(student_client, student):
    question = QuestionFactory.create()
    answer(student, question, at=timezone.now())
    answer(student, question, at=timezone.now(), wrong=True)
    derive(student)
    today = timezone.localdate().isoformat()

    page = get(student_client)

    # twice in the words, once in the table
    assert page.count(f"{reverse('progress:responses')}?day={today}") == 3
    assert page.count('class="day day-4"') == 2  # one of them in the key
    assert 'class="ledger weeks"' in page
    assert "1 day</a> in your streak." in page


def test_the_numbers_of_others_do_not_show(student_client, student):
    other = UserFactory.create()
    build_course(other)

    assert "There is nothing here yet" in get(student_client)


def test_courses_and_lessons_that_are_not_published_are_invisible(student_client, student):
    hidden = LessonFactory.create(title="Hidden lesson", published=False)
    ReadingFactory.create(user=student, lesson=hidden)
    gone = CourseFactory.create(title="Hidden course", published=False)
    EnrolmentFactory.create(user=student, course=gone)

    page = get(student_client)

    assert "Hidden lesson" not in page
    assert "Hidden course" not in page
    assert "Nothing is waiting" in page


def test_a_guest_is_sent_to_log_in(client, db):
    assert client.get(URL).status_code == 302


def test_a_post_is_turned_away(student_client):
    assert student_client.post(URL).status_code == 405


@pytest.mark.parametrize(
    ("courses", "modules", "lessons", "facts"), [(1, 1, 1, 1), (1, 3, 4, 6), (3, 2, 2, 3)]
)
def test_query_count_does_not_grow(
    student_client, student, django_assert_num_queries, courses, modules, lessons, facts
):
    for _ in range(courses):
        course = build_course(student, modules=modules, lessons=lessons, facts=facts, days=5)
        exam = BlueprintFactory.create(course=course)
        DomainFactory.create_batch(lessons, blueprint=exam)
        for _ in range(facts):
            open_attempt(student, course, mock=True, finished=True)
    derive(student)
    student_client.get(URL)  # from now on the profiles of the forms are known

    # session, user, mocks beyond their time, courses, lessons, reaches, facts, cards, modules, exams, domains, lessons again,
    # sizes of banks, abilities, mocks, open attempt, confusions, attempts, days, dates of exams; the
    # plan of one course takes eleven more
    with django_assert_num_queries(QUERIES):
        student_client.get(URL)


def test_a_long_history_costs_no_more_queries_than_a_short_one(
    client, django_assert_num_queries, db
):
    course = make_course()
    sync_course(course)
    for seed, responses in enumerate((20, 400)):
        learner = add_learner(course, responses=responses, seed=seed, now=timezone.now())
        client.force_login(learner)
        client.get(URL)
        with django_assert_num_queries(QUERIES - 1):  # the plan finds no exam, so no domains
            assert "How ready you are" in get(client)


FIGURE = re.compile(
    r'<a[^>]*href="(/dashboard/responses/[^"]*)"[^>]*>(\d+)(?: answers?| right|</a>)'
)


def test_every_count_equals_the_number_of_answers_it_opens(student_client, student):
    course = build_course(student, modules=2, lessons=2, facts=4, days=3)
    question = course.modules.first().lessons.first().questions.first()
    for hours, wrong in ((0, False), (0, True), (26, False), (40 * 24, True)):
        answer(student, question, wrong=wrong, at=timezone.now() - timedelta(hours=hours))
    derive(student)

    figures = FIGURE.findall(get(student_client))

    assert len(figures) >= 8
    for url, count in figures:
        found = student_client.get(unescape(url)).content.decode()
        shown = re.search(r"(\d+) answers?, latest first", found)
        assert int(shown[1] if shown else 0) == int(count), url


# Today


def test_what_is_due_comes_before_what_is_next_and_each_has_a_button(student_client, student):
    module = ModuleFactory.create()
    old, new = LessonFactory.create_batch(2, module=module)
    ReadingFactory.create(user=student, lesson=old, finished=True)
    for fact in ask(old, count=3):
        CardFactory.create(user=student, fact=fact, due_at=MONDAY)

    page = get(student_client)

    assert page.index("3 facts to review") < page.index(new.title)
    assert page.count("btn-primary") == 1
    assert f'btn-outline-primary" href="{new.get_absolute_url()}"' in page


def test_who_has_done_the_minutes_of_the_day_is_told_what_can_wait(student_client, student):
    lesson = LessonFactory.create(minutes=60)
    for fact in ask(lesson, count=3):
        CardFactory.create(user=student, fact=fact, due_at=MONDAY)
    now = timezone.now()
    ReadingFactory.create(user=student, lesson=lesson, first_opened=now, finished_at=now)

    page = get(student_client)

    assert "That is all for today" in page
    assert "3 facts are due and can wait until tomorrow." in page
    assert reverse("quizzes:review") in page


def test_the_day_of_the_exam_is_calm(student_client, student):
    lesson = LessonFactory.create()
    ask(lesson, count=3)
    EnrolmentFactory.create(
        user=student, course=lesson.module.course, exam_date=timezone.localdate()
    )

    page = get(student_client)

    assert '<h1 id="today-title">Your exam is today</h1>' in page
    assert "More is welcome" not in page
    assert "That is all for today" not in page
    assert "to go" not in page


def test_the_day_after_the_exam_is_planned_as_any_other(student_client, student):
    lesson = LessonFactory.create()
    EnrolmentFactory.create(
        user=student,
        course=lesson.module.course,
        exam_date=timezone.localdate() - timedelta(days=1),
    )

    page = get(student_client)

    assert "Your exam is today" not in page
    assert f'btn-primary" href="{lesson.get_absolute_url()}"' in page


def test_who_has_nothing_to_do_is_told_so(student_client, student):
    lesson = LessonFactory.create()
    know(student, ask(lesson, count=2))
    ReadingFactory.create(user=student, lesson=lesson, finished=True)

    page = get(student_client)

    assert "Nothing is due and nothing is planned until tomorrow." in page


def test_the_course_of_the_next_exam_is_the_one_that_is_planned(student_client, student):
    first, second = (LessonFactory.create() for _ in range(2))
    for lesson, days in ((first, 40), (second, 20)):
        EnrolmentFactory.create(
            user=student,
            course=lesson.module.course,
            exam_date=timezone.localdate() + timedelta(days=days),
        )

    page = get(student_client)

    assert f'btn-primary" href="{second.get_absolute_url()}"' in page
    assert reverse("progress:plan", args=(second.module.course.slug,)) in page


# Why


def test_every_figure_of_mastery_says_why(student_client, student):
    lesson = LessonFactory.create()
    ReadingFactory.create(user=student, lesson=lesson)
    (fact,) = ask(lesson)
    CardFactory.create(
        user=student,
        fact=fact,
        mastery=0.4,
        mastery_before=0.7,
        last_outcome="wrong",
        stability=9.0,
        last_answered_at=timezone.now() - timedelta(days=9),
    )

    page = get(student_client)

    assert "Answered wrongly: down from 70% to 40%. Faded from 40% to 36% in 9 days." in page
    assert "Faded from 40% to 36% since the last answers." in page


def test_the_weakest_facts_come_first_and_known_ones_do_not_come(student):
    lesson = LessonFactory.create()
    ReadingFactory.create(user=student, lesson=lesson)
    facts = ask(lesson, count=WEAKEST + 3)
    for place, fact in enumerate(facts):
        know(student, [fact], mastery=0.97 if place == 0 else place / 20)

    weakest = read_dashboard(student, now=MONDAY).weakest

    assert [one.mark.key for one in weakest] == [fact.key for fact in facts[1 : WEAKEST + 1]]
    assert weakest[0].passage_url.startswith(f"{lesson.get_absolute_url()}#")


def test_confusions_open_to_the_answers_that_show_them(student_client, student):
    question = QuestionFactory.create(version=False)
    fact = question.facts.get()
    options = [
        option(thing, correct=place == 0, fact=fact.key) | {"thing": thing, "behind": []}
        for place, thing in enumerate(("Leaf & stem", "Root", "Bark"))
    ]
    question.current = VersionFactory.create(question=question, options=options)
    question.save()
    told = [answer(student, question, wrong=True) for _ in range(2)]
    other = answer(student, QuestionFactory.create(lesson=question.lesson), wrong=True)
    derive(student)

    page = get(student_client)
    (url,) = re.findall(r'href="([^"]*)">2 times', page)
    listed = student_client.get(unescape(url)).content.decode()

    assert "Leaf &amp; stem taken for Root." in listed
    assert "2 answers, latest first" in listed
    assert told[0].item.version.stem in listed
    assert other.item.version.stem not in listed


# Domains


def test_each_domain_says_whether_the_course_covers_it_and_how_well_it_is_known(
    student_client, student
):
    lesson = LessonFactory.create(exam_tasks=["2.1"])
    exam = BlueprintFactory.create(course=lesson.module.course)
    DomainFactory.create(blueprint=exam, number=1, title="Roots", weight=60, covered=False)
    DomainFactory.create(blueprint=exam, number=2, title="Leaves", weight=40)
    know(student, ask(lesson, count=2)[:1], mastery=0.6)
    ReadingFactory.create(user=student, lesson=lesson)

    (course,) = read_dashboard(student, now=MONDAY).courses
    roots, leaves = course.domains
    page = get(student_client)

    assert (roots.covered, roots.facts) == (False, ())
    assert (leaves.percent, leaves.met, leaves.weight) == (30, 1, 40)
    assert "not in this course" in page
    assert f"?course={lesson.module.course.slug}&amp;domain=2" in page
