"""The builder, a practice that tells at its end, and mistakes, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Attempt, Question, Response
from quizzes.practice.services import start_attempt
from tests.browser.accessibility import assert_accessible, assert_no_sideways_scroll, follow
from tests.factories import MONDAY, FactFactory, LessonFactory, QuestionFactory
from tests.quizzes.practice.test_filters import answer

SIZES = [(320, "dark"), (360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
KINDS = Question.Kind.SINGLE, Question.Kind.ORDERING, Question.Kind.SHORT_ANSWER


@pytest.fixture
def lesson(transactional_db):
    return LessonFactory.create(title="What leaves do")


@pytest.fixture
def attempt(lesson, student):
    """A practice that tells at its end: a choice, an ordering, a written answer, in this order."""
    for kind in KINDS:
        QuestionFactory.create(lesson=lesson, kind=kind, version__stem=f"Which, {kind}?")
    attempt = start_attempt(
        user=student,
        source=lesson,
        count=5,
        seed=1,
        now=MONDAY,
        feedback=Attempt.Feedback.AT_END,
    )
    in_order = {item.version.question.kind: item for item in attempt.items.all()}
    for place, kind in enumerate(KINDS, start=1):
        attempt.items.filter(pk=in_order[kind].pk).update(position=place + 100)
    for item in attempt.items.all():
        attempt.items.filter(pk=item.pk).update(position=item.position - 100)
    return attempt


def mistaken(student, lesson):
    """Miss three facts of a lesson, each of which can be asked in three ways."""
    facts = FactFactory.create_batch(3, lesson=lesson, passage="Purpose: capture sunlight")
    for fact in facts:
        questions = QuestionFactory.create_batch(3, lesson=lesson, facts=[fact])
        answer(student, questions[0], right=False)
    return facts


def look(page, width, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})


def assert_good(page):
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true }")
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def saved(page):
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()


def button(page, name, **options):
    return page.get_by_role("button", name=name, **options)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_builder_and_the_mistakes_are_accessible_and_fit(
    student_page, student, lesson, width, scheme
):
    page = student_page
    look(page, width, scheme)
    page.goto("/mistakes/")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    assert_good(page)

    mistaken(student, lesson)
    page.goto("/mistakes/")
    assert_good(page)
    page.goto("/practice/?only=confused&kinds=matching")
    assert_good(page)
    follow(page, button(page, "Start"))
    expect(page.get_by_role("heading", name="Nothing to practise there")).to_be_visible()
    assert_good(page)

    start_attempt(user=student, source=lesson, count=5, seed=1, now=MONDAY)
    page.goto("/mistakes/")
    follow(page, button(page, re.compile("Retry all 3")))
    expect(page.get_by_role("heading", name="You are in the middle of")).to_be_visible()
    assert_good(page)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_sitting_and_its_review_are_accessible_and_fit(student_page, attempt, width, scheme):
    page = student_page
    look(page, width, scheme)
    for position in range(1, 4):
        page.goto(f"/attempts/{attempt.pk}/{position}/")
        assert_good(page)
    page.goto(attempt.get_absolute_url())
    assert_good(page)


def test_each_click_is_saved_and_nothing_is_told_before_the_end(student_page, attempt):
    page = student_page
    page.goto(f"/attempts/{attempt.pk}/1/")
    page.locator(".option-row").first.click()
    saved(page)
    follow(page, button(page, "Save and next"))

    button(page, re.compile("Move down")).first.click()
    saved(page)
    page.keyboard.press("n")  # a letter key between the questions
    expect(page.get_by_text("Question 3 of 3")).to_be_visible()

    page.get_by_label("Your answer").fill("")
    page.get_by_label("Your answer").type("chlorophyll, never")
    expect(page.get_by_text("Question 3 of 3")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Review before the end")).to_be_visible()
    expect(page.get_by_text("All 3 answered")).to_be_visible()
    assert page.locator(".verdict").count() == 0
    kept = Response.objects.filter(item__attempt=attempt)
    assert set(kept.values_list("item__position", flat=True)) == {1, 2, 3}
    assert not kept.filter(final=True).exists()

    page.get_by_label("I have looked through my answers").check()
    follow(page, button(page, "Finish the practice"))
    expect(page.locator(".report-score")).to_contain_text("of 3 right")
    assert kept.filter(final=True).count() == 3


def test_an_answer_is_changed_from_the_review(student_page, attempt):
    page = student_page
    page.goto(f"/attempts/{attempt.pk}/1/")
    page.locator(".option-row").nth(0).click()
    saved(page)
    page.goto(attempt.get_absolute_url())
    expect(page.get_by_text("2 of 3 not answered.")).to_be_visible()

    follow(page, page.get_by_role("link", name="Question 1: answered"))
    # The page says from the start that the first answer is saved.
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator(".option-row").nth(1).click()
    saved(page)

    rows = Response.objects.filter(item__attempt=attempt).order_by("number")
    item = attempt.items.get(position=1)
    assert [row.chosen for row in rows] == [[item.option_order[0]], [item.option_order[1]]]


def test_without_javascript_a_practice_is_built_answered_and_finished(
    plain_page, live_server, lesson
):
    page = plain_page
    for kind in KINDS:
        QuestionFactory.create(lesson=lesson, kind=kind)
    page.goto(f"{live_server.url}/practice/?lesson={lesson.slug}")
    page.get_by_label("At the end").check()
    button(page, "Start").click()
    for _ in KINDS:
        if page.locator(".option-input").count():
            page.locator(".option-input").first.check()
        elif page.locator(".step-select").count():
            for place, step in enumerate(page.locator(".step-select").all(), start=1):
                step.select_option(str(place))
        else:
            page.get_by_label("Your answer").fill("leaf green")
        button(page, re.compile("Save and")).click()

    expect(page.get_by_text("All 3 answered")).to_be_visible()
    page.get_by_label("I have looked through my answers").check()
    button(page, "Finish the practice").click()

    expect(page.locator(".report-score")).to_contain_text("of 3 right")
    assert Response.objects.final().count() == 3


def test_a_mistake_is_retried_by_keyboard_and_leaves_the_page(student_page, student, lesson):
    page = student_page
    fact, *_ = mistaken(student, lesson)
    page.goto("/mistakes/")

    page.locator(".mistake", has_text=fact.statement).get_by_role("button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    item = Attempt.objects.get(mode=Attempt.Mode.PRACTICE).items.get()
    right = next(i for i, one in enumerate(item.version.options) if one["correct"])
    page.keyboard.press("ABCDE"[item.option_order.index(right)])
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_have_text("Right.")

    page.goto("/mistakes/")
    expect(page.get_by_text("2 facts are still open.")).to_be_visible()
    expect(page.get_by_text(fact.statement)).to_have_count(0)
