import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture
def variable(monkeypatch):
    return lambda value: monkeypatch.setenv("A_VARIABLE", value)


@pytest.mark.parametrize(("value", "meaning"), [("true", True), ("1", True), ("no", False)])
def test_a_flag_is_yes_or_no(variable, value, meaning):
    variable(value)
    assert env.flag("A_VARIABLE") is meaning


def test_an_odd_flag_stops_the_start(variable):
    variable("perhaps")
    with pytest.raises(ImproperlyConfigured, match="true or false"):
        env.flag("A_VARIABLE")


def test_an_odd_choice_stops_the_start(variable):
    variable("green")
    with pytest.raises(ImproperlyConfigured, match="red, blue"):
        env.choice("A_VARIABLE", "red", ("red", "blue"))


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    file = tmp_path / "new" / "secret"

    first = env.secret("A_VARIABLE", file)

    assert env.secret("A_VARIABLE", file) == first
    assert len(first) >= 50
    assert file.stat().st_mode & 0o077 == 0


def test_a_short_secret_stops_the_start(variable, tmp_path):
    variable("hunter2")
    with pytest.raises(ImproperlyConfigured, match="40 characters"):
        env.secret("A_VARIABLE", tmp_path / "secret")


def test_no_database_url_means_sqlite(tmp_path):
    found = env.database("A_VARIABLE", tmp_path / "new" / "file.sqlite3")

    assert found["ENGINE"].endswith("sqlite3")
    assert (tmp_path / "new").is_dir()


def test_a_database_url_is_taken_apart(variable, tmp_path):
    variable("postgres://mia:p%40ss@db.example:5433/notes?sslmode=require")

    found = env.database("A_VARIABLE", tmp_path / "file")

    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("mia", "p@ss", "notes")
    assert (found["HOST"], found["PORT"]) == ("db.example", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_url_may_name_a_socket(variable, tmp_path):
    variable("postgres://notewright@/notes?host=/run/postgresql")

    found = env.database("A_VARIABLE", tmp_path / "file")

    assert (found["HOST"], found["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize("value", ["mysql://mia@db/notes", "postgres://mia@db", "notes.sqlite3"])
def test_an_odd_database_url_stops_the_start(variable, tmp_path, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        env.database("A_VARIABLE", tmp_path / "file")


@pytest.mark.parametrize(
    ("value", "starttls", "tls"),
    [
        ("smtp://mail.example:25", False, False),
        ("smtps://mail.example", True, False),
        ("smtps://mia:p%40ss@mail.example:465", False, True),
    ],
)
def test_a_mail_url_says_how_to_send(variable, value, starttls, tls):
    variable(value)

    found = env.email("A_VARIABLE")

    assert found["backend"].endswith("smtp.EmailBackend")
    assert (found["starttls"], found["tls"]) == (starttls, tls)


def test_without_a_mail_url_mails_go_to_the_console():
    assert env.email("A_VARIABLE")["backend"].endswith("console.EmailBackend")


def test_a_misspelt_variable_stops_the_start(monkeypatch):
    env.text("A_VARIABLE", "")
    monkeypatch.setenv("A_VARIBLE", "1")
    with pytest.raises(ImproperlyConfigured, match="Did you mean A_VARIABLE"):
        env.refuse_unknown("A_VAR")
