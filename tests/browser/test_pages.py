"""The pages of reading and progress in a real browser: look, keyboard, phone, both themes, no script."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from courses.models import Lesson, Reading
from courses.rendering import anchor_for
from quizzes.contrasts.reading import pair_url
from quizzes.models import Ability, Confusion, Day
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll
from tests.courses.hostile import PAYLOADS
from tests.factories import (
    MONDAY,
    DomainFactory,
    FactFactory,
    LessonFactory,
    ModuleFactory,
    ObjectiveFactory,
    QuestionFactory,
    ReadingFactory,
)
from tests.pairs import ask_apart
from tests.progress.worlds import answer, ask, build_course, know, open_attempt

SENTENCE = "A leaf catches light and turns it into the sugar that the whole plant lives on. "
BODY = f"""
{SENTENCE * 6}

## Leaf

A leaf feeds a plant.

- **Purpose:** capture sunlight
- **Not:** carry water; hold the plant in the ground

## Which part is it?

| Part of a plant | Leaf | Root | Stem | Flower | Seed |
| --- | --- | --- | --- | --- | --- |
| captures the light of the sun | yes | no | depends | no | no |
| holds the plant in the ground | no | yes | no | no | no |

## Worked example

1. The sun rises.
2. The leaf makes sugar.

## Before the exam

