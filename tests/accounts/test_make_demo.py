import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.demo import INSTRUCTOR, STUDENT
from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def make_demo():
    out = StringIO()
    call_command("make_demo", stdout=out)
    return out.getvalue()


def read_passwords(output):
    return dict(re.findall(r"(\S+@\S+)  password (\S+)", output))


def test_the_printed_passwords_log_in(client):
    passwords = read_passwords(make_demo())

    assert set(passwords) == {STUDENT, INSTRUCTOR}
    assert passwords[STUDENT] != passwords[INSTRUCTOR]
    for email, password in passwords.items():
        assert client.login(email=email, password=password)


def test_only_one_of_them_is_an_instructor():
    make_demo()

    assert [user.email for user in User.objects.instructors()] == [INSTRUCTOR]


def test_a_second_time_keeps_the_people_and_says_so():
    passwords = read_passwords(make_demo())
    student = User.objects.get(email=STUDENT)

    output = make_demo()

    assert read_passwords(output) == {}
    assert "exists" in output
    assert User.objects.get(email=STUDENT).pk == student.pk
    assert User.objects.get(email=STUDENT).check_password(passwords[STUDENT])


def test_the_variable_sets_the_password_also_of_those_that_exist(settings):
    make_demo()
    settings.DEMO_PASSWORD = "chosen by the operator"

    output = make_demo()

    assert "chosen by the operator" not in output
    assert User.objects.get(email=STUDENT).check_password("chosen by the operator")
    assert User.objects.count() == 2


def test_somebody_who_took_the_address_gets_no_rights():
    UserFactory.create(email=INSTRUCTOR)

    make_demo()

    assert not User.objects.instructors().exists()


def test_a_public_server_gets_no_demo_accounts(settings):
    settings.HTTPS = True

    with pytest.raises(CommandError, match="NOTEWRIGHT_HTTPS"):
        make_demo()
    assert not User.objects.exists()
