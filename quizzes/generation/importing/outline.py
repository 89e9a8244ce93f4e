"""Outline: headings to modules, lessons and sections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from quizzes.generation.importing.parts import Part
from quizzes.generation.importing.types import (
    Outline,
    OutlineLesson,
    OutlineModule,
    OutlineSection,
)
from quizzes.generation.words import join_list

FULL_LESSON = 8  # pieces of text; small sections are gathered up to it
LONGEST_SLUG = 50  # characters
MOST_SECTIONS = 3  # in a gathered lesson


@dataclass(slots=True)
class Slugs:
    """Gives out slugs, each once."""

    given: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def slug(self, text: str) -> str:
        base = (
            re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST_SLUG].strip("-") or "notes"
        )
        if len(base) == LONGEST_SLUG and "-" in base:
            base = base.rpartition("-")[0]
        slug = base
        while slug in self.given:
            self.counts[base] = self.counts.get(base, 1) + 1
            slug = f"{base}-{self.counts[base]}"
        self.given.add(slug)
        return slug


@dataclass(slots=True)
class _Group:
    """Parts that make one lesson."""

    title: str
    parts: list[Part]


def outline_of(parts: list[Part], sizes: dict[int, int], source: str) -> tuple[Outline, list[str]]:
    """Return the outline and for each part the slug of its section.

    Args:
        sizes: number of pieces of each part, by its place.
        source: titles the module where no heading does.
    """
    slugs = Slugs()
    places = {id(part): place for place, part in enumerate(parts)}
    sections: dict[int, OutlineSection] = {}
    modules = []
    for title, body in _modules(parts, source):
        module_slug = slugs.slug(f"module {title}")
        lessons = []
        for group in _lessons(body, {id(part): sizes.get(places[id(part)], 0) for part in body}):
            lesson_slug = slugs.slug(group.title or title)
            for part in group.parts:
                entity = part.subject if part.is_own else ""
                shown = part.title.text or group.title or title
                slug = slugs.slug(f"{lesson_slug} {shown}")
                sections[id(part)] = OutlineSection(shown, slug, entity, part.lines)
            own = tuple(sections[id(part)] for part in group.parts)
            lines = _lines(part.lines for part in group.parts)
            lessons.append(OutlineLesson(group.title or title, lesson_slug, lines, own))
        lines = _lines(lesson.lines for lesson in lessons)
        modules.append(OutlineModule(title, module_slug, lines, tuple(lessons)))
    return Outline(tuple(modules)), [sections[id(part)].slug for part in parts]


def _lines(groups: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({number for group in groups for number in group}))


def _modules(parts: list[Part], source: str) -> list[tuple[str, list[Part]]]:
    """Return the modules: headings that hold nothing but other headings; else all is one module."""
    levels = [part.level for part in parts if part.level]
    top = min(levels, default=0)
    tops = [place for place, part in enumerate(parts) if part.level == top]
    if not levels or top == max(levels) or not all(_is_cover(place, parts) for place in tops):
        return [(source, parts)]
    modules: list[tuple[str, list[Part]]] = []
    for part in parts:
        if part.level == top:
            modules.append((part.title.text or source, [part]))
        elif modules:
            modules[-1][1].append(part)
        else:
            modules.append((source, [part]))
    return modules


def _is_cover(place: int, parts: list[Part]) -> bool:
    """Tell a heading that covers others: a deeper one follows, and no list or table comes between."""
    part = parts[place]
    following = parts[place + 1] if place + 1 < len(parts) else None
    lists = any(block.kind in {"item", "step", "table"} for block in part.blocks)
    return bool(following and following.level > part.level and not lists)


def _lessons(parts: list[Part], sizes: dict[int, int]) -> list[_Group]:
    """Return the lessons of a module.

    Where headings of one level cover deeper ones, each is a lesson; else small things that follow
    each other are gathered.
    """
    bundles = _bundles(parts)
    groups: list[_Group] = []
    size = 0
    for bundle in bundles:
        weight = sum(sizes[id(part)] for part in bundle)
        is_full = size >= FULL_LESSON or weight >= FULL_LESSON
        if groups and not is_full and _things(groups[-1].parts) < MOST_SECTIONS:
            groups[-1].parts += bundle
            size += weight
        else:
            groups.append(_Group("", list(bundle)))
            size = weight
    for group in groups:
        group.title = _title(group.parts)
    return groups


def _things(parts: list[Part]) -> int:
    return sum(part.is_own for part in parts)


def _bundles(parts: list[Part]) -> list[list[Part]]:
    """Return each thing with the topics and aspects that follow it; a cover with all that it covers."""
    bundles: list[list[Part]] = []
    levels = sorted({part.level for part in parts if part.level})
    nested = len(levels) > 1 and _is_nested(parts, levels)
    for part in parts:
        starts = part.level <= levels[0] if nested else part.is_own or not part.subject
        if not bundles or starts:
            bundles.append([part])
        else:
            bundles[-1].append(part)
    return bundles


def _is_nested(parts: list[Part], levels: list[int]) -> bool:
    """Tell levels that can be trusted: most of the upper headings have deeper ones below them."""
    tops = [place for place, part in enumerate(parts) if part.level == levels[0]]
    covers = sum(place + 1 < len(parts) and parts[place + 1].level > levels[0] for place in tops)
    first = parts[0].level if parts[0].level else parts[1].level if len(parts) > 1 else 0
    return first == levels[0] and covers * 3 >= len(tops) * 2


def _title(parts: list[Part]) -> str:
    first = parts[0].title.name if parts[0].is_own else parts[0].title.text
    things = [part.title.name for part in parts if part.is_own and part.level <= parts[0].level]
    return (
        join_list(list(dict.fromkeys(things)))
        if first and len(things) > 1 and parts[0].is_own
        else first
    )
