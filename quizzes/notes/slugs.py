"""Slugs: addresses for the modules and lessons of a draft that stay when a heading is reworded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.utils.text import slugify

from courses.models import Lesson, Module
from quizzes.generation.importing.types import NotesDraft
from quizzes.notes.models import NotesFile

LONGEST = 50
SAME = 0.5  # share of what two sections say, from which on they are one under another heading

Slugs = dict[str, dict[str, str]]


def allot(
    file: NotesFile, before: NotesDraft | None, now: NotesDraft, taken: Mapping[str, set[str]]
) -> Slugs:
    """Return slugs for what `now` has: those it had, those of renamed parts, else new free ones.

    Args:
        before: the draft of the file as it was at the last import.
        taken: "modules" and "lessons" of the course that may not be used, without the file's own.
    """
    said = {
        "modules": (_said_by_module(before) if before else {}, _said_by_module(now)),
        "lessons": (_said_by_lesson(before) if before else {}, _said_by_lesson(now)),
    }
    prefix = slugify(Path(file.path).with_suffix("").as_posix().replace("/", "-"))
    return {
        part: _allot_part(file.slugs.get(part, {}), old, new, taken[part], prefix)
        for part, (old, new) in said.items()
    }


def taken_slugs(file: NotesFile) -> dict[str, set[str]]:
    """Return the slugs of the course that belong to other files or were made by hand."""
    course = file.course
    others = [other.slugs for other in course.notes_files.exclude(pk=file.pk)]
    stored: dict[str, Iterable[str]] = {
        "modules": Module.objects.filter(course=course).values_list("slug", flat=True),
        "lessons": Lesson.objects.filter(module__course=course).values_list("slug", flat=True),
    }
    return {
        part: {*slugs, *(slug for other in others for slug in other.get(part, {}).values())}
        - set(file.slugs.get(part, {}).values())
        for part, slugs in stored.items()
    }


Said = Mapping[str, frozenset[str]]


def _allot_part(
    stored: Mapping[str, str], old: Said, new: Said, taken: set[str], prefix: str
) -> dict[str, str]:
    """Return slugs for `new` and for what is gone, since its row may still be read."""
    allotted = dict(stored)
    lost = {slug: old[slug] for slug in stored if slug in old and slug not in new}
    for slug in new:
        if slug not in allotted and (source := _renamed(new[slug], lost)):
            del lost[source]
            allotted[slug] = allotted.pop(source)
    used = taken | set(allotted.values())
    for slug in new:
        if slug not in allotted:
            allotted[slug] = _free(slug, used, prefix)
            used.add(allotted[slug])
    return allotted


def _renamed(said: frozenset[str], lost: Said) -> str:
    """Return which lost part says the same, or ""."""
    best, found = 0.0, ""
    for slug, words in sorted(lost.items()):
        share = len(said & words) / max(len(said | words), 1)
        if share >= SAME and share > best:
            best, found = share, slug
    return found


def _free(slug: str, used: set[str], prefix: str) -> str:
    plain = slugify(slug)[:LONGEST].strip("-") or "notes"
    if plain not in used:
        return plain
    longer = f"{prefix}-{plain}"[:LONGEST].strip("-")
    number = 1
    tried = longer
    while tried in used:
        number += 1
        tried = f"{longer[: LONGEST - len(str(number)) - 1]}-{number}"
    return tried


def _said_by_lesson(draft: NotesDraft) -> dict[str, frozenset[str]]:
    texts = _texts_by_section(draft)
    return {
        lesson.slug: frozenset().union(*(texts.get(s.slug, set()) for s in lesson.sections))
        for lesson in draft.outline.lessons
    }


def _said_by_module(draft: NotesDraft) -> dict[str, frozenset[str]]:
    said = _said_by_lesson(draft)
    return {
        module.slug: frozenset().union(*(said[lesson.slug] for lesson in module.lessons))
        for module in draft.outline.modules
    }


def _texts_by_section(draft: NotesDraft) -> dict[str, set[str]]:
    texts: dict[str, set[str]] = {}
    for piece in draft.pieces:
        texts.setdefault(piece.section, set()).add(piece.text)
    return texts
