"""A lesson with questions, and the parts of the page of a question."""

from tests.factories import LessonFactory, QuestionFactory, VersionFactory, option

BODY = """
## Leaf

A leaf feeds a plant.

- **Purpose:** capture sunlight
- **Purpose of the stem:** carry water
"""


def make_lesson():
    """Return a lesson with three questions of one right row, whose sources stand in its text."""
    lesson = LessonFactory.create(body=BODY, title="What leaves do")
    for number in range(3):
        question = QuestionFactory.create(
            lesson=lesson,
            version=False,
            facts__section="Leaf",
            facts__passage="Purpose: capture sunlight",
        )
        question.current = VersionFactory.create(
            question=question,
            stem=f"What does part {number} of a plant do?",
            options=[leaf_option(number, place, lesson) for place in range(4)],
        )
        question.save()
    return lesson


def leaf_option(number, place, lesson):
    text = f"It does {'the right' if place == 0 else 'another'} thing, {number}{place}"
    made = option(text, correct=place == 0, lesson=lesson.slug, quote="capture sunlight")
    made["citations"][0]["passage"] = "Purpose: capture sunlight"
    return made


def go(page, attempt, position=1):
    page.goto(f"/attempts/{attempt.pk}/{position}/")


def right_row(page):
    return page.locator(".option-row", has_text="the right thing")


def wrong_row(page):
    return page.locator(".option-row", has_text="another thing").first


def right_letter(page):
    return right_row(page).locator(".option-key").inner_text()


def answer_button(page):
    return page.get_by_role("button", name="Answer", exact=True)


def confidence_button(page, word):
    return page.get_by_role("button", name=word, exact=True)


def send_again_button(page):
    return page.get_by_role("button", name="Send again now")


def trouble(page):
    return page.get_by_role("alert").filter(has_text="did not reach the server")


def summary(page):
    return page.locator(".summary")


def cut_line(page):
    """Let nothing that the page sends reach the server, until `unroute_all`."""
    page.route("**/*", lambda route: route.abort() if is_post(route) else route.fallback())


def is_post(route):
    return route.request.method == "POST"
