"""Seeded edits of the lessons of a course, as an author makes them, and what they may reach.

What depends on what is read from the stored bank alone: the facts that a question asks, that prove
its options and that its explanations tell, and the passages that it quotes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from random import Random

from courses.models import Course, Lesson
from quizzes.bank.building import sync_course
from quizzes.bank.export import exported_bank
from quizzes.models import Fact, Question

BULLET = re.compile(r"^- \*\*.+:\*\* .+$")
ROW = re.compile(r"^\|(?! *-)(.+)\|$")
HEADING = re.compile(r"^## (.+)$")
CELL = {"yes": "no", "no": "yes"}


@dataclass(frozen=True)
class Edit:
    """One edit: the new bodies of the lessons that it touches, by slug."""

    kind: str
    bodies: dict[str, str]


def lines_like(bodies, pattern):
    """Return (slug, number, line) of all lines of a kind, the first row of each table left out."""
    found = []
    for slug, body in sorted(bodies.items()):
        lines = body.split("\n")
        for number, line in enumerate(lines):
            heads = number + 1 < len(lines) and lines[number + 1].startswith("| -")
            if pattern.match(line) and not heads:
                found.append((slug, number, line))
    return found


def with_line(bodies, place, *lines):
    """Return the body of a lesson with one line replaced by others, or by none."""
    slug, number, _ = place
    body = bodies[slug].split("\n")
    return {slug: "\n".join([*body[:number], *lines, *body[number + 1 :]])}


def headings_of_things(bodies):
    """Return the headings with a fact bullet somewhere below, before the next heading."""
    found, bullets = lines_like(bodies, HEADING), lines_like(bodies, BULLET)
    ends = {
        place: min((n for slug, n, _ in found if slug == place[0] and n > place[1]), default=10**6)
        for place in found
    }
    return [
        place
        for place in found
        if any(slug == place[0] and place[1] < n < ends[place] for slug, n, _ in bullets)
    ]


def flip_a_value(bodies, chance):
    """Turn a yes into a no, or another way round; or a number into another."""
    places = [p for p in lines_like(bodies, ROW) if re.search(r"\| (yes|no) \|", p[2])]
    places += [p for p in lines_like(bodies, BULLET) if re.search(r": ?\*\* .*\d", p[2])]
    place = chance.choice(places)
    if place[2].startswith("|"):
        cells = place[2].split("|")
        numbers = [n for n, cell in enumerate(cells) if cell.strip() in CELL]
        number = chance.choice(numbers)
        cells[number] = f" {CELL[cells[number].strip()]} "
        return with_line(bodies, place, "|".join(cells))
    head, value = place[2].split(":** ", 1)
    return with_line(
        bodies, place, f"{head}:** " + re.sub(r"\d+", lambda m: f"{int(m[0]) + 7}", value, count=1)
    )


def swap_two_facts(bodies, chance):
    """Exchange what two bullets with the same label say."""
    by_label = {}
    for place in lines_like(bodies, BULLET):
        by_label.setdefault(place[2].split(":**")[0], []).append(place)
    label = chance.choice(sorted(label for label, places in by_label.items() if len(places) > 1))
    one, other = chance.sample(by_label[label], 2)
    edited = bodies | with_line(bodies, one, other[2])
    return edited | with_line(edited, other, one[2])


def rename_a_heading(bodies, chance):
    """Give a thing another name wherever the course writes it."""
    _, _, line = chance.choice(headings_of_things(bodies))
    name = re.sub(r"\s*\(.*\)$", "", line.removeprefix("## "))
    return {
        key: re.sub(rf"\b{re.escape(name)}\b", f"{name} Plus", body) for key, body in bodies.items()
    }


def fix_a_typo(bodies, chance):
    """Change one letter of a long word of a fact, as a slip or its mending does."""
    places = [
        p for p in lines_like(bodies, BULLET) if re.search(r"[a-z]{7,}", p[2].split(":**")[1])
    ]
    place = chance.choice(places)
    words = list(re.finditer(r"\b[a-z]{7,}\b", place[2]))
    word = chance.choice(words)
    letter = word.start() + 3
    return with_line(bodies, place, place[2][:letter] + place[2][letter + 1 :])


def move_a_section(bodies, chance):
    """Take a heading with all below it into another lesson, to its end."""
    slug, number, _ = chance.choice(headings_of_things(bodies))
    lines = bodies[slug].split("\n")
    end = next((n for n in range(number + 1, len(lines)) if HEADING.match(lines[n])), len(lines))
    other = chance.choice(sorted(set(bodies) - {slug}))
    section = "\n".join(lines[number:end]).strip()
    return {
        slug: "\n".join(lines[:number] + lines[end:]),
        other: f"{bodies[other].rstrip()}\n\n{section}\n",
    }


def delete_a_line(bodies, chance):
    return with_line(bodies, chance.choice(lines_like(bodies, BULLET) + lines_like(bodies, ROW)))


KINDS = {
    edit.__name__: edit
    for edit in (
        flip_a_value,
        swap_two_facts,
        rename_a_heading,
        fix_a_typo,
        move_a_section,
        delete_a_line,
    )
}


def drawn_edit(bodies, number, kinds=tuple(KINDS)):
    """Return the edit with this number: the kinds take turns, the place is drawn."""
    kind = kinds[number % len(kinds)]
    return Edit(kind, KINDS[kind](bodies, Random(f"{kind} {number}")))


# What the database holds


def bodies_of(course):
    lessons = Lesson.objects.filter(module__course=course)
    return dict(lessons.values_list("slug", "body"))


def set_bodies(course, bodies):
    """Save the bodies and bring the bank in step."""
    for lesson in Lesson.objects.filter(module__course=course, slug__in=bodies):
        lesson.body = bodies[lesson.slug]
        lesson.save()
    return sync_course(course)


@dataclass(frozen=True)
class Snapshot:
    """All that is live, by key: what facts say and where they stand, and the wordings of questions."""

    said: dict
    named: dict
    stands: dict
    subjects: dict
    wordings: dict
    facts: dict
    export: str


def snapshot(course):
    facts = list(Fact.objects.filter(course=course, status=Fact.Status.APPROVED))
    questions = list(Question.objects.servable().of(course).select_related("current"))
    return Snapshot(
        said={f.key: (f.says, f.polarity, f.scored, f.version) for f in facts},
        named={f.key: f.statement for f in facts},
        stands={f.key: (f.lesson_id, f.passage) for f in facts},
        subjects={f.key: f.subject for f in facts},
        wordings={q.key: q.current_id for q in questions},
        facts={q.key: facts_of(q.current) for q in questions},
        export=json.dumps(exported_bank(Course.objects.filter(pk=course.pk))),
    )


def facts_of(version):
    """Return the keys of the facts that a stored wording asks, proves its options with, or tells."""
    proofs = {key for option in version.options for key in option["proof"]["facts"]}
    return {*version.fact_keys, *proofs, *version.fact_versions}


def differing(before, after):
    """Return the keys that one of two tables lacks or has otherwise."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def changed_questions(before, after):
    return differing(before.wordings, after.wordings)


