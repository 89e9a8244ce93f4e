"""Changed notes meet decisions: what stays, what arrives, what is asked again, what is a conflict."""

import pytest

from quizzes.generation.chance import digest
from quizzes.generation.importing.types import (
    Asking,
    NotesDraft,
    Outline,
    OutlineLesson,
    OutlineModule,
    OutlineSection,
    Proposal,
    Spelling,
)
from quizzes.generation.words import normal
from quizzes.notes import models
from quizzes.notes.changes import bring_askings, bring_proposals
from tests.factories import MONDAY, NotesFileFactory

Status = models.Proposal.Status
LINES = (
    ("Violin", "Limit", "4 strings"),
    ("Violin", "Carries", "the melody"),
    ("Viola", "Reads", "the alto clef"),
)


def value(order, subject, label, text, negative=False):
    key = digest("proposal", normal(subject), normal(label), normal(text), negative)
    return Proposal(
        key=key,
        subject=subject,
        label=label,
        value=text,
        statement=f"{subject}: {label} {text}",
        lesson="strings",
        section="strings",
        lines=(order,),
        quote=f"- {label}: {text}",
        rule="label and value",
        confidence=0.9,
        negative=negative,
        order=order,
    )


def draft(*lines, askings=(), spellings=()):
    proposals = tuple(value(order, *line) for order, line in enumerate(lines, start=1))
    section = OutlineSection("Strings", "strings", "", (1,))
    lesson = OutlineLesson("Strings", "strings", (1,), (section,))
    outline = Outline((OutlineModule("Strings", "strings", (1,), (lesson,)),))
    return NotesDraft("s", "", "", (), outline, (), (), proposals, spellings, askings)


@pytest.fixture
def file(db):
    """A file with three proposals that nobody has judged."""
    file = NotesFileFactory.create()
    bring_proposals(file, draft(*LINES), {})
    return file


def decide(said, status, **words):
    """Decide the proposal with this value, and perhaps give it other words."""
    row = models.Proposal.objects.get(value=said)
    for name, text in words.items():
        setattr(row, name, text)
    row.status, row.decided_at = status, MONDAY
    row.save()
    return row


def bring(file, *lines, reread=False):
    return bring_proposals(file, draft(*lines), {}, reread=reread)


def test_the_same_notes_change_nothing(file):
    decide("4 strings", Status.APPROVED)
    before = list(models.Proposal.objects.values())

    changes = bring(file, *LINES)

    assert list(models.Proposal.objects.values()) == before
    assert (changes.new, changes.replaced, changes.gone, changes.conflicts) == (0, [], [], [])


def test_a_line_that_moved_keeps_its_decision_and_tells_its_new_place(file):
    row = decide("the alto clef", Status.APPROVED)

    bring(file, LINES[2], LINES[0], LINES[1])

    row.refresh_from_db()
    assert (row.status, row.line, row.order) == (Status.APPROVED, 1, 1)


def test_a_line_written_in_other_letters_keeps_its_decision(file):
    row = decide("4 strings", Status.APPROVED)

    changes = bring(file, ("Violin", "limit", "4 Strings"), *LINES[1:])

    row.refresh_from_db()
    assert (row.status, row.value, changes.replaced) == (Status.APPROVED, "4 Strings", [])


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED])
def test_a_line_that_says_something_else_is_to_be_decided(file, status):
    decide("4 strings", status)

    changes = bring(file, ("Violin", "Limit", "5 strings"), *LINES[1:])

    row = models.Proposal.objects.get(value="5 strings")
    assert (row.status, row.decided_at) == (Status.PROPOSED, None)
    assert "“Violin: Limit 4 strings”; then the notes changed" in row.notice
    assert changes.replaced == ["“Violin: Limit 4 strings” is now “Violin: Limit 5 strings”"]
    assert (changes.new, changes.gone) == (0, [])
    assert models.Proposal.objects.get(value="4 strings").gone


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED])
def test_a_change_taken_back_brings_the_decision_back(file, status):
    decide("4 strings", status)
    before = list(models.Proposal.objects.values())

    bring(file, ("Violin", "Limit", "5 strings"), *LINES[1:])
    bring(file, *LINES)

    assert list(models.Proposal.objects.values()) == before


def test_an_edit_through_a_change_taken_back_is_as_it_was(file):
    row = decide("the melody", Status.EDITED, value="the upper melody")

    bring(file, LINES[0], ("Violin", "Carries", "the high melody"), LINES[2])
    bring(file, *LINES)

    row.refresh_from_db()
    assert (row.status, row.value, row.read["value"]) == (
        Status.EDITED,
        "the upper melody",
        "the melody",
    )


def test_an_edit_stays_while_the_notes_stay(file):
    row = decide("the melody", Status.EDITED, value="the upper melody")

    bring(file, *LINES)

    row.refresh_from_db()
    assert (row.status, row.value, row.notice) == (Status.EDITED, "the upper melody", "")


def test_an_edit_stays_when_the_notes_change_another_word(file):
    row = decide("the melody", Status.EDITED, value="the upper melody")

    changes = bring(file, LINES[0], ("Violin", "Leads", "the melody"), LINES[2])

    row.refresh_from_db()
    assert (row.label, row.value) == ("Leads", "the upper melody")
    assert "leads the upper melody" in row.statement.lower()
    assert changes.conflicts == []


