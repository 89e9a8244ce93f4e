"""An instructor edits a lesson in the admin, and the questions follow."""

import pytest
from django.urls import reverse

from courses.models import Lesson
from quizzes.bank.building import sync_course
from quizzes.models import Fact, FactChange, Question, Version
from tests.factories import LessonFactory, ModuleFactory, QuestionFactory, option

BODY = """\
Rocks tell how they came to be.

## Granite

Granite is a rock that cooled slowly, deep in the ground.

## Which rock is it?

| Rock | Granite | Basalt | Slate | Chalk |
| --- | --- | --- | --- | --- |
| cools slowly under the ground | yes | no | no | no |
| cools quickly at the surface | no | yes | no | no |
| splits into thin flat sheets | no | no | yes | no |
| consists of tiny sea shells | no | no | no | yes |
"""


@pytest.fixture
def lesson(db):
    module = ModuleFactory.create()
    lesson = LessonFactory.create(module=module, slug="rocks", title="Rocks", body=BODY)
    sync_course(module.course)
    return lesson


def form_of(lesson, **changes):
    return {
        "module": lesson.module_id,
        "position": lesson.position,
        "slug": lesson.slug,
        "title": lesson.title,
        "summary": lesson.summary,
        "body": lesson.body,
        "minutes": lesson.minutes,
        "bank_share": lesson.bank_share,
        "exam_tasks": "[]",
        "carries": "{}",
        "published": "on",
        "seen_revision": lesson.revision,
        "objectives-TOTAL_FORMS": 0,
        "objectives-INITIAL_FORMS": 0,
        **changes,
    }


def save(client, lesson, **changes):
    address = reverse("admin:courses_lesson_change", args=(lesson.pk,))
    return client.post(address, form_of(lesson, **changes), follow=True)


def test_a_lesson_cannot_take_the_address_of_the_plan(instructor_client, lesson):
    url = reverse("admin:courses_lesson_change", args=(lesson.pk,))

    page = instructor_client.post(url, form_of(lesson, slug="plan")).content.decode()

    assert "This address is taken by a page of every course." in page
    assert Lesson.objects.get().slug == "rocks"


def test_questions_about_a_changed_fact_are_renewed_and_the_others_stay(instructor_client, lesson):
    before = {q.key: q.current_id for q in Question.objects.filter(status="live")}
    changed = BODY.replace("consists of tiny sea shells", "dissolves in weak acid")

    response = save(instructor_client, lesson, body=changed)

    assert response.status_code == 200
    after = {q.key: q.current_id for q in Question.objects.filter(status="live")}
    assert set(before) - set(after), "a question on the old fact should have been retired"
    assert set(after) - set(before), "a question on the new fact should have been made"
    assert set(before) & set(after), "questions on other facts should have been kept"
    assert Fact.objects.filter(statement__contains="sea shells", status="retired").exists()
    assert Version.objects.filter(pk__in=before.values()).count() == len(before)


def test_the_revision_counts_up_with_each_change(instructor_client, lesson):
    save(instructor_client, lesson, summary="New words.")

    lesson.refresh_from_db()
    assert lesson.revision == 2


def test_a_lesson_without_facts_tells_the_line_to_write(instructor_client, lesson):
    response = save(instructor_client, lesson, body="Only prose, and no fact in it.")

    assert "yields no question yet" in response.content.decode()
    assert "**Purpose:**" in response.content.decode()


def test_an_unreadable_line_is_reported_with_its_number_and_cure(instructor_client, lesson):
    body = f"{BODY}\n## Marble\n\n- **Purpose:** statues and floors\n"

    response = save(instructor_client, lesson, body=body)

    text = response.content.decode()
    assert "Rocks, line 18" in text
    assert "base form" in text


def test_advice_on_the_saved_lesson_is_shown_with_its_line(instructor_client, lesson):
    body = f"{BODY}\n## Marble\n\nMarble shines.\n\n- **Holds:** veins of another colour\n"

    response = save(instructor_client, lesson, body=body)

    assert "Rocks, line 16: Nothing says what Marble is for." in response.content.decode()


