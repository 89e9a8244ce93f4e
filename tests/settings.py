"""The real settings with the slow and the lasting parts swapped."""

import os
import tempfile
from pathlib import Path

# Each process has its own folder, which goes with it, so that test runs never meet.
folder = tempfile.TemporaryDirectory(prefix="notewright-")
os.environ["NOTEWRIGHT_DATA"] = folder.name
os.environ["NOTEWRIGHT_SECRET_KEY"] = "for tests only " * 4

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir()
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: with the browser several threads write at once.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(folder.name) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
