"""The only reader of the environment: typed values, odd ones refused at start, no secret with a default."""

import difflib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

reader = Env()


def flag(name: str) -> bool:
    """Return a yes/no variable; absent means no."""
    try:
        return bool(reader.bool(name, False))
    except EnvError as error:
        raise ImproperlyConfigured(f"{name}: write true or false.") from error


def text(name: str, default: str) -> str:
    return str(reader.str(name, default))


def words(name: str, default: list[str]) -> list[str]:
    """Return a comma-separated list."""
    return [str(word).strip() for word in reader.list(name, default)]


def path(name: str, default: Path) -> Path:
    return Path(reader.str(name, str(default))).expanduser().resolve()


def choice(name: str, default: str, allowed: Sequence[str]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}: write one of {', '.join(allowed)}.")
    return value


def secret(name: str, file: Path) -> str:
    """Return the secret in variable `name`, else the one in `file`, which is made on first use.

    The file is created whole and readable by its owner alone, so that two processes that start
    together agree on one secret.
    """
    value = text(name, "")
    if not value:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as stream:
                stream.write(secrets.token_urlsafe(50))
            try:
                os.link(draft, file)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        value = file.read_text().strip()
    if len(value) < 40:
        raise ImproperlyConfigured(f"{name}: at least 40 characters are needed.")
    return value


def database(name: str, default_file: Path) -> dict[str, Any]:
    """Return Django's settings for `postgres://user:password@host:port/name`, else for SQLite.

    After a `?` stand libpq's own options: `?sslmode=require`, or `?host=/run/postgresql` for a
    socket. SQLite: write-ahead log, full sync and BEGIN IMMEDIATE, so that an acknowledged answer
    survives a power cut and writers wait instead of failing.
    """
    url = text(name, "")
    if not url:
        default_file.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(default_file),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,  # seconds
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name}: write postgres://user:password@host:port/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def email(name: str) -> dict[str, Any]:
    """Return mail settings for `smtp[s]://user:password@host:port`; absent prints mails to the console.

    `smtps` means TLS: from the first byte on port 465, else by STARTTLS.
    """
    url = text(name, "")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
        raise ImproperlyConfigured(f"{name}: write smtps://user:password@host:port.")
    kind = "smtp" if url else "console"
    port = parts.port or 587
    return {
        "backend": f"django.core.mail.backends.{kind}.EmailBackend",
        "host": parts.hostname or "localhost",
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "starttls": parts.scheme == "smtps" and port != 465,
        "tls": parts.scheme == "smtps" and port == 465,
    }


def refuse_unknown(prefix: str) -> None:
    """Stop at a variable that nothing reads, since a misspelt one would be ignored in silence.

    Call it last, when every variable has been asked for.
    """
    known = reader.dump().keys()
    for name in sorted(os.environ):
        if name.startswith(prefix) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "See .env.example."
            raise ImproperlyConfigured(f"{name}: no such setting. {hint}")