def direct_dependants(before, after):
    """Return the questions that ask, prove with or tell a fact that says something else now."""
    said = differing(before.said, after.said)
    return {key for state in (before, after) for key, f in state.facts.items() if f & said}


def all_dependants(before, after):
    """Return the direct dependants, and what an edit may reach besides them.

    - Questions on the things about which something else is said: a wrong option is proved false by
      looking at all that the lessons so far say of its thing.
    - Questions on facts of the same line of a lesson (a row of a table is one line), or of a line
      that moved to another lesson: what is taught later is not asked before.
    - Questions that gave their place to another, or took it: which two facts stand together is
      drawn from all that fit, and each stands in one such pair.
    """
    edited = {
        key
        for table in ("said", "named", "stands")
        for key in differing(getattr(before, table), getattr(after, table))
    }
    things = {s.subjects[key] for s in (before, after) for key in edited if key in s.subjects}
    found = direct_dependants(before, after)
    for state in (before, after):
        for key, facts in state.facts.items():
            if facts & edited or things & {state.subjects.get(fact) for fact in facts}:
                found.add(key)
    return found | replacements(before, after, found)


def replacements(before, after, found):
    """Return the questions that went or came in the place of `found` ones, on a fact of theirs."""
    exchanged = {
        key: before.facts.get(key) or after.facts[key]
        for key in before.facts.keys() ^ after.facts.keys()
    }
    reached, ahead = set(), [key for key in exchanged if key in found]
    while ahead:
        facts = exchanged[ahead.pop()]
        near = {key for key, others in exchanged.items() if others & facts} - reached
        reached |= near
        ahead += near
    return reached
