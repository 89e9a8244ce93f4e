import csv
import io
import json
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts.own_data import LastInstructor, cell, erase, own_tables, write_archive
from quizzes.models import Attempt, Card, Note, Response
from tests.factories import (
    MONDAY,
    PASSWORD,
    AttemptFactory,
    AttemptItemFactory,
    CardFactory,
    FactFactory,
    ReadingFactory,
    ResponseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE, EXPORT = reverse("accounts:own_data"), reverse("accounts:own_data_export")
ERASE = reverse("accounts:account_erase")
# Rows that point at a person for a reason that has nothing to do with what the person does here.
NOT_OF_A_PERSON = {"auth.group", "auth.permission"}


@pytest.fixture
def answered(student):
    """Return a student who read, answered and wrote a note."""
    attempt = AttemptFactory.create(user=student)
    ResponseFactory.create(item=AttemptItemFactory.create(attempt=attempt))
    CardFactory.create(user=student)
    ReadingFactory.create(user=student)
    fact = FactFactory.create()
    Note.objects.create(user=student, fact=fact, text="=HYPERLINK(1)", updated_at=MONDAY)
    return student


def archive_of(user):
    stream = io.BytesIO()
    write_archive(user, stream, now=datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    return ZipFile(stream)


def test_every_table_that_points_at_a_person_is_handed_out():
    user = get_user_model()
    pointing = {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) is user and field.concrete
    }
    handed_out = {table.model._meta.label_lower for table in own_tables()}

    assert pointing - NOT_OF_A_PERSON <= handed_out


def test_every_column_of_a_table_can_be_read(answered):
    for table in own_tables():
        for row in table.rows(answered):
            assert set(row) == set(table.columns)


def test_the_archive_holds_the_persons_rows_twice_and_says_what_they_are(answered):
    other = ResponseFactory.create(item__attempt__user=UserFactory.create())
    archive = archive_of(answered)

    (answer,) = json.loads(archive.read("answers.json"))
    (row,) = csv.DictReader(io.StringIO(archive.read("answers.csv").decode()))
    assert answer["item__version__stem"] == row["item__version__stem"]
    assert answer["points"] == 1.0
    assert answer["item__attempt"] != other.item.attempt_id
    readme = archive.read("README.txt").decode()
    assert answered.email in readme
    assert all(table.name in readme for table in own_tables())
    assert {f"{table.name}.json" for table in own_tables()} <= set(archive.namelist())
    assert archive.testzip() is None


def test_no_password_leaves(answered):
    archive = archive_of(answered)

    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert answered.password.encode() not in everything


def test_no_cell_is_taken_for_a_formula(answered):
    (row,) = csv.DictReader(io.StringIO(archive_of(answered).read("notes.csv").decode()))

    assert row["text"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("@sum", "'@sum"),
        ("a=1", "a=1"),
        (None, ""),
        (-3, "-3"),
        ([1, "x"], '[1, "x"]'),
        (MONDAY, "2026-11-02T09:00:00+00:00"),
    ],
)
def test_cells(value, text):
    assert cell(value) == text


def test_the_page_lists_what_is_kept(student_client):
    page = student_client.get(PAGE).text

    assert all(table.about in page for table in own_tables())


def test_the_download_is_an_archive_with_a_dated_name(student_client, answered):
    response = student_client.post(EXPORT)

    assert response["Content-Disposition"].startswith('attachment; filename="notewright-')
    archive = ZipFile(io.BytesIO(response.content))
    assert "answers.csv" in archive.namelist()


def test_the_download_is_limited(student_client):
    for _ in range(10):
        assert student_client.post(EXPORT).status_code == 200
    refused = student_client.post(EXPORT)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600


@pytest.mark.parametrize("url", [PAGE, EXPORT, ERASE])
def test_a_guest_is_sent_to_log_in(client, url):
    response = client.post(url) if url == EXPORT else client.get(url)

    assert "/accounts/login/" in response.url


def test_the_pages_take_no_other_method(student_client):
    assert student_client.get(EXPORT).status_code == 405
    assert student_client.post(PAGE).status_code == 405


@pytest.fixture
def sure_client(client, answered):
    """Return a client of a student who typed the password a moment ago."""
    client.force_login(answered)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_who_has_not_just_typed_the_password_is_asked_for_it_first(student_client):
    assert reverse("account_reauthenticate") in student_client.get(ERASE).url


def test_an_account_goes_with_all_that_is_the_persons_and_the_log_stays(sure_client, answered):
    response = sure_client.post(ERASE, {"email": answered.email.upper()})

    assert response.url == reverse("home")
    assert not get_user_model().objects.filter(pk=answered.pk).exists()
    assert not Card.objects.exists()
    assert not Note.objects.exists()
    assert list(Attempt.objects.values_list("user", flat=True)) == [None]
    assert Response.objects.count() == 1
    assert sure_client.get(PAGE).status_code == 302


def test_another_address_deletes_nothing(sure_client, answered):
    response = sure_client.post(ERASE, {"email": "eve@example.com"})

    assert "not the address of your account" in response.text
    assert get_user_model().objects.filter(pk=answered.pk).exists()


def test_the_page_says_what_stays_of_what_there_is(sure_client, answered):
    page = sure_client.get(ERASE).text

    said = {
        table.name for table in own_tables() if table.stays and f"{table.title}</strong>" in page
    }
    assert said == {"answers", "attempts"}
    assert "without your name" in page


def test_the_last_instructor_cannot_leave():
    last = UserFactory.create(instructor=True)

    with pytest.raises(LastInstructor):
        erase(last)
    UserFactory.create(instructor=True)
    erase(last)

    assert get_user_model().objects.count() == 1
