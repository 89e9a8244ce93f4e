"""What the search page shows: hits in lessons, facts and one's own notes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from progress.models import SearchEntry
from progress.words import BEGIN, END, find_words, words_of

MOST = 20  # hits of each kind


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found; `snippet` has the words that were searched for in marks."""

    title: str
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
    return tuple(show(entries[hit.entry], hit.snippet) for hit in hits)


def show(entry: SearchEntry, snippet: str) -> Found:
    url = entry.lesson.get_absolute_url()
    return Found(
        title=entry.title,
        snippet=marked(snippet),
        course=entry.lesson.module.course.title,
        lesson=entry.lesson.title,
        url=f"{url}#{entry.anchor}" if entry.anchor else url,
    )


def marked(snippet: str) -> SafeString:
    """Return a snippet as safe HTML, with what was searched for in marks."""
    safe = escape(snippet).replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(safe)  # noqa: S308  # escaped in the line above
