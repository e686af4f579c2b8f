"""Read settings from the environment, and fail loudly when one is wrong."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, str(default))
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write True or False.")
    return value == "True"


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.")
    return int(value)


def options(name: str) -> dict[str, Any]:
    """Return a JSON object such as {"host": "mail.tinh.gov.vn"}, from NAME or the file NAME_FILE."""
    try:
        value = json.loads(secret(name, "{}"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise ImproperlyConfigured(f"{name} is not a JSON object such as {{}}.")
    return value


def secret(name: str, default: str = "") -> str:
    """Prefer the file named by NAME_FILE, so that secrets need not sit in the environment."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return text(name, default)


def kept_secret(path: Path) -> str:
    """Return the key kept in *path*, made on the first start: no key is ever shipped."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(os.urandom(48).hex(), encoding="ascii")
    return path.read_text(encoding="ascii")
