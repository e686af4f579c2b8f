"""SQLite made fast for one load."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def loading() -> Iterator[None]:
    """Make SQLite fast for one load: whatever happens, the usual care is restored."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        for pragma in ("journal_mode=TRUNCATE", "synchronous=OFF", "foreign_keys=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA cache_size=-524288")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for pragma in ("foreign_keys=ON", "synchronous=FULL", "journal_mode=WAL"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.execute("PRAGMA cache_size=-65536")