The trap: a cactus has leaves too.
"""
PURPOSE = "Purpose: capture sunlight"
ROW = "captures the light of the sun | yes | no | depends | no | no"
SIZES = [(320, "light"), (360, "dark"), (768, "light"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def lesson(transactional_db, student):
    """A lesson with facts in every state, objectives and neighbours, in a course half done."""
    course = build_course(student, days=3)
    module = ModuleFactory.create(course=course, title="Plants")
    _, lesson, _ = (
        LessonFactory.create(module=module, body=BODY, title=title, minutes=4)
        for title in ("Roots", "What leaves do", "Flowers")
    )
    ObjectiveFactory.create_batch(2, lesson=lesson)
    facts = ask(lesson, count=3, passage=PURPOSE, section="Leaf")
    know(student, facts[:1])
    know(student, facts[1:2], mastery=0.4)
    ask(lesson, passage=ROW, section="Which part is it?")
    open_attempt(student, course)
    return lesson


def go(page, lesson, anchor=""):
    page.goto(lesson.get_absolute_url() + anchor)


def background(locator):
    return locator.evaluate("element => getComputedStyle(element).backgroundColor")


def marks(page):
    """Return the place of the marks of the fact line."""
    return page.locator(".fact-line > .marks")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_every_page_is_accessible_and_fits(student_page, lesson, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    course = lesson.module.course
    fact = lesson.facts.first()
    for url in (
        "/courses/",
        course.get_absolute_url(),
        lesson.get_absolute_url(),
        "/dashboard/",
        "/dashboard/responses/",
        f"/dashboard/responses/?fact={fact.key}",
    ):
        page.goto(url)
        for fold in page.locator("details").all():
            fold.evaluate("fold => { fold.open = true }")

        assert_no_sideways_scroll(page)
        assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_empty_pages_are_accessible_and_fit(student_page, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for url in ("/courses/", "/dashboard/", "/dashboard/responses/", "/confusions/"):
        page.goto(url)

        assert_no_sideways_scroll(page)
        assert_accessible(page)


def test_a_long_word_that_is_not_found_does_not_widen_the_search_page(student_page):
    student_page.set_viewport_size({"width": 320, "height": 800})
    student_page.goto(f"/search/?q={'x' * 300}")

    expect(student_page.get_by_text("Nothing is found")).to_be_visible()
    assert_no_sideways_scroll(student_page)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_home_page_is_accessible_and_fits(page, transactional_db, width, scheme):
    QuestionFactory.create()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")

    expect(page.locator(".option-row").first).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_margin_opens_and_closes_by_keyboard(student_page, lesson, width):
    page = student_page
    page.set_viewport_size({"width": width, "height": 800})
    go(page, lesson)
    sheet = marks(page).locator(".marks-sheet")

    marks(page).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("Not met.")).to_be_visible()
    page.keyboard.press("Tab")
    expect(sheet.get_by_role("link", name="Your answers").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()
    expect(marks(page).locator("summary")).to_be_focused()


def test_the_dots_say_their_states_in_words(student_page, lesson):
    go(student_page, lesson)

    summary = marks(student_page).locator("summary")
    expect(summary).to_have_text("3 facts: 1 known, 1 learning, 1 not met")
    fills = {
        state: summary.locator(f".dot-{state}").evaluate(
            "dot => [getComputedStyle(dot).backgroundColor, getComputedStyle(dot).backgroundImage].join()"
        )
        for state in ("not-met", "learning", "known")
    }
    assert len(set(fills.values())) == 3


def test_the_margin_stands_right_of_the_prose_on_a_desk_and_left_of_it_on_a_phone(
    student_page, lesson
):
    page = student_page
    sides = {}
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        go(page, lesson)
        line = page.locator(".fact-line").first.bounding_box()
        dots = marks(page).locator("summary").bounding_box()
        sides[width] = (dots["x"] >= line["x"] + line["width"], dots["x"] + 20 <= line["x"])
        assert min(dots["width"], dots["height"]) >= 24

    assert sides == {360: (False, True), 1280: (True, False)}


def test_a_line_of_prose_has_62_to_70_characters(student_page, lesson):
    go(student_page, lesson)

    lines = student_page.locator(".prose p").first.evaluate(
        """paragraph => {
          const range = document.createRange();
          const text = paragraph.firstChild;
          const tops = [];
          for (let at = 0; at < text.length; at++) {
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            tops.push(Math.round(range.getBoundingClientRect().top));
          }
          const counts = new Map();
          for (const top of tops) counts.set(top, (counts.get(top) || 0) + 1);
          return [...counts.values()];
        }"""
    )

    full = [count for count in lines if count > 40]
    assert 62 <= sum(full) / len(full) <= 70


def test_a_table_scrolls_in_its_own_region_with_the_first_column_fixed(student_page, lesson):
    page = student_page
    page.set_viewport_size({"width": 320, "height": 700})
    go(page, lesson)
    region = page.get_by_role("region", name=re.compile("^Table 1"))
    first, last = region.locator("tbody th").first, region.locator("tbody td").last
    before = first.bounding_box()["x"], last.bounding_box()["x"]

    region.focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(20)  # the scroll is smooth
        if region.evaluate("region => region.scrollLeft") > 60:
            break

    assert first.bounding_box()["x"] == pytest.approx(before[0], abs=1)
    assert last.bounding_box()["x"] < before[1] - 50
    assert first.bounding_box()["width"] < 200


@pytest.mark.parametrize(("passage", "scheme"), [(PURPOSE, "light"), (ROW, "dark")])
def test_a_link_to_a_passage_lands_on_it_and_lights_it_up(student_page, lesson, passage, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme)
    go(page, lesson, f"#{anchor_for(passage)}")
    target = page.locator(":target")

    expect(target).to_be_in_viewport()
    lit = background(target.locator("td").first if passage == ROW else target)
    assert lit == {"light": "rgb(251, 238, 180)", "dark": "rgb(69, 64, 31)"}[scheme]
    page.mouse.wheel(0, 300)
    assert background(target.locator("td").first if passage == ROW else target) == lit


def test_a_link_to_a_passage_that_is_gone_opens_the_lesson(student_page, lesson):
    go(student_page, lesson, "#p-0000000000")

    expect(student_page.get_by_role("heading", name="What leaves do")).to_be_in_viewport()


def test_opening_a_lesson_is_noted(student_page, lesson):
    with student_page.expect_response(re.compile("/open/$")):
        go(student_page, lesson)

    assert Reading.objects.filter(lesson=lesson, finished_at=None).count() == 1


def test_a_second_check_puts_the_first_away(student_page, lesson):
    page = student_page
    go(page, lesson)
    buttons = page.get_by_role("button", name=re.compile("^Check"))

    buttons.nth(0).click()
    expect(page.locator(".check-place .question")).to_have_count(1)
    buttons.nth(1).click()

    expect(page.locator(".check-place").nth(1).locator(".question")).to_be_visible()
    expect(page.locator(".check-place .question")).to_have_count(1)


def test_a_request_that_is_lost_says_so(student_page, lesson, troubles):
    page = student_page
    go(page, lesson)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("^Check")).first.click()

    expect(page.locator("#messages")).to_contain_text("did not reach the server")
    page.context.set_offline(False)
    troubles.clear()  # the browser reports the lost line


def test_the_account_menu_opens_by_keyboard_and_closes_with_escape(student_page, student):
    page = student_page
    page.goto("/dashboard/")
    summary = page.locator(".menu > summary")

    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Preferences")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Preferences")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(student_page):
    page = student_page
    page.goto("/dashboard/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize(
    ("theme", "scheme", "dark"),
    [
        ("auto", "light", False),
        ("auto", "dark", True),
        ("light", "dark", False),
        ("dark", "light", True),
    ],
)
def test_the_theme_follows_the_person_and_then_the_device(
    student_page, student, theme, scheme, dark
):
    User.objects.filter(pk=student.pk).update(theme=theme)
    student_page.emulate_media(color_scheme=scheme)
    student_page.goto("/dashboard/")

    expected = "rgb(22, 28, 38)" if dark else "rgb(250, 247, 240)"
    assert background(student_page.locator("body")) == expected


def test_on_paper_only_the_lesson_is_left(student_page, lesson):
    page = student_page
    page.emulate_media(media="print", color_scheme="dark")
    go(page, lesson)

    expect(page.get_by_text("A leaf feeds a plant.")).to_be_visible()
    for left_out in (".site-header", ".check", ".neighbours", ".marks"):
        expect(page.locator(left_out).first).to_be_hidden()
    assert background(page.locator("body")) == "rgb(255, 255, 255)"


@pytest.fixture
def foretold(lesson, student):
    """Let enough be known of the student for a forecast, after a mock exam with one."""
    course = lesson.module.course
    domain = DomainFactory.create(blueprint__course=course, title="Leaves and what they do")
    DomainFactory.create(blueprint=domain.blueprint, title="All the rest", covered=False)
    forecast = {"pass_chance": 0.58, "low": 610, "score": 690, "high": 770, "answers": 40}
    for kept in ({}, forecast):
        open_attempt(student, course, mock=True, finished=True, forecast=kept)
    now = timezone.now()
    Ability.objects.create(
        user=student,
        course=course,
        likelihood=[0.1 * n for n in range(41)],
        weight=40.0,
        last_at=now,
        lessons={one.slug: [10, 8] for one in Lesson.objects.filter(module__course=course)},
        unseen=40,
        unseen_right=30,
        seen=20,
        seen_right=19,
    )
    for days in range(0, 50, 3):
        Day.objects.create(
            user=student,
            course=course,
            date=timezone.localdate() - timedelta(days=days),
            answers=1 + days % 7,
            right=1,
        )
    Confusion.objects.create(
        user=student, course=course, thing="Leaf", taken_for="Root", times=3, last_at=now
    )
    return lesson


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light"), (1280, "dark")])
def test_a_full_dashboard_is_accessible_and_fits(student_page, foretold, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/dashboard/")
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true }")

    expect(page.get_by_role("heading", name="How ready you are")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Your level on the scale"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Scores of your mock"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Answers on each day"))).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.fixture
def mixed_up(lesson, student):
    """Let the student have taken many things for one another, a leaf and a root above all."""
    course = lesson.module.course
    for number in range(30):
        Confusion.objects.create(
            user=student,
            course=course,
            thing=f"Leaf of the kind with a very long name, number {number}",
            taken_for=f"Root {number % 12}",
            times=30 - number,
            last_at=timezone.now(),
        )
    for thing, other in (("Leaf", "Root"), ("Root", "Leaf")):
        Confusion.objects.create(
            user=student, course=course, thing=thing, taken_for=other, times=40, last_at=MONDAY
        )
        for _ in range(3):
            ask_apart(lesson, thing, other)
        for polarity in (True, False):
            FactFactory.create(
                lesson=lesson,
                subject=thing,
                slot="table",
                says="capture the light of the sun" if polarity else "carry water uphill",
                polarity=polarity if thing == "Leaf" else not polarity,
                passage=ROW,
            )
    return pair_url(course.slug, ("Leaf", "Root"))


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "dark"), (360, "light"), (1280, "light"), (1280, "dark")]
)
def test_what_is_mixed_up_is_accessible_and_fits(student_page, mixed_up, width, scheme):
    page = student_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    for url in ("/confusions/", mixed_up):
        page.goto(url)
        for fold in page.locator("details").all():
            fold.evaluate("fold => { fold.open = true }")

        assert_no_sideways_scroll(page)
        assert_accessible(page)


def test_the_picture_scrolls_in_its_own_region_by_keyboard(student_page, mixed_up):
    page = student_page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/confusions/")
    region = page.get_by_role("region", name="Picture of what you take for what")

    expect(region.get_by_role("img", name=re.compile("^Rows are what was asked"))).to_be_visible()
    region.focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(20)  # the scroll is smooth
        if region.evaluate("region => region.scrollLeft") > 60:
            break

    assert region.evaluate("region => region.scrollLeft") > 60
    assert_no_sideways_scroll(page)


def test_a_pair_is_compared_and_drilled_without_javascript(plain_page, live_server, mixed_up):
    page = plain_page
    page.goto(f"{live_server.url}/confusions/")
    page.get_by_role("link", name="Leaf taken for Root", exact=True).click()

    expect(page.get_by_role("heading", name="Leaf and Root", exact=True)).to_be_visible()
    cell = page.get_by_role("link", name=re.compile("^Yes A leaf")).first
    assert f"#{anchor_for(ROW)}" in cell.get_attribute("href")
    page.get_by_role("button", name="Drill this pair").click()
    # The student is in the middle of a practice.
    page.get_by_role("button", name="Finish it and start the new one").click()
    expect(page.get_by_text("Question 1 of 6")).to_be_visible()
    for _ in range(6):
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Answer", exact=True).click()
        page.locator(".question-next").click()

    expect(page.get_by_text(re.compile("^Before this drill|^You did not take"))).to_be_visible()


def test_every_figure_of_the_dashboard_opens(student_page, foretold, client, student):
    page = student_page
    page.goto("/dashboard/")
    client.force_login(student)

    urls = {link.get_attribute("href") for link in page.locator("main a").all()}

    assert any("day=" in url for url in urls)
    assert any("fact=" in url for url in urls)
    for url in urls - {url for url in urls if url.startswith("#")}:
        assert client.get(url).status_code == 200, url


def test_a_hostile_lesson_runs_nothing(student_page, transactional_db):
    page = student_page
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    lesson = LessonFactory.create(
        title="<img src=x onerror=alert(1)>",
        summary="<script>alert(1)</script>",
        body="\n\n".join(payload for payload in PAYLOADS if "\x00" not in payload),
    )

    go(page, lesson)
    page.wait_for_load_state("networkidle")

    expect(
        page.locator("main script, main img, main iframe, main form:not([action])")
    ).to_have_count(1)
    expect(page.locator(".prose :is(script, img, iframe, style, svg:not(.icon))")).to_have_count(0)


def test_without_javascript_a_lesson_is_read_checked_and_finished(plain_page, lesson, student):
    page = plain_page
    go(page, lesson)

    marks(page).locator("summary").click()
    expect(marks(page).locator(".marks-sheet")).to_be_visible()
    page.get_by_text("What you can do afterwards").click()
    expect(page.locator(".objectives")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Check")).first.click()
    expect(page).to_have_url(re.compile(r"/attempts/\d+/1/$"))
    go(page, lesson)
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("You read this on")).to_be_visible()
    page.get_by_role("link", name="Practise this lesson").click()

    expect(page).to_have_url(re.compile(r"/practice/\?lesson="))
    assert Reading.objects.get(user=student, lesson=lesson).finished_at


def test_without_javascript_the_dashboard_leads_to_the_answers(plain_page, lesson):
    page = plain_page
    page.goto("/dashboard/")

    page.locator(".fact-row-count:is(a)").first.click()
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    page.get_by_label("Verdict").select_option("Right only")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page).to_have_url(re.compile("correct=1"))
    expect(page.locator(".word-wrong")).to_have_count(0)
    expect(page.locator(".word-right").first).to_be_visible()


def test_without_javascript_one_logs_out(plain_page, transactional_db):
    page = plain_page
    page.goto("/dashboard/")

    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Log out").click()

    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_a_day_is_read_and_answered_by_keyboard_alone(student_page, student, transactional_db):
    """From the dashboard to a lesson and to its end, without a mouse."""
    page = student_page
    lesson = LessonFactory.create()
    ReadingFactory.create(user=student, lesson=lesson)
    answer(student, QuestionFactory.create(lesson=lesson))
    page.goto("/dashboard/")

    page.get_by_role("link", name="Read this lesson").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=lesson.title)).to_be_visible()
    page.get_by_role("button", name="Mark as read").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("You read this on")).to_be_visible()
