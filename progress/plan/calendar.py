"""The plan as a calendar that other programs subscribe to (iCalendar, RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from progress.plan.summaries import DayEntry, PlanPage
from progress.plan.words import amount

EVERY = timedelta(hours=4)  # how often a calendar program should ask again

Address = Callable[[str], str]


def calendar_of(plan: PlanPage, *, stamp: datetime, address: Address) -> bytes:
    """Return the calendar: one all-day event for each day with something to do, and the exam.

    The same plan gives the same bytes, and a day keeps its identity when its content changes.

    Args:
        stamp: when the plan last changed.
        address: makes a whole address of a path of this site.
    """
    calendar = Calendar.new(
        prodid="-//Notewright//Plan//EN",
        uid=f"plan-{plan.enrolment.pk}@notewright",
        name=f"Notewright: {one_line(plan.course.title)}",
        method="PUBLISH",
        refresh_interval=EVERY,
    )
    for day in plan.days:
        if not day.is_free:
            calendar.add_component(event_of(day, plan, stamp=stamp, address=address))
    return bytes(calendar.to_ical())


def event_of(day: DayEntry, plan: PlanPage, *, stamp: datetime, address: Address) -> Event:
    event = Event.new(
        uid=f"plan-{plan.enrolment.pk}-{day.date.isoformat()}@notewright",
        stamp=stamp,
        start=day.date,
        end=day.date + timedelta(days=1),
        summary=title_of(day, plan),
        description="\n".join(lines_of(day, plan)),
        url=address(plan.today.url),
    )
    event.add("transp", "TRANSPARENT")  # it takes some minutes, so the day is not taken up
    return event


def title_of(day: DayEntry, plan: PlanPage) -> str:
    if day.is_exam:
        return f"Exam: {one_line(plan.course.title)}"
    return f"{one_line(plan.course.title)}, {amount(day.minutes, 'minute')}"


def lines_of(day: DayEntry, plan: PlanPage) -> list[str]:
    """Return what a day holds, a line for each thing."""
    if day.is_exam:
        return ["Nothing new today. You know what you know."]
    lines = []
    if day.reviews:
        lines.append(f"{amount(day.reviews, 'fact')} to review")
    lines += [
        f"{lesson.verb} {one_line(lesson.title)} ({amount(lesson.minutes, 'minute')})"
        for lesson in day.lessons
    ]
    if day.new:
        lines.append(f"{amount(day.new, 'new fact')} to learn")
    if day.mock:
        instead = "" if day.mock_fits else ", in place of all else"
        lines.append(f"Mock exam ({amount(plan.mock_minutes, 'minute')}{instead})")
    return lines


def one_line(text: str) -> str:
    """Return the text without breaks of lines, at which the library would stop."""
    return " ".join(text.split())
