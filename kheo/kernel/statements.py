"""A statement written once and asked many times.

Django needs far longer to write a union of many stages than the database needs to answer it.
Whoever keeps a statement keeps it by everything its querysets depend on: who, which round, which
day. The querysets themselves must ask the database nothing while they are made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Statement:
    """The text, its parameters and the names of its columns; no text finds nothing."""

    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return what the database holds now; columns come as it keeps them, unconverted."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            return [dict(zip(self.names, row, strict=True)) for row in cursor.fetchall()]


NOTHING = Statement("", (), ())


_KEPT: list[Callable[[], None]] = []


def kept[**P](write: Callable[P, Statement]) -> Callable[P, Statement]:
    """Keep what *write* returns, the most used of it, by all it is given."""
    made = lru_cache(maxsize=1024)(write)
    _KEPT.append(made.cache_clear)
    return cast("Callable[P, Statement]", made)


def forget() -> None:
    """Forget every text; a database emptied and filled anew may give a round's key to another."""
    for clear in _KEPT:
        clear()


def union(parts: Sequence[QuerySet[Any, Any]]) -> Statement:
    """Write the rows of all *parts*, whose columns are the same plain ones in the same order."""
    if not parts:
        return NOTHING
    first, *others = parts
    whole = first.union(*others, all=True).order_by() if others else first
    try:
        sql, params = whole.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return NOTHING
    # People of one capacity share the text and differ in the parameters alone.
    return Statement(intern(sql), tuple(params), tuple(first.query.selected or ()))
