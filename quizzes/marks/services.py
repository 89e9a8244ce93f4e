"""What a person sets beside questions and facts: a flag in an attempt, a bookmark, an own note."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from courses.models import Lesson
from quizzes.models import AttemptItem, Bookmark, Fact, Note, Question


def set_flag(item: AttemptItem, *, flagged: bool) -> None:
    """Flag an item, to find it again in its attempt, or take the flag away. Twice is harmless."""
    AttemptItem.objects.filter(pk=item.pk).update(flagged=flagged)
    item.flagged = flagged


def set_bookmark(user: User, question: Question, *, kept: bool, now: datetime) -> None:
    """Keep a question to find it again at any time, or let it go. Twice is harmless."""
    if kept:
        Bookmark.objects.get_or_create(user=user, question=question, defaults={"created_at": now})
    else:
        Bookmark.objects.filter(user=user, question=question).delete()


def has_bookmark(user: User, question_id: int) -> bool:
    return Bookmark.objects.filter(user=user, question=question_id).exists()


def bookmarks_of(user: User) -> QuerySet[Bookmark]:
    """Return a person's bookmarks, latest first, each with the person's last item of its question.

    `attempt_id` and `position` say where that item is.
    """
    items = AttemptItem.objects.filter(
        attempt__user=user, version__question=OuterRef("question")
    ).order_by("-pk")
    bookmarks = user.bookmarks.select_related("question__current", "question__lesson__module")
    return bookmarks.annotate(
        attempt_id=Subquery(items.values("attempt")[:1]),
        position=Subquery(items.values("position")[:1]),
    )


def write_note(user: User, fact: Fact, text: str, *, now: datetime) -> Note | None:
    """Put a person's words on a fact in place of those before; nothing but space takes them away."""
    text = text.strip()
    if not text:
        Note.objects.filter(user=user, fact=fact).delete()
        return None
    note, _ = Note.objects.update_or_create(
        user=user, fact=fact, defaults={"text": text, "updated_at": now}
    )
    return note


def notes_on(user: User, facts: Collection[int]) -> dict[int, str]:
    """Return a person's words on these facts, by the id of the fact. One query."""
    notes = Note.objects.filter(user=user, fact__in=facts)
    return dict(notes.values_list("fact", "text"))


def notes_in(lesson: Lesson, user: User) -> dict[str, str]:
    """Return a person's words on the facts of a lesson, by the key of the fact. One query."""
    notes = Note.objects.filter(user=user, fact__lesson=lesson)
    return dict(notes.values_list("fact__key", "text"))
