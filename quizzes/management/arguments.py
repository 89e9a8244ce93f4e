"""What several commands ask for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db.models import QuerySet

from courses.models import Course


def add_course(parser: ArgumentParser) -> None:
    parser.add_argument("--course", help="slug of one course; without it, all courses")


def chosen_courses(options: dict[str, Any]) -> QuerySet[Course]:
    """Return the courses that the options name.

    Raises:
        CommandError: no course has that slug.
    """
    courses = Course.objects.all()
    slug = options["course"]
    if slug and not courses.filter(slug=slug).exists():
        known = ", ".join(courses.values_list("slug", flat=True)) or "none yet: run load_course"
        raise CommandError(f"No course is called “{slug}”. Courses: {known}.")
    return courses.filter(slug=slug) if slug else courses


def course_of_notes(slug: str) -> Course:
    """Return the course that was made from notes under this slug.

    Raises:
        CommandError: there is none.
    """
    made = Course.objects.exclude(notes_files=None)
    course = made.filter(slug=slug).first()
    if course is None:
        known = ", ".join(made.values_list("slug", flat=True)) or "none yet: run import_notes"
        raise CommandError(f"No course made from notes is called “{slug}”. Such courses: {known}.")
    return course