def test_an_edit_and_another_change_of_the_same_words_are_a_conflict_and_the_edit_stays(file):
    row = decide("the melody", Status.EDITED, value="the upper melody")

    changes = bring(file, LINES[0], ("Violin", "Carries", "the high melody"), LINES[2])

    row.refresh_from_db()
    assert (row.status, row.value) == (Status.EDITED, "the upper melody")
    assert row.read["value"] == "the high melody"
    assert "the high melody" in row.notice
    assert len(changes.conflicts) == 1


def test_notes_that_take_over_an_edit_agree_with_it(file):
    row = decide("the melody", Status.EDITED, value="the upper melody")

    changes = bring(file, LINES[0], ("Violin", "Carries", "the upper melody"), LINES[2])

    row.refresh_from_db()
    assert (row.status, changes.conflicts) == (Status.APPROVED, [])


def test_an_approved_line_taken_out_is_gone_and_its_decision_waits_for_it(file):
    row = decide("the alto clef", Status.APPROVED)

    changes = bring(file, *LINES[:2])
    row.refresh_from_db()
    assert row.gone
    assert changes.gone == ["Viola: Reads the alto clef"]

    bring(file, *LINES)
    row.refresh_from_db()
    assert (row.gone, row.status) == (False, Status.APPROVED)


def test_an_edited_line_taken_out_is_a_conflict(file):
    row = decide("the alto clef", Status.EDITED, value="the clef of the alto")

    changes = bring(file, *LINES[:2])

    row.refresh_from_db()
    assert (row.gone, row.status, row.value) == (True, Status.EDITED, "the clef of the alto")
    assert "was taken out" in changes.conflicts[0]


def test_a_denial_is_never_taken_for_the_claim_it_denies(file):
    row = decide("the alto clef", Status.APPROVED)

    bring(file, ("Viola", "Reads", "the alto clefs of all", True))

    row.refresh_from_db()
    assert (row.gone, row.status) == (True, Status.APPROVED)


def test_what_is_said_of_another_subject_does_not_inherit_a_decision(file):
    row = decide("the alto clef", Status.APPROVED)

    bring(file, *LINES[:2], ("Bassoon", "Reads", "the alto clef too"))

    assert models.Proposal.objects.get(subject="Bassoon").status == Status.PROPOSED
    row.refresh_from_db()
    assert row.gone


def test_one_content_said_twice_is_one_proposal(file):
    changes = bring(file, *LINES, LINES[0])

    assert models.Proposal.objects.count() == 3
    assert changes.new == 0


# The same text, read by other rules


def test_what_was_approved_stays_as_it_was_approved_when_its_line_is_read_otherwise(file):
    row = decide("4 strings", Status.APPROVED)

    changes = bring(file, ("Violin", "Has", "4 strings"), *LINES[1:], reread=True)

    row.refresh_from_db()
    assert (row.status, row.label, row.decided_at) == (Status.EDITED, "Limit", MONDAY)
    assert row.read["label"] == "Has"
    assert "is now read as “Violin: Has 4 strings”" in row.notice
    assert (changes.replaced, changes.conflicts) == ([], [])


def test_what_was_approved_stays_when_its_line_is_no_longer_read(file):
    row = decide("the alto clef", Status.APPROVED)

    changes = bring(file, *LINES[:2], reread=True)

    row.refresh_from_db()
    assert (row.status, row.gone, row.value) == (Status.EDITED, True, "the alto clef")
    assert changes.gone == []


def test_another_reading_of_a_rejected_line_is_to_be_decided(file):
    decide("4 strings", Status.REJECTED)

    bring(file, ("Violin", "Has", "4 strings"), *LINES[1:], reread=True)

    row = models.Proposal.objects.get(gone=False, value="4 strings")
    assert (row.status, row.label) == (Status.PROPOSED, "Has")


# Askings

CLOSED = Asking("a1", "closure", "Is this list complete?", ("yes", "no"), ("k",), 3, unlocks=4)


def test_an_answer_stays_and_the_words_of_the_question_follow(file):
    bring_askings(file, draft(askings=(CLOSED,)))
    models.Asking.objects.update(answer="yes", decided_at=MONDAY)
    reworded = Asking("a1", "closure", "Is it complete?", ("yes", "no"), ("k",), 5, unlocks=6)

    new = bring_askings(file, draft(askings=(reworded,)))

    (row,) = models.Asking.objects.all()
    assert (new, row.answer, row.text, row.unlocks, row.line) == (0, "yes", "Is it complete?", 6, 5)


def test_a_question_that_no_longer_arises_is_gone_and_may_come_back(file):
    bring_askings(file, draft(askings=(CLOSED,)))
    models.Asking.objects.update(answer="yes", decided_at=MONDAY)

    bring_askings(file, draft())
    assert models.Asking.objects.get().gone

    bring_askings(file, draft(askings=(CLOSED,)))
    row = models.Asking.objects.get()
    assert (row.gone, row.answer) == (False, "yes")


def test_a_doubtful_spelling_is_asked_like_the_rest(file):
    bring_askings(file, draft(spellings=(Spelling("fidle", "fiddle", (7, 9)),)))

    row = models.Asking.objects.get()
    assert (row.kind, row.subject, row.value, row.line) == ("spelling", "fidle", "fiddle", 7)
    assert row.text == "Is “fidle” meant to be “fiddle”?"


def test_questions_stand_in_the_order_of_what_they_unlock(file):
    small = Asking("a2", "closure", "Small?", ("yes", "no"), (), 1, unlocks=1)

    bring_askings(file, draft(askings=(small, CLOSED)))

    assert [row.key for row in models.Asking.objects.all()] == ["a1", "a2"]
