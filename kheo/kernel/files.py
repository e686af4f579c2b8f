"""Uploaded files: kept outside the web root, named by their digest, original names in the record."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a file lies and what identifies it: *path* below MEDIA_ROOT, SHA-256 in hex, bytes."""

    path: str
    sha256: str
    size: int


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(data: bytes) -> Stored:
    """Store *data* once: the same bytes get the same path."""
    name = digest(data)
    path = f"{name[:2]}/{name}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return Stored(path, name, len(data))


def discard(path: str) -> None:
    """Delete a stored file that only served for a while."""
    default_storage.delete(path)


def is_kept(path: str) -> bool:
    return bool(path) and default_storage.exists(path)


def fetch(path: str) -> bytes:
    with default_storage.open(path) as stored:
        content: bytes = stored.read()
    return content
