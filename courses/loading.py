"""Loading a course from fixtures, again and again, without losing what an instructor wrote.

For each field of a row three values are compared: what the fixture says now, what it said at the last
load, and what the database holds. Only the fixture changed: update. Only the database changed: keep,
and say so. Both changed: a text is merged line by line; what cannot be merged is reported, and nothing
is overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction

from courses.merging import merge_texts
from courses.models import Course, Lesson, LoadedRow

# Parents before children, so that references resolve.
ORDER = (
    "courses.course",
    "courses.module",
    "courses.blueprint",
    "courses.domain",
    "courses.lesson",
    "courses.objective",
    "courses.denial",
)


class BadFixture(ValueError):
    """A fixture that cannot be loaded: says file, line and cure. Nothing has been changed."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a file says of one row of the database, with the place it stands at."""

    file: str
    line: int
    label: str
    fields: dict[str, Any]

    def fail(self, text: str) -> BadFixture:
        return BadFixture(f"{self.file}:{self.line}: {text}")


@dataclass(slots=True)
class LoadReport:
    """What a load did, by row name."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.created)} created, {len(self.updated)} updated, "
            f"{len(self.unchanged)} unchanged, {len(self.kept)} kept as edited here, "
            f"{len(self.conflicts)} in conflict"
        )


@transaction.atomic
def load_fixtures(paths: Iterable[Path]) -> LoadReport:
    """Load fixture files, or all YAML files of folders, into the database.

    Raises:
        BadFixture: a file cannot be read or a row is not valid; nothing is changed.
    """
    return load_rows(row for path in fixture_files(paths) for row in read_rows(path))


@transaction.atomic
def load_rows(found: Iterable[Row]) -> LoadReport:
    """Bring the database in step with rows, wherever they were read; parents may follow children.

    Raises:
        BadFixture: a row is not valid or stands there twice; nothing is changed.
    """
    rows = sorted(found, key=lambda row: ORDER.index(row.label))
    report = LoadReport()
    links: list[tuple[models.Model, Row, dict[str, Any]]] = []
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        instance, many = _load(row, report)
        first = seen.setdefault((row.label, *map(str, _natural_key(row, instance))), row)
        if first is not row:
            raise row.fail(f"this row stands at {first.file}:{first.line} too. Keep one of them.")
        links += [(instance, row, many)] if many else []
    for instance, row, many in links:
        _set_many(instance, row, many)
    return report


def fixture_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, and for each folder its YAML files in order.

    Raises:
        BadFixture: a path does not exist, or a folder holds no YAML file.
    """
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not found or not all(file.is_file() for file in found):
            raise BadFixture(f"{path}: no fixture is here. Name a .yaml file or a folder of them.")
        files += found
    return files


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of one file.

    Raises:
        BadFixture: not YAML, not a list, or a row without model and fields.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadFixture(f"{path}: not UTF-8 text. Save the file as UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "cannot be read"
        raise BadFixture(
            f"{path}:{line}: not valid YAML ({problem}). Check the indentation and quotes there."
        ) from error
    if not isinstance(node, yaml.SequenceNode) or not isinstance(data, list):
        raise BadFixture(f"{path}:1: a fixture is a list of rows, each “- model: … fields: …”.")
    for item, entry in zip(node.value, data, strict=True):
        row = Row(str(path), item.start_mark.line + 1, "", {})
        if not isinstance(entry, dict) or not isinstance(entry.get("fields"), dict):
            raise row.fail("each row needs “model:” and “fields:”.")
        label = str(entry.get("model")).lower()
        if label not in ORDER:
            raise row.fail(f"“{label}” is not a model of a course. Known: {', '.join(ORDER)}.")
        if "pk" in entry:
            raise row.fail("leave “pk” out: rows are found by their natural keys.")
        yield Row(row.file, row.line, label, entry["fields"])


def _load(row: Row, report: LoadReport) -> tuple[models.Model, dict[str, Any]]:
    """Load one row; return its instance and the many-to-many keys still to be set."""
    model = apps.get_model(row.label)
    single, many = _split(row, model)
    candidate = model(**{name: _value(row, model, name, raw) for name, raw in single.items()})
    key = _natural_key(row, candidate)
    name = " / ".join(map(str, key))
    existing = _existing(model, key)
    if existing is None:
        _save(row, candidate)
        report.created.append(name)
        instance = candidate
    else:
        instance = existing
        taken, merged = _merge(row, existing, name, report)
        for field_name in taken & single.keys():
            value = merged.get(field_name, getattr(candidate, field_name))
            setattr(existing, field_name, value)
        if taken:
            if isinstance(existing, Lesson):
                existing.revision += 1  # a form that is open in the admin must not undo this
            _save(row, existing)
        many = {field_name: keys for field_name, keys in many.items() if field_name in taken}
    LoadedRow.objects.update_or_create(
        label=row.label, natural_key=name, defaults={"fields": _plain_fields(row.fields)}
    )
    if isinstance(instance, Course):
        report.courses.append(instance)
    return instance, many


def _merge(
    row: Row, existing: models.Model, name: str, report: LoadReport
) -> tuple[set[str], dict[str, str]]:
    """Return the fields to take from the fixture, with the texts that were merged for some of them.

    The row is reported by what happened to it.
    """
    record = LoadedRow.objects.filter(label=row.label, natural_key=name).first()
    said = _plain_fields(row.fields)
    held = _plain_fields(_held(existing, row.fields))
    before = _defaults(existing, said) | (record.fields if record else said)
    changed = {field_name for field_name in said if held[field_name] != said[field_name]}
    taken = {f for f in changed if record and held[f] == before[f]}
    kept = {f for f in changed - taken if record and said[f] == before[f]}
    merged: dict[str, str] = {}
    for field_name in sorted(kept):
        report.kept.append(f"{name}: {field_name}")
    for field_name in sorted(changed - taken - kept):
        place = f"{name}: {field_name} ({row.file}:{row.line})"
        if not record or not isinstance(existing._meta.get_field(field_name), models.TextField):
            report.conflicts.append(place)
            continue
        both = merge_texts(before[field_name], held[field_name], said[field_name])
        report.conflicts += [f"{place} {clash}" for clash in both.clashes]
        if both.text != held[field_name]:
            merged[field_name] = both.text
        elif not both.clashes:
            report.kept.append(f"{name}: {field_name}")
    taken |= merged.keys()
    if taken:
        report.updated.append(name)
    elif not changed:
        report.unchanged.append(name)
    return taken, merged


def _defaults(existing: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Return what each field holds in a new row: the base for a field new in the fixture."""
    fresh = type(existing)()
    empty: dict[str, Any] = {}
    for name in names:
        target = existing._meta.get_field(name)
        if target.is_relation:
            empty[name] = [] if target.many_to_many else None
        else:
            empty[name] = getattr(fresh, name)
    return _plain_fields(empty)


def _split(row: Row, model: type[models.Model]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part the plain fields from the many-to-many ones."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    known = {field.name: field for field in fields if field.editable and not field.primary_key}
    single: dict[str, Any] = {}
    many: dict[str, Any] = {}
    for name, raw in row.fields.items():
        if name not in known:
            names = ", ".join(sorted(known))
            raise row.fail(f"“{row.label}” has no field “{name}”. Known: {names}.")
        (many if known[name].many_to_many else single)[name] = raw
    return single, many


def _value(row: Row, model: type[models.Model], name: str, raw: Any) -> Any:
    target = model._meta.get_field(name)
    if isinstance(target, models.ForeignKey):
        return _referred(row, target.related_model, name, raw)
    try:
        return cast("models.Field[Any, Any]", target).to_python(raw)
    except ValidationError as error:
        raise row.fail(f"{name}: {' '.join(error.messages)}") from error


def _referred(row: Row, model: Any, name: str, raw: Any) -> models.Model:
    try:
        found: models.Model = model.objects.get_by_natural_key(*raw)
    except (ObjectDoesNotExist, TypeError) as error:
        raise row.fail(
            f"{name}: nothing has the natural key {raw}. Load the row it names first, or mend the key."
        ) from error
    return found


def _natural_key(row: Row, candidate: models.Model) -> Sequence[Any]:
    try:
        return cast("Sequence[Any]", candidate.natural_key())  # type: ignore[attr-defined]
    except ObjectDoesNotExist as error:
        raise row.fail("a reference is missing, for example “course:” or “module:”.") from error


def _existing(model: type[models.Model], key: Sequence[Any]) -> models.Model | None:
    try:
        found: models.Model = model._default_manager.get_by_natural_key(*key)  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        return None
    return found


def _save(row: Row, instance: models.Model) -> None:
    try:
        instance.full_clean()
    except ValidationError as error:
        texts = [f"{name}: {' '.join(found)}" for name, found in error.message_dict.items()]
        raise row.fail(" ".join(texts)) from error
    instance.save()


def _set_many(instance: models.Model, row: Row, many: dict[str, Any]) -> None:
    for name, keys in many.items():
        if not isinstance(keys, list):
            raise row.fail(f"{name}: write a list of natural keys, or leave it out.")
        model = instance._meta.get_field(name).related_model
        getattr(instance, name).set([_referred(row, model, name, key) for key in keys])


def _held(instance: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Return what the database holds for the fields of a fixture row, in the fixture's form."""
    held: dict[str, Any] = {}
    for name in names:
        target = instance._meta.get_field(name)
        if target.many_to_many:
            held[name] = [list(other.natural_key()) for other in getattr(instance, name).all()]
        elif isinstance(target, models.ForeignKey):
            held[name] = list(getattr(instance, name).natural_key())
        else:
            held[name] = getattr(instance, name)
    return held


def _plain_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Return field values as JSON holds them; the order of many-to-many keys does not matter."""
    plain = {
        name: sorted(value, key=str)
        if isinstance(value, list) and all(isinstance(entry, list) for entry in value)
        else value
        for name, value in fields.items()
    }
    text = json.dumps(plain, default=_plain)
    return cast("dict[str, Any]", json.loads(text))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
