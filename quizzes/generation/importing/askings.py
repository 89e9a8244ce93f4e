"""Askings: what only a person can tell, one click each, most questions unlocked first.

Notes do not say which of their lists are complete, what tells a thing from its neighbours, or what a
thing does not do; without these no wrong option can be proved wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from quizzes.generation.bank import build_bank
from quizzes.generation.base import build_base
from quizzes.generation.chance import digest
from quizzes.generation.facts import LessonSource
from quizzes.generation.importing.lessons import as_purpose, lessons_of
from quizzes.generation.importing.types import (
    Asking,
    AskingKind,
    Decisions,
    NotesDraft,
    Proposal,
    Verdict,
)
from quizzes.generation.words import join_list

MONTH = "month"  # stands among the answers of a date for any month ("2026-11")
MOST_SIBLINGS = 2  # neighbours of a thing about which a negation is asked
SHOWN = 4  # members of a list that a question names


@dataclass(frozen=True, slots=True)
class Hints:
    """What the notes' own words tell beside the proposals.

    Attributes:
        open: groups of which the notes say that there is more.
        counted: groups whose members the notes count.
        joint: keys of proposals read from a label of two names.
        doubts: by proposal key, the other thing that it may be about.
    """

    open: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    joint: frozenset[str] = frozenset()
    doubts: Mapping[str, str] = field(default_factory=dict)


def askings_of(proposals: tuple[Proposal, ...], hints: Hints) -> tuple[Asking, ...]:
    """Return all questions to the instructor with estimates of what they unlock, the most first.

    The estimates: a complete list unlocks as many questions as it has members, a purpose two, what a
    thing does not do one, other answers as many as there are proposals that wait for them.
    """
    found = [
        *_closures(proposals, hints),
        *_identities(proposals),
        *_negations(proposals),
        *_subjects(proposals, hints),
        *_joints(proposals, hints),
        *_orders(proposals),
        *_dates(proposals),
    ]
    return ranked(found)


def ranked(askings: Iterable[Asking]) -> tuple[Asking, ...]:
    """Return askings in the order of questions unlocked for each click; each is one click."""
    return tuple(sorted(askings, key=lambda a: (-a.unlocks, a.line, a.kind, a.key)))


def _asking(
    kind: AskingKind,
    text: str,
    proposals: list[Proposal],
    unlocks: int,
    answers: tuple[str, ...] = ("yes", "no"),
    *,
    subject: str = "",
    value: str = "",
) -> Asking:
    keys = tuple(proposal.key for proposal in proposals)
    key = digest("asking", kind, *keys, subject, value)
    return Asking(
        key, kind, text, answers, keys, proposals[0].lines[0], unlocks, False, subject, value
    )


def _groups(proposals: Iterable[Proposal], shape: str) -> dict[str, list[Proposal]]:
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if proposal.shape == shape and proposal.group:
            groups[proposal.group].append(proposal)
    return groups


def _closures(proposals: tuple[Proposal, ...], hints: Hints) -> Iterator[Asking]:
    for group, members in _groups(proposals, "member").items():
        if group in hints.open or len(members) < 2 or any(member.closed for member in members):
            continue
        values = [member.value for member in members[:SHOWN]]
        more = f" and {len(members) - SHOWN} more" if len(members) > SHOWN else ""
        listed = f"{', '.join(values)}{more}" if more else join_list(values)
        first = members[0]
        counted = (
            f" The notes count them, and {len(members)} were found."
            if group in hints.counted
            else ""
        )
        text = f"{first.subject} \u2013 {first.label.lower()}: {listed}. Is this list complete?{counted}"
        yield _asking("closure", text, members, len(members))


def _signatures(proposals: tuple[Proposal, ...]) -> dict[str, Proposal]:
    """Return for each thing the first claim that could be its purpose."""
    found: dict[str, Proposal] = {}
    for proposal in proposals:
        if proposal.subject not in found and as_purpose(proposal):
            found[proposal.subject] = proposal
    return found


def _identities(proposals: tuple[Proposal, ...]) -> Iterator[Asking]:
    signatures = _signatures(proposals)
    if len(signatures) < 2:
        return
    for name, proposal in signatures.items():
        text = f"\u201c{proposal.statement}\u201d Is this what tells {name} from all else in the course?"
        yield _asking("identity", text, [proposal], 2)


def _negations(proposals: tuple[Proposal, ...]) -> Iterator[Asking]:
    """Yield for each thing what its neighbours in the lesson do and it perhaps does not."""
    by_lesson: dict[str, list[tuple[str, Proposal]]] = defaultdict(list)
    for name, proposal in _signatures(proposals).items():
        by_lesson[proposal.lesson].append((name, proposal))
    for things in by_lesson.values():
        for place, (name, _) in enumerate(things):
            beside = [
                things[i]
                for i in range(place - 1, place + 2)
                if 0 <= i < len(things) and i != place
            ]
            for _, proposal in beside[:MOST_SIBLINGS]:
                does = as_purpose(proposal)
                if does is None:
                    continue
                text = f"\u201c{proposal.statement}\u201d Is it true that {name} does not?"
                yield _asking("negation", text, [proposal], 1, subject=name, value=does.value)


def _subjects(proposals: tuple[Proposal, ...], hints: Hints) -> Iterator[Asking]:
    for proposal in proposals:
        other = hints.doubts.get(proposal.key, "")
        if other and other != proposal.subject:
            text = f"Is \u201c{proposal.quote}\u201d about {proposal.subject} or about {other}?"
            yield _asking("subject", text, [proposal], 1, (proposal.subject, other))


def _joints(proposals: tuple[Proposal, ...], hints: Hints) -> Iterator[Asking]:
    by_line: dict[tuple[int, ...], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if proposal.key in hints.joint:
            by_line[proposal.lines].append(proposal)
    for joint in by_line.values():
        names = join_list(list(dict.fromkeys(proposal.subject for proposal in joint)))
        text = f"\u201c{joint[0].quote}\u201d Does this hold of {names} each?"
        yield _asking("joint", text, joint, len(joint))


def _orders(proposals: tuple[Proposal, ...]) -> Iterator[Asking]:
    for steps in _groups(proposals, "step").values():
        text = f"Are the {len(steps)} numbered lines from \u201c{steps[0].value}\u201d on steps in order?"
        yield _asking("order", text, steps, len(steps))


def _dates(proposals: tuple[Proposal, ...]) -> Iterator[Asking]:
    for proposal in proposals:
        if proposal.volatile and not proposal.negative:
            text = f"\u201c{proposal.statement}\u201d This may change. In which month was it true?"
            yield _asking("date", text, [proposal], 1, (MONTH, "no"))


# Measuring


def measure(draft: NotesDraft, decisions: Decisions, *, month: str, limit: int = 20) -> NotesDraft:
    """Return the draft with what its first open askings unlock, measured by building the bank both ways.

    Answers work together: of two purposes neither proves anything alone. So each is measured against
    the bank in which every asking has its first answer: an asking unlocks the questions that such a
    bank loses without it. A build takes some tenths of a second for a hundred facts, so `limit`
    askings are measured, the highest estimates first; the others keep their estimates and stand last.

    Args:
        decisions: what is decided already; proposals without a verdict count as approved.
        month: what a date is answered with, such as "2026-11".
    """
    open_ones = [asking for asking in draft.askings if asking.key not in decisions.answers]
    first = {
        asking.key: month if asking.kind == "date" else asking.answers[0] for asking in open_ones
    }
    all_told = replace(decisions, answers={**first, **decisions.answers})
    best = _questions(draft, all_told)
    measured = []
    for asking in open_ones[:limit]:
        if asking.kind in {"subject", "joint", "order"}:
            gone = {key: Verdict("rejected") for key in asking.proposals}
            less = replace(all_told, verdicts={**decisions.verdicts, **gone})
        else:
            less = replace(
                all_told, answers={k: v for k, v in all_told.answers.items() if k != asking.key}
            )
        unlocks = len(best - _questions(draft, less))
        measured.append(replace(asking, unlocks=unlocks, measured=True))
    keys = {asking.key for asking in measured}
    rest = [asking for asking in draft.askings if asking.key not in keys]
    return replace(draft, askings=(*ranked(measured), *rest))


def _questions(draft: NotesDraft, decisions: Decisions) -> frozenset[str]:
    """Return the keys of the questions that the bank would have."""
    lessons = [
        LessonSource(lesson.slug, lesson.body, lesson.title, lesson.position)
        for lesson in lessons_of(draft, decisions, pending=True)
    ]
    return frozenset(item.key for item in build_bank(build_base(lessons)).items)
