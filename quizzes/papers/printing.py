"""Printing: a paper as text or as data, with its key only where that is asked for."""

from __future__ import annotations

import json
from string import ascii_uppercase
from typing import Any

from quizzes.models import Version
from quizzes.papers.papers import Paper
from quizzes.papers.places import Place


def paper_as_json(paper: Paper, *, key: bool) -> str:
    return json.dumps(paper_as_data(paper, key=key), ensure_ascii=False, indent=2)


def paper_as_data(paper: Paper, *, key: bool) -> dict[str, Any]:
    """Return a paper as it is exported; which options are right and which items count only with `key`."""
    versions = _versions_of(paper)
    return {
        "course": paper.course.slug,
        "exam": paper.plan.title,
        "code": paper.code,
        "minutes": paper.plan.minutes,
        "items": [
            _item_as_data(number, place, versions[place.candidate.version_id], key=key)
            for number, place in enumerate(paper.places, start=1)
        ],
    }


def _item_as_data(number: int, place: Place, version: Version, *, key: bool) -> dict[str, Any]:
    options = zip(ascii_uppercase, place.option_order, strict=False)
    shown = {
        "number": number,
        "id": place.candidate.key,
        "stem": version.stem,
        "options": {letter: version.options[option]["text"] for letter, option in options},
    }
    return shown | ({"key": letters_of(place), "scored": place.scored} if key else {})


def letters_of(place: Place) -> list[str]:
    """Return the letters under which the right options are shown."""
    return [ascii_uppercase[shown] for shown in place.key_places]


def paper_as_text(paper: Paper, *, key: bool) -> str:
    """Return a paper as it is printed; the key stands at the end, only with `key`."""
    plan = paper.plan
    lines = [
        plan.title,
        f"Form {paper.code}",
        f"{plan.items} questions, {plan.minutes} minutes. {plan.scored} of them count.",
    ]
    versions = _versions_of(paper)
    for number, place in enumerate(paper.places, start=1):
        version = versions[place.candidate.version_id]
        lines += ["", f"{number}. {version.stem}"]
        for letter, option in zip(ascii_uppercase, place.option_order, strict=False):
            lines.append(f"   {letter}  {version.options[option]['text']}")
    if key:
        lines += ["", "Key", *map(_key_line, range(1, len(paper.places) + 1), paper.places)]
    return "\n".join(lines)


def _key_line(number: int, place: Place) -> str:
    letters = " and ".join(letters_of(place))
    return f"{number}. {letters}" if place.scored else f"{number}. {letters} (does not count)"


def _versions_of(paper: Paper) -> dict[int, Version]:
    return Version.objects.in_bulk([place.candidate.version_id for place in paper.places])
