"""What is kept about a person: which tables, how they are handed out, and how they go.

Each app says in its module `own_data` which of its tables hold rows of a person. A test fails as long
as a model that points at a user is missing here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.module_loading import autodiscover_modules

from accounts.models import User

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # at the start of a cell, a spreadsheet would run it


@dataclass(frozen=True, slots=True)
class OwnTable:
    """Rows of a person.

    Attributes:
        name: of its files in the archive.
        about: what it holds, in a sentence for the person.
        model: of the rows.
        path: lookup from a row to the person.
        columns: lookups, in the order of the columns.
        stays: what becomes of the rows when the person leaves, if they do not go.
    """

    name: str
    about: str
    model: type[models.Model]
    path: str
    columns: tuple[str, ...]
    stays: str = ""

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()

    def holds_any(self, user: User) -> bool:
        return self.model._default_manager.filter(**{self.path: user.pk}).exists()

    def rows(self, user: User) -> Iterator[dict[str, Any]]:
        """Yield the person's rows, oldest first, without holding them all in memory."""
        found = self.model._default_manager.filter(**{self.path: user.pk}).order_by("pk")
        yield from found.values(*self.columns).iterator(chunk_size=2000)


_tables: dict[str, OwnTable] = {}


def register(*tables: OwnTable) -> None:
    """Say that these tables hold rows of a person."""
    _tables.update({table.name: table for table in tables})


def own_tables() -> tuple[OwnTable, ...]:
    """Return all tables that hold rows of a person, by name."""
    autodiscover_modules("own_data")
    return tuple(_tables[name] for name in sorted(_tables))


def write_archive(user: User, stream: IO[bytes], *, now: datetime) -> None:
    """Write a ZIP of all that is kept about the person: each table as JSON and as CSV, and a README."""
    tables = own_tables()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme(user, tables, now=now))
        for table in tables:
            with archive.open(f"{table.name}.json", "w", force_zip64=True) as raw:
                write_json(table.rows(user), io.TextIOWrapper(raw, "utf-8"))
            with archive.open(f"{table.name}.csv", "w", force_zip64=True) as raw:
                text = io.TextIOWrapper(raw, "utf-8", newline="")
                write_csv(table.rows(user), table.columns, text)


def readme(user: User, tables: tuple[OwnTable, ...], *, now: datetime) -> str:
    lines = [
        f"What Notewright keeps about {user.email}, on {now:%d %B %Y, %H:%M} UTC.",
        "Each table comes twice: as JSON and as CSV (for a spreadsheet). Times are UTC.",
        "Your password is kept only as a hash, and is not in here.",
        "",
        *(f"{table.name}: {table.about}" for table in tables),
        "",
    ]
    return "\n".join(lines)


def write_json(rows: Iterator[Mapping[str, Any]], text: io.TextIOWrapper) -> None:
    text.write("[")
    for place, row in enumerate(rows):
        text.write(",\n" if place else "\n")
        text.write(json.dumps({name: plain(value) for name, value in row.items()}))
    text.write("\n]\n")
    text.flush()
    text.detach()


def write_csv(
    rows: Iterator[Mapping[str, Any]], columns: tuple[str, ...], text: io.TextIOWrapper
) -> None:
    sheet = csv.writer(text)
    sheet.writerow(columns)
    for row in rows:
        sheet.writerow([cell(row[name]) for name in columns])
    text.flush()
    text.detach()


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula."""
    value = plain(value)
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


class LastInstructor(Exception):
    """The person is the only instructor who may do everything; without one nobody could."""


def erase(user: User) -> None:
    """Remove the person. What points at nobody stays: attempts, answers and complaints without a name.

    Raises:
        LastInstructor: there would be no one left who may make another.
    """
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise LastInstructor
    user.delete()


register(
    OwnTable(
        name="account",
        about="who you are here: your address, the name that greets you, your settings.",
        model=User,
        path="pk",
        columns=("email", "display_name", "theme", "date_joined", "last_login", "is_staff"),
    ),
    OwnTable(
        name="email_addresses",
        about="the addresses that you confirmed or are about to.",
        model=EmailAddress,
        path="user",
        columns=("email", "verified", "primary"),
    ),
    OwnTable(
        name="changes_in_the_admin",
        about="what you changed as an instructor.",
        model=LogEntry,
        path="user",
        columns=("action_time", "content_type__model", "object_repr", "change_message"),
    ),
)
