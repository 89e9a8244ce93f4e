import re

import pytest
from django.urls import reverse

from courses.models import Reading
from courses.rendering import anchor_for
from quizzes.models import Fact
from tests.factories import LessonFactory, ModuleFactory, ObjectiveFactory, ReadingFactory
from tests.progress.worlds import ask, build_course, know

PURPOSE = "Purpose: capture sunlight"


def get(client, lesson):
    return client.get(lesson.get_absolute_url()).content.decode()


def test_a_lesson_shows_its_text_objectives_and_contents(student_client):
    lesson = LessonFactory.create(title="What leaves do", minutes=4)
    ObjectiveFactory.create(lesson=lesson, text="Tell a leaf from a root")

    page = get(student_client, lesson)

    assert '<h1 id="lesson-title">What leaves do</h1>' in page
    assert "Tell a leaf from a root" in page
    assert "A leaf feeds a plant." in page
    assert f'href="#{anchor_for("Leaf")}"' in page
    assert "Lesson 1 of 1 · 4 minutes" in page


def test_each_fact_stands_in_the_margin_with_its_state(student_client, student):
    lesson = LessonFactory.create()
    facts = ask(lesson, count=3, passage=PURPOSE)
    know(student, facts[:1])
    know(student, facts[1:2], mastery=0.5)

    page = get(student_client, lesson)

    assert "3 facts: 1 known, 1 learning, 1 not met" in page
    for state in ("known", "learning", "not-met"):
        assert f"dot-{state}" in page
    assert facts[0].statement in page
    assert "Known. Answered rightly: up from 35% to 97%." in page
    assert f"{reverse('progress:responses')}?fact={facts[0].key}" in page
    assert f"?fact={facts[2].key}" not in page


def test_a_section_with_facts_can_be_checked(student_client):
    lesson = LessonFactory.create(
        body="## Leaf\n\n- **Purpose:** capture sunlight\n\n## Root\n\nA root is a root.\n"
    )
    ask(lesson, passage=PURPOSE, section="Leaf")

    page = get(student_client, lesson)

    assert page.count('class="check"') == 1
    assert 'name="section" value="Leaf"' in page
    assert reverse("quizzes:check_start", args=(lesson.module.course.slug, lesson.slug)) in page


def test_a_lesson_without_facts_has_no_marks_and_no_checks(student_client):
    page = get(student_client, LessonFactory.create())

    assert 'class="marks' not in page
    assert 'class="check"' not in page
    assert "Mark as read" in page


def test_neighbours_are_the_lessons_before_and_after(student_client):
    module = ModuleFactory.create()
    before, here = LessonFactory.create_batch(2, module=module)
    LessonFactory.create(module=module, title="Not published", published=False)
    after = LessonFactory.create(module__course=module.course)

    page = get(student_client, here)

    assert f'href="{before.get_absolute_url()}" rel="prev"' in page
    assert f'href="{after.get_absolute_url()}" rel="next"' in page
    assert "Not published" not in page
    assert 'rel="prev"' not in get(student_client, before)
    assert 'rel="next"' not in get(student_client, after)


def test_a_lesson_that_was_read_offers_practice(student_client, student):
    lesson = LessonFactory.create()
    ask(lesson)
    ReadingFactory.create(user=student, lesson=lesson, finished=True)

    page = get(student_client, lesson)

    assert "You read this on 2 November 2026." in page
    assert f"?lesson={lesson.slug}&amp;course={lesson.module.course.slug}" in page
    assert "Mark as read" not in page


def test_a_lesson_without_questions_leads_to_the_next_one(student_client, student):
    module = ModuleFactory.create()
    lesson, following = LessonFactory.create_batch(2, module=module)
    ReadingFactory.create(user=student, lesson=lesson, finished=True)

    assert f'btn-primary" href="{following.get_absolute_url()}"' in get(student_client, lesson)


def test_reading_a_page_changes_nothing(student_client):
    get(student_client, LessonFactory.create())

    assert not Reading.objects.exists()


def test_a_first_visit_is_noted_by_a_request_of_its_own(student_client, student):
    lesson = LessonFactory.create()
    url = reverse("progress:lesson_open", args=(lesson.module.course.slug, lesson.slug))

    assert f'hx-post="{url}"' in get(student_client, lesson)
    ReadingFactory.create(user=student, lesson=lesson)
    assert f'hx-post="{url}"' not in get(student_client, lesson)


def test_a_lesson_that_is_too_large_says_so(student_client):
    lesson = LessonFactory.create(body="x" * 200_001)

    page = get(student_client, lesson)

    assert "This lesson cannot be shown. The lesson has 200,001 bytes" in page


@pytest.mark.parametrize("field", ["title", "summary"])
def test_markup_in_the_other_fields_is_shown_as_typed(student_client, field):
    lesson = LessonFactory.create(**{field: "<script>alert(1)</script>"})

    page = get(student_client, lesson)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("hidden", [{"published": False}, {"module__course__published": False}])
def test_a_lesson_that_is_not_published_is_not_found(student_client, hidden):
    lesson = LessonFactory.create(**hidden)

    assert student_client.get(lesson.get_absolute_url()).status_code == 404


def test_a_lesson_is_found_in_its_own_course_alone(student_client):
    lesson, other = LessonFactory.create_batch(2)
    url = reverse("progress:lesson", args=(other.module.course.slug, lesson.slug))

    assert student_client.get(url).status_code == 404


def test_a_guest_is_sent_to_log_in(client, db):
    lesson = LessonFactory.create()
    response = client.get(lesson.get_absolute_url())

    assert response.status_code == 302
    assert response.url.endswith(f"?next={lesson.get_absolute_url()}")


def test_a_post_is_turned_away(student_client):
    assert student_client.post(LessonFactory.create().get_absolute_url()).status_code == 405


@pytest.mark.parametrize(("modules", "lessons", "facts"), [(1, 1, 1), (3, 4, 6)])
def test_query_count_does_not_grow(
    student_client, student, django_assert_num_queries, modules, lessons, facts
):
    course = build_course(student, modules=modules, lessons=lessons, facts=facts)
    lesson = course.modules.first().lessons.first()
    ObjectiveFactory.create_batch(facts, lesson=lesson)

    # session, user, lesson, objectives, neighbours, progress, reaches, facts, cards, notes
    with django_assert_num_queries(10):
        student_client.get(lesson.get_absolute_url())


def test_what_changed_since_one_was_asked_is_said_in_the_margin_and_in_the_contents(
    student_client, student
):
    lesson = LessonFactory.create()
    stays, changes = ask(lesson, count=2, passage="Purpose: capture sunlight", section="Leaf")
    know(student, [stays, changes])
    ReadingFactory.create(user=student, lesson=lesson)
    before = student_client.get(lesson.get_absolute_url()).content.decode()
    Fact.objects.filter(pk=changes.pk).update(version=2)

    page = student_client.get(lesson.get_absolute_url()).content.decode()

    assert "hanged since you were asked" not in before
    assert page.count("Changed since you were asked.") == 1
    assert "dot-changed" in page
    contents = page[page.index('class="contents-side"') : page.index('class="prose"')]
    assert "1 changed since you were asked" in contents
    dashboard = student_client.get(reverse("progress:dashboard")).content.decode()
    assert re.search(rf"{changes.statement} \(\w+, \d+%, changed since you were asked\)", dashboard)


def test_a_lesson_may_be_called_as_a_page_of_its_course(student_client):
    for slug in ("plan", "calendar", "settings", "record"):
        lesson = LessonFactory.create(slug=slug)

        assert lesson.title in student_client.get(lesson.get_absolute_url()).content.decode()
