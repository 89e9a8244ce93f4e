"""The bank as data, and its second check."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.bank.building import sync_course
from quizzes.models import Question, Version
from tests.factories import LessonFactory, ModuleFactory, QuestionFactory, VersionFactory
from tests.quizzes.bank.test_bank import BODY


@pytest.fixture
def course(db):
    lesson = LessonFactory.create(
        module=ModuleFactory.create(course__slug="harbour"),
        slug="boats",
        body=BODY,
        carries={"B1": {"weight": "A", "quotes": ["carries cars across the water"]}},
    )
    sync_course(lesson.module.course)
    return lesson.module.course


def printed(*command):
    out = StringIO()
    call_command(*command, stdout=out)
    return json.loads(out.getvalue())


def test_the_export_holds_every_servable_question_with_proofs_and_citations(course):
    bank = printed("export_bank", "--format", "json")

    assert len(bank) == Question.objects.servable().count()
    question = next(
        one for one in bank if one["kind"] == "single" and "carries cars" in one["stem"]
    )
    assert {
        "id",
        "version",
        "lesson",
        "kind",
        "level",
        "stem",
        "scored",
        "facts",
        "options",
    } <= set(question)
    assert question["lesson"] == "boats"
    fact = next(f for f in question["facts"] if f["key"] == question["asked"][0])
    assert fact["sentence"] == "A ferry carries cars across the water."
    assert fact["ids"] == ["B1"]
    keys = {fact["key"] for fact in question["facts"]}
    for option in question["options"]:
        assert option["explanation"]
        assert set(option["proof"]["facts"]) <= keys
        assert option["citations"][0]["quote"] in BODY


def test_the_export_tells_how_hard_a_question_should_be_and_why(course):
    question = next(one for one in printed("export_bank") if one["kind"] == "single")
    difficulty = question["difficulty"]

    assert difficulty["sd"] == 0.7
    summed = sum(reason["logits"] for reason in difficulty["reasons"])
    assert summed == pytest.approx(difficulty["logits"])


def test_instructors_see_what_the_predicted_difficulty_is_the_sum_of(course, instructor_client):
    question = Question.objects.first()

    page = instructor_client.get(f"/admin/quizzes/question/{question.pk}/change/")

    for reason in question.difficulty_reasons:
        assert reason["feature"] in page.content.decode()


def test_a_question_keeps_its_frame_and_the_facts_that_it_tells(course):
    singles = Question.objects.filter(kind="single")
    question = next(q for q in singles if "carries cars" in q.current.stem)

    assert question.frame.count("/") == 1
    assert set(question.current.fact_keys) <= set(question.told)


def test_a_retired_or_rejected_question_is_not_exported(course):
    Question.objects.update(status=Question.Status.REJECTED)

    assert printed("export_bank") == []


def test_an_unknown_course_is_named_with_those_that_exist(course):
    with pytest.raises(CommandError, match="harbour"):
        call_command("export_bank", "--course", "airport")


def test_the_audit_counts_and_finds_nothing_wrong(course):
    found = printed("audit_bank", "--json")

    assert found["failures"] == []
    (audit,) = found["courses"]
    assert audit["counts"]["lesson"] == {"boats": found["questions"]}
    assert sum(audit["counts"]["level"].values()) == found["questions"]
    assert audit["coverage"]["importance"]["A"]["facts"] == 1
    assert audit["coverage"]["importance"]["A"]["asked"] == 1


def test_the_audit_tells_why_a_fact_is_not_asked(course):
    lesson = course.modules.get().lessons.get()
    lesson.body += "\n## Raft\n\nA raft floats.\n\n- **Needs:** logs tied with rope\n"
    lesson.save()
    sync_course(course)

    (audit,) = printed("audit_bank", "--json")["courses"]

    gaps = {gap["sentence"]: gap for gap in audit["coverage"]["gaps"]}
    gap = gaps["A raft needs logs tied with rope."]
    assert (gap["lesson"], gap["asked"], gap["missing"]) == ("boats", 0, 2)
    assert "NO_PROOF" in gap["reasons"]
    assert "- **" in gap["write"] or "| " in gap["write"]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda version: {"stem": "Which boat is best?"},
        lambda version: {"options": [o | {"correct": not o["correct"]} for o in version.options]},
        lambda version: {"options": version.options[:3]},
    ],
)
def test_a_tampered_question_fails_the_audit(course, tamper):
    version = Version.objects.first()
    Version.objects.filter(pk=version.pk).update(**tamper(version))

    with pytest.raises(CommandError):
        call_command("audit_bank", stdout=StringIO())


def test_a_lesson_edited_behind_the_banks_back_fails_the_audit(course):
    lesson = course.modules.get().lessons.get()
    lesson.body = lesson.body.replace("carries cars", "carries trains")
    lesson.save()

    with pytest.raises(CommandError):
        call_command("audit_bank", stdout=StringIO())


def test_a_bank_that_can_be_guessed_fails_the_audit_and_the_look_is_named(course, monkeypatch):
    for limit in ("FEW", "MANY"):
        monkeypatch.setattr(f"quizzes.generation.solvers.{limit}", 1)
    for version in Version.objects.filter(question__kind="single"):
        key_first = sorted(version.options, key=lambda option: not option["correct"])
        Version.objects.filter(pk=version.pk).update(options=key_first)

    with pytest.raises(CommandError, match="guessing by “always first”"):
        call_command("audit_bank", stdout=StringIO())


def test_two_questions_that_ask_the_same_fail_the_audit_and_are_printed(course):
    question = Question.objects.filter(kind="single").first()
    version = question.current
    again = QuestionFactory.create(
        lesson=question.lesson, facts=list(question.facts.all()), version=False
    )
    again.current = VersionFactory.create(
        question=again, stem=f"A town asks: {version.stem}", options=version.options
    )
    again.save()
    out = StringIO()

    with pytest.raises(CommandError, match="row 43, duplicates: 1 pairs"):
        call_command("audit_bank", stdout=out)

    assert f"“{version.stem}” and" in out.getvalue() or f"and “{version.stem}”" in out.getvalue()


def test_a_small_bank_is_said_to_be_too_small_to_judge(course):
    (audit,) = printed("audit_bank", "--json")["courses"]

    assert audit["guessing"]["rule"] == "too few to judge"
    assert {statistic["row"] for statistic in audit["balance"]} == {17, 18, 19, 43}
