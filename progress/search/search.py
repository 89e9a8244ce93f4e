"""What the search page shows: hits in lessons, facts and one's own notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from progress.models import SearchEntry
from progress.words import BEGIN, END, Hit, find_words, words_of

MOST = 20  # hits of each kind
LONGEST = 60  # words of an excerpt
BEFORE = 12  # words before the first match, where a long line is cut at its beginning too


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found, with the words that were searched for in marks.

    Attributes:
        title: without marks.
        heading: the title.
        snippet: the line of the text that shows most of them, or its first; empty for a fact.
    """

    title: str
    heading: SafeString
    snippet: SafeString
    course: str
    lesson: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    kind: str
    title: str
    found: tuple[Found, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than is shown."""
        return len(self.found) == MOST


GROUPS = (
    (SearchEntry.Kind.NOTE, "Your notes"),
    (SearchEntry.Kind.LESSON, "Lessons"),
    (SearchEntry.Kind.FACT, "Facts"),
)


def search(user: User, query: str) -> tuple[Group, ...]:
    """Return what is found of each kind, kinds without a hit left out. Two queries for each kind."""
    words = words_of(query)
    groups = (Group(kind, title, find(user, words, kind)) for kind, title in GROUPS)
    return tuple(group for group in groups if group.found)


def find(user: User, words: tuple[str, ...], kind: str) -> tuple[Found, ...]:
    hits = find_words(words, user_id=user.pk, kind=kind, limit=MOST)
    entries = SearchEntry.objects.select_related("lesson__module__course").in_bulk(
        [hit.entry for hit in hits]
    )
    return tuple(show(entries[hit.entry], hit) for hit in hits)


def show(entry: SearchEntry, hit: Hit) -> Found:
    url = entry.lesson.get_absolute_url()
    return Found(
        title=entry.title,
        heading=marked(hit.title),
        snippet=marked(excerpt(hit.text)),
        course=entry.lesson.module.course.title,
        lesson=entry.lesson.title,
        url=f"{url}#{entry.anchor}" if entry.anchor else url,
    )


MATCH = re.compile(f"{BEGIN}(.*?){END}")


def excerpt(text: str) -> str:
    """Return the line in which most of the different words were found; the first of those."""
    lines = [line for line in text.split("\n") if line.strip()]
    return cut(max(lines, key=lambda line: len(set(matches(line))))) if lines else ""


def matches(line: str) -> list[str]:
    return [word.casefold() for word in MATCH.findall(line)]


def cut(line: str) -> str:
    """Cut a long line. One with a label keeps its beginning, since it may say "Not:"."""
    words = line.split()
    first = next((i for i, word in enumerate(words) if BEGIN in word), 0)
    start = 0 if first < LONGEST or ": " in line else first - BEFORE
    before, after = ("… " if start else ""), (" …" if len(words) > start + LONGEST else "")
    return f"{before}{' '.join(words[start : start + LONGEST])}{after}"


def marked(snippet: str) -> SafeString:
    """Return a snippet as safe HTML, with what was searched for in marks."""
    safe = escape(snippet).replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(safe)  # noqa: S308  # escaped in the line above