def test_advice_on_other_lessons_is_not_shown_and_their_errors_are(instructor_client, lesson):
    body = (
        "## Marble\n\nMarble shines.\n\n- **Holds:** veins of another colour\n- **Cost:** 9 euros\n"
    )
    LessonFactory.create(module=lesson.module, slug="marble", body=body)

    response = save(instructor_client, lesson, summary="New words.")

    text = response.content.decode()
    assert "Nothing says what Marble is for" not in text
    assert "Marble, line 6: “9 euros” ages" in text


def test_of_many_findings_eight_are_shown_and_the_others_counted(instructor_client, lesson):
    boats = "".join(
        f"\n## Boat {letter}\n\nIt floats.\n\n- **Needs:** wood of kind {letter}\n"
        for letter in "ABCDEFGHIJK"
    )

    response = save(instructor_client, lesson, body=f"{BODY}{boats}")

    text = response.content.decode()
    shown = text.count("Nothing says what") + text.count("is asked about")
    assert shown == 8
    assert "And 6 more: run lint_lessons." in text


def test_a_colleagues_edit_is_not_overwritten(instructor_client, lesson):
    Lesson.objects.filter(pk=lesson.pk).update(revision=2, summary="A colleague was here.")

    response = save(instructor_client, lesson, summary="Mine.")

    lesson.refresh_from_db()
    assert lesson.summary == "A colleague was here."
    assert "Somebody else saved this lesson" in response.content.decode()
    assert "Mine." in response.content.decode()


