"""What stands around every page."""

import json
import re

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories import LessonFactory, QuestionFactory
from tests.progress.worlds import ask, build_course


@pytest.fixture
def pages(student):
    """Return the addresses of the pages of courses and progress, with something on each."""
    course = build_course(student)
    lesson = course.modules.first().lessons.first()
    ask(lesson, passage="Purpose: capture sunlight")
    return [
        reverse("courses:course_list"),
        reverse("progress:course_map", args=(course.slug,)),
        lesson.get_absolute_url(),
        reverse("progress:dashboard"),
        reverse("progress:responses"),
    ]


def test_no_page_carries_script_or_style_in_its_text(student_client, client, pages):
    QuestionFactory.create(lesson=LessonFactory.create())
    texts = [student_client.get(url).content.decode() for url in pages]
    client.logout()
    texts.append(client.get("/").content.decode())

    for text in texts:
        assert not re.search(r"<script(?![^>]*\ssrc=)", text)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on", text)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


def test_every_page_has_one_heading_a_title_and_a_way_past_the_menu(student_client, pages):
    titles = set()
    for url in pages:
        text = student_client.get(url).content.decode()
        assert text.count("<h1") == 1
        assert '<a class="skip-link" href="#main">' in text
        assert '<main id="main"' in text
        titles.add(re.search(r"<title>(.*?)</title>", text)[1])

    assert len(titles) == len(pages)
    assert all(title.endswith(" · Notewright") for title in titles)


def test_no_id_stands_twice_on_a_page(student_client, pages):
    for url in pages:
        ids = re.findall(r'\sid="([^"]*)"', student_client.get(url).content.decode())
        assert len(ids) == len(set(ids))


def test_the_menu_of_a_guest_offers_log_in_and_sign_up(client, db):
    text = client.get("/").content.decode()

    assert reverse("account_login") in text
    assert reverse("account_signup") in text
    assert reverse("account_logout") not in text
    assert reverse("progress:dashboard") not in text


def test_the_menu_says_where_one_is_and_logs_out_by_post(student_client):
    text = student_client.get(reverse("courses:course_list")).content.decode()

    assert text.count("aria-current") == 1
    assert f'href="{reverse("courses:course_list")}" aria-current="page"' in text
    assert f'<form method="post" action="{reverse("account_logout")}">' in text
    assert reverse("admin:index") not in text


def test_an_instructor_finds_the_workbench(instructor_client):
    text = instructor_client.get(reverse("courses:course_list")).content.decode()

    assert f'href="{reverse("admin:index")}"' in text


@pytest.mark.parametrize("theme", User.Theme.values)
def test_the_theme_of_the_person_is_set_without_a_script(student_client, student, theme):
    student.theme = theme
    student.save()

    text = student_client.get(reverse("courses:course_list")).content.decode()

    assert f'data-bs-theme="{theme}"' in text


def test_a_guest_gets_the_theme_of_the_device(client, db):
    assert 'data-bs-theme="auto"' in client.get("/").content.decode()


def test_htmx_may_not_run_what_it_is_sent(client, db):
    content = re.search(
        r"""name="htmx-config" content='([^']*)'""", client.get("/").content.decode()
    )
    config = json.loads(content[1])

    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["defaultSettleDelay"] == 0  # a key pressed at once meets the new question whole
    assert config["historyCacheSize"] == 0  # no page of a person is kept on the disk
