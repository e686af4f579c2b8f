"""Write many rows of bare values at once: COPY on PostgreSQL, one prepared statement on SQLite.

Only an action calls it, for rows it has checked: it writes no trail and moves no count.
"""

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import NOT_PROVIDED, Field, Model

BATCH = 10_000


def pour(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write *rows* of bare values for the columns *names*; other columns get their defaults.

    Values are as the database takes them: keys, whole numbers, truths, ISO days, UTC moments.
    """
    columns, rest = _columns(model, names)
    if connection.vendor == "postgresql":
        _copy(model, columns, rest, rows)
    else:
        _insert(model, columns, rest, rows)


def go_on_after(models: Iterable[type[Model]]) -> None:
    """Let the next key of each table come after the ones written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _columns(model: type[Model], names: Sequence[str]) -> tuple[list[str], list[Any]]:
    """Return the columns to write and the constants for those not among *names*."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    given = [str(fields.pop(name).column) for name in names]
    missing = [field for field in fields.values() if _needed(field)]
    constants = [field.get_db_prep_save(field.get_default(), connection) for field in missing]
    return [*given, *(str(field.column) for field in missing)], constants


def _needed(field: "Field[Any, Any]") -> bool:
    if field.primary_key or field.generated or field.has_db_default():
        return False
    return field.default is not NOT_PROVIDED or not field.null


def _insert(
    model: type[Model], columns: list[str], rest: list[Any], rows: Iterable[Sequence[Any]]
) -> None:
    quote = connection.ops.quote_name
    marks = ", ".join(["%s"] * len(columns))
    names = ", ".join(map(quote, columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 names of our own models
    tail = tuple(rest)
    with connection.cursor() as cursor:
        for part in batched(rows, BATCH, strict=False):
            cursor.executemany(statement, [(*row, *tail) for row in part])


def _copy(
    model: type[Model], columns: list[str], rest: list[Any], rows: Iterable[Sequence[Any]]
) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
    tail = tuple(rest)
    # Django wraps what its own statements raise, and COPY is psycopg's.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row((*row, *tail))
