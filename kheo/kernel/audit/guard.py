"""The triggers that keep the trail: whether they stand, and how demonstration data is emptied."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLES = ("audit_event", "audit_seal")
EXPECTED = {"sqlite": 6, "postgresql": 2}
_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    " AND tbl_name IN ('audit_event', 'audit_seal') ORDER BY name"
)
_POSTGRESQL = (
    "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
    " AND tgrelid IN ('audit_event'::regclass, 'audit_seal'::regclass)"
)


def stands() -> bool:
    """Tell whether every trigger is there and on."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_SQLITE)
            return len(cursor.fetchall()) == EXPECTED["sqlite"]
        cursor.execute(_POSTGRESQL)
        [(count,)] = cursor.fetchall()
        return bool(count == EXPECTED["postgresql"])


@contextmanager
def lifted() -> Iterator[None]:
    """Lift the triggers while invented data is emptied: that of tests and of ``kheo demo --fresh``.

    It changes the tables' definition, which takes their owner: no setting of a session does it.
    """
    down, up = _statements()
    with connection.cursor() as cursor:
        for statement in down:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in up:
                cursor.execute(statement)


def _statements() -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        down = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES]
        up = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_written_once" for table in TABLES]
        return down, up
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE)
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]
