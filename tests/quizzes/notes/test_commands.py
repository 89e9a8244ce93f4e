"""The commands for notes: what they print, what they refuse, and that a refusal changes nothing."""

import json
import re

import pytest
from django.core.management import CommandError, call_command

from courses.models import Course, Lesson
from quizzes.models import Asking, NotesFile, Proposal
from quizzes.notes.trial import trial_of
from tests.factories import AskingFactory, CourseFactory, ProposalFactory, UserFactory
from tests.quizzes.notes.orchestra import (
    FOLDER,
    STRINGS,
    changed,
    imported,
    proposal,
    published,
    say_yes,
)

pytestmark = pytest.mark.django_db
Status = Proposal.Status


@pytest.fixture
def run(capsys):
    """Run a command and return what it printed."""

    def run(name, *args):
        call_command(name, *map(str, args))
        return capsys.readouterr().out

    return run


def state():
    models = (Course, Lesson, NotesFile, Proposal, Asking)
    return [list(model.objects.order_by("pk").values()) for model in models]


# import_notes


def test_an_import_tells_repairs_outline_things_proposals_questions_and_what_is_next(run):
    printed = run("import_notes", FOLDER, "--course", "music")

    assert "Orchestra: a new draft course from 2 files." in printed
    assert "strings.md: 1 repair (--diff shows them)" in printed
    assert "Strings (line 1, " in printed
    assert "Things: Strings, Violin, Viola, Cello, Double bass" in printed
    assert f"Proposals: {NotesFile.objects.first().proposals.count()}, " in printed
    assert "bare verb: " in printed
    assert "Is this list complete?" in printed
    assert "preview_notes --course music" in printed


def test_questions_are_told_in_the_order_of_what_they_unlock(run):
    imported()
    AskingFactory.create(
        file=NotesFile.objects.get(), text="The best of all?", unlocks=99, measured=True
    )

    printed = run("approve_notes", "--course", "music", "--list")

    asked = [line for line in printed.split("\n") if " more  " in line]
    gains = [int(line.split(" more  ")[0].split()[-1]) for line in asked if "about" not in line]
    assert "The best of all?" in asked[0]
    assert gains[:5] == sorted(gains, reverse=True)[:5]
    assert len(asked) == Asking.objects.count()


def test_the_repair_is_shown_as_a_unified_diff(run):
    printed = run("import_notes", FOLDER / "strings.md", "--course", "music", "--diff")

    assert "\n-*carries the melody above the orchestra\n" in printed
    assert "\n+* carries the melody above the orchestra\n" in printed


def test_machines_get_it_all_as_json(run):
    data = json.loads(run("import_notes", FOLDER, "--course", "music", "--json"))

    strings, _ = data["files"]
    assert data["course"] == "music"
    assert "+* carries the melody" in strings["diff"]
    assert strings["outline"][0]["lessons"][0] == {"title": "Strings", "slug": "strings", "line": 1}
    assert {"key", "quote", "rule", "confidence", "line"} <= strings["proposals"][0].keys()
    assert data["pending"] == Proposal.objects.count()
    counted = [asking["unlocks"] for asking in data["askings"] if asking["measured"]]
    assert counted == sorted(counted, reverse=True)
    assert counted[0] > 0


def test_the_title_of_a_new_course_may_be_given(run):
    run("import_notes", FOLDER, "--course", "music", "--title", "The orchestra")

    assert Course.objects.get().title == "The orchestra"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("no.md", None, "nothing is there"),
        ("a.md", b"\xff\xfe", "a.md:1: not UTF-8 text"),
        ("a.md", b"", "a.md:1: the file is empty"),
        ("a.pdf", b"%PDF", "not a Markdown file"),
        (".", None, "no Markdown file is in this folder"),
    ],
)
def test_notes_that_cannot_be_read_are_refused_in_one_line_and_nothing_changes(
    tmp_path, name, data, told
):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    imported()
    before = state()

    with pytest.raises(CommandError) as caught:
        call_command("import_notes", str(tmp_path / name), "--course", "music")

    assert told in str(caught.value)
    assert state() == before


def test_a_course_that_was_not_made_from_notes_is_refused(run):
    CourseFactory.create(slug="mine")
    before = state()

    with pytest.raises(CommandError, match="was not made from notes"):
        run("import_notes", FOLDER, "--course", "mine")

    assert state() == before


def test_a_second_import_tells_what_was_kept_what_changed_and_what_is_in_conflict(run, tmp_path):
    imported()
    call_command("approve_notes", "--course", "music", "--fact", proposal("tenor").key)
    Lesson.objects.update(title="The strings")
    other = changed("# Strings", "# Bowed strings")
    text = other.text.replace("the tenor lines", "the tenor lines, softly")
    (tmp_path / "strings.md").write_text(text)

    printed = run("import_notes", tmp_path / "strings.md", "--course", "music")

    assert "changed in the notes, decide again: “Cello sings the tenor lines.” is now" in printed
    assert "conflict, not overwritten: music / strings: title (strings.md:1)" in printed
    assert Lesson.objects.get().title == "The strings"


def test_an_import_into_a_published_course_says_what_waits_for_publishing(run, tmp_path):
    published(STRINGS)
    (tmp_path / "strings.md").write_text(changed("tenor", "bass").text)

    printed = run("import_notes", tmp_path / "strings.md", "--course", "music")

    assert "Orchestra" not in printed
    assert "Music: a published course" in printed
    assert "published, changes only with publish_notes: strings" in printed


