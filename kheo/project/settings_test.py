"""The settings, made fast."""

import tempfile
from pathlib import Path

import axe_playwright_python  # type: ignore[import-untyped]  # it ships no types

from kheo.project.settings import *  # noqa: F403 the tests change only what stands below
from kheo.project.settings import DATABASES, SQLITE

SECRET_KEY = "test"  # noqa: S105 no secret: it signs nothing but test sessions
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
VAR = Path(tempfile.mkdtemp(prefix="kheo-var-"))
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="kheo-files-"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [
    *STATICFILES_DIRS,  # noqa: F405 from the settings
    # for tests/e2e/album.py
    ("axe", Path(axe_playwright_python.__file__).parent),  # type: ignore[list-item]  # a prefix
]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.emptying"]  # noqa: F405 from the settings
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]  # noqa: F405 from the settings
ADMIN_TWO_FACTOR = False  # the tests that ask for it say so
STEPPER_SECONDS = 0  # a test sees what it has just done
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
if DATABASES["default"] is SQLITE:
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60},
    }
