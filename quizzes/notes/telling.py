"""What an import found, in words for an instructor and as data for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from courses.loading import LoadReport
from courses.models import Course
from quizzes.generation.importing.types import Entity, NotesDraft
from quizzes.notes.imports import FileReport, ImportReport
from quizzes.notes.models import Asking, Proposal
from quizzes.notes.publication import PublishReport
from quizzes.notes.trial import SURE, trial_of

LIKELY = 0.7
SHOWN_ASKINGS = 12
BANDS = (f"{SURE} and more", f"{LIKELY} to {SURE}", f"below {LIKELY}")


def band_of(confidence: float) -> str:
    """Return the words for how sure a rule is."""
    if confidence >= SURE:
        return BANDS[0]
    return BANDS[1] if confidence >= LIKELY else BANDS[2]


def counts_of(proposals: Iterable[Proposal]) -> dict[str, dict[str, int]]:
    """Return how many proposals each rule made, by band of confidence."""
    counts: dict[str, Counter[str]] = {}
    for proposal in proposals:
        counts.setdefault(proposal.rule, Counter())[band_of(proposal.confidence)] += 1
    return {rule: {band: counts[rule][band] for band in BANDS} for rule in sorted(counts)}


def import_lines(report: ImportReport, *, diff: bool = False) -> Iterator[str]:
    """Yield the whole report, line by line."""
    course = report.course
    what = "a new draft course" if report.created else "a draft course"
    if course.published:
        what = "a published course"
    yield f"{course.title}: {what} from {_count(len(report.files), 'file')}."
    for file in report.files:
        yield ""
        yield from _file_lines(file, diff=diff)
    yield ""
    yield from _change_lines(report)
    yield from asking_lines(course)
    yield from _next_lines(report)


def _file_lines(report: FileReport, *, diff: bool) -> Iterator[str]:
    draft = report.draft
    hint = "" if diff or not draft.repairs else " (--diff shows them)"
    yield f"{report.file.path}: {_count(len(draft.repairs), 'repair')}{hint}"
    if diff:
        yield from draft.diff().splitlines()
    proposals = list(report.file.proposals.standing())
    yield "  Outline"
    yield from _outline_lines(draft)
    yield f"  Things: {', '.join(map(_named, draft.entities)) or 'none found'}"
    yield f"  Proposals: {len(proposals)}, {report.changes.new} of them new"
    for rule, bands in counts_of(proposals).items():
        told = ", ".join(f"{count} with {band}" for band, count in bands.items() if count)
        yield f"    {rule}: {told}"


def _outline_lines(draft: NotesDraft) -> Iterator[str]:
    counts = Counter(proposal.lesson for proposal in draft.proposals)
    for module in draft.outline.modules:
        yield f"    {module.title}"
        for lesson in module.lessons:
            line = min(lesson.lines, default=1)
            told = _count(counts[lesson.slug], "proposal")
            yield f"      {lesson.title} (line {line}, {told})"


def _named(entity: Entity) -> str:
    others = ", ".join(entity.aliases)
    return f"{entity.name} ({others})" if others else entity.name


def _change_lines(report: ImportReport) -> Iterator[str]:
    for file in report.files:
        path = file.file.path
        yield from (f"changed in the notes, decide again: {text}" for text in file.changes.replaced)
        yield from (f"no longer in the notes: {text}" for text in file.changes.gone)
        yield from (f"conflict in {path}, yours was kept: {c}" for c in file.changes.conflicts)
        yield from load_lines(file.load)
    yield from (f"lesson no longer in the notes, taken out: {name}" for name in report.withdrawn)
    yield from (f"lesson no longer in the notes, kept as edited: {name}" for name in report.kept)
    yield from (
        f"not among the files this time, left as it is: {path}. If its lessons should go, delete "
        "them in the admin."
        for path in report.missing
    )
    yield from (
        f"published, changes only with publish_notes: {slug} differs from the notes"
        for slug in report.waiting
    )


def load_lines(load: LoadReport) -> Iterator[str]:
    """Yield what of the lessons was kept, and what both the notes and a person changed."""
    yield from (f"kept as edited here: {name}" for name in load.kept)
    yield from (
        f"conflict, not overwritten: {name}. Edit the lesson so that it says what you want."
        for name in load.conflicts
    )


def asking_lines(course: Course, *, every: bool = False) -> Iterator[str]:
    """Yield the questions that wait for an answer, those that unlock most first."""
    askings = list(Asking.objects.of(course).open().select_related("file"))
    shown = askings if every else askings[:SHOWN_ASKINGS]
    if shown:
        yield "Questions to answer, those that unlock most first"
    for asking in shown:
        about = "about " if asking.unlocks and not asking.measured else ""
        gain = f"{about}{asking.unlocks} more"
        place = f"{asking.file.path}:{asking.line}"
        yield f"  {asking.key}  {gain}  {asking.text} [{', '.join(asking.answers)}] ({place})"
    if len(askings) > len(shown):
        yield f"  … and {len(askings) - len(shown)} more: approve_notes --list"


def proposal_lines(proposals: Iterable[Proposal]) -> Iterator[str]:
    """Yield each proposal with its key, where it stands, the raw line and the rule."""
    for proposal in proposals:
        yield f"  {proposal.key}  {proposal.statement}"
        yield (
            f"    {proposal.file.path}:{proposal.line}: {proposal.quote.strip()}   "
            f"[{proposal.rule}, {proposal.confidence:.2f}]"
        )
        if proposal.notice:
            yield f"    {proposal.notice}"


def publish_lines(report: PublishReport) -> Iterator[str]:
    """Yield what publishing did."""
    yield f"Published: {', '.join(report.published) or 'no lesson'}."
    yield f"Questions: {report.sync}."
    yield from (
        f"still a draft, since nothing of it is decided: {slug}" for slug in report.held_back
    )
    yield from (f"lesson no longer in the notes, unpublished: {name}" for name in report.withdrawn)
    yield from (f"lesson no longer in the notes, kept as edited: {name}" for name in report.kept)
    for load in report.loads:
        yield from load_lines(load)
    for slug in report.sync.silent_lessons:
        yield f"no question yet: {slug}"
    for problem in report.sync.problems:
        yield f"{problem.lesson}, line {problem.line}: {problem.text} {problem.cure}"


def _next_lines(report: ImportReport) -> Iterator[str]:
    course, slug = report.course, report.course.slug
    pending = Proposal.objects.of(course).pending().count()
    yield "Next"
    if pending:
        yield f"  {_count(pending, 'proposal')} to decide: approve_notes --course {slug} --list"
        yield f"    or in the admin, under Proposals. {trial_of(course)}"
    yield f"  preview_notes --course {slug} shows the questions that follow."
    yield f"  publish_notes --course {slug} shows the course to learners; until then nobody sees it."


def import_data(report: ImportReport) -> dict[str, Any]:
    """Return the report as JSON holds it."""
    course = report.course
    return {
        "course": course.slug,
        "created": report.created,
        "published": course.published,
        "files": [_file_data(file) for file in report.files],
        "missing": report.missing,
        "withdrawn": report.withdrawn,
        "kept": report.kept,
        "waiting": report.waiting,
        "askings": [_asking_data(a) for a in Asking.objects.of(course).open()],
        "pending": Proposal.objects.of(course).pending().count(),
    }


def _file_data(report: FileReport) -> dict[str, Any]:
    draft, file = report.draft, report.file
    proposals: Sequence[Proposal] = list(file.proposals.standing())
    return {
        "path": file.path,
        "digest": file.digest,
        "diff": draft.diff(),
        "outline": [
            {
                "module": module.title,
                "slug": file.slugs["modules"][module.slug],
                "lessons": [
                    {
                        "title": lesson.title,
                        "slug": file.slugs["lessons"][lesson.slug],
                        "line": min(lesson.lines, default=1),
                    }
                    for lesson in module.lessons
                ],
            }
            for module in draft.outline.modules
        ],
        "entities": [
            {"name": entity.name, "aliases": list(entity.aliases), "lines": list(entity.lines)}
            for entity in draft.entities
        ],
        "proposals": [_proposal_data(proposal) for proposal in proposals],
        "counts": counts_of(proposals),
        "new": report.changes.new,
        "replaced": report.changes.replaced,
        "gone": report.changes.gone,
        "lessons": {
            "created": report.load.created,
            "updated": report.load.updated,
            "kept": report.load.kept,
        },
        "conflicts": [*report.changes.conflicts, *report.load.conflicts],
    }


def _proposal_data(proposal: Proposal) -> dict[str, Any]:
    return {
        "key": proposal.key,
        "statement": proposal.statement,
        **proposal.words,
        "line": proposal.line,
        "quote": proposal.quote,
        "rule": proposal.rule,
        "confidence": proposal.confidence,
        "status": proposal.status,
    }


def _asking_data(asking: Asking) -> dict[str, Any]:
    return {
        "key": asking.key,
        "kind": asking.kind,
        "text": asking.text,
        "answers": asking.answers,
        "line": asking.line,
        "unlocks": asking.unlocks,
        "measured": asking.measured,
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
