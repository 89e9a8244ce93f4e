"""Deciding what becomes a fact, and what that makes of the lessons."""

import pytest

from courses.models import Lesson
from quizzes.models import Asking, Proposal
from quizzes.notes.decisions import (
    BatchRefused,
    NotAnAnswer,
    answer_askings,
    approve_batch,
    decide_proposals,
    edit_proposal,
)
from quizzes.notes.drafts import decided_files
from quizzes.notes.files import Source
from quizzes.notes.statements import NotAFact
from quizzes.notes.trial import DRAWN, trial_of
from tests.factories import (
    MONDAY,
    AskingFactory,
    ProposalFactory,
    UserFactory,
)
from tests.quizzes.notes.orchestra import STRINGS, WINDS, changed, imported, proposal

pytestmark = pytest.mark.django_db
Status = Proposal.Status


def decide(row, status, by=None):
    return decide_proposals(proposals=[row], status=status, by=by, now=MONDAY)


def body(slug="strings"):
    return Lesson.objects.get(slug=slug).body


# One by one


def test_an_approved_proposal_becomes_a_fact_line_and_tells_who_decided():
    imported()
    ina = UserFactory.create(instructor=True)

    decide(proposal("reads the alto clef"), Status.APPROVED, by=ina)

    row = proposal("reads the alto clef")
    assert (row.status, row.decided_by, row.decided_at) == (Status.APPROVED, ina, MONDAY)
    assert "- **Reads:** the alto clef" in body()
    assert "**Sings:**" not in body()


def test_approving_twice_is_approving_once():
    imported()
    decide(proposal("reads the alto clef"), Status.APPROVED)
    before = body()

    decide(proposal("reads the alto clef"), Status.APPROVED)

    assert body() == before


def test_a_rejected_proposal_is_no_fact_and_may_be_reopened():
    imported()
    decide(proposal("reads the alto clef"), Status.APPROVED)
    decide(proposal("reads the alto clef"), Status.REJECTED)
    assert "**Reads:**" not in body()

    decide(proposal("reads the alto clef"), Status.PROPOSED)

    row = proposal("reads the alto clef")
    assert (row.status, row.decided_at, row.decided_by) == (Status.PROPOSED, None, None)


def test_an_edited_proposal_says_what_the_person_wrote_and_the_notes_stay():
    imported()
    row = proposal("reads the alto clef")

    words = {"subject": "Viola", "label": "Reads", "value": "the clef of C"}
    edit_proposal(proposal=row, words=words, by=None, now=MONDAY)

    row.refresh_from_db()
    assert (row.status, row.value) == (Status.EDITED, "the clef of C")
    assert row.statement.endswith("reads the clef of C.")
    assert row.read["value"] == "the alto clef"
    assert "- **Reads:** the clef of C" in body()
    assert "reads the clef of C." in body()
    assert "reads the alto clef" not in body()
    assert "alto clef" in row.file.raw


def test_reopening_an_edited_proposal_gives_it_the_words_of_the_notes_back():
    imported()
    row = proposal("reads the alto clef")
    before = row.statement
    words = {"subject": "Viola", "label": "Reads", "value": "the clef of C"}
    edit_proposal(proposal=row, words=words, by=None, now=MONDAY)

    decide(row, Status.PROPOSED)

    row.refresh_from_db()
    assert (row.value, row.statement) == ("the alto clef", before)


def test_an_edited_proposal_that_was_rejected_is_approved_with_its_edit():
    imported()
    row = proposal("reads the alto clef")
    words = {"subject": "Viola", "label": "Reads", "value": "the clef of C"}
    edit_proposal(proposal=row, words=words, by=None, now=MONDAY)
    decide(row, Status.REJECTED)

    decide(row, Status.APPROVED)

    row.refresh_from_db()
    assert (row.status, row.value) == (Status.EDITED, "the clef of C")


def test_an_edit_without_a_change_is_an_approval():
    imported()
    row = proposal("reads the alto clef")

    edit_proposal(proposal=row, words=row.words, by=None, now=MONDAY)

    row.refresh_from_db()
    assert row.status == Status.APPROVED