# approve_notes


def test_facts_are_approved_rejected_and_reopened_by_key(run):
    imported()
    tenor, melody = proposal("tenor"), proposal("melody")

    printed = run("approve_notes", "--course", "music", "--fact", tenor.key, "--reject", melody.key)
    assert "1 rejected, 1 approved" in printed
    assert (proposal("tenor").status, proposal("melody").status) == (
        Status.APPROVED,
        Status.REJECTED,
    )

    run("approve_notes", "--course", "music", "--reopen", melody.key)
    assert proposal("melody").status == Status.PROPOSED


def test_a_question_is_answered_by_key(run):
    imported()
    asking = Asking.objects.filter(kind="closure").first()

    run("approve_notes", "--course", "music", "--answer", asking.key, "yes")

    asking.refresh_from_db()
    assert asking.answer == "yes"


def test_what_is_left_to_answer_is_counted_anew_after_an_answer(run):
    imported()
    before = dict(Asking.objects.values_list("key", "unlocks"))
    best = Asking.objects.first()

    run("approve_notes", "--course", "music", "--answer", best.key, "no")

    left = dict(Asking.objects.open().values_list("key", "unlocks"))
    assert any(left[key] < before[key] for key in left)


def test_who_decides_may_be_told(run):
    ina = UserFactory.create(email="ina@example.com", instructor=True)
    imported()

    run(
        "approve_notes", "--course", "music", "--by", "Ina@example.com",
        "--fact", proposal("tenor").key,
    )  # fmt: skip

    assert proposal("tenor").decided_by == ina


def test_the_list_shows_the_raw_line_the_rule_and_how_sure_it_is(run):
    imported()
    row = proposal("tenor")

    printed = run("approve_notes", "--course", "music")

    assert f"{row.key}  {row.statement}" in printed
    assert f"strings.md:{row.line}: * sings the tenor lines   [{row.rule}, " in printed
    assert "Decide these first, one by one" in printed


def test_approving_all_before_the_trial_explains_itself_and_changes_nothing(run):
    imported()
    ProposalFactory.create_batch(3, file=NotesFile.objects.get(), confidence=0.95)
    key = proposal("tenor").key

    with pytest.raises(CommandError, match="drawn proposals are still to be decided one by one"):
        run("approve_notes", "--course", "music", "--fact", key, "--all-above", "0.9")

    assert not Proposal.objects.accepted().exists()


def test_approving_all_after_the_trial_leaves_the_less_sure_ones(run):
    imported()
    file = NotesFile.objects.get()
    file.proposals.all().delete()
    ProposalFactory.create_batch(30, file=file, confidence=0.95)
    keys = [row.key for row in trial_of(file.course).drawn]
    run("approve_notes", "--course", "music", "--fact", *keys)
    left = list(Proposal.objects.pending())
    Proposal.objects.filter(pk=left[0].pk).update(confidence=0.91)

    printed = run("approve_notes", "--course", "music", "--all-above", "0.92")

    assert "9 approved together" in printed
    assert list(Proposal.objects.pending()) == left[:1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--fact", "nosuchkey"], "No proposal has the key “nosuchkey”"),
        (["--reject", "nosuchkey"], "No proposal has the key “nosuchkey”"),
        (["--answer", "nosuchkey", "yes"], "No question has the key “nosuchkey”"),
        (["--all-above", "0.5"], "--all-above is 0.9 to 1"),
        (["--by", "nobody@example.com"], "Nobody has the address “nobody@example.com”"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_changes(run, options, told):
    imported()
    key = proposal("tenor").key
    before = state()

    with pytest.raises(CommandError) as caught:
        run("approve_notes", "--course", "music", "--fact", key, *options)

    assert told in str(caught.value)
    assert state() == before


def test_an_answer_that_is_none_is_refused_with_the_answers(run):
    imported()
    asking = Asking.objects.filter(kind="closure").first()

    with pytest.raises(CommandError, match="Answers: “yes”, “no”"):
        run("approve_notes", "--course", "music", "--answer", asking.key, "perhaps")


@pytest.mark.parametrize("name", ["approve_notes", "preview_notes", "publish_notes"])
def test_a_course_not_made_from_notes_has_nothing_to_decide(run, name):
    CourseFactory.create(slug="mine")

    with pytest.raises(CommandError, match="Such courses: none yet: run import_notes"):
        run(name, "--course", "mine")


# preview_notes and publish_notes


def test_a_preview_prints_the_questions_and_their_number(run):
    imported()
    say_yes("identity")

    printed = run("preview_notes", "--course", "music", "--with-pending")

    assert re.search(r"^[1-9]\d* questions from ", printed.splitlines()[-1])
    assert "Which " in printed
    assert "\n  * " in printed
    assert "0 questions from 0 facts." in run("preview_notes", "--course", "music")


def test_publishing_is_refused_while_nothing_is_approved(run):
    imported()

    with pytest.raises(CommandError, match="no fact is approved yet"):
        run("publish_notes", "--course", "music")

    assert not Course.objects.get().published


def test_publishing_tells_lessons_questions_and_what_stays_a_draft(run):
    run("import_notes", FOLDER, "--course", "music")
    run("approve_notes", "--course", "music", "--fact", proposal("tenor").key)

    printed = run("publish_notes", "--course", "music")

    assert "Published: strings." in printed
    assert "still a draft, since nothing of it is decided: winds" in printed
    assert "Questions: " in printed
