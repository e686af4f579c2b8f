"""The trail as the database holds it, in bulk and past the models: what is verified and exported."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import OperationalError, connection

from kheo.kernel.audit import chain
from kheo.kernel.audit.models import Seal

PAGE = 20_000
_REST = "user_id, actor_name, capacity, subject_type_id, subject_id, subject_name"
_FROM = f"FROM audit_event WHERE id > %s ORDER BY id LIMIT {PAGE}"
# SQLite leaves out microseconds where there are none.
_SQLITE = (
    "SELECT id, replace(CASE length(at) WHEN 19 THEN at || '.000000' ELSE at END, ' ', 'T') || 'Z',"
    f" verb, {_REST}, changes, note, digest {_FROM}"
)
_POSTGRESQL = (
    """SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),"""
    f" verb, {_REST}, changes::text, note, digest {_FROM}"
)


def seals() -> Iterator[chain.Seal]:
    return (seal.form for seal in Seal.objects.iterator(chunk_size=PAGE))


def events() -> Iterator[chain.Event]:
    """Yield every event in the order of its number, each page read and forgotten."""
    after = -(2**63)
    while page := _page(after):
        for row in page:
            yield chain.Event(row[0], row[1:-1], row[-1])
        after = page[-1][0]


def _page(after: int) -> list[tuple[Any, ...]]:
    if connection.vendor == "postgresql":
        return [_as_hashed(row) for row in _fetched(_POSTGRESQL, after)]
    try:
        return _fetched(_SQLITE, after)
    except OperationalError:
        # Bytes that are no UTF-8: somebody wrote past SQLite. Read them as they are.
        connection.connection.text_factory = _escaped
        try:
            return _fetched(_SQLITE, after)
        finally:
            connection.connection.text_factory = str


def _fetched(statement: str, after: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [after])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _escaped(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _as_hashed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the row with its changes in the one form; PostgreSQL keeps them by value."""
    changes = row[9]
    if changes == "{}":
        return row
    return (*row[:9], chain.canonical(json.loads(changes)), *row[10:])
