"""The shipped course: it loads, it carries its syllabus, and its bank keeps the promises."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import call_command

from courses.models import Blueprint, Course, Lesson, Module, Objective
from passages import anchor_for
from quizzes.bank.building import sync_course
from quizzes.generation.gates import gate
from quizzes.generation.items import CHOICE_KINDS
from quizzes.generation.proofs import Truth
from quizzes.generation.reading import read_sections
from quizzes.models import Question
from tests.shipped import SHIPPED, shipped_bank, shipped_base

SYLLABUS = yaml.safe_load((Path(__file__).parent / "data" / "syllabus.yaml").read_text())
MUST_CARRY = [(lesson, *entry) for lesson, ids in SYLLABUS.items() for entry in ids.items()]
FILES = [str(file) for file in sorted(SHIPPED.glob("*.yaml"))]


@pytest.fixture
def course(db):
    call_command("loaddata", *FILES, verbosity=0)
    return Course.objects.get()


def test_plain_loaddata_works_on_an_empty_database_and_every_row_is_valid(course):
    assert Lesson.objects.count() == 16
    assert list(Module.objects.values_list("slug", flat=True)) == [
        "edge",
        "keys",
        "threats",
        "compliance",
    ]
    for model in apps.get_app_config("courses").get_models():
        for row in model.objects.all():
            row.full_clean()


def test_loading_twice_changes_nothing(course):
    before = [(type(row), row.pk) for row in (*Lesson.objects.all(), *Objective.objects.all())]

    call_command("loaddata", *FILES, verbosity=0)

    after = [(type(row), row.pk) for row in (*Lesson.objects.all(), *Objective.objects.all())]
    assert after == before


def test_the_blueprint_of_the_exam_is_data(course):
    blueprint = Blueprint.objects.get(code="CLF-C02")

    assert (blueprint.items, blueprint.scored_items, blueprint.minutes) == (65, 50, 90)
    assert (blueprint.scale_min, blueprint.scale_max, blueprint.pass_mark) == (100, 1000, 700)
    assert list(blueprint.domains.values_list("weight", flat=True)) == [24, 30, 34, 12]
    assert blueprint.checked_on.year == 2026


def test_the_shares_of_the_bank_add_up_and_every_lesson_has_objectives(course):
    assert sum(Lesson.objects.values_list("bank_share", flat=True)) == 100
    assert not Lesson.objects.filter(objectives__isnull=True).exists()


def test_a_lesson_needs_only_earlier_lessons(course):
    order = [lesson.pk for lesson in Lesson.objects.in_order()]
    for lesson in Lesson.objects.prefetch_related("prerequisites"):
        for needed in lesson.prerequisites.all():
            assert order.index(needed.pk) < order.index(lesson.pk)


@pytest.mark.parametrize(("slug", "reference", "wanted"), MUST_CARRY)
def test_what_the_syllabus_asks_is_carried_by_words_of_the_lesson(slug, reference, wanted):
    lesson = shipped_base().lessons[slug]
    (claim,) = [one for one in lesson.claims if one.reference == reference]
    texts = [p.text for section in read_sections(slug, lesson.body) for p in section.passages]

    assert claim.quotes
    assert claim.scored == wanted["scored"]
    assert claim.weight == wanted["weight"]
    for quote in claim.quotes:
        assert any(quote in text for text in texts), f"{reference}: “{quote}” is in no passage"


def test_every_line_of_the_lessons_can_be_read():
    assert shipped_base().problems == ()


def test_the_bank_is_large_enough_and_every_lesson_has_its_share():
    bank = shipped_bank()
    counts = Counter(item.lesson for item in bank.items)

    assert len(bank.items) >= 300
    assert all(counts[slug] >= 8 for slug in shipped_base().lessons)


def test_every_question_passes_the_gate_once_more():
    base = shipped_base()
    failures = [
        (item.stem.text, f.row, f.text) for item in shipped_bank().items for f in gate(item, base)
    ]

    assert failures == []


def test_nothing_marked_as_no_key_decides_a_question():
    closed = {reference for _, reference, wanted in MUST_CARRY if not wanted["scored"]}

    for item in shipped_bank().items:
        for fact in item.asked:
            assert fact.scored
            assert not closed & set(fact.references)


def test_every_wrong_option_has_a_proof_and_every_option_a_reason_with_a_source():
    for item in shipped_bank().items:
        for option in item.options:
            assert option.explanation
            assert option.citations
            holds = option.correct is (item.seeks is Truth.TRUE)
            assert (option.proof == "TRUE") == holds


def test_every_citation_leads_to_an_anchor_of_a_lesson(course):
    sync_course(course)
    anchors = {
        lesson.slug: {
            anchor_for(passage.text)
            for section in read_sections(lesson.slug, lesson.body)
            for passage in section.passages
        }
        for lesson in Lesson.objects.all()
    }

    for question in Question.objects.select_related("current"):
        for option in question.current.options:
            for citation in option["citations"]:
                assert citation["quote"] in citation["passage"]
                assert anchor_for(citation["passage"]) in anchors[citation["lesson"]]


def test_the_key_stands_in_each_place_about_equally_often():
    single = [
        item
        for item in shipped_bank().items
        if item.kind in CHOICE_KINDS and item.kind != "multiple" and len(item.options) == 4
    ]
    places = Counter(next(i for i, o in enumerate(item.options) if o.correct) for item in single)
    expected = len(single) / 4
    chi_square = sum((places[i] - expected) ** 2 / expected for i in range(4))

    assert chi_square < 11.34  # p = .01 with three degrees of freedom


def test_true_and_false_claims_are_about_equally_many():
    said = [item.right[0].verdict for item in shipped_bank().items if item.kind == "true_false"]

    assert 0.40 <= said.count(True) / len(said) <= 0.60


def test_the_audit_of_the_stored_bank_finds_nothing(course):
    sync_course(course)

    call_command("audit_bank", stdout=StringIO())  # raises where anything fails