def test_a_table_too_wide_is_refused_by_line_and_changes_nothing(instructor_client, lesson):
    wide = "| a " * 40 + "|\n" + "| --- " * 40 + "|\n"

    response = save(instructor_client, lesson, body=wide)

    lesson.refresh_from_db()
    assert lesson.body == BODY
    assert "Line 2: a table of 40 columns" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "cure"),
    [
        ("carries", "[1]", "Write ids with entries"),
        ("carries", '{"F1": {"weight": "Z"}}', "F1: weight is A, B or C."),
        ("carries", '{"F1": {"quotes": "rock"}}', "F1: quotes is a list"),
        ("carries", "{", "Enter a valid JSON"),
        ("module", "", "This field is required"),
        ("slug", "", "This field is required"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_and_changes_nothing(
    instructor_client, lesson, field, value, cure
):
    response = save(instructor_client, lesson, title="Stones", **{field: value})

    lesson.refresh_from_db()
    assert lesson.title == "Rocks"
    assert cure in response.content.decode()


def test_a_date_that_is_no_month_is_reported_and_harms_nothing(instructor_client, lesson):
    body = f"{BODY}\n## Marble\n\n- **Cost:** 9 euros (as of 2026-13)\n"

    response = save(instructor_client, lesson, body=body)

    assert "Write year and month in figures" in response.content.decode()


def test_a_student_is_turned_away(student_client, lesson):
    response = student_client.get(reverse("admin:courses_lesson_change", args=(lesson.pk,)))

    assert response.status_code in {302, 403}


def test_an_instructor_rejects_a_question_and_it_does_not_come_back(instructor_client, lesson):
    question = Question.objects.filter(status="live").first()
    address = reverse("admin:quizzes_question_changelist")

    instructor_client.post(
        address, {"action": "reject", "_selected_action": [question.pk]}, follow=True
    )
    sync_course(lesson.module.course)

    question.refresh_from_db()
    assert question.status == Question.Status.REJECTED
    assert question not in Question.objects.servable()


def test_the_list_tells_matchings_apart(instructor_client, lesson):
    matching = QuestionFactory.create(kind="matching", lesson=lesson)
    address = reverse("admin:quizzes_question_changelist")

    page = instructor_client.get(address, {"kind": "matching"}).content.decode()

    assert matching.current.stem in page
    assert "premise 0 · premise 1 · premise 2 · premise 3<" in page
    assert "match too many" not in page


@pytest.mark.parametrize(
    ("kind", "parts"), [("matching", "premise 0 · premise 1"), ("ordering", "step 1 · step 2")]
)
def test_the_page_of_a_question_tells_it_from_others_with_its_stem(
    instructor_client, lesson, kind, parts
):
    question = QuestionFactory.create(kind=kind, lesson=lesson)

    page = instructor_client.get(reverse("admin:quizzes_question_change", args=(question.pk,))).text

    assert parts in page


def test_parts_of_a_question_are_shortened_and_escaped(instructor_client, lesson):
    options = [
        option(f"match {n}", correct=True) | {"premise": f"<b>{n}</b> {'word ' * 30}"}
        for n in range(4)
    ]
    QuestionFactory.create(kind="matching", lesson=lesson, version__options=options)

    page = instructor_client.get(reverse("admin:quizzes_question_changelist")).text

    assert "&lt;b&gt;0&lt;/b&gt; word" in page
    assert "<b>0</b>" not in page
    assert "word " * 20 not in page


def test_the_number_of_queries_for_the_list_of_questions_does_not_grow(
    instructor_client, lesson, django_assert_max_num_queries
):
    QuestionFactory.create_batch(12, kind="matching", lesson=lesson)

    with django_assert_max_num_queries(14):
        instructor_client.get(reverse("admin:quizzes_question_changelist"))


def test_an_instructor_sees_what_a_fact_said_before(instructor_client, lesson):
    save(instructor_client, lesson, body=BODY.replace("sea shells", "old shells of the sea"))
    fact = Fact.objects.get(statement__contains="old shells", subject="Chalk", status="approved")

    listed = instructor_client.get(reverse("admin:quizzes_factchange_changelist")).content.decode()
    page = instructor_client.get(reverse("admin:quizzes_fact_change", args=(fact.pk,)))

    for text in (listed, page.content.decode()):
        assert "tiny sea shells" in text
    assert "old shells of the sea" in listed
    assert reverse("admin:quizzes_fact_change", args=(fact.pk,)) in listed
    assert reverse("admin:courses_lesson_change", args=(lesson.pk,)) in listed


@pytest.mark.parametrize(
    ("words", "found"), [("tiny sea", True), ("old shells", True), ("x", False)]
)
def test_changes_of_facts_are_found_by_what_was_and_what_is_said(
    instructor_client, lesson, words, found
):
    save(instructor_client, lesson, body=BODY.replace("tiny sea shells", "old shells of the sea"))

    page = instructor_client.get(reverse("admin:quizzes_factchange_changelist"), {"q": words}).text

    assert ('class="field-says_now"' in page) == found


def test_a_change_of_a_fact_says_when_no_lesson_says_it_any_more(instructor_client, lesson):
    save(instructor_client, lesson, body=BODY.replace("tiny sea shells", "old shells of the sea"))
    lesson.refresh_from_db()
    save(instructor_client, lesson, body="## Chalk\n\nChalk writes.\n")

    page = instructor_client.get(reverse("admin:quizzes_factchange_changelist")).text

    assert "(no lesson says it any more)" in page


def test_nobody_edits_a_change_of_a_fact(instructor_client, lesson):
    save(instructor_client, lesson, body=BODY.replace("tiny sea shells", "old shells of the sea"))
    change = FactChange.objects.first()
    address = reverse("admin:quizzes_factchange_change", args=(change.pk,))

    page = instructor_client.get(address)
    refused = instructor_client.post(address, {"statement": "another"})

    assert 'name="_save"' not in page.text
    assert refused.status_code == 403
    assert instructor_client.get(reverse("admin:quizzes_factchange_add")).status_code == 403


@pytest.mark.parametrize("name", ["question", "fact", "factchange", "attempt", "response"])
def test_the_lists_of_the_bank_open(instructor_client, lesson, name):
    assert instructor_client.get(reverse(f"admin:quizzes_{name}_changelist")).status_code == 200


def test_a_question_shows_its_versions_with_the_key_in_words(instructor_client, lesson):
    question = Question.objects.filter(status="live").first()

    response = instructor_client.get(reverse("admin:quizzes_question_change", args=(question.pk,)))

    assert "Right: " in response.content.decode()
