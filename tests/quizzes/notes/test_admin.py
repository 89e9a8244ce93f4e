"""The instructors' lists of proposals, questions and files of notes."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from courses.models import Lesson
from quizzes.models import Asking, NotesFile, Proposal
from quizzes.notes.decisions import decide_proposals
from quizzes.notes.trial import trial_of
from tests.factories import MONDAY, AskingFactory, ProposalFactory
from tests.quizzes.notes.orchestra import STRINGS, WINDS, changed, imported, proposal

pytestmark = pytest.mark.django_db
Status = Proposal.Status
PROPOSALS = reverse("admin:quizzes_proposal_changelist")
ASKINGS = reverse("admin:quizzes_asking_changelist")
FILES = reverse("admin:quizzes_notesfile_changelist")


def read(response):
    return response.content.decode()


def act(client, url, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return read(client.post(url, data, follow=True))


def change_page(row):
    return reverse(f"admin:quizzes_{row._meta.model_name}_change", args=(row.pk,))


# Proposals


def test_the_list_shows_sentence_place_raw_line_rule_and_lesson(instructor_client):
    imported(STRINGS, WINDS)
    row = proposal("tenor")

    page = read(instructor_client.get(PROPOSALS))

    for words in (row.statement, f"strings.md:{row.line}", row.quote, row.rule, "Strings"):
        assert words in page


def test_the_list_can_be_narrowed(instructor_client):
    course = imported(STRINGS, WINDS).course
    winds = Lesson.objects.get(slug="winds")
    ProposalFactory.create(file=NotesFile.objects.first(), confidence=0.3, statement="Doubtful.")

    def shown(**query):
        rows = instructor_client.get(PROPOSALS, query).context["cl"].result_list
        return {row.statement for row in rows}

    assert shown(lesson__id__exact=winds.pk) == {p.statement for p in winds.proposals.all()}
    assert "Doubtful." not in shown(confidence="sure")
    assert "Doubtful." in shown(confidence="doubtful")
    assert "Doubtful." in shown(status__exact="proposed", file__course__id__exact=course.pk)
    assert "Doubtful." not in shown(status__exact="approved")
    assert "Doubtful." not in shown(rule="bare verb")
    assert "Doubtful." in shown(confidence="no such band")


def test_the_drawn_proposals_can_be_listed_alone(instructor_client):
    course = imported().course
    left = trial_of(course).left

    response = instructor_client.get(PROPOSALS, {"drawn": "left"})

    assert left
    assert {row.pk for row in response.context["cl"].result_list} == {row.pk for row in left}


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_proposals(
    instructor_client, django_assert_num_queries, number
):
    file = imported(STRINGS, WINDS).files[0].file
    for row in ProposalFactory.create_batch(number, file=file):
        row.lesson = Lesson.objects.first()
        row.save()

    with django_assert_num_queries(8):
        instructor_client.get(PROPOSALS)


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_questions(
    instructor_client, django_assert_num_queries, number
):
    file = imported().files[0].file
    AskingFactory.create_batch(number, file=file)

    with django_assert_num_queries(7):
        instructor_client.get(ASKINGS)


def test_one_proposal_is_approved_rejected_and_reopened_by_action(instructor_client, instructor):
    imported()

    act(instructor_client, PROPOSALS, "approve", proposal("tenor"))
    assert (proposal("tenor").status, proposal("tenor").decided_by) == (Status.APPROVED, instructor)
    assert "**Sings:** the tenor lines" in Lesson.objects.get().body

    act(instructor_client, PROPOSALS, "reject", proposal("tenor"))
    assert proposal("tenor").status == Status.REJECTED
    assert "**Sings:**" not in Lesson.objects.get().body

    act(instructor_client, PROPOSALS, "reopen", proposal("tenor"))
    assert proposal("tenor").status == Status.PROPOSED


def test_approving_several_at_once_is_a_batch_and_is_refused_before_the_trial(instructor_client):
    file = imported().files[0].file
    rows = ProposalFactory.create_batch(2, file=file, confidence=0.99)

    page = act(instructor_client, PROPOSALS, "approve", *rows)

    assert "drawn proposals are still to be decided one by one" in page
    assert not Proposal.objects.accepted().exists()


def test_several_doubtful_ones_are_never_approved_at_once(instructor_client):
    imported()

    page = act(instructor_client, PROPOSALS, "approve", proposal("tenor"), proposal("melody"))

    assert "Such proposals are decided one by one" in page
    assert not Proposal.objects.accepted().exists()


def test_after_the_trial_several_sure_ones_are_approved_at_once(instructor_client):
    file = imported().files[0].file
    file.proposals.all().delete()
    ProposalFactory.create_batch(25, file=file)
    decide_proposals(
        proposals=trial_of(file.course).drawn, status=Status.APPROVED, by=None, now=MONDAY
    )

    page = act(instructor_client, PROPOSALS, "approve", *Proposal.objects.pending())

    assert "Approved: 5." in page
    assert Proposal.objects.filter(in_batch=True).count() == 5


def save_list(client, statuses):
    """Save the list with a status for each row, in the order given."""
    rows = list(client.get(PROPOSALS).context["cl"].result_list)
    data = {
        "form-TOTAL_FORMS": len(rows),
        "form-INITIAL_FORMS": len(rows),
        "_save": "Save",
    }
    for place, row in enumerate(rows):
        data |= {f"form-{place}-id": row.pk, f"form-{place}-status": statuses.get(row, row.status)}
    return read(client.post(PROPOSALS, data, follow=True))


def test_rows_are_decided_one_by_one_in_the_list(instructor_client, instructor):
    imported()
    tenor, melody = proposal("tenor"), proposal("melody")

    save_list(instructor_client, {tenor: Status.APPROVED, melody: Status.REJECTED})

    assert (proposal("tenor").status, proposal("tenor").in_batch) == (Status.APPROVED, False)
    assert proposal("melody").status == Status.REJECTED
    assert proposal("melody").decided_by == instructor
    assert Proposal.objects.pending().count() == Proposal.objects.count() - 2
    assert "**Sings:** the tenor lines" in Lesson.objects.get().body


def test_the_list_cannot_call_a_row_edited_that_is_not(instructor_client):
    imported()

    save_list(instructor_client, {proposal("tenor"): Status.EDITED})

    assert proposal("tenor").status == Status.PROPOSED


def test_the_words_of_a_proposal_are_edited_and_its_sentence_is_made_anew(
    instructor_client, instructor
):
    imported()
    row = proposal("tenor")
    page = read(instructor_client.get(change_page(row)))
    assert row.quote in page
    assert "Saving approves the fact with these words." in page

    words = {"subject": "Cello", "label": "Sings", "value": "the bass lines"}
    instructor_client.post(change_page(row), words)

    row.refresh_from_db()
    assert (row.status, row.decided_by) == (Status.EDITED, instructor)
    assert row.statement == "Cello sings the bass lines."
    assert "**Sings:** the bass lines" in Lesson.objects.get().body
    assert LogEntry.objects.get().object_id == str(row.pk)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"label": "Purpose"}, "write a verb in its base form"),
        ({"value": ""}, "This field is required"),
        ({"subject": "Cello\n## Other"}, "on one line each"),
    ],
)
def test_words_that_make_no_fact_are_refused_and_change_nothing(instructor_client, words, told):
    imported()
    row = proposal("tenor")

    page = read(instructor_client.post(change_page(row), row.words | words))

    row.refresh_from_db()
    assert told in page
    assert (row.status, row.label, row.subject) == (Status.PROPOSED, "Sings", "Cello")


def test_a_conflict_with_the_lesson_is_told_to_who_decides(instructor_client):
    imported()
    act(instructor_client, PROPOSALS, "approve", proposal("tenor"))
    lesson = Lesson.objects.get()
    lesson.body = lesson.body.replace("**Sings:** the tenor lines", "**Sings:** what is high")
    lesson.save()

    page = act(instructor_client, PROPOSALS, "reject", proposal("tenor"))

    assert "onflict, not overwritten: music / strings: body" in page
    assert "**Sings:** what is high" in Lesson.objects.get().body


def test_a_proposal_that_the_notes_lost_is_not_listed(instructor_client):
    imported()
    imported(changed("* sings the tenor lines\n", ""))

    assert "tenor lines" not in read(instructor_client.get(PROPOSALS))


# Questions


def test_questions_stand_in_the_order_of_what_they_unlock(instructor_client):
    file = imported().files[0].file
    AskingFactory.create(file=file, text="The best of all?", unlocks=99, measured=True)
    AskingFactory.create(file=file, text="Only an estimate?", unlocks=98)

    rows = instructor_client.get(ASKINGS).context["cl"].result_list
    counted = [row.unlocks for row in rows if row.measured]

    assert rows[0].text == "The best of all?"
    assert counted == sorted(counted, reverse=True)
    assert "Only an estimate?" in {row.text for row in rows[len(counted) :]}


def test_what_answers_unlock_is_counted_again_by_action(instructor_client):
    imported()
    counted = list(Asking.objects.values_list("key", "unlocks", "measured"))
    Asking.objects.update(unlocks=7, measured=False)

    act(instructor_client, ASKINGS, "count_again", Asking.objects.first())

    assert sorted(Asking.objects.values_list("key", "unlocks", "measured")) == sorted(counted)


def test_questions_are_answered_by_action_and_answers_taken_back(instructor_client, instructor):
    imported()
    asking = Asking.objects.filter(kind="closure").first()

    for action, answer in (("say_yes", "yes"), ("say_no", "no"), ("take_back", "")):
        act(instructor_client, ASKINGS, action, asking)
        asking.refresh_from_db()
        assert asking.answer == answer
        assert (asking.decided_by == instructor) == bool(answer)


def test_answered_questions_can_be_set_aside(instructor_client):
    imported()
    asking = Asking.objects.filter(kind="closure").first()
    act(instructor_client, ASKINGS, "say_yes", asking)

    left = instructor_client.get(ASKINGS, {"answered": "no"}).context["cl"].result_list
    done = instructor_client.get(ASKINGS, {"answered": "yes"}).context["cl"].result_list

    assert asking not in left
    assert list(done) == [asking]


def test_a_question_with_other_answers_refuses_yes_and_is_answered_on_its_page(instructor_client):
    file = imported().files[0].file
    asking = AskingFactory.create(file=file, kind="subject", answers=["Cello", "Viola"])

    assert "Answers: “Cello”, “Viola”" in act(instructor_client, ASKINGS, "say_yes", asking)
    assert "“Bassoon” does not answer" in read(
        instructor_client.post(change_page(asking), {"answer": "Bassoon"})
    )
    asking.refresh_from_db()
    assert asking.answer == ""

    instructor_client.post(change_page(asking), {"answer": " Viola "})
    asking.refresh_from_db()
    assert asking.answer == "Viola"


def test_a_question_shows_the_lines_it_is_about(instructor_client):
    imported()
    asking = Asking.objects.filter(kind="closure").first()

    page = read(instructor_client.get(change_page(asking)))

    assert "* needs: a bow, rosin, a chin rest" in page


# Files


def test_a_file_shows_its_raw_text_its_repairs_and_its_conflicts_and_cannot_be_changed(
    instructor_client,
):
    imported(changed("the tenor lines", "<b>the tenor</b> lines"))
    NotesFile.objects.update(conflicts=["here “one”, there “two”"])
    file = NotesFile.objects.get()

    page = read(instructor_client.get(change_page(file)))

    assert "+* carries the melody above the orchestra" in page
    assert "&lt;b&gt;the tenor&lt;/b&gt; lines" in page
    assert "here “one”, there “two”" in page
    assert 'name="_save"' not in page
    assert instructor_client.post(change_page(file), {"raw": "x"}).status_code == 403


@pytest.mark.parametrize("url", [PROPOSALS, ASKINGS, FILES])
def test_nobody_adds_and_no_student_sees(client, student, instructor, url):
    client.force_login(instructor)
    assert client.get(f"{url}add/").status_code == 403
    client.force_login(student)
    assert client.get(url).status_code in {302, 403}
    assert client.post(url, {"action": "approve"}).status_code in {302, 403}
