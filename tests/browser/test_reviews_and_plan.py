"""Reviews and the plan in a real browser: look, phone, keyboard, no script, paper."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import Enrolment
from quizzes.models import Attempt, Card
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll, follow
from tests.factories import (
    BlueprintFactory,
    CourseFactory,
    DomainFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    ReadingFactory,
)
from tests.progress.worlds import ask, know

SIZES = [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def course(transactional_db, student):
    """A course in the middle of it: facts due, facts to come, lessons to read, an exam in five weeks."""
    course = CourseFactory.create(title="Botany for gardeners")
    exam = BlueprintFactory.create(course=course)
    DomainFactory.create(blueprint=exam, weight=100)
    EnrolmentFactory.create(
        user=student,
        course=course,
        minutes_a_day=20,
        exam_date=timezone.localdate() + timedelta(days=34),
    )
    module = ModuleFactory.create(course=course)
    titles = ["Leaves and light", "Roots", "What a stem is for", "Flowers and fruit"]
    for place, title in enumerate(titles):
        lesson = LessonFactory.create(module=module, title=title, minutes=7, exam_tasks=["1.1"])
        facts = ask(lesson, count=12)
        if place < 2:
            ReadingFactory.create(user=student, lesson=lesson, finished=True)
            know(student, facts[:9], mastery=0.8)
    now = timezone.now()
    for place, card in enumerate(Card.objects.order_by("pk")):
        days = place - 4
        Card.objects.filter(pk=card.pk).update(
            due_at=now + timedelta(days=days, minutes=-1),
            last_answered_at=now - timedelta(days=6),
            stability=6.0,
        )
    return course


def plan_url(course, page="plan"):
    return reverse(f"progress:{page}", args=(course.slug,))


def open_folds(page):
    for fold in page.locator("main details").all():
        fold.evaluate("fold => { fold.open = true }")


def assert_good(page):
    open_folds(page)
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_pages_are_accessible_and_fit(student_page, course, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(plan_url(course, "plan_settings"))
    follow(page, page.get_by_role("button", name="Make an address"))
    for url in (
        "/review/",
        plan_url(course),
        plan_url(course, "plan_settings"),
        f"{plan_url(course, 'plan_feed')}?act=off",
    ):
        page.goto(url)
        assert_good(page)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_with_little_to_say_are_accessible_and_fit(student_page, student, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/review/")
    assert_good(page)
    course = CourseFactory.create()
    EnrolmentFactory.create(
        user=student, course=course, exam_date=timezone.localdate() + timedelta(days=2)
    )
    LessonFactory.create(module=ModuleFactory.create(course=course), minutes=200)
    for url in ("/review/", plan_url(course)):
        page.goto(url)
        assert_good(page)
    expect(page.get_by_role("heading", name="The time does not suffice")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_review_is_done_by_keyboard_to_its_calm_end(student_page, course, width):
    page = student_page
    page.set_viewport_size({"width": width, "height": 800})
    Enrolment.objects.update(reviews_a_day=5)
    page.goto("/review/")
    page.get_by_role("button", name="Review 5 facts").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    for number in range(1, 6):
        expect(page.locator(".place-words")).to_contain_text(f"Question {number} of 5")
        page.locator(".option-input").first.focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Answer", exact=True).focus()
        page.keyboard.press("Enter")
        following = page.locator(".question-next")
        expect(following).to_be_visible()
        with page.expect_navigation():
            following.focus()
            page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    assert_good(page)


def test_without_javascript_a_review_is_begun_left_and_gone_on_with(plain_page, course):
    page = plain_page
    page.goto("/review/")

    page.get_by_role("button", name=re.compile("^Review 5 facts")).click()
    page.locator(".option-input").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.goto("/review/")
    page.get_by_role("link", name="Go on: 4 left").click()

    expect(page).to_have_url(re.compile(r"/attempts/\d+/2/$"))
    assert Attempt.objects.count() == 1


def test_without_javascript_the_exam_date_is_set(plain_page, course):
    page = plain_page
    page.goto(plan_url(course))
    page.get_by_role("link", name="Change them").click()
    day = timezone.localdate() + timedelta(days=60)

    page.get_by_label("Day of your exam").fill(day.isoformat())
    page.get_by_label("Minutes a day").fill("35")
    page.get_by_label("Time for mock exams").select_option("Half as much again")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved. The plan is made anew")).to_be_visible()
    expect(page.get_by_text("in 60 days")).to_be_visible()
    assert Enrolment.objects.get().minutes_a_day == 35


def test_what_is_wrong_in_the_settings_is_led_to(student_page, course):
    page = student_page
    page.goto(plan_url(course, "plan_settings"))
    page.get_by_label("Minutes a day").fill("3")
    page.get_by_role("button", name="Save").click()

    summary = page.locator("#error-summary")
    expect(summary).to_contain_text("Minutes a day")
    summary.get_by_role("link").click()
    expect(page.get_by_label("Minutes a day")).to_be_focused()
    assert_good(page)


def test_without_javascript_a_calendar_is_made_replaced_and_switched_off(plain_page, course):
    page = plain_page
    page.goto(plan_url(course, "plan_settings"))

    page.get_by_role("button", name="Make an address").click()
    first = page.get_by_label("Secret address").input_value()
    page.get_by_role("link", name="Replace the address").click()
    page.get_by_role("button", name="Replace it").click()
    second = page.get_by_label("Secret address").input_value()
    page.get_by_role("link", name="Switch the calendar off").click()
    page.get_by_role("button", name="Switch it off").click()

    expect(page.get_by_role("button", name="Make an address")).to_be_visible()
    assert first != second
    for address in (first, second):
        assert page.request.get(address).status == 404


def test_on_paper_the_plan_is_whole(student_page, course):
    page = student_page
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(plan_url(course))

    expect(page.get_by_role("heading", name="Until the exam")).to_be_visible()
    expect(page.locator(".plan-week").last).to_be_visible()
    expect(page.locator(".is-exam")).to_be_visible()
    for left_out in (".site-header", ".plan-set", ".plan-task .btn"):
        expect(page.locator(left_out).first).to_be_hidden()
    paper = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_the_days_are_a_list_on_a_phone_and_a_week_in_a_row_on_a_desk(student_page, course):
    page = student_page
    tops = {}
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(plan_url(course))
        days = page.locator(".plan-week").nth(1).locator(".plan-day").all()
        tops[width] = {round(day.bounding_box()["y"]) for day in days}
        assert len(days) == 7

    assert (len(tops[360]), len(tops[1280])) == (7, 1)
