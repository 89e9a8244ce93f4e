"""Bringing stored proposals and askings in step with changed notes, three ways, without losing a decision.

A proposal keeps its key as long as subject, label, value and polarity mean the same. When the notes say
something else in its place, what was only approved or rejected waits for the old words to come back and
the new ones are to be decided, while what a person wrote stays as it is written. When not the notes changed but how they are read, what was approved
stays too: it counts as written by the person who approved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from courses.models import Lesson
from quizzes.generation.chance import digest
from quizzes.generation.importing.types import NotesDraft
from quizzes.generation.importing.types import Proposal as ProposalValue
from quizzes.generation.words import likeness, normal
from quizzes.notes.drafts import traits_of, words_of
from quizzes.notes.models import WORDS, Asking, NotesFile, Proposal
from quizzes.notes.statements import NotAFact, statement_of

ALIKE = 0.6  # score from which on a new proposal is an old one that the notes changed

ACCEPTED = frozenset({Proposal.Status.APPROVED, Proposal.Status.EDITED})
PROPOSAL_FIELDS = (
    *("key", "order", "section", "line", "lines", "quote", "rule", "confidence"),
    *("subject", "label", "value", "read", "statement", "traits"),
    *("status", "decided_by", "decided_at", "in_batch", "gone", "notice"),
)
ASKING_FIELDS = (
    *("order", "kind", "text", "answers", "about", "subject", "value"),
    *("line", "unlocks", "measured", "gone"),
)


@dataclass(slots=True)
class Changes:
    """What new notes did to the proposals of a file, as sentences; `new` counts.

    Attributes:
        replaced: what was decided and now stands there with other words, to be decided.
        gone: what was approved and is no longer there.
        conflicts: what a person wrote and the notes changed too.
    """

    new: int = 0
    replaced: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def bring_proposals(
    file: NotesFile, draft: NotesDraft, lessons: dict[str, Lesson], *, reread: bool = False
) -> Changes:
    """Write the proposals of the draft, keeping what was decided; which lessons they are in comes later.

    Args:
        lessons: the rows that stand already, by the slug in the draft.
        reread: the text is the same as the last time.
    """
    changes = Changes()
    rows = {row.key: row for row in file.proposals.all()}
    found = {proposal.key: proposal for proposal in reversed(draft.proposals)}
    lost = [row for key, row in rows.items() if key not in found and not row.gone]
    decided = [row for row in lost if row.status != Proposal.Status.PROPOSED]
    fresh = [proposal for key, proposal in found.items() if key not in rows]
    followed = _follow(fresh, decided, lessons)
    made: list[Proposal] = []
    for proposal in found.values():
        old = followed.get(proposal.key)
        if proposal.key in rows:
            row = rows[proposal.key]
            _take(row, proposal, changes)
        elif old and (old.status == Proposal.Status.EDITED or (reread and old.status in ACCEPTED)):
            row = old
            _keep(row, proposal, changes, reread=reread)
        else:
            row = _propose(file, proposal, old, changes)
            made.append(row)
        _place(row, proposal)
    for row in decided:
        if row.key not in found:  # nobody took its place
            _leave(row, changes, reread=reread, replaced=row in followed.values())
    Proposal.objects.filter(pk__in=[row.pk for row in lost if row not in decided]).delete()
    Proposal.objects.bulk_create(made, batch_size=500)
    Proposal.objects.bulk_update(rows.values(), PROPOSAL_FIELDS, batch_size=200)
    return changes


def _propose(
    file: NotesFile, proposal: ProposalValue, old: Proposal | None, changes: Changes
) -> Proposal:
    """Return a new row, with a notice where the notes said something else that was decided."""
    row = Proposal(file=file, key=proposal.key)
    _write(row, words_of(proposal), proposal.statement)
    if old:
        row.notice = f"{old.get_status_display()} as “{old.statement}”; then the notes changed."
        changes.replaced.append(f"“{old.statement}” is now “{row.statement}”")
    else:
        changes.new += 1
    return row


def _place(row: Proposal, proposal: ProposalValue) -> None:
    """Say where the notes say it."""
    row.key, row.order = proposal.key, proposal.order
    row.section = proposal.section
    row.line, row.lines = min(proposal.lines, default=1), list(proposal.lines)
    row.quote, row.rule, row.confidence = proposal.quote, proposal.rule, proposal.confidence
    row.read, row.traits = words_of(proposal), traits_of(proposal)
    row.gone = False


def _take(row: Proposal, proposal: ProposalValue, changes: Changes) -> None:
    """Bring the words of a row in step with what the notes say now in the same sense."""
    if row.status == Proposal.Status.EDITED:
        _merge_words(row, words_of(proposal), proposal.statement, changes)
    else:
        _write(row, words_of(proposal), proposal.statement)


def _keep(row: Proposal, proposal: ProposalValue, changes: Changes, *, reread: bool) -> None:
    """Let a row that a person answers for stand for what the notes say there now."""
    if reread:
        row.status = Proposal.Status.EDITED
        row.notice = f"The same line is now read as “{proposal.statement}”."
    else:
        _merge_words(row, words_of(proposal), proposal.statement, changes)


def _merge_words(row: Proposal, now: dict[str, str], statement: str, changes: Changes) -> None:
    """Keep what a person wrote; take what only the notes changed; tell what both changed."""
    held, before = row.words, row.read
    whole = {name: now[name] if held[name] == before[name] else held[name] for name in WORDS}
    clashes = [n for n in WORDS if before[n] != now[n] and held[n] not in (before[n], now[n])]
    if whole == now:
        row.status, row.notice = Proposal.Status.APPROVED, ""
        _write(row, now, statement)
        return
    if clashes:
        row.notice = f"The notes now say “{statement}”; yours was kept."
        changes.conflicts.append(f"line {row.line}: here “{row.statement}”, there “{statement}”")
    if whole != held:
        try:
            _write(row, whole, statement_of(**whole, shape=row.shape))
        except NotAFact:
            row.notice = f"The notes now say “{statement}”; yours was kept."
            changes.conflicts.append(
                f"line {row.line}: here “{row.statement}”, there “{statement}”"
            )


def _write(row: Proposal, words: dict[str, str], statement: str) -> None:
    for name, text in words.items():
        setattr(row, name, text)
    row.statement = statement


def _leave(row: Proposal, changes: Changes, *, reread: bool, replaced: bool) -> None:
    """Mark a row that the notes no longer give rise to. Its decision waits for its return."""
    row.gone = True
    if reread and row.status in ACCEPTED:
        row.status = Proposal.Status.EDITED
        row.notice = "This line is no longer read as a fact; what was approved was kept."
    elif row.status == Proposal.Status.EDITED:
        row.notice = "The notes no longer say this; your words were kept."
        changes.conflicts.append(
            f"line {row.line}: here “{row.statement}”, there the line was taken out"
        )
    elif row.status == Proposal.Status.APPROVED and not replaced:
        changes.gone.append(row.statement)


def _follow(
    fresh: Sequence[ProposalValue], lost: Iterable[Proposal], lessons: dict[str, Lesson]
) -> dict[str, Proposal]:
    """Return, by key of new proposals, the lost rows in whose place they stand; one to one."""
    by_subject: dict[str, list[Proposal]] = {}
    for row in lost:
        by_subject.setdefault(normal(row.read["subject"]), []).append(row)
    pairs = [
        (-score, new.order, row.order, new.key, row)
        for new in fresh
        for row in by_subject.get(normal(new.subject), ())
        if (score := _likeness(new, row, lessons)) >= ALIKE
    ]
    followed: dict[str, Proposal] = {}
    taken: set[int] = set()
    for *_, key, row in sorted(pairs, key=itemgetter(0, 1, 2)):
        if key not in followed and row.pk not in taken:
            followed[key] = row
            taken.add(row.pk)
    return followed


def _likeness(new: ProposalValue, row: Proposal, lessons: dict[str, Lesson]) -> float:
    """Return .35 subject (equal here) + .20 label + .30 value + .15 lesson, as facts are linked."""
    if bool(row.traits.get("negative")) != new.negative:
        return 0.0
    home = lessons.get(new.lesson)
    return (
        0.35
        + 0.20 * (normal(new.label) == normal(row.read["label"]))
        + 0.30 * likeness(new.value, row.read["value"])
        + 0.15 * (home is not None and home.pk == row.lesson_id)
    )


def bring_askings(file: NotesFile, draft: NotesDraft) -> int:
    """Write the askings and the doubtful spellings of the draft; return how many are new."""
    rows = {row.key: row for row in file.askings.all()}
    made: list[Asking] = []
    found = dict(_asked(draft))
    for order, (key, columns) in enumerate(found.items(), start=1):
        row = rows.get(key)
        if row is None:
            row = Asking(file=file, key=key)
            made.append(row)
        row.order, row.gone = order, False
        for name, value in columns.items():
            setattr(row, name, value)
    for key, row in rows.items():
        row.gone = key not in found
    Asking.objects.bulk_create(made, batch_size=500)
    Asking.objects.bulk_update(rows.values(), ASKING_FIELDS, batch_size=200)
    return len(made)


def _asked(draft: NotesDraft) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the columns of each asking by its key; a doubtful spelling is asked like the rest."""
    for asking in draft.askings:
        yield (
            asking.key,
            {
                "kind": asking.kind,
                "text": asking.text,
                "answers": list(asking.answers),
                "about": list(asking.proposals),
                "subject": asking.subject,
                "value": asking.value,
                "line": asking.line,
                "unlocks": asking.unlocks,
                "measured": asking.measured,
            },
        )
    for spelling in draft.spellings:
        yield (
            digest("spelling", spelling.word, spelling.suggestion),
            {
                "kind": Asking.SPELLING,
                "text": f"Is “{spelling.word}” meant to be “{spelling.suggestion}”?",
                "answers": ["yes", "no"],
                "subject": spelling.word,
                "value": spelling.suggestion,
                "line": min(spelling.lines, default=1),
            },
        )