def test_words_that_make_no_fact_are_refused_with_the_cure_and_change_nothing():
    imported()
    row = proposal("reads the alto clef")
    words = {"subject": "Viola", "label": "Purpose", "value": "the alto clef"}

    with pytest.raises(NotAFact, match="write a verb in its base form"):
        edit_proposal(proposal=row, words=words, by=None, now=MONDAY)

    row.refresh_from_db()
    assert (row.status, row.label) == (Status.PROPOSED, "Reads")


def test_an_edited_step_stays_a_step():
    steps = "# Tuning\n\n1. Loosen the peg.\n2. Sound the A.\n3. Turn the peg until both agree.\n"
    imported(Source("tuning.md", steps))
    row = proposal("Sound the A")
    words = row.words | {"value": "Sound the A of the oboe"}

    edit_proposal(proposal=row, words=words, by=None, now=MONDAY)

    row.refresh_from_db()
    assert row.statement == "Sound the A of the oboe."


def test_an_edited_proposal_that_the_notes_lost_stays_in_the_lesson():
    imported()
    row = proposal("reads the alto clef")
    words = {"subject": "Viola", "label": "Reads", "value": "the clef of C"}
    edit_proposal(proposal=row, words=words, by=None, now=MONDAY)

    imported(changed("* reads the alto clef\n", ""))

    assert "- **Reads:** the clef of C" in body()


def test_an_edit_of_the_lesson_stays_when_a_decision_follows():
    imported()
    lesson = Lesson.objects.get()
    lesson.body = lesson.body.replace("not yet in order", "in order now")
    lesson.save()

    decide(proposal("reads the alto clef"), Status.APPROVED)

    assert "in order now" in body()
    assert "**Reads:** the alto clef" in body()


def test_a_decision_touches_only_the_lessons_that_it_changes():
    imported(STRINGS, WINDS)
    revision = Lesson.objects.get(slug="winds").revision

    decide(proposal("reads the alto clef"), Status.APPROVED)

    assert Lesson.objects.get(slug="winds").revision == revision


# Together


def sure(number, slug="music"):
    """Return a file with so many sure proposals, besides what its text gives."""
    file = imported(Source("plain.md", "A word before.\n"), slug=slug).files[0].file
    file.proposals.all().delete()
    ProposalFactory.create_batch(number, file=file)
    return file


@pytest.fixture
def file():
    return sure(30)


def pass_trial(course, wrong=0):
    drawn = trial_of(course).drawn
    decide_proposals(proposals=drawn[:wrong], status=Status.REJECTED, by=None, now=MONDAY)
    decide_proposals(proposals=drawn[wrong:], status=Status.APPROVED, by=None, now=MONDAY)


def approve_rest(course):
    approve_batch(proposals=Proposal.objects.of(course), by=None, now=MONDAY)


def test_the_draw_is_twenty_of_the_sure_ones_and_always_the_same(file):
    ProposalFactory.create_batch(30, file=file, confidence=0.89)

    drawn = trial_of(file.course).drawn

    assert len(drawn) == DRAWN == 20
    assert all(row.confidence >= 0.9 for row in drawn)
    assert [row.pk for row in drawn] == [row.pk for row in trial_of(file.course).drawn]
    assert [row.pk for row in drawn] != sorted(Proposal.objects.values_list("pk", flat=True))[:20]


def test_another_course_draws_others(file):
    other = sure(0, slug="painting")
    for row in Proposal.objects.filter(file=file):
        ProposalFactory.create(file=other, key=row.key)

    one, two = ({row.key for row in trial_of(f.course).drawn} for f in (file, other))

    assert one != two


def test_a_batch_before_the_trial_is_refused_and_says_what_is_left(file):
    decide_proposals(
        proposals=trial_of(file.course).drawn[:5], status=Status.APPROVED, by=None, now=MONDAY
    )

    with pytest.raises(BatchRefused, match="15 of 20 drawn proposals are still to be decided"):
        approve_rest(file.course)

    assert Proposal.objects.accepted().count() == 5


@pytest.mark.parametrize("wrong", [0, 1])
def test_a_batch_after_a_passed_trial_approves_the_rest_and_is_known_as_one(file, wrong):
    pass_trial(file.course, wrong)

    approve_rest(file.course)

    assert Proposal.objects.accepted().count() == 30 - wrong
    assert Proposal.objects.filter(in_batch=True).count() == 10


def test_two_mistakes_in_the_trial_forbid_a_batch(file):
    pass_trial(file.course, wrong=2)

    with pytest.raises(BatchRefused, match="2 of 20 drawn proposals were rejected"):
        approve_rest(file.course)

    assert Proposal.objects.accepted().count() == 18


def test_a_drawn_proposal_that_needed_other_words_is_a_mistake_too(file):
    pass_trial(file.course, wrong=1)
    row = trial_of(file.course).drawn[-1]
    Proposal.objects.filter(pk=row.pk).update(status=Status.EDITED)

    assert not trial_of(file.course).passed


def test_a_proposal_that_is_not_sure_is_never_part_of_a_batch(file):
    pass_trial(file.course)
    ProposalFactory.create(file=file, confidence=0.89)

    with pytest.raises(BatchRefused, match=r"1 of these have a confidence below 0\.9"):
        approve_rest(file.course)

    assert Proposal.objects.pending().count() == 11


def test_a_batch_leaves_what_is_decided_as_it_is(file):
    pass_trial(file.course, wrong=1)

    approve_rest(file.course)

    assert Proposal.objects.filter(status=Status.REJECTED).count() == 1


def test_the_trial_of_a_small_course_is_all_of_it(file):
    Proposal.objects.filter(pk__in=Proposal.objects.values("pk")[:23]).delete()

    assert len(trial_of(file.course).drawn) == 7


def test_what_was_approved_together_and_drawn_later_is_to_be_looked_at(file):
    pass_trial(file.course)
    approve_rest(file.course)
    drawn = trial_of(file.course).drawn[0]
    Proposal.objects.filter(pk=drawn.pk).update(in_batch=True)

    assert [row.pk for row in trial_of(file.course).left] == [drawn.pk]


# Answers


def test_an_answer_is_kept_with_who_gave_it_and_may_be_taken_back(file):
    asking, ina = AskingFactory.create(file=file), UserFactory.create()

    answer_askings(askings=[asking], answer="yes", by=ina, now=MONDAY)
    asking.refresh_from_db()
    assert (asking.answer, asking.decided_by, asking.decided_at) == ("yes", ina, MONDAY)

    answer_askings(askings=[asking], answer="", by=ina, now=MONDAY)
    asking.refresh_from_db()
    assert (asking.answer, asking.decided_by, asking.decided_at) == ("", None, None)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("closure", "maybe"), ("closure", "2026-11"), ("date", "2026-13"), ("date", "month")],
)
def test_what_is_no_answer_is_refused_and_changes_nothing(file, kind, answer):
    asking = AskingFactory.create(file=file, kind=kind, answers=["month", "yes", "no"])

    with pytest.raises(NotAnAnswer, match="“yes”"):
        answer_askings(askings=[asking], answer=answer, by=None, now=MONDAY)

    assert Asking.objects.get().answer == ""


def test_a_date_is_answered_by_a_month(file):
    asking = AskingFactory.create(file=file, kind="date", answers=["no"])

    answer_askings(askings=[asking], answer="2026-11", by=None, now=MONDAY)

    assert Asking.objects.get().answer == "2026-11"


def test_a_spelling_counts_as_mended_only_when_a_person_says_so(file):
    for word, answer in (("fidle", "yes"), ("celo", "no"), ("bas", "")):
        AskingFactory.create(file=file, kind=Asking.SPELLING, subject=word, answer=answer)

    (decided,) = decided_files(file.course)

    assert decided.decisions.spellings == {"fidle"}
    assert decided.decisions.answers == {}
